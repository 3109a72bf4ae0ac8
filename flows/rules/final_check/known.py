"""What is known about a document from outside it: the tender's facts, and whose words stand in it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from flows.rules.anonymity import Search
from flows.rules.calendar import FreeDays
from schemas.final_check import SlipList

MAIL_LIMIT = 6 * 1024 * 1024
"""Bytes: what every mail server takes, the letters around it included (users 9, no. 13)."""


@dataclass(frozen=True)
class Known:
    """Facts for the checks. What is not known is left out, and the check that needs it stays silent.

    ``organisation`` and ``places`` (municipalities, the parts of the region's name) are as they should be written;
    ``starts_on`` are all days on which a contract may start. ``theirs`` are words of others in this document (a name,
    a question): no check looks at those. ``about_others`` marks a document that is about other documents, so that its
    references point there. ``askers`` is given for a document that is published and in which nobody may be recognised;
    ``betraying`` then names the kinds of findings that count, empty for all. ``fonts_here`` are the fonts of the
    machine that makes the PDF; ``fonts_matter`` False makes a missing one a remark (in a rehearsal nothing leaves).
    ``handed_over``: somebody made it in Word, outside the house.
    """

    organisation: str = ""
    places: tuple[str, ...] = ()
    municipalities: int = 0
    lots: int = 0
    closes_at: datetime | None = None
    starts_on: frozenset[date] = frozenset()
    old_contract_end: date | None = None
    calendar: FreeDays = field(default_factory=FreeDays)
    theirs: tuple[str, ...] = ()
    about_others: bool = False
    askers: Search | None = None
    betraying: frozenset[str] = frozenset()
    fonts_here: frozenset[str] | None = None
    fonts_matter: bool = True
    size_limit: int = MAIL_LIMIT
    slips: SlipList = field(default_factory=SlipList)
    handed_over: bool = False

    @property
    def somebody_elses(self) -> bool:
        """A file that the house did not make: its form (title, language, paper, author) is told, and stops nothing."""
        return self.handed_over or not self.organisation
