"""Real children of a parent that is killed, and the real command told to end: each once of what the
benchmark does often.
"""

from __future__ import annotations

import importlib
import signal
import sys
from types import ModuleType

import pytest

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc"),
]


@pytest.fixture(scope="module")
def endings() -> ModuleType:
    return importlib.import_module("endings")


@pytest.mark.parametrize("name", ["solve", "paint", "query", "guard"])
def test_a_child_does_not_outlive_its_parent(endings: ModuleType, name: str) -> None:
    assert set(endings.PARENTS) == {"solve", "paint", "query", "guard"}
    assert endings.outlived(name, 0.5) < endings.PATIENCE


@pytest.fixture(scope="module")
def works(endings: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return {work.name: work for work in endings.works(tmp_path_factory.mktemp("works"))}


@pytest.mark.parametrize(
    ("name", "number", "moment"),
    [
        *(("assemble", number, 1.0) for number in SIGNALS),
        ("assemble", signal.SIGTERM, 0.01),
        *(("export", number, 2.0) for number in (signal.SIGTERM, signal.SIGKILL)),
        ("export", signal.SIGINT, 0.5),
    ],
)
def test_the_command_ends_in_one_line_and_loses_nothing(
    endings: ModuleType, works: dict[str, object], number: int, name: str, moment: float
) -> None:
    assert endings.interrupted(works[name], number, moment).fault(number) == ""
