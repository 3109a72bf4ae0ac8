"""The spreadsheets around a nota: only the public one may leave, and it holds nothing else."""

from datetime import date

import pytest

from flows.exchange import announcements, nota_sheets
from flows.rules.anonymity import Finding, Kind, Level
from flows.rules.drafting.publication import nota
from flows.rules.nota.doubles import Suggestion
from flows.rules.nota.rounds import standing
from flows.tasks import remains
from flows.tasks.excel import recognise_sheets, write_table
from schemas.clarification import Announcement
from schemas.errors import InputRefusedError
from tests.builders import DAY, nota_round, question
from tests.rules import cases

ROUND = nota_round(1)


def rows() -> tuple[object, ...]:
    return (
        question(1, number=1, background="Achtergrond!", drafted_by="An Bos", motivation="Omdat", assigned_to="Eef"),
        question(2, number=2, answer=None, duplicate_of="TN-1"),
        question(10, individual=True, motivation="Bedrijfsgeheim"),
    )


def paper() -> object:
    record = cases.record(questions=rows(), rounds=(ROUND,))
    return nota(record, ROUND, rows()[:2], (), date(2025, 2, 10), "definitief")  # type: ignore[arg-type]


def text(data: bytes) -> str:
    return "\n".join(part for _, part in remains.readable(data, "stuk"))


def test_the_public_sheet_holds_what_the_nota_prints_and_nothing_else() -> None:
    data = nota_sheets.public(paper(), author="Proefregio")  # type: ignore[arg-type]
    assert set(recognise_sheets(data, "n.xlsx")) == {nota_sheets.PUBLIC}
    shown = text(data)
    assert "Hoe werkt 1?" in shown and "Zie het antwoord op vraag 1." in shown
    for secret in ("TN-1", "V-001", "ZA-001", "Achtergrond!", "An Bos", "Eef", "Omdat", "Hoe werkt 10?", "Zorg & Co"):
        assert secret not in shown


def test_the_internal_workbook_has_everything_and_the_public_sheet() -> None:
    data = nota_sheets.internal(paper(), rows(), [cases.provider()])  # type: ignore[arg-type]
    assert list(recognise_sheets(data, "n.xlsx")) == ["Intern", nota_sheets.PUBLIC]
    shown = text(data)
    for known in (
        "TN-1",
        "V-001",
        "ZA-001",
        "Achtergrond!",
        "An Bos",
        "Eef",
        "Omdat",
        "Hoe werkt 10?",
        "Zorg & Co <BV>",
    ):
        assert known in shown


def test_texts_to_paste_back_stand_in_order_of_the_platform() -> None:
    answers = {"V-001": "Zo.", "V-002": "Zie het antwoord op vraag 1.", "V-010": "Alleen voor u."}
    pasted = nota_sheets.pasted(rows(), answers)  # type: ignore[arg-type]
    assert [(row.source_number, row.number, row.text) for row in pasted] == [
        ("TN-1", "1", "Vraag 1\nZo."),
        ("TN-2", "2", "Vraag 2\nZie het antwoord op vraag 1."),
        ("TN-10", "individueel", "Alleen voor u."),
    ]
    assert nota_sheets.paste_text(pasted).decode().startswith("=== TN-1 ===\nVraag 1\nZo.\n")
    assert "TN-10" in text(nota_sheets.paste_sheet(pasted))


def test_the_standing_shows_counts_themes_look_alikes_and_what_was_late() -> None:
    all_rows = rows()
    counts = standing(all_rows, ROUND, DAY)  # type: ignore[arg-type]
    alike = [Suggestion(question="V-002", other="V-001", score=84)]
    shown = text(nota_sheets.standing_sheet(counts, all_rows, alike, all_rows[:1]))  # type: ignore[arg-type]
    for part in ("Ontvangen", "Personeel", "Hoe werkt 2?", "84", "TN-2"):
        assert part in shown
    assert "ZA-001" not in shown


def test_a_list_to_sign_comes_back_with_what_was_said() -> None:
    found = Finding(kind=Kind.PLACE, mark="Deventer", place="Vraag TN-1, de vraag", level=Level.MIND)
    sign = nota_sheets.review_sign("V-001", found, "In Deventer.")
    data = nota_sheets.review_sheet([nota_sheets.Review(question="V-001", finding=found, sign=sign)])
    assert nota_sheets.read_review(data, "l.xlsx") == ((sign, None),)


def test_another_text_or_another_finding_must_be_signed_anew() -> None:
    found = Finding(kind=Kind.PLACE, mark="Deventer", place="hier", level=Level.MIND)
    sign = nota_sheets.review_sign("V-001", found, "In Deventer.")
    assert sign == nota_sheets.review_sign("V-001", found, "In Deventer.")
    assert sign != nota_sheets.review_sign("V-001", found, "In Deventer!")
    assert sign != nota_sheets.review_sign("V-002", found, "In Deventer.")
    other = found.model_copy(update={"mark": "Epe"})
    assert sign != nota_sheets.review_sign("V-001", other, "In Deventer.")


# Announcements


def told(number: int, round_: int = 2, **changed: object) -> Announcement:
    return Announcement(
        id=f"mededeling-{round_}-{number}",
        tender_id="T",
        round=round_,
        sequence=number,
        subject=f"Onderwerp {number}",
        text="Tekst & meer",
    ).model_copy(update=changed)


ROUNDS = (nota_round(1, DAY), nota_round(2))


def test_announcements_come_back_the_same() -> None:
    given = (told(1), told(2, lots="1, 3"))
    data = write_table([announcements.sheet_of(given)])
    assert announcements.read(data, "v.xlsx", "T", ROUNDS) == given


def test_what_a_published_nota_told_stays() -> None:
    published = told(1, round_=1)
    data = write_table([announcements.sheet_of([told(1, round_=1, text="Anders"), told(1)])])
    assert announcements.read(data, "v.xlsx", "T", ROUNDS, [published]) == (published, told(1))


def test_a_file_without_the_sheet_says_nothing_about_announcements() -> None:
    assert announcements.read(nota_sheets.public(None), "v.xlsx", "T", ROUNDS, [told(1)]) is None


def test_an_announcement_in_a_round_that_is_not_there_is_refused() -> None:
    data = write_table([announcements.sheet_of([told(1, round_=7)])])
    with pytest.raises(InputRefusedError, match="nota 7"):
        announcements.read(data, "v.xlsx", "T", ROUNDS)
