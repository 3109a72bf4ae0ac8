"""Who asked must not be readable: what stands in the way of a nota, what a person signed for, what its files tell.

What betrays an asker blocks. What might is looked at by a person, on a list with one line per finding; signing for a
line stands in the journal with the name, for exactly that text. Nothing skips this: what goes out is signed or mended.
"""

from collections.abc import Iterable, Mapping, Sequence

from flows.desk import Desk, Outcome
from flows.exchange.nota_sheets import Review, read_review, review_sheet, review_sign
from flows.rules.anonymity import Finding, Kind, Search, metadata_findings, register_findings, search_for
from flows.rules.nota.life import name_of
from flows.rules.nota.questions import printed_announcement, printed_texts
from flows.rules.wording import count
from flows.tasks import files, remains
from schemas.clarification import NotaRound, Question

SIGNED = "nota.reviewed"
INTERNAL = "04-nota-intern"
_ANNOUNCEMENT = "mededeling"
_WORD = "woord"
_SHOWN = 25
_MANY = 3


def search_of(desk: Desk, ours: Iterable[str] = ()) -> Search:
    """The search for everybody in the register of this tender."""
    return search_for(desk.tender, desk.record.providers, ours=ours)


def announced(desk: Desk, round_: NotaRound) -> tuple[str, ...]:
    """Everything that the nota of this round announces."""
    read = (printed_announcement(row) for row in desk.record.announcements if row.round == round_.number)
    return (*desk.region.announcements(round_.number), *read)


def reviews(desk: Desk, round_: NotaRound, rows: Sequence[Question]) -> tuple[Review, ...]:
    """Everything in the texts of this nota that could tell who asked, whether signed for or not."""
    owners: dict[str, tuple[str, str]] = {}
    for row in rows:
        for what, text in printed_texts(row):
            owners[f"{name_of(row)}, {what}"] = (row.id, text)
    for number, text in enumerate(announced(desk, round_), start=1):
        owners[f"Mededeling {number}"] = (f"{_ANNOUNCEMENT}-{number}", text)
    found = search_of(desk).findings((place, text) for place, (_, text) in owners.items())
    rare, often = _by_rarity(found)
    return (
        *(_review(finding, *owners[finding.place]) for finding in rare),
        *(_of_many(rows, [owners[row.place][1] for row in rows]) for rows in often),
    )


def _by_rarity(found: Iterable[Finding]) -> tuple[list[Finding], list[list[Finding]]]:
    """The findings to look at one by one, and those of an ordinary word that happens to be a name ("het huis").

    A word without capitals in many texts is looked at once for all of them: a list nobody can finish protects nobody.
    """
    rare: list[Finding] = []
    words: dict[tuple[Kind, str], list[Finding]] = {}
    for row in found:
        ordinary = not row.betrays and row.kind in (Kind.NAME, Kind.PART, Kind.PLACE) and row.mark.islower()
        if ordinary:
            words.setdefault((row.kind, row.mark), []).append(row)
        else:
            rare.append(row)
    rare += [row for rows in words.values() if len(rows) <= _MANY for row in rows]
    return rare, [rows for rows in words.values() if len(rows) > _MANY]


def _of_many(rows: Sequence[Finding], texts: Sequence[str]) -> Review:
    """One line for a word in many texts; a text more or another text is looked at anew."""
    places = ", ".join(row.place for row in rows)
    finding = rows[0].model_copy(update={"place": f"{len(rows)} plaatsen: {places}"})
    return Review(question=_WORD, finding=finding, sign=review_sign(_WORD, finding, "\x00".join(texts)))


def _review(finding: Finding, owner: str, text: str) -> Review:
    return Review(question=owner, finding=finding, sign=review_sign(owner, finding, text))


def unsigned(desk: Desk, found: Iterable[Review]) -> tuple[Review, ...]:
    """The findings that a person is to look at and nobody signed for yet."""
    waiting = [row for row in found if not row.finding.betrays]
    if not waiting:
        return ()
    with desk.work.database.read() as uow:
        entries = uow.journal.entries(desk.tender_id)
    signed = {row.data.get("sign") for row in entries if row.name == SIGNED}
    return tuple(row for row in waiting if row.sign not in signed)


def obstacles(desk: Desk, round_: NotaRound, rows: Sequence[Question]) -> list[str]:
    """Why these texts cannot be published, in Dutch."""
    found = reviews(desk, round_, rows)
    betraying = [row.finding for row in found if row.finding.betrays]
    sentences = [
        f"{row.place} bevat '{row.mark}' ({row.kind.value}). Haal weg wat de vragensteller verraadt."
        for row in betraying[:_SHOWN]
    ]
    if len(betraying) > _SHOWN:
        sentences.append(f"Nog {len(betraying) - _SHOWN} plaatsen verraden een vragensteller.")
    waiting = unsigned(desk, found)
    if waiting:
        first = waiting[0].finding
        number = count(len(waiting), "let op-punt is", "let op-punten zijn")
        sentences.append(
            f"{number} nog niet afgetekend; het eerste: {first.place}, '{first.mark}'. Maak de nota in concept, vul de "
            f"lijst uit uitvoer/{INTERNAL} in, zet haar in invoer/nota en kies stap 9."
        )
    return sentences


def write_review_list(desk: Desk, round_: NotaRound, found: Iterable[Review]) -> str | None:
    """The list to sign, in the folder for ourselves; its name, or None when nothing is to be signed."""
    waiting = unsigned(desk, found)
    if not waiting:
        return None
    name = files.file_name(desk.tender.reference, f"Let op nota {round_.number}", ext="xlsx")
    files.write_once(desk.work.output / INTERNAL / name, review_sheet(waiting))
    return name


def sign(desk: Desk, round_: NotaRound, rows: Sequence[Question]) -> Outcome:
    """Take down what the person of this act says about the findings on the list that was handed back."""
    name, data = desk.drop_file("nota")
    answers = dict(read_review(data, name))
    waiting = unsigned(desk, reviews(desk, round_, rows))
    agreed = [row for row in waiting if answers.get(row.sign)]
    if agreed:
        with desk.write() as uow:
            for row in agreed:
                uow.journal.append(desk.event(SIGNED, round=round_.number, question=row.question, sign=row.sign))
    left = [row for row in waiting if not answers.get(row.sign)]
    refused = [row for row in left if answers.get(row.sign) is False]
    return Outcome(
        headline=f"{len(agreed)} afgetekend, {len(left)} open",
        lines=tuple(f"{row.finding.place}: pas '{row.finding.mark}' aan." for row in refused),
        next_step="pas de teksten aan of teken de rest af." if left else "maak de nota definitief.",
    )


def in_files(desk: Desk, made: Mapping[str, bytes], bare: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """What these files tell of who asked, in every byte. ``bare`` are such files without questions: our own words."""
    own = [text for name, data in bare.items() for _, text in remains.readable(data, name)]
    template = [text for name, data in bare.items() for text in remains.pieces(data, name).values()]
    search = search_of(desk, own)
    found: list[Finding] = []
    for name, data in made.items():
        readable = ((f"{name}: {part}", text) for part, text in remains.readable(data, name))
        found += register_findings(readable, search)
        pieces = {f"{name}: {part}": text for part, text in remains.pieces(data, name).items()}
        found += metadata_findings(pieces, desk.tender.organisation, template)
    return tuple(dict.fromkeys(found))
