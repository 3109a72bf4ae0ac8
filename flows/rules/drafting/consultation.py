"""The response note and the reply letters: every input once, zeros shown, one order of municipalities."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import product

from flows.rules.consultation import (
    UNSORTED,
    WITHOUT_THEME,
    Response,
    Shown,
    answered,
    honest_sentence,
    outcome_counts,
    plain_words,
    responses,
    rounds_of,
    shown_name,
    silent_groups,
)
from flows.rules.drafting.common import contact, head
from flows.rules.wording import count, listing, plain_date
from schemas.consultation import (
    ConsultationGroup,
    ConsultationInput,
    ConsultationRound,
    Contributor,
    Outcome,
    Promise,
    Scope,
)
from schemas.documents import ReplyLetter, ResponseNote
from schemas.documents.consultation import (
    BriefPunt,
    Deel,
    GesteldeVraag,
    Groep,
    GroepSamenvatting,
    Punt,
    Ronde,
    Telling,
    Toezegging,
)
from schemas.record import TenderRecord

SCOPES = {Scope.YOUTH: "Jeugdhulp", Scope.INTEGRAL: "Jeugdhulp en Wmo samen"}
STRATEGY = "de concept-inkoopstrategie"
_HEADINGS = {
    Outcome.ADOPTED: "Dit doen we",
    Outcome.CARRIED: "Dit doen we",
    Outcome.NOT_ADOPTED: "Dit doen we niet",
    Outcome.ANSWERED: "Dit is ons antwoord",
    Outcome.OTHER_TRACK: "Dit regelen anderen",
}


def response_note(record: TenderRecord, today: date, status: str) -> ResponseNote:
    """All inputs of the record with their outcome. Open inputs stand in a draft as "nog open"."""
    whole = record.model_copy(update={"inputs": answered(record.inputs)})
    shown = Shown(whole)
    return ResponseNote(
        kop=head(record.tender, today, status),
        rondes=tuple(_round(whole, row) for row in rounds_of(whole)),
        groepen=tuple(_group(row) for row in responses(whole)),
        geen_reactie=silent_groups(whole.groups, whole.inputs),
        totaal=len(whole.inputs),
        conclusie=honest_sentence(whole.inputs),
        uitkomsten=tuple(
            Telling(naam=outcome.label, aantal=number) for outcome, number in outcome_counts(whole.inputs).items()
        ),
        samenvatting=tuple(_summary(whole, group) for group in whole.groups if _of(group, whole.inputs)),
        delen=_parts(whole, shown),
        toezeggingen=promise_rows(whole, shown),
    )


def period_of(row: ConsultationRound) -> str:
    """``1 augustus 2024 tot en met 30 september 2024``."""
    return f"{plain_date(row.opens_on)} tot en met {plain_date(row.closes_on)}"


def _round(record: TenderRecord, row: ConsultationRound | None) -> Ronde:
    if row is None:
        return Ronde(titel="", periode="", stuk="", vragen=(), groepen=tuple(map(_group, responses(record))))
    several = len(record.consultations) > 1
    names = {group.code: group.name for group in record.groups}
    return Ronde(
        titel=f"Ronde {row.number}: {row.title}" if several else "",
        periode=period_of(row),
        stuk=row.document or STRATEGY,
        vragen=tuple(
            GesteldeVraag(tekst=question.text, aan=listing(names.get(code, code) for code in question.groups))
            for question in row.questions
        ),
        groepen=tuple(_group(one) for one in responses(record, row.number)),
    )


def _group(row: Response) -> Groep:
    invited = "open uitnodiging" if row.invited is None else str(row.invited)
    return Groep(
        naam=row.group.name,
        kanaal=row.group.channel,
        uitgenodigd=invited if row.asked else "niet gevraagd",
        gereageerd=str(row.answered),
        punten=str(row.points),
    )


def _of(group: ConsultationGroup, inputs: Sequence[ConsultationInput]) -> list[ConsultationInput]:
    return [row for row in inputs if row.group == group.code]


def _summary(record: TenderRecord, group: ConsultationGroup) -> GroepSamenvatting:
    mine = _of(group, record.inputs)
    places = Counter(row.municipality for row in mine if row.municipality)
    return GroepSamenvatting(
        naam=group.name,
        themas=themes_of(mine),
        gemeenten=", ".join(f"{name} {places[name]}" for name in record.tender.municipality_names if places),
        zin=led_to(mine),
    )


def theme_of(row: ConsultationInput) -> str:
    """What the point is about; empty when nobody sorted it, for that word of ours is no subject."""
    return "" if row.theme == UNSORTED else row.theme


def themes_of(rows: Sequence[ConsultationInput]) -> tuple[Telling, ...]:
    """How many points each theme has, most first; capitals and spaces make no other theme."""
    written: dict[str, Counter[str]] = {}
    for row in rows:
        name = theme_of(row) or WITHOUT_THEME
        written.setdefault(" ".join(name.casefold().split()), Counter())[name] += 1
    told = [Telling(naam=names.most_common(1)[0][0], aantal=names.total()) for names in written.values()]
    return tuple(sorted(told, key=lambda row: (-row.aantal, row.naam)))


def led_to(rows: Sequence[ConsultationInput]) -> str:
    """What the points of one group or one municipality led to; no change is said as no change (S1-P05)."""
    counts = outcome_counts(rows)
    carried = counts[Outcome.CARRIED]
    return (
        f"Dit {'is' if len(rows) == 1 else 'zijn'} {count(len(rows), 'punt', 'punten')}. In de tekst van de strategie "
        "leidde dat tot "
        f"{count(counts[Outcome.ADOPTED], 'wijziging', 'wijzigingen')}. Naar de uitwerking "
        f"{'gaat' if carried == 1 else 'gaan'} {count(carried, 'punt', 'punten')} mee."
    )


def _parts(record: TenderRecord, shown: Shown) -> tuple[Deel, ...]:
    parts = []
    places: tuple[str | None, ...] = (*record.tender.municipality_names, None)
    for group in record.groups:
        mine = _of(group, record.inputs)
        for place, scope in product(places, Scope):
            rows = [row for row in mine if row.municipality == place and row.scope is scope]
            if rows:
                parts.append(
                    Deel(
                        groep=group.name,
                        gemeente=place or "Alle gemeenten",
                        reikwijdte=SCOPES[scope],
                        punten=tuple(point(record, row, shown) for row in rows),
                    )
                )
    return tuple(parts)


def point(record: TenderRecord, row: ConsultationInput, shown: Shown) -> Punt:
    """One point as a public table prints it."""
    answer = row.disposition
    return Punt(
        nr=row.id,
        naam=shown_name(record, row),
        reikwijdte=SCOPES[row.scope],
        vindplaats=place_of(row, shown),
        thema=theme_of(row),
        inbreng=shown.text(row),
        reactie=answer.response if answer else "Nog open.",
        uitkomst=answer.outcome.label if answer else "Nog open",
        waar=(answer.place or "") if answer else "",
    )


def place_of(row: ConsultationInput, shown: Shown) -> str:
    """Where in our text the point looks: page, chapter and the words it quotes."""
    quote = shown.quote(row)
    parts = (
        f"p. {row.page}" if row.page else "",
        row.chapter if not row.chapter.isdecimal() else f"hoofdstuk {row.chapter}",
        f"“{quote}”" if quote else "",
    )
    return ", ".join(part for part in parts if part)


def promise_rows(record: TenderRecord, shown: Shown) -> tuple[Toezegging, ...]:
    """The list of promises, in order of their number, with what became of each."""
    points = {row.id: row for row in record.inputs}
    return tuple(_promise(row, points.get(row.input_id), shown) for row in record.promises)


def _promise(row: Promise, said: ConsultationInput | None, shown: Shown) -> Toezegging:
    note = f": {row.done_note}" if row.done_note and not shown.marks(row.done_note) else ""
    return Toezegging(
        nr=row.id,
        inbreng=shown.text(said) if said else row.text,
        waar=row.place,
        eigenaar=row.owner,
        uiterlijk=plain_date(row.due_on) if row.due_on else "",
        stand=f"Klaar op {plain_date(row.done_on)}{note}" if row.done_on else "Open",
    )


def reply_letter(
    record: TenderRecord,
    contributor: Contributor,
    rows: Sequence[ConsultationInput],
    shown: Shown,
    today: date,
    status: str,
) -> ReplyLetter:
    """The answer to one contributor: all of its points and nobody else's. ``rows`` have their answers."""
    named = any(one.id == contributor.id for one in record.contributors)
    due = {row.input_id: row.due_on for row in record.promises}
    plain = plain_words(contributor.group)
    return ReplyLetter(
        kop=head(record.tender, today, status),
        naam=contributor.name,
        aanhef=contributor.greeting,
        gewoon=plain,
        over=_about(record, rows),
        samen=_together(rows),
        # Whoever gave a name reads the own words back to the letter; a group reads what everybody may read.
        punten=tuple(
            _letter_point(row, row.text if named else shown.text(row), due.get(row.id), plain) for row in rows
        ),
        vervolg=(
            "Alle reacties en antwoorden samen staan in de reactienota. De colleges van burgemeester en wethouders "
            "lezen die nota voor zij besluiten over de inkoopstrategie."
        ),
        contact=contact(record.tender),
    )


def _about(record: TenderRecord, rows: Sequence[ConsultationInput]) -> str:
    numbers = {row.round for row in rows}
    named = dict.fromkeys(row.document for row in record.consultations if row.number in numbers and row.document)
    return listing(named) or STRATEGY


def _together(rows: Sequence[ConsultationInput]) -> str:
    counts = outcome_counts(rows)
    parts = (
        (counts[Outcome.ADOPTED], "staat nu in de tekst", "staan nu in de tekst"),
        (counts[Outcome.CARRIED], "gaat mee in de uitwerking", "gaan mee in de uitwerking"),
        (counts[Outcome.ANSWERED], "hebben wij beantwoord", "hebben wij beantwoord"),
        (counts[Outcome.NOT_ADOPTED], "nemen wij niet over", "nemen wij niet over"),
        (counts[Outcome.OTHER_TRACK], "hoort bij een ander traject", "horen bij een ander traject"),
    )
    said = [f"{number} {one if number == 1 else several}" for number, one, several in parts if number]
    return f"Wij kregen van u {count(len(rows), 'punt', 'punten')}. Daarvan: {listing(said)}."


def _letter_point(row: ConsultationInput, text: str, due: date | None, plain: bool) -> BriefPunt:
    answer = row.disposition
    if answer is None:
        return BriefPunt(nr=row.id, inbreng=text, kopje="Nog open", reactie="Nog open.", gevolg="")
    until = f", uiterlijk {plain_date(due)}" if due else ""
    consequence = {
        Outcome.ADOPTED: f"Dit staat nu in de tekst: {answer.place}.",
        Outcome.CARRIED: f"Uw punt gaat mee naar: {answer.place}. {answer.owner} zorgt ervoor{until}.",
        Outcome.NOT_ADOPTED: "De tekst verandert niet.",
        Outcome.ANSWERED: "De tekst verandert niet.",
        Outcome.OTHER_TRACK: f"Dit hoort bij een ander traject: {answer.place}.",
    }[answer.outcome]
    heading = _HEADINGS[answer.outcome]
    if plain and answer.outcome is Outcome.NOT_ADOPTED:
        heading += ", omdat"  # In plain words the reason stands right under it; in the table it has its own column.
    return BriefPunt(nr=row.id, inbreng=text, kopje=heading, reactie=answer.response, gevolg=consequence)
