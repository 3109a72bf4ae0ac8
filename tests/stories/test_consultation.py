"""The story of a consultation: asked, answered, decided. One college says no at first, one is late."""

import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook

from flows import stage_door
from flows.demo import code_and_count
from flows.exchange import decisions, invitees, planning, rehearsal
from flows.exchange.rehearsal import Rehearsal
from flows.rules.planning.board import read_plan
from flows.rules.wording import AMSTERDAM
from flows.settings import Settings
from flows.tasks import word
from flows.tasks.clock import set_rehearsal
from flows.workplace import Workplace
from schemas.consultation import Contributor, Decision, Subject
from schemas.planning import Body, BodyMeeting
from schemas.record import TenderRecord
from schemas.values import Stage

pytestmark = pytest.mark.story

TENDER = "MIJOV-J26"
PLACE = "uitvoer/01-strategie"


@dataclass
class Told:
    completed: bool
    headline: str
    text: str


@dataclass
class Story:
    """A work folder in which the team acts; every act is kept by its name."""

    work: Workplace
    played: Rehearsal
    told: dict[str, Told] = field(default_factory=dict)

    def act(self, name: str, when: str, room: str, step: int, file: str = "", data: bytes = b"", **fields: Any) -> None:
        set_rehearsal(self.work.rehearsal_clock_file, datetime.fromisoformat(when).replace(tzinfo=AMSTERDAM))
        values = {"traject": TENDER, "bestand": "nieuwste", "uw_naam": "Verhaal", **fields}
        if file:
            path = self.work.root / "invoer" / file
            path.write_bytes(data)
            values["bestand"] = path.name
        self.told[name] = Told(*stage_door.run(room, step, values, in_prefect=False))

    def send(self, when: str, package: str) -> None:
        self.act(f"proef {package}", when, "11-verzenden", 1, pakket=package)
        code, number = code_and_count(self.work, TENDER, package)
        self.act(f"weg {package}", when, "11-verzenden", 2, pakket=package, verzendcode=code, aantal=number)

    @property
    def record(self) -> TenderRecord:
        with self.work.database.read() as uow:
            return uow.load(TENDER)

    def path(self, name: str) -> Path:
        path, *copies = sorted((self.work.root / PLACE).rglob(name), key=lambda path: len(path.parts))
        assert all(copy.read_bytes() == path.read_bytes() for copy in copies)
        return path

    def text(self, name: str) -> str:
        return word.text(self.path(name).read_bytes())


def note_rows(path: Path) -> list[tuple[str, str, str, str]]:
    """Number, group, municipality and text of every point as the note prints it, under its own heading."""
    document = docx.Document(str(path))
    found, heading = [], ""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            named = block.style is not None and block.style.name == "Heading 2"
            heading = block.text if named else heading
            continue
        rows = [[cell.text for cell in row.cells] for row in block.rows]
        if rows[0][:5] == ["Nr", "Van", "Reikwijdte", "Vindplaats", "Inbreng"]:
            group, _, place = heading.partition(" – ")
            found += [(row[0], group, place, row[4].partition("\n")[2]) for row in rows[1:]]
    return found


def letter_rows(path: Path) -> list[tuple[str, str]]:
    """Number and text of every point in a letter with a table."""
    (table,) = [one for one in docx.Document(str(path)).tables if one.cell(0, 1).text == "Uw punt"]
    return [(row.cells[0].text, row.cells[1].text) for row in table.rows][1:]


def calendar(played: Rehearsal) -> tuple[BodyMeeting, ...]:
    """Colleges meet in November; Hattem only again in January, Epe in both months."""
    days = {name: date(2024, 11, 12) for name in played.tender.municipality_names}
    days |= {"Hattem": date(2025, 1, 14)}
    known = [*days.items(), ("Epe", date(2025, 1, 7))]
    return tuple(
        BodyMeeting(id=f"college/{name}/{day}", tender_id=TENDER, municipality=name, body=Body.COLLEGE, held_on=day)
        for name, day in known
    )


def plan_file(played: Rehearsal) -> bytes:
    region = played.region
    return planning.write(
        read_plan(TENDER, region.steps),
        free_periods=region.free_periods,
        meetings=calendar(played),
        colleagues=region.colleagues,
        tender=played.tender,
    )


def strategy_file(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def decisions_file(played: Rehearsal, *changes: Decision, without: tuple[str, ...] = ()) -> bytes:
    changed = {row.municipality for row in changes if row.subject is Subject.STRATEGY} | set(without)
    rows = [row for row in played.decisions if row.subject is Subject.STRATEGY and row.municipality not in changed]
    return decisions.write([*rows, *changes], played.tender)


def college(played: Rehearsal, name: str, day: date, outcome: str, note: str = "") -> Decision:
    (row,) = [one for one in played.decisions if (one.subject, one.municipality) == (Subject.STRATEGY, name)]
    return row.model_copy(update={"decided_on": day, "outcome": outcome, "note": note})


def advice(name: str, outcome: str, note: str = "") -> Decision:
    return Decision(
        id="", tender_id=TENDER, subject=Subject.ADVICE, body="MAR", municipality=name, decided_on=date(2024, 9, 20),
        outcome=outcome, mandate="", note=note,
    )  # fmt: skip


def talk(outcome: str, note: str = "") -> Decision:
    """The second of the two portfolio meetings of the plan."""
    return Decision(
        id="", tender_id=TENDER, subject=Subject.DISCUSSION, body="PFO Zorgregio", municipality="",
        decided_on=date(2024, 10, 24), outcome=outcome, mandate="", note=note,
    )  # fmt: skip


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith("INKOOP_")]:
            environment.delenv(name)
        environment.setenv("INKOOP_MAP", str(tmp_path_factory.mktemp("consultatie")))
        environment.setenv("INKOOP_PDF", "false")
        work = Workplace(Settings())
        one = Story(work, rehearsal.load("mij-ov"))
        _ask(one)
        _answer(one)
        _decide(one)
        yield one
        work.close()


def _ask(story: Story) -> None:
    played, room = story.played, "01-strategie"
    story.act("open", "2024-06-20T09:00", "00-planning", 1)
    story.act("plan", "2024-06-20T10:00", "00-planning", 2, "planning/planning.xlsx", plan_file(played))
    data = strategy_file("Concept-inkoopstrategie.")
    story.act("concept", "2024-07-24T09:00", room, 9, "strategie/concept.docx", data, status="concept")
    asked = tuple(
        Contributor(id="", tender_id=TENDER, group=group, municipality=place, name=name, email=email, may_name=False)
        for group, place, name, email in (
            ("ouder", "Epe", "Noor & <Sem>", "noor@thuis.example"),
            ("adviesraad", "Brummen", "MAR", "mar@brummen.example"),
        )
    )
    data = invitees.write(asked, played.tender, groups=played.region.groups)
    story.act("vraag", "2024-08-01T09:00", room, 11, "genodigden/genodigden.xlsx", data)
    story.send("2024-08-01T10:00", "consultatie-1")


def _answer(story: Story) -> None:
    played, room = story.played, "01-strategie"
    data = rehearsal.consultation_file(played, with_answers=False)
    story.act("binnen", "2024-09-23T09:00", room, 1, "inbreng/inbreng.xlsx", data)
    story.act("te vroeg", "2024-09-23T10:00", room, 3)
    data = rehearsal.consultation_file(played, with_answers=True)
    story.act("beantwoord", "2024-10-21T09:00", room, 1, "inbreng/antwoorden.xlsx", data)
    story.act("nota concept", "2024-10-21T11:00", room, 2)
    story.act("nota", "2024-10-25T09:00", room, 3)
    story.act("brieven", "2024-10-25T10:00", room, 6)
    data = strategy_file("Inkoopstrategie.")
    story.act("strategie", "2024-10-25T11:00", room, 9, "strategie/strategie.docx", data, status="definitief")
    said = [
        talk("akkoord met wijziging", "leg de kosten uit"),
        advice("Brummen", "negatief advies", "te laat gevraagd"),
    ]
    data = decisions.write(said, played.tender)
    story.act("advies", "2024-10-25T11:30", room, 4, "besluiten/adviezen.xlsx", data)
    story.act("voorstellen", "2024-10-25T12:00", room, 7)


def _decide(story: Story) -> None:
    played, room = story.played, "01-strategie"
    no = college(played, "Epe", date(2024, 11, 12), "niet akkoord", "te weinig regie op de kosten")
    data = decisions_file(played, no, without=("Hattem",))
    story.act("besluiten", "2024-12-18T09:00", room, 4, "besluiten/besluiten.xlsx", data)
    story.act("nog niet", "2024-12-18T10:00", room, 5)
    yes = college(played, "Epe", date(2025, 1, 7), "akkoord met wijziging", "hoofdstuk 6: noem de kosten")
    late = college(played, "Hattem", date(2025, 1, 14), "akkoord")
    data = decisions_file(played, yes, late)
    story.act("alle besluiten", "2025-01-15T09:00", room, 4, "besluiten/alle.xlsx", data)
    story.act("vast", "2025-01-15T10:00", room, 5)
    story.act("gesloten", "2025-01-16T09:00", room, 2)
    first = story.record.promises[0].id
    story.act("afgemeld", "2025-02-03T09:00", room, 8, toezegging=first, notitie="Staat in eis E-3.2.")
    story.act("bord", "2025-02-03T10:00", "00-planning", 3)


REFUSED = {"te vroeg", "nog niet", "gesloten"}


def test_every_act_went_as_it_should(story: Story) -> None:
    assert {name: row.text for name, row in story.told.items() if row.completed is (name in REFUSED)} == {}


def test_who_was_asked_has_one_message_with_the_questions(story: Story) -> None:
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((story.work.root / "post-uit").rglob("*.eml"))
    ]
    assert sorted(str(row["To"]).rpartition("<")[2].rstrip(">") for row in mails) == [
        "mar@brummen.example",
        "noor@thuis.example",
    ]
    assert all(row["Cc"] is None and row["Bcc"] is None and "30 september 2024" in str(row["Subject"]) for row in mails)


def test_a_note_with_open_points_is_not_final(story: Story) -> None:
    assert "186 punten" in story.told["te vroeg"].text
    assert story.told["te vroeg"].headline.startswith("Nog niet")


def test_count_in_is_count_out_in_note_workbook_and_letters(story: Story) -> None:
    record = story.record
    groups = {group.code: group.name for group in record.groups}
    wanted = sorted(
        (row.id, groups[row.group], row.municipality or "Alle gemeenten", row.text) for row in record.inputs
    )
    assert len(wanted) == 186
    assert sorted(note_rows(story.path("*Reactienota_v1.0.docx"))) == wanted
    sheet = load_workbook(story.path("*Reactienota_v1.0.xlsx"))["Punten"].iter_rows(values_only=True)
    heads = next(sheet)
    columns = [heads.index(name) for name in ("Nr", "Groep", "Gemeente", "Inbreng")]
    assert sorted(tuple(str(row[column]) for column in columns) for row in sheet) == wanted
    letters = [row for row in record.documents if row.kind == "reply_letter"]
    assert len(letters) == 17
    written = [row for letter in letters for row in letter_rows(story.path(letter.file_name))]
    assert sorted(written) == [(number, text) for number, _, _, text in wanted]


def test_every_body_reads_its_own_points_and_no_others(story: Story) -> None:
    record = story.record
    for row in (one for one in record.documents if one.kind == "reply_letter"):
        group, _, place = row.subject.partition("/")
        mine = {one.id for one in record.inputs if (one.group, one.municipality or "") == (group, place)}
        assert [number for number, _ in letter_rows(story.path(row.file_name))] == sorted(mine), row.subject


def test_the_proposal_has_the_own_names_and_the_critical_advice(story: Story) -> None:
    brummen = story.text("*Collegevoorstel_Brummen*.docx")
    assert "Advies van de adviesraad van Brummen van 20 september 2024: negatief advies, “te laat gevraagd”." in brummen
    assert (
        "Het portefeuillehoudersoverleg besprak de strategie op 24 oktober 2024: akkoord met wijziging, “leg de kosten "
        "uit”." in brummen
    )
    assert story.played.tender.municipality("Brummen").signatory_name in brummen
    assert "De inkoopstrategie (versie 1.0)" in brummen
    assert "negatief advies" not in story.text("*Collegevoorstel_Epe*.docx")
    assert sorted(path.name for path in (story.work.root / PLACE / "Epe").glob("*.docx")) == [
        f"{TENDER}_Collegevoorstel_Epe_v1.0.docx",
        f"{TENDER}_Inkoopstrategie_v1.0.docx",
        f"{TENDER}_Raadsinformatie_Epe_v1.0.docx",
        f"{TENDER}_Reactienota_v1.0.docx",
    ]


def test_a_college_that_says_no_and_one_that_is_late_are_named_with_what_it_means(story: Story) -> None:
    told = story.told["besluiten"]
    assert told.headline == "6 van 8 colleges akkoord"
    assert "Het college van Epe is niet akkoord met de inkoopstrategie (12 november 2024)" in told.text
    assert "te weinig regie op de kosten" in told.text
    assert "De eerstvolgende vergadering is op 7 januari 2025" in told.text
    assert "Het college van Hattem heeft nog niet besloten over de inkoopstrategie" in told.text
    assert "De eerstvolgende vergadering is op 14 januari 2025" in told.text
    assert "werkdagen na stap 4 van de planning" in told.text
    assert "De adviesraad van Brummen gaf op 20 september 2024 'negatief advies'" in told.text
    assert "Het PFO besprak de strategie op 24 oktober 2024 met als uitkomst 'akkoord met wijziging'" in told.text
    assert "Epe en Hattem" in story.told["nog niet"].text


def test_when_all_agree_the_strategy_is_adopted_and_the_change_is_not_forgotten(story: Story) -> None:
    told = story.told["vast"]
    assert told.headline == "Fase strategie dicht"
    assert "Het college van Epe gaf akkoord met een wijziging: 'hoofdstuk 6: noem de kosten'" in told.text
    assert "126 toezeggingen staan nog open" in told.text
    closed = story.record.stage_record(Stage.STRATEGY)
    assert closed is not None and closed.closed_on == date(2025, 1, 15)


def test_promises_are_kept_after_the_stage_was_closed_and_stand_on_the_board(story: Story) -> None:
    first, *others = story.record.promises
    assert (first.done_on, first.done_note) == (date(2025, 2, 3), "Staat in eis E-3.2.")
    assert all(row.done_on is None for row in others)
    sheet = load_workbook(story.path("toezeggingen.xlsx"))
    kept = [row for row in sheet["Toezeggingen"].iter_rows(min_row=2, values_only=True) if row[6]]
    assert [row[0] for row in kept] == [first.id]
    watched = {row.id for row in story.record.watched}
    assert f"toezegging-{first.id}" in watched


def test_there_is_one_of_everything_and_two_of_what_had_a_draft(story: Story) -> None:
    kinds = Counter(row.kind for row in story.record.documents if row.kind != "planning")
    assert kinds == {"response_note": 2, "reply_letter": 17, "council_package": 16, "strategy": 2}
