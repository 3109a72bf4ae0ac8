"""Three notas: two planned and one rolling, with a rectification, a late question, an individual one and doubles."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import openpyxl
import pytest

from flows.exchange import announcements
from flows.nota import questions as nota_questions
from flows.nota import release as nota_release
from flows.rules.nota.life import edited
from flows.rules.transitions import obstacles_to_close
from flows.rules.wording import AMSTERDAM
from flows.sending import code_of, package, send
from flows.stages.nota_van_inlichtingen import close
from flows.tasks import remains, word
from flows.tasks.excel import write_table
from schemas.clarification import Announcement, ProposedChange, QuestionStatus
from schemas.message import MessageState
from schemas.values import Stage
from tests.nota_rooms import AFTER, REFERENCE, Room, asked, copy, fill

pytestmark = pytest.mark.story

SECOND = datetime(2025, 3, 17, 9, 0, tzinfo=AMSTERDAM)
THIRD = datetime(2025, 3, 24, 9, 0, tzinfo=AMSTERDAM)
OLD = (
    "Op iedere behandelgroep is elke nacht een wakende medewerker aanwezig, ook als er minder dan vier jongeren wonen."
)
NEW = "Op iedere behandelgroep is elke nacht een slapende of wakende medewerker aanwezig."
TITLE = "MIJOV-J26_Nota-van-inlichtingen"


@dataclass
class Played:
    room: Room
    first: dict[str, bytes]
    """The files of nota 1 on the day it came out."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    filled = tmp_path_factory.mktemp("drie-rondes")
    fill(filled)
    with pytest.MonkeyPatch.context() as environment:
        room = copy(filled, tmp_path_factory.mktemp("gespeeld") / "werkmap", environment)
        first_round(room)
        first = room.output("04-nota")
        second_round(room)
        third_round(room)
        assert not close(room.desk(THIRD + timedelta(days=1))).refused
        yield Played(room, first)


def leave(room: Room, name: str, now: datetime) -> None:
    desk = room.desk(now)
    _, rows = package(desk, name)
    outcome = send(desk, name, code_of(rows), len(rows))
    assert not outcome.refused, outcome.text


def answer_all(room: Room, by_source: dict[str, str], now: datetime) -> None:
    """The colleague gets a file, fills it in, and it is merged back; then two others approve."""
    ids = {row.source_number: row.id for row in room.record.questions}
    answers = {ids[number]: text for number, text in by_source.items()}
    files = room.output("04-nota-collegas")
    (name,) = [name for name in files if name not in getattr(room, "seen", ())]
    room.seen = set(files)  # type: ignore[attr-defined]
    book = openpyxl.load_workbook(io.BytesIO(files[name]))
    heads = [cell.value for cell in book.worksheets[0][1]]
    for line in book.worksheets[0].iter_rows(min_row=2):
        if line[0].value in answers:
            line[heads.index("Antwoord")].value = answers[line[0].value]
    buffer = io.BytesIO()
    book.save(buffer)
    for done in room.work.drop("antwoorden").iterdir():
        done.unlink()
    room.drop("antwoorden", f"van-{name}", buffer.getvalue())
    outcome = nota_questions.merge_answers(room.desk(now))
    assert outcome.headline == f"{len(answers)} samengevoegd, 0 conflicten", outcome.text
    room.approve(answers)


def first_round(room: Room) -> None:
    """Six questions: one late, one individual, one double; one answer changes a document."""
    close_of_round = room.record.rounds[0].questions_close_at
    rows = [
        asked(1, section="E-5.1"),
        asked(2, section="E-4.8", text="Mag een slaapdienst op een kleine groep?"),
        asked(3, section="E-4.8", text="Is op kleine groepen een slaapdienst toegestaan?"),
        asked(4, individual=True, motivation="Het gaat om onze bedrijfsvoering."),
        asked(5, received_at=close_of_round + timedelta(minutes=1)),
        asked(6, section="E-1.2", provider_id="ZA-001"),
    ]
    outcome = room.read(*rows)
    assert outcome.headline == "6 vragen, 6 open" and "te laat binnen (TN-5)" in outcome.text
    given = {row.source_number: row for row in room.record.questions}
    room.put(*(row.model_copy(update={"assigned_to": "An Bos"}) for name, row in given.items() if name != "TN-3"))
    room.put(given["TN-3"].model_copy(update={"duplicate_of": "TN-2"}))
    assert room.step(nota_questions.postpone_late).headline == "1 vraag naar nota 2"
    room.step(nota_questions.divide)
    texts = {"TN-1": "Vijf werkdagen.", "TN-2": "Ja, na een risicoanalyse.", "TN-4": "Alleen voor u.", "TN-6": "Nee."}
    answer_all(room, texts, AFTER)
    (two,) = [row for row in room.record.questions if row.source_number == "TN-2"]
    change = ProposedChange(
        document="Programma van eisen", place="E-4.8", old_text=OLD, new_text=NEW, reason="Kleinschalig wonen."
    )
    room.put(edited(two, "An Bos", change=change))
    assert "TN-2" in room.publish().text, "an edit after the approval takes the question back"
    room.approve([two.id])
    outcome = room.publish()
    assert not outcome.refused, outcome.text
    leave(room, "nota-1", AFTER)
    assert not room.step(nota_release.answer_individually).refused
    leave(room, nota_release.INDIVIDUAL, AFTER)


def second_round(room: Room) -> None:
    """The late question, a rectification of number 2, a double of a question of nota 1, and an announcement."""
    numbers = {row.source_number: row.number for row in room.record.questions}
    room.put(
        asked(7, round=2, section="E-4.8", corrects=numbers["TN-2"], text="Uw antwoord over de slaapdienst."),
        asked(8, round=2, section="E-4.8", duplicate_of="TN-2", text="Hoe zit het met slaapdiensten?"),
    )
    for row in room.record.questions:
        if row.source_number in ("TN-5", "TN-7"):
            room.put(row.model_copy(update={"assigned_to": "An Bos"}))
    room.step(nota_questions.divide, 2, SECOND)
    answer_all(room, {"TN-5": "Het kan.", "TN-7": "Een risicoanalyse per jaar volstaat."}, SECOND)
    told = Announcement(id="m", tender_id=REFERENCE, round=2, sequence=1, subject="Inloopuur", text="Elke maandag.")
    data = write_table([announcements.sheet_of([told])])
    found = announcements.read(data, "v.xlsx", REFERENCE, room.record.rounds) or ()
    with room.work.database.unit_of_work() as uow:
        uow.announcements.replace_all(REFERENCE, found)
    outcome = room.publish(2, SECOND)
    assert not outcome.refused, outcome.text
    leave(room, "nota-2", SECOND)


def third_round(room: Room) -> None:
    """After the last planned nota a question comes in all the same."""
    desk = room.desk(SECOND)
    assert obstacles_to_close(desk.procedure, desk.record, Stage.NOTA_VAN_INLICHTINGEN, desk.today) == ()
    assert nota_questions.open_rolling(room.desk(SECOND)).headline == "Nota 3 staat open"
    assert close(room.desk(SECOND)).refused
    room.put(asked(9, round=3, received_at=THIRD, section="E-2.1", assigned_to="An Bos"))
    room.step(nota_questions.divide, 3, THIRD)
    answer_all(room, {"TN-9": "Ook dat kan."}, THIRD)
    outcome = room.publish(3, THIRD + timedelta(hours=1))
    assert not outcome.refused, outcome.text
    leave(room, "nota-3", THIRD + timedelta(hours=1))


def text_of(played: Played, number: int) -> str:
    return word.text(played.room.output("04-nota")[f"{TITLE}-{number}_v1.0.docx"])


def test_numbers_run_on_over_three_notas_without_a_gap(played: Played) -> None:
    record = played.room.record
    assert [(row.first_number, row.last_number) for row in record.rounds] == [(1, 4), (5, 7), (8, 8)]
    assert sorted(row.number for row in record.questions if row.number) == list(range(1, 9))
    assert {row.status for row in record.questions} == {QuestionStatus.PUBLISHED}
    assert [row.rolling for row in record.rounds] == [False, False, True]


def test_the_late_question_stands_in_the_nota_after(played: Played) -> None:
    (late,) = [row for row in played.room.record.questions if row.source_number == "TN-5"]
    assert late.late and late.round == 2
    assert "Hoe werkt onderdeel 5" in text_of(played, 2) and "Hoe werkt onderdeel 5" not in text_of(played, 1)


def test_the_individual_answer_reached_its_asker_and_nobody_else(played: Played) -> None:
    (message,) = [row for row in played.room.record.messages if row.batch == nota_release.INDIVIDUAL]
    assert (message.recipient, message.state) == ("ZA-004", MessageState.SENT)
    assert "Alleen voor u." in message.text
    assert not any("Alleen voor u." in text_of(played, number) for number in (1, 2, 3))


def test_doubles_refer_to_each_other_so_that_every_asker_finds_the_own_text(played: Played) -> None:
    first = text_of(played, 1)
    numbers = {row.source_number: row.number for row in played.room.record.questions}
    assert f"Ja, na een risicoanalyse.\nDit is ook gesteld als vraag {numbers['TN-3']}." in first
    assert "Is op kleine groepen een slaapdienst toegestaan?" in first
    assert f"Zie het antwoord op vraag {numbers['TN-2']}." in first


def test_the_rectification_is_an_entry_of_its_own_and_the_old_one_stays(played: Played) -> None:
    numbers = {row.source_number: row.number for row in played.room.record.questions}
    second = text_of(played, 2)
    assert f"Rectificatie op vraag {numbers['TN-2']}" in second
    where = f"Dat antwoord is gerectificeerd: zie vraag {numbers['TN-7']}."
    assert f"Zie het antwoord op vraag {numbers['TN-2']}. {where}" in second
    assert "Elke maandag." in second
    files = played.room.output("04-nota")
    assert {name: files[name] for name in played.first} == played.first, "nota 1 is what it was"


def test_the_change_stands_in_the_index_and_in_a_new_version(played: Played) -> None:
    (change,) = played.room.record.changes
    number = next(row.number for row in played.room.record.questions if row.source_number == "TN-2")
    assert (change.label, change.origin) == ("W-1", f"vraag {number}")
    latest = played.room.record.latest("requirements")
    assert latest is not None and latest.number == "1.1"
    assert NEW in word.text(played.room.work.archive.get(latest.sha256))


def test_everybody_heard_of_every_nota_and_nothing_is_left(played: Played) -> None:
    record = played.room.record
    for number in (1, 2, 3):
        heard = [row.recipient for row in record.messages if row.batch == f"nota-{number}"]
        assert sorted(heard) == sorted(row.id for row in record.providers)
    assert {row.state for row in record.messages} == {MessageState.SENT}


def test_no_byte_of_the_three_notas_tells_who_asked(played: Played) -> None:
    record = played.room.record
    marks = [
        mark.casefold()
        for row in record.providers
        for mark in (row.name, row.email, row.kvk, row.contact_name, row.phone, row.street, row.agb or row.kvk)
    ]
    files = played.room.output("04-nota")
    assert len(files) == 6
    for name, data in files.items():
        whole = "\n".join(text for _, text in remains.readable(data, name)).casefold()
        assert [mark for mark in marks if mark in whole] == [], name
        for secret in ("zA-00", "TN-1", "V-00", "An Bos", "Cor Jurist"):
            assert secret.casefold() not in whole, (name, secret)


def test_the_team_counts_different_askers(played: Played) -> None:
    from flows.rules.nota.rounds import themes

    (theme,) = themes(row for row in played.room.record.questions if row.round == 1)
    assert (theme.questions, theme.askers) == (5, 4)


def test_the_journal_tells_the_whole_story(played: Played) -> None:
    names = [row.name for row in played.room.journal]
    for name, times in (("nota.published", 3), ("questions.postponed", 1), ("round.opened", 1), ("answers.merged", 3)):
        assert names.count(name) == times, name
    with played.room.work.database.read() as uow:
        assert uow.journal.verify(REFERENCE) == []
