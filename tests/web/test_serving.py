"""The server that `kgraph serve` starts: what visits leave behind, who may run it, how it ends."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from users import NOBODY, UNHEARD_OF, python_of, settings_of
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc"),
]

BRIEFLY = """
import sys
from kgraph.web import serve
serve._OPTIONS["server.disconnectedSessionTTL"] = 1
serve.main()
"""
"""The server, except that it keeps the pages of those who have left for a second only."""
SPARE = 12
"""How many files more may be open than before: one visit's, and the ends of processes of ours."""


@dataclass(frozen=True)
class Server:
    """A running server and where it writes what it has to say."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def files(self) -> int:
        """How many files it has open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    @property
    def children(self) -> list[int]:
        """The processes that it has started."""
        parents = {
            int(path.parent.name): _parent(path) for path in Path("/proc").glob("[0-9]*/stat")
        }
        return [child for child, parent in parents.items() if parent == self.process.pid]

    def answer(self, path: str) -> tuple[int, bytes]:
        """The code and the words with which an address answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as found:
                return found.status, found.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    @contextlib.contextmanager
    def session(self, page: str = "") -> Iterator[ClientConnection]:
        """A page opened, as a browser opens it."""
        assert self.answer("/")[0] == 200
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        with connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            close_timeout=1,
        ) as one:
            asked = BackMsg()
            asked.rerun_script.query_string = ""
            asked.rerun_script.page_name = page
            one.send(asked.SerializeToString())
            yield one

    @contextlib.contextmanager
    def stuck(self) -> Iterator[None]:
        """Somebody who asks for much and takes none of it."""
        script = re.search(rb'src="\.?(/static/js/[^"]+)"', self.answer("/")[1])
        assert script is not None
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect(("127.0.0.1", self.port))
            asked = b"GET " + script[1] + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            one.sendall(asked * 30)
            assert one.recv(15) == b"HTTP/1.1 200 OK"
            time.sleep(0.5)
            yield

    def visit(self, page: str = "") -> None:
        """A page opened, waited for, and left."""
        with self.session(page) as one:
            told = ForwardMsg()
            while told.WhichOneof("type") != "script_finished":
                told.ParseFromString(one.recv(timeout=120))
            assert told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def _lives(child: int) -> bool:
    """Whether a process is there and has not only to be taken note of."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def _parent(path: Path) -> int:
    """The parent of a process, from its line of state; 0 where it has ended meanwhile."""
    with contextlib.suppress(OSError):
        return int(path.read_text().rpartition(")")[2].split()[1])
    return 0


@contextlib.contextmanager
def serving(
    folder: Path, program: Sequence[str], settings: dict[str, str] | None = None
) -> Iterator[Server]:
    """A server for a while."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "log").open("wb") as log:
        words = [str(port) if word == "PORT" else word for word in program]
        process = subprocess.Popen(
            words, env=settings or settings_of(folder), stdout=log, stderr=subprocess.STDOUT
        )
    try:
        yield _ready(Server(process, port, folder / "log"))
    finally:
        process.kill()
        process.wait()


def _ready(server: Server) -> Server:
    for _ in range(600):
        assert server.process.poll() is None, server.log.read_text()
        with contextlib.suppress(OSError):
            if server.answer("/_stcore/health") == (200, b"ok"):
                return server
        time.sleep(0.1)
    pytest.fail("the server does not answer")


COMMAND = ("-m", "kgraph", "serve", "--port", "PORT")


def test_visits_leave_no_open_files_behind(tmp_path: Path) -> None:
    with serving(tmp_path, [sys.executable, "-c", BRIEFLY, "PORT", "127.0.0.1"]) as server:
        server.visit()
        before = server.files
        for _ in range(20):
            server.visit()
        time.sleep(1.5)
        server.visit()
        time.sleep(0.5)
        assert server.files <= before + SPARE


def test_it_tells_nobody_how_it_is_and_writes_little(tmp_path: Path) -> None:
    with serving(tmp_path, [sys.executable, *COMMAND]) as server:
        before = server.log.read_text().count("\n")
        assert server.answer("/_stcore/health") == (200, b"ok")
        for path in ("/_stcore/metrics", "/_stcore/metrics/", "//_stcore/metrics"):
            assert b"session" not in server.answer(path)[1].lower(), path
        assert server.answer("/_stcore/metrics")[0] == 404
        server.answer("/no/such/page")
        server.visit()
        assert server.log.read_text().count("\n") - before <= 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_with_all_that_it_started(tmp_path: Path, number: int) -> None:
    with serving(tmp_path, [sys.executable, *COMMAND]) as server:
        server.visit("design")
        children = server.children
        assert children
        with server.session(), server.stuck():
            server.process.send_signal(number)
            assert server.process.wait(timeout=9) == 0, "Docker waits for 10 seconds"
        begun = time.monotonic()
        while any(map(_lives, children)):
            assert time.monotonic() - begun < 5, "the system tells them at once"
            time.sleep(0.05)
        told = server.log.read_text()
        assert "Traceback" not in told
        assert "rror" not in told


@pytest.mark.parametrize("home", ["none", "locked", "file"])
def test_another_user_may_serve_without_a_home(tmp_path: Path, home: str) -> None:
    place = tmp_path / "home"
    user = UNHEARD_OF if home == "none" else NOBODY
    if home == "file":
        place.write_text("in the way")
    else:
        place.mkdir(0o700)
    settings = settings_of() if home == "none" else settings_of(place)
    with serving(tmp_path, [*python_of(user), *COMMAND], settings) as server:
        server.visit()
        server.process.terminate()
        assert server.process.wait(timeout=30) == 0
        assert "Traceback" not in server.log.read_text()
