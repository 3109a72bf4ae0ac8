"""The work folder: one place on disk with everything of one or more tenders, and the handles to use it.

invoer/<soort>/   drop folders for what people hand over
uitvoer/          documents, readable names
post-uit/         one .eml per recipient
sjablonen/        own Word templates; they go before the shipped ones
archief/          every file once, by sha256
inkoop.db         the record (SQLite), unless a PostgreSQL address is set
oefenklok.json    only in a rehearsal: the moment that counts as now
"""

from functools import cached_property
from pathlib import Path

from flows.settings import Settings
from flows.tasks.clock import Clock, RehearsalClock, SystemClock
from storage import Archive, Database, open_database

TEMPLATES = Path(__file__).resolve().parent.parent / "tender_templates"
DROPS = (
    "planning",
    "inbreng",
    "brieven",
    "genodigden",
    "strategie",
    "toezeggingen",
    "besluiten",
    "wijzigingen",
    "aanbieders",
    "vragen",
    "antwoorden",
    "nota",
    "aanmeldingen",
    "dialoog",
    "getekend",
)


class Workplace:
    """A work folder in use. Making one creates the folders and brings the database up to date."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.root = settings.map.resolve()
        for name in (*(f"invoer/{drop}" for drop in DROPS), "uitvoer", "post-uit", "sjablonen"):
            (self.root / name).mkdir(parents=True, exist_ok=True)

    @cached_property
    def database(self) -> Database:
        """The record, migrated to the newest shape."""
        address = self.settings.database_url
        database = open_database(address.get_secret_value() if address else f"sqlite:///{self.root / 'inkoop.db'}")
        database.migrate()
        return database

    @cached_property
    def archive(self) -> Archive:
        return Archive(self.root / "archief")

    @property
    def rehearsal_clock_file(self) -> Path:
        return self.root / "oefenklok.json"

    @property
    def clock(self) -> Clock:
        """The machine's clock, or in a rehearsal the moment in oefenklok.json."""
        file = self.rehearsal_clock_file
        return RehearsalClock(file) if file.exists() else SystemClock()

    @property
    def output(self) -> Path:
        return self.root / "uitvoer"

    @property
    def outgoing_mail(self) -> Path:
        return self.root / "post-uit"

    def drop(self, name: str) -> Path:
        """The drop folder for one kind of input; KeyError for an unknown kind."""
        if name not in DROPS:
            raise KeyError(name)
        return self.root / "invoer" / name

    def template(self, name: str) -> bytes:
        """The Word template: the region's own in ``sjablonen/`` when there is one, else the shipped one."""
        own = self.root / "sjablonen" / f"{name}.docx"
        return own.read_bytes() if own.exists() else (TEMPLATES / "word" / f"{name}.docx").read_bytes()

    def mail_template(self, name: str) -> str:
        """The mail text: the region's own in ``sjablonen/`` when there is one, else the shipped one."""
        own = self.root / "sjablonen" / f"{name}.txt"
        shipped = TEMPLATES / "mail" / f"{name}.txt"
        return (own if own.exists() else shipped).read_text(encoding="utf-8")

    def region_folders(self) -> tuple[Path, ...]:
        """Every folder with a tender's data: the region's own under ``trajecten/`` first, then the shipped ones."""
        homes = (self.root / "trajecten", TEMPLATES / "regions")
        return tuple(folder for home in homes if home.is_dir() for folder in sorted(home.iterdir()) if folder.is_dir())

    def sweep(self) -> None:
        """Remove half-written files that a killed program left behind. Only for who has the work folder to himself."""
        for leftover in self.root.rglob(".tijdelijk-*"):
            leftover.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the database file."""
        if "database" in self.__dict__:
            self.database.close()
