"""Publication: the frozen set, the notice, the announcement to every invited provider.

Opened by:    an adopted strategy and final documents
Needs:        aanbieders.xlsx in invoer/aanbieders
Leaves:       a frozen set (sha256 per document), notice data, an announcement per provider in the outbox
Next:         nota van inlichtingen
Legal basis:  equal information at the same moment (abbb); voluntary notice, eForms E3 or 20 (domain B.12)
"""

from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, blocked, visit
from flows.exchange import providers
from flows.papers.procedure_documents import TITLES, index_disagreements
from flows.papers.production import Order, produce, with_pdf
from flows.post import queue, to_provider
from flows.rules.drafting.publication import notice, notice_data
from flows.rules.transitions import GUARDS
from flows.rules.versions import FINAL
from flows.rules.wording import at_time, count, plain_date
from schemas.tender import Publication
from schemas.values import Stage


class PublicationInput(RoomInput):
    stap: Literal[
        "1. Aanbieders inlezen",
        "2. Set vastzetten en aankondiging maken",
        "3. Berichten aan aanbieders klaarzetten",
        "4. Fase sluiten",
    ] = Field(..., title="Wat wilt u doen?", description="Publiceer eerst op het platform; daarna pas de berichten.")


@flow(name="Publicatie", flow_run_name=RUN_NAME)
def publication(invoer: PublicationInput) -> State[Any]:
    """Zet de stukken vast en zet het bericht aan alle aanbieders klaar. Versturen doet u bij 11-verzenden."""
    stage = None if invoer.stap.startswith("1.") else Stage.PUBLICATION
    return visit(stage, invoer, STEPS, invoer.stap)


def read_providers(desk: Desk) -> Outcome:
    """The register may be filled before the stage opens; reading it twice changes nothing."""
    name, data = desk.drop_file("aanbieders")
    rows = providers.read(data, name, desk.tender, existing=desk.record.providers)
    with desk.write() as uow:
        counted = uow.providers.put_all(rows)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("providers.read", new=counted["new"], changed=counted["changed"]))
    return Outcome(
        headline=f"{count(len(desk.record.providers), 'aanbieder', 'aanbieders')}",
        lines=(f"{counted['new']} nieuw, {counted['changed']} gewijzigd, {counted['same']} gelijk gebleven.",),
        next_step="zet de set vast zodra strategie en voorbereiding gesloten zijn.",
    )


def freeze(desk: Desk) -> Outcome:
    """Freeze the latest version of every procedure document, then write the notice that lists them.

    No version goes out that says something else than the index of changes.
    """
    wrong = index_disagreements(desk)
    if wrong:
        return blocked(wrong)
    documents = with_pdf(desk, [row for kind in TITLES if (row := desk.record.latest(kind))])
    fields = notice_data(desk.tender, desk.procedure)
    order = Order(
        "notice", notice(desk.record, fields, documents, desk.today), "03-publicatie", FINAL, ("Aankondiging",)
    )
    (announcement,) = with_pdf(desk, produce(desk, [order]))
    if not desk.record.publications:
        with desk.write() as uow:
            uow.publications.add(
                Publication(
                    id="aankondiging",
                    tender_id=desk.tender_id,
                    kind="aankondiging",
                    published_on=desk.today,
                    channel=desk.tender.platform,
                    notice=fields,
                    frozen={row.id: row.sha256 for row in (*documents, announcement)},
                )
            )
            uow.journal.append(desk.event("set.frozen", count=len(documents) + 1))
    frozen = desk.record.publications[0].frozen
    return Outcome(
        headline=f"Set van {len(frozen)} stukken vast",
        lines=tuple(f"{name}: sha256 {sha[:12]}…" for name, sha in frozen.items()),
        next_step=f"publiceer op {desk.tender.platform} en zet daarna de berichten klaar.",
    )


def announce(desk: Desk) -> Outcome:
    obstacle = GUARDS["set_frozen"](desk.record, desk.today)
    if obstacle:
        return blocked([obstacle])
    announcement = desk.record.latest("notice")
    assert announcement is not None, "a frozen set has its notice"
    values = {
        "sluiting": at_time(desk.tender.applications_close_at),
        "vragen_tot": at_time(desk.record.rounds[-1].questions_close_at),
        "ingang": plain_date(desk.tender.contract_start),
    }
    letters = [to_provider(row, values, [announcement]) for row in desk.record.providers]
    number = queue(desk, "aankondiging", "aankondiging", letters)
    return Outcome(
        headline=f"{count(number, 'bericht', 'berichten')} klaar",
        next_step="start 11-verzenden met pakket 'aankondiging'.",
    )


def close(desk: Desk) -> Outcome:
    return desk.close_stage()


STEPS = {
    "1. Aanbieders inlezen": read_providers,
    "2. Set vastzetten en aankondiging maken": freeze,
    "3. Berichten aan aanbieders klaarzetten": announce,
    "4. Fase sluiten": close,
}
