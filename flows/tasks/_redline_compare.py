"""Which paragraph, table and row of the old version stands opposite which of the new one."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from flows.tasks._redline_diff import aligned
from flows.tasks._redline_parts import PARAGRAPH, ROW, TABLE, blocks_of, canonical, item, row_text, rows_of

Pair = tuple[Any, Any]
"""An element of the old version and one of the new; None where there is none."""


class Run(NamedTuple):
    """A stretch of pairs; ``alone``: its pairs stand on one side only."""

    start: int
    end: int
    alone: bool


class Labels:
    """What a paragraph, row or table is called: its number, the row's own name, the table's header row."""

    def __init__(self, known: dict[Any, str]) -> None:
        self.known = known

    def __call__(self, element: Any) -> str:
        if element.tag == TABLE:
            return "".join(row_text(row) for row in rows_of(element)[:1])
        return self.known.get(element, "")


class Alignment:
    """What stands opposite what in two versions. It is worked out once, and both marks and index are made of it."""

    def __init__(self, old_labels: Labels, new_labels: Labels) -> None:
        self._labels = old_labels, new_labels
        self._known: dict[Pair, list[Pair]] = {}

    def blocks(self, old: Any, new: Any) -> list[Pair]:
        """The blocks of a body, cell, header, footer or note, every one of both sides once, in order."""
        return self._once(old, new, blocks_of)

    def rows(self, old: Any, new: Any) -> list[Pair]:
        """The rows of a table, every one of both sides once, in order."""
        return self._once(old, new, rows_of)

    def _once(self, old: Any, new: Any, parts: Callable[[Any], list[Any]]) -> list[Pair]:
        if (old, new) not in self._known:
            self._known[old, new] = _pairs(parts(old), parts(new), *self._labels)
        return self._known[old, new]


def _pairs(old: Sequence[Any], new: Sequence[Any], old_labels: Labels, new_labels: Labels) -> list[Pair]:
    """The last paragraph of a body or cell cannot go, in Word.

    Where one side ends in paragraphs of its own, they follow a kept paragraph directly, or the last ones of both sides
    are put together.
    """
    rows = aligned([item(one, old_labels(one)) for one in old], [item(one, new_labels(one)) for one in new])
    found = [(None if i is None else old[i], None if j is None else new[j]) for i, j in rows]
    return _with_an_end([pair for run in runs(found) for pair in _put_together(found[run.start : run.end], run)])


def runs(found: Sequence[Pair]) -> Iterator[Run]:
    """The stretches of pairs that stand on one side only, and those that stand on both."""
    start = 0
    for alone, group in groupby(found, key=lambda pair: not _both(pair)):
        end = start + sum(1 for _ in group)
        yield Run(start, end, alone)
        start = end


def _put_together(found: Sequence[Pair], run: Run) -> Iterator[Pair]:
    """Where paragraphs of one form made way for others, each new one takes the place of an old one, in order."""
    olds = [old for old, _ in found if old is not None]
    news = [new for _, new in found if new is not None]
    if not run.alone or not olds or not news:
        yield from found
        return
    together = {}
    left = iter(news)
    for old in olds:
        if old.tag != PARAGRAPH:
            continue
        new = next((one for one in left if one.tag == PARAGRAPH and _form(one) == _form(old)), None)
        if new is None:
            break
        together[new] = old
    rest = iter(olds)
    for new in news:
        if new in together:
            for old in rest:
                if old is together[new]:
                    break
                yield old, None
            yield together[new], new
        else:
            yield None, new
    yield from ((old, None) for old in rest)


def _form(paragraph: Any) -> str:
    about = properties(paragraph, "w:pPr")
    return "" if about is None else canonical(about)


def _with_an_end(found: list[Pair]) -> list[Pair]:
    if not found or _both(found[-1]) or (found[-1][0] is not None and found[-1][0].tag == ROW):
        return found
    start = [run.start for run in runs(found)][-1]
    tail = found[start:]
    sides = {old is not None for old, _ in tail}
    only_paragraphs = all(one.tag == PARAGRAPH for pair in tail for one in pair if one is not None)
    if start and len(sides) == 1 and only_paragraphs and found[start - 1][1].tag == PARAGRAPH:
        return found
    olds = [old for old, _ in found if old is not None]
    news = [new for _, new in found if new is not None]
    if not olds or not news or {olds[-1].tag, news[-1].tag} != {PARAGRAPH}:
        return found  # behind a table that ends a body Word puts a paragraph of its own
    return [*_without(found, olds[-1], news[-1]), (olds[-1], news[-1])]


def _without(found: list[Pair], last_old: Any, last_new: Any) -> Iterator[Pair]:
    """The pairs with these two taken out; who stood opposite one of them stands alone."""
    for old, new in found:
        pair = (None if old is last_old else old, None if new is last_new else new)
        if pair != (None, None):
            yield pair


def _both(pair: Pair) -> bool:
    return pair[0] is not None and pair[1] is not None


def properties(element: Any, tag: str) -> Any:
    """The w:pPr, w:tblPr … of an element, or None."""
    return element.find(qn(tag))
