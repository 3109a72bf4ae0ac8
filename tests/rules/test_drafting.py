"""Drafting: nothing lost between the record and the data of a document, and what a text refers to is there."""

import re
from datetime import date

import pytest

from flows.rules.consultation import UNSORTED
from flows.rules.drafting.consultation import response_note, themes_of
from flows.rules.drafting.contracting import ANNEX_LETTERS, draft_agreement
from flows.rules.drafting.preparation import procedure_steps
from flows.rules.drafting.publication import nota
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from schemas.consultation import Scope
from tests.builders import nota_round, point, question
from tests.golden.papers import TODAY, all_papers, record, text_of
from tests.rules import cases


def test_the_steps_of_the_procedure_stand_in_time_order() -> None:
    of = cases.record(rounds=(nota_round(1), nota_round(2)))
    titles = [row.stap for row in procedure_steps(of)]
    assert titles == [
        "Vragen voor nota van inlichtingen 1",
        "Nota van inlichtingen 1",
        "Vragen voor nota van inlichtingen 2",
        "Aanmelden vanaf",
        "Nota van inlichtingen 2",
        "Aanmelding sluit",
        "Overeenkomst gaat in",
    ]
    assert [row.stap for row in procedure_steps(of, after=date(2025, 3, 3))] == titles[4:]
    assert [row.stap for row in procedure_steps(of, after=date(2025, 3, 28))] == titles[6:]


def test_a_nota_looks_ahead_and_not_back() -> None:
    of = cases.record(rounds=(nota_round(1), nota_round(2)))
    made = nota(of, of.rounds[1], (), (), TODAY, "definitief")
    assert [row.stap for row in made.stappen] == ["Aanmelding sluit", "Overeenkomst gaat in"]
    assert (made.reeks, made.vragen, made.stukken) == ("geen", (), ())


def test_a_nota_holds_its_changes_and_no_others() -> None:
    of = cases.record(changes=(cases.change(1, "a", "b"), cases.change(2, "c", "d")), rounds=(nota_round(1),))
    made = nota(of, of.rounds[0], (question(1, number=2),), (), TODAY, "definitief")
    assert [row.nr for row in made.wijzigingen] == ["W-2"]


def test_every_point_of_the_consultation_is_printed_once_under_its_own_scope() -> None:
    of = record()
    printed = all_papers()["response_note"].model_dump()
    shown = [(row["nr"], part["reikwijdte"]) for part in printed["delen"] for row in part["punten"]]
    assert sorted(number for number, _ in shown) == [row.id for row in of.inputs]
    integral = {row.id for row in of.inputs if row.scope is Scope.INTEGRAL}
    assert {number for number, scope in shown if scope == "Jeugdhulp en Wmo samen"} == integral
    assert sum(row["aantal"] for row in printed["uitkomsten"]) == printed["totaal"] == len(of.inputs)
    assert sum(int(row["punten"]) for row in printed["groepen"]) == len(of.inputs)


def test_an_open_point_stands_in_a_draft_as_open() -> None:
    of = record().model_copy(update={"inputs": (point(1),)})
    (part,) = response_note(of, TODAY, "concept").delen
    assert (part.punten[0].uitkomst, part.punten[0].reactie) == ("Nog open", "Nog open.")


def test_one_theme_in_two_spellings_is_one_line_and_a_point_without_a_theme_says_so() -> None:
    themes = ("Controle en toezicht", "Controle en  Toezicht", "Controle en toezicht", UNSORTED)
    rows = tuple(point(number, group="ouder", theme=name) for number, name in enumerate(themes, start=1))
    assert [(row.naam, row.aantal) for row in themes_of(rows)] == [
        ("Controle en toezicht", 3),
        ("Zonder onderwerp", 1),
    ]
    of = record().model_copy(update={"inputs": rows})
    assert UNSORTED not in str(response_note(of, TODAY, "concept").model_dump())


def test_the_draft_agreement_lists_the_annexes_that_its_text_refers_to() -> None:
    annexes = draft_agreement(record(), TODAY, "concept").bijlagen
    assert [row.letter for row in annexes] == sorted(ANNEX_LETTERS.values())
    assert annexes[0].titel == "Percelen en gemeenten"
    named = set(re.findall(r"[Bb]ijlage ([A-Z])\b", text_of(all_papers()["framework_agreement_concept"])))
    assert named and named <= {row.letter for row in annexes}


@pytest.mark.parametrize(("name", "says"), [("remedy", "10 werkdagen"), ("objection", "20 kalenderdagen")])
def test_a_term_stands_in_the_chapter_of_the_guide_that_it_names_as_its_source(name: str, says: str) -> None:
    text = text_of(all_papers()["admission_guide"])
    chapters = dict(re.findall(r"^(\d+)\t(.+)$", text, re.MULTILINE))
    found = re.search(r"hoofdstuk (\d+)", PROCEDURE.terms[name].source)
    assert found is not None
    after = chapters.get(str(int(found[1]) + 1), "")
    body = text.split(f"\n{chapters[found[1]]}\n")[1].split(f"\n{after}\n")[0]
    assert says in body


def test_the_parts_of_a_rate_add_up_on_paper() -> None:
    def cents(text: str) -> int:
        return int(re.sub(r"\D", "", text))

    rows = all_papers()["rates"].model_dump()["regels"]
    assert len(rows) == 2
    for row in rows:
        parts = sum(cents(row[name]) for name in ("beroepskrachten", "clientgebonden", "overhead", "indexering"))
        assert parts == cents(row["tarief"])
