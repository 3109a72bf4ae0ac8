"""Seats: published grounds only, and lots that anybody can draw again."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.dialogue.seats import (
    HIGHEST_SEED,
    MODULUS,
    MULTIPLIER,
    WARM_UP,
    Applicant,
    Draw,
    Ground,
    contested,
    draw,
    grounds_of,
    lots,
    seat_obstacles,
    seated_by,
)
from schemas.dialogue import DialogueSession, Participant, SessionKind
from tests import builders as a
from tests.builders import CALM

IDS = tuple(f"ZA-{number:03d}" for number in range(1, 41))


def ground(text: str = "Loting", seats: int | None = 3, **changed: object) -> Ground:
    return Ground(
        text=text, session=None, kind=None, seats=seats, published_on=date(2025, 4, 3), published_in="platform"
    ).model_copy(update=changed)


def applicant(one: str, *grounds: str, session: int = 1) -> Applicant:
    seat = Participant(organisation=f"Zorg {one}", provider_id=one, role="zorgaanbieder", ground="", email=None)
    return Applicant(session=session, provider_id=one, seat=seat, grounds=grounds or ("Loting",))


def seated(*ids: str, text: str = "Loting", no: tuple[str, ...] = ()) -> DialogueSession:
    rows = (
        applicant(one).seat.model_copy(update={"ground": text, "attended": False if one in no else None}) for one in ids
    )
    return a.session(participants=tuple(rows))


def test_the_lot_is_the_calculation_that_the_docstring_says() -> None:
    """Worked out in another way: the n-th number of the row is seed times the multiplier to the power n."""
    found = lots(["ZA-002", "ZA-001", "ZA-003"], 12345)
    for place, one in enumerate(("ZA-001", "ZA-002", "ZA-003"), start=1):
        assert found[one] == 12345 * pow(MULTIPLIER, WARM_UP + place, MODULUS) % MODULUS


@pytest.mark.parametrize("seed", [0, -1, HIGHEST_SEED + 1])
def test_a_lot_number_that_the_calculation_does_not_know_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="lotnummer"):
        lots(["a"], seed)


@CALM
@given(ids=st.sets(st.sampled_from(IDS), min_size=2), seed=st.integers(1, HIGHEST_SEED))
def test_everybody_has_a_lot_of_its_own_whatever_the_order_of_the_list(ids: set[str], seed: int) -> None:
    assert len(set(lots(ids, seed).values())) == len(ids)
    assert lots(sorted(ids), seed) == lots(sorted(ids, reverse=True), seed)


def test_nobody_is_favoured_by_small_lot_numbers() -> None:
    """Every applicant comes first about as often: 4,000 draws among ten, with the numbers people would choose."""
    first = Counter(min(row, key=row.__getitem__) for row in (lots(IDS[:10], seed) for seed in range(1, 4001)))
    assert all(300 < first[one] < 500 for one in IDS[:10]), first


@CALM
@given(
    asking=st.lists(st.tuples(st.sampled_from(IDS), st.sets(st.sampled_from("ABC"), min_size=1)), max_size=40),
    seats=st.tuples(*(st.one_of(st.none(), st.integers(1, 6)) for _ in "ABC")),
    seed=st.integers(1, HIGHEST_SEED),
    before=st.sets(st.sampled_from(IDS)),
    newcomers=st.booleans(),
)
def test_seats_are_filled_and_never_overfilled(
    asking: list[tuple[str, set[str]]],
    seats: tuple[int | None, ...],
    seed: int,
    before: set[str],
    newcomers: bool,
) -> None:
    grounds = [ground(text, number, newcomers_first=newcomers) for text, number in zip("ABC", seats, strict=True)]
    rows = [applicant(one, *sorted(met)) for one, met in dict(asking).items()]
    drawn = draw(a.session(), grounds, rows, seed, before)
    assert drawn == draw(a.session(), grounds, rows[::-1], seed, before), "the order of the list decides nothing"
    got = [one for row in drawn for one in row.seated]
    assert len(got) == len(set(got)), "one seat each"
    met = {row.provider_id: set(row.grounds) for row in rows}
    places = {row.text: row.seats for row in grounds}
    for row in drawn:
        limit = places[row.ground]
        assert all(row.ground in met[one] for one in row.order)
        assert len(row.seated) == min(len(row.order), limit if limit is not None else len(row.order))
        assert (row.seed is None) == (len(row.order) <= row.seats)
        if row.seed is not None:
            number = lots(row.order, seed)
            keys = [(newcomers and one in before, number[one]) for one in row.order]
            assert keys == sorted(keys)
    without = set(met) - set(got)
    assert all(any(row.ground in met[one] and one in row.order for row in drawn) for one in without), "who asked, drew"


@pytest.mark.parametrize("seed", range(1, 40))
def test_who_sat_before_gets_a_seat_that_is_left_over_only_where_that_was_published(seed: int) -> None:
    rows, before = [applicant(one) for one in IDS[:8]], set(IDS[:6])
    (row,) = draw(a.session(), [ground(newcomers_first=True)], rows, seed, before)
    assert set(row.order[:2]) == set(IDS[6:8])
    assert row.seated[2] in before
    (plain,) = draw(a.session(), [ground()], rows, seed, before)
    assert plain.order == tuple(sorted(IDS[:8], key=lots(IDS[:8], seed).__getitem__))


def test_more_askers_than_seats_need_a_lot_number() -> None:
    rows = [applicant(one) for one in IDS[:4]]
    assert contested(a.session(), [ground()], rows) == ("Loting",)
    assert contested(a.session(), [ground(seats=4)], rows) == ()
    with pytest.raises(ValueError, match="'Loting' is een lotnummer nodig"):
        draw(a.session(), [ground()], rows, None, ())
    assert draw(a.session(), [ground(seats=4)], rows, None, ())[0].seed is None


def test_grounds_are_of_a_session_a_kind_or_everybody() -> None:
    rows = [ground("allen"), ground("twee", session=2), ground("tafel", kind=SessionKind.DEVELOPMENT)]
    assert [row.text for row in grounds_of(a.session(1), rows)] == ["allen"]
    assert [row.text for row in grounds_of(a.session(2), rows)] == ["allen", "twee"]
    assert [row.text for row in grounds_of(a.session(3, kind=SessionKind.DEVELOPMENT), rows)] == ["allen", "tafel"]


def test_who_was_drawn_sits_there_with_the_ground() -> None:
    rows = [applicant(one) for one in IDS[:5]]
    drawn = draw(a.session(), [ground()], rows, 7, ())
    seats = seated_by(drawn, rows)
    assert [seat.provider_id for seat in seats] == sorted(drawn[0].seated)
    assert {seat.ground for seat in seats} == {"Loting"}
    assert all(before.organisation < after.organisation for before, after in pairwise(seats))


DRAWN = Draw(session=1, ground="Loting", seats=2, seed=7, order=("ZA-003", "ZA-001", "ZA-002", "ZA-004"))


@pytest.mark.parametrize(
    ("session", "says"),
    [
        (seated("ZA-003", "ZA-001", "ZA-002"), "zijn 2 plaatsen, maar er zitten er 3"),
        (seated("ZA-003", "ZA-009"), "ZA-009 lootte niet mee"),
        (seated("ZA-003", "ZA-002"), "ZA-001 ging voor in de loting"),
        (seated("ZA-003", "ZA-004", no=("ZA-003",)), "ZA-001 en ZA-002 gingen voor"),
    ],
)
def test_seats_out_of_order_are_refused(session: DialogueSession, says: str) -> None:
    found = seat_obstacles(session, [ground(seats=2)], (), [DRAWN])
    assert len(found) == 1, found
    assert says in found[0]


@pytest.mark.parametrize(
    "session",
    [
        seated("ZA-003", "ZA-001"),
        seated("ZA-003"),
        seated("ZA-003", "ZA-001", "ZA-002", no=("ZA-001",)),
        seated("ZA-003", "ZA-001", "ZA-002", "ZA-004", no=("ZA-003", "ZA-002")),
        seated("ZA-009", text="Vaste plaats"),
    ],
)
def test_the_next_in_order_may_sit_when_somebody_calls_off(session: DialogueSession) -> None:
    grounds = [ground(seats=2), ground("Vaste plaats", None)]
    assert seat_obstacles(session, grounds, (), [DRAWN]) == ()


def test_where_more_asked_than_there_are_seats_lots_come_first() -> None:
    rows = [applicant(one) for one in IDS[:4]]
    (sentence,) = seat_obstacles(seated("ZA-001"), [ground(seats=2)], rows, ())
    assert "Laat eerst loten (stap 7)" in sentence
    assert seat_obstacles(seated("ZA-001"), [ground(seats=4)], rows, ()) == ()
