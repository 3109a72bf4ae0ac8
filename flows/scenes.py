"""The script of the rehearsal: who hands over which file on which day, and which step is started then."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flows.exchange import rehearsal
from flows.exchange.rehearsal import Rehearsal
from flows.rules.wording import AMSTERDAM
from schemas.consultation import Subject

REPORTS = (
    ("2025-05-07", "2025-05-15"),
    ("2025-05-21", "2025-06-02"),
    ("2025-06-04", "2025-06-13"),
    ("2025-06-18", "2025-06-26"),
)
"""Per dialogue session the days of its draft report and of its final one."""
PROCEDURE_DOCUMENTS = (
    "Programma van eisen",
    "Aanmeldingsdocument",
    "Concept-inkoopovereenkomst",
    "Productkaarten en tarieven",
)
AT_THE_START = (
    "Overbruggingsovereenkomst",
    "Instructie Toegangen",
    "Implementatieplan",
    "Regionale monitor",
    "Innovatieagenda",
)
"""Where promises of the consultation were kept: in the documents of the procedure, and before the contracts begin."""

Handed = Callable[[Rehearsal], bytes]


@dataclass(frozen=True)
class Scene:
    """One act: when, which deployment, which step, and the file that is handed over first (folder/name and content)."""

    when: str
    room: str
    step: int
    file: str = ""
    content: Handed | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.when).replace(tzinfo=AMSTERDAM)


def sent(when: str, package: str) -> tuple[Scene, Scene]:
    """A package leaves: a rehearsal first, then the real thing with its code and count."""
    return (
        Scene(when, "11-verzenden", 1, fields={"pakket": package}),
        Scene(when, "11-verzenden", 2, fields={"pakket": package, "verzendcode": "?"}),
    )


def ticked(when: str, number: int) -> Scene:
    """A step of the plan is done; the board is written again."""
    return Scene(when, "00-planning", 4, fields={"klaar": number})


def decided(when: str, subject: Subject, room: str, step: int) -> Scene:
    """The colleges' decisions up to that day come in as one list."""
    day = day_of(when)
    return Scene(
        when,
        room,
        step,
        f"besluiten/besluiten-{when[:10]}.xlsx",
        lambda played: rehearsal.decisions_file(played, subject, day),
    )


def script() -> Iterator[Scene]:
    """The MIJ/OV tender, June 2024 to January 2026, in the order in which it is played."""
    yield Scene("2024-06-20T09:00", "00-planning", 1)
    yield Scene("2024-06-20T10:00", "00-planning", 2, "planning/planning.xlsx", rehearsal.planning_file)
    yield from strategy_and_preparation()
    yield from publication_and_nota()
    yield from screening_and_dialogue()
    yield from award_to_execution()


def strategy_and_preparation() -> Iterator[Scene]:
    yield ticked("2024-06-21T09:00", 1)
    yield Scene("2024-06-21T10:00", "00-planning", 5, fields={"doel": "5", "verandering": "langer", "werkdagen": 15})
    yield decided("2024-07-24T09:00", Subject.DRAFT_STRATEGY, "01-strategie", 4)
    yield Scene(
        "2024-09-23T09:00",
        "01-strategie",
        1,
        "inbreng/inbreng.xlsx",
        lambda played: rehearsal.consultation_file(played, with_answers=False),
    )
    yield ticked("2024-10-01T09:00", 2)
    yield Scene(
        "2024-10-21T09:00",
        "01-strategie",
        1,
        "inbreng/inbreng-met-reacties.xlsx",
        lambda played: rehearsal.consultation_file(played, with_answers=True),
    )
    yield Scene("2024-10-21T11:00", "01-strategie", 2)
    yield Scene("2024-10-25T09:00", "01-strategie", 3)
    yield Scene("2024-10-25T09:30", "01-strategie", 6)
    yield Scene("2024-10-25T09:45", "01-strategie", 7)
    yield ticked("2024-10-25T10:00", 3)
    yield Scene("2024-11-04T09:00", "02-voorbereiding", 1)
    yield decided("2024-11-27T09:00", Subject.STRATEGY, "01-strategie", 4)
    yield decided("2024-12-18T09:00", Subject.STRATEGY, "01-strategie", 4)
    yield Scene("2024-12-18T10:00", "01-strategie", 5)
    yield Scene("2024-12-18T11:00", "02-voorbereiding", 2)
    yield Scene("2024-12-18T11:30", "02-voorbereiding", 3)
    yield kept("2024-12-18T11:45", "Verwerkt in het stuk.", *PROCEDURE_DOCUMENTS)
    yield ticked("2024-12-18T12:00", 4)
    yield ticked("2024-12-18T12:05", 5)


def publication_and_nota() -> Iterator[Scene]:
    yield Scene("2024-12-19T09:00", "03-publicatie", 1, "aanbieders/aanbieders.xlsx", rehearsal.providers_file)
    yield Scene("2024-12-19T10:00", "03-publicatie", 2)
    yield Scene("2024-12-19T11:00", "03-publicatie", 3)
    yield from sent("2024-12-19T11:30", "aankondiging")
    yield Scene("2024-12-19T12:00", "03-publicatie", 4)
    for number, asked, answered, published in (
        (1, "2025-01-27", "2025-02-07", "2025-02-10"),
        (2, "2025-03-03", "2025-03-14", "2025-03-17"),
    ):
        for when, known in ((asked, False), (answered, True)):
            yield Scene(
                f"{when}T09:00",
                "04-nota-van-inlichtingen",
                1,
                f"vragen/vragen-ronde-{number}-{when}.xlsx",
                lambda played, number=number, known=known: rehearsal.questions_file(  # type: ignore[misc]
                    played, number, with_answers=known
                ),
                {"ronde": number},
            )
        yield Scene(f"{answered}T10:00", "04-nota-van-inlichtingen", 2, fields={"ronde": number})
        yield Scene(f"{published}T09:00", "04-nota-van-inlichtingen", 3, fields={"ronde": number})
        yield from sent(f"{published}T10:00", f"nota-{number}")
        if number == 1:
            yield Scene(f"{published}T11:00", "04-nota-van-inlichtingen", 7, fields={"ronde": number})
            yield from sent(f"{published}T12:00", "individuele-antwoorden")
    yield Scene("2025-03-17T11:00", "04-nota-van-inlichtingen", 4, fields={"ronde": 2})


def screening_and_dialogue() -> Iterator[Scene]:
    yield Scene("2025-03-31T09:00", "05-toetsing", 1, "aanmeldingen/aanmeldingen.xlsx", rehearsal.applications_file)
    yield Scene("2025-03-31T10:00", "05-toetsing", 2)
    yield from sent("2025-03-31T11:00", "aanvulverzoeken")
    yield Scene("2025-04-14T13:00", "05-toetsing", 3)
    yield Scene("2025-04-15T09:00", "05-toetsing", 3)
    yield Scene("2025-04-15T11:00", "05-toetsing", 4)
    yield from dialogue()
    yield ticked("2025-06-26T14:00", 6)


def dialogue() -> Iterator[Scene]:
    """Lots for the seats, invitations, and per session a draft report to who was there and a final one to all."""
    room = "06-dialoog"
    yield Scene("2025-04-16T09:00", room, 7, "dialoog/sessies-loting.xlsx", rehearsal.seats_file)
    yield told("2025-04-17T09:00", 1, False)
    yield Scene("2025-04-17T10:00", room, 2)
    yield from sent("2025-04-17T11:00", "dialoog-uitnodigingen")
    for number, (drafted, reported) in enumerate(REPORTS, start=1):
        yield told(f"{drafted}T09:00", number, True, draft=True)
        yield Scene(f"{drafted}T10:00", room, 5)
        yield from sent(f"{drafted}T11:00", f"dialoog-verslag-concept-{number}")
        yield told(f"{reported}T09:00", number, True)
        yield Scene(f"{reported}T10:00", room, 3)
        yield from sent(f"{reported}T11:00", f"dialoog-verslag-{number}")
        yield kept(f"{reported}T12:00", "Besproken, zie het verslag.", f"Dialoogsessie {number}")
    yield Scene("2025-06-26T13:00", room, 4)


def kept(when: str, note: str, *places: str) -> Scene:
    """What was promised for these places has been done; the list of promises is read again."""
    return Scene(
        when,
        "01-strategie",
        10,
        f"toezeggingen/toezeggingen-{when[:10]}.xlsx",
        lambda played: rehearsal.promises_file(played, day_of(when), note, *places),
    )


def day_of(when: str) -> date:
    return datetime.fromisoformat(when).date()


def told(when: str, number: int, with_report: bool, *, draft: bool = False, step: int = 1) -> Scene:
    """The list of sessions as it stands at session ``number``."""
    stand = f"{number}{'-concept' if draft else ''}" if with_report else "uitnodiging"
    stand = stand if step == 1 else "acties"
    return Scene(
        when,
        "06-dialoog",
        step,
        f"dialoog/sessies-{stand}.xlsx",
        lambda played: rehearsal.sessions_file(played, number, with_report, draft=draft, on=day_of(when)),
    )


def award_to_execution() -> Iterator[Scene]:
    yield Scene("2025-07-08T09:00", "07-toelating", 1)
    yield from sent("2025-07-08T10:00", "besluiten")
    yield decided("2025-07-23T09:00", Subject.AGREEMENT, "07-toelating", 2)
    yield ticked("2025-07-23T10:00", 7)
    yield Scene("2025-07-29T09:00", "07-toelating", 3)
    yield Scene("2025-09-01T09:00", "08-overeenkomsten", 1)
    yield from sent("2025-09-01T11:00", "overeenkomsten")
    yield Scene("2025-09-01T12:00", "08-overeenkomsten", 2)
    yield told("2025-09-24T09:00", len(REPORTS), True, step=9)
    yield Scene("2025-10-01T09:00", "09-implementatie", 1)
    yield from sent("2025-10-01T10:00", "implementatie-overbrugging")
    yield Scene("2025-11-03T09:00", "09-implementatie", 2)
    yield from sent("2025-11-03T10:00", "implementatie-toegangen")
    yield Scene("2025-11-03T11:00", "09-implementatie", 3)
    yield kept("2025-12-30T08:30", "Klaar voor de start op 1 januari 2026.", *AT_THE_START)
    yield ticked("2025-12-30T09:00", 8)
    yield Scene("2026-01-02T09:00", "10-uitvoering", 1)
    yield Scene("2026-01-02T10:00", "10-uitvoering", 2)
    yield ticked("2026-01-02T11:00", 9)
