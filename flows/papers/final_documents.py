"""The final check at work: every document before it becomes final.

What blocks is refused for all documents together, before anything of them is saved. What is only a remark goes to the
outcome of the step, and in full to a file beside the document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flows.desk import Desk
from flows.papers.final_check import (
    ABOUT_OTHERS,
    HIDES_ASKERS,
    OF_THE_REGISTER,
    PUBLISHED,
    as_text,
    known_of,
    search_of,
)
from flows.rules.final_check import examine
from flows.rules.wording import count
from flows.tasks import document_facts, files
from schemas.documents import WordDocument
from schemas.documents.base import OTHERS_WORDS
from schemas.errors import InputFault, InputRefusedError
from schemas.final_check import CheckFinding, CheckReport

TEAM_ONLY = frozenset({"plan_change"})
"""Reports of what was already decided and saved; they stay inside, so nothing in them blocks."""

_QUOTING_FIELDS = OTHERS_WORDS | {"partij"}
_MOST_NOTES = 5


@dataclass(frozen=True)
class Rendered:
    """A document that is about to become final; ``content`` is None for a file that somebody handed over."""

    kind: str
    subject: str
    title: str
    content: WordDocument | None
    data: bytes
    folder: str
    file_name: str


def check_all(desk: Desk, documents: Sequence[Rendered]) -> None:
    """Check documents that become final; remarks become notes of the step and a file beside the document.

    Raises :class:`InputRefusedError` with everything that blocks, of all documents at once; nothing is written then.
    """
    reports = _reports(desk, documents)
    _refuse(documents, reports)
    remarks: dict[str, list[str]] = {}
    for row, report in zip(documents, reports, strict=True):
        if report.findings:
            name = f"eindcontrole_{row.file_name.removesuffix('.docx')}.txt"
            files.write_once(desk.work.output / row.folder / name, as_text(report).encode("utf-8"))
        for finding in report.findings:
            remarks.setdefault(finding.sentence, []).append(row.title)
    desk.notes.extend(_notes(remarks))


def refuse_blocking(desk: Desk, documents: Sequence[Rendered]) -> None:
    """As :func:`check_all`, for documents that are only planned: what blocks is refused, remarks are not told yet."""
    _refuse(documents, _reports(desk, documents))


def _reports(desk: Desk, documents: Sequence[Rendered]) -> list[CheckReport]:
    if not documents:
        return []
    act = _Act(desk, {row.kind for row in documents})
    return [act.report(row) for row in documents]


def _refuse(documents: Sequence[Rendered], reports: Sequence[CheckReport]) -> None:
    faults = [
        InputFault(file=row.title, problem=_at(finding), remedy=finding.remedy)
        for row, report in zip(documents, reports, strict=True)
        for finding in report.blocking
        if row.kind not in TEAM_ONLY
    ]
    if faults:
        raise InputRefusedError(dict.fromkeys(faults))


def _notes(remarks: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A handful of remarks, each with the documents it is about; the same remark about many documents once."""
    for sentence, titles in list(remarks.items())[:_MOST_NOTES]:
        more = f" en {count(len(titles) - 1, 'document', 'documenten')} meer" if len(titles) > 1 else ""
        yield f"Let op in {titles[0]}{more}: {sentence}"
    rest = len(remarks) - _MOST_NOTES
    if rest > 0:
        yield f"Nog {count(rest, 'opmerking', 'opmerkingen')}: zie de bestanden 'eindcontrole_…' naast de documenten."


def _at(finding: CheckFinding) -> str:
    where = str(finding.place)
    return f"{where}: {finding.problem}" if where else finding.problem


class _Act:
    """What the documents of one act have in common; the search is made only when one of them is published."""

    def __init__(self, desk: Desk, kinds: set[str]) -> None:
        self._desk = desk
        self._known = known_of(desk.record, desk.work)
        self._search = search_of(desk.record) if kinds & (HIDES_ASKERS | PUBLISHED) else None

    def report(self, row: Rendered) -> CheckReport:
        """The final check of one document."""
        inputs = self._desk.record.inputs if row.kind in HIDES_ASKERS else ()
        known = replace(
            self._known,
            theirs=(*_quoted(row.content.model_dump() if row.content else None), *(one.text for one in inputs)),
            about_others=row.kind in ABOUT_OTHERS,
            # A report of moved dates says what they were before.
            closes_at=None if row.kind in TEAM_ONLY else self._known.closes_at,
            # One provider's document may start on a day of its own.
            starts_on=frozenset() if row.subject else self._known.starts_on,
            askers=self._search if row.kind in HIDES_ASKERS | PUBLISHED else None,
            betraying=OF_THE_REGISTER if row.kind in PUBLISHED else frozenset(),
            handed_over=row.content is None,
        )
        return examine(document_facts.read(row.data, row.file_name), known)


def _quoted(value: Any, quoting: bool = False) -> Iterator[str]:
    """What others said or are called, in the data of a document."""
    if isinstance(value, str):
        if quoting:
            yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _quoted(inner, name in _QUOTING_FIELDS)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _quoted(inner, quoting)
