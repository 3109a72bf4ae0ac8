"""A document under examination: its facts, what is known about it, and its own words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain

from flows.rules.final_check.finder import Finder, found_in
from flows.rules.final_check.known import Known
from schemas.final_check import DocumentFacts, Paragraph, Place, Table

OTHERS = "\ufffc"
"""Stands where the words of somebody else were taken out."""

_ELSEWHERE = re.compile(
    r"was|wordt|oud|oude (?:tekst|datum)|nieuwe? tekst|vindplaats|document|document en vindplaats|waar|bron|grondslag|"
    r"vraag|antwoord|inbreng|reactie|punt|besproken|conclusie|waar komt het terug|toezegging|reden en aanleiding",
    re.IGNORECASE,
)
"""Headings of columns that quote other documents, or say what stood somewhere before."""

_WORD = re.compile(r"\w+")
_SHORTEST = 2


class Paper:
    """What the checks look at. ``own`` is the text of every paragraph without the words of others."""

    def __init__(self, facts: DocumentFacts, known: Known) -> None:
        self.facts, self.known = facts, known
        texts = tuple(one.text for one in facts.paragraphs)
        self.own = _without(texts, {text for text in known.theirs if len(text.strip()) >= _SHORTEST})

    def hits(self, *finders: Finder) -> Iterator[tuple[Paragraph, re.Match[str]]]:
        """Every match of these patterns in the own words, with the paragraph it stands in."""
        return chain.from_iterable(self._found.get(finder, ()) for finder in finders)

    def row_hits(self, finder: Finder) -> Iterator[tuple[Paragraph, re.Match[str]]]:
        """As :meth:`hits`, in :attr:`lines`; only for a finder that was made for rows."""
        return iter(self._found_in_rows.get(finder, ()))

    @cached_property
    def _found(self) -> dict[Finder, list[tuple[Paragraph, re.Match[str]]]]:
        return _collected(zip(self.facts.paragraphs, self.own, strict=True), rows=False)

    @cached_property
    def _found_in_rows(self) -> dict[Finder, list[tuple[Paragraph, re.Match[str]]]]:
        return _collected(self.lines, rows=True)

    def column_heading(self, paragraph: Paragraph) -> str:
        """What stands above this paragraph in the first row of its table; "" outside tables and in that row itself."""
        if not paragraph.table or paragraph.row < 2:
            return ""
        return heading_of(self.facts.tables[paragraph.table - 1], paragraph.column - 1)

    def quotes_elsewhere(self, paragraph: Paragraph) -> bool:
        """Whether it stands in a column that quotes another document or an earlier text."""
        return paragraph.table > 0 and _quoting(self.column_heading(paragraph))

    def row_place(self, table: Table, row: int) -> Place:
        """Where a row of a table (from 1) stands."""
        return self._row_places.get((table.place.table, row)) or table.place._replace(row=row)

    @cached_property
    def _row_places(self) -> dict[tuple[int, int], Place]:
        return {(one.table, one.row): one.place for one in reversed(self.facts.paragraphs) if one.table}

    @cached_property
    def lines(self) -> tuple[tuple[Paragraph, str], ...]:
        """The text to read facts from: paragraphs, and rows of tables as ``cell | cell`` without quoting columns."""
        found: list[tuple[Paragraph, str]] = []
        at = (0, 0)
        for paragraph, text in zip(self.facts.paragraphs, self.own, strict=True):
            if paragraph.table and self.quotes_elsewhere(paragraph):
                continue
            row = (paragraph.table, paragraph.row)
            if paragraph.table and row == at:
                found[-1] = (found[-1][0], f"{found[-1][1]} | {text}")
            else:
                found.append((paragraph, text))
            at = row if paragraph.table else (0, 0)
        return tuple(found)


def _collected(
    texts: Iterable[tuple[Paragraph, str]], *, rows: bool
) -> dict[Finder, list[tuple[Paragraph, re.Match[str]]]]:
    found: dict[Finder, list[tuple[Paragraph, re.Match[str]]]] = {}
    for paragraph, text in texts:
        if len(text) >= _SHORTEST:
            for finder, matches in found_in(text, rows):
                found.setdefault(finder, []).extend((paragraph, match) for match in matches)
    return found


def heading_of(table: Table, column: int) -> str:
    """The text at the top of a column; "" when there is none."""
    top = table.rows[0] if table.rows else ()
    return top[column] if column < len(top) else ""


@lru_cache(maxsize=512)
def _quoting(heading: str) -> bool:
    return _ELSEWHERE.fullmatch(heading.strip()) is not None


def _without(texts: tuple[str, ...], theirs: set[str]) -> tuple[str, ...]:
    """The texts with :data:`OTHERS` for the words of others, which stand in it as whole words.

    A phrase is only looked for in texts that have its rarest word: thousands of questions in thousands of paragraphs.
    """
    tokens = [set(_WORD.findall(text)) for text in texts]
    often = Counter(chain.from_iterable(tokens))
    by_word: dict[str, list[str]] = {}
    wordless: list[str] = []
    for words in theirs:
        inside = _WORD.findall(words)
        if not inside:
            wordless.append(words)
        else:
            by_word.setdefault(min(inside, key=lambda word: (often[word], word)), []).append(words)
    return tuple(
        OTHERS
        if text in theirs
        else _less(text, [*(row for word in have & by_word.keys() for row in by_word[word]), *wordless])
        for text, have in zip(texts, tokens, strict=True)
    )


def _less(text: str, theirs: list[str]) -> str:
    # The longest first: a name may be part of another name, or of a whole question.
    for words in sorted(theirs, key=lambda words: (-len(words), words)):
        if words in text:
            text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", OTHERS, text)
    return text


def quoted(text: str, most: int = 60) -> str:
    """A piece of text as a finding shows it: on one line, between quotes, not too long."""
    plain = " ".join(text.split())
    return f"'{plain[: most - 1].rstrip()}…'" if len(plain) > most else f"'{plain}'"
