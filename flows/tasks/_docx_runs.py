"""The runs of one paragraph in Word: what is typed, what a field shows, what is hidden, what was deleted."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from flows.tasks._safe_xml import local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
GONE = frozenset({"del", "moveFrom"})
UNREAD = frozenset({"pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "sdtPr", "sdtEndPr", "rt", "delText", "sectPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}
_BOXES = {"F0FE": "☒", "F0FD": "☒", "F078": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓"}


class Piece(NamedTuple):
    text: str
    hidden: bool = False


class _Word(Protocol):
    """The file that is read: it counts what was deleted, and knows which styles hide their text."""

    deleted: int

    def vanishes(self, run: Any, inherited: bool) -> bool: ...


class Fields:
    """Reads the runs of one paragraph; of a field it takes what it shows, not its code."""

    def __init__(self, word: _Word) -> None:
        self._word = word
        self._in_code: list[bool] = []
        self._everything = False

    def read(self, element: Any, hidden: bool) -> list[Piece]:
        pieces = list(self._pieces(element, hidden))
        if any(self._in_code):
            # A field that began and never came to what it shows: then everything is text.
            self._everything = True
            pieces = list(self._pieces(element, hidden))
        return pieces

    def _pieces(self, element: Any, hidden: bool) -> Iterator[Piece]:
        for child in chosen(element):
            name = local(child)
            if name in GONE:
                self._word.deleted += 1
            elif name == "r":
                yield from self._run(child, self._word.vanishes(child, hidden))
            elif name == "sdt":
                if not placeholder(child):
                    yield from self._pieces(child, hidden)
            elif name and name not in UNREAD and name not in ("txbxContent", "tbl"):
                yield from self._pieces(child, hidden)

    def _run(self, run: Any, hidden: bool) -> Iterator[Piece]:
        for child in chosen(run):
            name = local(child)
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif any(self._in_code) and not self._everything:
                continue
            elif name == "t":
                yield Piece(child.text or "", hidden)
            elif name in _SIGNS:
                yield Piece(_SIGNS[name], hidden)
            elif name == "sym":
                yield Piece(_BOXES.get(child.get(f"{W}char", "").upper(), "□"), hidden)
            elif name == "ruby":
                yield from self._pieces(child, hidden)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._in_code.append(True)
        elif kind == "separate" and self._in_code:
            self._in_code[-1] = False
        elif kind == "end" and self._in_code:
            self._in_code.pop()


def chosen(element: Any) -> Iterator[Any]:
    """The children, and of what is written twice for old and new programs only the first description."""
    for child in element:
        if local(child) == "AlternateContent":
            first = next((option for option in child if local(option) in ("Choice", "Fallback")), None)
            yield from first if first is not None else ()
        else:
            yield child


def joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Pieces next to each other that are hidden alike, as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].hidden == piece.hidden:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.hidden)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)


def is_on(element: Any) -> bool:
    """Whether a property is there and is not switched off."""
    return element is not None and element.get(VAL, "1").casefold() not in ("0", "false", "off")


def placeholder(control: Any) -> bool:
    """Whether a content control shows only its own hint."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))
