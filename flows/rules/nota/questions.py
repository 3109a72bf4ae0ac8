"""Questions: numbers that run on and never shift, doubles that refer, an asker that stays out of sight (users 3.1)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.rules.anonymity import findings
from flows.rules.wording import listing
from schemas.clarification import Announcement, DocumentChange, Question, QuestionStatus
from schemas.provider import Provider

_ONLY_REFERS = re.compile(r"^\s*zie\b", re.IGNORECASE)
_TO_A_QUESTION = re.compile(r"\b(?:vraag|vragen|nota)\s+\d", re.IGNORECASE)
_SHORT_ANSWER = 60
"""Characters under which an answer that begins with "Zie" says nothing (Handboek ISGV; users 3.1)."""


def publication_order(question: Question) -> tuple[Any, ...]:
    """By document and place in it, never by time of asking or by asker: the order gives no asker away.

    Of two questions in the same words the one with an answer of its own goes first; what is left equal is printed
    equal, so that it does not matter which of them gets the lower number.
    """
    parts = re.split(r"(\d+)", question.section)
    # Decimal, because a superscript or a circled number is a digit too, but no number to count with.
    place = tuple(f"{int(part):06d}" if part.isdecimal() else part for part in parts)
    change = question.change.model_dump_json() if question.change else ""
    printed = (question.lot, question.document_version, question.page, question.answer or "", change)
    return question.document, place, printed_question(question), question.duplicate_of is not None, printed


def numbered(questions: Sequence[Question], round_number: int, last_used: int) -> tuple[Question, ...]:
    """The questions of a round with their public numbers, running on from ``last_used``.

    Individually answered questions get no number and leave no gap. A published question keeps its number.
    """
    mine = [row for row in questions if row.round == round_number and not row.individual]
    repeats: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in mine:
        if row.duplicate_of is not None:
            repeats[row.duplicate_of].append(publication_order(row))
    new = sorted(
        (row for row in mine if row.number is None),
        # Of two in the same words the one that others repeat prints more; which it is may not depend on who asked.
        key=lambda row: (publication_order(row), sorted(repeats[row.source_number])),
    )
    fresh = {row.id: last_used + place for place, row in enumerate(new, start=1)}
    return tuple(
        sorted(
            (row.model_copy(update={"number": fresh.get(row.id, row.number)}) for row in mine),
            key=lambda row: row.number or 0,
        )
    )


class Answers:
    """The answers as they are printed, among all these questions; of two with the same source number the first counts.

    A double refers to the number of the question it repeats, so that its asker finds the answer; the answer that is
    repeated names its doubles in the same nota, and where an answer was rectified it says so. What a nota printed does
    not change: a double or a rectification in a later nota is named in that nota only.
    """

    def __init__(self, questions: Iterable[Question]) -> None:
        self._by_source: dict[str, Question] = {}
        self._doubles: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._corrections: dict[int, dict[int, int]] = defaultdict(dict)
        for row in questions:
            self._by_source.setdefault(row.source_number, row)
            if row.number is not None and row.duplicate_of is not None:
                self._doubles[row.duplicate_of, row.round].add(row.number)
            if row.number is not None and row.corrects is not None:
                self._corrections[row.corrects][row.number] = row.round

    def of(self, question: Question) -> str:
        original = self._by_source.get(question.duplicate_of or "")
        if original is not None and original.number is not None:
            return f"Zie het antwoord op vraag {original.number}.{self._rectified(original.number, question.round)}"
        numbers = listing(str(number) for number in sorted(self._doubles[question.source_number, question.round]))
        also = f"Dit is ook gesteld als vraag {numbers}." if numbers else ""
        return "\n".join(part for part in (question.answer or "", also) if part)

    def _rectified(self, number: int, round_number: int) -> str:
        """Where the answer that a double points at was put right, in this nota or an earlier one."""
        so_far = [later for later, round_ in self._corrections[number].items() if round_ <= round_number]
        return f" Dat antwoord is gerectificeerd: zie vraag {max(so_far)}." if so_far else ""


def public_answer(question: Question, questions: Iterable[Question]) -> str:
    """The printed answer of one question, see :class:`Answers`."""
    return Answers(questions).of(question)


def printed_question(question: Question) -> str:
    """The question as it is printed; an entry that puts an earlier answer right says so above it."""
    above = question.quote and question.quote not in question.text
    quoted = f"“{question.quote}”\n{question.text}" if above else question.text
    return f"Rectificatie op vraag {question.corrects}\n{quoted}" if question.corrects is not None else quoted


def printed_place(question: Question) -> str:
    """``Programma van eisen 1.0, E-4.8, p. 11``."""
    page = f"p. {question.page}" if question.page else ""
    return ", ".join(
        part for part in (f"{question.document} {question.document_version}", question.section, page) if part
    )


def printed_announcement(row: Announcement) -> str:
    """An announcement as one text: subject, what we tell, and the lots when it is not for all."""
    lots = "" if row.lots.casefold() in ("", "alle") else f" (perceel {row.lots})"
    return f"{row.subject}{lots}: {row.text}" if row.subject else f"{row.text}{lots}"


def printed_texts(question: Question) -> tuple[tuple[str, str], ...]:
    """Everything of a question that a nota or the change index prints, and what it is (Dutch)."""
    change = question.change
    own = (
        ("de vraag", printed_question(question)),
        ("het antwoord", question.answer or ""),
        ("de vindplaats", f"{printed_place(question)}, {question.lot}"),
    )
    if change is None:
        return own
    return (
        *own,
        ("de oude tekst", change.old_text),
        ("de nieuwe tekst", f"{change.place}\n{change.new_text}"),
        ("de reden", change.reason),
    )


def only_refers(question: Question) -> bool:
    """Whether the answer only sends the asker to a document: short, begins with "Zie" and names no question."""
    answer = question.answer or ""
    refers = len(answer) < _SHORT_ANSWER and _ONLY_REFERS.match(answer) is not None
    return refers and _TO_A_QUESTION.search(answer) is None


def revealing(text: str, providers: Iterable[Provider]) -> tuple[str, ...]:
    """What in a text gives an asker away, each thing once (see :mod:`flows.rules.anonymity`)."""
    found = (row.mark for row in findings([("", text)], providers) if row.betrays)
    return tuple(dict.fromkeys(found))


def askers_per_theme(questions: Iterable[Question]) -> dict[str, int]:
    """How many different providers asked about each theme (S0-P02); never who."""
    askers: dict[str, set[str]] = defaultdict(set)
    for row in questions:
        askers[row.theme].add(row.provider_id)
    return {theme: len(ids) for theme, ids in sorted(askers.items())}


def published(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The same questions, marked as published."""
    return tuple(row.model_copy(update={"status": QuestionStatus.PUBLISHED}) for row in questions)


def change_labels(changes: Iterable[DocumentChange]) -> dict[str, str]:
    """The label of the first change of every origin: ``vraag 3`` gives ``W-3``."""
    labels: dict[str, str] = {}
    for change in changes:
        labels.setdefault(change.origin, change.label)
    return labels


def change_label(question: Question, labels: Mapping[str, str]) -> str:
    """``ja, zie W-3`` when the answer changed a document, else ``nee``. ``labels`` as :func:`change_labels` gives."""
    label = labels.get(origin_of(question)) if question.change is not None else None
    return f"ja, zie {label}" if label else "nee"


def origin_of(question: Question) -> str:
    """How a change of a document names the question it comes from."""
    return f"vraag {question.number}"
