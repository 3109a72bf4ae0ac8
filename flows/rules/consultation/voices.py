"""Who said it: the person or body behind every point, made up from group and municipality where nobody is named."""

from collections import defaultdict

from schemas.consultation import ConsultationInput, Contributor
from schemas.record import TenderRecord

COUNCILS, BOARDS = frozenset({"gemeenteraad", "raad"}), frozenset({"adviesraad", "cliëntenraad"})
"""Groups whose members are bodies and no persons, by their codes: a body may always be named."""

PROFESSIONALS = COUNCILS | BOARDS | {"zorgaanbieder", "aanbieder", "toegang", "gi", "huisarts", "onderwijs"}
"""Groups that read policy for a living. Everybody else gets plain words (B1, users 5.9)."""


def is_body(group: str) -> bool:
    return group.casefold() in COUNCILS | BOARDS


def plain_words(group: str) -> bool:
    """Whether this group is answered as "dit zei u – dit doen we – dit niet, omdat"."""
    return group.casefold() not in PROFESSIONALS


def contributor_of(record: TenderRecord, row: ConsultationInput) -> Contributor:
    """Who made this point: the named contributor, else the body of that municipality, else the group as a whole."""
    if row.contributor is not None:
        named = next((one for one in record.contributors if one.id == row.contributor), None)
        if named is not None:
            return named
    return unnamed(record, row.group, row.municipality)


def unnamed(record: TenderRecord, group: str, municipality: str | None) -> Contributor:
    """The body of a municipality, or the group, when nobody is named."""
    name = _name(record, group, municipality)
    return Contributor(
        id=f"{group}/{municipality}" if municipality else group,
        tender_id=record.tender.id,
        group=group,
        municipality=municipality,
        name=name,
        may_name=True,
        greeting=_greeting(group),
    )


def _greeting(group: str) -> str:
    if group.casefold() in COUNCILS:
        return "Geachte leden van de gemeenteraad"
    return "Geachte leden van de adviesraad" if is_body(group) else "Geachte heer, mevrouw"


def _name(record: TenderRecord, group: str, municipality: str | None) -> str:
    known = next((row.name for row in record.groups if row.code == group), group.capitalize())
    if municipality is None:
        return known
    if group.casefold() in COUNCILS:
        return f"Gemeenteraad {municipality}"
    if is_body(group):
        own = next((row.advisory_board for row in record.tender.municipalities if row.name == municipality), "")
        own = own or "Adviesraad"
        return own if municipality in own else f"{own} {municipality}"
    return f"{known} ({municipality})"


def points_of(record: TenderRecord) -> tuple[tuple[Contributor, tuple[ConsultationInput, ...]], ...]:
    """Every contributor with the points it made, each point exactly once.

    Groups stand in their own order, municipalities in the tender's, then names; points in their order.
    """
    made: dict[str, list[ConsultationInput]] = defaultdict(list)
    who: dict[str, Contributor] = {}
    for row in sorted(record.inputs, key=lambda row: (row.sequence, row.id)):
        contributor = contributor_of(record, row)
        who.setdefault(contributor.id, contributor)
        made[contributor.id].append(row)
    groups = {group.code: place for place, group in enumerate(record.groups)}
    places = {name: place for place, name in enumerate(record.tender.municipality_names)}

    def order(key: str) -> tuple[int, str, int, str, str]:
        one = who[key]
        return (
            groups.get(one.group, len(groups)),
            one.group,
            places.get(one.municipality or "", len(places)),
            one.name,
            one.id,
        )

    return tuple((who[key], tuple(made[key])) for key in sorted(made, key=order))


def contributors_of(record: TenderRecord) -> tuple[Contributor, ...]:
    """Everybody who said something, in the fixed order of :func:`points_of`."""
    return tuple(contributor for contributor, _ in points_of(record))
