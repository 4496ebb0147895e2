"""How a command ends that is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such signals")
HEAD = """
import atexit, os, signal, sys, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore them
for number in (signal.SIGTERM, signal.SIGHUP): signal.signal(number, signal.SIG_DFL)
from kgraph.process.interrupts import interruptible
def wait(*seconds):
    print("ready", flush=True)
    time.sleep(*seconds or [60])
"""
INSIDE = HEAD + "with interruptible():\n"
ALL = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def ended(source: str, *numbers: int) -> tuple[int, str, str]:
    """Exit code, further output and errors of a script that gets a signal each time it says that it
    is ready.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", source],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    assert process.stdout is not None
    for number in numbers:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
    said, errors = process.communicate(timeout=60)
    return process.returncode, said, errors


@pytest.mark.parametrize("number", ALL)
def test_a_command_undoes_what_it_began_says_so_in_a_line_and_ends(number: int) -> None:
    source = INSIDE + "  try: wait()\n  finally: print('undone', flush=True)\n"
    assert ended(source, number) == (128 + number, "undone\n", "interrupted\n")


def test_a_second_signal_does_not_disturb_the_way_out() -> None:
    source = INSIDE + "  try: wait()\n  finally: wait(0.3); print('undone', flush=True)\n"
    assert ended(source, signal.SIGTERM, signal.SIGINT) == (143, "undone\n", "interrupted\n")


def test_a_command_that_is_left_alone_ends_as_it_does() -> None:
    assert ended(INSIDE + "  sys.exit(3)\n") == (3, "", "")
    assert ended(INSIDE + "  pass\n") == (0, "", "")
    code, _, errors = ended(INSIDE + "  1 / 0\n")
    assert code == 1
    assert "ZeroDivisionError" in errors


def test_what_the_libraries_of_a_command_make_of_it_changes_nothing() -> None:
    """Some have an exit code of their own for it, some go on."""
    source = INSIDE + "  try: wait()\n  except BaseException: sys.exit(1)\n"
    assert ended(source, signal.SIGINT) == (130, "", "interrupted\n")
    source = INSIDE + "  try: wait()\n  except BaseException: pass\n"
    assert ended(source, signal.SIGINT) == (130, "", "interrupted\n")


def test_a_signal_that_was_ignored_before_still_is() -> None:
    """As a command is started by nohup."""
    source = (
        f"{HEAD}signal.signal(signal.SIGHUP, signal.SIG_IGN)\nwith interruptible(): wait(0.3)\n"
    )
    assert ended(source, signal.SIGHUP) == (0, "", "")


def test_an_interrupt_is_not_lost_where_nothing_can_be_raised() -> None:
    source = INSIDE + (
        "  class Last:\n"
        "    def __del__(self):\n"
        "      print('ready', flush=True)\n"
        "      end = time.monotonic() + 5\n"
        "      while time.monotonic() < end: pass\n"
        "  last = Last(); del last\n"
        "  time.sleep(60)\n"
    )
    assert ended(source, signal.SIGINT) == (130, "", "interrupted\n")


def test_other_errors_where_nothing_can_be_raised_are_told_as_ever() -> None:
    source = INSIDE + "  class Last:\n    def __del__(self): 1 / 0\n  last = Last(); del last\n"
    code, _, errors = ended(source)
    assert code == 0
    assert errors.startswith("Exception ignored in")


def test_what_runs_at_the_end_of_python_is_ended_too() -> None:
    source = INSIDE + "  atexit.register(wait)\n"
    assert ended(source, signal.SIGINT) == (130, "", "interrupted\n")


def test_a_signal_that_comes_to_another_thread_is_heard() -> None:
    """Nothing wakes the main thread then, which alone can act on it."""
    source = INSIDE + (
        "  def other():\n"
        "    time.sleep(0.3)\n"
        "    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)\n"
        "    time.sleep(60)\n"
        "  threading.Thread(target=other, daemon=True).start()\n"
        "  time.sleep(60)\n"
    )
    assert ended(source) == (143, "", "interrupted\n")


def test_a_few_steps_that_hold_signals_back_are_done_first() -> None:
    """Also where another thread takes the signal, as it may."""
    source = INSIDE + (
        "  def other():\n"
        "    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])\n"
        "    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)\n"
        "  signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])\n"
        "  thread = threading.Thread(target=other); thread.start(); thread.join()\n"
        "  time.sleep(0.3)\n"
        "  print('done', flush=True)\n"
        "  signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])\n"
        "  time.sleep(60)\n"
    )
    assert ended(source) == (143, "done\n", "interrupted\n")


def test_a_thread_that_waits_for_a_child_holds_nobody_up() -> None:
    source = INSIDE + (
        "  from concurrent.futures import ThreadPoolExecutor\n"
        "  from kgraph.process.child import Child, Limit\n"
        "  child = Child('echo_child', form='json')\n"
        "  child.ask('here', Limit(60))\n"
        "  with ThreadPoolExecutor(1) as pool:\n"
        "    first = pool.submit(child.ask, 'sleep', Limit(600))\n"
        "    second = pool.submit(child.ask, 'sleep', Limit(600))\n"
        "    wait()\n"
    )
    assert ended(source, signal.SIGTERM) == (143, "", "interrupted\n")


def test_the_command_listens_before_it_loads_what_takes_long() -> None:
    source = "import sys, kgraph.__main__; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "kgraph.process.interrupts" in loaded
    assert not loaded & {"kgraph.cli", "kgraph.process.child", "subprocess", "threading", "typer"}


# --- a limit of time

LIMITED = HEAD + "from kgraph.process.interrupts import ended_after\nwith interruptible():\n"


def test_a_command_whose_time_is_up_undoes_what_it_began_and_says_so() -> None:
    source = (
        f"{LIMITED}  try:\n   with ended_after(0.2, 'too late'): time.sleep(60)\n"
        "  finally: print('undone', flush=True)\n"
    )
    assert ended(source) == (2, "undone\n", "too late\n")


def test_a_limit_ends_what_waits_for_another_thread() -> None:
    source = (
        f"{LIMITED}  other = threading.Thread(target=time.sleep, args=(60,))\n"
        "  other.start()\n"
        "  with ended_after(0.2, 'too late'): other.join()\n"
    )
    assert ended(source) == (2, "", "too late\n")


def test_a_limit_that_is_over_before_it_is_set_ends_at_once() -> None:
    source = f"{LIMITED}  time.sleep(0.2)\n  with ended_after(0.1, 'too late'): time.sleep(60)\n"
    assert ended(source) == (2, "", "too late\n")


def test_a_limit_holds_for_its_block_alone() -> None:
    source = (
        f"{LIMITED}  with ended_after(0.5, 'too late'): pass\n  time.sleep(0.7)\n  print('done')\n"
    )
    assert ended(source) == (0, "done\n", "")


def test_an_interrupt_within_a_limit_is_told_as_one() -> None:
    source = f"{LIMITED}  with ended_after(60, 'too late'): wait()\n"
    assert ended(source, signal.SIGTERM) == (143, "", "interrupted\n")


def test_nothing_is_ended_where_no_command_listens() -> None:
    source = (
        f"{HEAD}from kgraph.process.interrupts import ended_after\n"
        "with ended_after(0.1, 'too late'): time.sleep(0.3)\nprint('done')\n"
    )
    assert ended(source) == (0, "done\n", "")


def test_files_that_are_being_put_in_place_are_all_put_there_before_the_end() -> None:
    source = (
        f"{LIMITED}  from kgraph.documents.drafts import signals_held\n"
        "  with ended_after(0.2, 'too late'):\n"
        "   with signals_held(): time.sleep(0.6); print('whole', flush=True)\n"
        "   time.sleep(60)\n"
    )
    assert ended(source) == (2, "whole\n", "too late\n")


@pytest.mark.parametrize("number", ALL)
def test_an_import_is_not_torn_apart(number: int, tmp_path: Path) -> None:
    """A lock that the import system kept would hold whoever imports that module next, forever."""
    (tmp_path / "slow_module.py").write_text(
        "import time\nprint('ready', flush=True)\ntime.sleep(0.3)\nprint('whole', flush=True)\n"
    )
    source = (
        f"{HEAD}sys.path.insert(0, {str(tmp_path)!r})\n"
        "with interruptible():\n"
        "  import slow_module\n"
        "  time.sleep(60)\n"
    )
    assert ended(source, number) == (128 + number, "whole\n", "interrupted\n")


def importing(folder: Path, soon: float, after: str) -> str:
    """A script that is told to end while it imports something, and goes on with other steps; after
    so many seconds the end is tried again.
    """
    (folder / "slow_module.py").write_text(
        "import time\n"
        "from kgraph.process import interrupts\n"
        "print('ready', flush=True)\n"
        "while not interrupts._LISTENING[0].number: time.sleep(0.01)\n"
    )
    return (
        f"{HEAD}sys.path.insert(0, {str(folder)!r})\n"
        "from kgraph.process import interrupts\n"
        f"interrupts.SOON = {soon}\n"
        "with interruptible():\n"
        "  import slow_module\n"
        f"  {after}\n"
        "  print('still there')\n"
    )


def test_a_limit_of_time_does_not_put_off_the_end_that_was_told_during_an_import(
    tmp_path: Path,
) -> None:
    after = "with interrupts.ended_after(60, 'too late'): time.sleep(5)"
    source = importing(tmp_path, 0.3, after)
    assert ended(source, signal.SIGINT) == (130, "", "interrupted\n")


def test_a_second_signal_acts_where_the_first_could_not_yet(tmp_path: Path) -> None:
    source = importing(tmp_path, 60, "wait(5)")
    assert ended(source, signal.SIGINT, signal.SIGTERM) == (130, "", "interrupted\n")


@pytest.mark.parametrize("number", ALL)
def test_who_is_held_on_the_way_out_ends_all_the_same(number: int) -> None:
    source = (
        f"{HEAD}from kgraph.process import interrupts\n"
        "interrupts.WAY_OUT = 0.2\n"
        "lock = threading.Lock()\n"
        "lock.acquire()\n"
        "with interruptible():\n"
        "  try: wait()\n"
        "  finally: lock.acquire()\n"
    )
    assert ended(source, number) == (128 + number, "", "interrupted\n")
