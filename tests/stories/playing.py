"""Playing the MIJ/OV rehearsal for the story tests, and taking down exactly how it ended."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from flows.settings import Settings
from flows.workplace import Workplace
from schemas.journal import JournalEntry
from schemas.record import TenderRecord

REFERENCE = "MIJOV-J26"

BARE = """
import sys
from pathlib import Path
from flows.demo import rehearse
sys.exit(rehearse(Path(sys.argv[1]), pdf=False, say=lambda line: print(line, flush=True), through_prefect=False))
"""


def start(folder: Path, *arguments: str, settings: Mapping[str, str] = MappingProxyType({})) -> subprocess.Popen[str]:
    """The rehearsal in a process of its own; without arguments played without Prefect and PDF."""
    command = [sys.executable, "-c", BARE, str(folder)] if not arguments else [sys.executable, "-m", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("INKOOP_", "PREFECT_"))}
    return subprocess.Popen(
        command,
        env=environment | dict(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def play(folder: Path, *arguments: str, settings: Mapping[str, str] = MappingProxyType({})) -> str:
    """Play to the end; returns what was printed. Fails when the rehearsal does not end well."""
    process = start(folder, *arguments, settings=settings)
    output, _ = process.communicate()
    assert process.returncode == 0, output
    return output


@dataclass(frozen=True)
class Ended:
    """A rehearsal that was played: its folder, and everything in it that should be the same every time."""

    folder: Path
    database: str | None = None

    @cached_property
    def _read(self) -> tuple[TenderRecord, tuple[JournalEntry, ...]]:
        work = Workplace(Settings(map=self.folder, database_url=self.database))
        with work.database.read() as uow:
            found = uow.load(REFERENCE), uow.journal.entries(REFERENCE)
        work.close()
        return found

    @property
    def record(self) -> TenderRecord:
        return self._read[0]

    @property
    def journal(self) -> tuple[JournalEntry, ...]:
        return self._read[1]

    def files(self, *names: str) -> dict[str, str]:
        """sha256 of every file under these folders, by its path in the work folder."""
        return {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for name in names
            for path in sorted((self.folder / name).rglob("*"))
            if path.is_file()
        }

    @cached_property
    def everything(self) -> dict[str, str]:
        page = {"index.html": hashlib.sha256((self.folder / "index.html").read_bytes()).hexdigest()}
        return self.files("uitvoer", "post-uit", "archief") | page
