"""What several rooms test with: the product's own ontology and catalog, read once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import HealthCheck, settings
from sharing import once, run_folder

from kgraph import api
from kgraph.api import layers
from kgraph.model.knowledge import Knowledge

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# the same examples on every machine, and no stopwatch: two cores may be busy
settings.register_profile(
    "kgraph", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("kgraph")
EXAMPLES = 100
"""How many examples a property is tried with that names no number of its own."""


# a run in the background of a shell, or under nohup, begins with signals ignored, and all that it
# starts does: what tests tell commands would not be heard
for _number in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that accepts what is drawn now as what is to be drawn."""
    parser.addoption(
        "--accept",
        action="store_true",
        help="accept the texts of tests/golden as they are drawn now",
    )
    parser.addoption(
        "--examples",
        type=int,
        default=EXAMPLES,
        help="how many examples properties are tried with",
    )


def pytest_configure(config: pytest.Config) -> None:
    """As many examples as are asked for, before any test is read."""
    most = config.getoption("--examples")
    settings.register_profile("asked", settings.get_profile("kgraph"), max_examples=most)
    settings.load_profile("asked")


@pytest.fixture(scope="session", autouse=True)
def _shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where the processes of this run hand over what they have made: see `sharing.once`."""
    once.folder = run_folder(tmp_path_factory)


@pytest.fixture(autouse=True)
def _laid_for_one_test() -> Iterator[None]:
    """Commands lay layers from there on; here, until a test ends."""
    with layers.instead(()):
        layers._laid.set(None)
        yield
    os.environ.pop(api.CATALOG_VARIABLE, None)


@pytest.fixture(scope="session")
def dataset() -> pyoxigraph.Store:
    """Ontology and catalog in one store. Not to be written to."""
    return api.dataset()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """What the dataset says, as values."""
    return api.knowledge()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, for the tests of a module: Playwright's loop may not run beside others'."""
    from browser import started

    with started() as one:
        yield one


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a server of the pages is that starts with nothing named, for the tests of a module."""
    from browser import serving

    with serving() as served:
        yield served
