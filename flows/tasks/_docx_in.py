"""A Word file from outside, opened with limits: its paragraphs and tables in order, as a reader sees them.

What was typed with tracked changes counts, what was deleted or moved away does not; hidden text is told apart. Text
boxes, content controls, results of fields and notes are read; nothing is fetched and nothing in the file is run.
"""

import posixpath
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

from flows.tasks._docx_numbers import Numbering
from flows.tasks._docx_runs import GONE, UNREAD, VAL, Fields, Piece, W, chosen, is_on, joined, placeholder
from flows.tasks._packages import unpack
from flows.tasks._safe_xml import local, parse
from schemas.errors import InputFault, InputRefusedError, PermanentError

SAVE_AGAIN = "Open het in Word, kies Opslaan als, soort 'Word-document (.docx)', zonder wachtwoord en zonder macro's."
UNREADABLE = (
    SyntaxError,  # what lxml derives its errors from
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OverflowError,
)
"""What comes out of XML that is not what it should be; a file from outside may hold anything."""

_MOST_BYTES = 60 * 1024 * 1024
_MOST_GROWTH = 200
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_MAIN = "word/document.xml"


class Paragraph(NamedTuple):
    """One paragraph.

    ``bullet``: part of a list; ``level``: of a heading, 0 for ordinary text; ``tag``: of the content control around
    it; ``style``: its identifier in Word.
    """

    pieces: tuple[Piece, ...]
    bullet: bool = False
    level: int = 0
    tag: str = ""
    style: str = ""

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(piece.text for piece in self.pieces if not piece.hidden)

    @property
    def hidden(self) -> str:
        """What its author had hidden."""
        return "".join(piece.text for piece in self.pieces if piece.hidden)


class WordFile:
    """One opened .docx. ``notes`` tell what the user should know of it; more come in while it is read."""

    def __init__(self, data: bytes, file_name: str) -> None:
        """Raises InputRefusedError (Dutch, with how to save it again) for what is no sound .docx."""
        self.name = file_name
        self._entries = _opened(data, file_name)
        self.notes: list[str] = []
        self.deleted = 0
        try:
            self._main = self._main_part()
            self.root = parse(self._entries[self._main])
            self._related = dict(self._relations())
            self._styles = self._vanishing_styles()
            self.numbering = Numbering(self._part("numbering"))
            self._levels = self._heading_levels()
        except UNREADABLE as error:
            raise refused(file_name, "het bestand is beschadigd en kan niet worden gelezen.", SAVE_AGAIN) from error
        self._look_for_harm()

    def _main_part(self) -> str:
        for relation in parse(self._entries["_rels/.rels"]):
            if relation.get("Type", "").endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
        return _MAIN

    def _relations(self) -> Iterator[tuple[str, list[str]]]:
        folder, name = posixpath.split(self._main)
        source = self._entries.get(f"{folder}/_rels/{name}.rels")
        found: dict[str, list[str]] = {}
        for relation in parse(source) if source else ():
            kind, target = relation.get("Type", "").rpartition("/")[2], str(relation.get("Target", ""))
            if relation.get("TargetMode") == "External":
                if kind != "hyperlink":
                    self.notes.append("Het document verwijst naar een bestand elders; dat is niet opgehaald.")
                continue
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.setdefault(kind, []).append(place)
        yield from found.items()

    def _part(self, kind: str) -> Any:
        """The first part of a kind; None when there is none."""
        place = next(iter(self._related.get(kind, ())), None)
        return parse(self._entries[place]) if place in self._entries else None

    def parts(self, kind: str) -> list[Any]:
        """All parts of a kind ('header', 'footer')."""
        return [parse(self._entries[place]) for place in self._related.get(kind, ()) if place in self._entries]

    def _look_for_harm(self) -> None:
        """Refuse what runs, or holds text that we cannot see; name what was left out."""
        names = [name.casefold() for name in self._entries]
        if any("vbaproject" in name for name in names):
            raise refused(self.name, "het bestand bevat een macro.", SAVE_AGAIN)
        if next(self.root.iter(f"{W}altChunk"), None) is not None:
            raise refused(self.name, "een deel van de tekst staat in een ingevoegd bestand.", SAVE_AGAIN)
        if any("/embeddings/" in name for name in names):
            self.notes.append("In het document is een ander bestand ingesloten; dat is niet gelezen.")
        codes = " ".join(element.text or "" for element in self.root.iter(f"{W}instrText")).upper()
        if "DDE" in codes or "INCLUDE" in codes:
            self.notes.append("In het document staat een veld dat andere bestanden ophaalt; dat is niet gedaan.")

    def _vanishing_styles(self) -> frozenset[str]:
        """The styles whose text is hidden, also by the style they are based on."""
        sheet = self._part("styles")
        if sheet is None:
            return frozenset()
        based, vanishing = {}, set()
        for style in sheet.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            base = style.find(f"{W}basedOn")
            based[name] = base.get(VAL, "") if base is not None else ""
            properties = style.find(f"{W}rPr")
            if properties is not None and is_on(properties.find(f"{W}vanish")):
                vanishing.add(name)
        for name in based:
            seen, base_name = {name}, based[name]
            while base_name in based and base_name not in seen:
                if base_name in vanishing:
                    vanishing.add(name)
                seen.add(base_name)
                base_name = based[base_name]
        return frozenset(vanishing)

    def _heading_levels(self) -> dict[str, int]:
        sheet = self._part("styles")
        found = {}
        for style in sheet.iter(f"{W}style") if sheet is not None else ():
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            title = style.find(f"{W}name")
            name = (title.get(VAL, "") if title is not None else "").casefold()
            if outline is not None and outline.get(VAL, "").isdigit() and int(outline.get(VAL)) < 9:
                found[style.get(f"{W}styleId", "")] = int(outline.get(VAL)) + 1
            elif name in ("title", "titel"):
                found[style.get(f"{W}styleId", "")] = 1
            elif name.startswith(("heading ", "kop ")) and name[-1:].isdigit():
                found[style.get(f"{W}styleId", "")] = int(name[-1])
        return found

    # Walking

    def body(self) -> Any:
        """The element that holds the text. ValueError when there is none."""
        body = self.root.find(f"{W}body")
        if body is None:
            raise ValueError("a Word file without a body")
        return body

    def blocks(self, container: Any, tag: str = "") -> Iterator[tuple[Any, str]]:
        """The paragraphs and tables in a container, each with the tag of the content control around it."""
        for child in container:
            name = local(child)
            if name in ("p", "tbl"):
                yield child, tag
            elif name in GONE:
                self.deleted += 1
            elif name == "sdt":
                if not placeholder(child):
                    inner = child.find(f"{W}sdtContent")
                    yield from self.blocks(inner if inner is not None else (), _tag(child) or tag)
            elif name not in UNREAD and name:
                yield from self.blocks(chosen(child), tag)

    def paragraphs(self, container: Any, tag: str = "") -> Iterator[Paragraph]:
        """The paragraphs of a container that holds no tables, empty ones too; one of which the end was deleted goes on
        in the next."""
        open_pieces: list[Piece] = []
        for element, inner in self.blocks(container, tag):
            if local(element) != "p":
                continue
            read = self.paragraph(element, inner)
            if joins_next(element):
                open_pieces.extend(read.pieces)
                continue
            yield read._replace(pieces=(*open_pieces, *read.pieces))
            open_pieces = []
        if open_pieces:
            yield Paragraph(tuple(open_pieces), tag=tag)

    def paragraph(self, element: Any, tag: str = "") -> Paragraph:
        """One paragraph, without what stands in text boxes in it."""
        style_element = element.find(f"{W}pPr/{W}pStyle")
        style = style_element.get(VAL, "") if style_element is not None else ""
        outline = element.find(f"{W}pPr/{W}outlineLvl")
        level = self._levels.get(style, 0)
        if outline is not None and outline.get(VAL, "").isdigit() and int(outline.get(VAL)) < 9:
            level = int(outline.get(VAL)) + 1
        bullet = element.find(f"{W}pPr/{W}numPr/{W}numId") is not None or self.numbering.in_list(style)
        pieces = Fields(self).read(element, style in self._styles)
        return Paragraph(joined(pieces), bullet=bullet and not level, level=level, tag=tag, style=style)

    def vanishes(self, run: Any, inherited: bool) -> bool:
        """Whether a run is hidden, by itself, by its style or by that of its paragraph."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return inherited
        own = properties.find(f"{W}vanish")
        if own is not None:
            return is_on(own)
        style = properties.find(f"{W}rStyle")
        return inherited or (style is not None and style.get(VAL, "") in self._styles)

    def boxes(self, element: Any) -> Iterator[Any]:
        """The text boxes that hang on a paragraph; of two descriptions of one box the first."""
        for child in chosen(element):
            name = local(child)
            if name == "txbxContent":
                yield child
            elif name and name not in GONE:
                yield from self.boxes(child)

    def note_texts(self, element: Any) -> Iterator[tuple[str, str]]:
        """The notes a paragraph points at: ``voetnoot 2`` and its text."""
        for kind, part, word in (("footnote", "footnotes", "voetnoot"), ("endnote", "endnotes", "eindnoot")):
            wanted = [mark.get(f"{W}id", "") for mark in element.iter(f"{W}{kind}Reference")]
            root = self._part(part) if wanted else None
            for note in root.iter(f"{W}{kind}") if root is not None else ():
                if note.get(f"{W}id", "") in wanted:
                    text = "\n".join(paragraph.text for paragraph in self.paragraphs(note)).strip()
                    yield f"{word} {note.get(f'{W}id', '')}", text

    def comment_texts(self, element: Any) -> Iterator[str]:
        """The comments of reviewers on a paragraph or cell."""
        wanted = [mark.get(f"{W}id", "") for mark in element.iter(f"{W}commentReference")]
        root = self._part("comments") if wanted else None
        for comment in root.iter(f"{W}comment") if root is not None else ():
            if comment.get(f"{W}id", "") in wanted:
                yield "\n".join(paragraph.text for paragraph in self.paragraphs(comment)).strip()


def joins_next(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on in it."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in GONE)


def _tag(control: Any) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return str(tag.get(VAL, "")) if tag is not None else ""


def _opened(data: bytes, file_name: str) -> dict[str, bytes]:
    extension = PurePath(file_name).suffix.casefold()
    if extension == ".doc" or data.startswith(_OLD_OFFICE):
        raise refused(file_name, "dit is een oud Word-bestand (.doc), of het heeft een wachtwoord.", SAVE_AGAIN)
    if len(data) > _MOST_BYTES:
        raise refused(file_name, "het bestand is te groot.", "Haal de plaatjes eruit en sla het opnieuw op.")
    try:
        entries = unpack(data, file_name)
    except PermanentError as error:
        raise refused(file_name, "het bestand is beschadigd, beveiligd of te groot.", SAVE_AGAIN) from error
    unpacked = sum(len(entry) for entry in entries.values())
    if unpacked > _MOST_GROWTH * len(data) + 1024 * 1024 or any(".." in name.split("/") for name in entries):
        raise refused(file_name, "het bestand is geen gewoon Word-bestand.", SAVE_AGAIN)
    return entries


def refused(file_name: str, problem: str, remedy: str) -> InputRefusedError:
    return InputRefusedError([InputFault(file=file_name, problem=problem, remedy=remedy)])
