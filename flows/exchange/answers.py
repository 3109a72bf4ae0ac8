"""One Excel per colleague with only that colleague's questions, and the answers back: nothing is lost, nobody wins.

A colleague's file tells nothing of who asked: no organisation, no background, no motivation. It holds for each question
a sign of the answer as it was handed out, so that of an answer that comes back it is known whether the colleague
changed it, and whether somebody else did in the meantime. Two different changes are a conflict for a person.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from flows.exchange.change_columns import CHANGE_COLUMNS, change_cells, has_change, read_change
from flows.exchange.reading import Reading, fold, refuse
from flows.rules.nota.life import edited, name_of
from flows.tasks.excel import write_table
from schemas.clarification import ProposedChange, Question, QuestionStatus
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.values import Noun

SHEET = "Uw vragen"
HANDED_OUT = "Niet wijzigen"

COLUMNS = (
    Column(name="Intern nummer", synonyms=("Id",), required=True),
    Column(name="Perceel"),
    Column(name="Document"),
    Column(name="Versie"),
    Column(name="Paragraaf"),
    Column(name="Pagina"),
    Column(name="Thema"),
    Column(name="Citaat"),
    Column(name="Vraag"),
    Column(name="Antwoord"),
    *CHANGE_COLUMNS,
    Column(name="Collega"),
    Column(name=HANDED_OUT),
)
CONFLICT_COLUMNS = (
    Column(name="Intern nummer"),
    Column(name="Bronnummer"),
    Column(name="Vraag"),
    Column(name="Van wie"),
    Column(name="Antwoord"),
    *CHANGE_COLUMNS,
)


class Version(Noun):
    """One wording of an answer and whose it is: a colleague's file, or what is kept now."""

    by: str
    answer: str | None
    change: ProposedChange | None


class Conflict(Noun):
    """A question with more than one new wording; all of them, the one that is kept first."""

    question: Question
    versions: tuple[Version, ...]


class Merge(Noun):
    """What came back: the questions that changed, the conflicts, and what else there is to say (Dutch)."""

    changed: tuple[Question, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]


def colleagues(questions: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
    """The questions to hand out, by colleague in order of name; what is published is not handed out."""
    found: dict[str, list[Question]] = defaultdict(list)
    for row in questions:
        if row.assigned_to and row.status not in (QuestionStatus.FINAL, QuestionStatus.PUBLISHED):
            found[row.assigned_to].append(row)
    return {name: tuple(found[name]) for name in sorted(found)}


def write(questions: Iterable[Question], colleague: str) -> bytes:
    """The file of one colleague; it reads back to the same answers."""
    rows = tuple(_cells(row, colleague) for row in questions)
    return write_table([Sheet(name=SHEET, columns=COLUMNS, rows=rows)])


def _cells(row: Question, colleague: str) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {
        "Intern nummer": row.id,
        "Perceel": row.lot,
        "Document": row.document,
        "Versie": row.document_version,
        "Paragraaf": row.section,
        "Pagina": row.page,
        "Thema": row.theme,
        "Citaat": row.quote,
        "Vraag": row.text,
        "Antwoord": row.answer,
        "Collega": colleague,
        HANDED_OUT: _sign(row.answer, row.change),
    }
    return cells | change_cells(row.change)


def _sign(answer: str | None, change: ProposedChange | None) -> str:
    """Eight signs that stand for an answer with its change; blanks at the end of a line do not count."""
    texts = [answer or "", *(change.model_dump().values() if change else ())]
    plain = "\x00".join(_same(text) for text in texts)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:8]


def _same(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


class _Proposal(Noun):
    """A row of a colleague's file that says something else than was handed out."""

    version: Version
    handed_out: str
    colleague: str


def merge(files: Sequence[tuple[str, bytes]], questions: Sequence[Question]) -> Merge:
    """What the colleagues' files (name, content) make of the questions. The same files again change nothing more.

    An answer that only one colleague changed, and nobody else meanwhile, is taken over as that colleague's draft. Every
    other change is a conflict: all wordings are shown and what is kept stays. Rows of questions we do not know, and
    questions that were handed out but are in no file, are named. Raises InputRefusedError with the faults of all files.
    """
    known = {row.id: row for row in questions}
    readings = [Reading(data, name, COLUMNS) for name, data in files]
    proposals: dict[str, list[_Proposal]] = defaultdict(list)
    notes: list[str] = []
    seen: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        _read(reading, known, proposals, seen, notes)
    refuse(readings)
    notes += _removed(questions, seen)
    changed, conflicts = [], []
    for id_, given in proposals.items():
        question = known[id_]
        fresh = [row for row in given if _sign(row.version.answer, row.version.change) != _sign_of(question)]
        wordings = {_sign(row.version.answer, row.version.change) for row in fresh}
        if not wordings:
            continue
        if question.status in (QuestionStatus.FINAL, QuestionStatus.PUBLISHED):
            notes.append(f"{name_of(question)} ({id_}) is al {question.status.value}; het nieuwe antwoord telt niet.")
        elif len(wordings) == 1 and len(fresh) == len(given) and _untouched(question, fresh):
            (row, *_) = fresh
            version = row.version
            changed.append(edited(question, row.colleague, answer=version.answer, change=version.change))
        else:
            conflicts.append(_conflict(question, fresh))
    return Merge(changed=tuple(changed), conflicts=tuple(conflicts), notes=tuple(notes))


def _sign_of(question: Question) -> str:
    return _sign(question.answer, question.change)


def _untouched(question: Question, rows: Iterable[_Proposal]) -> bool:
    """Whether the kept answer is still the one that was handed out, or there was none."""
    return all(row.handed_out == _sign_of(question) or (not row.handed_out and not question.answer) for row in rows)


def _conflict(question: Question, rows: Iterable[_Proposal]) -> Conflict:
    kept = Version(by=f"nu in het systeem ({question.drafted_by or 'naam onbekend'})", answer=question.answer,
                   change=question.change)  # fmt: skip
    return Conflict(question=question, versions=(kept, *dict.fromkeys(row.version for row in rows)))


def _read(
    reading: Reading,
    known: dict[str, Question],
    proposals: dict[str, list[_Proposal]],
    seen: dict[str, set[str]],
    notes: list[str],
) -> None:
    file = reading.table.file
    twice: dict[object, int] = {}
    for row in reading.rows:
        id_ = row.text("Intern nummer").strip()
        reading.twice(row, "Intern nummer", id_, twice, f"vraag {id_}")
        question = known.get(id_)
        who = row.text("Collega").strip() or (question.assigned_to if question else None) or file
        seen[fold(who)].add(id_)
        if question is None:
            if id_:
                notes.append(f"{file}, rij {row.number}: vraag '{id_}' kennen wij niet; deze rij telt niet.")
            continue
        if _same(row.text("Vraag")) != _same(question.text):
            notes.append(f"{file}, rij {row.number}: de vraag zelf is gewijzigd; alleen het antwoord telt.")
        proposal = _proposal(reading, row, question, who)
        if proposal is not None and proposal.version.answer is None and question.answer:
            notes.append(f"{file}, rij {row.number}: het antwoord is leeg gemaakt; het antwoord blijft zoals het was.")
        elif proposal is not None:
            proposals[id_].append(proposal)


def _proposal(reading: Reading, row: Row, question: Question, who: str) -> _Proposal | None:
    """What the row says, or None when it is what was handed out."""
    change = read_change(reading, row, question.document) if has_change(row) else None
    answer = row.text("Antwoord") or None
    handed_out = row.text(HANDED_OUT).strip()
    if _sign(answer, change) == handed_out or (answer is None and change is None and not handed_out):
        return None
    version = Version(by=f"{who} ({reading.table.file})", answer=answer, change=change)
    return _Proposal(version=version, handed_out=handed_out, colleague=who)


def _removed(questions: Iterable[Question], seen: dict[str, set[str]]) -> list[str]:
    """The questions that a colleague whose file came back had, and that are not in it any more."""
    return [
        f"{name_of(row)} ({row.id}) van {name} staat niet meer in het bestand; het antwoord blijft zoals het was."
        for name, rows in colleagues(questions).items()
        if fold(name) in seen
        for row in rows
        if row.id not in seen[fold(name)]
    ]


def write_conflicts(conflicts: Iterable[Conflict]) -> bytes:
    """All wordings of every question in conflict, under each other, for who decides."""
    rows = tuple(
        {
            "Intern nummer": conflict.question.id,
            "Bronnummer": conflict.question.source_number,
            "Vraag": conflict.question.text,
            "Van wie": version.by,
            "Antwoord": version.answer,
            **change_cells(version.change),
        }
        for conflict in conflicts
        for version in conflict.versions
    )
    return write_table([Sheet(name="Conflicten", columns=CONFLICT_COLUMNS, rows=rows)])
