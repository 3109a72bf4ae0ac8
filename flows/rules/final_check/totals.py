"""Totals that are not the sum of their rows, and shares that are not what they say (domain F 15-19)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.rules.final_check.amounts import Amount, read, shown
from flows.rules.final_check.finder import Finder
from flows.rules.final_check.paper import Paper, heading_of, quoted
from flows.rules.final_check.registry import Hit, check
from schemas.final_check import Table

_TOTAL = re.compile(
    r"(?:eind|sub)?tota(?:al|len)\b.*|total\b.*|som\b.*|samen\b|gezamenlijk\b.*", re.IGNORECASE | re.DOTALL
)
_PART = re.compile(r"sub", re.IGNORECASE)
_MONEY = re.compile(r"€|euro|bedrag|kosten|budget|uitgaven|omzet|tarief|besteding", re.IGNORECASE)
_SHARE = re.compile(r"%|procent|percentage|aandeel", re.IGNORECASE)
_NO_SUM = re.compile(
    r"gemiddeld|mediaan|tarief|prijs per|per (?:uur|etmaal|dag|jeugdige|stuk)|jaar\b|nr\b|nummer|code|datum",
    re.IGNORECASE,
)
_NOTHING = frozenset({"", "-", "–", "—", "n.v.t.", "nvt", "p.m.", "n.b."})
_OUT_OF = Finder(
    r"\b(?P<part>\d{1,6})\s+(?:van|op)\s+de\s+(?P<all>\d{1,6})\b[^.()]{0,60}"
    r"\((?:\w+\s)?(?P<share>\d{1,3}(?:,\d+)?)\s?(?:%|procent)\)",
    needs=r"\d (?:van|op) de \d",
)


@check("totaal-klopt-niet", "Totalen die de som van de rijen zijn", blocks=False)
def totals(paper: Paper) -> Iterator[Hit]:
    """Every row that is called a total, column by column; amounts and shares may differ by printed rounding."""
    for table in paper.facts.tables:
        rows = [row for row, cells in enumerate(table.rows) if row and _is_total(cells)]
        for column in range(max((len(cells) for cells in table.rows), default=0)) if rows else ():
            yield from _column(paper, table, column, rows)
        yield from _total_columns(paper, table)


def _is_total(cells: Sequence[str]) -> bool:
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return _TOTAL.fullmatch(first) is not None and len(first) < 60


def _column(paper: Paper, table: Table, column: int, totals_at: Sequence[int]) -> Iterator[Hit]:
    heading = heading_of(table, column)
    cells = [row[column].strip() if column < len(row) else "" for row in table.rows]
    printed = [read(cell) for cell in cells]
    if _NO_SUM.search(heading) and not _MONEY.search(heading.replace("arief", "")):
        return
    for row in totals_at:
        told = printed[row]
        first = next((at for at in range(1, row) if printed[at] is not None), row)  # more than one row of headings
        lines = [at for at in range(first, row) if at not in totals_at]
        if told is None or any(printed[at] is None and cells[at].casefold() not in _NOTHING for at in lines):
            continue
        since = [at for at in lines if at > max((one for one in totals_at if one < row), default=0)]
        parts = [at for at in totals_at if at < row and _is_part(table.rows[at])]
        ways = [_numbers(printed, way) for way in (since, lines, parts)]
        ways = [way for way in ways if len(way) > 1]
        kind = _kind(told, heading, ways[0] if ways else [])
        if ways and not any(_agrees(told, way, kind) for way in ways):
            total = sum((one.value for one in ways[0]), Decimal(0))
            finest = max((told, *ways[0]), key=lambda one: one.decimals)
            under = f" in de kolom {quoted(heading, 40)}" if heading.strip() else ""
            yield Hit(
                paper.row_place(table, row + 1),
                f"Het totaal{under} is {cells[row]}, maar de rijen tellen op tot "
                f"{shown(total, finest._replace(kind=kind))}.",
                "Verbeter het totaal of een rij, of zeg eronder waarom het verschilt.",
            )


def _is_part(cells: Sequence[str]) -> bool:
    return _PART.match(next((cell.strip() for cell in cells if cell.strip()), "")) is not None


def _numbers(printed: Sequence[Amount | None], rows: Sequence[int]) -> list[Amount]:
    return [found for at in rows if (found := printed[at]) is not None]


def _kind(told: Amount, heading: str, rows: Sequence[Amount]) -> str:
    kinds = [one.kind for one in (told, *rows) if one.kind]
    if kinds:
        return kinds[0]
    return "%" if _SHARE.search(heading) else "€" if _MONEY.search(heading) else ""


def _agrees(told: Amount, rows: Sequence[Amount], kind: str) -> bool:
    """Counts must add up to the one; what was rounded for printing may differ by that rounding."""
    difference = abs(sum((one.value for one in rows), Decimal(0)) - told.value)
    coarsest = max((one.unit for one in (told, *rows)), default=Decimal(1))
    if kind == "%":
        return difference <= coarsest * max(1, len(rows) // 4)
    if kind == "€" or coarsest != 1:
        return difference <= coarsest
    return difference == 0


def _total_columns(paper: Paper, table: Table) -> Iterator[Hit]:
    """A last column that is called total. Counts are only taken to add up when most of their rows do."""
    top = table.rows[0] if table.rows else ()
    last = len(top) - 1
    if last < 2 or not _TOTAL.fullmatch(top[last].strip()) or _NO_SUM.search(" ".join(top[1:last])):
        return
    read_rows = [(row, [read(cell) for cell in cells[1:]]) for row, cells in enumerate(table.rows[1:], start=2)]
    whole = [(row, [one for one in cells if one]) for row, cells in read_rows if len(cells) > 2 and all(cells)]
    wrong = [(row, found) for row, found in whole if not _agrees(found[-1], found[:-1], _kind(found[-1], "", found))]
    is_money = all(one.kind == "€" for _, found in whole for one in found)
    if not is_money and len(wrong) * 2 > len(whole):
        return
    for row, found in wrong:
        total = sum((one.value for one in found[:-1]), Decimal(0))
        yield Hit(
            paper.row_place(table, row),
            f"Het totaal van deze rij is {table.rows[row - 1][last].strip()}, maar de rij telt op tot "
            f"{shown(total, found[-1])}.",
            "Verbeter het totaal of een bedrag.",
        )


@check("percentage-klopt-niet", "Percentages die bij hun aantallen horen", blocks=False)
def shares(paper: Paper) -> Iterator[Hit]:
    """'2 van de 12 aanbieders (20%)' is 17% (domain F 19)."""
    for paragraph, match in paper.hits(_OUT_OF):
        part, whole = int(match["part"]), int(match["all"])
        told = Decimal(match["share"].replace(",", "."))
        if whole and abs(Decimal(part * 100) / whole - told) > 1:
            yield Hit(
                paragraph.place,
                f"{quoted(match[0])}: {part} van de {whole} is {round(part * 100 / whole)}%.",
                "Verbeter het aantal of het percentage.",
            )
