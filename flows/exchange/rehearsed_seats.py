"""Who sits at a rehearsed dialogue session: drawn by lot, within what the session's published grounds promise.

The lot is a hash of session and provider: nobody can steer it, and every rehearsal draws the same.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from schemas.provider import Provider

Wanted = Callable[[Provider], bool]


class Grounds(NamedTuple):
    """The promise of one session: seats in all, seats per size class, and at least so many seats of some sort."""

    seats: int
    per_class: int
    at_least: tuple[tuple[Wanted, int], ...]


def _of_lot(number: int) -> Wanted:
    return lambda provider: number in provider.lots


def _small(provider: Provider) -> bool:
    return provider.size in {"solistisch", "klein"}


def _in_many(provider: Provider) -> bool:
    return len(provider.municipalities) >= 5


def _in_few(provider: Provider) -> bool:
    return len(provider.municipalities) <= 2


def grounds(number: int, lots: Sequence[int]) -> Grounds:
    """What dialoog/sessies.yaml promises in words for that session ('deelname_grond')."""
    each_lot = tuple((_of_lot(lot), 1) for lot in lots)
    if number == 1:
        return Grounds(16, 4, each_lot)
    if number == 2:
        return Grounds(3 * len(lots), 3 * len(lots), (*((_of_lot(lot), 3) for lot in lots), (_small, len(lots))))
    if number == 3:
        return Grounds(16, 4, tuple((_of_lot(lot), 2) for lot in lots))
    return Grounds(16, 4, (*each_lot, (_in_many, 4), (_in_few, 4)))


def draw(number: int, pool: Sequence[Provider], later: Collection[str], lots: Sequence[int]) -> tuple[Provider, ...]:
    """The providers at the table of session ``number``, in order of the register.

    ``later`` are the ids of those who only get a seat that is left over, because they sat at an earlier table.
    """
    promise = grounds(number, lots)
    order = sorted(pool, key=lambda provider: (provider.id in later, _lot(number, provider)))
    seated: list[Provider] = []
    classes: Counter[str] = Counter()

    def seat(wanted: Wanted, minimum: int) -> None:
        for provider in order:
            if sum(map(wanted, seated)) >= minimum or len(seated) >= promise.seats:
                return
            if provider not in seated and wanted(provider) and classes[provider.size] < promise.per_class:
                seated.append(provider)
                classes[provider.size] += 1

    # The rarest first: who is one of few must not find the seats of his class taken by one of many.
    for wanted, minimum in sorted(promise.at_least, key=lambda promised: sum(map(promised[0], pool))):
        seat(wanted, minimum)
    seat(lambda provider: True, promise.seats)
    return tuple(sorted(seated, key=lambda provider: provider.number))


def _lot(number: int, provider: Provider) -> str:
    return hashlib.sha256(f"sessie {number}: {provider.id}".encode()).hexdigest()
