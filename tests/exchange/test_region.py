"""A region's files: the shipped one is whole, and every mistake in a copy is found with its file, line and field."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.exchange.region import load, region_folder
from flows.exchange.rehearsal import Rehearsal
from schemas.errors import InputRefusedError
from tests.exchange.forms import faults_of


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "regio"
    shutil.copytree(Path(str(region_folder("mij-ov"))), folder)
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first occurrence and return its line number."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_region(mij_ov: Rehearsal) -> None:
    region, tender = mij_ov.region, mij_ov.tender
    assert tender.reference == "MIJOV-J26"
    assert len(tender.municipalities) == 8 and len(tender.lots) == 6
    assert tender.contract_start == date(2026, 1, 1) and tender.old_contract_end == date(2025, 12, 31)
    assert tender.applications_close_at.isoformat() == "2025-03-28T11:00:00+00:00"
    assert [row.publish_on for row in region.rounds] == [date(2025, 2, 10), date(2025, 3, 17)]
    assert [(row.code, row.invited, row.responded) for row in region.groups] == [
        ("gemeenteraad", 8, 8),
        ("adviesraad", 8, 8),
        ("zorgaanbieder", 300, 46),
        ("inwoner", None, 0),
        ("ervaringsdeskundige", 1, 1),
        ("ouder", 3, 3),
    ]
    assert len(region.consultation_questions) == 3
    assert len(region.innovation) == 10 and len(region.criteria) == 17
    assert all(row.rate == sum(row.build_up.values(), Decimal(0)) for row in region.products)
    assert region.texts["consultatieperiode"] == "augustus en september 2024"
    assert region.announcements(1) and region.announcements(9) == ()
    assert all(row.municipalities for row in tender.thresholds)
    assert {row.criterion for row in region.requirements if row.criterion} <= {row.code for row in region.criteria}


def test_a_later_start_in_one_municipality(copy: Path) -> None:
    edit(copy, "percelen.yaml", 'Zutphen: "2026-01-01"', 'Zutphen: "2026-07-01"')
    lot = load(copy).tender.lots[0]
    assert lot.starts_on("Zutphen") == date(2026, 7, 1)
    assert lot.starts_on("Epe") == lot.start_date == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "problem"),
    [
        ("tender.yaml", "platform: TenderNed", "platfrom: TenderNed", "platfrom", "kennen we niet"),
        ("tender.yaml", "ingangsdatum: 2026-01-01", "ingangsdatum: 2026-02-30", "ingangsdatum", "geen datum"),
        ("tender.yaml", "adres: inkoop@", "adres: inkoop", "postbus.adres", "e-mailadres"),
        ("tender.yaml", "looptijd_jaren: 4", "looptijd_jaren: vier", "looptijd_jaren", "heel getal"),
        (
            "tender.yaml",
            "publicatie_op: 2025-02-10",
            "publicatie_op: 2025-01-10",
            "vragenrondes[1].publicatie_op",
            "voor de vragen",
        ),
        ("gemeenten.yaml", "- naam: Brummen", "- naam: Apeldoorn", "[2].naam", "twee keer"),
        ("percelen.yaml", "- gemeente: Hattem", "- gemeente: Hatem", "drempels[4].gemeente", "doet niet mee"),
        ("producten.yaml", 'tarief: "73.20"', 'tarief: "73.30"', "[1]", "niet de som"),
        ("producten.yaml", "  perceel: 2", "  perceel: 9", "[4].perceel", "bestaat niet"),
        ("eisen.yaml", "criterium: E03", "criterium: E99", "[1].eisen[1].criterium", "screening.yaml"),
        ("screening.yaml", "verplicht: true", "verplicht: misschien", "[1].verplicht", "true of false"),
        ("consultatie/groepen.yaml", "gereageerd: 46", "gereageerd: 460", "groepen[3].gereageerd", "meer (460)"),
        ("planning.yaml", 'datum: "20 Juni 2024"', 'datum: "ooit"', "stappen[1].datum", "niet als datum"),
        ("innovatieagenda.yaml", "- nummer: 2\n", "- nummer: 1\n", "[2].nummer", "twee keer"),
    ],
)
def test_each_fault_with_file_line_and_field(
    copy: Path, name: str, old: str, new: str, field: str, problem: str
) -> None:
    line = edit(copy, name, old, new)
    faults = faults_of(load, copy)
    found = next(fault for fault in faults if fault.column == field)
    assert found.file == name
    assert problem in found.problem
    # What only the whole can tell (amounts that do not add up) points at the first line of that whole.
    assert found.row is not None and (abs(found.row - line) <= 1 or (field == "[1]" and found.row < line))


def test_faults_of_all_files_come_together(copy: Path) -> None:
    edit(copy, "tender.yaml", "platform: TenderNed\n", "")
    edit(copy, "producten.yaml", "eenheid: uur", "eenheit: uur")
    (copy / "eisen.yaml").unlink()
    faults = faults_of(load, copy)
    assert {fault.file for fault in faults} == {"tender.yaml", "producten.yaml", "eisen.yaml"}
    assert [fault.problem for fault in faults if fault.file == "eisen.yaml"] == ["dit bestand ontbreekt."]
    assert [(fault.column, fault.problem) for fault in faults if fault.file == "tender.yaml"] == [
        ("platform", "dit gegeven ontbreekt.")
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"kenmerk: [onaf", "opbouw"),
        ("kenmerk: \xe9".encode("latin-1"), "tekens"),
        (b"kenmerk: A\nkenmerk: B\n", "twee keer"),
        (b"", "hier hoort"),
        (b"kenmerk: \x00", "tekens"),
    ],
)
def test_a_file_that_is_no_yaml(copy: Path, content: bytes, problem: str) -> None:
    (copy / "tender.yaml").write_bytes(content)
    with pytest.raises(InputRefusedError) as refused:
        load(copy)
    assert problem in refused.value.faults[0].problem


def test_text_stays_text(copy: Path) -> None:
    """Plain YAML would make a number in base eight of the phone number, and 1.1 of the version."""
    edit(copy, "tender.yaml", "telefoon: 055 580 1100", "telefoon: 0551234567")
    edit(copy, "tender.yaml", "regio: Zorgregio Midden-IJssel/Oost-Veluwe", "regio: 1.10")
    tender = load(copy).tender
    assert (tender.contact_phone, tender.region) == ("0551234567", "1.10")
