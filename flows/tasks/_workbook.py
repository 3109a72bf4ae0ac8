"""Write a new workbook: headings that stay in view, real dates, drop-downs, text that never becomes a formula."""

import io
import re
from collections.abc import Sequence
from copy import copy
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from flows.tasks._packages import pack, unpack
from schemas.errors import PermanentError
from schemas.sheets import CellValue, Column, Sheet

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_FORMATS = {
    "tekst": "@",
    "getoond": "@",
    "keuze": "@",
    "ja_nee": "@",
    "datum": "dd-mm-yyyy",
    "datumtijd": "dd-mm-yyyy hh:mm",
    "tijd": "hh:mm",
}
_CHOICES = "Keuzes"
_SPARE_ROWS = 200
_LONGEST_TEXT = 32_767
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def write_table(sheets: Sequence[Sheet], *, title: str = "", author: str = "", moment: datetime = _UNDATED) -> bytes:
    """Write a workbook; the same sheets and properties give the same bytes.

    Every sheet gets a bold, frozen heading row with a filter, column widths, drop-downs for choices and ja/nee, real
    dates (moments in Amsterdam time), text columns that keep ``3.10`` and leading zeros, and prints on A4 landscape.
    Text stays text, also when it starts with ``=``, ``+``, ``-`` or ``@``. ``moment`` is the date shown as created.
    Raises :class:`PermanentError` for text longer than Excel can hold, which would otherwise be cut without a word.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    lists = _choice_lists(sheets)
    for sheet in sheets:
        worksheet = workbook.create_sheet(_sheet_name(sheet.name))
        _write_sheet(worksheet, sheet, lists)
        _name_ranges(workbook, worksheet, sheet)
    if lists:
        _write_choices(workbook.create_sheet(_CHOICES), lists)
    workbook.properties.title = title
    workbook.properties.creator = author
    workbook.properties.language = "nl-NL"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _fixed(buffer.getvalue(), moment)


def _choice_lists(sheets: Sequence[Sheet]) -> dict[tuple[str, ...], str]:
    """Give every distinct list of choices a column on the sheet with choices; inline lists break on commas and size."""
    lists: dict[tuple[str, ...], str] = {}
    for sheet in sheets:
        for column in sheet.columns:
            choices = _choices(column)
            if choices and choices not in lists:
                letter = get_column_letter(len(lists) + 1)
                lists[choices] = f"{quote_sheetname(_CHOICES)}!${letter}$1:${letter}${len(choices)}"
    return lists


def _choices(column: Column) -> tuple[str, ...]:
    return ("ja", "nee") if column.kind == "ja_nee" else column.choices


def _write_sheet(worksheet: Worksheet, sheet: Sheet, lists: dict[tuple[str, ...], str]) -> None:
    for index, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(index)
        heading = worksheet.cell(1, index)
        _put_text(heading, column.name, sheet.name, column.name)
        heading.font = Font(bold=True)
        heading.fill = PatternFill("solid", fgColor="DDE6F0")
        heading.alignment = Alignment(wrap_text=True, vertical="top")
        shown = [column.name]
        styles: dict[str, StyleArray] = {}
        for number, row in enumerate(sheet.rows, start=2):
            cell = worksheet.cell(number, index)
            _style(cell, _put(cell, row.get(column.name), column, sheet.name), styles)
            shown.append(str(cell.value or ""))
        dimension = worksheet.column_dimensions[letter]
        dimension.width = min(60, max(10, 2 + max(len(line) for text in shown for line in text.split("\n"))))
        # The whole column, so that what a colleague types below our rows is kept as typed.
        dimension.number_format = _format(column)
        if choices := _choices(column):
            validation = DataValidation(
                type="list", formula1=lists[choices], allow_blank=not column.required, showErrorMessage=True
            )
            validation.error = "Kies een waarde uit de lijst."
            validation.add(f"{letter}2:{letter}{len(sheet.rows) + 1 + _SPARE_ROWS}")
            worksheet.add_data_validation(validation)
    _lay_out(worksheet, sheet)


def _name_ranges(workbook: Workbook, worksheet: Worksheet, sheet: Sheet) -> None:
    """Names for formulas, so that =WERKDAG(A1;-10;feestdagen) needs no cell addresses."""
    for name, (column, rows) in sheet.named.items():
        letter = get_column_letter([known.name for known in sheet.columns].index(column) + 1)
        place = f"{quote_sheetname(worksheet.title)}!${letter}$2:${letter}${rows + 1}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)


def _lay_out(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(sheet.columns)))}{len(sheet.rows) + 1}"
    worksheet.page_setup.paperSize = 9  # A4
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = "1:1"


def _write_choices(worksheet: Worksheet, lists: dict[tuple[str, ...], str]) -> None:
    worksheet.sheet_state = "hidden"
    for index, choices in enumerate(lists, start=1):
        for number, choice in enumerate(choices, start=1):
            _put_text(worksheet.cell(number, index), choice, _CHOICES, choice)


def _format(column: Column) -> str:
    return column.cell_format or _FORMATS.get(column.kind, "General")


def _style(cell: Cell | MergedCell, number_format: str, styles: dict[str, StyleArray]) -> None:
    """Give a cell the style of its format. It is made once: one per cell costs more than all the rest of the sheet."""
    if number_format not in styles:
        cell.number_format = number_format
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        styles[number_format] = copy(cell._style)  # type: ignore[union-attr]
    cell._style = styles[number_format]  # type: ignore[union-attr]


def _put(cell: Cell | MergedCell, value: CellValue, column: Column, sheet: str) -> str:
    """Put a value in its cell; returns the format it is shown in."""
    if value is None:
        return _format(column)
    if isinstance(value, bool):
        _put_text(cell, "ja" if value else "nee", sheet, column.name)
    elif isinstance(value, datetime):
        cell.value = value.astimezone(_AMSTERDAM).replace(tzinfo=None)
        return _FORMATS["datumtijd"]
    elif isinstance(value, date):
        cell.value = value
        return _FORMATS["datum"]
    elif isinstance(value, time):
        cell.value = value
        return _FORMATS["tijd"]
    elif isinstance(value, Decimal) and column.kind not in ("tekst", "getoond"):
        cell.value = value
    else:
        _put_text(cell, str(value), sheet, column.name)
    return _format(column)


def _put_text(cell: Cell | MergedCell, text: str, sheet: str, column: str) -> None:
    clean = ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) > _LONGEST_TEXT:
        raise PermanentError(
            f"Blad '{sheet}', kolom '{column}': de tekst heeft {len(clean)} tekens en Excel kan er {_LONGEST_TEXT} aan."
            " Lever deze tekst als los document aan."
        )
    cell.value = clean
    # openpyxl makes a formula of "=...", and an error value of "#N/A"; from an outsider both are only text.
    cell.data_type = "s"


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", name)[:31].strip("'") or "Blad"


def _fixed(data: bytes, moment: datetime) -> bytes:
    """Replace the clock's traces: openpyxl writes the present moment in the properties and in the zip."""
    entries = unpack(data, "werkmap")
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    for tag in (b"created", b"modified"):
        pattern = rb"(<dcterms:" + tag + rb"\b[^>]*>)[^<]*(</dcterms:" + tag + rb">)"
        entries["docProps/core.xml"] = re.sub(pattern, rb"\g<1>" + stamp + rb"\g<2>", entries["docProps/core.xml"])
    return pack(entries)
