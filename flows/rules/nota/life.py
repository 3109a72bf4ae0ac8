"""The life of a question: new, assigned, draft, content approved, legal approved, final, published.

Four eyes, and then two more: who approves the content did not write the answer; who approves it legally did neither.
An approval is given to one text; when that text changes, the approval is gone (reliability P32).
"""

import unicodedata
from collections.abc import Iterable

from flows.rules.wording import listing
from schemas.clarification import Question, QuestionStatus
from schemas.values import Noun

ORDER = tuple(QuestionStatus)
PRINTED = (
    "lot",
    "document",
    "document_version",
    "section",
    "page",
    "quote",
    "text",
    "answer",
    "individual",
    "duplicate_of",
    "change",
    "corrects",
)
"""The fields whose change is another question or another answer, so that it must be approved anew."""

_APPROVED = (QuestionStatus.CONTENT_APPROVED, QuestionStatus.LEGAL_APPROVED)
_CLOSED = (QuestionStatus.FINAL, QuestionStatus.PUBLISHED)


def name_of(question: Question) -> str:
    """The question as our own people know it."""
    return f"Vraag {question.source_number}"


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names are one, without capitals, accents, dots and blanks; nobody is never the same as nobody."""
    return bool(one) and bool(other) and _folded(one or "") == _folded(other or "")


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def reached(question: Question, status: QuestionStatus) -> bool:
    """Whether the question came at least as far as that."""
    return ORDER.index(question.status) >= ORDER.index(status)


def obstacles(question: Question, to: QuestionStatus, who: str) -> tuple[str, ...]:
    """Everything that keeps ``who`` from taking the question to that status, in Dutch; empty when it may."""
    name, here = name_of(question), question.status
    if here in _CLOSED and not (here is QuestionStatus.FINAL and to is QuestionStatus.PUBLISHED):
        return (f"{name} is al {here.value} en verandert niet meer. Geef een aanvulling als nieuwe vraag.",)
    found = []
    if not who.strip():
        found.append(f"{name}: vul in wie dit doet.")
    if not _may_follow(here, to):
        found.append(f"{name} is nu '{here.value}' en kan niet meteen naar '{to.value}'. {_next_step(here)}")
    if to not in (QuestionStatus.NEW, QuestionStatus.ASSIGNED) and not _answered(question):
        found.append(f"{name} heeft nog geen antwoord. Schrijf eerst het antwoord.")
    found += _four_eyes(question, to, who)
    if to is QuestionStatus.PUBLISHED and question.number is None and not question.individual:
        found.append(f"{name} heeft nog geen nummer. Maak eerst de nota definitief.")
    return tuple(found)


def _answered(question: Question) -> bool:
    return bool(question.answer) or question.duplicate_of is not None


def _may_follow(here: QuestionStatus, to: QuestionStatus) -> bool:
    """One step forward, or back to an earlier one; nobody goes back from final."""
    step = ORDER.index(to) - ORDER.index(here)
    # An answer may be written at once; that somebody was asked to is no condition.
    return step <= 1 or (here is QuestionStatus.NEW and to is QuestionStatus.DRAFT)


def _next_step(here: QuestionStatus) -> str:
    return {
        QuestionStatus.NEW: "Verdeel de vraag of schrijf het antwoord.",
        QuestionStatus.ASSIGNED: "Schrijf eerst het antwoord.",
        QuestionStatus.DRAFT: "Vraag eerst akkoord op de inhoud.",
        QuestionStatus.CONTENT_APPROVED: "Vraag eerst akkoord van een jurist.",
        QuestionStatus.LEGAL_APPROVED: "Maak eerst de nota definitief.",
    }.get(here, "")


def _four_eyes(question: Question, to: QuestionStatus, who: str) -> list[str]:
    name = name_of(question)
    found = []
    if to in _APPROVED and not question.drafted_by:
        found.append(f"{name}: niet bekend is wie het antwoord schreef. Vul dat eerst in.")
    if to in _APPROVED and same_person(who, question.drafted_by):
        found.append(f"{name}: {who} schreef het antwoord en geeft daarom geen akkoord. Laat een ander dit doen.")
    if to is QuestionStatus.LEGAL_APPROVED and same_person(who, question.content_by):
        found.append(f"{name}: {who} gaf akkoord op de inhoud. Een ander geeft het juridisch akkoord.")
    return found


def moved(question: Question, to: QuestionStatus, who: str) -> Question:
    """The question at its next status, with the name of who took it there. ValueError when there are obstacles."""
    wrong = obstacles(question, to, who)
    if wrong:
        raise ValueError(" ".join(wrong))
    if to is QuestionStatus.ASSIGNED:
        return _without_approvals(question, to).model_copy(update={"assigned_to": who})
    if to is QuestionStatus.DRAFT:
        return _without_approvals(question, to).model_copy(update={"drafted_by": who})
    names = {QuestionStatus.CONTENT_APPROVED: "content_by", QuestionStatus.LEGAL_APPROVED: "legal_by"}
    update: dict[str, object] = {"status": to}
    if to in names:
        update[names[to]] = who
    if to is QuestionStatus.CONTENT_APPROVED:
        update["legal_by"] = None
    return question.model_copy(update=update)


def _without_approvals(question: Question, status: QuestionStatus) -> Question:
    return question.model_copy(update={"status": status, "content_by": None, "legal_by": None})


def edited(question: Question, who: str, **changed: object) -> Question:
    """The question with other words: a draft by ``who``, and every approval gone. Not changed: as it was.

    ValueError for a question that is final or published.
    """
    after = question.model_copy(update=changed)
    if all(getattr(after, field) == getattr(question, field) for field in PRINTED):
        return after
    if question.status in _CLOSED:
        raise ValueError(obstacles(question, QuestionStatus.DRAFT, who)[0])
    if _answered(after):
        return _without_approvals(after, QuestionStatus.DRAFT).model_copy(update={"drafted_by": who})
    waiting = QuestionStatus.ASSIGNED if after.assigned_to else QuestionStatus.NEW
    return _without_approvals(after, waiting).model_copy(update={"drafted_by": None})


class Settled(Noun):
    """A question as it is after an import, and what of the file was not taken over (Dutch)."""

    question: Question
    notes: tuple[str, ...] = ()


def settled(before: Question | None, row: Question, *, says_status: bool = True) -> Settled:
    """What an imported row makes of a question: nothing that was kept is lost, and no approval comes from nowhere.

    The row may claim approvals by its status and names. They count when the four eyes are four and the text is the one
    that was approved. A text that was changed after its approval is a draft again; the names stay with it, lapsed, so
    that the same file read twice does not approve it after all. They go when a file says 'concept'. With
    ``says_status`` False the file has no status for this question; then what was kept stays, unless the text changed.
    """
    if before is not None and before.status in _CLOSED:
        return _closed(before, row)
    row = _nothing_lost(before, row)
    if not _answered(row):
        waiting = QuestionStatus.ASSIGNED if row.assigned_to else QuestionStatus.NEW
        return Settled(question=_without_approvals(row, waiting).model_copy(update={"drafted_by": None}))
    changed = before is None or any(getattr(before, field) != getattr(row, field) for field in PRINTED)
    if before is not None and not says_status and _answered(before):
        if not changed:
            return Settled(question=_kept(before, row, ("status", *_NAMES)))
        return Settled(question=_lapsing(before, row), notes=_died(before, changed))
    claimed = row.status if row.status in (*_APPROVED, *_CLOSED) else None
    if claimed is None:
        return Settled(question=_without_approvals(row, QuestionStatus.DRAFT), notes=_died(before, changed))
    if before is not None and _stale(before, row, changed):
        # With the names that the row claims: by those the same file is known when it is read again.
        return Settled(question=row.model_copy(update={"status": QuestionStatus.DRAFT}), notes=(_lapsed(row),))
    return _approved(row, claimed)


def _closed(before: Question, row: Question) -> Settled:
    """What is final or published is not changed by a list; what it printed least of all."""
    kept = _kept(before, row, ("status", "number", "round", *_NAMES, *PRINTED))
    changed = any(getattr(before, field) != getattr(row, field) for field in PRINTED)
    told = before.status is QuestionStatus.FINAL and changed and row.answer is not None
    return Settled(question=kept, notes=obstacles(before, QuestionStatus.DRAFT, "-") if told else ())


def _lapsing(before: Question, row: Question) -> Question:
    """A draft with the names of who approved another text."""
    return _kept(before, row, ("content_by", "legal_by")).model_copy(update={"status": QuestionStatus.DRAFT})


_NAMES = ("drafted_by", "content_by", "legal_by")


def _kept(before: Question, row: Question, fields: Iterable[str]) -> Question:
    return row.model_copy(update={field: getattr(before, field) for field in fields})


def _nothing_lost(before: Question | None, row: Question) -> Question:
    """An empty cell takes nothing away: the list of the platform has no answers, and is read again and again."""
    if before is None:
        return row
    fields = [field for field in ("assigned_to", "background", "page", "quote", "corrects") if not getattr(row, field)]
    if row.answer is None and before.answer is not None:
        fields += ["answer", "change", *_NAMES, "status"]
    elif row.answer == before.answer and not row.drafted_by:
        fields.append("drafted_by")
    return _kept(before, row, fields)


def _stale(before: Question, row: Question, changed: bool) -> bool:
    """Whether the approvals that a row claims were given to another text."""
    if before.status in _APPROVED:
        return changed
    lapsed = before.content_by or before.legal_by
    return bool(lapsed) and any(
        same_person(getattr(before, field), getattr(row, field)) for field in ("content_by", "legal_by")
    )


def _died(before: Question | None, changed: bool) -> tuple[str, ...]:
    if before is None or not changed or before.status not in _APPROVED:
        return ()
    return (_lapsed(before),)


def _lapsed(row: Question) -> str:
    return (
        f"{name_of(row)} is gewijzigd na het akkoord en is weer concept. Zet Status op 'concept', lees het bestand in "
        "en laat daarna opnieuw akkoord geven."
    )


def _approved(row: Question, claimed: QuestionStatus) -> Settled:
    """The row taken through the steps it claims, as far as the law of four eyes lets it go."""
    question = _without_approvals(row, QuestionStatus.DRAFT)
    last = QuestionStatus.LEGAL_APPROVED if claimed in _CLOSED else claimed
    for status, who in (
        (QuestionStatus.CONTENT_APPROVED, row.content_by),
        (QuestionStatus.LEGAL_APPROVED, row.legal_by),
    ):
        if ORDER.index(status) > ORDER.index(last):
            break
        wrong = obstacles(question, status, who or "")
        if wrong:
            return Settled(question=question, notes=wrong)
        question = moved(question, status, who or "")
    return Settled(question=question)


def not_publishable(questions: Iterable[Question], others: Iterable[Question] = ()) -> tuple[str, ...]:
    """Why these questions cannot be published: one sentence per status in which some still are.

    A double without an answer of its own is as far as the question it repeats, which may be one of ``others``.
    """
    rows = tuple(questions)
    known = {row.source_number: row for row in (*others, *rows)}
    waiting: dict[QuestionStatus, list[str]] = {}
    for row in rows:
        original = known.get(row.duplicate_of or "")
        judged = original if original is not None and not row.answer and not reached(row, _APPROVED[1]) else row
        if not reached(judged, QuestionStatus.LEGAL_APPROVED):
            waiting.setdefault(judged.status, []).append(row.source_number)
    return tuple(
        f"{_some(waiting[status])} {'is' if len(waiting[status]) == 1 else 'zijn'} nog '{status.value}'. "
        f"{_next_step(status)}"
        for status in ORDER
        if status in waiting
    )


def _some(numbers: list[str]) -> str:
    shown = numbers[:10]
    rest = len(numbers) - len(shown)
    named = f"{', '.join(shown)} en nog {rest}" if rest else listing(shown)
    return f"{'Vraag' if len(numbers) == 1 else 'Vragen'} {named}"
