"""Questions on their way to an answer: read, divided over colleagues, merged back, put off or let in when late."""

from collections.abc import Sequence
from datetime import datetime, time

from flows.desk import Desk, Outcome, blocked
from flows.exchange import announcements, answers
from flows.exchange import questions as sheet
from flows.exchange.incoming import is_a_letter
from flows.exchange.question_rows import source_number
from flows.exchange.reading import refuse
from flows.nota.files import COLLEAGUES, hand_out, returned, show_standing, write_conflicts
from flows.nota.review import INTERNAL
from flows.rules.nota import rounds
from flows.rules.nota.doubles import Suggestion
from flows.rules.nota.life import moved, name_of, reached, settled
from flows.rules.nota.questions import only_refers
from flows.rules.wording import AMSTERDAM, at_time, count, plain_date
from schemas.clarification import Announcement, NotaRound, Question, QuestionStatus
from schemas.errors import InputFault, InputRefusedError

_LISTS = (".xlsx", ".xlsm", ".csv", ".tsv", ".json", ".docx")
ADMITTED = "questions.late_admitted"
_SHOWN = 10
_ROLLING_DAYS = 5
"""Working days in which questions for a rolling nota come in, and again as many until it is there."""


def read_questions(desk: Desk, round_: NotaRound) -> Outcome:
    """Read questions, answers, approvals and announcements; the same file twice changes nothing."""
    name, data = desk.drop_file("vragen", _LISTS)
    record = desk.record
    found, with_status, read = _read(desk, name, data)
    told = announcements.read(data, name, desk.tender_id, record.rounds, record.announcements)
    kept = {row.id: row for row in record.questions}
    _refuse_unknown_rounds(desk, name, found)
    known = {row.number: row for row in record.rounds}
    rows: list[Question] = []
    notes: list[str] = []
    for row in found:
        result = settled(kept.get(row.id), row, says_status=row.source_number in with_status)
        number = rounds.round_of(kept.get(row.id), row)
        late = row.late or (row.id in kept and kept[row.id].late) or rounds.is_late(row, known[number])
        rows.append(result.question.model_copy(update={"round": number, "late": late}))
        notes += result.notes
    with desk.write() as uow:
        counted = uow.questions.put_all(rows)
        if told is not None:
            heard = uow.announcements.replace_all(desk.tender_id, told)
            if heard["new"] or heard["changed"] or heard["removed"]:
                uow.journal.append(desk.event("announcements.read", count=len(told)))
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("questions.read", new=counted["new"], changed=counted["changed"]))
    standing, look_alikes = show_standing(desk, round_)
    waiting = standing.received - standing.answered
    return Outcome(
        headline=f"{count(standing.received, 'vraag', 'vragen')}, {waiting} open",
        lines=(
            f"{counted['new']} nieuw, {counted['changed']} gewijzigd, {counted['same']} gelijk gebleven.",
            *_announced(told),
            *read,
            *notes,
            *_waiting(standing),
            *_looks_like(desk, look_alikes),
            *_came_late(desk, round_),
            *says_nothing([row for row in desk.record.questions if row.round == round_.number]),
        ),
        next_step="beantwoord de open vragen in het bestand." if waiting else "maak de nota in concept.",
    )


def _read(desk: Desk, name: str, data: bytes) -> tuple[tuple[Question, ...], set[str], tuple[str, ...]]:
    """The questions in a file, the source numbers for which it says a status, and how it was read (Dutch)."""
    record = desk.record
    seen = sheet.examine(data, name, tender=desk.tender, providers=record.providers, existing=record.questions)
    if seen.reading is None:
        raise is_a_letter(name)
    refuse([seen.reading])
    told = {source_number(row) for row in seen.reading.rows if row.text("Status").strip()}
    return seen.file.questions, told, seen.file.notes


def _refuse_unknown_rounds(desk: Desk, name: str, found: Sequence[Question]) -> None:
    known = {row.number for row in desk.record.rounds}
    numbers = sorted({row.round for row in found} - known)
    if numbers:
        remedy = "Kies een ronde die er is, of open eerst een doorlopende ronde met stap 8."
        raise InputRefusedError(
            InputFault(file=name, column="Ronde", problem=f"nota {number} staat niet in het traject.", remedy=remedy)
            for number in numbers
        )


def _announced(told: tuple[Announcement, ...] | None) -> tuple[str, ...]:
    return (f"{count(len(told), 'mededeling', 'mededelingen')} gelezen.",) if told else ()


def _waiting(standing: rounds.Standing) -> tuple[str, ...]:
    parts = ", ".join(f"{who} ({number})" for who, number in standing.waiting)
    return (f"Wacht op: {parts}.",) if parts else ()


def _looks_like(desk: Desk, found: Sequence[Suggestion]) -> tuple[str, ...]:
    names = {row.id: row.source_number for row in desk.record.questions}
    lines = [f"Vraag {names[row.question]} lijkt op vraag {names[row.other]} ({row.score})." for row in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"Nog {len(found) - _SHOWN} vragen lijken op een andere; zie het bestand met de stand.")
    return tuple(lines)


def undecided_late(desk: Desk, round_: NotaRound) -> tuple[Question, ...]:
    """The late questions of a round about which nobody decided yet: answer now, or in the next nota."""
    late = rounds.late_questions(desk.record.questions, round_)
    if not late:
        return ()
    with desk.work.database.read() as uow:
        entries = uow.journal.entries(desk.tender_id)
    decided = {
        id_
        for row in entries
        if row.name == ADMITTED and row.data.get("round") == round_.number
        for id_ in str(row.data["questions"]).split(",")
    }
    return tuple(row for row in late if row.id not in decided)


def late_obstacle(late: Sequence[Question]) -> str:
    named = ", ".join(row.source_number for row in late[:_SHOWN])
    return (
        f"{count(len(late), 'vraag kwam', 'vragen kwamen')} te laat binnen ({named}"
        f"{' …' if len(late) > _SHOWN else ''}). "
        "Kies stap 10 om nu te antwoorden, of stap 11 voor de volgende nota."
    )


def _came_late(desk: Desk, round_: NotaRound) -> tuple[str, ...]:
    late = undecided_late(desk, round_)
    return (late_obstacle(late),) if late else ()


def says_nothing(rows: Sequence[Question]) -> tuple[str, ...]:
    """A warning for every answer that only sends the asker to a document."""
    return tuple(
        f"{name_of(row)}: het antwoord verwijst alleen ('{row.answer}'). Zeg ook wat daar staat."
        for row in rows
        if only_refers(row)
    )


def admit_late(desk: Desk, round_: NotaRound) -> Outcome:
    """Answer what came late in this nota all the same."""
    late = undecided_late(desk, round_)
    if not late:
        return Outcome(headline="Geen te late vragen", next_step="maak de nota in concept.")
    if round_.published_on is not None:
        return blocked([f"Nota {round_.number} is al gepubliceerd. Kies stap 11: de vragen gaan naar een latere nota."])
    with desk.write() as uow:
        uow.journal.append(desk.event(ADMITTED, round=round_.number, questions=",".join(row.id for row in late)))
    return Outcome(
        headline=f"{count(len(late), 'vraag', 'vragen')} toch nu",
        lines=tuple(f"{name_of(row)}, ontvangen {at_time(row.received_at)}." for row in late),
        next_step="beantwoord deze vragen en maak de nota in concept.",
    )


def postpone_late(desk: Desk, round_: NotaRound) -> Outcome:
    """Put what came late in the next nota that is not out yet."""
    late = undecided_late(desk, round_)
    following = rounds.next_round(desk.record.rounds, round_.number)
    if not late:
        return Outcome(headline="Geen te late vragen", next_step="maak de nota in concept.")
    if following is None:
        return blocked(["Er komt geen nota meer na deze. Open eerst een doorlopende ronde met stap 8."])
    with desk.write() as uow:
        uow.questions.save_all(rounds.postponed(late, following))
        ids = ",".join(row.id for row in late)
        uow.journal.append(desk.event("questions.postponed", round=following.number, questions=ids))
    show_standing(desk, following)
    return Outcome(
        headline=f"{count(len(late), 'vraag', 'vragen')} naar nota {following.number}",
        lines=tuple(f"{name_of(row)}, ontvangen {at_time(row.received_at)}." for row in late),
        next_step=f"maak nota {round_.number} in concept.",
    )


def divide(desk: Desk, round_: NotaRound) -> Outcome:
    """Mark what was assigned, and make one file per colleague with only that colleague's questions."""
    mine = [row for row in desk.record.questions if row.round == round_.number]
    fresh = [
        moved(row, QuestionStatus.ASSIGNED, row.assigned_to)
        for row in mine
        if row.assigned_to and row.status is QuestionStatus.NEW
    ]
    if fresh:
        with desk.write() as uow:
            uow.questions.save_all(fresh)
            uow.journal.append(desk.event("questions.assigned", round=round_.number, count=len(fresh)))
    made = hand_out(desk, [row for row in desk.record.questions if row.round == round_.number])
    loose = [row for row in mine if not row.assigned_to and not reached(row, QuestionStatus.LEGAL_APPROVED)]
    show_standing(desk, round_)
    people = count(len(made), "collega", "collega's")
    lines = [f"{who}: {name}." for who, name in made.items()]
    if loose:
        numbers = ", ".join(row.source_number for row in loose[:_SHOWN])
        lines.append(f"Nog niet verdeeld: {numbers}{' …' if len(loose) > _SHOWN else ''}.")
    return Outcome(
        headline=f"{people}, {len(loose)} niet verdeeld",
        lines=tuple(lines),
        next_step=f"geef ieder het eigen bestand uit uitvoer/{COLLEAGUES}. Zet wat terugkomt in invoer/antwoorden."
        if made
        else "vul in vragen.xlsx bij 'Toegewezen aan' een naam in en lees het bestand in.",
    )


def merge_answers(desk: Desk) -> Outcome:
    """Put the colleagues' answers together. Where two people differ both wordings are shown and nothing is written."""
    came = returned(desk)
    if not came:
        remedy = "Zet de bestanden van de collega's daar en start opnieuw."
        problem = "Er staat geen Excel-bestand in invoer/antwoorden."
        raise InputRefusedError([InputFault(file="invoer/antwoorden", problem=problem, remedy=remedy)])
    merge = answers.merge(came, desk.record.questions)
    if merge.changed:
        with desk.write() as uow:
            uow.questions.save_all(merge.changed)
            uow.journal.append(desk.event("answers.merged", changed=len(merge.changed), conflicts=len(merge.conflicts)))
    lines = [f"{name_of(row)}: antwoord van {row.drafted_by}." for row in merge.changed]
    for conflict in merge.conflicts:
        lines.append(f"{name_of(conflict.question)}: niet gelijk, er is niets gewijzigd.")
        lines += [f"… {version.by}: {version.answer or '(geen antwoord)'}" for version in conflict.versions]
    if merge.conflicts:
        lines.append(f"Alle teksten naast elkaar: uitvoer/{INTERNAL}/{write_conflicts(desk, merge.conflicts)}.")
    for round_ in desk.record.rounds:
        if any(row.round == round_.number for row in merge.changed):
            show_standing(desk, round_)
    return Outcome(
        headline=f"{len(merge.changed)} samengevoegd, {count(len(merge.conflicts), 'conflict', 'conflicten')}",
        lines=(*lines, *merge.notes),
        next_step="zet bij elk conflict één tekst in vragen.xlsx; haal wat verwerkt is uit invoer/antwoorden."
        if merge.conflicts
        else "laat de antwoorden goedkeuren; haal wat verwerkt is uit invoer/antwoorden.",
    )


def open_rolling(desk: Desk) -> Outcome:
    """Open the next nota for the questions that go on coming in after the last planned round (S4-P04)."""
    reason = rounds.not_rolling_yet(desk.record.rounds, desk.now)
    if reason:
        return blocked([reason])
    last_day = desk.calendar.add_working_days(desk.today, _ROLLING_DAYS)
    publish_on = desk.calendar.add_working_days(last_day, _ROLLING_DAYS)
    closes = datetime.combine(last_day, time(12), tzinfo=AMSTERDAM)
    round_ = rounds.rolling_round(desk.record.rounds, desk.tender_id, closes, publish_on)
    with desk.write() as uow:
        uow.rounds.add(round_)
        uow.journal.append(desk.event("round.opened", number=round_.number))
    return Outcome(
        headline=f"Nota {round_.number} staat open",
        lines=(f"Vragen tot en met {at_time(closes)}; de nota verschijnt uiterlijk {plain_date(publish_on)}.",),
        next_step=f"zet nieuwe vragen met ronde {round_.number} in vragen.xlsx. De nummering loopt door.",
    )
