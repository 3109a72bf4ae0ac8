"""Random sets of changes to the text of a document, and what each should lead to, worked out apart from the product.

Each change has an article, row or paragraph to itself, so that what it leads to can be said beforehand.
"""

import random
from collections.abc import Sequence
from itertools import groupby

from schemas.clarification import DocumentChange
from schemas.redline import Passage
from tests.builders import NAMES
from tests.rules.cases import change
from tests.two_versions import AGREEMENT

LONG = "Dit is een erg lange afspraak over de hulp aan jeugdigen in de regio. " * 40
FINE = tuple(name for name in NAMES if name.strip() == name and "\n" not in name and " | " not in name)

Expected = tuple[str, str]
"""Old and new text of one paragraph or table row."""


class Changes:
    """A random set of changes of one document, from its passages."""

    def __init__(self, passages: Sequence[Passage], seed: int, first: int = 1, amount: int = 12) -> None:
        self._random = random.Random(seed)
        self.rows: list[DocumentChange] = []
        self.expected: list[Expected] = []
        self._first = first
        articles = {
            name: list(rows)
            for name, rows in groupby((one for one in passages if not one.administrative), key=_article)
            if name
        }
        tables = [one for one in passages if one.table is not None and not one.administrative and one.row]
        cells: dict[tuple[int | None, int | None], list[Passage]] = {}
        for one in tables:
            cells.setdefault((one.table, one.row), []).append(one)
        names = [
            name
            for name, rows in articles.items()
            if all(one.table is None and one.text != "Vervallen." for one in rows)
        ]
        names = names[:-1]  # behind the last one an article may be added, and who reads both cannot tell them apart
        self._random.shuffle(names)
        self._articles = iter([articles[name] for name in names])
        rows = [group for group in cells.values() if len({one.cell for one in group}) == len(group) > 1]
        self._random.shuffle(rows)
        self._rows = iter(rows)
        kinds = (
            self._words,
            self._words,
            self._sentence,
            self._whole,
            self._gone,
            self._clause,
            self._article_gone,
            self._cell,
            self._row_gone,
            self._row_added,
        )
        for kind in self._random.choices(kinds, k=amount):
            kind()
        if self._random.random() < 0.3:
            self._article_added()

    def _put(self, place: str, old: str, new: str, *expected: Expected) -> None:
        self.rows.append(change(self._first + len(self.rows), old, new, AGREEMENT, place))
        self.expected.extend(expected)

    def _new_text(self) -> str:
        kind = self._random.randrange(4)
        if kind == 0:
            return LONG.strip()
        words = ["binnen", "tien", "werkdagen", "schriftelijk", "en", "kosteloos", "na", "overleg"]
        self._random.shuffle(words)
        return " ".join([*words[: self._random.randint(1, 8)], self._random.choice(FINE)])

    def _clauses(self) -> list[Passage]:
        return [one for one in next(self._articles) if one.depth == 1]

    def _leaves(self) -> list[Passage]:
        """Clauses with nothing under them."""
        members = next(self._articles)
        filled = [one for one in members if one.text.strip()]
        return [
            one for one in filled if one.depth == 1 and sum(one.place.casefold() in two.names for two in filled) == 1
        ]

    def _words(self) -> None:
        for clause in self._leaves()[:1]:
            words = clause.text.split(" ")
            start = self._random.randrange(len(words))
            old = " ".join(words[start : start + self._random.randint(1, 6)])
            new = self._new_text()
            self._put(clause.place, old, new, (clause.text, clause.text.replace(old, new)))

    def _sentence(self) -> None:
        for clause in self._leaves()[-1:]:
            new = f"{self._new_text()}."
            self._put(clause.place, "", new, (clause.text, f"{clause.text} {new}"))

    def _whole(self) -> None:
        clause, new = self._random.choice(self._clauses()), self._new_text()
        self._put(clause.place, clause.text, new, (clause.text, new))

    def _gone(self) -> None:
        clause = self._random.choice(self._clauses())
        self._put(clause.place, clause.text, "", (clause.text, "Vervallen."))

    def _clause(self) -> None:
        members, new = next(self._articles), self._new_text()
        self._put(members[0].place, "", new, ("", new))

    def _article_gone(self) -> None:
        members = [one for one in next(self._articles) if one.text.strip()]
        old = "\n".join(one.text for one in members)
        title, *others = members
        self._put(title.place, old, "", (title.text, "Vervallen."), *((one.text, "") for one in others))

    def _article_added(self) -> None:
        lines = [self._new_text(), self._new_text(), self._new_text()]
        self._put("deel 3", "", "\n".join(lines), *(("", line) for line in lines))

    def _cell(self) -> None:
        row = next(self._rows)
        texts = [one.text for one in row]
        cell = next(one for one in row[::-1] if sum(one.text in text for text in texts) == 1)
        new = self._new_text()
        self._put(cell.place, cell.text, new, (cell.text, new))

    def _row_gone(self) -> None:
        said = _said(next(self._rows))
        self._put(said[1], said[0], "", (said[0], ""))

    def _row_added(self) -> None:
        row = next(self._rows)
        new = " | ".join(f"{self._new_text()} {number}" for number, _ in enumerate(row))
        self._put(_said(row)[1], "", new, ("", new))


def _article(one: Passage) -> str:
    return next((name for name in one.names if name.startswith(("artikel ", "onderdeel "))), "")


def _said(row: Sequence[Passage]) -> tuple[str, str]:
    """A row as one text, and its place."""
    return " | ".join(one.text for one in row), row[0].place
