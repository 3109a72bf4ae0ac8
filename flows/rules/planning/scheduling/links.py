"""Which steps of a planning wait for which, in what order they can be done, and what is wrong with the links."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

from flows.rules.wording import listing
from schemas.planning import Link, Milestone


@dataclass(frozen=True)
class Order:
    """The steps such that each stands after the steps it waits for, and the links that are left.

    A link to a number that is not in the plan is left out (``unknown``: step and number), and so are all links of a
    ``circle`` of steps that wait for each other: no dates follow from them.
    """

    numbers: tuple[int, ...]
    links: dict[int, tuple[Link, ...]]
    unknown: tuple[tuple[int, int], ...]
    circles: tuple[tuple[int, ...], ...]


def order_of(milestones: Iterable[Milestone]) -> Order:
    """Put the steps in an order in which they can be done; of steps that do not wait, the lowest number first."""
    steps = {step.number: step for step in sorted(milestones, key=lambda step: step.number)}
    unknown = tuple(
        (step.number, link.number) for step in steps.values() for link in step.after if link.number not in steps
    )
    waits = {number: {link.number for link in step.after} & steps.keys() for number, step in steps.items()}
    numbers, circles = _sorted(waits)
    broken = {pair for circle in circles for pair in pairwise((*circle, circle[0]))}
    links = {
        number: tuple(link for link in step.after if link.number in steps and (link.number, number) not in broken)
        for number, step in steps.items()
    }
    return Order(numbers, links, unknown, circles)


def graph_faults(milestones: Iterable[Milestone]) -> tuple[str, ...]:
    """Dutch sentences for the links of a planning that cannot be followed: unknown numbers and steps in a circle."""
    order = order_of(milestones)
    missing = (
        f"Stap {number} komt na stap {other}, maar stap {other} staat niet in de planning. Verbeter het nummer."
        for number, other in order.unknown
    )
    return (*missing, *(_said(circle) for circle in order.circles))


def _said(circle: tuple[int, ...]) -> str:
    if len(circle) == 1:
        return f"Stap {circle[0]} wacht op zichzelf. Haal die verwijzing weg."
    names = listing(str(number) for number in sorted(circle))
    return f"Stap {names} wachten op elkaar, dus geen van die stappen kan beginnen. Haal een van de verwijzingen weg."


def _sorted(waits: dict[int, set[int]]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """The numbers in order, and the circles that had to be broken for it. Uses up ``waits``."""
    followers: dict[int, list[int]] = defaultdict(list)
    for number, others in waits.items():
        for other in others:
            followers[other].append(number)
    ready = [number for number, others in waits.items() if not others]
    heapify(ready)
    numbers, circles = [], []
    while waits:
        if not ready:
            circle = _circle(waits)
            circles.append(circle)
            for earlier, later in pairwise((*circle, circle[0])):
                waits[later].discard(earlier)
                if not waits[later]:
                    heappush(ready, later)
            continue
        number = heappop(ready)
        numbers.append(number)
        del waits[number]
        for follower in followers[number]:
            if follower in waits and number in waits[follower]:
                waits[follower].discard(number)
                if not waits[follower]:
                    heappush(ready, follower)
    return tuple(numbers), tuple(circles)


def _circle(waits: dict[int, set[int]]) -> tuple[int, ...]:
    """Steps that wait for each other, each for the one before it; every step left waits for one that is left."""
    path: dict[int, None] = {}
    number = min(waits)
    while number not in path:
        path[number] = None
        number = min(waits[number])
    walked = list(path)
    return tuple(reversed(walked[walked.index(number) :]))
