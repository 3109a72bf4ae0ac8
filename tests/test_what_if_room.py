"""Looking at a change saves nothing; carrying it out needs its code, happens once, and tells everybody concerned."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from flows.desk import NEWEST, Desk, Outcome
from flows.papers import production
from flows.rules.what_if import reread_effect
from flows.sending import SIGNS, code_of, package, send
from flows.settings import Settings
from flows.tasks import word
from flows.watching import what_if
from flows.workplace import Workplace
from schemas.clarification import NotaRound
from schemas.errors import InputRefusedError
from schemas.message import MessageState
from schemas.planning import BodyMeeting, Colleague, Link, Mark, Milestone
from schemas.provider import Provider
from schemas.values import Stage
from schemas.what_if import Effect
from tests import builders as a
from tests.rules import cases

NOW = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
CLOSES = datetime(2025, 11, 28, 11, 0, tzinfo=UTC)
NAMES = ("Zorg & Co <BV>", "'t Hofje", "{{ 7*7 }} B.V.")


def providers() -> tuple[Provider, ...]:
    return tuple(
        cases.provider(number, name=name, email=f"post{number}@zorg.example", kvk=f"0000001{number}")
        for number, name in enumerate(NAMES, start=1)
    )


def steps() -> tuple[Milestone, ...]:
    return (
        a.milestone(1, date(2025, 9, 19), title="Concept & bijlagen schrijven", owners=("Schrijver",)),
        a.milestone(2, date(2025, 9, 26), title="Juridische toets", owners=("Jurist",), after=(Link(number=1),)),
        a.milestone(3, cases.START, title="Overeenkomsten gaan in", hard=True, stage=Stage.EXECUTION),
    )


def rounds() -> tuple[NotaRound, ...]:
    return (
        NotaRound(
            id="N-1",
            tender_id=cases.REFERENCE,
            number=1,
            questions_close_at=datetime.combine(date(2025, 11, 3), time(11, 0), UTC),
            publish_on=date(2025, 11, 18),
        ),
    )


def colleague(name: str, *roles: str) -> Colleague:
    return Colleague(
        id=name.casefold(), tender_id=cases.REFERENCE, name=name, email=f"{name.casefold()}@proef.example", roles=roles
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder with a published tender, a plan and three providers; each test has a copy of its own."""
    folder = tmp_path_factory.mktemp("gevuld")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("INKOOP_MAP", str(folder))
        place = Workplace(Settings())
        with place.database.unit_of_work() as uow:
            uow.tenders.add(cases.tender(CLOSES))
            uow.milestones.add_all(steps())
            uow.rounds.add_all(rounds())
            uow.colleagues.add_all([colleague("Ans", "Schrijver"), colleague("Cor", "Jurist"), colleague("Dee", "PFO")])
            uow.providers.add_all(providers())
            uow.publications.add_all(cases.record().publications)
        place.close()
    return folder


@pytest.fixture
def work(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Without PDFs, which cost seconds; one test below makes them."""
    folder = tmp_path / "werkmap"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("INKOOP_MAP", str(folder))
    monkeypatch.setenv("INKOOP_PDF", "false")
    return Workplace(Settings())


def desk(place: Workplace) -> Desk:
    return Desk(work=place, tender_id=cases.REFERENCE, actor="Test", file_name=NEWEST, now=NOW)


def code_in(outcome: Outcome) -> str:
    code = outcome.lines[-1].removeprefix("Code om door te voeren: ").rstrip(".")
    assert len(code) == 4 and set(code) <= set(SIGNS)
    return code


def state(place: Workplace) -> tuple[object, ...]:
    """Everything in the record and every file in the work folder but the database itself."""
    with place.database.read() as uow:
        whole = uow.load(cases.REFERENCE)
        journal = uow.journal.entries(cases.REFERENCE)
    files = {
        path: path.stat().st_mtime_ns
        for path in place.root.rglob("*")
        if path.is_file() and "inkoop.db" not in path.name
    }
    return whole, journal, files


def changed(place: Workplace, target: str = "1", change: str = "schuiven", days: int = 3) -> Outcome:
    """Looked at and carried out."""
    code = code_in(what_if.look(desk(place), target, change, days))
    return what_if.carry_out(desk(place), target, change, days, code)


def test_looking_shows_everything_and_saves_nothing(work: Workplace) -> None:
    before = state(work)
    outcome = what_if.look(desk(work), "1", "schuiven", 3)
    assert state(work) == before
    assert not outcome.refused and outcome.headline == "1 datum schuift"
    text = outcome.text
    assert "Wat als 'Stap 1: Concept & bijlagen schrijven' 3 werkdagen later valt?" in text
    assert "Stap 1: Concept & bijlagen schrijven: was 19-9-2025, wordt 24 september 2025." in text
    assert "De harde datum 1 januari 2026 wordt gehaald" in text
    assert "Dit gaat per mail naar: Ans en projectleider." in text
    assert code_in(outcome) in outcome.next_step


@pytest.mark.parametrize("days", [5, 9])
def test_a_linked_step_is_pushed_only_when_it_must(work: Workplace, days: int) -> None:
    outcome = what_if.look(desk(work), "1", "schuiven", days)
    assert outcome.headline == ("2 datums schuiven" if days > 4 else "1 datum schuift")


def test_the_same_look_gives_the_same_code_and_another_question_another(work: Workplace) -> None:
    codes = [code_in(what_if.look(desk(work), *asked)) for asked in (("1", "schuiven", 3), ("stap 1", "schuiven", 3))]
    assert codes[0] == codes[1]
    assert code_in(what_if.look(desk(work), "1", "schuiven", 4)) != codes[0]
    assert code_in(what_if.look(desk(work), "1", "langer", 3)) != codes[0]


@pytest.mark.parametrize("code", ["-", "", "ZZZZ", "van gisteren"])
def test_without_the_right_code_nothing_is_saved(work: Workplace, code: str) -> None:
    before = state(work)
    outcome = what_if.carry_out(desk(work), "1", "schuiven", 3, code)
    assert outcome.refused and "hoort niet bij deze wijziging" in outcome.text
    assert state(work) == before


def edit_step(place: Workplace) -> None:
    with place.database.unit_of_work() as uow:
        row = uow.milestones.find(cases.REFERENCE)[1]
        uow.milestones.save(row.model_copy(update={"remark": "gebeld"}))


def add_meeting(place: Workplace) -> None:
    meeting = BodyMeeting(
        id="v", tender_id=cases.REFERENCE, municipality="Berg", body="college", held_on=date(2025, 10, 7)
    )
    with place.database.unit_of_work() as uow:
        uow.meetings.add(meeting)


def move_closing(place: Workplace) -> None:
    with place.database.unit_of_work() as uow:
        tender = uow.tenders.get(cases.REFERENCE, cases.REFERENCE)
        uow.tenders.save(tender.model_copy(update={"applications_close_at": CLOSES.replace(day=27)}))


@pytest.mark.parametrize("edit", [edit_step, add_meeting, move_closing])
def test_a_changed_record_needs_a_new_look(work: Workplace, edit: Callable[[Workplace], None]) -> None:
    code = code_in(what_if.look(desk(work), "1", "schuiven", 3))
    edit(work)
    before = state(work)
    assert what_if.carry_out(desk(work), "1", "schuiven", 3, code).refused
    assert state(work) == before


def test_the_code_may_be_typed_in_small_letters(work: Workplace) -> None:
    code = code_in(what_if.look(desk(work), "1", "schuiven", 3))
    assert not what_if.carry_out(desk(work), "1", "schuiven", 3, f" {code.lower()} ").refused


def test_carrying_out_saves_reports_and_mails_those_concerned(work: Workplace) -> None:
    outcome = changed(work, days=9)
    assert outcome.headline == "Wijziging 1 doorgevoerd"
    record = desk(work).record
    assert [row.printed for row in record.milestones] == ["2 oktober 2025", "3 oktober 2025", "1-1-2026"]
    report = record.latest("plan_change")
    assert report is not None and report.number == "1.0"
    text = word.text(work.archive.get(report.sha256))
    assert "1 | Concept & bijlagen schrijven | 19-9-2025 | 2 oktober 2025 | Schuift 9 werkdagen naar later" in text
    assert "begint na stap 1" in text.casefold()
    assert (work.output / "00-planning" / report.file_name).is_file()
    rows = package(desk(work), "planning-wijziging-1")[1]
    assert {row.to_name for row in rows} == {"Ans", "Cor", "projectleider"}
    assert all(row.internal and row.state is MessageState.SENT for row in rows)
    assert "- Stap 2: Juridische toets: was 26-9-2025, wordt 3 oktober 2025" in rows[0].text
    assert [item.file_name for item in rows[0].attachments] == [report.file_name]
    assert package(desk(work), "rectificatie-1")[1] == ()
    with work.database.read() as uow:
        (event,) = [row for row in uow.journal.entries(cases.REFERENCE) if row.name == what_if.CHANGED]
    assert event.data["rectification"] is None and event.data["dates"] == 2


def test_carrying_out_twice_changes_nothing_more(work: Workplace) -> None:
    code = code_in(what_if.look(desk(work), "nota-1", "schuiven", 3))
    what_if.carry_out(desk(work), "nota-1", "schuiven", 3, code)
    before = state(work)
    again = what_if.carry_out(desk(work), "nota-1", "schuiven", 3, code)
    assert not again.refused and again.headline == "Wijziging 1 was al doorgevoerd"
    assert state(work) == before


def test_killed_after_saving_it_goes_on_with_the_same_report(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_in(what_if.look(desk(work), "nota-1", "schuiven", 3))

    class KilledError(Exception):
        pass

    def killed(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as broken:
        broken.setattr(production, "_made", killed)
        with pytest.raises(KilledError):
            what_if.carry_out(desk(work), "nota-1", "schuiven", 3, code)
    assert desk(work).record.rounds[0].publish_on == date(2025, 11, 21)
    assert desk(work).record.documents == ()
    assert not what_if.carry_out(desk(work), "nota-1", "schuiven", 3, code).refused
    notice = desk(work).record.latest("rectification")
    assert notice is not None
    assert "18 november 2025 | 21 november 2025" in word.text(work.archive.get(notice.sha256))
    assert len(package(desk(work), "rectificatie-1")[1]) == 3


def test_there_and_back_is_two_changes_with_two_reports(work: Workplace) -> None:
    changed(work, days=3)
    outcome = changed(work, days=-3)
    assert outcome.headline == "Wijziging 2 doorgevoerd"
    record = desk(work).record
    assert record.milestones[0].first == date(2025, 9, 19)
    report = record.latest("plan_change")
    assert report is not None and report.number == "1.1"
    assert len(package(desk(work), "planning-wijziging-2")[1]) == 2
    # The first code belongs to a plan that is no more.
    assert changed(work, days=3).headline == "Wijziging 3 doorgevoerd"


def test_after_publication_a_public_date_gets_a_rectification(work: Workplace) -> None:
    shown = what_if.look(desk(work), "nota-1", "schuiven", 3)
    assert "Er is een rectificatie nodig; die gaat naar alle 3 aanbieders, eerst op TenderNed." in shown.text
    outcome = changed(work, "nota-1")
    assert "publiceer eerst de rectificatie op TenderNed" in outcome.next_step
    assert "pakket 'rectificatie-1'" in outcome.next_step
    record = desk(work).record
    assert record.rounds[0].publish_on == date(2025, 11, 21)
    assert record.tender.applications_close_at == datetime(2025, 12, 1, 11, 0, tzinfo=UTC)
    notice = record.latest("rectification")
    assert notice is not None
    text = word.text(work.archive.get(notice.sha256))
    assert "Nota van inlichtingen 1 publiceren | 18 november 2025 | 21 november 2025" in text
    assert "Aanmelding sluit | 28 november 2025 om 12.00 uur | 1 december 2025 om 12.00 uur" in text
    for name in (*NAMES, "Ans", "Cor", "Jansen", cases.tender().contact_name, "projectleider"):
        assert name not in text


def test_the_rectification_leaves_with_a_code_to_each_provider_by_its_own_name(work: Workplace) -> None:
    changed(work, "nota-1")
    rows = package(desk(work), "rectificatie-1")[1]
    assert {row.state for row in rows} == {MessageState.QUEUED}
    assert not any(row.internal for row in rows)
    assert [row.to_address for row in rows] == [row.email for row in providers()]
    for row, name in zip(rows, NAMES, strict=True):
        assert f"Dit bericht is bestemd voor {name}.\n" in row.text
        assert sum(other in row.text for other in NAMES) == 1
        assert len(row.attachments) == 1
    assert send(desk(work), "rectificatie-1", "ZZZZ", 3).refused
    assert send(desk(work), "rectificatie-1", code_of(rows), 3).headline == "Verzonden 3/3"
    letters = list(work.outgoing_mail.glob("rectificatie-1/*.eml"))
    assert len(letters) == 3


def test_before_publication_nothing_goes_to_providers(work: Workplace) -> None:
    with work.database.unit_of_work() as uow:
        uow.publications.replace_all(cases.REFERENCE, [])
        uow.documents.add(a.document("admission_guide", title="Aanmeldingsdocument"))
    shown = what_if.look(desk(work), "nota-1", "schuiven", 3)
    assert "rectificatie" not in shown.text
    assert "Het stuk 'Aanmeldingsdocument' noemt deze datums" in shown.text
    changed(work, "nota-1")
    assert package(desk(work), "rectificatie-1")[1] == ()
    assert desk(work).record.latest("rectification") is None


def test_what_cannot_be_done_is_refused_by_both(work: Workplace) -> None:
    before = state(work)
    for outcome in (
        what_if.look(desk(work), "3", "schuiven", 1),
        what_if.carry_out(desk(work), "3", "schuiven", 1, "ABCD"),
    ):
        assert outcome.refused and "harde datum" in outcome.text
    assert what_if.look(desk(work), "1", "schuiven", 0).headline == "Er schuift niets"
    assert what_if.carry_out(desk(work), "1", "schuiven", 0, "ABCD").refused
    assert state(work) == before


def test_a_field_that_cannot_be_read_is_named() -> None:
    with pytest.raises(InputRefusedError) as refused:
        what_if._question("-", "vervroegen", 3)
    assert [fault.column for fault in refused.value.faults] == [
        "Wat als: welke stap of termijn?",
        "Wat als: wat verandert er?",
    ]


def test_a_word_the_regime_forbids_is_found_before_anything_is_saved(work: Workplace) -> None:
    with work.database.unit_of_work() as uow:
        row = uow.milestones.find(cases.REFERENCE)[0]
        uow.milestones.save(row.model_copy(update={"title": "Gunning voorbereiden"}))
    before = state(work)
    outcome = changed(work)
    assert outcome.refused and "'gunning'" in outcome.text
    assert state(work) == before


def test_mail_that_cannot_leave_waits_and_the_change_stands(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    with work.database.unit_of_work() as uow:
        tender = uow.tenders.get(cases.REFERENCE, cases.REFERENCE)
        uow.tenders.save(tender.model_copy(update={"rehearsal": True}))
    monkeypatch.setenv("INKOOP_MAILROUTE", "smtp")
    place = Workplace(Settings())
    outcome = changed(place)
    assert not outcome.refused and "Nog niet gemaild aan Ans" in outcome.text
    assert {row.state for row in package(desk(place), "planning-wijziging-1")[1]} == {MessageState.QUEUED}
    assert desk(place).record.milestones[0].first == date(2025, 9, 24)


def reread(place: Workplace, day: date) -> Effect:
    """What happens when the file puts the marked step on that day."""
    own = desk(place)
    given = tuple(
        row.model_copy(update={"first": day, "last": day, "printed": "x"}) if row.mark else row
        for row in own.record.milestones
    )
    return reread_effect(own.record, given, own.procedure, own.calendar, own.now)


def with_marked_step(place: Workplace) -> None:
    with place.database.unit_of_work() as uow:
        uow.milestones.add(a.milestone(4, date(2025, 11, 28), title="Aanmelding sluit", mark=Mark.CLOSING))


def test_a_file_that_moves_a_public_date_gets_its_rectification_once(work: Workplace) -> None:
    with_marked_step(work)
    found = reread(work, date(2025, 12, 3))
    lines = what_if.read_again(desk(work), found)
    assert any("Pakket 'rectificatie-1': 3 berichten" in row for row in lines)
    assert "Publiceer eerst de rectificatie op TenderNed" in lines[-1]
    before = state(work)
    assert what_if.read_again(desk(work), found) == lines
    assert state(work) == before
    notice = desk(work).record.latest("rectification")
    assert notice is not None
    assert "28 november 2025 om 12.00 uur | 3 december 2025 om 12.00 uur" in word.text(work.archive.get(notice.sha256))


def test_before_publication_a_file_only_says_what_moves(work: Workplace) -> None:
    with_marked_step(work)
    with work.database.unit_of_work() as uow:
        uow.publications.replace_all(cases.REFERENCE, [])
    before = state(work)
    lines = what_if.read_again(desk(work), reread(work, date(2025, 12, 3)))
    assert any(row.startswith("Stap 4: Aanmelding sluit: was 28-11-2025, wordt x.") for row in lines)
    assert state(work) == before


@pytest.mark.libreoffice
def test_both_documents_are_sent_as_pdf(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKOOP_PDF", "true")
    place = Workplace(Settings())
    changed(place, "nota-1")
    for batch in ("planning-wijziging-1", "rectificatie-1"):
        (attached,) = package(desk(place), batch)[1][0].attachments
        assert attached.mime == "application/pdf"
        assert place.archive.get(attached.sha256).startswith(b"%PDF")
