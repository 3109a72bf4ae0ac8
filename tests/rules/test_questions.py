"""Questions: numbers that run on and never shift, doubles that refer, an asker nobody can see."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.questions import (
    askers_per_theme,
    change_label,
    numbered,
    public_answer,
    publication_order,
    published,
    revealing,
)
from schemas.clarification import Question, QuestionStatus
from tests.builders import CALM, NAMES, proposed, question
from tests.rules.cases import change, provider

SECTIONS = st.one_of(st.sampled_from(("E-2.1", "E-10.1", "E-10.2", "", "artikel 4")), st.text(max_size=4))


@st.composite
def several(draw: st.DrawFn) -> tuple[Question, ...]:
    """Up to eight unnumbered questions over three rounds, some answered individually."""
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "round": st.integers(1, 3),
                    "individual": st.booleans(),
                    "document": st.sampled_from(("Programma van eisen", "Tarieven")),
                    "section": SECTIONS,
                }
            ),
            max_size=8,
        )
    )
    return tuple(question(place, **fields) for place, fields in enumerate(rows, start=1))


def used(rows: tuple[Question, ...]) -> int:
    return max((row.number or 0 for row in rows), default=0)


def publish(rows: tuple[Question, ...], round_number: int) -> tuple[Question, ...]:
    """All questions after a round was published: the numbered ones in place of what they were."""
    fresh = {row.id: row for row in published(numbered(rows, round_number, used(rows)))}
    return tuple(fresh.get(row.id, row) for row in rows)


@CALM
@given(several())
def test_numbers_run_on_over_rounds_without_a_gap(rows: tuple[Question, ...]) -> None:
    for round_number in (1, 2, 3):
        rows = publish(rows, round_number)
    numbers = sorted(row.number for row in rows if row.number is not None)
    assert numbers == list(range(1, len(numbers) + 1))
    assert all((row.number is None) is row.individual for row in rows)
    last = {number: max((row.number or 0 for row in rows if row.round == number), default=0) for number in (1, 2, 3)}
    for row in rows:
        assert row.number is None or all(row.number > last[earlier] for earlier in range(1, row.round))


@CALM
@given(several(), several(), st.integers(1, 3))
def test_what_is_published_never_shifts(
    rows: tuple[Question, ...], later: tuple[Question, ...], round_number: int
) -> None:
    """Questions that come in afterwards, even for the same round, take new numbers only."""
    before = publish(rows, round_number)
    extra = tuple(row.model_copy(update={"id": f"L{row.id}", "source_number": f"L{row.id}"}) for row in later)
    kept = {row.id: row.number for row in before if row.number is not None}
    after = publish((*extra, *before), round_number)
    assert kept.items() <= {row.id: row.number for row in after}.items()


@CALM
@given(several(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_when_a_question_came_in(rows: tuple[Question, ...], random: Any) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert [row.id for row in numbered(shuffled, 1, 7)] == [row.id for row in numbered(rows, 1, 7)]


@CALM
@given(several(), st.integers(0, 500))
def test_a_round_is_printed_in_order_of_number(rows: tuple[Question, ...], last_used: int) -> None:
    numbers = [row.number for row in numbered(rows, 2, last_used)]
    assert numbers == list(range(last_used + 1, last_used + 1 + len(numbers)))


@CALM
@given(several())
def test_asking_again_gives_the_same_numbers(rows: tuple[Question, ...]) -> None:
    once = publish(rows, 1)
    assert publish(once, 1) == once


def test_places_are_ordered_as_numbers_and_documents_by_name() -> None:
    rows = (
        question(1, section="E-10.1", text="c"),
        question(2, section="E-2.1", text="b"),
        question(3, section="E-2.1", text="a"),
        question(4, document="Aanmeldingsdocument", section="E-99"),
    )
    assert [row.id for row in numbered(rows, 1, 0)] == ["V-004", "V-003", "V-002", "V-001"]


@pytest.mark.parametrize("section", ["5²", "²", "", "①", "٣.٤", "artikel 1, lid 2, onder b"])
def test_any_place_can_be_ordered(section: str) -> None:
    assert publication_order(question(1, section=section))


def test_a_double_refers_to_the_number_of_the_question_it_repeats() -> None:
    rows = (question(1, number=12), question(2, number=13, answer=None, duplicate_of="TN-1"))
    assert public_answer(rows[0], rows) == "Zo werkt 1."
    assert public_answer(rows[1], rows) == "Zie het antwoord op vraag 12."


def test_a_double_of_a_question_that_is_not_published_prints_its_own_answer() -> None:
    rows = (question(1), question(2, number=13, duplicate_of="TN-1"))
    assert public_answer(rows[1], rows) == "Zo werkt 2."


def test_published_changes_the_status_and_nothing_else() -> None:
    before = question(1, number=4)
    (after,) = published((before,))
    assert after == before.model_copy(update={"status": QuestionStatus.PUBLISHED})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mail naar jan.jansen+jeugd@zorg-co.example of bel.", {"jan.jansen+jeugd@zorg-co.example"}),
        ("Bel 055 580 12 34 of 06-1234 5678.", {"055 580 12 34", "06-1234 5678"}),
        ("Bel +31 6 1234 5678.", {"+31 6 1234 5678"}),
        ("Ons KvK-nummer is 01234567.", {"01234567"}),
        ("AGB 73730001 staat er.", {"73730001"}),
        ("Wij van ZORG & CO <bv> vragen dit.", {"Zorg & Co <BV>"}),
        ("Vraag het aan j. jansen.", {"J. Jansen"}),
        ("Onze locatie Straat 1 is te klein.", {"Straat 1"}),
    ],
)
def test_what_gives_an_asker_away_is_named(text: str, found: set[str]) -> None:
    assert set(revealing(text, (provider(),))) == found


@pytest.mark.parametrize(
    "text",
    [
        "Geldt eis E-4.8 ook voor onderaannemers?",
        "Het bedrag is € 98.673.332,00 en de termijn 20 kalenderdagen.",
        "Van 2025-03-28 tot 1-1-2026, paragraaf 3.10, bladzijde 27, artikel 4.2.",
        "Kan de SHA 9f86d081884c7d65 kloppen?",
        "",
    ],
)
def test_an_ordinary_question_gives_nobody_away(text: str) -> None:
    assert revealing(text, (provider(),)) == ()


@pytest.mark.parametrize("name", [name for name in NAMES if len(name) > 3])
def test_every_name_of_the_register_is_found_to_the_letter(name: str) -> None:
    assert name in revealing(f"Wij, {name}, vragen dit.", (provider(name=name),))


@CALM
@given(st.text(max_size=60), st.sampled_from(NAMES))
def test_revealing_names_each_thing_once_and_nothing_that_is_not_there(text: str, name: str) -> None:
    found = revealing(f"{text} {name}", (provider(name=name), provider(2)))
    assert len(set(found)) == len(found)
    assert (name in found) is (len(name) > 3)
    assert "J. Jansen" not in found or "jansen" in text.casefold()


def test_askers_are_counted_once_per_theme_and_never_named() -> None:
    rows = (
        question(1),
        question(2),
        question(3, provider_id="ZA-002"),
        question(4, theme="Digitaal", provider_id="ZA-002"),
    )
    assert askers_per_theme(rows) == {"Digitaal": 1, "Personeel": 2}
    assert "ZA-002" not in str(askers_per_theme(rows))


def test_the_label_of_a_change_follows_the_index() -> None:
    index = (change(3, "oud", "nieuw"),)
    asked = question(1, number=3, change=proposed())
    assert change_label(asked, index) == "ja, zie W-3"
    assert change_label(asked.model_copy(update={"change": None}), index) == "nee"
    assert change_label(asked.model_copy(update={"number": 4}), index) == "nee"
    assert change_label(asked.model_copy(update={"number": None}), index) == "nee"
