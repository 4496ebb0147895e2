"""The same bytes for the same slide: a package whose parts have no times of their own."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kgraph.documents.archives import EARLIEST


def packed(data: bytes) -> bytes:
    """A package with its parts in their order, all from the earliest moment."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = ZipInfo(info.filename, EARLIEST)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            after.writestr(part, before.read(info.filename))
    return out.getvalue()
