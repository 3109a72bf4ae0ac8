"""Strategy: consultation of everyone concerned, the response note, and adoption by every body that must decide.

Opened by:    a planning (00-planning)
Needs:        inbreng.xlsx in invoer/inbreng or letters in invoer/brieven, besluiten.xlsx in invoer/besluiten; if there
              is one, a Word file of the strategy in invoer/strategie, toezeggingen.xlsx in invoer/toezeggingen
Leaves:       every input with one outcome, promises with owner and day, reactienota (Word, PDF, Excel), a letter to
              every contributor, proposals per municipality, versions of the strategy, a decision per body
Next:         preparation may run alongside once the response note is final
Legal basis:  Gemeentewet art. 160 (colleges decide); Jeugdwet art. 2.9 and 2.10 (consultation of residents)
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.consultation.adoption import adopt_strategy, join, prepare_packages, read_decisions, record_version
from flows.consultation.letters import confirm, read_letters, write_forms
from flows.consultation.promises import keep_up, read_list, tick_off, write_list
from flows.consultation.replies import current_round, invite, keep_rounds, prepare_replies
from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, blocked, visit
from flows.exchange import consultation, consultation_note
from flows.papers.production import Order, produce, with_pdf
from flows.rules.consultation import UNSORTED, Shown, clusters, honest_sentence, look_alikes, open_inputs
from flows.rules.drafting.consultation import response_note
from flows.rules.transitions import GUARDS
from flows.rules.versions import DRAFT, FINAL
from flows.rules.wording import count, listing
from flows.tasks import files
from schemas.consultation import ConsultationInput, Subject
from schemas.documents import ResponseNote
from schemas.values import Stage

FOLDER = "01-strategie"
FORMS = (".xlsx", ".csv", ".json", ".docx")
"""Lists and filled forms; a letter is refused with what to do."""
_SHOWN_CLUSTERS = 10


class StrategyInput(RoomInput):
    stap: Literal[
        "1. Inbreng inlezen",
        "2. Reactienota in concept maken",
        "3. Reactienota definitief maken",
        "4. Besluiten van colleges inlezen",
        "5. Strategie vaststellen en fase sluiten",
        "6. Terugkoppelbrieven klaarzetten",
        "7. Stukken per gemeente maken",
        "8. Toezegging afmelden",
        "9. Versie van de strategie vastleggen",
        "10. Toezeggingenlijst inlezen",
        "11. Uitnodigingen voor de consultatie klaarzetten",
        "12. Gemeente laten toetreden",
        "13. Brieven inlezen",
        "14. Passages uit brieven overnemen",
    ] = Field(
        ...,
        title="Wat wilt u doen?",
        description="Stap 1 tot en met 5 gaan van boven naar beneden; de andere doet u als het zover is.",
    )
    toezegging: str = Field(
        ..., title="Toezegging", description="Nummer van de toezegging die klaar is, bijvoorbeeld T-014. Alleen bij 8."
    )
    notitie: str = Field(
        ..., title="Wat is ermee gedaan?", description="Eén zin: waar is het terechtgekomen? Alleen bij stap 8."
    )
    status: Literal["concept", "definitief"] = Field(
        ..., title="Status van de versie", description="Alleen bij stap 9. Definitief kan zonder open wijzigingen."
    )


AFTERWARDS = (
    "6. Terugkoppelbrieven klaarzetten",
    "8. Toezegging afmelden",
    "10. Toezeggingenlijst inlezen",
    "12. Gemeente laten toetreden",
)
"""What may still be done when the strategy has been adopted: promises are kept in later stages."""


@flow(name="Inkoopstrategie en consultatie", flow_run_name=RUN_NAME)
def strategy(invoer: StrategyInput) -> State[Any]:
    """Leest inbreng in, maakt nota, brieven en voorstellen en legt de besluiten vast. Verstuurt niets."""
    steps = {
        "1. Inbreng inlezen": read_inputs,
        "2. Reactienota in concept maken": draft_note,
        "3. Reactienota definitief maken": final_note,
        "4. Besluiten van colleges inlezen": bodies_decided,
        "5. Strategie vaststellen en fase sluiten": adopt_strategy,
        "6. Terugkoppelbrieven klaarzetten": prepare_replies,
        "7. Stukken per gemeente maken": prepare_packages,
        "8. Toezegging afmelden": lambda desk: tick_off(desk, invoer.toezegging, invoer.notitie),
        "9. Versie van de strategie vastleggen": lambda desk: record_version(desk, invoer.status),
        "10. Toezeggingenlijst inlezen": read_list,
        "11. Uitnodigingen voor de consultatie klaarzetten": ask,
        "12. Gemeente laten toetreden": join,
        "13. Brieven inlezen": read_letters,
        "14. Passages uit brieven overnemen": confirm,
    }
    return visit(None if invoer.stap in AFTERWARDS else Stage.STRATEGY, invoer, steps, invoer.stap)


def ask(desk: Desk) -> Outcome:
    """The messages, and the forms to answer on: also for who gets them on paper."""
    keep_rounds(desk)
    round_ = current_round(desk)
    made = write_forms(desk, round_) if round_ else 0
    outcome = invite(desk)
    where = f"{count(made, 'formulier staat', 'formulieren staan')} in uitvoer/{FOLDER}/formulieren."
    if made and outcome.refused:  # nobody to write to, but the forms are there to hand over in another way
        return Outcome(f"{count(made, 'formulier', 'formulieren')} klaar", (*outcome.lines, where), outcome.next_step)
    return replace(outcome, lines=(*outcome.lines, where)) if made else outcome


def read_inputs(desk: Desk) -> Outcome:
    """Read the inputs with whatever answers are in the file; the same file twice changes nothing."""
    keep_rounds(desk)
    name, data = desk.drop_file("inbreng", FORMS)
    record, round_ = desk.record, current_round(desk)
    file = consultation.read_all(
        data,
        name,
        desk.tender,
        groups=record.groups,
        existing=record.inputs,
        contributors=record.contributors,
        questions=round_.questions if round_ else (),
        round_number=round_.number if round_ else 1,
    )
    with desk.write() as uow:
        uow.contributors.put_all(file.contributors)
        counted = uow.inputs.put_all(file.inputs)
        keep_up(desk, uow)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("inputs.read", new=counted["new"], changed=counted["changed"]))
    write_list(desk)
    waiting = open_inputs(desk.record.inputs)
    per_group = Counter(row.group for row in desk.record.inputs)
    return Outcome(
        headline=f"{len(desk.record.inputs)} punten, {len(waiting)} open",
        lines=(
            f"{counted['new']} nieuw, {counted['changed']} gewijzigd, {counted['same']} gelijk gebleven.",
            *file.notes,
            *(f"{group.name}: {count(per_group[group.code], 'punt', 'punten')}." for group in desk.record.groups),
            *_alike(desk),
        ),
        next_step="vul reactie en uitkomst in en lees het bestand opnieuw in." if waiting else "maak de reactienota.",
    )


def _alike(desk: Desk) -> tuple[str, ...]:
    """Suggestions only: a person marks what says the same, in the column 'Zelfde als'."""
    found = look_alikes(desk.record.inputs)
    data = consultation_note.write_alike(desk.record, found)
    files.write_once(desk.work.output / FOLDER / "mogelijk-dubbel.xlsx", data)
    points = {row.id: row for row in desk.record.inputs}
    groups = sorted(clusters(found), key=lambda ids: (-len(ids), ids))
    told = [_cluster([points[key] for key in ids]) for ids in groups[:_SHOWN_CLUSTERS]]
    more = len(groups) - len(told)
    rest = (f"Nog {more} keer lijken punten op elkaar: zie mogelijk-dubbel.xlsx.",) if more else ()
    return (*told, *rest)


def _cluster(rows: list[ConsultationInput]) -> str:
    places = list(dict.fromkeys(row.municipality for row in rows if row.municipality))
    where = f": {listing(places)}" if places else ""
    numbers = ", ".join(row.id for row in rows)
    return f"Lijkt op elkaar: {len(rows)} × {rows[0].theme}{where} ({numbers}). U beslist; vul dan 'Zelfde als' in."


def draft_note(desk: Desk) -> Outcome:
    return _note(desk, DRAFT)


def final_note(desk: Desk) -> Outcome:
    obstacle = GUARDS["every_input_answered"](desk.record, desk.today)
    obstacles = ([obstacle] if obstacle else []) + list(Shown(desk.record).obstacles(desk.record.inputs))
    return blocked(obstacles) if obstacles else _note(desk, FINAL)


def _note(desk: Desk, status: str) -> Outcome:
    content = response_note(desk.record, desk.today, status)
    order = Order("response_note", content, FOLDER, status, ("Reactienota",))
    made = produce(desk, [order])
    (document,) = with_pdf(desk, made) if status == FINAL else made
    workbook = _workbook(desk, content, document.number)
    hidden = Shown(desk.record).obstacles(desk.record.inputs) if status == DRAFT else ()
    loose = sum(row.theme == UNSORTED for row in desk.record.inputs)
    unsorted = (f"Zonder thema: {count(loose, 'punt', 'punten')}. Vul 'Thema' in om ze in te delen.",) if loose else ()
    return Outcome(
        headline=f"Reactienota {document.number} klaar",
        lines=(
            f"{document.file_name} en {workbook}: {count(content.totaal, 'punt', 'punten')}.",
            honest_sentence(desk.record.inputs),
            *hidden,
            *unsorted,
        ),
        next_step=f"open het document in uitvoer/{FOLDER} en lees het na.",
    )


def _workbook(desk: Desk, content: ResponseNote, number: str) -> str:
    """The same note as a workbook, beside the document of that version. Returns its name."""
    document = desk.record.latest("response_note")
    assert document is not None, "the note was just made"
    numbered = content.model_copy(update={"kop": content.kop.model_copy(update={"versie": number})})
    moment = datetime.combine(document.made_on, time(12), UTC)
    name = document.file_name.removesuffix(".docx") + ".xlsx"
    files.write_once(desk.work.output / FOLDER / name, consultation_note.write(numbered, moment=moment))
    return name


def bodies_decided(desk: Desk) -> Outcome:
    return read_decisions(desk, Subject.STRATEGY)
