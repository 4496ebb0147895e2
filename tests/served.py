"""The pages as they are served, by the command that `kgraph serve` runs."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from kgraph import api
from kgraph.web import serve


@contextlib.contextmanager
def pages() -> Iterator[str]:
    """The address of a server of one's own, which ends with what it is used for."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    root = str(Path(api.__file__).parents[2])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(
        serve.command(port=port),
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        try:
            with urllib.request.urlopen(url, timeout=60):  # noqa: S310  (our own server)
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.25)
    msg = "the server did not start"
    raise RuntimeError(msg)
