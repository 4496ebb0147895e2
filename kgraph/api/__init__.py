"""The use cases, each a function: what the command line, the browser pages and scripts call.

Which module holds which name is written once, in `__init__.pyi`; it is loaded when it is first
asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
