"""A headless Chromium to look at pages as a person does: read the text, click, type, take a picture.

It speaks the DevTools protocol over a websocket on this machine, so no driver program and no extra package is needed.
"""

import base64
import json
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import connect
from websockets.sync.connection import Connection

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60.0
"""Seconds that a page may take to show something; the machine that runs the tests may be busy."""

WIDTH = 1400
"""Pixels: the width of an ordinary laptop screen."""

SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=nl-NL",
    "--remote-debugging-port=0",
)


def eventually(what: str, look: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """The first true answer of ``look``; AssertionError naming ``what`` when it does not come in time."""
    limit = time.monotonic() + patience
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < limit, f"niet gezien binnen {patience:.0f} seconden: {what}"
        time.sleep(0.25)


class Page:
    """One open page. Texts are compared as they stand on the screen."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._number = 0
        self._ask("Page.enable")

    def _ask(self, method: str, **given: Any) -> dict[str, Any]:
        """Send one command and return its answer; events in between are of no interest."""
        self._number += 1
        self._line.send(json.dumps({"id": self._number, "method": method, "params": given}))
        while True:
            answer: dict[str, Any] = json.loads(self._line.recv(timeout=PATIENCE))
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return dict(answer["result"])

    def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self._ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def open(self, address: str) -> None:
        """Go to an address; the page may still be empty when this returns."""
        self._ask("Page.navigate", url=address)

    @property
    def address(self) -> str:
        """Where the page is now."""
        return str(self.evaluate("location.href"))

    @property
    def text(self) -> str:
        """All text on the page, spaces evened out."""
        return re.sub(r"\s+", " ", str(self.evaluate("document.body ? document.body.innerText : ''")))

    def wait_for(self, *texts: str) -> str:
        """Wait until all these texts are on the page and return all its text."""
        try:
            eventually(", ".join(texts), lambda: all(text in self.text for text in texts))
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.address} toont:\n{self.text[:3000]}") from None
        return self.text

    def click(self, text: str, kind: str = "a, button, [role=tab], [role=option], [role=menuitem]") -> None:
        """Click the first visible thing of that kind with exactly this text."""
        script = f"""(() => {{
            const found = [...document.querySelectorAll({json.dumps(kind)})].find(
                thing => thing.innerText.trim() === {json.dumps(text)} && thing.offsetParent !== null);
            if (!found) return null;
            found.scrollIntoView({{block: "center"}});
            const box = found.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }})()"""
        x, y = eventually(f"knop '{text}' die stilstaat", lambda: self._at_rest(script))
        for moment in ("mousePressed", "mouseReleased"):
            self._ask("Input.dispatchMouseEvent", type=moment, x=x, y=y, button="left", clickCount=1)

    def _at_rest(self, script: str) -> Any:
        """Where a thing is, once it stays there: while a page lays itself out a click falls beside it."""
        place = self.evaluate(script)
        time.sleep(0.3)
        return place if place == self.evaluate(script) else None

    def picture(self, path: Path, height: int = 1000) -> None:
        """Photograph what the window shows when it is ``height`` pixels high."""
        self._ask("Emulation.setDeviceMetricsOverride", width=WIDTH, height=height, deviceScaleFactor=1, mobile=False)
        time.sleep(1.0)  # what slides or fades in has arrived by then
        path.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def page(folder: Path) -> Iterator[Page]:
    """A browser with one empty page, with nothing remembered; everything it writes goes into ``folder``."""
    program = next(found for name in PROGRAMS if (found := shutil.which(name)))
    command = [program, *SWITCHES, f"--user-data-dir={folder}", f"--window-size={WIDTH},1000", "about:blank"]
    with (folder.with_suffix(".log")).open("wb") as log:
        browser = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        port_file = folder / "DevToolsActivePort"
        eventually("Chromium luistert", lambda: port_file.exists() and port_file.read_text(encoding="ascii").strip())
        port = int(port_file.read_text(encoding="ascii").splitlines()[0])
        with connect(_first_page(port), max_size=None, proxy=None) as line:
            yield Page(line)
    finally:
        browser.terminate()
        browser.wait(timeout=20)


def _first_page(port: int) -> str:
    """The websocket address of the page that the browser opened with."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=PATIENCE) as answer:
        pages = [row for row in json.load(answer) if row["type"] == "page"]
    return str(pages[0]["webSocketDebuggerUrl"])
