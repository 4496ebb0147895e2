"""Several files as one: a zip whose bytes depend on nothing but what it holds."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a file in a zip can have been written in."""
_PLAIN = 0o644 << 16
"""Its owner may write it, others may read it: where it is unpacked on a system that has owners."""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The files as one zip, in the order of their names.

    >>> zipped({"b": "2", "a": "1"}) == zipped({"a": b"1", "b": b"2"})
    True
    """
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            info = ZipInfo(name, EARLIEST)
            info.create_system = 3  # else the system that packs it would be seen in the bytes
            info.compress_type = ZIP_DEFLATED
            info.external_attr = _PLAIN
            archive.writestr(info, content)
    return out.getvalue()
