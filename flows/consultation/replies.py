"""Asking people for their view, and telling each of them what became of it. Nothing is sent from here."""

from collections import Counter

from flows.desk import Desk, Outcome, blocked
from flows.exchange import invitees
from flows.papers.production import Order, produce, with_pdf
from flows.post import Letter, queue, to_provider
from flows.rules.consultation import Shown, answered, points_of
from flows.rules.drafting.consultation import STRATEGY, reply_letter
from flows.rules.transitions import GUARDS
from flows.rules.versions import FINAL
from flows.rules.wording import count, plain_date
from flows.tasks import files
from schemas.consultation import ConsultationRound, Contributor
from schemas.documents import ReplyLetter

FOLDER = "01-strategie/terugkoppeling"
REPLIES = "terugkoppeling"
PROVIDERS = "zorgaanbieder"
INVITEES = "genodigden"


def prepare_replies(desk: Desk) -> Outcome:
    """A letter to every contributor with all of its points, and a message for whoever has an e-mail address."""
    asked = (GUARDS[name](desk.record, desk.today) for name in ("every_input_answered", "response_note_final"))
    if obstacles := [answer for answer in asked if answer]:
        return blocked(obstacles)
    record = desk.record.model_copy(update={"inputs": answered(desk.record.inputs)})
    shown = Shown(record)
    answers = [
        (contributor, reply_letter(record, contributor, rows, shown, desk.today, FINAL))
        for contributor, rows in points_of(record)
    ]
    documents = with_pdf(desk, produce(desk, [_order(who, content) for who, content in answers]))
    note = desk.record.latest("response_note")
    letters = [
        Letter(
            recipient=contributor.id,
            to_name=contributor.name,
            to_address=contributor.email,
            values={"aanhef": contributor.greeting, "samen": content.samen},
            documents=(document, *((note,) if note else ())),
        )
        for (contributor, content), document in zip(answers, documents, strict=True)
        if contributor.email
    ]
    queued = queue(desk, REPLIES, "terugkoppeling", letters)
    printed = [
        f"{contributor.name} ({document.file_name})"
        for (contributor, _), document in zip(answers, documents, strict=True)
        if not contributor.email
    ]
    points = sum(len(content.punten) for _, content in answers)
    return Outcome(
        headline=f"{count(len(answers), 'brief', 'brieven')}, {len(printed)} om te printen",
        lines=(
            f"{count(points, 'punt', 'punten')} van {count(len(answers), 'indiener', 'indieners')}.",
            *((f"{count(queued, 'bericht staat', 'berichten staan')} klaar in pakket '{REPLIES}'.",) if queued else ()),
            *(f"Geen e-mailadres, print of geef door: {name}." for name in printed),
        ),
        next_step=f"start 11-verzenden met pakket '{REPLIES}'." if queued else "print de brieven en verstuur ze zelf.",
    )


def _order(contributor: Contributor, content: ReplyLetter) -> Order:
    # A person who gave no permission is not even named by a file.
    name = contributor.name if contributor.may_name else contributor.id
    return Order("reply_letter", content, FOLDER, FINAL, ("Terugkoppelbrief", name), contributor.id)


def keep_rounds(desk: Desk) -> None:
    """Take over the rounds of the consultation from the region's files."""
    with desk.write() as uow:
        uow.consultations.put_all(desk.region.consultations)


def current_round(desk: Desk) -> ConsultationRound | None:
    """The last round that has opened; the first one when none has."""
    rounds = desk.record.consultations
    return next((row for row in reversed(rounds) if row.opens_on <= desk.today), rounds[0] if rounds else None)


def invite(desk: Desk) -> Outcome:
    """A message to everyone of whom an address is known and who has not answered yet, for the round that is open."""
    keep_rounds(desk)
    _read_invitees(desk)
    round_ = next((row for row in desk.record.consultations if row.closes_on >= desk.today), None)
    if round_ is None:
        return blocked(["Er is geen consultatieronde die nog open is. Zet de ronde in consultatie/groepen.yaml."])
    heard = {row.contributor for row in desk.record.inputs if row.round == round_.number}
    people = [row for row in desk.record.contributors if row.email and row.id not in heard]
    asked = {group.code: _questions(round_, group.code) for group in desk.record.groups}
    draft = desk.record.latest("strategy")
    papers = (draft,) if draft else ()
    letters = [
        Letter(
            recipient=row.id,
            to_name=row.name,
            to_address=row.email or "",
            values={"aanhef": row.greeting, **_told(round_, asked[row.group])},
            documents=papers,
        )
        for row in people
        if asked.get(row.group)
    ]
    if asked.get(PROVIDERS):
        told = _told(round_, asked[PROVIDERS])
        letters.extend(to_provider(row, told, papers) for row in desk.record.providers)
    if not letters:
        return blocked(
            ["Er is niemand met een e-mailadres. Zet genodigden.xlsx in invoer/genodigden, of nodig per brief uit."]
        )
    batch = f"consultatie-{round_.number}"
    queued = queue(desk, batch, "consultatie-uitnodiging", letters)
    per_group = Counter(row.group for row in people)
    per_group[PROVIDERS] += len(letters) - len(people)
    return Outcome(
        headline=f"{count(queued, 'uitnodiging', 'uitnodigingen')} klaar",
        lines=(
            *(f"{group.name}: {per_group[group.code]} met een e-mailadres." for group in desk.record.groups),
            f"Reageren kan tot en met {plain_date(round_.closes_on)}.",
        ),
        next_step=f"start 11-verzenden met pakket '{batch}'.",
    )


def _read_invitees(desk: Desk) -> None:
    """Take over genodigden.xlsx when there is one; whom we know by name and address stays one contributor."""
    if files.newest(desk.work.drop(INVITEES), (".xlsx", ".csv")) is None:
        return
    name, data = desk.drop_file(INVITEES)
    rows = invitees.read(data, name, desk.tender, groups=desk.record.groups, existing=desk.record.contributors)
    with desk.write() as uow:
        counted = uow.contributors.put_all(rows)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("invitees.read", new=counted["new"], changed=counted["changed"]))


def _questions(round_: ConsultationRound, group: str) -> str:
    """The questions for this group, numbered; empty when nothing is asked of it."""
    mine = [row.text for row in round_.questions if not row.groups or group in row.groups]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(mine, start=1))


def _told(round_: ConsultationRound, questions: str) -> dict[str, str]:
    return {
        "tot": plain_date(round_.closes_on),
        "titel": round_.title,
        "stuk": round_.document or STRATEGY,
        "vragen": questions,
    }
