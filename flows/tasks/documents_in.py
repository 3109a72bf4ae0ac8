"""The hand for letters and forms from outside: Word, PDF and mail in, what they say and where it stands out.

Nothing is summarised and nothing is left out without a word. The file is only read; nothing in it is run or fetched.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from flows.tasks import _eml_in
from flows.tasks._docx_in import SAVE_AGAIN, UNREADABLE, Paragraph, WordFile, joins_next, refused
from flows.tasks._docx_tables import MARK, table_lines
from flows.tasks._prose import Line, Passage, passages
from flows.tasks._safe_xml import local

__all__ = ["ANSWER", "FIELD", "HINT", "Answer", "FormReading", "Passage", "Writing", "read_form", "read_writing"]

FIELD, ANSWER, HINT = "inkoop-veld:", "inkoop-antwoord:", "inkoop-uitleg:"
"""How the content controls of our own forms are tagged: before the name of a field, the code of a question, and around
the explanation, which is nobody's answer."""

READ = (".docx", ".pdf", ".eml", ".txt")
_HOW_TO_SAVE = {
    ".msg": "Open het bericht in Outlook, kies Opslaan als en sla het op als .eml; of sla de bijlagen los op.",
    ".doc": SAVE_AGAIN,
    ".docm": SAVE_AGAIN,
    ".rtf": SAVE_AGAIN,
    ".odt": SAVE_AGAIN,
    ".pages": "Exporteer het document als Word of PDF.",
}
_QUESTION = re.compile(r"^\s*vraag\s+([\w-]{1,20})\s*(?:[.:)–-]|$)", re.IGNORECASE)
_OTHER = re.compile(r"^\s*(overig|overige opmerkingen|wat wilt u nog kwijt)\b", re.IGNORECASE)
_TYPED_FIELD = re.compile(r"^\s*([^:\n]{2,30}?)\s*:\s*(\S.*)$")
OTHER = "overig"


class Writing(NamedTuple):
    """What a letter says, and what the user should know of it (Dutch)."""

    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()


class Answer(NamedTuple):
    """One paragraph of an answer, under the question of that code."""

    question: str
    place: str
    text: str
    hidden: bool = False


class FormReading(NamedTuple):
    """A filled form: its fields by the name in the form, the answers in order, and notes (Dutch).

    ``own``: it has the content controls of our own forms.
    """

    fields: Mapping[str, str]
    answers: tuple[Answer, ...]
    notes: tuple[str, ...]
    own: bool


def read_writing(data: bytes, file_name: str) -> Writing:
    """Read a letter: .docx, .pdf, .eml (with its attachments) or .txt, one passage for each paragraph or bullet.

    Raises InputRefusedError (Dutch, with how to save it) for another kind of file, and for one that cannot be read.
    """
    extension = PurePath(file_name).suffix.casefold()
    if extension == ".eml":
        found, notes = _eml_in.read(data, file_name, _attachment)
        return Writing(found, notes)
    read = _attachment(data, file_name)
    if read is None:
        remedy = _HOW_TO_SAVE.get(extension, "Sla het op als Word (.docx), PDF of e-mail (.eml).")
        raise refused(file_name, f"een bestand van het soort '{extension}' kan niet worden gelezen.", remedy)
    return Writing(*read)


def _attachment(data: bytes, file_name: str) -> _eml_in.Read | None:
    extension = PurePath(file_name).suffix.casefold()
    if extension == ".docx":
        return _word(data, file_name)
    if extension == ".pdf":
        from flows.tasks import _pdf_in  # half a second, which a list in a sheet need not wait for

        return _pdf_in.read(data, file_name)
    if extension == ".txt":
        return _plain(data, file_name)
    return None


def _plain(data: bytes, file_name: str) -> _eml_in.Read:
    for encoding in ("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        lines = [Line(f"regel {number}", line) for number, line in enumerate(text.splitlines(), start=1)]
        return tuple(passages(lines)), ()
    raise refused(file_name, "de letters in het bestand zijn niet te lezen.", "Sla het op als Word of als UTF-8.")


def _word(data: bytes, file_name: str) -> _eml_in.Read:
    word = WordFile(data, file_name)
    try:
        found = list(_passages(word))
        notes = list(_around(word))
    except UNREADABLE as error:
        raise refused(file_name, "het bestand is beschadigd en kan niet worden gelezen.", SAVE_AGAIN) from error
    if word.deleted:
        notes.append("Tekst die met 'wijzigingen bijhouden' is verwijderd of verplaatst, is weggelaten.")
    return tuple(found), (*dict.fromkeys(word.notes), *notes)


def _around(word: WordFile) -> Iterator[str]:
    """What stands above and below each page is named, not read as a point."""
    for kind, label in (("header", "koptekst"), ("footer", "voettekst")):
        texts = [" ".join(row.text.split()) for part in word.parts(kind) for row in word.paragraphs(part)]
        for text in dict.fromkeys(text for text in texts if text):
            yield f"Niet gelezen als punt ({label}): '{text}'."


def _passages(word: WordFile) -> Iterator[Passage]:
    number = tables = 0
    for element, paragraph in _elements(word):
        if paragraph is None:
            tables += 1
            for row, text in table_lines(word, element):
                yield Passage(f"tabel {tables}, rij {row}", text.strip(), hidden=MARK in text)
            continue
        if paragraph.text.strip() or paragraph.hidden.strip():
            number += 1
            place = f"alinea {number}"
            text = paragraph.text.strip()
            if text:
                yield Passage(place, text, paragraph.bullet, heading=paragraph.level > 0)
            if paragraph.hidden.strip():
                yield Passage(place, paragraph.hidden.strip(), paragraph.bullet, hidden=True)
        yield from _beside(word, element, f"alinea {number}")


def _elements(word: WordFile) -> Iterator[tuple[Any, Paragraph | None]]:
    """Paragraphs, those with a deleted end joined to the next, and tables (None), in the order of the text."""
    pending: list[Paragraph] = []
    for element, tag in word.blocks(word.body()):
        if local(element) == "tbl":
            yield element, None
            continue
        read = word.paragraph(element, tag)
        if joins_next(element):
            pending.append(read)
            continue
        pieces = tuple(piece for part in (*pending, read) for piece in part.pieces)
        pending = []
        yield element, read._replace(pieces=pieces)
    for read in pending:
        yield word.body(), read


def _beside(word: WordFile, element: Any, place: str) -> Iterator[Passage]:
    """What hangs on a paragraph: text boxes, foot- and endnotes, and the remarks of reviewers as a note."""
    if local(element) != "p":
        return
    for box in word.boxes(element):
        for inner in word.paragraphs(box):
            if inner.text.strip():
                yield Passage(f"tekstvak bij {place}", inner.text.strip(), inner.bullet)
    for name, text in word.note_texts(element):
        if text:
            yield Passage(f"{name} bij {place}", text)
    for text in word.comment_texts(element):
        word.notes.append(f"Bij {place} staat een opmerking, die niet is meegelezen: '{' '.join(text.split())}'.")


def read_form(data: bytes, file_name: str) -> FormReading | None:
    """Read a form with questions as headings back, our own or one made like it; None for another document.

    What stands under a heading is its answer, one for each paragraph, in the content control or outside it. Raises
    InputRefusedError for a file that cannot be read.
    """
    if PurePath(file_name).suffix.casefold() != ".docx":
        return None
    word = WordFile(data, file_name)
    try:
        form = _Form(word)
        return form.read() if form.is_one() else None
    except UNREADABLE as error:
        raise refused(file_name, "het bestand is beschadigd en kan niet worden gelezen.", SAVE_AGAIN) from error


class _Form:
    def __init__(self, word: WordFile) -> None:
        self._word = word
        self._elements = list(_elements(word))
        tags = (row.tag for _, row in self._elements if row is not None)
        self._own = any(tag.startswith((FIELD, ANSWER)) for tag in tags)

    def is_one(self) -> bool:
        """Our own tags, or questions as headings, or two paragraphs that begin as such headings do."""
        paragraphs = [row for _, row in self._elements if row is not None]
        if self._own:
            return True
        asked = [row for row in paragraphs if _QUESTION.match(row.text)]
        return any(row.level for row in asked) or len({_code(row.text) for row in asked}) > 1

    def read(self) -> FormReading:
        fields: dict[str, str] = {}
        answers: list[Answer] = []
        notes: list[str] = []
        question, number = "", 0
        for element, paragraph in self._elements:
            if paragraph is None:
                for row, text in table_lines(self._word, element):
                    self._add(question, f"tabel, rij {row}", text, "", answers, notes)
                continue
            number += bool(paragraph.text.strip() or paragraph.hidden.strip())
            place = f"alinea {number}"
            if paragraph.tag.startswith(FIELD):
                self._field(paragraph, fields)
            elif paragraph.tag.startswith(ANSWER):
                question = paragraph.tag.removeprefix(ANSWER)
                self._add(question, place, paragraph.text.strip(), paragraph.hidden, answers, notes)
            elif code := self._asks(paragraph):
                question = code
                self._said_beside(question, place, paragraph, answers, notes)
            elif not paragraph.tag.startswith(HINT) and not self._typed(paragraph, question, fields):
                text = paragraph.text.strip()
                if paragraph.level and not question:
                    continue  # the title of the form
                self._add(question, place, text, paragraph.hidden, answers, notes)
            for passage in _beside(self._word, element, place):
                self._add(question, passage.place, passage.text, "", answers, notes)
        return FormReading(fields, tuple(answers), (*dict.fromkeys(self._word.notes), *notes), self._own)

    def _asks(self, paragraph: Paragraph) -> str:
        """The code of the question that a heading asks; empty when it asks none."""
        if _QUESTION.match(paragraph.text):
            return _code(paragraph.text)
        return OTHER if paragraph.level and _OTHER.match(paragraph.text) else ""

    def _said_beside(
        self, question: str, place: str, paragraph: Paragraph, answers: list[Answer], notes: list[str]
    ) -> None:
        """In a form that is not ours an answer may stand on the line of its question: 'Vraag 2: liever niet.'"""
        rest = _QUESTION.sub("", paragraph.text).strip() if not self._own else ""
        if rest and not paragraph.level and not rest.endswith("?"):
            self._add(question, place, rest, paragraph.hidden, answers, notes)
        elif rest:
            notes.append(f"Gelezen als vraag {question}, niet als antwoord ({place}): '{rest}'.")

    def _field(self, paragraph: Paragraph, fields: dict[str, str]) -> None:
        name, text = paragraph.tag.removeprefix(FIELD), paragraph.text.strip()
        if text:
            fields[name] = f"{fields[name]} {text}" if name in fields else text

    def _typed(self, paragraph: Paragraph, question: str, fields: dict[str, str]) -> bool:
        """A line such as 'Gemeente: Epe' above the first question, in a form without content controls."""
        typed = None if question else _TYPED_FIELD.match(paragraph.text)
        if typed is None:
            return False
        fields.setdefault(typed[1].strip(), typed[2].strip())
        return True

    def _add(self, question: str, place: str, text: str, hidden: str, answers: list[Answer], notes: list[str]) -> None:
        for words, is_hidden in ((text, False), (hidden.strip(), True)):
            if words.strip(" |") and question:
                answers.append(Answer(question, place, words, is_hidden))
            elif words.strip(" |"):
                notes.append(f"Staat niet onder een vraag en is niet gelezen als antwoord ({place}): '{words}'.")


def _code(text: str) -> str:
    found = _QUESTION.match(text)
    return found[1] if found else ""
