"""aanmeldingen.xlsx: who applied, to the second, and never for somebody else."""

from datetime import UTC, datetime

from flows.exchange import applications
from flows.exchange.applications import COLUMNS
from flows.exchange.rehearsal import Rehearsal
from schemas.screening import ApplicationStatus
from tests.exchange.forms import faults_of, places, typed

APPLICATION = {
    "Aanbieder-id": "ZA-002",
    "Ontvangen op": "28-03-2025 12:00",
    "Percelen": "3",
    "Gemeenten": "Brummen, Zutphen",
}


def test_an_application_as_people_type_it(mij_ov: Rehearsal) -> None:
    (row,) = applications.read(typed(COLUMNS, APPLICATION), "aanmeldingen.xlsx", mij_ov.tender, mij_ov.providers)
    assert row.id == "AM-002"
    assert row.submitted_at == datetime(2025, 3, 28, 11, 0, tzinfo=UTC) == mij_ov.tender.applications_close_at
    assert (row.lots, row.municipalities) == ((3,), ("Brummen", "Zutphen"))


def test_all_faults_at_once(mij_ov: Rehearsal) -> None:
    data = typed(
        COLUMNS,
        APPLICATION | {"Naam": "'t Hofje"},
        APPLICATION,
        APPLICATION | {"Aanbieder-id": "ZA-0O3"},
        APPLICATION | {"Aanbieder-id": "ZA-004", "Naam": "'t Hofje", "Percelen": "8"},
        APPLICATION | {"Aanbieder-id": "ZA-005", "Ontvangen op": "vrijdag", "Gemeenten": "Deventer"},
        # On the last Sunday of March the clock goes from 2 to 3: half past two does not exist.
        APPLICATION | {"Aanbieder-id": "ZA-006", "Ontvangen op": "30-03-2025 02:30"},
    )
    faults = faults_of(applications.read, data, "aanmeldingen.xlsx", mij_ov.tender, mij_ov.providers)
    assert places(faults) == [
        (3, "Aanbieder-id"),
        (4, "Aanbieder-id"),
        (5, "Naam"),
        (5, "Percelen"),
        (6, "Ontvangen op"),
        (6, "Gemeenten"),
        (7, "Ontvangen op"),
    ]
    assert "Bedoelt u ZA-003?" in faults[1].remedy


def test_what_was_judged_stays_judged(mij_ov: Rehearsal) -> None:
    kept = [row.model_copy(update={"status": ApplicationStatus.COMPLETE, "version": 2}) for row in mij_ov.applications]
    data = applications.write(mij_ov.applications, mij_ov.providers)
    read = applications.read(data, "aanmeldingen.xlsx", mij_ov.tender, mij_ov.providers, kept)
    assert list(read) == kept


def test_seconds_count_at_the_closing_time(mij_ov: Rehearsal) -> None:
    moment = datetime(2025, 3, 28, 11, 0, 1, tzinfo=UTC)
    row = mij_ov.applications[0].model_copy(update={"submitted_at": moment})
    data = applications.write([row], mij_ov.providers)
    assert applications.read(data, "aanmeldingen.xlsx", mij_ov.tender, mij_ov.providers)[0].submitted_at == moment
