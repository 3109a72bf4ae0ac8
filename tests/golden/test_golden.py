"""The text of every kind of document, kept next to this file. A change of a sentence shows as a change of a file.

Run with INKOOP_GOLDEN=1 to write the texts anew; then read what changed as carefully as the change itself.
"""

import os
from pathlib import Path

import pytest

from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from schemas.documents import ALL
from tests.golden.papers import all_papers, printed, text_of

FOLDER = Path(__file__).resolve().parent
PAPERS = all_papers()
REWRITE = os.environ.get("INKOOP_GOLDEN") == "1"


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_the_text_is_what_was_agreed(name: str) -> None:
    kept, made = FOLDER / f"{name}.txt", text_of(PAPERS[name]) + "\n"
    if REWRITE:
        kept.write_text(made, encoding="utf-8", newline="\n")
    assert kept.read_text(encoding="utf-8") == made, "is this what you meant? then run with INKOOP_GOLDEN=1"


def test_every_kind_of_document_has_its_golden_text_and_no_text_is_left_over() -> None:
    assert {type(row) for row in PAPERS.values()} == set(ALL)
    assert {path.stem for path in FOLDER.glob("*.txt")} == PAPERS.keys()


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_document_made_twice_is_the_same_to_the_byte(name: str) -> None:
    assert printed(PAPERS[name]) == printed(all_papers()[name])


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_no_document_uses_a_word_that_its_regime_forbids(name: str) -> None:
    assert PROCEDURE.vocabulary.wrong_words(text_of(PAPERS[name])) == ()


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_nothing_of_the_machinery_shows(name: str) -> None:
    text = text_of(PAPERS[name]).replace("{{ 7*7 }} B.V.", "")
    for sign in ("{{", "{%", "}}", "None", "True", "False", "Decimal(", "datetime", "  ,", " .", ",,", "..", "''"):
        assert sign not in text.replace("..., ", "").replace("...", ""), sign


@pytest.mark.parametrize(
    "name", ["nota_van_inlichtingen", "change_index", "innovation_agenda", "response_note", "rectification"]
)
def test_nobody_who_asked_can_be_seen(name: str) -> None:
    text = text_of(PAPERS[name])
    for mark in ("Zorg & Co", "Aäf", "ZA-001", "00000017", "info@zorg.example", "TN-1", "V-001", "Alleen voor ons"):
        assert mark not in text
