"""Questions: numbers that run on and never shift, doubles that refer, an asker that stays out of sight (users 3.1)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from schemas.clarification import DocumentChange, Question, QuestionStatus
from schemas.provider import Provider

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<!\d)(?:\+31|0)[\s\-]?\d(?:[\s\-]?\d){8}(?!\d)")
LONG_NUMBER = re.compile(r"(?<!\d)\d{8}(?!\d)")
TYPED_ALIKE = str.maketrans("‘’´`“”„–—\u2010\u2011", "''''\"\"\"----")
"""Quotes and dashes that Word puts in by itself, as the keyboard has them."""


def publication_order(question: Question) -> tuple[str, tuple[str, ...], str]:
    """By document and place in it, never by time of asking: the order gives no asker away."""
    parts = re.split(r"(\d+)", question.section)
    # Decimal, because a superscript or a circled number is a digit too, but no number to count with.
    place = tuple(f"{int(part):06d}" if part.isdecimal() else part for part in parts)
    return question.document, place, question.text


def numbered(questions: Sequence[Question], round_number: int, last_used: int) -> tuple[Question, ...]:
    """The questions of a round with their public numbers, running on from ``last_used``.

    Individually answered questions get no number and leave no gap. A published question keeps its number.
    """
    mine = [row for row in questions if row.round == round_number and not row.individual]
    new = sorted((row for row in mine if row.number is None), key=publication_order)
    fresh = {row.id: last_used + place for place, row in enumerate(new, start=1)}
    return tuple(
        sorted(
            (row.model_copy(update={"number": fresh.get(row.id, row.number)}) for row in mine),
            key=lambda row: row.number or 0,
        )
    )


def public_answer(question: Question, questions: Iterable[Question]) -> str:
    """The printed answer; a double refers to the number of the question it repeats, so its asker finds it."""
    if question.duplicate_of is None:
        return question.answer or ""
    original = next((row for row in questions if row.source_number == question.duplicate_of), None)
    if original is None or original.number is None:
        return question.answer or ""
    return f"Zie het antwoord op vraag {original.number}."


def revealing(text: str, providers: Iterable[Provider]) -> tuple[str, ...]:
    """What in a text could give an asker away: register names, addresses, e-mail, phone, KvK and AGB numbers."""
    found = [*EMAIL.findall(text), *PHONE.findall(text), *LONG_NUMBER.findall(text)]
    folded = _folded(text)
    for provider in providers:
        marks = (provider.name, provider.contact_name, provider.street, provider.email)
        found.extend(mark for mark in marks if len(mark) > 3 and _folded(mark) in folded)
    return tuple(dict.fromkeys(found))


def _folded(text: str) -> str:
    """A text as it is compared: without case, with plain quotes and dashes and single spaces."""
    return " ".join(text.translate(TYPED_ALIKE).casefold().split())


def askers_per_theme(questions: Iterable[Question]) -> dict[str, int]:
    """How many different providers asked about each theme (S0-P02); never who."""
    askers: dict[str, set[str]] = defaultdict(set)
    for row in questions:
        askers[row.theme].add(row.provider_id)
    return {theme: len(ids) for theme, ids in sorted(askers.items())}


def published(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The same questions, marked as published."""
    return tuple(row.model_copy(update={"status": QuestionStatus.PUBLISHED}) for row in questions)


def change_label(question: Question, changes: Iterable[DocumentChange]) -> str:
    """``ja, zie W-3`` when the answer changed a document, else ``nee``."""
    if question.number is None or question.change is None:
        return "nee"
    origin = f"vraag {question.number}"
    label = next((change.label for change in changes if change.origin == origin), None)
    return f"ja, zie {label}" if label else "nee"
