"""From the rows of a list or form to the points of the consultation: each row checked, all faults together."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from flows.exchange.contributors import Contributors
from flows.exchange.reading import (
    Reading,
    fold,
    key,
    next_number,
    number_in,
    suggestion,
    text_or_none,
    trailing_number,
)
from flows.rules.consultation import UNSORTED
from flows.rules.wording import count, listing
from schemas.consultation import (
    ConsultationGroup,
    ConsultationInput,
    Contributor,
    Disposition,
    Outcome,
    RoundQuestion,
    Scope,
)
from schemas.sheets import Row
from schemas.tender import Tender

SENDERS = (
    "gemeenteraad",
    "adviesraad",
    "zorgaanbieder",
    "inwoner",
    "ervaringsdeskundige",
    "ouder",
    "toegang",
    "GI",
    "huisarts",
    "onderwijs",
)
WITH_MUNICIPALITY = frozenset({"gemeenteraad", "adviesraad"})
"""Senders that speak for one municipality: for them the municipality must be known."""

ANSWER_COLUMNS = ("Reactie", "Uitkomst", "Waar verwerkt", "Toezegging aan")

_OUTCOMES = {fold(name): outcome for outcome in Outcome for name in (outcome.value, outcome.label)}
_OUTCOMES |= {fold("Niet overgenomen, omdat"): Outcome.NOT_ADOPTED, fold("Overgenomen"): Outcome.ADOPTED}
_CHOOSE = f"Kies uit: {', '.join(outcome.label for outcome in Outcome)}."
_NEEDS_PLACE = {Outcome.ADOPTED, Outcome.CARRIED, Outcome.OTHER_TRACK}
_SCOPES = {
    "jeugdhulp": Scope.YOUTH,
    "jeugd": Scope.YOUTH,
    "reactiejeugdhulp": Scope.YOUTH,
    "integraal": Scope.INTEGRAL,
    "jeugdenwmo": Scope.INTEGRAL,
    "jeugdhulpenwmo": Scope.INTEGRAL,
    "integralereactiejeugdhulpenwmo": Scope.INTEGRAL,
}
_QUESTION = re.compile(r"^(?:vraag\s*)?([\w-]{1,12})\s*(?:[.:)–-].*)?$", re.IGNORECASE | re.DOTALL)
_CHANGED_AT_MOST = 60
"""Likeness (0-100) from which the one row nobody knows may be the one point that is missing, with other words."""

_HEADING = frozenset({"kop", "iskop", "tussenkop", "istussenkop"})
_YES = frozenset({"ja", "j", "x", "1", "waar", "true"})

Said = tuple[str, str | None, str]


def _is_heading(row: Row) -> bool:
    return any(fold(name) in _HEADING and fold(cell) in _YES for name, cell in row.extra.items())


def senders(groups: Sequence[ConsultationGroup]) -> dict[str, str]:
    """Every way to write a sender, folded, with the code it stands for."""
    known = {fold(name): code for code in SENDERS for name in (code, f"{code}s", f"{code}n")}
    known |= {"gemeenteraden": "gemeenteraad", "adviesraden": "adviesraad"}
    return known | {fold(name): group.code for group in groups for name in (group.code, group.name)}


class PointRows:
    """Reads the rows of one list. Without a ``tender`` nobody knows its municipalities, groups and questions."""

    def __init__(
        self,
        reading: Reading,
        tender: Tender | None,
        groups: Sequence[ConsultationGroup],
        questions: Sequence[RoundQuestion],
        existing: Sequence[ConsultationInput],
        contributors: Sequence[Contributor],
        round_number: int = 1,
    ) -> None:
        self._reading, self._tender, self._round = reading, tender, round_number
        self._known = senders(groups)
        self._questions = {fold(name): row.code for row in questions for name in (row.text, row.code)}
        self._tender_id = tender.id if tender else ""
        self.contributors = Contributors(reading, self._tender_id, contributors)
        self.notes: list[str] = []
        self._existing = existing
        self._seen: dict[object, int] = {}

    def read(self) -> tuple[ConsultationInput, ...]:
        """The points in the order of the file; faults go to the reading."""
        rows = self._without_headings()
        said = {row.number: self._said(row) for row in rows}
        self._numbers = _Numbers(rows, said, self._existing)
        found = [point for row in rows if (point := self._point(row, said[row.number]))]
        self._check_alike(found)
        loose = sum(point.theme == UNSORTED for point in found)
        if loose:
            said_so = count(loose, "punt heeft", "punten hebben")
            self.notes.append(f"{said_so} geen thema: '{UNSORTED}'. Vul de kolom 'Thema' in om ze in te delen.")
        return tuple(found)

    def _without_headings(self) -> tuple[Row, ...]:
        """The rows without those that a column of the list itself marks as a heading between the points."""
        headings = [row.number for row in self._reading.rows if _is_heading(row)]
        if headings:
            named = f"rij {listing(map(str, headings))}"
            self.notes.append(f"Niet als punt gelezen, want gemarkeerd als tussenkop: {named}.")
        return tuple(row for row in self._reading.rows if row.number not in headings)

    def _said(self, row: Row) -> Said:
        return self._group_of(row) or "", self._municipality_of(row), row.text("Inbreng")

    def _group_of(self, row: Row) -> str | None:
        cell = key(row.text("Soort afzender"))
        return self._known.get(fold(cell)) or (None if self._tender else cell or None)

    def _municipality_of(self, row: Row) -> str | None:
        cell = key(row.text("Gemeente"))
        names = {fold(name): name for name in self._tender.municipality_names} if self._tender else {}
        return names.get(fold(cell), cell) or None

    def _point(self, row: Row, said: Said) -> ConsultationInput | None:
        reading, present = self._reading, self._reading.present
        reference = _reference(row)
        reading.twice(row, "Nr", reference, self._seen, f"nummer {reference}")
        group, municipality = self._group(row), self._municipality(row, said[0])
        scope = _scope(reading, row)
        disposition = self._disposition(row)
        round_number = self._round_of(row)
        question = self._question(row)
        contributor = self.contributors.of(row, group, municipality) if group else None
        if not reading.sound(row) or group is None:
            return None
        kept = self._numbers.kept(row, said)
        number, sequence = (kept.id, kept.sequence) if kept else self._numbers.new(reference)
        fields = {
            "scope": ("Reikwijdte", scope),
            "disposition": (ANSWER_COLUMNS, disposition),
            "contributor": ("Naam", contributor),
            "question": ("Consultatievraag", question),
            "received_on": ("Ontvangen op", row.day("Ontvangen op")),
            "via": ("Via", row.text("Via").strip()),
            "page": ("Pagina", key(row.text("Pagina"))),
            "chapter": ("Hoofdstuk", key(row.text("Hoofdstuk"))),
            "quote": ("Citaat", row.text("Citaat")),
            "summary": ("Inbreng samengevat", row.text("Inbreng samengevat")),
            "alike": ("Zelfde als", key(row.text("Zelfde als")) or None),
            "round": ("Ronde", round_number or (kept.round if kept else self._round)),
        }
        # Of a column that is not there the list says nothing: what was kept stays.
        silent = {
            name
            for name, (columns, _) in fields.items()
            if kept and not present & set((columns,) if isinstance(columns, str) else columns)
        }
        values: dict[str, object] = {
            name: getattr(kept, name) if name in silent else value for name, (_, value) in fields.items()
        }
        theme = row.text("Thema") if row.text("Thema").strip() else (kept.theme if kept else UNSORTED)
        return reading.noun(
            row,
            ConsultationInput,
            {"round": "Ronde"},
            id=number,
            tender_id=self._tender_id,
            version=kept.version if kept else 0,
            sequence=sequence,
            group=group,
            municipality=municipality,
            theme=theme,
            text=row.text("Inbreng"),
            origin_sha256=kept.origin_sha256 if kept else None,
            origin_name=kept.origin_name if kept else "",
            **values,
        )

    def _group(self, row: Row) -> str | None:
        cell = row.text("Soort afzender")
        group = self._group_of(row)
        if group is None and cell:
            codes = dict.fromkeys(self._known.values())
            remedy = f"{suggestion(cell, codes)}Kies uit: {', '.join(codes)}."
            self._reading.fault(row, "Soort afzender", f"'{cell}' is geen bekende afzender.", remedy)
        elif cell and fold(cell) not in self._known:
            self.notes.append(
                f"Rij {row.number}: '{cell}' is geen afzender die wij kennen; met een traject is dat een fout."
            )
        return group

    def _municipality(self, row: Row, group: str) -> str | None:
        municipality = self._municipality_of(row)
        if (
            group in WITH_MUNICIPALITY
            and municipality is None
            and (self._tender or "Gemeente" in self._reading.present)
        ):
            problem = f"van welke {group} dit komt, is niet ingevuld."
            self._reading.fault(row, "Gemeente", problem, "Kies de gemeente.")
        elif self._tender and municipality and municipality not in self._tender.municipality_names:
            names = self._tender.municipality_names
            remedy = f"{suggestion(municipality, names)}Kies uit: {', '.join(names)}."
            self._reading.fault(row, "Gemeente", f"'{municipality}' is geen gemeente die meedoet.", remedy)
        return municipality

    def _round_of(self, row: Row) -> int | None:
        cell = key(row.text("Ronde"))
        number = number_in(cell)
        if cell and not number:
            self._reading.fault(
                row, "Ronde", f"'{cell}' is geen ronde.", "Vul het nummer van de ronde in, bijvoorbeeld 1."
            )
        return number

    def _question(self, row: Row) -> str:
        """The code of the question that is answered; a longer text is looked up, or kept as it is."""
        cell = key(row.text("Consultatievraag"))
        code = self._questions.get(fold(cell)) if cell else ""
        short = _QUESTION.match(cell)
        if code is None and short:
            code = self._questions.get(fold(short[1]), None if self._questions else short[1])
        if code is None and self._questions and fold(cell) != "overig":
            remedy = f"Kies uit: {', '.join(dict.fromkeys(self._questions.values()))}, overig."
            self._reading.fault(row, "Consultatievraag", f"'{cell}' is geen vraag van de consultatie.", remedy)
        return cell if code is None else code

    def _disposition(self, row: Row) -> Disposition | None:
        """The answer to a point; None when nothing of it is filled in, faults when it is only half there."""
        response, cell = row.text("Reactie"), row.text("Uitkomst")
        place, owner = text_or_none(row, "Waar verwerkt"), text_or_none(row, "Toezegging aan")
        if not any(text and text.strip() for text in (response, cell, place, owner)):
            return None
        reading = self._reading
        outcome = _outcome(reading, row, cell)
        if not response.strip():
            reading.fault(row, "Reactie", "de reactie is leeg.", "Schrijf wat u met het punt doet en waarom.")
        if outcome is None:
            return None
        if outcome in _NEEDS_PLACE and place is None:
            problem = f"bij '{outcome.label}' hoort waar het punt terechtkomt."
            reading.fault(row, "Waar verwerkt", problem, "Noem het document en de plaats, de sessie of het traject.")
        if outcome is Outcome.CARRIED and owner is None:
            problem = "een punt dat meegaat, heeft een eigenaar nodig."
            reading.fault(row, "Toezegging aan", problem, "Vul in wie ervoor zorgt.")
        if not reading.sound(row):
            return None
        return reading.noun(
            row,
            Disposition,
            {"response": "Reactie", "place": "Waar verwerkt", "owner": "Toezegging aan"},
            outcome=outcome,
            response=response,
            place=place,
            owner=owner,
        )

    def _check_alike(self, found: Sequence[ConsultationInput]) -> None:
        """'Zelfde als' names another point; only with a tender are all points known."""
        known = {row.id for row in (*self._existing, *found)} if self._tender else None
        rows = {_reference(row): row for row in self._reading.rows if _reference(row)}
        for point in found:
            row = rows.get(point.id)
            if point.alike is None or row is None:
                continue
            if point.alike == point.id:
                self._reading.fault(
                    row, "Zelfde als", "een punt kan niet naar zichzelf verwijzen.", "Maak de cel leeg."
                )
            elif known is not None and point.alike not in known:
                remedy = f"{suggestion(point.alike, known)}Vul het nummer van het andere punt in."
                self._reading.fault(row, "Zelfde als", f"punt '{point.alike}' bestaat niet.", remedy)


def _reference(row: Row) -> str:
    return key(row.text("Nr"))


def _scope(reading: Reading, row: Row) -> Scope | None:
    cell = key(row.text("Reikwijdte"))
    scope = _SCOPES.get(fold(cell), None if cell else Scope.YOUTH)
    if scope is None:
        remedy = f"Kies uit: {', '.join(scope.value for scope in Scope)}."
        reading.fault(row, "Reikwijdte", f"'{cell}' is geen bekende reikwijdte.", remedy)
    return scope


def _outcome(reading: Reading, row: Row, cell: str) -> Outcome | None:
    outcome = _OUTCOMES.get(fold(cell))
    if outcome is not None:
        return outcome
    if not cell.strip():
        reading.fault(row, "Uitkomst", "de uitkomst is leeg.", _CHOOSE)
    elif fold(cell).startswith("meegenomen"):
        reading.fault(row, "Uitkomst", f"'{cell}' zegt niet waar het punt is gebleven.", _CHOOSE)
    else:
        reading.fault(row, "Uitkomst", f"'{cell}' is geen bekende uitkomst.", _CHOOSE)
    return None


class _Numbers:
    """Which number and which place in the order each row gets: kept ones first, then new ones after the highest."""

    def __init__(self, rows: Sequence[Row], said: dict[int, Said], existing: Sequence[ConsultationInput]) -> None:
        self._kept = {row.id: row for row in existing}
        named = {_reference(row) for row in rows}
        self._ids = set(self._kept) | named
        self._same: dict[Said, list[ConsultationInput]] = defaultdict(list)
        free = [kept for kept in existing if kept.id not in named]
        for kept in free:
            self._same[_said(kept)].append(kept)
        self._reworded = _reworded([row for row in rows if not _reference(row)], said, free)
        self._taken = {row.sequence for row in existing}
        # A number in the file claims its own place before rows without one are given theirs.
        self._own: dict[str, int] = {}
        for row in rows:
            reference = _reference(row)
            number = trailing_number(reference)
            if reference and reference not in self._kept and number and number not in self._taken:
                self._own.setdefault(reference, number)
                self._taken.add(number)

    def kept(self, row: Row, said: Said) -> ConsultationInput | None:
        """The point as kept: by its number, or without a number by who said it and what was said."""
        reference = _reference(row)
        if reference:
            return self._kept.get(reference)
        if self._same[said]:
            return self._same[said].pop(0)
        return self._reworded.get(row.number)

    def new(self, reference: str) -> tuple[str, int]:
        """The id and the sequence of a new point; ``reference`` is empty when its row has no number."""
        sequence = self._own.get(reference) or next_number(self._taken)
        while not reference and f"IN-{sequence:03d}" in self._ids:
            sequence += 1
        self._taken.add(sequence)
        return reference or f"IN-{sequence:03d}", sequence


def _said(point: ConsultationInput) -> Said:
    return point.group, point.municipality, point.text


def _reworded(
    rows: Sequence[Row], said: dict[int, Said], free: Sequence[ConsultationInput]
) -> dict[int, ConsultationInput]:
    """In a list without numbers: when one row is new and one point is missing, and they are alike, it was reworded."""
    there, kept = Counter(said[row.number] for row in rows), Counter(map(_said, free))
    new, gone = list((there - kept).elements()), list((kept - there).elements())
    if len(new) != 1 or len(gone) != 1 or fuzz.ratio(new[0][2], gone[0][2]) < _CHANGED_AT_MOST:
        return {}
    numbers = [row.number for row in rows if said[row.number] == new[0]]
    return {numbers[-1]: next(point for point in free if _said(point) == gone[0])}
