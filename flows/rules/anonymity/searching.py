"""Searching texts for who asked: the register's marks, and what looks like an address, a number or a hint."""

from collections.abc import Callable, Iterable, Iterator

from flows.rules.anonymity.finding import Finding, Level
from flows.rules.anonymity.folding import Folded, plain
from flows.rules.anonymity.marks import marks_of_register
from flows.rules.anonymity.weighing import Found
from schemas.provider import Provider
from schemas.tender import Tender


class Search:
    """A search for the providers of a register, and for ``also``: other names to look for, such as locations.

    ``people`` and ``numbers`` are more of the same, for who asks without being in a register.
    ``regional`` are the names of our municipalities: everybody writes those. ``ours`` are texts of our own (our mailbox
    and telephone, a document without its questions): what stands in them tells nothing of who asked.
    """

    def __init__(
        self,
        providers: Iterable[Provider],
        *,
        also: Iterable[str] = (),
        people: Iterable[str] = (),
        numbers: Iterable[str] = (),
        regional: Iterable[str] = (),
        ours: Iterable[str] = (),
    ) -> None:
        regional = tuple(regional)
        own = (*ours, *regional)
        self._marks = marks_of_register(tuple(providers), tuple(also), tuple(people), tuple(sorted(numbers)), regional)
        keys = {_key(found, text) for text in map(plain, own) for found in self._marks.found(text)}
        self._known = frozenset(keys | {Folded(plain(text)).compact for text in own})

    def findings(self, texts: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
        """What could tell who asked, in these texts by their place; in order, each thing once per place."""
        return self._told(texts, self._marks.found)

    def betraying(self, texts: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
        """As :meth:`findings`, only what betrays."""
        return self._told(texts, self._marks.betraying)

    def _told(self, texts: Iterable[tuple[str, str]], look: Callable[[str], tuple[Found, ...]]) -> tuple[Finding, ...]:
        return tuple(finding for place, text in texts for finding in dict.fromkeys(self._in(place, plain(text), look)))

    def _in(self, place: str, seen: str, look: Callable[[str], tuple[Found, ...]]) -> Iterator[Finding]:
        found = [row for row in look(seen) if _key(row, seen) not in self._known]
        for row in _outermost(found):
            mark = " ".join(seen[row.start : row.end].split())
            yield Finding(kind=row.kind, mark=mark, place=place, level=row.level)


def _key(found: Found, text: str) -> str:
    return Folded(text[found.start : found.end]).compact


def _outermost(found: Iterable[Found]) -> list[Found]:
    """In order of place, without what lies inside a larger finding that is at least as heavy."""
    kept: list[Found] = []
    reach = dict.fromkeys(Level, 0)
    for row in sorted(set(found), key=lambda row: (row.start, -row.end, row.level is not Level.BETRAYS, row.kind)):
        if row.end > max(reach[Level.BETRAYS], 0 if row.level is Level.BETRAYS else reach[Level.MIND]):
            kept.append(row)
        reach[row.level] = max(reach[row.level], row.end)
    return sorted(kept, key=lambda row: (row.start, row.end))


def findings(
    texts: Iterable[tuple[str, str]],
    providers: Iterable[Provider],
    *,
    also: Iterable[str] = (),
    regional: Iterable[str] = (),
    ours: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """As :meth:`Search.findings`, for one search."""
    return Search(providers, also=also, regional=regional, ours=ours).findings(texts)


def search_for(
    tender: Tender,
    providers: Iterable[Provider],
    *,
    also: Iterable[str] = (),
    people: Iterable[str] = (),
    numbers: Iterable[str] = (),
    ours: Iterable[str] = (),
) -> Search:
    """The search for everybody in the register of a tender. Our own people, addresses and towns give nobody away."""
    own = (
        tender.mailbox.address,
        tender.contact_phone,
        tender.contact_name,
        tender.organisation,
        tender.region,
        tender.title,
        tender.platform,
    )
    return Search(
        providers,
        also=also,
        people=people,
        numbers=numbers,
        regional=tender.municipality_names,
        ours=(*own, *ours),
    )
