"""Several processes of one kind, and questions that nobody waits for any more."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kgraph.process.child import Child, Errand, Limit, Outcome
from kgraph.process.far_side import JSON
from kgraph.process.pool import Pool

HERE = Path(__file__).parent
PATIENCE = 60.0


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    made = Pool(lambda: Child("echo_child", form=JSON), 2)
    yield made
    made.close()


def test_nobody_waits_for_who_asked_before_while_one_is_free(pool: Pool) -> None:
    with ThreadPoolExecutor(1) as other:
        long = other.submit(pool.ask, "sleep", Limit(PATIENCE))
        while len(pool._free) == 2:
            time.sleep(0.01)
        assert pool.ask("hello", Limit(PATIENCE)).values == ("hello",)
        assert not long.done()
        pool.close()


def test_who_has_no_time_to_wait_is_told_that_all_are_busy() -> None:
    assert Pool(lambda: Child("echo_child", form=JSON), 0).ask("hello", Limit(0.01)).outcome is (
        Outcome.BUSY
    )


def test_a_dropped_errand_ends_the_process_that_is_at_it(pool: Pool) -> None:
    errand = Errand()
    clock = threading.Thread(target=_dropped_at_work, args=(errand,))
    clock.start()
    with errand.under_way():
        answer = pool.ask("sleep", Limit(PATIENCE))
    clock.join()
    assert answer.outcome is Outcome.ENDED
    assert pool.ask("hello", Limit(PATIENCE)).values == ("hello",)


def _dropped_at_work(errand: Errand) -> None:
    while not errand.at_work:
        time.sleep(0.01)
    errand.drop()


def test_no_process_begins_with_a_dropped_errand(pool: Pool) -> None:
    errand = Errand()
    errand.drop()
    with errand.under_way():
        assert pool.ask("hello", Limit(PATIENCE)).outcome is Outcome.ENDED
    assert pool.ask("hello", Limit(PATIENCE)).values == ("hello",)
