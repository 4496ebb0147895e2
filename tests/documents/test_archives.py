"""Several files as one."""

from __future__ import annotations

import io
from zipfile import ZipFile

from kgraph.documents.archives import zipped


def test_a_zip_holds_its_files_and_no_time_of_its_own() -> None:
    packed = zipped({"b.txt": "zwölf", "a.bin": b"\x00"})
    with ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["a.bin", "b.txt"]
        assert archive.read("b.txt").decode() == "zwölf"
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert packed == zipped({"a.bin": b"\x00", "b.txt": "zwölf"})
