"""Points that may say the same: a suggestion each, on which a person decides (column 'Zelfde als')."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from schemas.consultation import ConsultationInput
from schemas.values import Noun

ENOUGH = 75
"""Of 100. Two wordings of one question were measured at 84, an unrelated one at 55 (users T10)."""

_FEW = 400
"""So many points are all compared with each other; of more, only those that share something rare."""

_STEM = 6
"""Letters of a word that count: 'overbrugging' and 'overbruggingsovereenkomst' are about the same thing."""
_RARE = 12
_CROWD = 64
"""A word in more points than this says nothing about any two of them."""
_NEAREST = 24
_NEIGHBOURS = 3


class Likeness(Noun):
    """Point ``also`` may say the same as the earlier point ``first``; ``score`` is how near the words are, of 100."""

    first: str
    also: str
    score: int


def look_alikes(inputs: Iterable[ConsultationInput], enough: int = ENOUGH) -> tuple[Likeness, ...]:
    """Every point that may repeat an earlier one, with the earlier one it is nearest to.

    Points that a person already marked (``alike``) are left out, as they are decided. Of many points only those that
    share a rare word, or stand next to each other when sorted by their words, are compared, so that the work grows with
    the number of points and not with its square. Equal texts are always found.
    """
    rows = tuple(sorted(inputs, key=lambda row: (row.sequence, row.id)))
    words = [_words(row.text) for row in rows]
    texts = [" ".join(one) for one in words]
    first_with: dict[str, int] = {}
    found = []
    candidates = _candidates(words)
    for place, row in enumerate(rows):
        if not texts[place]:
            continue
        earlier = first_with.setdefault(texts[place], place)
        if row.alike is not None:
            continue
        if earlier != place:
            found.append(Likeness(first=rows[earlier].id, also=row.id, score=100))
            continue
        scored = [(fuzz.token_set_ratio(texts[place], texts[other]), -other) for other in candidates[place]]
        score, nearest = max(scored, default=(0.0, 0))
        if score >= enough and rows[-nearest].alike != row.id:
            found.append(Likeness(first=rows[-nearest].id, also=row.id, score=round(score)))
    return tuple(found)


def clusters(found: Iterable[Likeness]) -> tuple[tuple[str, ...], ...]:
    """The suggestions taken together: each cluster begins with its earliest point."""
    root: dict[str, str] = {}

    def top(key: str) -> str:
        while root.setdefault(key, key) != key:
            key = root[key]
        return key

    order: dict[str, None] = {}
    for row in found:
        order.setdefault(row.first)
        order.setdefault(row.also)
        root[top(row.also)] = top(row.first)
    members: dict[str, list[str]] = defaultdict(list)
    for key in order:
        members[top(key)].append(key)
    return tuple(tuple(rows) for rows in members.values())


def _words(text: str) -> tuple[str, ...]:
    """The words of a text without capitals and punctuation."""
    return tuple("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def _candidates(words: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """For each text the earlier ones worth comparing with: all when there are few, else a limited number of them."""
    if len(words) <= _FEW:
        return [list(range(place)) for place in range(len(words))]
    stems = [tuple(dict.fromkeys(word[:_STEM] for word in one if len(word) > 3)) for one in words]
    often = Counter(stem for one in stems for stem in one)
    holders: dict[str, list[int]] = defaultdict(list)
    near = _neighbours(words)
    found: list[list[int]] = []
    for place, one in enumerate(stems):
        telling = sorted((stem for stem in one if often[stem] > 1), key=lambda stem: (often[stem], stem))[:_RARE]
        shared: Counter[int] = Counter()
        for stem in telling:
            if len(holders[stem]) <= _CROWD:
                shared.update(holders[stem])
        best = sorted(shared, key=lambda other: (-shared[other], other))[:_NEAREST]
        found.append(sorted({*best, *(other for other in near[place] if other < place)}))
        for stem in telling:
            holders[stem].append(place)
    return found


def _neighbours(words: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """Who stands beside each text when the texts are sorted by their sorted words."""
    order = sorted(
        range(len(words)), key=lambda place: (sorted(words[place], key=lambda word: (-len(word), word)), place)
    )
    beside: list[list[int]] = [[] for _ in words]
    for at, place in enumerate(order):
        for other in order[max(0, at - _NEIGHBOURS) : at]:
            beside[place].append(other)
            beside[other].append(place)
    return beside
