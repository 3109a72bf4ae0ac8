"""Reading what bodies decided; the strategy and the agreement are adopted the same way."""

from flows.desk import Desk, Outcome
from flows.exchange import decisions
from flows.rules.consultation import open_bodies
from flows.rules.wording import listing
from schemas.consultation import Subject


def read_decisions(desk: Desk, subject: Subject) -> Outcome:
    """Read the list of decisions; each college has its own date. Says who has not decided yet.

    ``subject`` is what this stage waits for; a list about something else only is reported as that.
    """
    name, data = desk.drop_file("besluiten")
    rows = decisions.read(data, name, desk.tender, today=desk.today, existing=desk.record.decisions)
    with desk.write() as uow:
        counted = uow.decisions.put_all(rows)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("decisions.read", new=counted["new"], changed=counted["changed"]))
    told = {row.subject for row in rows}
    subject = subject if subject in told or not told else min(told)
    waiting = open_bodies(desk.record, subject)
    decided = len(desk.tender.municipalities) - len(waiting)
    return Outcome(
        headline=f"{decided} van {len(desk.tender.municipalities)} colleges akkoord",
        lines=(f"Nog geen besluit ({subject.value}): {listing(waiting)}.",) if waiting else (),
        next_step="wacht op de andere colleges."
        if waiting
        else "elk college heeft besloten; sluit de fase als dat kan.",
    )
