"""Which questions look alike: a suggestion with a score, that a person decides on (users 3.1).

Comparing everything with everything takes minutes from a few thousand questions on. Two wordings of one question share
uncommon words, so only questions that share two of those are compared: the work grows with the number of questions.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, combinations

from rapidfuzz import fuzz

from flows.rules.anonymity.common import words
from schemas.clarification import Question
from schemas.values import Noun

ALIKE = 75
"""Score (0-100) from which two questions are shown to a person; two wordings of one question scored 84, others 55."""

_TELLING_WORDS = 12
_MOST_SHARED = 20
_COMPARED_WITH = 16
_ENOUGH = 3
_LONGER = 4
_WORD = re.compile(r"[^\W_]+")
_COMMON = words(
    """
    aan al als alle bij dan dat de den der deze die dit door dus een en er geen had hebben heeft het hier hoe hun ik
    in is ja kan kunt kunnen maar me meer met mij moet moeten mogen mag na naar nee niet nog nu of om onder ons onze
    ook op over staat te tot u uit uw van vanuit via voor vraag waar waarom wanneer wat we wel welke werd wie wij
    wil willen worden wordt zal zich zij zijn zo zou zullen
    """
)


class Suggestion(Noun):
    """Two questions, by internal id, that may be one: ``question`` is the later of the two. ``score`` is 75 to 100."""

    question: str
    other: str
    score: int


def suggestions(
    new: Sequence[Question], known: Iterable[Question] = (), *, decided: Iterable[str] = ()
) -> tuple[Suggestion, ...]:
    """For every question of ``new``, the one before it or in ``known`` that it is most like, from score 75.

    A question that a person already called a double is left out, and so are those in ``decided`` (ids).
    """
    skipped = set(decided)
    rows = [*known, *new]
    fresh = {row.id for row in new if row.duplicate_of is None and row.corrects is None} - skipped
    bags = [_bag(row.text) for row in rows]
    rarity = _rarity(bags)
    sharing: dict[int, list[int]] = defaultdict(list)
    found = []
    for place, row in enumerate(rows):
        pairs = _pairs(bags[place], rarity)
        if row.id in fresh:
            nearest = _nearest(place, pairs, bags, sharing)
            if nearest is not None:
                found.append(Suggestion(question=row.id, other=rows[nearest[0]].id, score=nearest[1]))
        if row.duplicate_of is None:
            for pair in pairs:
                if len(sharing[pair]) < _MOST_SHARED:
                    sharing[pair].append(place)
    return tuple(found)


def _bag(text: str) -> tuple[str, ...]:
    """The words that carry the question, in order, each as its beginning: 'medewerkers' and 'medewerker' are one."""
    return tuple(
        word[:7] for word in _WORD.findall(text.casefold()) if word not in _COMMON and (len(word) > 1 or word.isdigit())
    )


def _rarity(bags: Iterable[Sequence[str]]) -> dict[str, int]:
    """The place of every word that more than one question has, the rarest first."""
    spread = Counter(word for bag in bags for word in set(bag))
    shared = sorted((number, word) for word, number in spread.items() if number > 1)
    return {word: place for place, (_, word) in enumerate(shared)}


def _pairs(bag: Iterable[str], rarity: Mapping[str, int]) -> tuple[int, ...]:
    """Every two of the rarest words of a question, as one number for each two."""
    rarest = sorted({rarity[word] for word in bag if word in rarity})[:_TELLING_WORDS]
    return tuple(one * len(rarity) + other for one, other in combinations(rarest, 2))


def _nearest(
    place: int, pairs: Iterable[int], bags: Sequence[tuple[str, ...]], sharing: Mapping[int, list[int]]
) -> tuple[int, int] | None:
    shared = Counter(chain.from_iterable(sharing[pair] for pair in pairs if pair in sharing))
    best: tuple[int, int] | None = None
    for other, _ in nsmallest(_COMPARED_WITH, shared.items(), key=lambda pair: (-pair[1], pair[0])):
        score = alike(bags[place], bags[other])
        if score >= ALIKE and (best is None or score > best[1]):
            best = (other, score)
    return best


def alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How much two bags of words are alike, 0-100 (rapidfuzz token_set_ratio); the order does not count.

    A short question is found whole in many a long one: with few words, or against one that is much longer, what the
    other says besides counts as well.
    """
    first, second = set(one), set(other)
    if not first or not second:
        return 0
    texts = " ".join(sorted(first)), " ".join(sorted(second))
    few, many = sorted((len(first), len(second)))
    scorer = fuzz.token_set_ratio if few >= _ENOUGH and many <= _LONGER * few else fuzz.ratio
    return round(scorer(*texts))
