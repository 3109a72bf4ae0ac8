"""No document becomes final without its check: what blocks saves nothing, what is a remark is told."""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from openpyxl import Workbook
from reportlab.pdfgen import canvas

from flows.cli import main
from flows.consultation.adoption import record_version
from flows.desk import NEWEST, Desk
from flows.papers.final_check import ABOUT_OTHERS, as_data, as_text, check_file
from flows.papers.production import Order, produce
from flows.rules.final_check import Known, examine
from flows.rules.versions import DRAFT, FINAL
from flows.settings import Settings
from flows.tasks import document_facts
from flows.workplace import TEMPLATES, Workplace
from schemas.documents import WordDocument
from schemas.errors import InputRefusedError
from tests.builders import NAMES
from tests.documents import paragraph, table, word_file
from tests.golden import papers
from tests.test_what_if_room import NOW, state

RECORD = papers.record()
LETTER = papers.for_provider(RECORD, RECORD.providers[0])["admission_letter"]
NOTA = papers.for_everyone(RECORD)["nota_van_inlichtingen"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gevuld")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("INKOOP_MAP", str(folder))
        place = Workplace(Settings())
        with place.database.unit_of_work() as uow:
            uow.tenders.add(RECORD.tender)
            uow.providers.add_all(RECORD.providers)
        place.close()
    return folder


@pytest.fixture
def work(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    folder = tmp_path / "werkmap"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("INKOOP_MAP", str(folder))
    monkeypatch.setenv("INKOOP_PDF", "false")
    return Workplace(Settings())


def desk_on(place: Workplace) -> Desk:
    return Desk(work=place, tender_id=RECORD.tender.id, actor="Test", file_name=NEWEST, now=NOW)


def order(content: WordDocument, status: str = FINAL, subject: str = "", name: str = "Stuk") -> Order:
    return Order(content.template, content, "07-besluiten", status, (name,), subject)


def own_template(place: Workplace, name: str, *lines: str, marked: str = "") -> None:
    """The region's own template: the shipped one with a few lines more at the end."""
    document = docx.Document(io.BytesIO((TEMPLATES / "word" / f"{name}.docx").read_bytes()))
    for line in lines:
        document.add_paragraph(line)
    if marked:
        document.add_paragraph().add_run(marked).font.highlight_color = WD_COLOR_INDEX.YELLOW
    document.save(str(place.root / "sjablonen" / f"{name}.docx"))


def test_a_sound_document_becomes_final_without_a_word(work: Workplace) -> None:
    desk = desk_on(work)
    (made,) = produce(desk, [order(LETTER, subject="ZA-001")])
    assert (made.status, made.number) == (FINAL, "1.0")
    assert desk.notes == [] and not list(work.output.rglob("*.txt"))


def test_everything_that_blocks_is_said_at_once_and_nothing_is_saved(work: Workplace) -> None:
    own_template(work, "admission_letter", "Het bedrag is € XX.", marked="Nog doen")
    own_template(work, "nota_van_inlichtingen", "Zie bijlage 9.")
    own_template(work, "change_index", "U kunt zich aanmelden tot vrijdag 4 april 2025.")
    index = papers.for_everyone(RECORD)["change_index"]
    before = state(work)
    with pytest.raises(InputRefusedError) as refused:
        produce(desk_on(work), [order(LETTER, subject="ZA-001"), order(NOTA, subject="1"), order(index)])
    told = [str(fault) for fault in refused.value.faults]
    assert len(told) == 3
    assert "Besluit tot toelating" in told[0] and "'XX'" in told[0]
    assert "'Nog doen' is nog gemarkeerd" in told[1]
    assert "4 april 2025" in told[2] and "28 maart 2025, 12.00 uur" in told[2]
    assert all(fault.remedy.endswith(".") for fault in refused.value.faults)
    assert state(work) == before


def test_one_document_that_blocks_stops_the_others_too(work: Workplace) -> None:
    own_template(work, "remedy_request", "PM")
    remedy = papers.for_provider(RECORD, RECORD.providers[0])["remedy_request"]
    with pytest.raises(InputRefusedError, match="PM"):
        produce(desk_on(work), [order(LETTER, subject="ZA-001"), order(remedy, subject="ZA-001")])
    assert desk_on(work).record.documents == () and not list(work.output.rglob("*.docx"))


def test_the_same_fault_in_many_letters_is_said_once(work: Workplace) -> None:
    own_template(work, "admission_letter", "Het bedrag is € XX.")
    orders = [order(LETTER, subject=f"ZA-{number:03d}") for number in range(1, 4)]
    with pytest.raises(InputRefusedError) as refused:
        produce(desk_on(work), orders)
    assert len(refused.value.faults) == 1


def test_a_draft_may_still_have_blanks(work: Workplace) -> None:
    own_template(work, "admission_letter", "Het bedrag is € XX.")
    (made,) = produce(desk_on(work), [order(LETTER, DRAFT, "ZA-001")])
    assert made.status == DRAFT


def test_remarks_become_notes_and_a_file_beside_the_document(work: Workplace) -> None:
    lines = [f"Dit is de de regel {number} en zojn." for number in range(4)]
    own_template(work, "admission_letter", *lines)
    desk = desk_on(work)
    made = produce(desk, [order(LETTER, subject=f"ZA-{number:03d}", name=f"B{number}") for number in (1, 2)])
    assert [row.status for row in made] == [FINAL, FINAL]
    assert len(desk.notes) == 6
    assert desk.notes[0].startswith("Let op in Besluit tot toelating en 1 document meer: ")
    assert desk.notes[-1].startswith("Nog 3 opmerkingen: zie de bestanden 'eindcontrole_")
    for row in made:
        report = work.output / row.folder / f"eindcontrole_{row.file_name.removesuffix('.docx')}.txt"
        assert report.read_text(encoding="utf-8").count("'de de'") == 4
    again = desk_on(work)
    produce(again, [order(LETTER, subject="ZA-001", name="B1")])
    assert again.notes == [], "an unchanged document is not looked at again"


def test_a_nota_that_names_a_provider_never_becomes_final(work: Workplace) -> None:
    first = NOTA.model_dump()["vragen"][0]
    told = {**first, "antwoord": "Dat doet 't Hofje ook zo."}
    revealing = type(NOTA).model_validate({**NOTA.model_dump(), "vragen": [told]})
    with pytest.raises(InputRefusedError, match="verraadt een aanbieder"):
        produce(desk_on(work), [order(revealing, subject="1")])
    (made,) = produce(desk_on(work), [order(NOTA, subject="1")])
    assert made.status == FINAL


def handed_over(place: Workplace, *body: str) -> None:
    folder = place.drop("strategie")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "strategie.docx").write_bytes(word_file(*body, author="Jan de Vries"))


def test_a_strategy_that_is_handed_over_goes_through_the_same_check(work: Workplace) -> None:
    handed_over(work, paragraph("Het bedrag is € XX."), paragraph("Zie bijlage 3 bij {{ naam }}."))
    before = state(work)
    with pytest.raises(InputRefusedError) as refused:
        record_version(desk_on(work), FINAL)
    told = " ".join(str(fault) for fault in refused.value.faults)
    assert len(refused.value.faults) == 3 and all(sign in told for sign in ("'XX'", "'bijlage 3'", "'{{ naam }}'"))
    assert state(work) == before
    assert record_version(desk_on(work), DRAFT).headline == "Strategie 0.1 (concept)"


def test_the_author_of_what_is_handed_over_is_told_and_stops_nothing(work: Workplace) -> None:
    handed_over(work, paragraph("Wij helpen."))
    desk = desk_on(work)
    assert record_version(desk, FINAL).headline == "Strategie 1.0 (definitief)"
    assert any("'Jan de Vries'" in note for note in desk.notes)


def test_none_of_our_own_documents_is_stopped(work: Workplace) -> None:
    """And what is remarked is true: in the awkward tender of the golden texts questions close on a Sunday."""
    everything = papers.all_papers()
    made = produce(desk_on(work), [order(content, subject=name, name=name) for name, content in everything.items()])
    assert len(made) == len(everything)
    reports = [path.read_text(encoding="utf-8") for path in sorted(work.output.rglob("eindcontrole_*.txt"))]
    remarks = [line for report in reports for line in report.splitlines() if line.startswith("- ")]
    # The papers of a draft say so in their title block; here they are made final on purpose.
    drafts = [name for name, content in everything.items() if content.kop.status == DRAFT and name not in ABOUT_OTHERS]
    assert sum("Hier staat 'concept'" in line for line in remarks) == len(drafts)
    assert [line for line in remarks if "zondag" not in line and "Hier staat 'concept'" not in line] == []
    assert any("Zondag 16 februari 2025" in line for line in remarks), "nothing was looked at"


def test_no_name_stops_a_letter(work: Workplace) -> None:
    names = (*NAMES, "XX Zorg", "PM", "<Naam Zorg> B.V.", "Zie bijlage 9", "?? de de")
    orders = []
    for number, name in enumerate(names, start=1):
        provider = RECORD.providers[0].model_copy(update={"name": name})
        whole = papers.for_provider(RECORD, provider)
        kinds = ("admission_letter", "annex_contacts", *(("framework_agreement",) if number > len(NAMES) else ()))
        orders += [order(whole[kind], subject=f"ZA-{number:03d}", name=f"{kind}-{number}") for kind in kinds]
    assert len(produce(desk_on(work), orders)) == len(orders)


# One file at a time


def write(folder: Path, name: str, *body: str, **others: str) -> Path:
    path = folder / name
    path.write_bytes(word_file(*body, **others))  # type: ignore[arg-type]
    return path


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setattr("flows.tasks.pdf.find_soffice", lambda: None)


@pytest.mark.usefixtures("no_office")
def test_the_command_says_what_blocks_and_its_exit_code_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound = write(tmp_path, "goed.docx", paragraph("Doelen", style="Kop1"), paragraph("Wij helpen."))
    wrong = write(tmp_path, "fout.docx", paragraph("Zie bijlage 3."), table(["Post", "€"], ["A", "1"], ["Totaal", "3"]))
    assert main(["nakijken", str(sound)]) == 0
    assert "Geen opmerkingen." in capsys.readouterr().out
    assert main(["nakijken", str(wrong)]) == 2
    assert "Blokkeert (1):\n- alinea 1: 'bijlage 3' bestaat niet in dit document" in capsys.readouterr().out
    assert main(["nakijken", str(wrong), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["definitief_mogelijk"], told["blokkeert"], told["let_op"]) == (False, 1, 0)
    assert told["bevindingen"][0]["code"] == "verwijzing-bestaat-niet"
    assert told["bevindingen"][0]["soort"] == "blokkeert"


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("name", ["weg.docx", "half.docx", "half.xlsx", "leeg.pdf", "map.docx", "brief.txt"])
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"half.docx": b"PK half", "half.xlsx": b"PK\x03\x04", "leeg.pdf": b"", "brief.txt": b"Geachte heer,"}
    if name in given:
        (tmp_path / name).write_bytes(given[name])
    elif name == "map.docx":
        (tmp_path / name).mkdir()
    assert main(["nakijken", str(tmp_path / name), "--json"]) == 2
    assert name in json.loads(capsys.readouterr().out)["fout"]


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_a_pdf_and_a_workbook_are_checked_too(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    def made(text: str) -> Path:
        path = tmp_path / f"stuk.{kind}"
        if kind == "pdf":
            page = canvas.Canvas(str(path))
            page.drawString(50, 800, text)
            page.save()
        else:
            book = Workbook()
            assert book.active is not None
            book.active.append([text])
            book.save(path)
        return path

    assert main(["nakijken", str(made("De sessie is op dinsdag 24 november 2026."))]) == 0
    assert "Blokkeert" not in capsys.readouterr().out
    assert main(["nakijken", str(made("Geachte {{ naam }}, de sessie is op maandag 24 november 2026.")), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert {row["code"] for row in told["bevindingen"] if row["soort"] == "blokkeert"} == {
        "invulveld",
        "dag-klopt-niet",
    }
    assert all(row["plaats"] for row in told["bevindingen"] if row["soort"] == "blokkeert")


@pytest.mark.usefixtures("no_office")
def test_with_a_tender_its_facts_are_compared(work: Workplace, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "brief.docx",
        paragraph("U kunt zich aanmelden tot vrijdag 4 april 2025."),
        paragraph("Dat vroeg 't Hofje."),
        author=RECORD.tender.organisation.replace("&", "&amp;"),
    )
    reference = RECORD.tender.id

    def codes(**asked: object) -> list[str]:
        return [row.code for row in check_file(path, **asked).findings]  # type: ignore[arg-type]

    assert codes() == []
    assert codes(work=work, tender_id=reference) == ["andere-sluiting"]
    assert codes(work=work, tender_id=reference, public=True) == ["vrager-zichtbaar", "andere-sluiting"]
    with pytest.raises(InputRefusedError, match="BESTAAT-NIET"):
        check_file(path, work=work, tender_id="BESTAAT-NIET")


@pytest.mark.usefixtures("no_office")
def test_a_document_of_the_tender_is_known_by_its_bytes(work: Workplace) -> None:
    (made,) = produce(desk_on(work), [order(NOTA, subject="1")])
    report = check_file(work.output / made.folder / made.file_name, work=work, tender_id=RECORD.tender.id)
    assert report.blocking == ()


def test_the_own_list_of_slips_goes_before_the_shipped_one(work: Workplace, tmp_path: Path) -> None:
    path = write(tmp_path, "stuk.docx", paragraph("Zij zojn hier en zingen liedjens."))
    shipped = check_file(path, work=work, tender_id=RECORD.tender.id)
    (work.root / "sjablonen" / "taalfouten.yaml").write_text("woorden:\n  liedjens: liedjes\n", encoding="utf-8")
    own = check_file(path, work=work, tender_id=RECORD.tender.id)
    found = [[row.problem for row in one.findings if row.code == "taalfout"] for one in (shipped, own)]
    assert found == [["'zojn' is een taalfout."], ["'liedjens' is een taalfout."]]


def test_the_report_names_every_finding_for_people_and_for_programs() -> None:
    facts = document_facts.read(word_file(paragraph("Zie bijlage 3. De de raad.")), "stuk.docx")
    report = examine(facts, Known())
    assert as_text(report).splitlines()[0] == "Eindcontrole van stuk.docx"
    assert as_text(report).count("\n- ") == len(report.findings) == 2
    assert [row["controle"] for row in as_data(report)["bevindingen"]] == [
        "Verwijzingen naar iets dat er niet is",
        "Woorden die er twee keer staan",
    ]


@pytest.mark.libreoffice
def test_without_a_pdf_beside_it_the_pages_come_from_one_that_is_made(tmp_path: Path) -> None:
    next_page = '<w:r><w:br w:type="page"/></w:r>'
    path = write(tmp_path, "stuk.docx", paragraph("Een gewone zin.", inside=next_page), paragraph("Zie ook bijlage 3."))
    (row,) = check_file(path).findings
    assert row.place.page == 2 and row.sentence.startswith("pagina 2, alinea 2: ")


def test_looking_needs_no_prefect() -> None:
    ask = "import sys, flows.papers.final_check; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", ask], check=False, timeout=120).returncode == 0
