"""The strategy room: nothing is lost between the list that comes in and the letters and proposals that go out."""

import io
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from openpyxl import load_workbook

from flows.consultation import adoption, replies
from flows.consultation import letters as letters_in
from flows.consultation import promises as promise_keeping
from flows.desk import NEWEST, Desk, Outcome
from flows.exchange import decisions, invitees
from flows.exchange import promises as promise_list
from flows.exchange.rehearsal import consultation_file
from flows.exchange.rehearsed import Rehearsal, load
from flows.settings import Settings
from flows.stages import strategy as room
from flows.tasks import word
from flows.workplace import Workplace
from schemas.consultation import ConsultationInput, Contributor, Decision, Subject
from schemas.consultation import Outcome as Result
from schemas.errors import InputRefusedError
from schemas.planning import Body, BodyMeeting, Milestone, StepKind
from schemas.record import TenderRecord
from schemas.values import Stage
from tests import builders as a

NOW = datetime(2024, 10, 25, 8, 0, tzinfo=UTC)
TENDER = "MIJOV-J26"
PLACE = "uitvoer/01-strategie"


@pytest.fixture(scope="module")
def played() -> Rehearsal:
    return load("mij-ov")


def resident(number: int, name: str, **changed: object) -> Contributor:
    return Contributor(id=f"AF-{number}", tender_id=TENDER, group="inwoner", municipality="Epe", name=name).model_copy(
        update=changed
    )


def said(number: int, who: str | None, text: str = "", outcome: Result | None = Result.CARRIED) -> ConsultationInput:
    row = a.point(number, outcome, tender_id=TENDER, group="inwoner", municipality="Epe", contributor=who)
    return row.model_copy(update={"text": text or f"Punt {number}."})


def meeting(place: str, day: date, deliver_by: date | None, body: Body = Body.COLLEGE) -> BodyMeeting:
    return BodyMeeting(
        id=f"{body}-{place}-{day}", tender_id=TENDER, municipality=place, body=body, held_on=day, deliver_by=deliver_by
    )


def steps() -> tuple[Milestone, ...]:
    of = {"tender_id": TENDER}
    decides = {"stage": Stage.STRATEGY, "kind": StepKind.DECISION, "body": Body.COLLEGE, **of}
    return (
        a.milestone(1, date(2024, 12, 13), title="Besluit over de strategie", **decides),
        a.milestone(2, date(2024, 12, 31), title="Programma van eisen schrijven", stage=Stage.PREPARATION, **of),
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, played: Rehearsal) -> Path:
    """A work folder with the tender, twelve points of councils and boards and four of residents; copied per test."""
    folder = tmp_path_factory.mktemp("gevuld")
    place = Workplace(Settings(map=folder))
    with place.database.unit_of_work() as uow:
        uow.tenders.add(played.tender)
        uow.groups.add_all(played.region.groups)
        uow.consultations.add_all(played.region.consultations)
        uow.milestones.add_all(steps())
        uow.meetings.add_all(
            [
                meeting("Epe", date(2024, 11, 5), date(2024, 10, 29)),
                meeting("Epe", date(2024, 11, 20), None, Body.COUNCIL),
                meeting("Hattem", date(2025, 1, 14), date(2025, 1, 7)),
            ]
        )
        uow.contributors.add_all(
            [
                resident(1, "Aäf van 't Hoff", email="aaf@thuis.example", greeting="Beste Aäf"),
                resident(2, "Zorg & Co <BV>", email="info@zorg.example", may_name=True),
                resident(3, "Willemijn Oosterbeek"),
            ]
        )
        uow.inputs.add_all(played.inputs[:12])
        uow.inputs.add_all([said(201, "AF-1"), said(202, "AF-2"), said(203, "AF-3", outcome=Result.NOT_ADOPTED)])
        uow.inputs.add(said(204, "AF-1"))
    place.close()
    return folder


@pytest.fixture
def work(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    folder = tmp_path / "werkmap"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("INKOOP_MAP", str(folder))
    monkeypatch.setenv("INKOOP_PDF", "false")
    return Workplace(Settings())


def desk(work: Workplace, now: datetime = NOW) -> Desk:
    return Desk(work=work, tender_id=TENDER, actor="Test", file_name=NEWEST, now=now, stage=Stage.STRATEGY)


def record(work: Workplace) -> TenderRecord:
    return desk(work).record


def put(work: Workplace, place: str, data: bytes) -> None:
    (work.root / "invoer" / place).write_bytes(data)


def text_of(work: Workplace, name: str) -> str:
    (path,) = (work.root / PLACE).rglob(name)
    return word.text(path.read_bytes())


def with_note(work: Workplace) -> Workplace:
    assert not room.final_note(desk(work)).refused
    return work


# Reading


def test_reading_the_list_makes_promises_with_owner_and_day_and_twice_changes_nothing(
    work: Workplace, played: Rehearsal
) -> None:
    put(work, "inbreng/inbreng.xlsx", consultation_file(played, with_answers=True))
    first = room.read_inputs(desk(work))
    assert first.headline == "190 punten, 0 open"
    kept = record(work)
    carried = [row for row in kept.inputs if row.disposition and row.disposition.outcome is Result.CARRIED]
    assert len(kept.promises) == len(carried) > 100
    assert all(row.owner and row.due_on for row in kept.promises)
    assert {row.due_on for row in kept.promises if row.place == "Programma van eisen"} == {date(2024, 12, 31)}
    assert any("3 × Continuïteit van zorg: Apeldoorn, Epe en Zutphen" in line for line in first.lines)
    files = {path.name for path in (work.root / PLACE).iterdir()}
    assert {"toezeggingen.xlsx", "mogelijk-dubbel.xlsx"} <= files
    room.read_inputs(desk(work))
    assert record(work) == kept


def test_a_note_in_draft_and_final_is_a_document_and_a_workbook(work: Workplace) -> None:
    assert room.draft_note(desk(work)).headline == "Reactienota 0.1 klaar"
    assert room.final_note(desk(work)).headline == "Reactienota 1.0 klaar"
    names = {path.name for path in (work.root / PLACE).iterdir()}
    assert {f"{TENDER}_Reactienota_v{number}.{form}" for number in ("0.1", "1.0") for form in ("docx", "xlsx")} <= names
    text = text_of(work, "*Reactienota_v1.0.docx")
    assert "Zorg & Co <BV>" in text, "may be named"
    assert "Aäf" not in text and "Oosterbeek" not in text


def test_an_open_point_or_a_text_that_gives_somebody_away_keeps_the_note_a_draft(work: Workplace) -> None:
    with work.database.unit_of_work() as uow:
        uow.inputs.add(said(301, None, outcome=None))
        uow.inputs.add(said(302, "AF-3", "Ik ben Willemijn Oosterbeek en wacht nog steeds."))
    outcome = room.final_note(desk(work))
    assert outcome.refused
    assert any("I-301" in line for line in outcome.lines)
    assert any("I-302" in line and "Willemijn Oosterbeek" in line for line in outcome.lines)
    assert record(work).latest("response_note") is None
    assert not room.draft_note(desk(work)).refused
    assert "Oosterbeek" not in text_of(work, "*Reactienota_v0.1.docx")


# Letters


def test_every_contributor_gets_one_letter_with_all_of_its_points_and_no_other(work: Workplace) -> None:
    outcome = replies.prepare_replies(desk(with_note(work)))
    assert outcome.headline == "4 brieven, 2 om te printen"
    letters = [row for row in record(work).documents if row.kind == "reply_letter"]
    assert len(letters) == 4
    printed = [text_of(work, row.file_name) for row in letters]
    for row in record(work).inputs:
        assert sum(f"{row.text}\n" in text or f"| {row.text} |" in text for text in printed) == 1, row.id
    aaf = text_of(work, "*AF-1*.docx")
    assert aaf.count("Dit zei u") == 2 and "Beste Aäf," in aaf and "Dit doen we" in aaf
    assert "Dit doen we niet, omdat" in text_of(work, "*AF-3*.docx")
    assert "Wat verandert er, en waar?" in text_of(work, "*Gemeenteraad-Apeldoorn*.docx")


def test_who_has_an_address_gets_one_message_and_who_has_none_is_named_for_printing(work: Workplace) -> None:
    outcome = replies.prepare_replies(desk(with_note(work)))
    messages = record(work).messages
    assert [(row.batch, row.recipient, row.to_address) for row in messages] == [
        ("terugkoppeling", "AF-1", "aaf@thuis.example"),
        ("terugkoppeling", "AF-2", "info@zorg.example"),
    ]
    assert all(row.copy_to is None and len(row.attachments) == 2 for row in messages)
    assert "Beste Aäf," in messages[0].text and "2 punten" in messages[0].text
    printed = [line for line in outcome.lines if line.startswith("Geen e-mailadres")]
    assert len(printed) == 2
    assert "Gemeenteraad Apeldoorn" in printed[0] and "Willemijn Oosterbeek" in printed[1]
    before = record(work)
    replies.prepare_replies(desk(work))
    assert record(work) == before, "a second time nothing is new"


def test_without_a_final_note_there_are_no_letters_and_no_proposals(work: Workplace) -> None:
    room.draft_note(desk(work))
    for step in (replies.prepare_replies, adoption.prepare_packages):
        outcome = step(desk(work))
        assert outcome.refused and "nog concept" in outcome.lines[0]
    assert [row.kind for row in record(work).documents] == ["response_note"]


def test_every_hard_name_arrives_in_its_own_letter(work: Workplace) -> None:
    with work.database.unit_of_work() as uow:
        uow.contributors.add_all([resident(1000 + place, name) for place, name in enumerate(a.NAMES)])
        uow.inputs.add_all([said(1000 + place, f"AF-{1000 + place}") for place in range(len(a.NAMES))])
    replies.prepare_replies(desk(with_note(work)))
    for place, name in enumerate(a.NAMES):
        assert name in text_of(work, f"*AF-{1000 + place}_*.docx")


# Proposals


def test_each_municipality_has_a_folder_with_its_own_names_and_days(work: Workplace, played: Rehearsal) -> None:
    outcome = adoption.prepare_packages(desk(with_note(work)))
    assert outcome.headline == "16 voorstellen klaar"
    for place in played.tender.municipalities:
        names = {path.name for path in (work.root / PLACE / place.name).iterdir()}
        assert names == {
            f"{TENDER}_Collegevoorstel_{place.name}_v1.0.docx",
            f"{TENDER}_Raadsinformatie_{place.name}_v1.0.docx",
            f"{TENDER}_Reactienota_v1.0.docx",
        }
        text = text_of(work, f"*Collegevoorstel_{place.name}*.docx")
        assert place.signatory_name in text and f"het college van {place.name}" in text
        others = {other.signatory_name for other in played.tender.municipalities} - {place.signatory_name}
        assert not [name for name in others if name in text]
    epe = text_of(work, "*Collegevoorstel_Epe*.docx")
    assert "dinsdag 5 november 2024" in epe and "dinsdag 29 oktober 2024" in epe
    assert "Punt 201." in epe and "Punt 201." not in text_of(work, "*Collegevoorstel_Hattem*.docx")
    council = text_of(work, "*Raadsinformatie_Epe*.docx")
    assert "woensdag 20 november 2024" in council and "U hoeft niets te besluiten" in council
    assert any("Epe: college op 5 november 2024, stukken uiterlijk 29 oktober 2024." in line for line in outcome.lines)
    assert any(line.startswith("Geen vergadering bekend van het college van Apeldoorn") for line in outcome.lines)


# Promises


def with_promises(work: Workplace, played: Rehearsal) -> Workplace:
    put(work, "inbreng/inbreng.xlsx", consultation_file(played, with_answers=True))
    room.read_inputs(desk(work))
    return work


def test_a_promise_is_ticked_off_once_with_a_word_about_how(work: Workplace, played: Rehearsal) -> None:
    with_promises(work, played)
    outcome = promise_keeping.tick_off(desk(work), "t-001", "Staat in eis E-3.2.")
    assert outcome.headline == "T-001 is afgemeld"
    first = next(row for row in record(work).promises if row.id == "T-001")
    assert (first.done_on, first.done_note) == (date(2024, 10, 25), "Staat in eis E-3.2.")
    promise_keeping.tick_off(desk(work, datetime(2025, 2, 3, tzinfo=UTC)), "T-001", "Iets anders.")
    assert next(row for row in record(work).promises if row.id == "T-001") == first
    put(work, "inbreng/inbreng.xlsx", consultation_file(played, with_answers=True))
    room.read_inputs(desk(work))
    assert next(row for row in record(work).promises if row.id == "T-001") == first


def test_a_number_that_is_none_and_a_note_that_is_empty_are_both_told(work: Workplace, played: Rehearsal) -> None:
    with_promises(work, played)
    with pytest.raises(InputRefusedError) as refused:
        promise_keeping.tick_off(desk(work), "T-999", "-")
    assert [fault.column for fault in refused.value.faults] == ["Toezegging", "Notitie"]
    assert "T-001" in refused.value.faults[0].remedy


def test_the_list_of_promises_is_handed_back_with_owners_and_days(work: Workplace, played: Rehearsal) -> None:
    with_promises(work, played)
    rows = record(work).promises
    changed = rows[3].model_copy(update={"owner": "Jurist", "due_on": date(2025, 2, 3)})
    put(work, "toezeggingen/lijst.xlsx", promise_list.write((*rows[:3], changed, *rows[4:])))
    outcome = promise_keeping.read_list(desk(work))
    assert outcome.lines[0].startswith("Gelezen") or "1 toezegging gewijzigd" in " ".join(outcome.lines)
    assert record(work).promises[3].owner == "Jurist"
    assert [row for row in record(work).promises if row.id != changed.id] == [
        row for row in rows if row.id != changed.id
    ]


# Versions of the strategy


def strategy_file(text: str, *, change: bool = False) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph(text)
    if change:
        paragraph._p.append(OxmlElement("w:ins"))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def versions(work: Workplace, *handed: tuple[bytes, str]) -> list[Outcome]:
    told = []
    for data, status in handed:
        put(work, "strategie/strategie.docx", data)
        told.append(adoption.record_version(desk(work), status))
    return told


def test_the_strategy_that_people_hand_over_is_kept_to_the_letter_and_numbered(work: Workplace) -> None:
    one, two = strategy_file("Eerste."), strategy_file("Tweede.", change=True)
    three = strategy_file("Derde.")
    told = versions(work, (one, "concept"), (one, "concept"), (two, "concept"), (three, "definitief"))
    assert [row.headline for row in told] == [
        "Strategie 0.1 (concept)",
        "Versie 0.1 stond er al",
        "Strategie 0.2 (concept)",
        "Strategie 1.0 (definitief)",
    ]
    assert any("bijgehouden wijziging" in line for line in told[2].lines), "a draft may have them, and it is said"
    kept = [row for row in record(work).documents if row.kind == "strategy"]
    assert [row.number for row in kept] == ["0.1", "0.2", "1.0"]
    assert [work.archive.get(row.sha256) for row in kept] == [one, two, three]
    assert (work.root / PLACE / kept[2].file_name).read_bytes() == three


def test_a_final_version_has_nothing_open_and_never_becomes_a_draft_again(work: Workplace) -> None:
    put(work, "strategie/strategie.docx", strategy_file("Nog open.", change=True))
    with pytest.raises(InputRefusedError, match="bijgehouden wijziging"):
        adoption.record_version(desk(work), "definitief")
    assert not [row for row in record(work).documents if row.kind == "strategy"]
    versions(work, (strategy_file("Klaar."), "definitief"))
    (again,) = versions(work, (strategy_file("Toch anders."), "concept"))
    assert again.refused and "al definitief" in again.lines[0]
    (next_one,) = versions(work, (strategy_file("Toch anders."), "definitief"))
    assert next_one.headline.startswith("Strategie 1.1")


# Decisions


def decided(played: Rehearsal, *changes: tuple[str, str, str]) -> Sequence[Decision]:
    told = {place: (outcome, note) for place, outcome, note in changes}
    rows = [row for row in played.decisions if row.subject is Subject.STRATEGY]
    return [
        row.model_copy(update=dict(zip(("outcome", "note"), told.get(row.municipality, ("akkoord", "")), strict=True)))
        for row in rows
        if told.get(row.municipality, ("", ""))[0] != "weg"
    ]


def test_a_dissenting_and_a_missing_college_keep_the_strategy_from_being_adopted(
    work: Workplace, played: Rehearsal
) -> None:
    now = datetime(2024, 12, 18, 8, 0, tzinfo=UTC)
    rows = decided(played, ("Epe", "niet akkoord", "te weinig regie"), ("Hattem", "weg", ""))
    put(work, "besluiten/besluiten.xlsx", decisions.write(rows, played.tender))
    with_note(work)
    desk(work).open_stage()
    outcome = adoption.read_decisions(desk(work, now), Subject.STRATEGY)
    assert outcome.headline == "6 van 8 colleges akkoord"
    assert [line.split(" (")[0] for line in outcome.lines][:2] == [
        "Het college van Epe is niet akkoord met de inkoopstrategie",
        "Het college van Hattem heeft nog niet besloten over de inkoopstrategie. De eerstvolgende vergadering is op "
        "14 januari 2025",
    ]
    assert "'Stap 2: Programma van eisen schrijven' naar" in outcome.lines[1]
    refused = adoption.adopt_strategy(desk(work, now))
    assert refused.refused and "Epe en Hattem" in refused.lines[0]
    put(work, "besluiten/later.xlsx", decisions.write(decided(played), played.tender))
    assert adoption.read_decisions(desk(work, now), Subject.STRATEGY).headline == "8 van 8 colleges akkoord"
    assert not adoption.adopt_strategy(desk(work, now)).refused


# Invitations


def test_everyone_with_an_address_is_asked_the_questions_once_and_who_answered_is_left_alone(
    work: Workplace, played: Rehearsal
) -> None:
    now = datetime(2024, 8, 5, 8, 0, tzinfo=UTC)
    new = (resident(7, "Noor <ouder>", group="ouder", email="noor@thuis.example"), resident(8, "Zonder adres"))
    put(work, "genodigden/genodigden.xlsx", invitees.write(new, played.tender, groups=played.region.groups))
    with work.database.unit_of_work() as uow:
        uow.providers.add_all(played.providers[:3])
    outcome = replies.invite(desk(work, now))
    assert outcome.headline == "4 uitnodigingen klaar"
    messages = record(work).messages
    assert sorted(row.to_address for row in messages) == sorted(
        ["noor@thuis.example", *(row.email for row in played.providers[:3])]
    )
    (noor,) = [row for row in messages if row.to_address == "noor@thuis.example"]
    assert noor.batch == "consultatie-1" and "30 september 2024" in noor.subject
    assert all(question.text in noor.text for question in played.region.consultations[0].questions)
    assert len({row.recipient for row in messages}) == 4
    closed = replies.invite(desk(work, NOW))
    assert closed.refused and "geen consultatieronde" in closed.lines[0]


def test_forms_to_answer_on_lie_ready_for_every_group(work: Workplace, played: Rehearsal) -> None:
    now = datetime(2024, 8, 5, 8, 0, tzinfo=UTC)
    room.ask(desk(work, now))
    forms = sorted((work.root / PLACE / "formulieren").iterdir())
    assert len(forms) == 2 * 16 + 4, "Excel and Word for each council and board, Excel for four other groups"
    (form,) = [path for path in forms if path.match("*Gemeenteraden_Epe.docx")]
    put(work, "inbreng/formulier.docx", form.read_bytes())
    with pytest.raises(InputRefusedError, match="niet ingevuld"):
        room.read_inputs(desk(work, now))


# Letters that come in

LETTER = """Geachte heer, mevrouw,

De wachttijd voor jongeren in Epe is te lang.

Betrek ons eerder bij de plannen.

Met vriendelijke groet,
Noor
"""


def test_a_letter_becomes_points_only_when_a_person_says_so(work: Workplace) -> None:
    put(work, "brieven/brief.txt", LETTER.encode())
    put(work, "brieven/oud.doc", b"oud")
    told = letters_in.read_letters(desk(work))
    assert told.headline == "2 brieven, 2 te controleren"
    assert any("Niet gelezen" in line and "oud.doc" in line for line in told.lines)
    assert [work.archive.get(row.origin_sha256) for row in record(work).drafts] == [LETTER.encode()] * 2
    before = len(record(work).inputs)
    form = load_workbook(work.root / PLACE / "te-controleren.xlsx")
    sheet = form["Te controleren"]
    headings = {cell.value: column for column, cell in enumerate(sheet[1], start=1)}
    answers = {"Overnemen": "ja", "Soort afzender": "ouder", "Gemeente": "Epe", "Thema": "Wachttijd"}
    for heading, value in answers.items():
        sheet.cell(2, headings[heading]).value = value
    sheet.cell(3, headings["Overnemen"]).value = "nee"
    form.save(work.root / "invoer/brieven/te-controleren.xlsx")
    assert letters_in.confirm(desk(work)).headline == "1 punt erbij, 0 te gaan"
    kept = record(work)
    new = kept.inputs[-1]
    assert (len(kept.inputs), new.text) == (before + 1, "De wachttijd voor jongeren in Epe is te lang.")
    assert (new.group, new.municipality, new.origin_name) == ("ouder", "Epe", "brief.txt")
    letters_in.read_letters(desk(work))
    assert record(work).drafts == kept.drafts, "what was decided stays decided"


# Late joiner


def test_a_late_joiner_needs_its_own_decision_and_comes_before_the_publication(
    work: Workplace, played: Rehearsal
) -> None:
    without = played.tender.municipalities[:-1]
    with work.database.unit_of_work() as uow:
        uow.tenders.save(record(work).tender.model_copy(update={"municipalities": without}))
    assert adoption.join(desk(work)).lines == (
        "Zutphen heeft nog geen eigen besluit over 'deelname aan de inkoop'. Zet het in besluiten.xlsx en lees het in.",
    )
    wish = a.decision("Zutphen", Subject.JOINING).model_copy(
        update={"decided_on": date(2024, 10, 1), "tender_id": TENDER, "mandate": "Gemeentewet artikel 160"}
    )
    put(work, "besluiten/deelname.xlsx", decisions.write([wish], record(work).tender))
    adoption.read_decisions(desk(work), Subject.STRATEGY)
    assert adoption.join(desk(work)).headline == "Zutphen doet mee"
    assert record(work).tender.municipality_names == played.tender.municipality_names
    assert adoption.join(desk(work)).headline == "Niets te doen"
