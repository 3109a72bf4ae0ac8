"""Questions: numbers that run on and never shift, doubles that refer, an asker nobody can see."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.nota.questions import (
    Answers,
    askers_per_theme,
    change_label,
    change_labels,
    numbered,
    only_refers,
    printed_announcement,
    printed_place,
    printed_question,
    public_answer,
    publication_order,
    published,
    revealing,
)
from schemas.clarification import Announcement, Question, QuestionStatus
from tests.builders import CALM, MOMENT, proposed, question
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


def test_a_double_refers_to_the_number_of_the_question_it_repeats_and_the_other_way_round() -> None:
    rows = (
        question(1, number=12),
        question(2, number=13, answer=None, duplicate_of="TN-1"),
        question(3, number=14, answer=None, duplicate_of="TN-1"),
    )
    assert public_answer(rows[0], rows) == "Zo werkt 1.\nDit is ook gesteld als vraag 13 en 14."
    assert public_answer(rows[1], rows) == "Zie het antwoord op vraag 12."


def test_what_a_nota_printed_does_not_change_when_a_double_or_a_rectification_comes_later() -> None:
    rows = (
        question(1, number=12),
        question(2, number=13, answer=None, duplicate_of="TN-1"),
        question(3, round=2, number=20, answer=None, duplicate_of="TN-1"),
        question(4, round=2, number=21, corrects=12),
        question(5, round=2, number=22),
    )
    first = rows[:2]
    assert [public_answer(row, rows) for row in first] == [public_answer(row, first) for row in first]
    assert public_answer(rows[2], rows) == "Zie het antwoord op vraag 12. Dat antwoord is gerectificeerd: zie vraag 21."
    assert printed_question(rows[3]) == "Rectificatie op vraag 12\nHoe werkt 4?"


def test_a_double_of_a_question_that_is_not_published_prints_its_own_answer() -> None:
    rows = (question(1), question(2, number=13, duplicate_of="TN-1"))
    assert public_answer(rows[1], rows) == "Zo werkt 2."


@CALM
@given(st.permutations(range(6)), st.randoms(use_true_random=False))
def test_who_asked_and_when_changes_nothing_in_what_is_printed(order: list[int], random: Any) -> None:
    """The same six questions, two of them in the same words, asked by other providers at other moments."""

    def printed(askers: list[int]) -> list[tuple[object, ...]]:
        rows = [
            question(
                place + 1,
                id=f"V-{askers[place]:03d}",
                provider_id=f"ZA-{askers[place]:03d}",
                received_at=MOMENT + timedelta(hours=askers[place]),
                text="Hoe werkt dit?" if place < 3 else f"Hoe werkt {place}?",
                section="E-1",
                answer="Zo werkt het.",
                source_number=f"TN-{place + 1}",
                duplicate_of="TN-1" if place == 1 else None,
            )
            for place in range(6)
        ]
        random.shuffle(rows)
        rows.sort(key=lambda row: row.id)
        made = numbered(rows, 1, 0)
        answers = Answers((*made, *rows))
        return [(row.number, printed_place(row), printed_question(row), answers.of(row)) for row in made]

    first = printed([1, 2, 3, 4, 5, 6])
    assert printed([place + 1 for place in order]) == first


@pytest.mark.parametrize(
    ("answer", "says_nothing"),
    [
        ("Zie leidraad.", True),
        ("zie de aanmeldingsdocumenten, paragraaf 3", True),
        ("Zie vraag 12.", False),
        ("Zie het antwoord op vraag 3.", False),
        ("Zie nota 1.", False),
        ("Ziek zijn telt niet.", False),
        ("Nee. Zie leidraad.", False),
        ("Zie paragraaf 3.1 van de leidraad: daar staat dat de termijn drie weken is, en dat geldt ook hier.", False),
        (None, False),
    ],
)
def test_an_answer_that_only_refers_says_nothing(answer: str | None, says_nothing: bool) -> None:
    assert only_refers(question(1, answer=answer)) is says_nothing


def test_a_place_and_an_announcement_are_printed_whole() -> None:
    assert printed_place(question(1, page="11")) == "Programma van eisen 1.0, E-1.1, p. 11"
    assert printed_place(question(1, section="")) == "Programma van eisen 1.0"
    told = Announcement(id="m", tender_id="t", round=1, sequence=1, subject="Kerst", text="Wij zijn dicht.")
    assert printed_announcement(told) == "Kerst: Wij zijn dicht."
    assert printed_announcement(told.model_copy(update={"lots": "2"})) == "Kerst (perceel 2): Wij zijn dicht."


def test_a_quotation_is_printed_once() -> None:
    assert printed_question(question(1, quote="binnen zes maanden")) == "“binnen zes maanden”\nHoe werkt 1?"
    assert printed_question(question(1, quote="Hoe", text="“Hoe”\nEn dan?")) == "“Hoe”\nEn dan?"


def test_published_changes_the_status_and_nothing_else() -> None:
    before = question(1, number=4)
    (after,) = published((before,))
    assert after == before.model_copy(update={"status": QuestionStatus.PUBLISHED})


def test_what_gives_an_asker_away_is_named_once() -> None:
    text = "Wij van ZORG & CO <bv> vragen dit. Bel 055 580 12 34, 055 580 12 34, of j. jansen."
    assert revealing(text, (provider(),)) == ("ZORG & CO <bv", "055 580 12 34", "j. jansen")
    assert revealing("Geldt eis E-4.8 ook voor onderaannemers?", (provider(),)) == ()


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
    labels = change_labels((change(3, "oud", "nieuw"),))
    asked = question(1, number=3, change=proposed())
    assert change_label(asked, labels) == "ja, zie W-3"
    assert change_label(asked.model_copy(update={"change": None}), labels) == "nee"
    assert change_label(asked.model_copy(update={"number": 4}), labels) == "nee"
    assert change_label(asked.model_copy(update={"number": None}), labels) == "nee"
