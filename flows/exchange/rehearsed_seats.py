"""Who asks for a seat at a rehearsed session on which ground, and who gets one: by the same lots as in real life."""

from collections.abc import Callable, Iterator, Sequence

from flows.exchange.rehearsal_shapes import Sessie
from flows.rules.dialogue.seats import Applicant, Draw, Ground, draw, seated_by
from schemas.dialogue import DialogueSession, Participant
from schemas.provider import Provider
from schemas.values import Noun

CLIENTS = "Vaste plaats voor cliëntvertegenwoordiging"
SIZES = ("solistisch", "klein", "middel", "groot")

Meets = Callable[[Provider], bool]


class SeatPlan(Noun):
    """What was published, who asked, how the lots fell, and who sits at each session, by its number."""

    grounds: tuple[Ground, ...]
    applicants: tuple[Applicant, ...]
    seeds: dict[int, int]
    draws: tuple[Draw, ...]
    seated: dict[int, tuple[Participant, ...]]


def seat_plan(
    tables: Sequence[tuple[Sessie, DialogueSession]], pool: Sequence[Provider], lots: Sequence[int]
) -> SeatPlan:
    """Everybody in the pool asks for every session. Who sat at an earlier one waits where the grounds say so."""
    grounds: list[Ground] = []
    applicants: list[Applicant] = []
    draws: list[Draw] = []
    seated: dict[int, tuple[Participant, ...]] = {}
    sat: set[str] = set()
    for table, session in tables:
        rows = list(_grounds(table, lots))
        mine = [ground for ground, _ in rows]
        asking = [_applicant(session.number, provider, rows) for provider in pool]
        drawn = draw(session, mine, asking, table.lotnummer, sat)
        sat |= {one for row in drawn for one in row.seated}
        seated[session.number] = (*seated_by(drawn, asking), *map(_client, table.clientvertegenwoordiging))
        grounds += [*mine, _ground(table, CLIENTS, None)]
        applicants += asking
        draws += drawn
    return SeatPlan(
        grounds=tuple(grounds),
        applicants=tuple(applicants),
        seeds={table.nummer: table.lotnummer for table, _ in tables},
        draws=tuple(draws),
        seated=seated,
    )


def _grounds(table: Sessie, lots: Sequence[int]) -> Iterator[tuple[Ground, Meets]]:
    """The grounds of a session one by one: a kind of ground in the YAML stands for one per lot or size."""
    for row in table.deelname_gronden:
        for text, meets in _of_kind(row.grond, lots):
            yield _ground(table, text, row.plaatsen), meets


def _of_kind(kind: str, lots: Sequence[int]) -> list[tuple[str, Meets]]:
    if kind == "perceel":
        return [(f"Loting perceel {lot}", _of_lot(lot)) for lot in lots]
    if kind == "grootteklasse":
        return [(f"Loting grootteklasse {size}", _of_size(size)) for size in SIZES]
    if kind == "vijf of meer gemeenten":
        return [("Loting hulp in vijf of meer gemeenten", lambda provider: len(provider.municipalities) >= 5)]
    return [("Loting hulp in één of twee gemeenten", lambda provider: len(provider.municipalities) <= 2)]


def _of_lot(number: int) -> Meets:
    return lambda provider: number in provider.lots


def _of_size(size: str) -> Meets:
    return lambda provider: provider.size == size


def _ground(table: Sessie, text: str, seats: int | None) -> Ground:
    return Ground(
        text=text,
        session=table.nummer,
        kind=None,
        seats=seats,
        published_on=table.gronden_bekend_op,
        published_in=table.gronden_bekend_in,
        newcomers_first=table.nieuwe_deelnemers_eerst and text != CLIENTS,
    )


def _applicant(session: int, provider: Provider, grounds: Sequence[tuple[Ground, Meets]]) -> Applicant:
    seat = Participant(
        organisation=provider.name, provider_id=provider.id, role="zorgaanbieder", ground="", email=provider.email
    )
    met = tuple(ground.text for ground, meets in grounds if meets(provider))
    return Applicant(session=session, provider_id=provider.id, seat=seat, grounds=met)


def _client(who: str) -> Participant:
    """A client representative is named by role only; the invitation goes by way of whom they represent."""
    return Participant(organisation=who, provider_id=None, role="cliëntvertegenwoordiging", ground=CLIENTS, email=None)
