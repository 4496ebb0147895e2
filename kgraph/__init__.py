"""kgraph: an architecture knowledge graph that assembles, explains and draws.

>>> import kgraph
>>> architecture = kgraph.assemble("name: Small shop")
>>> picture = kgraph.draw(architecture)

The public names are written once, in `__init__.pyi`; each is loaded when it is first asked
for, so that importing kgraph alone loads no heavy library.
"""


def _attach() -> None:
    """Put what knows the public names in the place of what stands here until one is asked for.

    It is loaded late, since a command listens to signals only once this package is there.
    """
    import lazy_loader

    attached = lazy_loader.attach_stub(__name__, __file__)
    globals().update(zip(("__getattr__", "__dir__", "__all__"), attached, strict=True))


def __getattr__(name: str) -> object:
    _attach()
    known = globals()
    return known[name] if name in known else known["__getattr__"](name)


def __dir__() -> list[str]:
    _attach()
    names: list[str] = globals()["__dir__"]()
    return names
