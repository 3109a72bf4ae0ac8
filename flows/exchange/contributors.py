"""Who said something, as the rows of a list tell it: one person or body, however many points it made."""

from collections.abc import Sequence

from flows.exchange.reading import Reading, fold, key, next_number, trailing_number
from schemas.consultation import Contributor
from schemas.provider import checked_address
from schemas.sheets import Row

COLUMNS = ("Naam", "Mag met naam", "Aanhef", "E-mail")

_Who = tuple[str, str | None, str]


class Contributors:
    """Collects the contributors of a list. ``existing`` are those as kept: the same name in the same group stays."""

    def __init__(self, reading: Reading, tender_id: str, existing: Sequence[Contributor] = ()) -> None:
        self._reading, self._tender_id = reading, tender_id
        self._kept = {_who(row.group, row.municipality, row.name): row for row in existing}
        self._found: dict[_Who, Contributor] = {}
        self._told: dict[tuple[_Who, str], tuple[object, int]] = {}
        self._last = next_number(number for row in existing if (number := trailing_number(row.id))) - 1

    def of(self, row: Row, group: str, municipality: str | None) -> str | None:
        """The id of who said this; None when the row names nobody. Faults go to the reading."""
        name, email = " ".join(row.text("Naam").split()), key(row.text("E-mail"))
        if not name:
            if any(row.values[column] is not None for column in COLUMNS):
                self._reading.fault(row, "Naam", "van wie dit is, is niet ingevuld.", "Vul de naam in.")
            return None
        if email:
            try:
                checked_address(email)
            except ValueError as error:
                self._reading.fault(row, "E-mail", f"{error}.", "Verbeter het adres of maak de cel leeg.")
                return None
        who = _who(group, municipality, name)
        given = {
            "may_name": row.flag("Mag met naam"),
            "greeting": row.text("Aanhef").strip() or None,
            "email": email or None,
        }
        known = self._found.get(who) or self._kept.get(who) or self._new(group, municipality, name)
        # An empty cell says nothing: what another row or an earlier list said stays.
        said = {
            field: value for field, value in given.items() if value is not None and self._same(row, who, field, value)
        }
        self._found[who] = known.model_copy(update=said)
        return known.id

    def all(self) -> tuple[Contributor, ...]:
        """Everybody in the list, in the order of their first point."""
        return tuple(self._found.values())

    def _new(self, group: str, municipality: str | None, name: str) -> Contributor:
        self._last += 1
        return Contributor(
            id=f"IB-{self._last:03d}", tender_id=self._tender_id, group=group, municipality=municipality, name=name
        )

    def _same(self, row: Row, who: _Who, field: str, value: object) -> bool:
        """Whether no earlier row says something else of this person; else a fault."""
        first, number = self._told.setdefault((who, field), (value, row.number))
        if first != value:
            column = {"may_name": "Mag met naam", "greeting": "Aanhef", "email": "E-mail"}[field]
            problem = f"bij dezelfde naam staat in rij {number} iets anders."
            self._reading.fault(row, column, problem, "Maak de rijen gelijk, of geef ieder een eigen naam.")
        return first == value


def _who(group: str, municipality: str | None, name: str) -> _Who:
    return group, municipality, fold(key(name))
