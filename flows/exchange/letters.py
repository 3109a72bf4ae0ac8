"""Letters become draft rows that a person confirms: one for each paragraph or bullet, the letter itself in the archive.

Nothing is summarised and nothing is made up (users 2.3). What is plainly no point - greeting, signature, letterhead -
is skipped by name, so that a reader sees that it was there.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from flows.exchange.consultation_rows import WITH_MUNICIPALITY, PointRows
from flows.exchange.headings import INPUT_SYNONYMS, with_synonyms
from flows.exchange.reading import Reading, key, next_number, refuse, suggestion, with_choices
from flows.tasks.documents_in import Passage, read_writing
from flows.tasks.excel import Manner, write_table
from schemas.consultation import ConsultationGroup, ConsultationInput, DraftInput, DraftState, RoundQuestion
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender
from schemas.values import Noun

SHEET = "Te controleren"
YES, NO, LATER = "ja", "nee", "later"

COLUMNS = with_synonyms(
    (
        Column(name="Nr", required=True),
        Column(name="Overnemen", kind="keuze", choices=(YES, NO, LATER)),
        Column(name="Soort afzender"),
        Column(name="Gemeente"),
        Column(name="Thema"),
        Column(name="Consultatievraag"),
        Column(name="Inbreng"),
        Column(name="Bron"),
        Column(name="Plaats"),
        Column(name="Verborgen", kind="ja_nee"),
    ),
    {name: INPUT_SYNONYMS[name] for name in ("Soort afzender", "Gemeente", "Inbreng")},
)
"""``Bron``, ``Plaats`` and ``Verborgen`` are written for the reader and never read back."""

_GREETING = re.compile(
    r"^(?:(?:geachte|l\.?\s?s\.?|aan het college|aan de raad|aan de gemeenteraad)\b.{0,100}"
    r"|(?:beste|dag|hallo|goede(?:morgen|middag|navond|dag))\b.{0,60}[,!])$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:met (?:vriendelijke|hartelijke|collegiale|beste) groet(?:en)?|hoogachtend"
    r"|(?:vriendelijke |hartelijke )?groet(?:en)?|mvg)\b\W*(?:.{0,60})$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:onderwerp|betreft|betreffende|datum|(?:ons |uw )?kenmerk|bijlagen?|aan|van|cc|verzonden)\s*:.{0,120}$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"^(?:pagina|bladzijde|blz\.?|pag\.?)?\s*\d{1,3}(?:\s*(?:van|/)\s*\d{1,3})?$", re.IGNORECASE)
_QUOTED = re.compile(r"^>")
_SENTENCE = re.compile(r"[.?!;:]\W*$")
_LETTERHEAD_WITHIN = 25
_SHORT = 80


class DraftPassage(Noun):
    """A passage that may be a point; ``place`` says where in the letter it stands."""

    place: str
    text: str
    hidden: bool = False


class Skipped(Noun):
    """A line that is no point, and why."""

    place: str
    text: str
    why: str

    def __str__(self) -> str:
        return f"Niet als punt gelezen ({self.why}), {self.place}: '{self.text}'."


class LetterReading(Noun):
    """What a letter says: the passages for a person to look at, the lines left out by name, and notes (Dutch)."""

    rows: tuple[DraftPassage, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


def read(data: bytes, name: str) -> LetterReading:
    """Read a letter: .docx, .pdf, .eml with its attachments, .txt.

    Raises InputRefusedError (Dutch, with how to save it again) for other files and for what cannot be read.
    """
    writing = read_writing(data, name)
    rows: list[DraftPassage] = []
    skipped: list[Skipped] = []
    for part in _parts(writing.passages):
        for passage, why in _sorted(part):
            if why:
                skipped.append(Skipped(place=passage.place, text=passage.text, why=why))
            else:
                rows.append(DraftPassage(place=passage.place, text=passage.text, hidden=passage.hidden))
    return LetterReading(rows=tuple(rows), skipped=tuple(skipped), notes=writing.notes)


def _parts(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """The letter and each attachment by itself: each has its own greeting and its own signature."""
    parts: dict[str, list[Passage]] = {}
    for passage in passages:
        attachment = passage.place.rpartition(", ")[0] if passage.place.startswith("bijlage ") else ""
        parts.setdefault(re.sub(r", bladzijde \d+$", "", attachment), []).append(passage)
    yield from parts.values()


def _sorted(part: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each passage with the reason why it is no point; an empty reason: it may be one."""
    greeting = next((place for place, row in enumerate(part[:_LETTERHEAD_WITHIN]) if _is(row, _GREETING)), None)
    closing = next((place for place in reversed(range(len(part))) if _is(part[place], _CLOSING)), None)
    for place, passage in enumerate(part):
        yield passage, _why(passage, place, greeting, closing)


def _is(passage: Passage, pattern: re.Pattern[str]) -> bool:
    return not passage.hidden and not passage.bullet and bool(pattern.match(passage.text))


def _why(passage: Passage, place: int, greeting: int | None, closing: int | None) -> str:
    """Conservative on purpose: a point that is skipped is a voice not heard, a line too many costs a click."""
    text, short = passage.text, len(passage.text) <= _SHORT and not passage.bullet and not passage.hidden
    if passage.hidden or passage.bullet:
        return ""
    if passage.heading:
        return "kop"
    if _PAGE.match(text):
        return "bladzijdenummer"
    if _QUOTED.match(text):
        return "aangehaald bericht"
    if place == greeting or (closing is None and place == 0 and _GREETING.match(text) and short):
        return "aanhef"
    if place < _LETTERHEAD_WITHIN and _ABOUT.match(text):
        return "briefhoofd"
    if greeting is not None and place < greeting and short and not _SENTENCE.search(text):
        return "briefhoofd"
    if closing is not None and place >= closing and short and not re.search(r"[.?!]\W*$", text):
        return "ondertekening"
    return ""


def drafts(
    reading: LetterReading, name: str, sha256: str, tender_id: str, existing: Sequence[DraftInput] = ()
) -> tuple[DraftInput, ...]:
    """The passages of a letter as drafts, by the sha256 of the letter: the same letter again gives the same drafts.

    ``existing`` are those as kept: what a person decided stays decided.
    """
    kept = {row.id: row for row in existing}
    made = (
        DraftInput(
            id=f"BR-{sha256[:8]}-{number:03d}",
            tender_id=tender_id,
            sequence=number,
            origin_sha256=sha256,
            origin_name=name,
            place=row.place,
            text=row.text,
            hidden=row.hidden,
        )
        for number, row in enumerate(reading.rows, start=1)
    )
    return tuple(kept.get(row.id, row) for row in made)


def drafts_form(
    drafts: Sequence[DraftInput],
    tender: Tender,
    *,
    groups: Sequence[ConsultationGroup] = (),
    questions: Sequence[RoundQuestion] = (),
) -> bytes:
    """te-controleren.xlsx: the drafts nobody decided about yet; the sender, theme and question are for a person."""
    senders = tuple(dict.fromkeys((*(group.code for group in groups), *sorted(WITH_MUNICIPALITY))))
    columns = with_choices(COLUMNS, Gemeente=tender.municipality_names)
    if groups:
        columns = with_choices(columns, Soort_afzender=senders)
    if questions:
        columns = with_choices(columns, Consultatievraag=(*(row.code for row in questions), "overig"))
    waiting = [row for row in drafts if row.state is DraftState.TO_CHECK]
    return write_table([Sheet(name=SHEET, columns=columns, rows=tuple(_cells(row) for row in waiting))])


def _cells(draft: DraftInput) -> dict[str, CellValue]:
    return {
        "Nr": draft.id,
        "Overnemen": LATER,
        "Inbreng": draft.text,
        "Bron": draft.origin_name,
        "Plaats": draft.place,
        "Verborgen": draft.hidden,
    }


def read_drafts(
    data: bytes,
    name: str,
    tender: Tender,
    drafts: Sequence[DraftInput],
    *,
    groups: Sequence[ConsultationGroup] = (),
    questions: Sequence[RoundQuestion] = (),
    existing: Sequence[ConsultationInput] = (),
    round_number: int = 1,
) -> tuple[tuple[ConsultationInput, ...], tuple[DraftInput, ...]]:
    """What a person decided: the confirmed rows as points, and the drafts with their new state.

    A point has the letter it came from as its origin and the number of its draft, so the same form again gives the same
    points; a draft on two rows is two points. Raises InputRefusedError with every fault: a draft that is not known, a
    confirmed row without its sender or theme, a point that was taken over before and is now dropped.
    """
    eased = tuple(
        column.model_copy(update={"kind": "tekst", "choices": ()}) if column.name != "Overnemen" else column
        for column in COLUMNS
    )
    manner = Manner(references=frozenset({"Nr", "Consultatievraag"}), whole=True)
    reading = Reading(data, name, eased, None, manner)
    known = {row.id: row for row in drafts}
    decided = _decisions(reading, known)
    numbered = _numbered(reading, [row for row in reading.rows if decided.get(row.number) == YES])
    points = _points(reading, numbered, known, tender, groups, questions, existing, round_number)
    _check_dropped(reading, decided, known, points, existing)
    refuse([reading])
    taken = {key(row.text("Nr")) for row in reading.rows if decided.get(row.number) == YES}
    dropped = {key(row.text("Nr")) for row in reading.rows if decided.get(row.number) == NO} - taken
    changed = dict.fromkeys(taken, DraftState.TAKEN) | dict.fromkeys(dropped, DraftState.DROPPED)
    updated = (row.model_copy(update={"state": changed[row.id]}) if row.id in changed else row for row in drafts)
    return tuple(points), tuple(updated)


def _decisions(reading: Reading, known: Mapping[str, DraftInput]) -> dict[int, str]:
    """What was decided of each row, by its number; an empty cell is 'later'."""
    found = {}
    for row in reading.rows:
        number = key(row.text("Nr"))
        if number not in known:
            if number:
                hint = suggestion(number, known)
                reading.fault(row, "Nr", f"conceptrij '{number}' bestaat niet.", f"{hint}Laat het nummer staan.")
            continue
        decision = row.text("Overnemen") or LATER
        found[row.number] = decision
        if decision == YES:
            for column in ("Soort afzender", "Thema", "Inbreng"):
                if not row.text(column).strip():
                    reading.fault(row, column, "de cel is leeg.", "Vul de cel, of kies bij 'Overnemen' later.")
    return found


def _numbered(reading: Reading, rows: Sequence[Row]) -> dict[int, str]:
    """The number of the point of each row: that of its draft, and with several rows for one draft -2, -3 and on."""
    seen: Counter[str] = Counter()
    found = {}
    for row in rows:
        number = key(row.text("Nr"))
        seen[number] += 1
        found[row.number] = number if seen[number] == 1 else f"{number}-{seen[number]}"
    return found


def _points(
    reading: Reading,
    numbered: Mapping[int, str],
    known: Mapping[str, DraftInput],
    tender: Tender,
    groups: Sequence[ConsultationGroup],
    questions: Sequence[RoundQuestion],
    existing: Sequence[ConsultationInput],
    round_number: int,
) -> list[ConsultationInput]:
    """The confirmed rows, read as rows of the list of the consultation are, with their origin."""
    empty = dict.fromkeys((*INPUT_SYNONYMS, "Aanhef", "Status"), None)
    origin = {number: known[key(row.text("Nr"))] for row in reading.rows if (number := numbered.get(row.number))}
    rows = tuple(
        Row(number=row.number, values={**empty, **row.values, "Nr": number, "Via": _via(origin[number])})
        for row in reading.rows
        if (number := numbered.get(row.number))
    )
    confirmed = Reading.of(
        reading.table.model_copy(
            update={"rows": rows, "recognised": {name: name for name in (*reading.present, "Via")}}
        ),
        reading.faults,
    )
    found = PointRows(confirmed, tender, groups, questions, existing, (), round_number).read()
    reading.faults[:] = confirmed.faults
    kept = {row.id for row in existing}
    taken = {row.sequence for row in existing}
    points = []
    for point in found:
        draft = origin[point.id]
        sequence = point.sequence
        if point.id not in kept:
            sequence = next_number(taken)
            taken.add(sequence)
        points.append(
            point.model_copy(
                update={"origin_sha256": draft.origin_sha256, "origin_name": draft.origin_name, "sequence": sequence}
            )
        )
    return points


def _via(draft: DraftInput) -> str:
    return "e-mail" if draft.origin_name.casefold().endswith((".eml", ".msg")) else "brief"


def _check_dropped(
    reading: Reading,
    decided: Mapping[int, str],
    known: Mapping[str, DraftInput],
    points: Sequence[ConsultationInput],
    existing: Sequence[ConsultationInput],
) -> None:
    """A point that was taken over stays: it may have its answer already."""
    there = {row.id for row in existing} | {row.id for row in points}
    for row in reading.rows:
        number = key(row.text("Nr"))
        if decided.get(row.number) in (NO, LATER) and number in known and number in there:
            problem = f"{number} is al overgenomen als punt en blijft staan."
            reading.fault(row, "Overnemen", problem, "Vul ja in, en geef het punt zo nodig een uitkomst.")
