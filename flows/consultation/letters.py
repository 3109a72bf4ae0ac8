"""Letters that came in: each in the archive, its passages as rows that a person confirms; and forms to answer on."""

from pathlib import Path

from flows.consultation.promises import keep_up, write_list
from flows.consultation.replies import current_round, keep_rounds
from flows.desk import Desk, Outcome, blocked
from flows.exchange import forms, letters
from flows.rules.consultation import is_body, open_inputs
from flows.rules.wording import count
from flows.tasks import files
from schemas.consultation import ConsultationGroup, ConsultationRound, DraftInput, DraftState
from schemas.errors import InputRefusedError

FOLDER = "01-strategie"
DROP = "brieven"
CHECK = "te-controleren.xlsx"
READ = (".docx", ".pdf", ".eml", ".txt")
ODD = (".msg", ".doc", ".docm", ".rtf", ".odt", ".pages")
"""What people put there all the same; each is refused with how to save it again."""


def read_letters(desk: Desk) -> Outcome:
    """Every letter in the folder; one that cannot be read is named, and keeps no other from being read."""
    place = desk.work.drop(DROP)
    found = [path for path in sorted(place.iterdir()) if path.suffix.lower() in READ + ODD and _is_a_file(path)]
    if not found:
        return blocked(
            [f"Er staat geen brief in invoer/{DROP}. Zet de brieven en mails daar (.docx, .pdf, .eml, .txt)."]
        )
    unread: list[str] = []
    told: list[str] = []
    for path in found:
        data = path.read_bytes()
        try:
            reading = letters.read(data, path.name)
        except InputRefusedError as refused:
            unread.extend(f"Niet gelezen: {fault}" for fault in refused.faults)
            continue
        rows = letters.drafts(reading, path.name, desk.work.archive.put(data), desk.tender_id, desk.record.drafts)
        with desk.write() as uow:
            if uow.drafts.put_all(rows)["new"]:
                uow.journal.append(desk.event("letter.read", file=path.name, passages=len(rows)))
        told.append(f"{path.name}: {count(len(rows), 'passage', 'passages')}, {len(reading.skipped)} overgeslagen.")
        told.extend(f"{path.name}: {note}" for note in reading.notes)
    waiting = _write_form(desk)
    return Outcome(
        headline=f"{count(len(found), 'brief', 'brieven')}, {waiting} te controleren",
        lines=(*told, *unread),
        next_step=f"kies per rij in uitvoer/{FOLDER}/{CHECK} en zet dat bestand in invoer/{DROP}." if waiting else "",
        refused=len(told) == 0,
    )


def _is_a_file(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "~$"))


def _write_form(desk: Desk) -> int:
    """The rows nobody decided about yet, as a form; returns how many there are."""
    record, round_ = desk.record, current_round(desk)
    data = letters.drafts_form(
        record.drafts, desk.tender, groups=record.groups, questions=round_.questions if round_ else ()
    )
    files.write_once(desk.work.output / FOLDER / CHECK, data)
    return sum(row.state is DraftState.TO_CHECK for row in record.drafts)


def confirm(desk: Desk) -> Outcome:
    """What a person decided about the passages: taken over as a point, or not."""
    keep_rounds(desk)
    name, data = desk.drop_file(DROP)
    record, round_ = desk.record, current_round(desk)
    points, drafts = letters.read_drafts(
        data,
        name,
        desk.tender,
        record.drafts,
        groups=record.groups,
        questions=round_.questions if round_ else (),
        existing=record.inputs,
        round_number=round_.number if round_ else 1,
    )
    with desk.write() as uow:
        counted = uow.inputs.put_all(points)
        uow.drafts.put_all(drafts)
        keep_up(desk, uow)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("drafts.confirmed", new=counted["new"], changed=counted["changed"]))
    write_list(desk)
    waiting = _write_form(desk)
    return Outcome(
        headline=f"{count(counted['new'], 'punt', 'punten')} erbij, {waiting} te gaan",
        lines=(
            *(f"{state.value.capitalize()}: {_number(drafts, state)}." for state in DraftState),
            f"{count(len(open_inputs(desk.record.inputs)), 'punt', 'punten')} zonder reactie en uitkomst.",
        ),
        next_step="vul reactie en uitkomst in in inbreng.xlsx.",
    )


def _number(drafts: tuple[DraftInput, ...], state: DraftState) -> int:
    return sum(row.state is state for row in drafts)


def write_forms(desk: Desk, round_: ConsultationRound) -> int:
    """Forms that come back: an Excel list per group, a Word form per council and board. Returns how many there are."""
    folder = desk.work.output / FOLDER / "formulieren"
    made = 0
    for group in desk.record.groups:
        if not forms.questions_for(round_.questions, group):
            continue
        for place in desk.tender.municipality_names if is_body(group.code) else (None,):
            made += _write_pair(desk, folder, group, place, round_)
    return made


def _write_pair(
    desk: Desk, folder: Path, group: ConsultationGroup, place: str | None, round_: ConsultationRound
) -> int:
    names = (desk.tender.reference, "Formulier", group.name, *((place,) if place else ()))
    sheet = forms.consultation_form(desk.tender, group, round_.questions, municipality=place)
    files.write_once(folder / files.file_name(*names, ext="xlsx"), sheet)
    if place is None:
        return 1
    paper = forms.word_form(desk.tender, group, place, round_.questions, round_)
    files.write_once(folder / files.file_name(*names, ext="docx"), paper)
    return 2
