"""What lies around a nota: the spreadsheet for publication, and for ourselves the whole list, paste-backs and counts.

For ourselves is a folder of its own, so that nobody puts it on the platform together with the nota.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from prefect.artifacts import create_markdown_artifact
from prefect.context import FlowRunContext

from flows.desk import Desk, artifact_key
from flows.exchange import answers, nota_sheets
from flows.nota.review import INTERNAL
from flows.rules.nota.doubles import Suggestion, suggestions
from flows.rules.nota.questions import Answers
from flows.rules.nota.rounds import Standing, late_questions, standing
from flows.rules.wording import count
from flows.tasks import files
from schemas.clarification import NotaRound, Question, QuestionStatus
from schemas.documents import Nota

FOLDER = "04-nota"
COLLEAGUES = "04-nota-collegas"


def public_workbook(desk: Desk, content: Nota | None) -> bytes:
    """The questions and answers as a spreadsheet for everybody; None: without rows."""
    return nota_sheets.public(content, author=desk.tender.organisation)


def write_public(desk: Desk, content: Nota, version: str) -> str:
    """Put the spreadsheet for publication beside the nota; returns its name."""
    name = files.file_name(
        desk.tender.reference, f"Nota van inlichtingen {content.nummer}", "Vragen", f"v{version}", ext="xlsx"
    )
    files.write_once(desk.work.output / FOLDER / name, public_workbook(desk, content))
    return name


def write_internal(desk: Desk, round_: NotaRound, content: Nota) -> None:
    """The whole list of the round with every column, and the texts to paste back per question of the platform."""
    rows = [row for row in desk.record.questions if row.round == round_.number]
    printed = Answers(desk.record.questions)
    texts = {row.id: printed.of(row) for row in rows}
    pasted = nota_sheets.pasted(rows, texts)
    for part, data, extension in (
        ("Intern", nota_sheets.internal(content, rows, desk.record.providers), "xlsx"),
        ("Terugplakken", nota_sheets.paste_sheet(pasted), "xlsx"),
        ("Terugplakken", nota_sheets.paste_text(pasted), "txt"),
    ):
        name = files.file_name(desk.tender.reference, f"Nota {round_.number}", part, ext=extension)
        files.write_once(desk.work.output / INTERNAL / name, data)


def alike(desk: Desk, round_: NotaRound) -> tuple[Suggestion, ...]:
    """Which questions of the round look like one before them; a person decides."""
    mine = [
        row
        for row in desk.record.questions
        if row.round == round_.number and row.status is not QuestionStatus.PUBLISHED and not row.individual
    ]
    others = [row for row in desk.record.questions if row.number is not None or row.round < round_.number]
    known = {row.id for row in mine}
    return suggestions(mine, [row for row in others if row.id not in known and not row.individual])


def show_standing(desk: Desk, round_: NotaRound) -> tuple[Standing, tuple[Suggestion, ...]]:
    """Write the counts of the round for ourselves, and show them on its page in Prefect."""
    questions = desk.record.questions
    counts, look_alikes = standing(questions, round_, desk.today), alike(desk, round_)
    data = nota_sheets.standing_sheet(counts, questions, look_alikes, late_questions(questions, round_))
    name = files.file_name(desk.tender.reference, f"Nota {round_.number}", "Stand", ext="xlsx")
    files.write_once(desk.work.output / INTERNAL / name, data)
    if FlowRunContext.get() is not None:
        create_markdown_artifact(
            _as_markdown(round_, counts),
            key=artifact_key(desk.tender_id, f"nota-{round_.number}"),
            description=f"Stand van nota {round_.number}",
        )
    return counts, look_alikes


def _as_markdown(round_: NotaRound, counts: Standing) -> str:
    lines = [
        f"# Nota {round_.number}: stand",
        f"{count(counts.received, 'vraag', 'vragen')} ontvangen, {counts.answered} beantwoord, {counts.approved} met "
        f"akkoord van de jurist, {counts.late} te laat. Nog {count(counts.days_left, 'dag', 'dagen')} tot de nota.",
        "",
        *_table(("Wacht op", "Vragen"), counts.waiting),
        "",
        *_table(("Thema", "Vragen", "Vragers"), ((row.name, row.questions, row.askers) for row in counts.themes)),
    ]
    return "\n".join(lines)


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    marks = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
    cells = ((str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows)
    return [*marks, *(f"| {' | '.join(row)} |" for row in cells)]


def hand_out(desk: Desk, questions: Iterable[Question]) -> dict[str, str]:
    """One file per colleague with only that colleague's questions; the name of each file, by colleague.

    A file that a colleague may be working in is never written over: other questions make another file.
    """
    made = {}
    for colleague, rows in answers.colleagues(questions).items():
        data = answers.write(rows, colleague)
        made[colleague] = _beside(desk.work.output / COLLEAGUES, (desk.tender.reference, "Vragen", colleague), data)
    return made


def _beside(folder: Path, parts: tuple[str, ...], data: bytes) -> str:
    number = 1
    while True:
        name = files.file_name(*parts, *([str(number)] if number > 1 else []), ext="xlsx")
        path = folder / name
        if not path.exists() or path.read_bytes() == data:
            files.write_once(path, data)
            return name
        number += 1


def returned(desk: Desk) -> list[tuple[str, bytes]]:
    """The files that came back from colleagues, by name; one of them when the form names it."""
    if desk.file_name != "nieuwste":
        return [desk.drop_file("antwoorden")]
    folder = desk.work.drop("antwoorden")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".xlsx", ".csv"))
    return [(path.name, path.read_bytes()) for path in found if not path.name.startswith((".", "~$"))]


def write_conflicts(desk: Desk, conflicts: Sequence[answers.Conflict]) -> str:
    """All wordings of the questions on which two people differ; the name of the file."""
    name = files.file_name(desk.tender.reference, "Conflicten", ext="xlsx")
    files.write_once(desk.work.output / INTERNAL / name, answers.write_conflicts(conflicts))
    return name
