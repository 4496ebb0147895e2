"""Pictures painted apart: the same bytes, the lock free meanwhile, and limits that hold."""

from __future__ import annotations

import io
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
from kgraph.formats import painter as painting
from kgraph.formats import png, registry, rendering
from kgraph.formats.options import Options
from kgraph.formats.painter import Painter, _Hand
from kgraph.layout.drawing import Drawing
from kgraph.process.far_side import HEAD, write_frame

PNG = registry.format_named("png", where="test")
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"><rect width="{size}" height="{size}" fill="{fill}"/></svg>'


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

    patch.setattr(painting, "write_frame", write)


def started(painter: Painter) -> subprocess.Popen[bytes]:
    """The first process of a painter, ready to paint."""
    painter.prepare(PNG.module)
    process = painter._all[0]._process
    assert process is not None
    return process


def colour(image: bytes) -> tuple[tuple[int, int], object]:
    opened = Image.open(io.BytesIO(image)).convert("RGB")
    return opened.size, opened.getpixel((3, 3))


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


def test_an_svg_is_painted_at_its_scale(painter: Painter) -> None:
    assert colour(painter.paint(SQUARE.format(size=20, fill="#f00"))) == ((20, 20), (255, 0, 0))
    assert colour(painter.paint(SQUARE.format(size="20px", fill="#00f"), scale=1.5)) == (
        (30, 30),
        (0, 0, 255),
    )


def test_threads_that_paint_at_once_get_their_own_pictures() -> None:
    fills = {n: f"#{n * 20:02x}00{255 - n * 20:02x}" for n in range(10)}
    painter = Painter(most=2)
    with ThreadPoolExecutor(10) as pool:
        found = list(
            pool.map(lambda n: painter.paint(SQUARE.format(size=200 + n, fill=fills[n])), fills)
        )
    assert [colour(image) for image in found] == [
        ((200 + n, 200 + n), tuple(bytes.fromhex(fill[1:]))) for n, fill in fills.items()
    ]
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
    painter.prepare(PNG.module)
    first = painter._all[0]._process
    assert first is not None
    for fill in ("red", "green", "blue"):
        painter.paint(SQUARE.format(size=9, fill=fill))
    assert [hand._process for hand in painter._all] == [first]
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
    with pytest.raises(InputError, match="scale: 1 makes a picture of 2,000 × 2,000"):
        painter.paint(SQUARE.format(size=2000, fill="red"))
    with pytest.raises(InputError, match=r"scale: 1e\+200 makes a picture"):
        painter.render(PNG.module, drawing, Options(scale=1e200), zoom=2.0)
    with pytest.raises(InputError, match="take a format without pixels"):
        painter.paint(SQUARE.format(size=900_000, fill="red"))
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
        painter.paint(SQUARE.format(size=9, fill="red"), scale=scale)


def test_the_limit_of_time_holds_and_the_next_picture_is_painted(drawing: Drawing) -> None:
    painter = Painter(most=1, timeout=0.05)  # the process alone takes longer to start
    with pytest.raises(
        RenderTimeout, match=r"^picture: took longer than 0\.05 s to paint and was ended: "
    ):
        painter.render(PNG.module, drawing, Options(scale=4.0), zoom=2.0)
    assert painter._all[0]._process is None
    painter._timeout = 600
    assert colour(painter.paint(SQUARE.format(size=9, fill="#0f0"))) == ((9, 9), (0, 255, 0))
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
    assert colour(painter.paint(SQUARE.format(size=9, fill="#0f0"))) == ((9, 9), (0, 255, 0))
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
    image = painter.paint(SQUARE.format(size=9, fill="#0f0"))
    second = painter._all[0]._process
    assert second is not None
    assert second.pid != process.pid
    second.kill()
    second.wait()
    assert painter.paint(SQUARE.format(size=9, fill="#0f0")) == image
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


def test_what_is_no_picture_is_refused(painter: Painter) -> None:
    with pytest.raises(InputError, match="says no width and height"):
        painter.paint("no picture")
    with pytest.raises(InputError, match="picture: is not an SVG that can be painted"):
        painter.paint('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">')


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
    command = _Hand(0)._command
    question = pickle.dumps(("render", PNG.module, drawing, Options(scale=0.2)))
    done = subprocess.run(
        [command[0], "-v", *command[1:]],
        input=HEAD.pack(len(question)) + question,
        capture_output=True,
        check=True,
    )
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
