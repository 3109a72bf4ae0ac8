"""The index of changes and the differences between two versions must be the same set; what is not, is said.

A row of the index explains a difference when it lies at the row's place and the row's old and new text turn the one
version into the other there. Neighbouring differences are judged together, because who reads "a, b" beside "c" cannot
tell which of the two was taken away and which was rewritten.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from flows.rules.changes.places import lies_at
from flows.rules.changes.texts import LAPSED, plain
from schemas.clarification import DocumentChange
from schemas.redline import Difference

_MOST_STEPS = 5_000
_SHOWN = 80


class _Line(NamedTuple):
    """A line of a text on its way from the old to the new version, and the differences it belongs to."""

    text: str
    where: tuple[Difference, ...]


def check(index_rows: Iterable[DocumentChange], differences: Iterable[Difference]) -> tuple[str, ...]:
    """Return a Dutch sentence for every difference without a row and every row without a difference; none when equal.

    ``index_rows`` are those that lead to the new version of this one document.
    """
    rows = _Placed(sorted(index_rows, key=lambda row: row.sequence), differences := tuple(differences))
    used: set[int] = set()
    wrong: list[str] = []
    for _, around in groupby(differences, key=lambda one: (one.row_old, one.row_new) if one.row_old else one.block):
        group = list(around)
        blocks = [list(one) for _, one in groupby(group, key=lambda one: one.block)]
        found = [_explained(_lines(block, old=True), _lines(block, old=False), rows, block) for block in blocks]
        if None in found and group[0].row_old:
            whole = _Line(plain(group[0].row_old), tuple(group)), _Line(plain(group[0].row_new), tuple(group))
            at_once = _explained([whole[0]], [whole[1]], rows, group)
            found = [at_once] * len(blocks) if at_once is not None else found
        for block, ours in zip(blocks, found, strict=True):
            used |= ours or set()
            wrong.extend(_unlisted(one) for one in block if ours is None)
    wrong.extend(_unseen(row) for row in rows.rows if row.sequence not in used)
    return tuple(wrong)


def _unlisted(one: Difference) -> str:
    if not one.old_text:
        what = f"'{_short(one.new_text)}' is erbij gekomen"
    elif not one.new_text:
        what = f"'{_short(one.old_text)}' is weg"
    else:
        old, new = _from_where_they_differ(one.old_text, one.new_text)
        what = f"'{_short(old)}' is gewijzigd in '{_short(new)}'"
    return f"{_short(one.place)}: {what}, maar dat staat niet zo in de index van wijzigingen."


def _unseen(row: DocumentChange) -> str:
    return (
        f"{row.label} ({row.document}, {row.place}) staat in de index, maar de nieuwe versie is daar niet zo gewijzigd."
    )


def _from_where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Both texts without the words they begin with alike, so that a reader sees what the sentence is about."""
    before, after = old.split(), new.split()
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    shared = max(0, same - 2)
    lead = "… " if shared else ""
    return lead + " ".join(before[shared:]), lead + " ".join(after[shared:])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _lines(block: Sequence[Difference], *, old: bool) -> list[_Line]:
    texts = ((plain(one.old_text if old else one.new_text), one) for one in block)
    return [_Line(line, (one,)) for text, one in texts if text.strip() for line in text.split("\n")]


class _Placed:
    """The rows of an index, and which differences lie at the place of each."""

    def __init__(self, rows: Sequence[DocumentChange], differences: Sequence[Difference]) -> None:
        self.rows = rows
        self._by_name = {row.place for row in rows if any(row.place.casefold() in one.names for one in differences)}

    def lies_at(self, one: Difference, row: DocumentChange) -> bool:
        """A place that is somebody's very name is that one's; otherwise it is read."""
        if row.place in self._by_name:
            return row.place.casefold() in one.names
        return lies_at(one.names, f"{one.old_text}\n{one.new_text}", row.place)


def _explained(old: list[_Line], new: list[_Line], rows: _Placed, block: Sequence[Difference]) -> set[int] | None:
    """The numbers of the rows that turn ``old`` into ``new``, or None when they do not."""
    mine = [row for row in rows.rows if any(rows.lies_at(one, row) for one in block)]
    search = _Search(mine, rows, [_even(line.text) for line in new])
    return search.run(tuple(old), 0)


def _even(text: str) -> str:
    return " ".join(text.split())


class _Search:
    """Tries the rows in order: each is made here where it can be made, or belongs to another place."""

    def __init__(self, rows: Sequence[DocumentChange], placed: _Placed, target: list[str]) -> None:
        self.rows, self.placed, self.target, self.steps = rows, placed, target, 0

    def run(self, lines: tuple[_Line, ...], at: int) -> set[int] | None:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            return None
        if at == len(self.rows):
            return set() if self._reads_so(lines) else None
        row = self.rows[at]
        for after in self._tried(lines, row):
            found = self.run(after, at + 1)
            if found is not None:
                return found | {row.sequence}
        return self.run(lines, at + 1)

    def _tried(self, lines: tuple[_Line, ...], row: DocumentChange) -> Iterator[tuple[_Line, ...]]:
        if row.old_text:
            yield from (after for after in dict.fromkeys(self._replaced(lines, row)) if after != lines)
            return
        joined = plain(row.new_text)
        fresh = [_Line(line, ()) for line in joined.split("\n")]
        longer = [
            (*lines[:index], *_split(_Line(f"{line.text} {joined}", line.where)), *lines[index + 1 :])
            for index, line in enumerate(lines)
            if line.text and self._touches(line, row)
        ]
        put = [(*lines[:index], *fresh, *lines[index:]) for index in range(len(lines), -1, -1)]
        if not any(
            later.old_text and plain(later.old_text) in joined for later in self.rows[self.rows.index(row) + 1 :]
        ):
            # Nobody changes the added text again, so it must stand there as it was added.
            wanted = [_even(line) for line in joined.split("\n")]
            longer = longer if any(line.endswith(wanted[-1]) for line in self.target) else []
            put = put if all(line in self.target for line in wanted if line) else []
        yield from sorted((*longer, *put), key=lambda one: -self._so_far(one))

    def _so_far(self, lines: tuple[_Line, ...]) -> int:
        """How many lines read as they should, from the front: the likeliest place is tried first."""
        same = 0
        for line, wanted in zip((one for one in lines if one.text), self.target, strict=False):
            if _even(line.text) != wanted:
                break
            same += 1
        return same

    def _reads_so(self, lines: tuple[_Line, ...]) -> bool:
        """Whether these are the new lines; a line without text may have gone or say that it lapsed."""
        place = 0
        for line in lines:
            said = _even(line.text)
            wanted = self.target[place] if place < len(self.target) else None
            if said == wanted or (not said and wanted == LAPSED):
                place += 1
            elif said:
                return False
        return place == len(self.target)

    def _touches(self, line: _Line, row: DocumentChange) -> bool:
        return not line.where or any(self.placed.lies_at(one, row) for one in line.where)

    def _replaced(self, lines: tuple[_Line, ...], row: DocumentChange) -> Iterator[tuple[_Line, ...]]:
        """The lines with the old text replaced: the one that is all of it, wherever it stands, or whole lines of it."""
        old, new = plain(row.old_text), plain(row.new_text)
        ours = [self._touches(line, row) for line in lines]
        for hit in ([line.text == old for line in lines], [old in line.text for line in lines]):
            if any(map(all, zip(hit, ours, strict=True))):
                yield tuple(
                    part
                    for line, here, mine in zip(lines, hit, ours, strict=True)
                    for part in (_split(line._replace(text=line.text.replace(old, new))) if here and mine else [line])
                )
        wanted = old.split("\n")
        for start in range(len(lines) - len(wanted) + 1 if len(wanted) > 1 else 0):
            run = lines[start : start + len(wanted)]
            if [line.text for line in run] == wanted and any(ours[start : start + len(wanted)]):
                where = tuple(one for line in run for one in line.where)
                fresh = new.split("\n") if new else []
                gaps = [""] * (len(wanted) - len(fresh))
                yield (*lines[:start], *(_Line(text, where) for text in (*fresh, *gaps)), *lines[start + len(wanted) :])


def _split(line: _Line) -> list[_Line]:
    return [line._replace(text=text) for text in line.text.split("\n")]
