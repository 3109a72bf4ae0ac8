"""Changes that nobody asked for in a nota or a session: a decision was taken, or the law changed.

They go the way of every change (:mod:`flows.papers.procedure_documents`), and every provider hears of them at one
moment.
"""

from flows.desk import Desk, Outcome, blocked
from flows.exchange import decided_changes
from flows.papers.procedure_documents import obstacles_to_publish, publish_changes
from flows.post import queue, to_provider
from flows.rules.wording import count, plain_date

FOLDER = "wijzigingen"


def carry_out(desk: Desk) -> Outcome:
    """Read the list, make index, versions and redlines, and put a message in the outbox for every provider."""
    name, data = desk.drop_file(FOLDER)
    items = decided_changes.read(data, name, desk.record.changes)
    obstacles = obstacles_to_publish(desk, items)
    if obstacles:
        return blocked(obstacles)
    before = {row.id for row in desk.record.changes}
    index, *made = publish_changes(desk, items)
    fresh = [row for row in desk.record.changes if row.id not in before]
    origins = {origin for _, origin in items}
    last = max((row.sequence for row in desk.record.changes if row.origin in origins), default=0)
    batch = f"wijzigingen-tot-W-{last}"
    versions = [row for row in made if row.kind != "redline"]
    values = {
        "datum": plain_date(desk.today),
        "stukken": "\n".join(f"- {row.title}, versie {row.number}" for row in versions),
    }
    if last:
        queue(desk, batch, "wijziging-stukken", [to_provider(row, values, [index]) for row in desk.record.providers])
    return Outcome(
        headline=f"{count(len(fresh), 'wijziging', 'wijzigingen')} doorgevoerd",
        lines=(
            *(f"{row.label}: {row.document}, {row.place} ({row.origin})." for row in fresh),
            *(f"{row.title}, versie {row.number}: {row.file_name}." for row in made),
        ),
        next_step=f"publiceer op {desk.tender.platform}; start daarna 11-verzenden met '{batch}'.",
    )
