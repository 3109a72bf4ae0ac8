"""genodigden.xlsx: whom we ask, where to reach them, and whether their name may be printed."""

from collections.abc import Mapping, Sequence

from flows.exchange import invitees
from flows.exchange.invitees import COLUMNS
from schemas.consultation import Contributor
from schemas.tender import Tender
from tests.builders import NAMES, group
from tests.exchange.forms import faults_of, places, typed

GROUPS = (group("inwoner", name="Inwoners"), group("adviesraad", name="Adviesraden"))
SOMEBODY = {"Soort afzender": "Inwoners", "Gemeente": "Epe", "Naam": "Aäf van 't Hoff", "E-mail": "aaf@thuis.example"}


def read(*rows: Mapping[str, str], tender: Tender, existing: Sequence[Contributor] = ()) -> tuple[Contributor, ...]:
    data = typed(COLUMNS, *rows)
    return invitees.read(data, "genodigden.xlsx", tender, groups=GROUPS, existing=existing)


def test_somebody_as_people_type_it_is_not_named_unless_it_is_said(tender: Tender) -> None:
    first, second = read(
        SOMEBODY, {"Soort afzender": "adviesraad", "Naam": "MAR", "Mag met naam?": "ja"}, tender=tender
    )
    assert (first.group, first.municipality, first.may_name, first.email) == (
        "inwoner",
        "Epe",
        False,
        "aaf@thuis.example",
    )
    assert (second.may_name, second.email, second.greeting) == (True, None, "Geachte heer, mevrouw")
    assert (first.id, second.id) == ("IB-001", "IB-002"), "an id does not show a name"
    again = invitees.read(
        invitees.write((first, second), tender, groups=GROUPS), "genodigden.xlsx", tender, groups=GROUPS
    )
    assert again == (first, second)


def test_who_is_known_stays_the_same_contributor(tender: Tender) -> None:
    (row,) = read(SOMEBODY, tender=tender)
    kept = row.model_copy(update={"id": "AF-7", "version": 3, "email": None})
    (again,) = read(SOMEBODY | {"Naam": "aäf van 't hoff"}, tender=tender, existing=[kept])
    assert (again.id, again.version, again.email) == ("AF-7", 3, "aaf@thuis.example")


def test_all_faults_at_once(tender: Tender) -> None:
    faults = faults_of(
        read,
        SOMEBODY,
        SOMEBODY,
        SOMEBODY | {"Naam": "B", "E-mail": "geen adres"},
        SOMEBODY | {"Naam": "C", "Soort afzender": "inwooner"},
        SOMEBODY | {"Naam": "D", "Gemeente": "Zutfen"},
        tender=tender,
    )
    assert places(faults) == [(3, "Naam"), (4, "E-mail"), (5, "Soort afzender"), (6, "Gemeente")]
    assert "Bedoelt u inwoner?" in faults[2].remedy


def test_every_name_arrives_to_the_letter(tender: Tender) -> None:
    rows = tuple(
        Contributor(id=f"k{place}", tender_id=tender.id, group="inwoner", municipality=None, name=name)
        for place, name in enumerate(NAMES)
    )
    data = invitees.write(rows, tender, groups=GROUPS)
    assert [row.name for row in invitees.read(data, "g.xlsx", tender, groups=GROUPS)] == list(NAMES)
