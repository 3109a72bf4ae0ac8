"""The local Prefect server of a work folder: its own database and port, only on this machine, no telemetry.

This module does not import Prefect: the environment has to be right before anybody does.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import PermanentError, TransientError

ADDRESS = "127.0.0.1"
DEPLOYMENTS_PAGE = "v2/deployments?limit=25"
"""The page with all steps on one sheet; the pages that open by themselves show ten of the thirteen."""

START_TIME = 180.0
"""Seconds a server may take to start; the first time it builds its database, which takes about half a minute."""

_PR_SET_PDEATHSIG = 1


def environment(folder: Path, port: int) -> dict[str, str]:
    """The settings that Prefect must see, for the server and for every flow run on it."""
    return {
        "PREFECT_HOME": str(folder / ".prefect"),
        "PREFECT_API_URL": f"http://{ADDRESS}:{port}/api",
        "PREFECT_SERVER_API_HOST": ADDRESS,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_EVENTS_RETENTION_PERIOD": "P28D",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
    }


def healthy(port: int) -> bool:
    """Whether a Prefect server answers on that port of this machine."""
    try:
        with urllib.request.urlopen(f"http://{ADDRESS}:{port}/api/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((ADDRESS, 0))
        return int(listener.getsockname()[1])


def taken(port: int) -> bool:
    """Whether something listens on that port already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((ADDRESS, port)) == 0


def _die_with_parent() -> None:
    """On Linux: end the server when the program that started it is killed, so that no server is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the server of this work folder and return at once; :func:`wait_until_up` waits for it.

    Raises :class:`PermanentError` (Dutch) when the port is taken.
    """
    if taken(port):
        raise PermanentError(f"Poort {port} is bezet. Stop het andere programma of kies er een: inkoop start --poort …")
    log = folder / ".prefect" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    settings: Mapping[str, str] = {**os.environ, **environment(folder, port)}
    with log.open("ab") as sink:
        return subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", ADDRESS, "--port", str(port)],
            env=dict(settings),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            preexec_fn=_die_with_parent,
        )


def wait_until_up(process: subprocess.Popen[bytes], folder: Path, port: int) -> None:
    """Wait until the server answers. Raises :class:`TransientError` (Dutch) when it ends or takes too long."""
    limit = time.monotonic() + START_TIME
    while not healthy(port):
        log = folder / ".prefect" / "server.log"
        if process.poll() is not None:
            raise TransientError(f"De Prefect-server stopte meteen. Kijk in {log} wat er misging.")
        if time.monotonic() > limit:
            raise TransientError(f"De Prefect-server start niet binnen {START_TIME:.0f} seconden. Kijk in {log}.")
        time.sleep(0.2)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server and wait until it is gone."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def running(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server for as long as the block lasts. It is still starting when the block begins: see wait_until_up."""
    process = start(folder, port)
    try:
        yield process
    finally:
        stop(process)
