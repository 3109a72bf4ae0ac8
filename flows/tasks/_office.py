"""LibreOffice as a machine: two hardened, warm profiles; batches in, whatever came out within the time-out back."""

import atexit
import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from schemas.errors import PermanentError

LANES = 2
"""A second soffice gains half again; each needs a profile of its own, or one of two parallel runs fails."""

_SECONDS_TO_START, _SECONDS_PER_DOCUMENT = 60, 20
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)

# Downsampling pictures costs two thirds of an export and gains nothing on our templates; tags make it accessible.
_EXPORT = {"UseTaggedPDF": True, "PDFUACompliance": True, "ReduceImageResolution": False, "ExportBookmarks": True}

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_HARDENED = (
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def find_soffice() -> str | None:
    """Return the path of LibreOffice's program, or None when it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


class Lane:
    """One profile and the soffice runs that use it, one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profile = folder / "profiel"
        settings = self.profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(
            _SETTINGS.format(items="\n".join(_item(*setting) for setting in _HARDENED)), encoding="utf-8"
        )

    def convert(self, soffice: str, documents: Sequence[bytes]) -> list[bytes | None]:
        """Convert one batch; a document that gave no PDF is None, because soffice exits with 0 also when it failed."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            work = Path(name)
            sources = [work / f"{number}.docx" for number in range(len(documents))]
            for source, data in zip(sources, documents, strict=True):
                source.write_bytes(data)
            seconds = _SECONDS_TO_START + _SECONDS_PER_DOCUMENT * len(documents)
            self._run(soffice, [str(source) for source in sources], work / "uit", seconds)
            results = [work / "uit" / f"{number}.pdf" for number in range(len(documents))]
            return [result.read_bytes() if result.is_file() else None for result in results]

    def _run(self, soffice: str, names: Sequence[str], output: Path, seconds: int) -> None:
        options = json.dumps({name: {"type": "boolean", "value": str(on).lower()} for name, on in _EXPORT.items()})
        command = [
            soffice,
            f"-env:UserInstallation={self.profile.as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *("--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(output), *names),
        ]
        # A fixed zone, so that the dates in the PDF have one form and length on every machine.
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "Europe/Amsterdam", "SAL_USE_VCLPLUGIN": "svp"}
        try:
            process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise PermanentError(f"LibreOffice start niet: {error.strerror}. Installeer het opnieuw.") from error
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            pass  # the missing PDFs tell the caller; the next line ends what still runs
        finally:
            _end(process)


def _item(path: str, name: str, value: str) -> str:
    prop = f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
    return f'<item oor:path="/{path}">{prop}</item>'


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the run with everything it started: soffice is a script around the program that does the work."""
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@lru_cache(maxsize=1)
def lanes() -> "queue.SimpleQueue[Lane]":
    """Return the free lanes of this process. A first run in a new profile costs seconds, so profiles are kept warm."""
    folder = Path(tempfile.mkdtemp(prefix="inkoopstraat-pdf-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    free: queue.SimpleQueue[Lane] = queue.SimpleQueue()
    for number in range(LANES):
        free.put(Lane(folder / f"baan-{number}"))
    return free
