"""Changes go out whole or not at all: index, versions and redlines are made together and say the same."""

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from flows.desk import NEWEST, Desk
from flows.exchange.change_columns import change_cells
from flows.exchange.decided_changes import COLUMNS
from flows.exchange.region import load
from flows.exchange.rehearsal import load as load_rehearsal
from flows.papers import versions as document_versions
from flows.papers.decided_changes import carry_out
from flows.papers.procedure_documents import (
    TITLES,
    index_disagreements,
    misplaced_changes,
    obstacles_to_publish,
    orders,
    publish_changes,
    record_changes,
)
from flows.papers.production import produce
from flows.rules.changes.index import DOCUMENT_TITLES
from flows.rules.changes.redline import check
from flows.rules.drafting.publication import change_index
from flows.rules.versions import DRAFT, FINAL
from flows.settings import Settings
from flows.stages.publication import freeze
from flows.tasks import pdf, redline, word
from flows.tasks.excel import write_table
from flows.workplace import Workplace
from schemas.clarification import ProposedChange
from schemas.document import Document
from schemas.errors import InputRefusedError
from schemas.sheets import Sheet
from schemas.tender import Publication
from tests.rules.test_changes import shipped

NOW = datetime(2025, 3, 17, 9, 0, tzinfo=UTC)
REFERENCE = "MIJOV-J26"


def proposed(place: str, old: str, new: str, document: str = "Concept-inkoopovereenkomst") -> ProposedChange:
    return ProposedChange(document=document, place=place, old_text=old, new_text=new, reason="Gevraagd.")


NOTICE = proposed(
    "artikel 4.2",
    "De aanbieder mag opzeggen met een termijn van twaalf maanden.",
    "De aanbieder mag opzeggen met een termijn van negen maanden.",
)
GUARD = proposed(
    "E-4.8",
    "Op iedere behandelgroep is elke nacht een wakende medewerker aanwezig, ook als er minder dan vier jongeren wonen.",
    "Op iedere behandelgroep is elke nacht een slapende of wakende medewerker aanwezig.",
    "Programma van eisen",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder with the shipped tender and the first version of its documents; each test has a copy."""
    folder = tmp_path_factory.mktemp("gevuld")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("INKOOP_MAP", str(folder))
        environment.setenv("INKOOP_PDF", "false")
        place = Workplace(Settings())
        region = load("mij-ov")
        with place.database.unit_of_work() as uow:
            uow.tenders.add(region.tender)
            uow.rounds.add_all(region.rounds)
            uow.requirements.add_all(region.requirements)
            uow.products.add_all(region.products)
        at = desk(place)
        produce(at, orders(at, FINAL))
        place.close()
    return folder


@pytest.fixture
def work(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workplace]:
    folder = tmp_path / "werkmap"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("INKOOP_MAP", str(folder))
    monkeypatch.setenv("INKOOP_PDF", "false")
    place = Workplace(Settings())
    yield place
    place.close()


def desk(place: Workplace) -> Desk:
    return Desk(work=place, tender_id=REFERENCE, actor="Test", file_name=NEWEST, now=NOW)


def written(place: Workplace) -> tuple[object, ...]:
    with place.database.read() as uow:
        whole = uow.load(REFERENCE)
    return whole, sorted(path.name for path in place.output.rglob("*") if path.is_file())


def data_of(place: Workplace, row: Document) -> bytes:
    found = (place.output / row.folder / row.file_name).read_bytes()
    assert place.archive.get(row.sha256) == found
    return found


def test_changes_go_out_with_their_index_their_versions_and_their_redlines(work: Workplace) -> None:
    at = desk(work)
    before = {row.kind: row for row in at.record.documents}
    made = publish_changes(at, [(NOTICE, "vraag 1"), (GUARD, "vraag 2")])
    assert [(row.kind, row.subject, row.number, row.status) for row in made] == [
        ("change_index", "", "1.0", "definitief"),
        ("requirements", "", "1.1", "definitief"),
        ("draft_agreement", "", "0.2", "concept"),
        ("redline", "requirements", "1.1", "definitief"),
        ("redline", "draft_agreement", "0.2", "concept"),
    ]
    names = [row.file_name for row in made]
    assert names[3:] == [
        "MIJOV-J26_Programma-van-eisen_redline_v1.0-v1.1.docx",
        "MIJOV-J26_Concept-overeenkomst_redline_v0.1-v0.2.docx",
    ]
    assert {row.folder for row in made} == {"02-procedure"}
    by_id = {(row.kind, row.subject): row for row in made}
    for kind in ("requirements", "draft_agreement"):
        marked = data_of(work, by_id["redline", kind])
        new, old = data_of(work, by_id[kind, ""]), data_of(work, before[kind])
        assert redline.same(redline.accept_all(marked), new)
        assert redline.same(redline.reject_all(marked), old)
        assert redline.text_of(redline.reject_all(marked)) == redline.text_of(old)
        rows = [row for row in at.record.changes if row.document == TITLES[kind]]
        assert check(rows, redline.differences(old, new)) == ()
    assert NOTICE.new_text in word.text(data_of(work, by_id["draft_agreement", ""]))
    assert index_disagreements(at) == ()


def test_the_author_of_a_redline_is_the_organisation_and_nobody_else(work: Workplace) -> None:
    at = desk(work)
    *_, row = publish_changes(at, [(NOTICE, "vraag 1")])
    document = docx.Document(io.BytesIO(data_of(work, row)))
    assert set(document.element.xpath("//@w:author")) == {at.tender.organisation}
    assert set(document.element.xpath("//@w:date")) == {"2025-03-17T09:00:00Z"}


def test_a_second_time_nothing_is_made_and_everything_is_given_back(work: Workplace) -> None:
    items = [(NOTICE, "vraag 1"), (GUARD, "vraag 2")]
    first = publish_changes(desk(work), items)
    state = written(work)
    assert publish_changes(desk(work), items) == first
    assert publish_changes(desk(work), []) == first
    assert written(work) == state


def test_a_killed_publication_goes_on_where_it_stopped(work: Workplace, tmp_path: Path) -> None:
    """Killed after the rows were recorded, and after the versions were kept but not yet put in the output folder."""
    undisturbed = tmp_path / "ongestoord"
    shutil.copytree(work.root, undisturbed)
    place = Workplace(Settings(map=undisturbed, pdf=False))
    publish_changes(desk(place), [(NOTICE, "vraag 1")])
    record_changes(desk(work), [(NOTICE, "vraag 1")])
    *_, row = publish_changes(desk(work), [(NOTICE, "vraag 1")])
    (work.output / row.folder / row.file_name).unlink()
    publish_changes(desk(work), [(NOTICE, "vraag 1")])
    assert written(work)[1] == written(place)[1]
    place.close()


def test_the_next_round_builds_on_the_last_version(work: Workplace) -> None:
    publish_changes(desk(work), [(NOTICE, "vraag 1")])
    again = proposed("art. 4.2", "termijn van negen maanden", "termijn van acht maanden")
    made = publish_changes(desk(work), [(again, "dialoogsessie 1, punt 1")])
    assert [row.number for row in made] == ["1.1", "0.3", "0.3"]
    marked = data_of(work, made[-1])
    assert "v0.2-v0.3" in made[-1].file_name
    text = "\n".join(redline.text_of(redline.accept_all(marked)))
    assert "termijn van acht maanden" in text
    assert "termijn van negen maanden" in "\n".join(redline.text_of(redline.reject_all(marked)))
    assert index_disagreements(desk(work)) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (NOTICE.model_copy(update={"old_text": "Dit staat er niet."}), "staat niet bij 'artikel 4.2'"),
        (NOTICE.model_copy(update={"place": "artikel 5.2"}), "staat niet bij 'artikel 5.2'"),
        (NOTICE.model_copy(update={"place": "artikel 99"}), "is er niet in"),
        (GUARD.model_copy(update={"place": "E-4.7"}), "staat niet op deze plaats"),
    ],
)
def test_a_change_that_does_not_stand_there_stops_everything_before_anything_is_written(
    work: Workplace, change: ProposedChange, why: str
) -> None:
    before = written(work)
    items = [(GUARD.model_copy(update={"place": "eis E-4.8"}), "vraag 1"), (change, "vraag 2")]
    assert [row.origin for row in misplaced_changes(desk(work), items)] == ["vraag 2"]
    with pytest.raises(InputRefusedError, match=why) as refused:
        publish_changes(desk(work), items)
    assert len(refused.value.faults) == 1 and "vraag 2" in str(refused.value)
    assert obstacles_to_publish(desk(work), items) == tuple(str(fault) for fault in refused.value.faults)
    assert written(work) == before


def test_a_version_that_differs_more_than_the_index_says_is_not_made(work: Workplace) -> None:
    """The closing day moved and nobody listed it: the guide would change without a row."""
    at = desk(work)
    moved = at.tender.model_copy(update={"platform": "Ander platform"})
    with at.write() as uow:
        uow.tenders.save(moved)
    sentence = "Met uw aanmelding gaat u akkoord met de procedurestukken en met de laatste nota van inlichtingen."
    change = proposed("par. 4.1", sentence, "U gaat akkoord met alle stukken.", "Aanmeldingsdocument")
    before = written(work)
    with pytest.raises(InputRefusedError, match="Ander platform") as refused:
        publish_changes(desk(work), [(change, "vraag 1")])
    assert "staat niet zo in de index van wijzigingen" in str(refused.value)
    assert written(work) == before


def test_a_change_that_changes_nothing_is_not_published(work: Workplace) -> None:
    idle = NOTICE.model_copy(update={"new_text": NOTICE.old_text})
    with pytest.raises(InputRefusedError, match="staat in de index"):
        publish_changes(desk(work), [(idle, "vraag 1")])


def test_a_word_that_the_regime_forbids_comes_in_by_no_change(work: Workplace) -> None:
    worded = NOTICE.model_copy(update={"new_text": "De gunning volgt."})
    with pytest.raises(InputRefusedError, match="gunning"):
        publish_changes(desk(work), [(worded, "vraag 1")])


# Before the set is published


def test_a_change_that_the_final_check_stops_is_not_published(work: Workplace) -> None:
    unready = GUARD.model_copy(
        update={"new_text": "Op iedere behandelgroep zijn XX medewerkers aanwezig; zie bijlage 99."}
    )
    before = written(work)
    with pytest.raises(InputRefusedError) as refused:
        publish_changes(desk(work), [(unready, "vraag 1")])
    told = [str(fault) for fault in refused.value.faults]
    assert all("Programma van eisen" in one for one in told)
    assert any("'XX'" in one for one in told) and any("'bijlage 99' bestaat niet" in one for one in told)
    assert obstacles_to_publish(desk(work), [(unready, "vraag 1")]) == tuple(told)
    assert written(work) == before


def published(at: Desk, frozen: dict[str, str] | None = None) -> None:
    with at.write() as uow:
        uow.publications.add(
            Publication(
                id="aankondiging",
                tender_id=REFERENCE,
                kind="aankondiging",
                published_on=at.today,
                channel="TenderNed",
                notice={},
                frozen=frozen or {row.id: row.sha256 for kind in TITLES if (row := at.record.latest(kind))},
            )
        )


def test_drafts_change_without_a_word_and_published_versions_do_not(work: Workplace) -> None:
    at = desk(work)
    with at.write() as uow:
        uow.tenders.save(at.tender.model_copy(update={"platform": "Ander platform"}))
    produce(at, [row for row in orders(at, FINAL) if row.kind == "admission_guide"])
    assert index_disagreements(at) == ()
    at = desk(work)
    with at.write() as uow:
        uow.tenders.save(at.tender.model_copy(update={"platform": "Derde platform"}))
    published(at)
    before = written(work)
    with pytest.raises(InputRefusedError, match="zonder index van wijzigingen"):
        produce(at, [row for row in orders(at, FINAL) if row.kind == "admission_guide"])
    assert written(work) == before


def test_the_step_that_made_the_set_may_run_again_after_publication_and_after_a_change(work: Workplace) -> None:
    at = desk(work)
    published(at)
    first = [row.id for row in produce(at, orders(at, FINAL))]
    publish_changes(at, [(NOTICE, "vraag 1"), (GUARD, "vraag 2")])
    at = desk(work)
    before = written(work)
    again = [row.id for row in produce(at, orders(at, FINAL))]
    assert again == [at.record.latest(kind).id for kind in TITLES]  # type: ignore[union-attr]
    assert again != first and written(work) == before


def test_a_published_version_that_was_changed_without_a_row_is_named(work: Workplace) -> None:
    """Published only after it was changed: the step away from the version that was out is looked at."""
    at = desk(work)
    first = at.record.latest("admission_guide")
    assert first is not None
    with at.write() as uow:
        uow.tenders.save(at.tender.model_copy(update={"platform": "Derde platform"}))
    produce(at, [row for row in orders(at, FINAL) if row.kind == "admission_guide"])
    assert index_disagreements(at) == ()
    published(at, {first.id: first.sha256})
    wrong = index_disagreements(at)
    assert wrong and all("Derde platform" in row for row in wrong)


def test_a_set_that_says_something_else_than_its_index_is_not_frozen(work: Workplace) -> None:
    at = desk(work)
    record_changes(at, [(NOTICE, "vraag 1")])
    outcome = freeze(at)
    assert outcome.refused and "W-1 staat in de index" in outcome.text
    assert desk(work).record.publications == ()


# Changes that follow from a decision or a law


def listed(work: Workplace, *rows: tuple[str, str, str, ProposedChange]) -> None:
    cells = tuple({"Bron": a, "Naam van de bron": b, "Punt": c, **change_cells(change)} for a, b, c, change in rows)
    folder = work.root / "invoer" / "wijzigingen"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "wijzigingen.xlsx").write_bytes(write_table([Sheet(name="Wijzigingen", columns=COLUMNS, rows=cells)]))


def test_a_decision_and_a_law_change_the_documents_with_index_and_redline(work: Workplace) -> None:
    with desk(work).write() as uow:
        uow.providers.add_all(load_rehearsal("mij-ov").providers)
    listed(work, ("besluit", "college van Berg", "1", NOTICE), ("wet", "Jeugdwet art. 2.11", "1", GUARD))
    at = desk(work)
    outcome = carry_out(at)
    assert not outcome.refused, outcome.text
    origins = ["besluit college van Berg, punt 1", "wet Jeugdwet art. 2.11, punt 1"]
    assert [row.origin for row in at.record.changes] == origins
    made = {(row.kind, row.subject): row for row in at.record.documents}
    for kind, change in (("draft_agreement", NOTICE), ("requirements", GUARD)):
        marked = data_of(work, made["redline", kind])
        assert change.new_text in "\n".join(redline.text_of(redline.accept_all(marked)))
        assert change.old_text in "\n".join(redline.text_of(redline.reject_all(marked)))
    index = word.text(data_of(work, made["change_index", ""]))
    assert all(part in index for part in (*origins, NOTICE.new_text, GUARD.new_text))
    assert index_disagreements(at) == ()
    queued = [row for row in at.record.messages if row.batch == "wijzigingen-tot-W-2"]
    assert {row.recipient for row in queued} == {row.id for row in at.record.providers}
    state = written(work)
    assert not carry_out(desk(work)).refused
    assert written(work)[1] == state[1] and len(desk(work).record.changes) == 2


def test_a_decision_that_finds_no_text_stops_before_anything_is_written(work: Workplace) -> None:
    listed(work, ("besluit", "raad van Veld", "1", NOTICE.model_copy(update={"old_text": "Staat er niet."})))
    before = written(work)
    outcome = carry_out(desk(work))
    assert outcome.refused and "staat niet bij" in outcome.text
    assert written(work) == before


def test_a_point_that_is_in_the_index_does_not_become_another_one(work: Workplace) -> None:
    listed(work, ("wet", "Jeugdwet", "1", NOTICE))
    carry_out(desk(work))
    listed(work, ("wet", "Jeugdwet", "1", NOTICE.model_copy(update={"new_text": "Anders."})))
    with pytest.raises(InputRefusedError, match="al doorgevoerd als W-1"):
        carry_out(desk(work))


def test_a_row_without_its_version_is_named(work: Workplace) -> None:
    at = desk(work)
    record_changes(at, [(NOTICE, "vraag 1")])
    assert index_disagreements(at) == (
        "W-1 staat in de index, maar versie 0.2 van Concept-inkoopovereenkomst is er nog niet.",
    )
    publish_changes(at, [])
    assert index_disagreements(at) == ()


def test_a_version_made_without_working_the_change_in_is_named(work: Workplace) -> None:
    """A version from the plain template lists the change in its own index and does not have it in the text."""
    at = desk(work)
    record_changes(at, [(NOTICE, "vraag 1")])
    produce(at, [row for row in orders(at, DRAFT) if row.kind == "draft_agreement"])
    (wrong,) = index_disagreements(at)
    assert wrong.startswith("W-1 (Concept-inkoopovereenkomst, artikel 4.2) staat in de index")


# The shipped tender


def test_every_shipped_change_is_published_with_a_redline_of_each_document(work: Workplace) -> None:
    items = [
        (
            ProposedChange(
                document=row["document"],
                place=row["vindplaats"],
                old_text=row["oude_tekst"],
                new_text=row["nieuwe_tekst"],
                reason=row["reden"],
            ),
            origin,
        )
        for origin, row in shipped()
    ]
    made = publish_changes(desk(work), items)
    redlines = [row for row in made if row.kind == document_versions.REDLINE]
    assert {TITLES[row.subject] for row in redlines} == set(DOCUMENT_TITLES)
    at = desk(work)
    assert len(at.record.changes) == len(items) == 19
    assert index_disagreements(at) == ()
    index = word.text(data_of(work, made[0]))
    assert all(change.new_text in index for change, _ in items)
    assert len(change_index(at.record, at.today, FINAL).wijzigingen) == 19


@pytest.mark.libreoffice
def test_a_redline_has_a_pdf_that_shows_old_and_new(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKOOP_PDF", "true")
    place = Workplace(Settings())
    index, version, marked = publish_changes(desk(place), [(NOTICE, "vraag 1")])
    assert index.pdf_sha256 and marked.pdf_sha256 and version.pdf_sha256
    found = place.output / marked.folder / marked.pdf_name
    assert found.name == "MIJOV-J26_Concept-overeenkomst_redline_v0.1-v0.2.pdf"
    assert pdf.page_count(found.read_bytes()) > 5
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(found).pages).split())
    assert "twaalfnegen maanden" in text.replace("twaalf negen", "twaalfnegen")
    assert "In dit stuk ziet u de verschillen met de vorige versie." in text
    place.close()
