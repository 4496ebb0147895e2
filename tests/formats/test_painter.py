"""Pictures painted apart: the same bytes, the lock free meanwhile, and limits that hold."""

from __future__ import annotations

import io
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from typing import IO, Any

import examples
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sample_drawing import sample

from kgraph.errors import InputError, KgraphError, RenderFailed, RenderTimeout
from kgraph.formats import png, registry, rendering
from kgraph.formats.options import Options
from kgraph.formats.painter import Painter
from kgraph.layout.drawing import Drawing
from kgraph.process.child import FAR_SIDE
from kgraph.process.far_side import HEAD, PICKLE, write_frame

PNG = registry.format_named("png", where="test")
SMALL = sample()


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    """A picture that takes a while to paint."""
    return examples.drawing("demo")


@pytest.fixture(scope="module")
def painter() -> Iterator[Painter]:
    one = Painter(most=2)
    yield one
    one.close()


def when_asked(patch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Do something when a process has been given what it is to paint.

    It cannot have sent the picture by then: a pipe holds less than that, and nobody has read yet.
    """

    def write(stream: IO[bytes], value: Any, form: str) -> None:
        write_frame(stream, value, form)
        do()

    patch.setattr("kgraph.process.child.write_frame", write)


def process_of(painter: Painter) -> subprocess.Popen[bytes]:
    """The first process of a painter."""
    running = painter._all[0]._running
    assert running is not None
    return running.process


def started(painter: Painter) -> subprocess.Popen[bytes]:
    """The first process of a painter, ready to paint."""
    painter.prepare(PNG.module)
    return process_of(painter)


def small(painter: Painter, scale: float = 0.2) -> tuple[int, int]:
    """The size of a small picture that is painted."""
    image = painter.render(PNG.module, SMALL, Options(scale=scale), zoom=PNG.zoom)
    return Image.open(io.BytesIO(image)).size


def paints(painter: Painter) -> bool:
    """Whether it paints as it should."""
    wide, high = small(painter)
    return abs(wide - SMALL.width * 0.2) <= 1 and abs(high - SMALL.height * 0.2) <= 1


# --- what is painted


@pytest.mark.slow
@pytest.mark.parametrize(
    "format", [one for one in registry.FORMATS if one.apart], ids=lambda one: one.id
)
def test_the_bytes_are_those_that_this_process_would_make(
    drawing: Drawing, format: registry.Format
) -> None:
    for options in (Options(), Options(scale=0.5, theme="dark")):
        assert rendering.render(drawing, format, options) == import_module(format.module).render(
            drawing, options
        )


def test_formats_that_are_not_made_apart_are_made_here(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "_painter", lambda: pytest.fail("a process was asked"))
    svg = registry.format_named("svg", where="test")
    rendering.prepare(svg)
    assert rendering.render(drawing, svg, Options()).startswith(b"<svg")


def test_the_registry_knows_how_many_pixels_a_point_becomes() -> None:
    drawing = sample()
    wide, high = Image.open(io.BytesIO(png.render(drawing, Options()))).size
    assert PNG.zoom is not None
    assert abs(wide - drawing.width * PNG.zoom) <= 1
    assert abs(high - drawing.height * PNG.zoom) <= 1


def test_threads_that_paint_at_once_get_their_own_pictures() -> None:
    painter = Painter(most=2, timeout=600)
    scales = [number / 20 for number in range(2, 12)]
    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(lambda scale: small(painter, scale), scales))
    assert found == sorted(set(found)), "each is larger than the one before"
    assert len(painter._all) == len(painter._idle) == 2
    painter.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such signals")
def test_the_lock_is_free_while_a_big_picture_is_painted(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as the process that paints is held, the picture waits, and this thread goes on."""
    painter, held = Painter(most=1, timeout=600), threading.Event()
    process = started(painter)
    when_asked(monkeypatch, lambda: (process.send_signal(signal.SIGSTOP), held.set()))
    with ThreadPoolExecutor(1) as pool:
        image = pool.submit(painter.render, PNG.module, drawing, Options(), zoom=PNG.zoom)
        try:
            assert held.wait(600)
            for _ in range(200):
                time.sleep(0.001)
            assert not image.done()
        finally:
            process.send_signal(signal.SIGCONT)
        assert image.result().startswith(b"\x89PNG")
    painter.close()


def test_one_process_paints_what_comes_one_after_another(drawing: Drawing) -> None:
    painter = Painter()
    first = started(painter)
    assert all(paints(painter) for _ in range(3))
    assert len(painter._all) == 1
    assert process_of(painter) is first
    painter.close()
    assert first.returncode is not None
    painter.close()


# --- limits


def test_too_many_pixels_are_refused_before_anything_is_painted(drawing: Drawing) -> None:
    painter = Painter(pixels=1_000_000)
    with pytest.raises(
        InputError,
        match=r"^scale: 4 makes a picture of [\d,]+ × [\d,]+ pixels, .*: take 0\.\d+ or less",
    ):
        painter.render(PNG.module, drawing, Options(scale=4.0), zoom=2.0)
    with pytest.raises(InputError, match=r"scale: 2 makes .* take 0\.\d+ or less") as refusal:
        painter.render(PNG.module, drawing, Options(), zoom=2.0)
    assert painter._all == [], "no process was started"
    fits = float(refusal.value.problems[0].remedy.split()[1])
    assert painter.render(PNG.module, drawing, Options(scale=fits), zoom=2.0).startswith(b"\x89PNG")
    with pytest.raises(InputError, match=r"scale: 1e\+200 makes a picture"):
        painter.render(PNG.module, drawing, Options(scale=1e200), zoom=2.0)
    with pytest.raises(InputError, match="take a format without pixels"):
        painter.render(PNG.module, replace(drawing, width=9e6), Options(), zoom=2.0)
    painter.close()


@given(st.floats(1, 20_000), st.floats(1, 20_000), st.integers(1, 10**8))
def test_the_scale_that_is_said_to_fit_fits(width: float, height: float, pixels: int) -> None:
    painter = Painter(pixels=pixels)
    try:
        painter._check(width, height, 8.0)
    except InputError as refusal:
        advice = re.match(r"take (\d\S*) or less", refusal.problems[0].remedy)
        if advice:
            painter._check(width, height, float(advice[1]))
        else:
            assert width * height * 0.01**2 > pixels


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan"), float("inf")])
def test_a_scale_that_is_none_is_refused(painter: Painter, scale: float) -> None:
    with pytest.raises(InputError, match=r"^scale: is "):
        painter.render(PNG.module, SMALL, Options(scale=scale), zoom=PNG.zoom)


def test_the_limit_of_time_holds_and_the_next_picture_is_painted(drawing: Drawing) -> None:
    painter = Painter(most=1, timeout=0.05)  # the process alone takes longer to start
    with pytest.raises(
        RenderTimeout, match=r"^picture: took longer than 0\.05 s to paint and was ended: "
    ):
        painter.render(PNG.module, drawing, Options(scale=4.0), zoom=2.0)
    assert painter._all[0]._running is None
    painter._timeout = 600
    assert paints(painter)
    painter.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such signals")
def test_waiting_for_a_free_process_counts(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter, held = Painter(most=1, timeout=600), threading.Event()
    process = started(painter)
    with ThreadPoolExecutor(1) as pool:
        with monkeypatch.context() as patch:
            when_asked(patch, lambda: (process.send_signal(signal.SIGSTOP), held.set()))
            first = pool.submit(painter.render, PNG.module, drawing, Options(), zoom=PNG.zoom)
            assert held.wait(600)
        painter._timeout = 0.05
        with pytest.raises(RenderTimeout, match=r"^picture: no process was free to paint it with"):
            small(painter)
        process.send_signal(signal.SIGCONT)
        assert first.result().startswith(b"\x89PNG")
    painter.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to such a limit")
def test_the_limit_of_memory_holds_and_the_next_picture_is_painted(drawing: Drawing) -> None:
    painter = Painter(most=1, memory=200 << 20)
    with pytest.raises(
        RenderFailed,
        match=r"^picture: needs more than 200 MB of memory to paint: take a smaller scale",
    ):
        painter.render(PNG.module, drawing, Options(scale=4.0), zoom=2.0)
    assert paints(painter)
    painter.close()


# --- what goes wrong


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such signals")
def test_a_process_that_ends_is_told_and_replaced(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter = Painter(most=1)
    process = started(painter)
    with monkeypatch.context() as patch:
        when_asked(patch, process.kill)
        with pytest.raises(
            RenderFailed,
            match=r"^picture: the process that paints it has ended \(SIGKILL\): try again",
        ):
            painter.render(PNG.module, drawing, Options(), zoom=2.0)
    assert paints(painter)
    second = process_of(painter)
    assert second.pid != process.pid
    second.kill()
    second.wait()
    assert paints(painter)
    painter.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such signals")
def test_closing_ends_what_is_being_painted(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter, held = Painter(most=1, timeout=600), threading.Event()
    process = started(painter)
    when_asked(monkeypatch, lambda: (process.send_signal(signal.SIGSTOP), held.set()))
    with ThreadPoolExecutor(1) as pool:
        image = pool.submit(painter.render, PNG.module, drawing, Options(), zoom=2.0)
        assert held.wait(600)
        painter.close()
        with pytest.raises(KgraphError, match="has ended"):
            image.result()
    assert painter._all == painter._idle == []


def test_errors_of_a_format_come_over_as_they_are(drawing: Drawing, painter: Painter) -> None:
    """An InputError with its problems; what is not meant to happen with its trace."""
    told = r"^picture: cannot be painted: choose another format, and report it \("
    with pytest.raises(RenderFailed, match=told) as failure:
        painter.render(PNG.module, replace(drawing, heading=(None,)), Options())  # type: ignore[arg-type]
    assert "Traceback" in failure.value.__notes__[0]
    assert "\n" not in str(failure.value)
    with pytest.raises(RenderFailed, match=told):
        painter.render("kgraph.formats.none", drawing, Options())


def test_nothing_of_the_store_the_solver_or_the_pages_is_loaded(drawing: Drawing) -> None:
    far, near = os.pipe()
    command = [sys.executable, "-P", "-v", str(FAR_SIDE), PICKLE, "0", "0", str(far)]
    question = pickle.dumps((60, ("render", PNG.module, drawing, Options(scale=0.2))))
    done = subprocess.run(
        [*command, "kgraph.formats.painter_process"],
        input=HEAD.pack(len(question)) + question,
        capture_output=True,
        check=True,
        pass_fds=[far],
    )
    os.close(far)
    os.close(near)
    assert b"\x89PNG" in done.stdout
    loaded = set(re.findall(r"^import '([^']+)'", done.stderr.decode(), re.M))
    assert {"kgraph.formats.painter_process", "kgraph.formats.png", "resvg_py"} <= loaded
    heavy = (
        "streamlit",
        "clingo",
        "pyoxigraph",
        "rdflib",
        "networkx",
        "yaml",
        "kgraph.api",
        "kgraph.knowledge",
        "kgraph.assembly",
    )
    assert not [name for name in loaded if name.startswith(heavy)]
