"""Points that may say the same: found among few and among many, and never decided by the program."""

from random import Random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.consultation import clusters, look_alikes
from schemas.consultation import ConsultationInput
from tests.builders import CALM, point

CONTINUITY = "Zorg bij de overgang van het huidige contract naar het nieuwe contract dat de zorg goed doorloopt."


def said(*texts: str) -> tuple[ConsultationInput, ...]:
    return tuple(point(number, text=text) for number, text in enumerate(texts, start=1))


def test_the_same_text_of_three_municipalities_is_found_whatever_stands_between() -> None:
    rows = said(
        CONTINUITY, "Maak de tarieven op tijd bekend.", CONTINUITY, "Let op zzp'ers.", f"  {CONTINUITY.upper()}"
    )
    found = look_alikes(rows)
    assert [(row.first, row.also, row.score) for row in found] == [("I-001", "I-003", 100), ("I-001", "I-005", 100)]
    assert clusters(found) == (("I-001", "I-003", "I-005"),)


def test_other_words_for_the_same_are_a_suggestion_and_another_subject_is_none() -> None:
    rows = said(
        CONTINUITY,
        "Zorg dat bij de overgang naar het nieuwe contract de zorg van het huidige contract goed doorloopt.",
        "Betrek scholen bij het plan van aanpak.",
    )
    ((first, also),) = ((row.first, row.also) for row in look_alikes(rows))
    assert (first, also) == ("I-001", "I-002")


def test_what_a_person_decided_is_no_suggestion_any_more() -> None:
    one, two = said(CONTINUITY, CONTINUITY)
    assert look_alikes((one, two.model_copy(update={"alike": "I-001"}))) == ()


@CALM
@given(st.lists(st.integers(0, 4), max_size=30))
def test_every_exact_double_is_found(kinds: list[int]) -> None:
    rows = said(*(f"Dit is punt van soort {kind} over onderwerp {'abcde'[kind] * 8}." for kind in kinds))
    doubles = {row.also for row in look_alikes(rows, enough=101)}
    assert doubles == {f"I-{place:03d}" for place, kind in enumerate(kinds, start=1) if kind in kinds[: place - 1]}


def varied(number: int) -> list[str]:
    """Many points of fourteen words; every second one repeats the one before it with another word in it."""
    draw, made = Random(number), list[str]()
    words = ["".join(draw.choices("abdefgiklmnoprstuvwz", k=8)) for _ in range(number // 2)]
    while len(made) < number:
        first = draw.choices(words, k=14)
        again = [*first[:3], draw.choice(words), *first[4:]]
        made += [" ".join(first), " ".join(again)]
    return made


def test_among_many_points_nearly_every_repeat_is_found_next_to_its_own_original() -> None:
    rows = said(*varied(1000))
    found = {row.also: row.first for row in look_alikes(rows)}
    right = sum(found.get(f"I-{place + 1:03d}") == f"I-{place:03d}" for place in range(1, 1000, 2))
    assert right >= 495


def test_two_thousand_points_take_seconds_and_four_times_as_many_not_much_more_than_four_times_that() -> None:
    def seconds(number: int) -> float:
        rows = said(*varied(number))
        began = process_time()
        look_alikes(rows)
        return process_time() - began

    two_thousand = min(seconds(2000), seconds(2000))
    assert two_thousand < 5
    assert seconds(8000) < 8 * two_thousand, "the square would be sixteen times"
