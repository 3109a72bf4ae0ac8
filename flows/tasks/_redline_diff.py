"""What two sequences share: anchors that stand once on both sides first, so that the work grows with the length."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

EQUAL, REPLACE = "equal", "replace"
_SMALL = 250_000
"""Cells of a table to fill in before sequences are too long to look at every pair; then only anchors count."""
_PAIRS = 2_500
_ALIKE, _SAME_PLACE = 0.45, 0.5
_HARDLY_ALIKE = 0.25
_WORD = re.compile(r"[\n\t]|[^\S\n\t]+|\w+(?:[.,:'’‑-]\w+)*|[^\w\s]")


class Block(NamedTuple):
    """``tag`` is EQUAL or REPLACE; the stretch ``i1:i2`` of the old side stands opposite ``j1:j2`` of the new side."""

    tag: str
    i1: int
    i2: int
    j1: int
    j2: int


class Item(NamedTuple):
    """Something to find again: ``key`` says it all, ``label`` is its number, ``bag`` counts its words.

    Only things of one ``kind`` (paragraph, table, row) are ever put beside each other.
    """

    kind: str
    key: Hashable
    label: str
    bag: Counter[str]


def words(text: str) -> list[str]:
    """Cut a text in whole words, white space and signs; joined they are the text again."""
    return _WORD.findall(text)


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return rising pairs of equal elements."""
    found: list[tuple[int, int]] = []
    stretches = [(0, len(old), 0, len(new))]
    while stretches:
        i1, i2, j1, j2 = stretches.pop()
        while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
            found.append((i1, j1))
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
            found.append((i2, j2))
        if i1 == i2 or j1 == j2:
            continue
        anchors = _anchors(old, new, i1, i2, j1, j2)
        if anchors:
            edges = [(i1 - 1, j1 - 1), *anchors, (i2, j2)]
            found.extend(anchors)
            stretches.extend((a + 1, b, c + 1, d) for (a, c), (b, d) in pairwise(edges))
        elif (i2 - i1) * (j2 - j1) <= _SMALL:
            blocks = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False).get_matching_blocks()
            found.extend((i1 + one.a + k, j1 + one.b + k) for one in blocks for k in range(one.size))
    return sorted(found)


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], i1: int, i2: int, j1: int, j2: int
) -> list[tuple[int, int]]:
    """Elements that stand once on either side, as many as keep their order (patience)."""
    once_old, once_new = Counter(old[i1:i2]), Counter(new[j1:j2])
    places = {one: j for j, one in enumerate(new[j1:j2], start=j1) if once_new[one] == 1}
    pairs = [(i, places[one]) for i, one in enumerate(old[i1:i2], start=i1) if once_old[one] == 1 and one in places]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(place)
            ends.append(index)
        else:
            tops[pile], ends[pile] = place, index
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else None
    while at is not None:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def blocks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The two sequences as stretches that are equal and stretches that replace each other, in order."""
    made: list[Block] = []
    i = j = 0
    for a, b in [*matches(old, new), (len(old), len(new))]:
        if a > i or b > j:
            made.append(Block(REPLACE, i, a, j, b))
        if a < len(old):
            last = made[-1] if made else None
            if last and last.tag == EQUAL:
                made[-1] = last._replace(i2=a + 1, j2=b + 1)
            else:
                made.append(Block(EQUAL, a, a + 1, b, b + 1))
        i, j = a + 1, b + 1
    return made


def readable(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """How a reader would mark the changes in a sentence: no lone words left standing between changed ones.

    When next to nothing is kept the whole text is replaced: two sentences are easier to read than their crumbs.
    """
    found = blocks(old, new)
    kept = sum(_weight(old[one.i1 : one.i2]) for one in found if one.tag == EQUAL)
    whole = max(_weight(old), _weight(new))
    if whole and kept < _HARDLY_ALIKE * whole and len(found) > 3:
        return [Block(REPLACE, 0, len(old), 0, len(new))]
    made: list[tuple[Block, int]] = []
    for one in found:
        made.append((one, max(_weight(old[one.i1 : one.i2]), _weight(new[one.j1 : one.j2]))))
        while len(made) > 2 and made[-2][0].tag == EQUAL and made[-2][1] <= min(made[-1][1], made[-3][1]):
            (before, left), (_, _), (after, right) = made[-3:]
            made[-3:] = [(Block(REPLACE, before.i1, after.i2, before.j1, after.j2), left + right + made[-2][1])]
    return [one for one, _ in made]


def _weight(tokens: Sequence[str]) -> int:
    """The number of words; white space and signs weigh nothing."""
    return sum(any(sign.isalnum() for sign in token) for token in tokens)


def aligned(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int | None, int | None]]:
    """Put two lists of paragraphs, rows or tables beside each other: equal ones first, then those that look alike.

    Every index of both sides comes back once and in order; None stands opposite what came or went.
    """
    rows: list[tuple[int | None, int | None]] = []
    for block in blocks([one.key for one in old], [one.key for one in new]):
        if block.tag == EQUAL:
            rows.extend(zip(range(block.i1, block.i2), range(block.j1, block.j2), strict=True))
        else:
            rows.extend(_gap(old, new, block))
    return rows


def _gap(old: Sequence[Item], new: Sequence[Item], gap: Block) -> Iterator[tuple[int | None, int | None]]:
    """A stretch without equals, cut in small ones at the numbers that stand on both sides."""
    edges = [(gap.i1 - 1, gap.j1 - 1), (gap.i2, gap.j2)]
    height, width = gap.i2 - gap.i1, gap.j2 - gap.j1
    if height * width > _PAIRS:
        names_old = [old[gap.i1 + i].label or i for i in range(height)]
        names_new = [new[gap.j1 + j].label or -1 - j for j in range(width)]
        same = ((gap.i1 + i, gap.j1 + j) for i, j in _anchors(names_old, names_new, 0, height, 0, width))
        edges[1:1] = [(i, j) for i, j in same if _alike(old[i], new[j]) >= _ALIKE + _SAME_PLACE / 2]
    for (a, c), (b, d) in pairwise(edges):
        yield from _alike_pairs(old, new, a + 1, b, c + 1, d)
        if b < gap.i2 or d < gap.j2:
            yield b, d


def _alike_pairs(
    old: Sequence[Item], new: Sequence[Item], i1: int, i2: int, j1: int, j2: int
) -> Iterator[tuple[int | None, int | None]]:
    """The pairing that keeps most, by looking at every pair."""
    height, width = i2 - i1, j2 - j1
    if height * width > _SMALL:
        yield from ((i, None) for i in range(i1, i2))
        yield from ((None, j) for j in range(j1, j2))
        return
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    score = [[_alike(old[i1 + i], new[j1 + j]) for j in range(width)] for i in range(height)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            together = score[i][j] + best[i + 1][j + 1] if score[i][j] >= _ALIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < height or j < width:
        if i < height and j < width and score[i][j] >= _ALIKE and best[i][j] == score[i][j] + best[i + 1][j + 1]:
            yield i1 + i, j1 + j
            i, j = i + 1, j + 1
        elif i < height and (j == width or best[i][j] == best[i + 1][j]):
            yield i1 + i, None
            i += 1
        else:
            yield None, j1 + j
            j += 1


def _alike(old: Item, new: Item) -> float:
    """0 for nothing in common, 1 for the same words; the same number counts as half a text."""
    if old.kind != new.kind:
        return 0.0
    total = old.bag.total() + new.bag.total()
    shared = 2 * (old.bag & new.bag).total() / total if total else 1.0
    return shared + (_SAME_PLACE if old.label and old.label == new.label else 0.0)
