"""One file per colleague, and the answers back without a word lost."""

import io

import openpyxl
import pytest

from flows.exchange import answers
from flows.tasks.excel import read_table
from schemas.clarification import Question, QuestionStatus
from schemas.errors import InputRefusedError
from tests.builders import NAMES, proposed, question

AN, BE = "An Bos", "B. Crop"


def asked() -> tuple[Question, ...]:
    return (
        question(1, assigned_to=AN, answer=None, status=QuestionStatus.ASSIGNED, provider_id="ZA-007"),
        question(2, assigned_to=AN, drafted_by=AN, background="Wij zijn Hazelmuis.", motivation="Geheim"),
        question(3, assigned_to=BE, drafted_by=BE, content_by="C", legal_by="D", status=QuestionStatus.LEGAL_APPROVED),
        question(4),
        question(5, assigned_to=AN, status=QuestionStatus.PUBLISHED, number=1),
    )


def filled(data: bytes, **cells: str) -> bytes:
    """The file with other cells: ``V_001__Antwoord='x'``; a column set to None takes the row away."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for key, value in cells.items():
        id_, _, column = key.partition("__")
        row = next(line for line in sheet.iter_rows(min_row=2) if line[0].value == id_.replace("_", "-"))
        if value is None:
            sheet.delete_rows(row[0].row)
        else:
            row[heads.index(column.replace("_", " "))].value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def handed_out(rows: tuple[Question, ...], who: str) -> bytes:
    return answers.write(answers.colleagues(rows)[who], who)


def test_a_colleague_gets_only_own_questions_and_never_who_asked() -> None:
    rows = asked()
    assert {who: [row.id for row in own] for who, own in answers.colleagues(rows).items()} == {
        AN: ["V-001", "V-002"],
        BE: ["V-003"],
    }
    data = handed_out(rows, AN)
    text = "\n".join(
        str(cell.value) for line in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in line
    )
    for secret in ("ZA-007", "ZA-001", "Hazelmuis", "Geheim", "TN-", "V-003"):
        assert secret not in text


def test_a_file_that_comes_back_untouched_changes_nothing() -> None:
    rows = asked()
    merge = answers.merge([("an.xlsx", handed_out(rows, AN)), ("be.xlsx", handed_out(rows, BE))], rows)
    assert merge == answers.Merge(changed=(), conflicts=(), notes=())


def test_an_answer_comes_back_as_the_draft_of_who_wrote_it() -> None:
    rows = asked()
    data = filled(handed_out(rows, AN), V_001__Antwoord="Ja.", V_002__Antwoord="Nee,\nnooit.")
    merge = answers.merge([("an.xlsx", data)], rows)
    assert [(row.id, row.answer, row.drafted_by, row.status.value) for row in merge.changed] == [
        ("V-001", "Ja.", AN, "concept"),
        ("V-002", "Nee,\nnooit.", AN, "concept"),
    ]
    after = tuple({row.id: row for row in merge.changed}.get(row.id, row) for row in rows)
    assert answers.merge([("an.xlsx", data)], after).changed == ()
    assert answers.merge([("an.xlsx", data)], after).conflicts == ()


def test_an_approved_answer_that_is_edited_must_be_approved_again() -> None:
    rows = asked()
    (row,) = answers.merge([("be.xlsx", filled(handed_out(rows, BE), V_003__Antwoord="Toch niet."))], rows).changed
    assert (row.status, row.content_by, row.legal_by) == (QuestionStatus.DRAFT, None, None)


def test_two_people_who_differ_are_both_shown_and_nothing_is_written_over() -> None:
    rows = asked()
    data = handed_out(rows, AN)
    one, other = filled(data, V_001__Antwoord="Ja."), filled(data, V_001__Antwoord="Nee.", V_001__Collega=BE)
    merge = answers.merge([("an.xlsx", one), ("be.xlsx", other)], rows)
    assert merge.changed == ()
    (conflict,) = merge.conflicts
    assert [(row.by, row.answer) for row in conflict.versions] == [
        ("nu in het systeem (naam onbekend)", None),
        ("An Bos (an.xlsx)", "Ja."),
        ("B. Crop (be.xlsx)", "Nee."),
    ]
    table = read_table(answers.write_conflicts(merge.conflicts), "c.xlsx", answers.CONFLICT_COLUMNS)
    assert [row.text("Antwoord") for row in table.rows] == ["", "Ja.", "Nee."]


def test_an_answer_that_changed_meanwhile_is_a_conflict() -> None:
    rows = asked()
    data = filled(handed_out(rows, AN), V_002__Antwoord="Van An.")
    later = tuple(row.model_copy(update={"answer": "Van een ander."}) if row.id == "V-002" else row for row in rows)
    merge = answers.merge([("an.xlsx", data)], later)
    assert merge.changed == ()
    assert [row.answer for row in merge.conflicts[0].versions] == ["Van een ander.", "Van An."]


def test_the_same_answer_from_two_people_is_no_conflict() -> None:
    rows = asked()
    data = handed_out(rows, AN)
    one = filled(data, V_001__Antwoord="Ja.")
    other = filled(data, V_001__Antwoord="Ja.  ", V_001__Collega=BE)
    merge = answers.merge([("an.xlsx", one), ("be.xlsx", other)], rows)
    assert [row.answer for row in merge.changed] == ["Ja."] and merge.conflicts == ()


def test_without_the_sign_an_answer_fills_only_what_was_empty() -> None:
    rows = asked()
    cells = {
        "V_001__Antwoord": "Ja.",
        "V_001__Niet_wijzigen": "",
        "V_002__Antwoord": "Nee.",
        "V_002__Niet_wijzigen": "",
    }
    merge = answers.merge([("an.xlsx", filled(handed_out(rows, AN), **cells))], rows)
    assert [row.id for row in merge.changed] == ["V-001"]
    assert [row.question.id for row in merge.conflicts] == ["V-002"]


def test_rows_that_are_gone_or_unknown_are_named() -> None:
    rows = asked()
    data = filled(handed_out(rows, AN), V_001__Intern_nummer="V-999", V_002__x=None)
    notes = answers.merge([("an.xlsx", data)], rows).notes
    assert any("an.xlsx, rij 2: vraag 'V-999' kennen wij niet" in note for note in notes)
    assert any("(V-001) van An Bos staat niet meer" in note for note in notes)
    assert any("(V-002) van An Bos staat niet meer" in note for note in notes)
    assert not any("V-003" in note for note in notes), "that file did not come back at all"


def test_an_emptied_answer_and_a_changed_question_are_told_and_do_not_count() -> None:
    rows = asked()
    merge = answers.merge([("an.xlsx", filled(handed_out(rows, AN), V_002__Antwoord="", V_001__Vraag="Anders?"))], rows)
    assert merge.changed == () and merge.conflicts == ()
    assert any("leeg gemaakt" in note for note in merge.notes)
    assert any("de vraag zelf is gewijzigd" in note for note in merge.notes)


def test_what_was_published_meanwhile_does_not_change() -> None:
    rows = asked()
    data = filled(handed_out(rows, AN), V_002__Antwoord="Te laat.")
    out = tuple(row.model_copy(update={"status": QuestionStatus.PUBLISHED, "number": 9}) for row in rows)
    merge = answers.merge([("an.xlsx", data)], out)
    assert merge.changed == () and "telt niet" in " ".join(merge.notes)


def test_a_change_of_a_document_travels_with_the_answer() -> None:
    rows = (question(1, assigned_to=AN, change=proposed()),)
    data = handed_out(rows, AN)
    assert answers.merge([("an.xlsx", data)], rows).changed == ()
    (row,) = answers.merge([("an.xlsx", filled(data, V_001__Nieuwe_tekst="binnen een week"))], rows).changed
    assert row.change is not None and row.change.new_text == "binnen een week"


def test_all_faults_of_all_files_come_at_once() -> None:
    rows = asked()
    an = filled(handed_out(rows, AN), V_001__Oude_tekst="half", V_002__Intern_nummer="V-001")
    be = filled(handed_out(rows, BE), V_003__Nieuwe_tekst="half")
    with pytest.raises(InputRefusedError) as refused:
        answers.merge([("an.xlsx", an), ("be.xlsx", be)], rows)
    assert {fault.file for fault in refused.value.faults} == {"an.xlsx", "be.xlsx"}
    assert len(refused.value.faults) >= 4


def test_any_text_comes_back_to_the_letter() -> None:
    rows = tuple(
        question(number, assigned_to=AN, answer=f"Zo werkt {name} .", text=f"Wat is {name}?")
        for number, name in enumerate(NAMES, start=1)
    )
    assert answers.merge([("an.xlsx", handed_out(rows, AN))], rows) == answers.Merge(changed=(), conflicts=(), notes=())


def test_the_same_questions_give_the_same_file() -> None:
    assert handed_out(asked(), AN) == handed_out(asked(), AN)
