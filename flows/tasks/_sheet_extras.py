"""What a sheet tells besides its values: merges, hidden rows and columns, comments, text in drawings.

openpyxl does not tell these when it reads row by row, which is how a sheet is read that may be far too large.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flows.tasks._safe_xml import local, parse

_MOST_MERGES = 20_000
_TAG_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_TAG_PLACE = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_CELL_COLUMN = re.compile(rb"\sr=[\"']([A-Z]{1,3})\d")
_TAG_COL = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_TAG_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_LEGACY_COPY = "[Threaded comment]"


class Merge(NamedTuple):
    """Cells shown as one: rows from 1, columns from 0, both ends included."""

    first_row: int
    last_row: int
    first: int
    last: int


def column_index(letters: str) -> int:
    """``A`` is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def merges(source: bytes) -> tuple[Merge, ...]:
    """The merged cells of a sheet, in its own order."""
    found = []
    for tag in _TAG_MERGE.finditer(source):
        left, top, right, bottom = (part.decode() for part in tag.groups())
        found.append(Merge(int(top), int(bottom), column_index(left), column_index(right)))
        if len(found) == _MOST_MERGES:
            break
    return tuple(found)


def misplaced_row(source: bytes) -> int | None:
    """The first row that does not come after the one before it, or with a cell that does not.

    A reader in one go would leave such a row or cell out, and Excel calls the file damaged.
    """
    row, column = 0, -1
    for tag in _TAG_PLACE.finditer(source):
        if tag[1] == b"row":
            given = _attribute(tag[0], b"r")
            number = int(given) if re.fullmatch(r"-?\d{1,9}", given) else row + 1
            if number <= row:
                return number
            row, column = number, -1
            continue
        letters = _CELL_COLUMN.search(tag[2])
        place = column_index(letters[1].decode()) if letters else column + 1
        if place <= column:
            return row
        column = place
    return None


def hidden_rows(source: bytes) -> frozenset[int]:
    """The numbers of hidden rows, by hand, by a filter, or made zero high."""
    tags = (tag[0] for tag in _TAG_ROW.finditer(source))
    numbers = (_attribute(tag, b"r") for tag in tags if _hidden(tag, b"ht"))
    return frozenset(int(number) for number in numbers if number.isdigit())


def hidden_columns(source: bytes) -> frozenset[int]:
    """The hidden columns, from 0."""
    found: set[int] = set()
    for tag in _TAG_COL.finditer(source):
        first, last = _attribute(tag[0], b"min"), _attribute(tag[0], b"max")
        if _hidden(tag[0], b"width") and first.isdigit() and last.isdigit():
            found.update(range(int(first) - 1, min(int(last), 16_384)))
    return frozenset(found)


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"=[\"']([^\"']{0,20})[\"']", tag)
    return found[1].decode("ascii", "replace") if found else ""


def _hidden(tag: bytes, size: bytes) -> bool:
    return _attribute(tag, b"hidden") in ("1", "true") or _attribute(tag, size) in ("0", "0.0")


def comments(entries: Mapping[str, bytes], path: str) -> tuple[tuple[int, int, str], ...]:
    """The comments on the cells of a sheet: row, column (from 0) and text. ``path`` is where its XML stands."""
    found: dict[tuple[int, int], str] = {}
    for kind, part in sorted(_related(entries, path)):
        if kind not in ("comments", "threadedComment"):
            continue
        for cell, text in _comments(entries[part]):
            # Excel keeps a copy of a conversation as an old-fashioned comment, with an explanation in front.
            if not text.startswith(_LEGACY_COPY):
                found[cell] = f"{found[cell]}\n{text}" if kind == "threadedComment" and cell in found else text
    return tuple((row, column, text) for (row, column), text in sorted(found.items()))


def _comments(part: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for element in parse(part).iter():
        place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", element.get("ref", "")) if isinstance(element.tag, str) else None
        if place and local(element) in ("comment", "threadedComment"):
            texts = (inner.text or "" for inner in element.iter() if local(inner) in ("t", "text") and not len(inner))
            yield (int(place[2]), column_index(place[1])), "".join(texts).strip()


def drawn_texts(entries: Mapping[str, bytes], path: str) -> tuple[str, ...]:
    """The texts in text boxes and shapes on a sheet."""
    parts = [part for kind, part in sorted(_related(entries, path)) if kind == "drawing"]
    found = []
    for part in parts:
        for body in (element for element in parse(entries[part]).iter() if local(element) == "txBody"):
            text = "".join(inner.text or "" for inner in body.iter() if local(inner) == "t").strip()
            if text:
                found.append(text)
    return tuple(found)


def _related(entries: Mapping[str, bytes], path: str) -> Iterator[tuple[str, str]]:
    """The parts a sheet points at: their kind and their own path."""
    folder, name = posixpath.split(path.lstrip("/"))
    source = entries.get(f"{folder}/_rels/{name}.rels")
    if source is None:
        return
    for relation in parse(source):
        kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if relation.get("TargetMode") != "External" and place in entries:
            yield kind, place
