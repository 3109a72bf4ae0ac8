"""The room of the nota: nothing goes out that was not approved, signed, searched; and everybody hears it at once."""

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from flows.nota import questions as nota_questions
from flows.nota import release as nota_release
from flows.rules.transitions import obstacles_to_close
from flows.stages.nota_van_inlichtingen import close, sign_reviews
from flows.tasks import pdf, remains, word
from schemas.clarification import ProposedChange, QuestionStatus
from schemas.errors import InputRefusedError
from schemas.message import MessageState
from schemas.values import Stage
from tests.nota_rooms import AFTER, ASKED, REFERENCE, Room, asked, copy, fill, ready

NOTAS = "04-nota"
INTERNAL = "04-nota-intern"
COLLEAGUES = "04-nota-collegas"
TITLE = "MIJOV-J26_Nota-van-inlichtingen-1"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gevuld")
    fill(folder)
    return folder


@pytest.fixture
def room(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    return copy(filled, tmp_path / "werkmap", monkeypatch)


def nothing_went_out(room: Room) -> bool:
    record = room.record
    made = [row for row in record.documents if row.kind == "nota_van_inlichtingen" and row.status == "definitief"]
    return not (made or record.messages or any(row.published_on for row in record.rounds))


def text_of(room: Room, name: str) -> str:
    return word.text(room.output(NOTAS)[name])


def test_a_nota_of_approved_questions_goes_out_to_everybody_at_once(room: Room) -> None:
    room.put(ready(2), ready(1, section="E-9.1"), ready(3, answer=None, duplicate_of="TN-2", status="nieuw"))
    outcome = room.publish()
    assert not outcome.refused, outcome.text
    record = room.record
    assert [(row.source_number, row.number, row.status.value) for row in record.questions] == [
        ("TN-1", 3, "gepubliceerd"),
        ("TN-2", 1, "gepubliceerd"),
        ("TN-3", 2, "gepubliceerd"),
    ]
    assert (record.rounds[0].first_number, record.rounds[0].last_number) == (1, 3)
    assert {row.batch for row in record.messages} == {"nota-1"}
    assert sorted(row.recipient for row in record.messages) == sorted(row.id for row in record.providers)
    assert "publiceer eerst op TenderNed" in outcome.next_step
    text = text_of(room, f"{TITLE}_v1.0.docx")
    assert "Dit is ook gesteld als vraag 2." in text and "Zie het antwoord op vraag 1." in text


def test_the_files_for_ourselves_lie_apart_and_the_public_ones_hold_no_secret(room: Room) -> None:
    room.put(ready(1, background="Wij van achter de schermen"), ready(2))
    room.publish()
    assert sorted(room.output(NOTAS)) == [f"{TITLE}_Vragen_v1.0.xlsx", f"{TITLE}_v1.0.docx"]
    assert {name.split("_")[-1] for name in room.output(INTERNAL)} == {
        "Intern.xlsx",
        "Stand.xlsx",
        "Terugplakken.txt",
        "Terugplakken.xlsx",
    }
    names = [row.name for row in room.record.providers]
    for name, data in room.output(NOTAS).items():
        whole = "\n".join(text for _, text in remains.readable(data, name))
        for secret in ("V-001", "TN-1", "ZA-001", "schermen", "An\n", "Cor\n", *names):
            assert secret not in whole, (name, secret)
    assert "Zorg & Co <BV>" in "".join(
        text for _, text in remains.readable(room.output(INTERNAL)["MIJOV-J26_Nota-1_Intern.xlsx"], "intern")
    )


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ((asked(1),), "TN-1 heeft nog geen antwoord"),
        ((ready(1, status=QuestionStatus.DRAFT),), "TN-1 is nog 'concept'"),
        ((ready(1, status=QuestionStatus.CONTENT_APPROVED),), "eerst akkoord van een jurist"),
        ((ready(1), ready(2, text="Wij van Hazelmuis Kinderpsychologie vragen dit.")), "bevat 'Hazelmuis Kinderpsy"),
        ((ready(1, answer="Bel 055 580 1207."),), "055 580 1207"),
        ((ready(1, section="zie Vlierbeskade 38"),), "Vlierbeskade 38"),
        ((ready(1, received_at=AFTER),), "te laat binnen (TN-1)"),
        ((ready(1, corrects=7),), "rectificeert vraag 7"),
        ((ready(1, answer=None, duplicate_of="TN-99"),), "verwijst naar vraag TN-99"),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_goes_out(room: Room, rows: tuple[object, ...], says: str) -> None:
    room.put(*rows)  # type: ignore[arg-type]
    outcome = room.publish()
    assert outcome.refused and says in outcome.text
    assert nothing_went_out(room)
    assert {row.number for row in room.record.questions} == {None}


def test_before_its_moment_and_before_the_nota_before_it_no_nota_goes_out(room: Room) -> None:
    room.put(ready(1), ready(2, round=2))
    assert "termijn voor vragen loopt nog" in room.publish(now=ASKED).text
    outcome = room.publish(2, AFTER + timedelta(days=60))
    assert "Nota 1 is nog niet definitief" in outcome.text
    assert nothing_went_out(room)


def test_a_change_whose_old_text_is_not_there_is_named(room: Room) -> None:
    change = ProposedChange(document="Programma van eisen", place="E-1.1", old_text="ooit", new_text="nu", reason="r")
    room.put(ready(1, change=change))
    outcome = room.publish()
    assert outcome.refused and "oude tekst" in outcome.text
    assert nothing_went_out(room)


# What might tell who asked


def signed_list(room: Room, answer: str) -> bytes:
    (name,) = [name for name in room.output(INTERNAL) if "Let-op" in name]
    book = openpyxl.load_workbook(io.BytesIO(room.output(INTERNAL)[name]))
    for line in book.worksheets[0].iter_rows(min_row=2):
        line[4].value = answer
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_what_might_tell_who_asked_is_signed_by_a_person_and_by_no_step_skipped(room: Room) -> None:
    room.put(ready(1, text="Onze groep zit in Deventer. Telt dat?"))
    assert "1 let op-punt is nog niet afgetekend" in room.publish().text
    assert "Af te tekenen" in room.draft().text
    room.drop("nota", "lijst.xlsx", signed_list(room, "nee"))
    outcome = room.step(sign_reviews, who="Jurist Jansen")
    assert outcome.headline == "0 afgetekend, 1 open" and "pas 'Deventer' aan" in outcome.text
    assert room.publish().refused
    room.drop("nota", "lijst.xlsx", signed_list(room, "ja"))
    assert room.step(sign_reviews, who="Jurist Jansen").headline == "1 afgetekend, 0 open"
    (entry,) = [row for row in room.journal if row.name == "nota.reviewed"]
    assert (entry.actor, entry.data["question"]) == ("Jurist Jansen", "V-001")
    assert not room.publish().refused


def test_a_signature_is_for_one_text_only(room: Room) -> None:
    room.put(ready(1, text="Onze groep zit in Deventer. Telt dat?"))
    room.draft()
    room.drop("nota", "lijst.xlsx", signed_list(room, "ja"))
    room.step(sign_reviews)
    (row,) = room.record.questions
    room.put(row.model_copy(update={"text": "Onze groep zit in Deventer. Telt dat ook?"}))
    assert "nog niet afgetekend" in room.publish().text


def test_an_announcement_is_searched_as_well(room: Room) -> None:
    from flows.exchange import announcements
    from flows.tasks.excel import write_table
    from schemas.clarification import Announcement

    told = Announcement(id="m", tender_id=REFERENCE, round=1, sequence=1, subject="Bel", text="Bel 0575 580 127.")
    room.put(ready(1))
    with room.work.database.unit_of_work() as uow:
        uow.announcements.add(told)
    assert "Mededeling 2 bevat '0575 580 127'" in room.publish().text
    data = write_table([announcements.sheet_of([told.model_copy(update={"text": "Wij zijn dicht."})])])
    with room.work.database.unit_of_work() as uow:
        uow.announcements.replace_all(
            REFERENCE, announcements.read(data, "v.xlsx", REFERENCE, room.record.rounds) or ()
        )
    assert not room.publish().refused
    assert "Bel: Wij zijn dicht." in text_of(room, f"{TITLE}_v1.0.docx")


def test_a_template_that_tells_too_much_is_caught_before_anything_goes_out(room: Room) -> None:
    """A name in the template is our own word; a comment or a maker's name is nobody's."""
    own = room.work.template("nota_van_inlichtingen")
    from flows.tasks._packages import pack, unpack

    entries = unpack(own, "nota")
    body = entries["word/document.xml"].replace(b"<w:p>", b'<w:p w:rsidR="00AB12CD">', 1)
    (room.work.root / "sjablonen" / "nota_van_inlichtingen.docx").write_bytes(
        pack({**entries, "word/document.xml": body, "docProps/custom.xml": b"<Properties/>"})
    )
    room.put(ready(1))
    outcome = room.publish()
    assert outcome.refused and "eigen documenteigenschappen" in outcome.text
    assert nothing_went_out(room)


# Interrupted and again


def test_a_published_nota_stays_as_it_was_however_often_the_step_is_done(room: Room) -> None:
    room.put(ready(1), ready(2))
    room.publish()
    before = room.output(NOTAS), room.record
    room.put(asked(9))
    assert not room.publish(now=AFTER + timedelta(days=2)).refused
    assert room.output(NOTAS) == before[0]
    assert room.record.documents == before[1].documents and room.record.messages == before[1].messages


def test_interrupted_after_the_numbers_it_goes_on_with_the_same_numbers(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.put(ready(2), ready(3))

    class KilledError(Exception):
        pass

    def stop(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as moment:
        moment.setattr(nota_release, "publish_changes", stop)
        with pytest.raises(KilledError):
            room.publish()
    assert [(row.number, row.status.value) for row in room.record.questions] == [(1, "definitief"), (2, "definitief")]
    room.put(ready(1))  # came in between; sorts before the others
    assert not room.publish().refused
    assert {row.source_number: row.number for row in room.record.questions} == {"TN-1": None, "TN-2": 1, "TN-3": 2}


# Reading, dividing, merging


def test_reading_twice_changes_nothing_and_answers_are_never_lost(room: Room) -> None:
    bare = [asked(1), asked(2)]
    assert room.read(*bare).headline == "2 vragen, 2 open"
    kept = room.record.questions
    assert "0 nieuw, 0 gewijzigd" in room.read(*bare).text or "2 gelijk" in room.read(*bare).text
    assert room.record.questions == kept
    room.put(*(row.model_copy(update={"answer": "Ja.", "drafted_by": "An", "status": "concept"}) for row in kept))
    room.read(*bare)
    assert [row.answer for row in room.record.questions] == ["Ja.", "Ja."]


def test_a_question_in_a_round_that_is_not_there_is_refused(room: Room) -> None:
    with pytest.raises(InputRefusedError, match="nota 7 staat niet in het traject"):
        room.read(asked(1, round=7))


def test_look_alikes_and_empty_answers_are_pointed_out(room: Room) -> None:
    text = "Mogen medewerkers die nog in opleiding zijn onder toezicht worden ingezet?"
    outcome = room.read(
        asked(1, text=text),
        asked(2, text="Worden medewerkers die nog in opleiding zijn onder toezicht ook ingezet?"),
        asked(3, answer="Zie leidraad."),
    )
    assert "Vraag TN-2 lijkt op vraag TN-1" in outcome.text
    assert "Vraag TN-3: het antwoord verwijst alleen" in outcome.text


def fill_in(data: bytes, answers: dict[str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    heads = [cell.value for cell in book.worksheets[0][1]]
    for line in book.worksheets[0].iter_rows(min_row=2):
        if line[0].value in answers:
            line[heads.index("Antwoord")].value = answers[line[0].value]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_colleagues_get_their_own_file_and_their_answers_come_together(room: Room) -> None:
    room.put(asked(1, assigned_to="An Bos"), asked(2, assigned_to="B. Crop"), asked(3))
    outcome = room.step(nota_questions.divide)
    assert outcome.headline.startswith("2 collega's, 1 niet verdeeld")
    assert {row.status.value for row in room.record.questions} == {"verdeeld", "nieuw"}
    given = room.output(COLLEAGUES)
    assert sorted(given) == ["MIJOV-J26_Vragen_An-Bos.xlsx", "MIJOV-J26_Vragen_B.-Crop.xlsx"] or len(given) == 2
    an, be = given.values()
    room.drop("antwoorden", "an.xlsx", fill_in(an, {"V-001": "Antwoord van An."}))
    room.drop("antwoorden", "be.xlsx", fill_in(be, {"V-002": "Antwoord van B."}))
    merged = nota_questions.merge_answers(room.desk())
    assert merged.headline == "2 samengevoegd, 0 conflicten"
    assert [(row.answer, row.drafted_by) for row in room.record.questions] == [
        ("Antwoord van An.", "An Bos"),
        ("Antwoord van B.", "B. Crop"),
        (None, None),
    ]
    assert nota_questions.merge_answers(room.desk()).headline == "0 samengevoegd, 0 conflicten"


def test_a_file_somebody_may_be_working_in_is_never_written_over(room: Room) -> None:
    room.put(asked(1, assigned_to="An Bos"))
    room.step(nota_questions.divide)
    room.step(nota_questions.divide)
    (first,) = room.output(COLLEAGUES).values()
    room.put(asked(2, assigned_to="An Bos"))
    room.step(nota_questions.divide)
    assert len(room.output(COLLEAGUES)) == 2
    assert first in room.output(COLLEAGUES).values()


def test_two_wordings_of_one_answer_are_both_shown_and_none_is_kept(room: Room) -> None:
    room.put(asked(1, assigned_to="An Bos"))
    room.step(nota_questions.divide)
    (data,) = room.output(COLLEAGUES).values()
    room.drop("antwoorden", "een.xlsx", fill_in(data, {"V-001": "Ja, dat mag."}))
    room.drop("antwoorden", "twee.xlsx", fill_in(data, {"V-001": "Nee, nooit."}))
    outcome = nota_questions.merge_answers(room.desk())
    assert outcome.headline == "0 samengevoegd, 1 conflict"
    assert "Ja, dat mag." in outcome.text and "Nee, nooit." in outcome.text
    assert room.record.questions[0].answer is None
    assert "MIJOV-J26_Conflicten.xlsx" in room.output(INTERNAL)


# Late, individual, rolling, closing


def test_late_questions_wait_for_a_decision(room: Room) -> None:
    room.put(ready(1), ready(2, received_at=AFTER))
    assert "stap 10" in room.publish().text
    assert room.step(nota_questions.admit_late).headline == "1 vraag toch nu"
    assert not room.publish().refused
    assert sorted(row.number or 0 for row in room.record.questions) == [1, 2]


def test_late_questions_can_go_to_the_next_nota_and_stay_there(room: Room) -> None:
    late = asked(2, received_at=AFTER)
    room.put(ready(1))
    room.read(late)
    assert room.record.questions[1].late
    assert room.step(nota_questions.postpone_late).headline == "1 vraag naar nota 2"
    assert (room.record.questions[1].round, room.record.questions[1].late) == (2, True)
    room.read(late)
    assert room.record.questions[1].round == 2
    assert not room.publish().refused


def test_an_individual_answer_goes_to_its_asker_alone_and_leaves_no_gap(room: Room) -> None:
    room.put(ready(1), ready(2, individual=True, motivation="Bedrijfsgeheim", answer="Alleen voor u."), ready(3))
    room.publish()
    assert [row.number for row in room.record.questions] == [1, None, 2]
    assert "Alleen voor u." not in text_of(room, f"{TITLE}_v1.0.docx")
    assert not room.step(nota_release.answer_individually).refused
    assert not room.step(nota_release.answer_individually).refused
    (message,) = [row for row in room.record.messages if row.batch == nota_release.INDIVIDUAL]
    assert message.recipient == "ZA-002" and "Alleen voor u." in message.text and not message.attachments
    assert room.record.questions[1].status is QuestionStatus.PUBLISHED


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"status": QuestionStatus.CONTENT_APPROVED}, "eerst akkoord van een jurist"),
        (
            {"change": ProposedChange(document="Tarieven", place="1", old_text="a", new_text="b", reason="c")},
            "Dan moet iedereen het antwoord krijgen",
        ),
    ],
)
def test_an_individual_answer_is_approved_and_changes_nothing(
    room: Room, changed: dict[str, object], says: str
) -> None:
    room.put(ready(2, individual=True, motivation="m", **changed))
    outcome = room.step(nota_release.answer_individually)
    assert outcome.refused and says in outcome.text
    assert not room.record.messages


def test_a_rolling_round_opens_after_the_last_one_and_runs_on(room: Room) -> None:
    assert "kan nog" in nota_questions.open_rolling(room.desk()).text
    room.put(ready(1), ready(2, round=2))
    later = AFTER + timedelta(days=60)
    room.publish(1, later)
    room.publish(2, later)
    outcome = nota_questions.open_rolling(room.desk(later))
    assert outcome.headline == "Nota 3 staat open"
    assert "staat al open" in nota_questions.open_rolling(room.desk(later)).text
    room.put(ready(3, round=3, received_at=later))
    assert not room.publish(3, later + timedelta(hours=1)).refused, "a rolling nota may come any moment"
    third = room.record.rounds[2]
    assert third.rolling and third.first_number == 3
    assert third.questions_close_at == later + timedelta(hours=1)
    notes = text_of(room, "MIJOV-J26_Nota-van-inlichtingen-3_v1.0.docx")
    assert "Nummers in deze nota | 3 tot en met 3" in notes


def test_the_stage_closes_only_when_every_question_was_answered_to_somebody(room: Room) -> None:
    room.put(ready(1), ready(2, round=2), ready(3, individual=True, motivation="m"))
    later = AFTER + timedelta(days=60)

    def left() -> str:
        desk = room.desk(later)
        return " ".join(obstacles_to_close(desk.procedure, desk.record, Stage.NOTA_VAN_INLICHTINGEN, desk.today))

    assert "Nota van inlichtingen 1 en 2" in left()
    room.publish(1, later)
    room.publish(2, later)
    assert "1 individuele vraag is nog niet beantwoord" in left()
    room.step(nota_release.answer_individually, now=later)
    assert "nog niet weg" in left()
    with room.work.database.unit_of_work() as uow:
        for row in uow.messages.find(REFERENCE):
            if row.batch != nota_release.INDIVIDUAL:
                uow.messages.save(row.model_copy(update={"state": MessageState.SENT}))
    assert "individuele antwoorden" in left().casefold()
    with room.work.database.unit_of_work() as uow:
        for row in uow.messages.find(REFERENCE):
            uow.messages.save(row.model_copy(update={"state": MessageState.SENT}))
    assert left() == ""
    nota_questions.open_rolling(room.desk(later))
    assert "Nota van inlichtingen 3" in left()
    assert close(room.desk(later)).refused


# Who asked


def published_bytes(filled: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, askers: list[int]) -> dict[str, bytes]:
    room = copy(filled, folder, monkeypatch)
    rows = [
        ready(
            place + 1,
            id=f"V-{asker:03d}",
            provider_id=f"ZA-{asker:03d}",
            received_at=ASKED + timedelta(minutes=asker),
            text="Hoe werkt dit in de praktijk?" if place in (2, 4) else f"Hoe werkt onderdeel {place} precies?",
            section="E-1.1" if place < 6 else "E-2.1",
            answer=None if place == 4 else "Dat werkt zo.",
            duplicate_of="TN-3" if place == 4 else None,
        )
        for place, asker in enumerate(askers)
    ]
    room.put(*rows)
    outcome = room.publish()
    assert not outcome.refused, outcome.text
    return room.output(NOTAS)


def test_two_questions_of_one_asker_cannot_be_linked(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asked what, and when: the same bytes are published."""
    first = published_bytes(filled, tmp_path / "a", monkeypatch, [1, 2, 3, 4, 5, 6, 7, 8])
    other = published_bytes(filled, tmp_path / "b", monkeypatch, [8, 3, 5, 1, 2, 7, 6, 4])
    assert first == other


@pytest.mark.libreoffice
def test_the_pdf_is_searched_before_it_counts(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = copy(filled, tmp_path / "werkmap", monkeypatch, pdf=True)
    room.put(ready(1), ready(2))
    real = pdf.convert

    def told(documents: dict[str, bytes], **named: object) -> dict[str, bytes]:
        made = real(documents, **named)  # type: ignore[arg-type]
        author = "Zorgregio Midden-IJssel/Oost-Veluwe".encode("utf-16-be").hex().upper().encode()
        return {key: data.replace(author, author[:-4] + b"0041") for key, data in made.items()}

    from schemas.errors import PermanentError

    with monkeypatch.context() as moment:
        moment.setattr(pdf, "convert", told)
        with pytest.raises(PermanentError, match="niets gepubliceerd"):
            room.publish()
    record = room.record
    assert not record.messages and record.rounds[0].published_on is None


def test_an_ordinary_word_in_many_questions_is_signed_for_once(room: Room) -> None:
    """A provider called De Brug does not make a list of every bridge; one text more is looked at anew."""
    from flows.nota import review as nota_review

    word = "ossenkamp"
    room.put(*(ready(number, answer=f"Over een {word} gaat dit niet.") for number in range(1, 7)))
    desk = room.desk()
    round_ = room.record.rounds[0]
    (line,) = nota_review.reviews(desk, round_, room.record.questions)
    assert (line.finding.mark, line.finding.place.split(":")[0]) == (word, "6 plaatsen")
    room.put(ready(7, answer=f"Ook hier een {word}."))
    (again,) = nota_review.reviews(room.desk(), round_, room.record.questions)
    assert again.sign != line.sign, "a text more is looked at anew"
