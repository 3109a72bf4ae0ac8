"""A text file with one row per line: which letters, which separator, and where its quotation marks go wrong."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Sequence

from schemas.errors import InputFault, InputRefusedError

SEPARATORS = (";", "\t", ",", "|")
NAMES = {";": "puntkomma", "\t": "tab", ",": "komma", "|": "verticale streep"}
_MOST_ROWS_LOOKED_AT = 25
_LONGEST_FIELD = 1_000_000
_SAVE_AGAIN = "Sla het op als 'CSV UTF-8'."
_MOST_TOLD = 20
_BROKEN = re.compile("[ÃÂ][\u0080-\u00bf]|â€")
"""What UTF-8 looks like when it is read as Windows-1252."""
_STATED = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)


def decoded(data: bytes, file_name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, and what to say of its letters.

    Raises InputRefusedError when it is none of these, and for an empty file.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise _refused(file_name, "het bestand is leeg.", "Controleer of u het goede bestand hebt.")
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, _about_letters(text, encoding)
        line = text[: text.index("\x00")].count("\n") + 1
        if line > 1:
            raise _refused(file_name, f"in regel {line} staat een teken dat geen letter is.", _SAVE_AGAIN, line)
    raise _refused(file_name, "de letters in het bestand zijn niet te lezen.", _SAVE_AGAIN)


def _about_letters(text: str, encoding: str) -> tuple[str, ...]:
    """Windows-1252 fits nearly everything, so a reader must be able to see that it was guessed."""
    if encoding != "cp1252":
        return ()
    broken = [number for number, line in enumerate(text.split("\n"), start=1) if _BROKEN.search(line)]
    rows = ", ".join(map(str, broken[:_MOST_TOLD])) + (" en verder" if len(broken) > _MOST_TOLD else "")
    note = f" Controleer regel {rows}: daar staan letters die niet kloppen." if broken else ""
    return (f"De letters zijn gelezen als Windows-1252.{note}",)


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    sample = data[:2000]
    if sample.count(b"\x00") > len(sample) // 4:
        # Western text in UTF-16 has a zero in every second byte.
        return ("utf-16-le",) if sample[1::2].count(b"\x00") > sample[::2].count(b"\x00") else ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def separator_of(text: str, known: Callable[[Sequence[str]], int]) -> tuple[str, bool]:
    """The separator with which most headings are ``known``, and whether the first line only states it (``sep=;``)."""
    stated = _STATED.match(text)
    if stated and stated[1] in SEPARATORS:
        return stated[1], True
    scores = {
        separator: max((known(row) for row in _first_rows(text, separator)), default=0) for separator in SEPARATORS
    }
    return max(SEPARATORS, key=lambda separator: scores[separator]), False


def _first_rows(text: str, separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            found.append(row)
            if len(found) == _MOST_ROWS_LOOKED_AT:
                break
    except csv.Error:
        pass  # the reading itself says what is wrong
    return found


def rows_of(text: str, separator: str, file_name: str, most_rows: int) -> list[list[str]] | None:
    """Every row, empty ones too; None when there are more than ``most_rows``.

    Raises InputRefusedError with the line where a quotation mark opens that never closes, or that closes so late that
    whole rows were inside it: without this those rows disappear without a word.
    """
    limit = csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    began = 1
    try:
        for row in reader:
            _check_swallowed(row, rows, separator, file_name, began)
            rows.append(row)
            began = reader.line_num + 1
            if len(rows) > most_rows:
                return None
    except csv.Error as error:
        if "field larger" in str(error):
            remedy = "Kort de tekst in, of kijk of er een aanhalingsteken te veel staat."
            raise _refused(file_name, f"in regel {began} staat een veel te lange tekst.", remedy, began) from error
        raise _refused(file_name, f"vanaf regel {began} kloppen de aanhalingstekens niet.", _QUOTES, began) from error
    finally:
        csv.field_size_limit(limit)
    return rows


_QUOTES = 'Zet om een tekst met een aanhalingsteken erin "…" en verdubbel het teken zelf, of lever een .xlsx aan.'


def _check_swallowed(row: list[str], before: list[list[str]], separator: str, file_name: str, began: int) -> None:
    width = max((len(earlier) for earlier in before[:_MOST_ROWS_LOOKED_AT]), default=0)
    if width < 4:  # with fewer columns a line of prose looks like a row
        return
    # In prose a blank follows a comma; between cells it does not.
    mark = re.compile(re.escape(separator) + (r"(?! )" if separator == "," else ""))
    for field in row:
        lines = field.split("\n")[1:]
        if any(len(mark.findall(line)) >= width - 1 for line in lines):
            problem = f"in regel {began} begint een aanhalingsteken dat pas na hele rijen sluit."
            raise _refused(file_name, problem, _QUOTES, began)


def _refused(file_name: str, problem: str, remedy: str, row: int | None = None) -> InputRefusedError:
    return InputRefusedError([InputFault(file=file_name, row=row, problem=problem, remedy=remedy)])
