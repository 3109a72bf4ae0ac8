"""What if: look at a change of the plan, and carry it out with the code of that look (a part of the room 00-planning).

Looking saves nothing. Carrying out saves the new dates in one unit of work and keeps the whole effect in the archive,
so that an act that was killed half-way goes on with the same report and the same mails. After publication the change
needs a rectification: on the platform first, then to the providers through 11-verzenden (domain B.5).
"""

import hashlib
from collections.abc import Iterator

from flows.desk import Desk, Outcome, blocked
from flows.papers.production import Order, produce, with_pdf
from flows.post import Letter, queue, to_provider
from flows.rules.drafting.plan_change import plan_change, rectification_notice, title_of, what_happened
from flows.rules.versions import FINAL
from flows.rules.what_if import effect, in_words, key_of
from flows.rules.what_if.consequences import people_to_tell
from flows.rules.wording import count, listing
from flows.sending import SIGNS, deliver_internal
from schemas.document import Document
from schemas.documents import WordDocument
from schemas.errors import InputFault, InputRefusedError, PermanentError
from schemas.journal import Event
from schemas.record import TenderRecord
from schemas.what_if import Effect, PlanChange, PlanQuestion

FOLDER = "00-planning"
READ_AGAIN = "bestand"
"""Target and change of a plan that was replaced by a file."""

CHANGED = "planning.changed"
"""The journal event of a change that was carried out; ``effect`` is the sha256 of what it led to, in the archive."""


def look(desk: Desk, target: str, change: str, days: int) -> Outcome:
    """Show everything that would follow, and the code to carry it out. Nothing is saved."""
    found = _worked_out(desk, _question(target, change, days))
    if found.refused:
        return blocked(found.refused)
    if not found.moved:
        return Outcome(
            headline="Er schuift niets", lines=tuple(shown(found)), next_step="er is niets om door te voeren."
        )
    code = code_of(desk.record, found)
    return Outcome(
        headline=count(len(found.moved), "datum schuift", "datums schuiven"),
        lines=(*shown(found), *_to_do(desk, found), f"Code om door te voeren: {code}."),
        next_step=f"klopt dit, kies 'Wat als: doorvoeren' met dezelfde vraag en code {code}. Nu is niets opgeslagen.",
    )


def carry_out(desk: Desk, target: str, change: str, days: int, code: str) -> Outcome:
    """Save a change that was looked at, and tell everybody whom it concerns. Doing it again changes nothing more."""
    question, given = _question(target, change, days), code.strip().upper()
    known = _carried_out(desk, question, given)
    if known is not None:
        number, rectification, kept = known
        return _outcome(desk, kept, number, rectification, _tell(desk, kept, number, rectification), again=True)
    found = _worked_out(desk, question)
    if found.refused:
        return blocked(found.refused)
    if not found.moved:
        return blocked(["Door deze wijziging schuift er niets. Kies een andere stap of een ander aantal werkdagen."])
    if given != code_of(desk.record, found):
        return blocked(
            [
                f"De code '{code.strip()}' hoort niet bij deze wijziging, of de planning is intussen gewijzigd. Kies "
                "eerst 'Wat als: bekijken' en neem de code daaruit over."
            ]
        )
    number, rectification = _numbers(desk, found)
    wrong = _wrong_words(desk, _papers(desk, found, number, rectification))
    if wrong:
        return blocked(wrong)
    _save(desk, found, given, number, rectification)
    return _outcome(desk, found, number, rectification, _tell(desk, found, number, rectification), again=False)


def read_again(desk: Desk, found: Effect) -> tuple[str, ...]:
    """What a planning file that replaces the plan changes, as lines for the outcome.

    After publication a moved public date also gets its report and its rectification. Call it before the new plan is
    saved, and save ``found.rounds`` and ``found.closes_at`` with the plan: killed in between, the next time goes on
    with the same rectification. InputRefusedError when a document may not be made; nothing is saved then.
    """
    if not found.moved or not desk.record.milestones:
        return ()
    if not found.rectification:
        return tuple(shown(found))
    kept = desk.work.archive.put(found.model_dump_json().encode())
    changes = _changes(desk)
    if changes and changes[-1]["effect"] == kept:
        number, rectification = _number_of(changes[-1])
    else:
        number, rectification = _numbers(desk, found)
        wrong = _wrong_words(desk, _papers(desk, found, number, rectification))
        if wrong:
            raise InputRefusedError([InputFault(problem=one, remedy="Er is niets opgeslagen.") for one in wrong])
        with desk.write() as uow:
            uow.journal.append(_event(desk, found, kept, "", number, rectification))
    first = f"Publiceer eerst de rectificatie op {desk.tender.platform}; verstuur daarna pas het pakket."
    return (*shown(found), *_tell(desk, found, number, rectification), first)


def code_of(record: TenderRecord, found: Effect) -> str:
    """Four signs that belong to exactly this effect on exactly this plan: after any change there it is another code."""
    digest = hashlib.sha256(found.model_dump_json().encode())
    plan = (
        record.tender,
        *record.milestones,
        *record.rounds,
        *record.free_periods,
        *record.meetings,
        *record.colleagues,
    )
    for noun in plan:
        digest.update(f"{noun.id}\x00{noun.version}\x00".encode())
    number = int.from_bytes(digest.digest()[:8], "big")
    return "".join(SIGNS[(number >> (5 * place)) % len(SIGNS)] for place in range(4))


def _question(target: str, change: str, days: int) -> PlanQuestion:
    """What was typed, as a question. InputRefusedError with every field that cannot be read."""
    faults = []
    if not key_of(target):
        problem, remedy = "er is geen stap of termijn ingevuld.", "Typ het nummer van een stap, of bijvoorbeeld nota-1."
        faults.append(InputFault(column="Wat als: welke stap of termijn?", problem=problem, remedy=remedy))
    if change not in list(PlanChange):
        problem, remedy = f"'{change}' is geen wijziging.", f"Kies uit: {', '.join(PlanChange)}."
        faults.append(InputFault(column="Wat als: wat verandert er?", problem=problem, remedy=remedy))
    if faults:
        raise InputRefusedError(faults)
    return PlanQuestion(target=key_of(target), change=PlanChange(change), days=days)


def _worked_out(desk: Desk, question: PlanQuestion) -> Effect:
    return effect(desk.record, question, desk.procedure, desk.calendar, desk.now)


def _carried_out(desk: Desk, question: PlanQuestion, code: str) -> tuple[int, int | None, Effect] | None:
    """The last change, when it is this one: its number, that of its rectification, and its effect as it was."""
    changes = _changes(desk)
    if not changes or changes[-1]["code"] != code:
        return None
    kept = Effect.model_validate_json(desk.work.archive.get(str(changes[-1]["effect"])))
    return (*_number_of(changes[-1]), kept) if kept.question == question else None


def _changes(desk: Desk) -> list[dict[str, str | int | None]]:
    """What the journal says of every change so far, oldest first."""
    with desk.work.database.read() as uow:
        return [row.data for row in uow.journal.entries(desk.tender_id) if row.name == CHANGED]


def _number_of(change: dict[str, str | int | None]) -> tuple[int, int | None]:
    rectification = change["rectification"]
    return int(change["number"] or 0), int(rectification) if rectification else None


def _numbers(desk: Desk, found: Effect) -> tuple[int, int | None]:
    """The number of this change, and of its rectification when it needs one; both run on."""
    changes = _changes(desk)
    rectified = sum(row["rectification"] is not None for row in changes)
    return len(changes) + 1, rectified + 1 if found.rectification else None


def _save(desk: Desk, found: Effect, code: str, number: int, rectification: int | None) -> None:
    """All new dates at once. The effect is kept first, because the old dates are nowhere else afterwards."""
    kept = desk.work.archive.put(found.model_dump_json().encode())
    with desk.write() as uow:
        uow.milestones.save_all(found.milestones)
        uow.rounds.save_all(found.rounds)
        if found.closes_at is not None:
            uow.tenders.save(desk.record.tender.model_copy(update={"applications_close_at": found.closes_at}))
        uow.journal.append(_event(desk, found, kept, code, number, rectification))


def _event(desk: Desk, found: Effect, kept: str, code: str, number: int, rectification: int | None) -> Event:
    asked = found.question
    return desk.event(
        CHANGED,
        number=number,
        code=code,
        target=asked.target if asked else READ_AGAIN,
        change=asked.change.value if asked else READ_AGAIN,
        days=asked.days if asked else None,
        dates=len(found.moved),
        rectification=rectification,
        effect=kept,
    )


def _papers(desk: Desk, found: Effect, number: int, rectification: int | None) -> tuple[Order, ...]:
    """The report for the team, and the rectification when there must be one."""
    report = plan_change(desk.record, found, number, rectification, desk.today)
    orders = [Order("plan_change", report, FOLDER, FINAL, ("Wijziging planning",))]
    if rectification is not None:
        notice = rectification_notice(desk.record, desk.procedure, found, rectification, desk.today)
        orders.append(Order("rectification", notice, FOLDER, FINAL, ("Rectificatie",)))
    return tuple(orders)


def _wrong_words(desk: Desk, orders: tuple[Order, ...]) -> list[str]:
    """Words the regime forbids, found before anything is saved: later the documents could not be made."""

    def own(content: WordDocument) -> tuple[str, ...]:
        return desk.procedure.vocabulary.wrong_words(content.own_words())

    words = dict.fromkeys(word for order in orders for word in own(order.content))
    return [
        f"In de planning staat het woord '{word}', en dat hoort niet bij {desk.procedure.name}. Verbeter de stap in "
        "planning.xlsx en lees het bestand opnieuw in."
        for word in words
    ]


def _tell(desk: Desk, found: Effect, number: int, rectification: int | None) -> list[str]:
    """Make the documents, mail those concerned, and lay the rectification ready. Returns what was done, as lines."""
    made = with_pdf(desk, produce(desk, _papers(desk, found, number, rectification)))
    lines = [f"Verslag: uitvoer/{FOLDER}/{made[0].file_name}.", _tell_team(desk, found, number, made[0])]
    if rectification is not None:
        lines.append(f"Rectificatie: uitvoer/{FOLDER}/{made[1].file_name}.")
        lines.append(_rectify(desk, found, rectification, made[1]))
    return lines


def _tell_team(desk: Desk, found: Effect, number: int, report: Document) -> str:
    """The report to everybody who owns what moves, and to the lead; our own people need no code."""
    values = {
        "aantal": count(len(found.moved), "datum schuift", "datums schuiven"),
        "wat": what_happened(found),
        "datums": _dates(found, public=False),
        "gevolgen": "\n".join(_meaning(found)),
    }
    people = people_to_tell(desk.record, found.owners, desk.today)
    letters = [
        Letter(
            recipient=person.recipient,
            to_name=person.name,
            to_address=person.address,
            values={"aanhef": f"Beste {person.name}", **values},
            documents=(report,),
            internal=True,
        )
        for person in people
    ]
    batch = f"planning-wijziging-{number}"
    queue(desk, batch, "planning-wijziging", letters)
    try:
        sent, waiting = deliver_internal(desk, batch)
    except PermanentError as error:
        # The change itself stands; the mail waits in its package until the route works.
        return f"Nog niet gemaild aan {listing(person.name for person in people)} (pakket '{batch}'): {error}"
    left = f"; {waiting} nog niet weg (pakket '{batch}')" if waiting else ""
    return f"Gemaild aan {listing(person.name for person in people)}: {count(sent, 'bericht', 'berichten')}{left}."


def _rectify(desk: Desk, found: Effect, rectification: int, notice: Document) -> str:
    """One message per invited provider, to be rehearsed and sent with a code as any other package."""
    values = {"nummer": str(rectification), "datums": _dates(found, public=True)}
    letters = [to_provider(row, values, [notice]) for row in desk.record.providers]
    batch = f"rectificatie-{rectification}"
    number = queue(desk, batch, "rectificatie", letters)
    return f"Pakket '{batch}': {count(number, 'bericht', 'berichten')} aan aanbieders klaar."


def _outcome(
    desk: Desk, found: Effect, number: int, rectification: int | None, done: list[str], *, again: bool
) -> Outcome:
    step = "bekijk het bord en meld de nieuwe datums in uw overleg."
    if rectification is not None:
        step = (
            f"publiceer eerst de rectificatie op {desk.tender.platform}. Start daarna 11-verzenden met pakket "
            f"'rectificatie-{rectification}'."
        )
    opening = "Deze wijziging was al doorgevoerd; er is niets meer gewijzigd." if again else what_happened(found)
    return Outcome(
        headline=f"Wijziging {number} {'was al ' if again else ''}doorgevoerd",
        lines=(opening, *done, *(() if again else shown(found))),
        next_step=step,
    )


def shown(found: Effect) -> Iterator[str]:
    """The effect, line by line: every date with its reason, then what it means."""
    if found.question is not None and found.moved:
        target = next((row.title for row in found.moved if row.key == found.question.target), found.question.target)
        yield in_words(found.question, target)
    for row in found.moved:
        if row.old_day is None or row.new_day is None:
            yield f"{row.title}: {f'nieuw, {row.new}' if row.old_day is None else f'vervalt, was {row.old}'}."
        else:
            yield f"{row.title}: was {row.old}, wordt {row.new}. Waarom: {row.why}."
    yield from _meaning(found)


def _meaning(found: Effect) -> Iterator[str]:
    for meeting in found.lost_meetings:
        yield f"Vergadering kwijt: {meeting.sentence}"
    for sentence in found.breaks:
        yield f"Dit klopt dan niet meer: {sentence}"
    for sentence in found.remarks:
        yield f"Let op: {sentence}"
    if found.hard_date is not None:
        yield found.hard_date.sentence


def _to_do(desk: Desk, found: Effect) -> Iterator[str]:
    """Whom to tell, and what must be published anew."""
    yield f"Dit gaat per mail naar: {listing(found.people)}."
    if found.strangers:
        yield (
            f"Geen collega bekend voor: {listing(found.strangers)}. Vertel het zelf, of vul het blad Collega's in "
            "planning.xlsx aan."
        )
    if found.rectification:
        names = listing(title_of(row) for row in found.public)
        yield (
            f"Aanbieders kennen deze datums al: {names}. Er is een rectificatie nodig; die gaat naar alle "
            f"{count(len(desk.record.providers), 'aanbieder', 'aanbieders')}, eerst op {desk.tender.platform}."
        )
    elif found.public and desk.record.latest("admission_guide") is not None:
        guide = desk.procedure.vocabulary.guide
        yield f"Het stuk '{guide}' noemt deze datums. Maak het bij '02-voorbereiding' opnieuw voor u publiceert."


def _dates(found: Effect, *, public: bool) -> str:
    if public:
        return "\n".join(f"- {title_of(row)}: was {row.old}, wordt {row.new}" for row in found.public)
    return "\n".join(f"- {row.title}: was {row.old}, wordt {row.new}" for row in found.moved)
