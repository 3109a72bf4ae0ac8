"""Seats at a session: on which published ground somebody may sit there, and the drawing of lots when too many want to.

Taking part follows published, objective grounds only (domain F 35). The lot is a calculation that anybody can repeat,
in a spreadsheet too: from the lot number each applicant, in order of id, gets the next number of the row
``x = REST(48271 * x; 2147483647)``; the lowest number comes first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from flows.rules.dialogue.sessions import is_coming, session_title
from flows.rules.wording import count, listing
from schemas.dialogue import DialogueSession, Participant, SessionKind
from schemas.values import Noun, PositiveInt

MULTIPLIER, MODULUS = 48_271, 2_147_483_647
"""The "minimal standard" generator (Park, Miller and Stockmeyer, 1993): it gives every number below the modulus once,
so that two applicants never have the same lot, and all products stay exact in a spreadsheet."""
WARM_UP = 20
"""Numbers that are skipped first, because a small lot number would give the first applicant a small lot."""
HIGHEST_SEED = MODULUS - 1


class Ground(Noun):
    """A published ground. ``session`` None: for every session of ``kind``; ``kind`` None too: for every session.

    ``seats`` None: as many as there are. ``newcomers_first``: who sat at an earlier session of the kind only gets a
    seat that is left over.
    """

    text: str
    session: PositiveInt | None
    kind: SessionKind | None
    seats: PositiveInt | None
    published_on: date
    published_in: str
    newcomers_first: bool = False


class Applicant(Noun):
    """A provider that asked for a seat, with the grounds that it meets. ``seat.ground`` is still empty."""

    session: PositiveInt
    provider_id: str
    seat: Participant
    grounds: tuple[str, ...]


class Draw(Noun):
    """The order of those who asked for the seats of one ground; ``seed`` None: there were enough, so nobody drew."""

    session: PositiveInt
    ground: str
    seats: int
    seed: int | None
    order: tuple[str, ...]

    @property
    def seated(self) -> tuple[str, ...]:
        return self.order[: self.seats]


def grounds_of(session: DialogueSession, grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """The grounds that were published for this session, in the order of publication."""
    return tuple(row for row in grounds if row.session in (None, session.number) and row.kind in (None, session.kind))


def lots(ids: Iterable[str], seed: int) -> dict[str, int]:
    """The lot of each id; ValueError for a lot number that the calculation does not know."""
    if not 1 <= seed <= HIGHEST_SEED:
        raise ValueError(f"een lotnummer ligt van 1 tot en met {HIGHEST_SEED}")
    number = seed
    for _ in range(WARM_UP):
        number = MULTIPLIER * number % MODULUS
    drawn = {}
    for one in sorted(set(ids)):
        number = MULTIPLIER * number % MODULUS
        drawn[one] = number
    return drawn


def contested(session: DialogueSession, grounds: Iterable[Ground], applicants: Iterable[Applicant]) -> tuple[str, ...]:
    """The grounds of a session for which more asked than there are seats, so that lots may have to be drawn."""
    asked = Counter(ground for row in applicants if row.session == session.number for ground in row.grounds)
    return tuple(row.text for row in grounds_of(session, grounds) if row.seats and asked[row.text] > row.seats)


def draw(
    session: DialogueSession,
    grounds: Iterable[Ground],
    applicants: Iterable[Applicant],
    seed: int | None,
    sat_before: Collection[str],
) -> tuple[Draw, ...]:
    """Divide the seats of a session, ground by ground in the order of publication; a provider gets one seat at most.

    ``sat_before`` are the providers that sat at an earlier session of the kind. ``seed`` is needed as soon as one
    ground is :func:`contested`; ValueError without it.
    """
    mine = [row for row in applicants if row.session == session.number]
    found, seated = [], set[str]()
    for ground in grounds_of(session, grounds):
        ids = sorted({row.provider_id for row in mine if ground.text in row.grounds} - seated)
        if not ids:
            continue
        if ground.seats is None or len(ids) <= ground.seats:
            result = Draw(session=session.number, ground=ground.text, seats=len(ids), seed=None, order=tuple(ids))
        else:
            if seed is None:
                raise ValueError(f"voor '{ground.text}' is een lotnummer nodig")
            order = _in_order(ids, seed, sat_before if ground.newcomers_first else ())
            result = Draw(session=session.number, ground=ground.text, seats=ground.seats, seed=seed, order=order)
        seated.update(result.seated)
        found.append(result)
    return tuple(found)


def _in_order(ids: Iterable[str], seed: int, later: Collection[str]) -> tuple[str, ...]:
    lot = lots(ids, seed)
    return tuple(sorted(lot, key=lambda one: (one in later, lot[one])))


def seated_by(draws: Iterable[Draw], applicants: Iterable[Applicant]) -> tuple[Participant, ...]:
    """The seats that were drawn, in order of the id, each with the ground on which it was drawn."""
    seats = {(row.session, row.provider_id): row.seat for row in applicants}
    drawn = [(one, row) for row in draws for one in row.seated]
    return tuple(
        seats[row.session, one].model_copy(update={"ground": row.ground})
        for one, row in sorted(drawn, key=lambda pair: pair[0])
    )


def seat_obstacles(
    session: DialogueSession, grounds: Sequence[Ground], applicants: Sequence[Applicant], draws: Sequence[Draw]
) -> tuple[str, ...]:
    """What is wrong with who sits where: more seats than were published, or not in the order of the lots.

    A sentence each, with the next step. Who called off keeps its row (Aanwezig: nee); the next in order may sit then.
    """
    mine = [row for row in draws if row.session == session.number]
    return (
        *_too_full(session, grounds),
        *_not_drawn(session, grounds, applicants, mine),
        *(sentence for row in mine for sentence in _out_of_turn(session, row)),
    )


def _too_full(session: DialogueSession, grounds: Sequence[Ground]) -> Iterator[str]:
    taken = Counter(seat.ground for seat in session.participants if is_coming(seat))
    for ground in grounds_of(session, grounds):
        if ground.seats is not None and taken[ground.text] > ground.seats:
            yield (
                f"{session_title(session)}: op de grond '{ground.text}' zijn "
                f"{count(ground.seats, 'plaats', 'plaatsen')}, maar er zitten er {taken[ground.text]}. "
                "Laat loten (stap 7) of haal deelnemers weg."
            )


def _not_drawn(
    session: DialogueSession, grounds: Sequence[Ground], applicants: Sequence[Applicant], draws: Sequence[Draw]
) -> Iterator[str]:
    open_grounds = set(contested(session, grounds, applicants)) - {row.ground for row in draws}
    seated = {seat.ground for seat in session.participants}
    # A ground may be contested on paper and not in the draw, when its applicants got a seat on an earlier ground.
    if open_grounds & seated and not draws:
        yield (
            f"{session_title(session)}: voor {listing(sorted(open_grounds & seated))} zijn meer aanmeldingen dan "
            "plaatsen. Laat eerst loten (stap 7)."
        )


def _out_of_turn(session: DialogueSession, row: Draw) -> Iterator[str]:
    name = session_title(session)
    known = {seat.provider_id for seat in session.participants}
    seated = [seat.provider_id for seat in session.participants if seat.ground == row.ground and is_coming(seat)]
    strangers = sorted(one or "iemand zonder id" for one in seated if one not in row.order)
    if strangers:
        verb = "lootte" if len(strangers) == 1 else "lootten"
        yield f"{name}: {listing(strangers)} {verb} niet mee voor '{row.ground}'. De uitkomst van de loting staat vast."
    places = [row.order.index(one) for one in seated if one in row.order]
    passed = [one for one in row.order[: max(places, default=-1) + 1] if one not in known]
    if passed:
        verbs = ("ging", "staat") if len(passed) == 1 else ("gingen", "staan")
        yield (
            f"{name}: {listing(passed)} {verbs[0]} voor in de loting voor '{row.ground}' en {verbs[1]} niet bij "
            "'Deelnemers'. Zet de rij terug; kan iemand niet, vul dan bij 'Aanwezig' nee in."
        )
