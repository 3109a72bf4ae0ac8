"""Who asked a question: found by id, or by the name exactly as it stands in the register."""

from collections import defaultdict
from collections.abc import Sequence

from flows.exchange.reading import Reading, key, suggestion
from schemas.provider import Provider
from schemas.sheets import Row


class Askers:
    """The register, ready to look up an asker. A name is never guessed: an answer must not reach the wrong provider."""

    def __init__(self, providers: Sequence[Provider]) -> None:
        self._by_id = {row.id: row for row in providers}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for row in providers:
            self._by_name[_same(row.name)].append(row.id)

    def of(self, reading: Reading, row: Row) -> str | None:
        """The id of the asker of this row, or None with the fault added."""
        reference, name = key(row.text("Aanbieder-id")), row.text("Organisatie")
        if reference:
            return self._by_reference(reading, row, reference, name)
        if not name:
            reading.fault(row, "Organisatie", "niet ingevuld is wie de vraag stelde.", "Vul het id of de naam in.")
            return None
        ids = self._by_name.get(_same(name), [])
        if len(ids) == 1:
            return ids[0]
        if ids:
            problem = f"'{name}' staat {len(ids)} keer in het register."
            reading.fault(row, "Organisatie", problem, f"Vul bij 'Aanbieder-id' het goede id in: {', '.join(ids)}.")
            return None
        hint = suggestion(name, (provider.name for provider in self._by_id.values()))
        problem = f"'{name}' staat niet in het register."
        reading.fault(row, "Organisatie", problem, f"{hint}Neem de naam over uit aanbieders.xlsx.")
        return None

    def _by_reference(self, reading: Reading, row: Row, reference: str, name: str) -> str | None:
        provider = self._by_id.get(reference)
        if provider is None:
            hint = suggestion(reference, self._by_id)
            problem = f"'{reference}' staat niet in het register."
            reading.fault(row, "Aanbieder-id", problem, f"{hint}Neem het id over uit aanbieders.xlsx.")
            return None
        if name and _same(name) != _same(provider.name):
            problem = f"{reference} is '{provider.name}', niet '{name}'."
            reading.fault(row, "Organisatie", problem, "Verbeter het id of de naam.")
            return None
        return provider.id


def _same(name: str) -> str:
    """Capitals, blanks and signs without width aside, a name must be the same: '=Plus' is not 'Plus'."""
    return "".join(key(name).casefold().split())
