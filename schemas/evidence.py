"""What could be read from a file that was handed in as proof. Reading only: the judgement belongs to screening."""

from datetime import date
from typing import Literal

from schemas.values import KvkNumber, Noun

ReadingProblem = Literal["kapot", "wachtwoord", "geen_tekst", "leeg"]
"""Damaged or no PDF; locked with a password; pages without text (a scan); nothing in it at all."""


class EvidenceReading(Noun):
    """One PDF as the program read it.

    ``readable`` is true when there is text and no ``problem``. ``kvk_numbers`` are the trade register numbers named as
    such; ``dates`` every date in the order of the text; ``issue_date`` the day of issue; ``valid_until`` the last day
    on which it is valid; ``nota_number`` the highest nota van inlichtingen that is named; ``names`` what stands behind
    a label such as "Statutaire naam". Every one of these is a find in a text, to be confirmed by a person.
    """

    readable: bool
    problem: ReadingProblem | None = None
    pages: int = 0
    text: str = ""
    kvk_numbers: tuple[KvkNumber, ...] = ()
    dates: tuple[date, ...] = ()
    issue_date: date | None = None
    valid_until: date | None = None
    nota_number: int | None = None
    names: tuple[str, ...] = ()
