"""Adoption: what bodies decided, the papers they decide on, and who takes part; strategy and agreement alike."""

import hashlib
from collections import Counter
from dataclasses import replace

from flows.desk import Desk, Outcome, blocked, fitting
from flows.exchange import decisions
from flows.papers.final_documents import Rendered, check_all
from flows.papers.production import Order, materialise, produce, with_pdf
from flows.rules.adoption import (
    adoption_obstacles,
    deciding_step,
    joining_obstacles,
    next_meeting,
    remarks,
    standings,
)
from flows.rules.consultation import Shown
from flows.rules.drafting.adoption import council_package
from flows.rules.planning.scheduling.bodies import Bodies, Sitting
from flows.rules.transitions import GUARDS
from flows.rules.versions import DRAFT, FINAL, next_number
from flows.rules.wording import count, listing, plain_date
from flows.tasks import files
from flows.tasks.open_work import open_work
from schemas.consultation import Subject
from schemas.document import Document
from schemas.errors import InputRefusedError
from schemas.procedure import Decider
from schemas.tender import Municipality

FOLDER = "01-strategie"
STRATEGY, TITLE = "strategy", "Inkoopstrategie"
_SEVERAL = {
    Decider.PFO: "PFO",
    Decider.ADVISORY_BOARD: "adviesraden",
    Decider.COLLEGE: "colleges",
    Decider.COUNCIL: "raden",
}


def read_decisions(desk: Desk, subject: Subject) -> Outcome:
    """Read the list of decisions; each body has its own date. Says who has not decided yet, and what that means.

    ``subject`` is what this stage waits for; a list about something else only is reported as that.
    """
    name, data = desk.drop_file("besluiten")
    rows = decisions.read(data, name, desk.tender, today=desk.today, existing=desk.record.decisions)
    with desk.write() as uow:
        counted = uow.decisions.put_all(rows)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("decisions.read", new=counted["new"], changed=counted["changed"]))
    told = Counter(row.subject for row in rows)
    subject = subject if subject in told or not told else min(told)
    others = tuple(
        f"Ook gelezen: {count(number, 'besluit', 'besluiten')} over '{other.value}'."
        for other, number in sorted(told.items())
        if other is not subject
    )
    outcome = _decided(desk, subject)
    return replace(outcome, lines=(*outcome.lines, *others))


def _decided(desk: Desk, subject: Subject) -> Outcome:
    record = desk.record
    if subject is Subject.JOINING:
        joining = [row.municipality for row in record.decisions if row.subject is subject]
        return Outcome(
            headline="Besluit over deelname gelezen",
            lines=(f"Over deelname besloot: {listing(joining)}.",),
            next_step="vul de gemeente in bij het traject en kies 'Gemeente laten toetreden'.",
        )
    rows = standings(record, subject)
    advising = subject is Subject.ADVICE
    done = [row for row in rows if (row.decision is not None if advising else row.agreed)]
    named = listing(dict.fromkeys(_SEVERAL[row.decider] for row in rows))
    waiting = len(rows) - len(done)
    return Outcome(
        headline=f"{len(done)} van {len(rows)} {named} {'gaf advies' if advising else 'akkoord'}",
        lines=(*(() if advising else adoption_obstacles(record, subject, desk.today)), *remarks(record, subject)),
        next_step="wacht op de andere organen, of volg op wat hierboven staat."
        if waiting
        else "elk orgaan heeft besloten; sluit de fase als dat kan.",
    )


def adopt_strategy(desk: Desk) -> Outcome:
    """Close the stage when every body agreed; otherwise every obstacle. What deserves attention is said either way."""
    outcome = desk.close_stage()
    waiting = sum(row.done_on is None for row in desk.record.promises)
    kept = (f"{count(waiting, 'toezegging staat', 'toezeggingen staan')} nog open.",) if waiting else ()
    return Outcome(
        headline=outcome.headline,
        lines=(*outcome.lines, *remarks(desk.record, Subject.STRATEGY), *kept),
        next_step=outcome.next_step,
        refused=outcome.refused,
    )


def prepare_packages(desk: Desk) -> Outcome:
    """Per municipality a proposal to the college and one to the council, with the note and the strategy beside them."""
    obstacle = GUARDS["response_note_final"](desk.record, desk.today)
    if obstacle:
        return blocked([obstacle])
    papers = tuple(row for row in (desk.record.latest(STRATEGY), desk.record.latest("response_note")) if row)
    shown = Shown(desk.record)
    bodies = Bodies(desk.record.meetings, desk.calendar)
    wanted = [(place, body) for place in desk.tender.municipalities for body in (Decider.COLLEGE, Decider.COUNCIL)]
    documents = with_pdf(desk, produce(desk, [_package(desk, *one, papers, shown, bodies) for one in wanted]))
    for place in desk.tender.municipalities:
        for paper in papers:
            materialise(desk, paper.model_copy(update={"folder": _folder(place)}))
    undated = [row.name for row in desk.tender.municipalities if _meeting(desk, bodies, row, Decider.COLLEGE) is None]
    return Outcome(
        headline=f"{count(len(documents), 'voorstel', 'voorstellen')} klaar",
        lines=(
            f"{count(len(desk.tender.municipalities), 'gemeente', 'gemeenten')}, elk een map in uitvoer/{FOLDER} met "
            f"{listing(row.title.lower() for row in papers)} erbij.",
            *(_delivery(desk, bodies, row) for row in desk.tender.municipalities if row.name not in undated),
            *(
                (f"Geen vergadering bekend van het college van {listing(undated)}: vul de Raadskalender in.",)
                if undated
                else ()
            ),
        ),
        next_step="geef elke map aan de griffie of het bestuurssecretariaat van die gemeente.",
    )


def _package(
    desk: Desk, place: Municipality, body: Decider, papers: tuple[Document, ...], shown: Shown, bodies: Bodies
) -> Order:
    meeting = _meeting(desk, bodies, place, body)
    content = council_package(desk.record, place, body, meeting, papers, shown, desk.today, desk.region.texts)
    return Order(
        "council_package",
        content,
        _folder(place),
        FINAL,
        (content.soort, place.name),
        f"{place.name}/{body.value}",
        f"{content.soort} {place.name}",
    )


def _meeting(desk: Desk, bodies: Bodies, place: Municipality, body: Decider) -> Sitting | None:
    step = deciding_step(desk.record, Subject.STRATEGY)
    return next_meeting(bodies, body, place.name, desk.today, deliver_before=step.deliver_before if step else None)


def _delivery(desk: Desk, bodies: Bodies, place: Municipality) -> str:
    meeting = _meeting(desk, bodies, place, Decider.COLLEGE)
    assert meeting is not None, "only those with a meeting are listed"
    return f"{place.name}: college op {plain_date(meeting.held)}, stukken uiterlijk {plain_date(meeting.papers)}."


def _folder(place: Municipality) -> str:
    return f"{FOLDER}/{place.name.replace('/', '-')}"


def record_version(desk: Desk, status: str) -> Outcome:
    """Keep a Word file that was handed over as the next version of the strategy, to the letter.

    A final version has no open tracked changes and no comments, and nothing else that the final check stops. The same
    file twice is one version.
    """
    name, data = desk.drop_file("strategie", (".docx",))
    left = open_work(data, name)
    if status == FINAL and left:
        raise InputRefusedError(left)
    previous = desk.record.latest(STRATEGY)
    digest = hashlib.sha256(data).hexdigest()
    if previous is not None and previous.status == FINAL and status == DRAFT:
        return blocked(
            [f"Versie {previous.number} is al definitief. Kies 'definitief'; dan wordt dit een nieuwe versie."]
        )
    if previous is not None and (previous.sha256, previous.status) == (digest, status):
        return Outcome(headline=f"Versie {previous.number} stond er al", lines=("Het bestand is niet gewijzigd.",))
    number = next_number(previous, status)
    file_name = files.file_name(desk.tender.reference, TITLE, f"v{number}", ext="docx")
    if status == FINAL:
        check_all(desk, [Rendered(STRATEGY, "", TITLE, None, data, FOLDER, file_name)])
    document = Document(
        id=f"{STRATEGY}/v{number}",
        tender_id=desk.tender_id,
        kind=STRATEGY,
        subject="",
        number=number,
        sequence=previous.sequence + 1 if previous else 1,
        status=status,
        title=TITLE,
        file_name=file_name,
        folder=FOLDER,
        content_sha256=digest,
        sha256=desk.work.archive.put(data),
        size=len(data),
        made_on=desk.today,
    )
    with desk.write() as uow:
        uow.documents.add(document)
        uow.journal.append(desk.event("strategy.version", number=number, status=status))
    materialise(desk, document)
    (kept,) = with_pdf(desk, [row for row in desk.record.documents if row.id == document.id])
    return Outcome(
        headline=f"Strategie {number} ({status})",
        lines=(f"{kept.file_name}, letterlijk bewaard.", *(f"Let op: {fault.problem}" for fault in left)),
        next_step="laat de organen over deze versie besluiten." if status == FINAL else "",
    )


def join(desk: Desk) -> Outcome:
    """Let municipalities that are new in the region's files take part (late joiner, S2-P04), or say why they cannot."""
    wanted = desk.region.tender
    obstacles = joining_obstacles(desk.record, wanted, desk.today)
    if obstacles:
        return blocked(obstacles)
    new = [name for name in wanted.municipality_names if name not in desk.tender.municipality_names]
    if not new:
        return Outcome(headline="Niets te doen", lines=("Er is geen nieuwe gemeente in gemeenten.yaml.",))
    with desk.write() as uow:
        uow.tenders.save(desk.tender.model_copy(update={"municipalities": wanted.municipalities, "lots": wanted.lots}))
        uow.journal.append(desk.event("municipality.joined", names=", ".join(new)))
    return Outcome(
        headline=fitting(f"{listing(new)} doet mee", count(len(new), "gemeente erbij", "gemeenten erbij")),
        lines=tuple(
            f"{name} start in perceel {lot.number} op {plain_date(lot.starts_on(name))}."
            for name in new
            for lot in wanted.lots
        ),
        next_step="laat ook deze gemeente over de inkoopstrategie besluiten; de tekst verandert niet meer.",
    )
