"""Papers of a session: the agenda, the invitation in plain words, and the report for all alike (domain D.7)."""

from typing import ClassVar

from schemas.documents.base import Contact, Wijziging, WordDocument
from schemas.values import Noun


class Aanwezige(Noun):
    organisatie: str
    rol: str
    grond: str


class Gesprekspunt(Noun):
    nr: str
    onderwerp: str
    besproken: str
    conclusie: str
    actie: str


class Actiepunt(Noun):
    nr: str
    wat: str
    wie: str
    voor: str


class CorrectieUitkomst(Noun):
    """What became of a correction; not who asked for it and not in whose words."""

    nr: str
    punt: str
    uitkomst: str
    reactie: str


class SessionReport(WordDocument):
    """``correcties_tot`` is empty once the report is final; ``lezers`` says who gets it then."""

    template: ClassVar[str] = "session_report"
    title: ClassVar[str] = "Verslag"

    sessie: str
    doel: str
    onderwerp: str
    wanneer: str
    locatie: str
    correcties_tot: str
    lezers: str
    stukken: tuple[str, ...]
    aanwezigen: tuple[Aanwezige, ...]
    punten: tuple[Gesprekspunt, ...]
    acties: tuple[Actiepunt, ...]
    correcties: tuple[CorrectieUitkomst, ...]
    wijzigingen: tuple[Wijziging, ...]


class Agendaregel(Noun):
    nr: str
    onderwerp: str
    toelichting: str


class SessionAgenda(WordDocument):
    template: ClassVar[str] = "session_agenda"
    title: ClassVar[str] = "Agenda"

    sessie: str
    doel: str
    onderwerp: str
    wanneer: str
    locatie: str
    bereikbaarheid: str
    punten: tuple[Agendaregel, ...]
    stukken: tuple[str, ...]
    contact: Contact


class SessionInvitation(WordDocument):
    """One A4 in plain words for parents, youth and who speaks for them; nobody's name or address stands in it."""

    template: ClassVar[str] = "session_invitation"
    title: ClassVar[str] = "Uitnodiging: praat u mee?"

    onderwerp: str
    wanneer: str
    locatie: str
    bereikbaarheid: str
    onderwerpen: tuple[str, ...]
    reageren_tot: str
    contact: Contact
