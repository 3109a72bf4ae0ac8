"""The change index: numbers run on, nothing is made twice, every shipped change stands where it says it stands."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flows.exchange.region import load, region_folder
from flows.rules.changes.index import (
    DOCUMENT_TITLES,
    applied,
    applied_products,
    applied_requirements,
    propose,
    unplaced,
)
from schemas.clarification import DocumentChange, ProposedChange
from schemas.errors import InputRefusedError
from tender_templates.drawing.agreement_text import PARTS
from tender_templates.drawing.guide import admission_guide
from tender_templates.drawing.preparation import rates
from tests.rules.cases import change, record, requirement

DECIDED = date(2025, 3, 17)
VERSIONS = dict.fromkeys(DOCUMENT_TITLES, ("1.0", "1.1"))


def proposed(old: str = "oud", new: str = "nieuw", document: str = "Programma van eisen") -> ProposedChange:
    return ProposedChange(document=document, place="E-1.1", old_text=old, new_text=new, reason="omdat")


ORIGINS = st.lists(st.integers(1, 40).map(lambda number: f"vraag {number}"), max_size=12)


@given(st.sets(st.integers(1, 60), max_size=6), ORIGINS, ORIGINS)
def test_numbers_run_on_and_every_origin_is_made_once(taken: set[int], first: list[str], second: list[str]) -> None:
    before = record(changes=tuple(change(number, "a", "b") for number in sorted(taken)))
    made = propose(before, [(proposed(), origin) for origin in first], DECIDED, VERSIONS)
    between = before.model_copy(update={"changes": (*before.changes, *made)})
    again = propose(between, [(proposed(), origin) for origin in (*first, *second)], DECIDED, VERSIONS)
    rows = (*between.changes, *again)
    new = (*made, *again)
    assert [row.sequence for row in new] == list(range(max(taken, default=0) + 1, max(taken, default=0) + 1 + len(new)))
    assert len({row.id for row in rows}) == len(rows)
    assert sorted({row.origin for row in rows}) == sorted(row.origin for row in rows)
    assert {row.origin for row in rows} == {row.origin for row in before.changes} | {*first, *second}
    assert (
        propose(before.model_copy(update={"changes": rows}), [(proposed(), o) for o in first], DECIDED, VERSIONS) == ()
    )


def test_a_row_carries_the_proposal_the_versions_and_the_day() -> None:
    (row,) = propose(record(), [(proposed(), "dialoogsessie 2, punt 1")], DECIDED, VERSIONS)
    assert (row.id, row.label, row.origin) == ("W-001", "W-1", "dialoogsessie 2, punt 1")
    assert (row.from_version, row.to_version, row.decided_on) == ("1.0", "1.1", DECIDED)
    assert (row.old_text, row.new_text, row.place) == ("oud", "nieuw", "E-1.1")


def test_two_changes_of_one_origin_are_both_made() -> None:
    items = [(proposed("a", "b"), "besluit"), (proposed("c", "d"), "besluit")]
    assert [row.sequence for row in propose(record(), items, DECIDED, VERSIONS)] == [1, 2]


def test_a_document_nobody_knows_is_refused_with_all_of_them_named() -> None:
    items = [(proposed(document="Leidraad"), "vraag 1"), (proposed(document="Bestek"), "vraag 2")]
    with pytest.raises(InputRefusedError) as refused:
        propose(record(), items, DECIDED, VERSIONS)
    assert len(refused.value.faults) == 2
    assert "Leidraad" in str(refused.value)
    assert "Kies uit: Aanmeldingsdocument" in str(refused.value)


def test_a_change_is_worked_in_where_it_stands_to_the_letter_in_order_of_number() -> None:
    later, first = change(2, "twee", "drie"), change(1, "een", "twee")
    assert applied("een en {{ 7*7 }} & <een>", [later, first]) == "drie en {{ 7*7 }} & <drie>"
    assert applied("Een", [first]) == "Een"
    assert applied("blijft", [change(1, "", "erbij")]) == "blijft"


@given(st.text(), st.text(min_size=1), st.text())
def test_working_in_replaces_exactly_what_stands_there(text: str, old: str, new: str) -> None:
    assert applied(text, [change(1, old, new)]) == text.replace(old, new)


def test_only_the_requirement_of_that_number_changes() -> None:
    rows = (requirement("E-1.1", "een oud"), requirement("E-1.10", "een oud"), requirement("E-2.1", "een oud"))
    changes = [
        change(1, "oud", "nieuw", place="eis E-1.1."),
        change(2, "oud", "mis", document="Tarieven", place="E-2.1"),
    ]
    assert [row.text for row in applied_requirements(rows, changes)] == ["een nieuw", "een oud", "een oud"]
    longer = [change(1, "oud", "nieuw", place="E-1.10")]
    assert [row.text for row in applied_requirements(rows, longer)] == ["een oud", "een nieuw", "een oud"]


def test_an_addition_is_added_and_a_requirement_without_text_has_lapsed() -> None:
    rows = (requirement("E-1.1", "Eerst."), requirement("E-1.2", "Weg."))
    changes = [change(1, "", "Dan."), change(2, "Weg.", "", place="E-1.2")]
    assert [row.text for row in applied_requirements(rows, changes)] == ["Eerst. Dan.", "Vervallen."]


def test_a_product_changes_in_its_texts_and_never_in_its_rate() -> None:
    product = load("mij-ov").products[0]
    point, rate = product.quality[0], str(product.rate)
    changes = [
        change(1, point, "", "Productkaarten", product.code),
        change(2, product.goal, rate, "Productkaarten", product.code),
        change(3, rate, "0.00", "Productkaarten", product.code),
        change(4, product.duration, "altijd", "Productkaarten", "99XX9"),
    ]
    (after,) = applied_products([product], changes)
    assert after.quality == product.quality[1:]
    assert (after.goal, after.rate, after.duration) == ("0.00", product.rate, product.duration)


def test_a_change_that_stands_nowhere_is_named() -> None:
    rows = (requirement("E-1.1", "een oud"),)
    lost = [change(2, "oud", "weg"), change(3, "oud", "weg", place="E-9.9")]
    chained = [change(1, "oud", "nieuw"), *lost, change(4, "nieuw", "nieuwst"), change(5, "a", "b", "Tarieven")]
    assert unplaced(rows, (), chained) == tuple(lost)


# The shipped region: version 1.0 holds every old text


def shipped() -> Iterator[tuple[str, dict[str, Any]]]:
    folder = region_folder("mij-ov")
    questions = yaml.safe_load(folder.joinpath("nota", "vragen.yaml").read_text("utf-8"))
    sessions = yaml.safe_load(folder.joinpath("dialoog", "sessies.yaml").read_text("utf-8"))
    yield from ((f"vraag {row['bronnummer']}", row["wijziging"]) for row in questions if row["wijziging"])
    for session in sessions:
        for point in session["verslag"]:
            if point["wijziging"]:
                yield f"dialoogsessie {session['nummer']}, punt {point['nummer']}", point["wijziging"]


def shipped_changes(*documents: str) -> tuple[DocumentChange, ...]:
    rows = enumerate(shipped(), start=1)
    found = [
        change(number, row["oude_tekst"], row["nieuwe_tekst"], row["document"], row["vindplaats"])
        for number, (_, row) in rows
    ]
    return tuple(row for row in found if not documents or row.document in documents)


def test_every_shipped_change_is_of_a_known_document() -> None:
    assert {row.document for row in shipped_changes()} == set(DOCUMENT_TITLES)


def test_every_shipped_change_of_requirements_and_product_cards_is_worked_in() -> None:
    region = load("mij-ov")
    changes = shipped_changes("Programma van eisen", "Productkaarten")
    assert len(changes) == 12
    assert unplaced(region.requirements, region.products, changes) == ()
    text = "\n".join(row.text for row in applied_requirements(region.requirements, changes))
    text += "\n".join(str(row) for row in applied_products(region.products, changes))
    for row in changes:
        assert row.new_text in text
        assert row.old_text not in text


def test_every_shipped_change_of_the_agreement_stands_in_its_article() -> None:
    clauses = {}
    for part in PARTS:
        for position, article in enumerate(part.articles, start=1):
            for number, clause in enumerate(article.clauses(), start=1):
                clauses[f"art. {part.numbering.label(position)}.{number}", part.title[:6]] = clause.text
    changes = shipped_changes("Concept-inkoopovereenkomst")
    assert len(changes) == 5
    for row in changes:
        part = "Deel 2" if row.place[5].isalpha() else "Deel 3"
        assert row.old_text in clauses[row.place, part]


@pytest.mark.parametrize(("document", "draw"), [("Aanmeldingsdocument", admission_guide), ("Tarieven", rates)])
def test_every_shipped_change_of_a_drawn_document_stands_in_its_template(document: str, draw: Any) -> None:
    text = "\n".join(paragraph.text for paragraph in draw().paragraphs)
    changes = shipped_changes(document)
    assert changes
    for row in changes:
        assert row.old_text in text


def test_the_sessions_are_on_tuesdays_before_the_decisions_of_july() -> None:
    folder = region_folder("mij-ov")
    sessions = yaml.safe_load(folder.joinpath("dialoog", "sessies.yaml").read_text("utf-8"))
    days = [date.fromisoformat(row["datum"]) for row in sessions]
    assert days == [date(2025, 5, 6), date(2025, 5, 20), date(2025, 6, 3), date(2025, 6, 17)]
    assert {day.isoweekday() for day in days} == {2}
    for day, session in zip(days, sessions, strict=True):
        for point in session["verslag"]:
            assert point["actie"] is None or date.fromisoformat(point["actie"]["voor"]) > day
