"""The plannings of five regions: they load as printed, and a careful reader says exactly this about each."""

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from flows.exchange.plan_files import Plan, load, load_file, shipped
from flows.rules.planning.date_order import violations
from flows.rules.planning.findings import findings
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as OPEN_HOUSE
from schemas.errors import InputRefusedError
from schemas.planning import Body, Link, PlanFinding, Precision
from schemas.terms import FreeDayKind

CODES = (
    *("een-10-inkoop", "een-10-norm", "flevoland", "flevoland-kwartalen", "mij-ov", "mij-ov-innovatieagenda"),
    "zuidoost-utrecht",
)

SAID = {
    # F 12: later entrants have no certainty about 1 January; 1 March looks ahead.
    "een-10-inkoop": [("geen-speling", "let op", (5, 6)), ("maand-als-datum", "let op", (2, 3))],
    # F 11: January 2021 must be January 2022.
    "een-10-norm": [("jaartal", "fout", (3, 2)), ("maand-als-datum", "let op", (1, 3))],
    # F 1: New Year's Day. F 2: twice a Sunday. F 3: a Saturday, and nothing after the publication.
    "flevoland": [
        ("planning-stopt", "let op", (7,)),
        ("weekend", "let op", (3,)),
        ("weekend", "let op", (4,)),
        ("weekend", "let op", (6,)),
        ("feestdag", "let op", (7,)),
    ],
    # F 2: the strategy is decided in the second and third quarter, the documents are written from the third.
    "flevoland-kwartalen": [
        ("overlap", "let op", (2, 3)),
        ("geen-speling", "let op", (7, 8)),
        ("maand-als-datum", "let op", (2, 3, 4, 5, 6, 7)),
    ],
    # F 9: preparation and publication beside the decision, and two loose days. F 10: no room before the hard date.
    "mij-ov": [
        ("overlap", "let op", (4, 5)),
        ("besluit-loopt-nog", "let op", (4, 6)),
        ("geen-speling", "let op", (8, 9)),
        ("maand-als-datum", "let op", (2, 4, 5, 6, 7, 8)),
        ("losse-dagen", "let op", (3,)),
    ],
    # F 23: quarters and one year, in no order, because the subjects run side by side.
    "mij-ov-innovatieagenda": [("maand-als-datum", "let op", tuple(range(1, 11)))],
    # A year, a month and 'tot 2027'; one step has no date; schooling ends where the contracts begin.
    "zuidoost-utrecht": [
        ("geen-speling", "let op", (5, 7)),
        ("maand-als-datum", "let op", (3, 4, 5)),
        ("geen-datum", "let op", (6,)),
    ],
}

SENTENCES = [
    ("een-10-norm", "jaartal", "met het jaar 2022 in plaats van 2021 wel"),
    ("een-10-norm", "maand-als-datum", "'Uiterlijk oktober 2021' is 1 oktober 2021 tot en met 31 oktober 2021"),
    ("flevoland", "feestdag", "Donderdag 1 januari 2026 (stap 7) is een feestdag (Nieuwjaarsdag)"),
    ("flevoland", "feestdag", "woensdag 31 december 2025 of maandag 5 januari 2026"),
    ("flevoland", "weekend", "Zondag 1 juni 2025 (stap 3)"),
    ("flevoland", "planning-stopt", "de harde datum is 1 januari 2027"),
    ("flevoland-kwartalen", "overlap", "stap 2 (Q2 en Q3 2025) is pas klaar op 30 september 2025"),
    ("flevoland-kwartalen", "maand-als-datum", "'Q1 2026' is 1 januari 2026 tot en met 31 maart 2026"),
    ("zuidoost-utrecht", "maand-als-datum", "'tot 2027' is uiterlijk 31 december 2026"),
    ("zuidoost-utrecht", "geen-datum", "stap 6 (voor publicatie van de inkoop)"),
]

FIRST_LAST = [
    ("een-10-inkoop", 1, "2019-01-01", "2019-03-31"),
    ("een-10-inkoop", 3, "2021-04-01", "2021-06-30"),
    ("een-10-inkoop", 4, "2021-07-01", "2021-08-31"),
    ("een-10-norm", 3, "2021-01-01", "2022-02-28"),
    ("flevoland", 2, "2025-02-17", "2025-02-28"),
    ("flevoland", 6, "2025-11-01", "2025-12-01"),
    ("flevoland-kwartalen", 7, "2026-07-01", "2026-12-31"),
    ("mij-ov", 6, "2024-12-01", "2025-07-31"),
    ("mij-ov-innovatieagenda", 2, "2025-07-01", "2025-12-31"),
    ("zuidoost-utrecht", 1, "2023-01-01", "2024-12-31"),
    ("zuidoost-utrecht", 2, "2024-09-01", "2024-11-30"),
]

SMALL = """\
code: klein
titel: "Klein & <fijn>"
regio: "{{ 7*7 }}"
harde_datum: 2027-01-01
vrije_dagen:
- {van: 2026-05-15, naam: brugdag, soort: brugdag, bron: team}
- {van: 2026-07-04, tot: 2026-08-16, naam: zomerreces, soort: reces, bron: griffie, geldt_voor: Epe}
vergaderingen:
- {gemeente: Epe, orgaan: college, datum: 2026-06-09, aanleveren_uiterlijk: 2026-05-26}
stappen:
- {nr: 1, stap: "'t Begin", door: [Team], datum: 1 mei 2026}
- {nr: 2, stap: Besluit, door: [], datum: 9 juni 2026, na: "1+10d", soort: besluit, beslisser: college, tijd: "12:00"}
- {nr: 3, stap: Ingang, door: [], datum: 1 januari 2027, hard: true, zonder_einde: true}
"""


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return shipped()


def said(plan: Plan) -> tuple[PlanFinding, ...]:
    milestones = plan.milestones("T")
    return findings(milestones, plan.hard_date, plan.calendar, plan.as_of, meetings=plan.meetings)


def written(folder: Path, text: str) -> Plan:
    (folder / "klein.yaml").write_text(text, encoding="utf-8")
    return load_file(folder / "klein.yaml")


def faults(folder: Path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InputRefusedError) as refused:
        written(folder, text)
    assert all(fault.file == "klein.yaml" and fault.remedy for fault in refused.value.faults)
    return [(fault.row, fault.problem) for fault in refused.value.faults]


def test_the_plannings_of_five_regions_ship(plans: dict[str, Plan]) -> None:
    assert tuple(plans) == CODES
    assert all(plan.code == code and plan.title and plan.region and plan.steps for code, plan in plans.items())
    names = [item.name for item in resources.files("tender_templates").joinpath("plans").iterdir()]
    assert sorted(names) == sorted(f"{code}.yaml" for code in CODES if code != "mij-ov")


@pytest.mark.parametrize("code", CODES)
def test_a_careful_reader_says_exactly_this(plans: dict[str, Plan], code: str) -> None:
    plan = plans[code]
    assert [(row.code, row.severity, row.milestones) for row in said(plan)] == SAID[code]


@pytest.mark.parametrize("code", CODES)
def test_the_rules_of_open_house_add_nothing_false(plans: dict[str, Plan], code: str) -> None:
    plan = plans[code]
    milestones = plan.milestones("T")
    assert violations(milestones, OPEN_HOUSE) == ()
    found = findings(milestones, plan.hard_date, plan.calendar, plan.as_of, procedure=OPEN_HOUSE)
    assert found == said(plan)
    for row in found:
        assert not any(word in row.sentence.lower() for word in OPEN_HOUSE.vocabulary.forbidden)


@pytest.mark.parametrize(("code", "finding", "words"), SENTENCES)
def test_the_sentence_names_the_days(plans: dict[str, Plan], code: str, finding: str, words: str) -> None:
    assert any(words in row.sentence for row in said(plans[code]) if row.code == finding)


@pytest.mark.parametrize(("code", "number", "first", "last"), FIRST_LAST)
def test_the_printed_dates_are_read(plans: dict[str, Plan], code: str, number: int, first: str, last: str) -> None:
    step = plans[code].milestones("T")[number - 1]
    assert (step.number, step.first, step.last) == (number, date.fromisoformat(first), date.fromisoformat(last))


def test_no_start_date_is_the_same_for_everyone(plans: dict[str, Plan]) -> None:
    """F 14: 2022, 2026 and 2027; an agenda and a norm have no hard date."""
    assert {code: plan.hard_date and plan.hard_date.year for code, plan in plans.items()} == {
        "een-10-inkoop": 2022,
        "een-10-norm": None,
        "flevoland": 2027,
        "flevoland-kwartalen": 2027,
        "mij-ov": 2026,
        "mij-ov-innovatieagenda": None,
        "zuidoost-utrecht": 2027,
    }


def test_a_step_without_a_date_is_kept_in_its_place(plans: dict[str, Plan]) -> None:
    step = plans["zuidoost-utrecht"].milestones("T")[5]
    assert (step.number, step.precision, step.dated) == (6, Precision.NONE, False)
    assert step.printed == "voor publicatie van de inkoop"


def test_a_plan_of_ones_own_has_its_free_days_meetings_and_links(tmp_path: Path) -> None:
    plan = written(tmp_path, SMALL)
    assert (plan.title, plan.region, plan.as_of) == ("Klein & <fijn>", "{{ 7*7 }}", date(2026, 5, 1))
    bridge, recess = plan.free_periods
    assert (bridge.kind, bridge.first, bridge.last, bridge.applies_to) == (
        FreeDayKind.BRIDGE,
        date(2026, 5, 15),
        date(2026, 5, 15),
        None,
    )
    assert (recess.applies_to, len(recess.days)) == ("Epe", 44)
    assert not plan.calendar.is_working_day(date(2026, 5, 15))
    (meeting,) = plan.meetings
    assert (meeting.body, meeting.deliver_by) == (Body.COLLEGE, date(2026, 5, 26))
    first, decision, _ = plan.milestones("T")
    assert first.title == "'t Begin"
    assert decision.after == (Link(number=1, lag=10),)
    assert decision.at is not None and decision.at.hour == 12
    assert decision.tender_id == "T"


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("1 mei 2026", "31 april 2026", 11, "31-4-2026"),
        ("1 mei 2026", "ooit", 11, "niet als datum te lezen"),
        ("nr: 2", "nr: 1", 12, "twee keer"),
        ("1+10d", "drie", 12, "'drie' is geen stap"),
        ("1+10d", "7", 10, "stap 7 staat niet in de planning"),
        ("1+10d", "2", 10, "wacht op zichzelf"),
        ("1 januari 2027, hard", "4 januari 2027, hard", 13, "harde datum (1 januari 2027)"),
        ("orgaan: college", "orgaan: kabinet", 9, "'kabinet' kan hier niet"),
        ("soort: brugdag", "soort: feest", 6, "'feest' kan hier niet"),
        ("tot: 2026-08-16", "tot: 2026-06-16", 7, "16 juni 2026 ligt voor 4 juli 2026"),
        ("uiterlijk: 2026-05-26", "uiterlijk: 2026-06-26", 9, "ligt na de vergadering"),
        ("harde_datum: 2027-01-01", "harde_datum: 1 januari", 4, "is geen datum"),
        ("code: klein", "code: Klein Plan", 1, "klopt niet"),
        ("titel:", "naam:", 2, "kennen we niet"),
    ],
)
def test_a_fault_has_its_line_and_a_way_out(tmp_path: Path, old: str, new: str, row: int, words: str) -> None:
    assert old in SMALL
    found = faults(tmp_path, SMALL.replace(old, new))
    assert any(place == row and words in problem for place, problem in found), found


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    broken = (
        SMALL.replace("1 mei 2026", "31 april 2026")
        .replace("9 juni 2026,", "ooit,")
        .replace("tot: 2026-08-16", "tot: 2026-06-16")
    )
    assert [row for row, _ in faults(tmp_path, broken)] == [11, 12, 7]


def test_a_plan_that_is_absent_or_says_nothing_about_when_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError):
        load(tmp_path, "weg.yaml")
    undated = (
        SMALL.replace("1 mei 2026", "n.t.b.")
        .replace("9 juni 2026,", "n.t.b.,")
        .replace("1 januari 2027, hard: true", "n.t.b.")
    )
    assert faults(tmp_path, undated) == [(10, "geen enkele stap heeft een datum.")]
    plan = written(tmp_path, f"stand: 2026-01-05\n{undated}")
    assert plan.as_of == date(2026, 1, 5)
