"""``inkoop start`` as a person starts it, on a work folder of its own, and what its server says about the runs."""

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

from flows.server import free_port
from tests.browser.chromium import eventually

START = 300.0
"""Seconds that the first start may take on a busy machine; measured: 30 to 45."""
RUN = 240.0
"""Seconds that one small run may take from the click to its end; measured: 15 to 50."""
STOP = 180.0
"""Seconds that stopping in good order may take; measured: 3 to 5 on a quiet machine."""
PATIENCE = 240.0
"""Seconds during which a server that does not answer is asked again; seen once: a server that stood still for 60."""
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass
class Served:
    """A server with its deployments, running in another process."""

    folder: Path
    address: str
    first_page: str
    process: subprocess.Popen[bytes]

    def ask(self, path: str, question: Mapping[str, Any] | None = None) -> Any:
        """The server's answer to a question about its records."""
        data = None if question is None else json.dumps(question).encode()
        request = urllib.request.Request(f"{self.address}/api{path}", data, {"content-type": "application/json"})
        limit = time.monotonic() + PATIENCE
        while True:
            # What the server says itself when its database is busy; its own client asks again in both cases as well.
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as busy:
                if busy.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > limit:
                    raise
            except TimeoutError:
                if time.monotonic() > limit:
                    raise
            time.sleep(2)

    def deployment(self, name: str) -> dict[str, Any]:
        """The deployment with that name."""
        found = self.ask("/deployments/filter", {"deployments": {"name": {"any_": [name]}}})
        return dict(found[0])

    def run(self, name: str, **fields: Any) -> dict[str, Any]:
        """Start a deployment with its form as it stands, except ``fields``, and wait for the end of the run."""
        deployment = self.deployment(name)
        values = {"invoer": {**deployment["parameters"]["invoer"], **fields}}
        # With a key of its own the question can be asked twice and there is still one run.
        order = {"parameters": values, "idempotency_key": uuid4().hex}
        started = self.ask(f"/deployments/{deployment['id']}/create_flow_run", order)
        return self.ended(started["id"])

    def ended(self, run_id: str) -> dict[str, Any]:
        """The run, once it has ended."""

        def look() -> dict[str, Any] | None:
            found: dict[str, Any] = self.ask(f"/flow_runs/{run_id}")
            return found if found["state"]["type"] in ENDED else None

        return dict(eventually(f"einde van run {run_id}", look, RUN))

    def run_of(self, name: str) -> dict[str, Any]:
        """The only run of a deployment, once it is there and has ended."""
        wanted = {"deployments": {"name": {"any_": [name]}}}
        found = eventually(f"een run van {name}", lambda: self.ask("/flow_runs/filter", wanted))
        return self.ended(found[0]["id"])

    def scheduled(self, name: str) -> list[dict[str, Any]]:
        """The runs of a deployment that wait for their moment, in order of time."""
        wanted = {
            "deployments": {"name": {"any_": [name]}},
            "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
            "sort": "NEXT_SCHEDULED_START_TIME_ASC",
        }
        return list(self.ask("/flow_runs/filter", wanted))

    def artifact(self, key: str) -> str:
        """The id of the newest version of an artifact."""
        found = self.ask("/artifacts/latest/filter", {"artifacts": {"key": {"any_": [key]}}})
        return str(found[0]["latest_id"])


@contextmanager
def started(folder: Path) -> Iterator[Served]:
    """``inkoop start`` until the end of the block, then Ctrl-C."""
    port = free_port()
    log = folder / "start.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "start", "--map", str(folder), "--poort", str(port)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )
    try:
        said = eventually("'Klaar.' van inkoop start", lambda: _ready(process, log), START)
        yield Served(folder, f"http://127.0.0.1:{port}", said, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ready(process: subprocess.Popen[bytes], log: Path) -> str | None:
    """The address that the command tells people to open; None as long as it has not said so."""
    text = log.read_text(encoding="utf-8")
    assert process.poll() is None, text
    found = re.search(r"^Klaar\. Open (\S+) in uw browser", text, re.MULTILINE)
    return found.group(1) if found else None
