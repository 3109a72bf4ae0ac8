"""What the Prefect server does by itself when something happens: put up at every start, by name, never twice."""

from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.events.actions import RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

from flows.watching.upcoming import DEPLOYMENT, MISSED, TELL, deadline_check, form

NAME = "Termijn gemist: mail de projectleider"
FROM_EVENT = {"traject": "{{ event.resource['inkoop.traject'] }}", "termijn": "{{ event.resource['inkoop.termijn'] }}"}


def put_up() -> None:
    """Create the automation, or bring the one of that name up to date. The deployments must be registered first."""
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(f"{deadline_check.name}/{DEPLOYMENT}")
        wanted = on_missed_deadline(deployment.id)
        known = client.read_automations_by_name(NAME)
        if not known:
            client.create_automation(wanted)
            return
        client.update_automation(known[0].id, wanted)
        for double in known[1:]:
            client.delete_automation(double.id)


def on_missed_deadline(deployment: UUID) -> AutomationCore:
    """A missed deadline starts the step that mails the lead, once for every deadline."""
    return AutomationCore(
        name=NAME,
        description="Gaat af als een termijn voorbij is en niet is gehaald, ook als niemand Prefect open heeft.",
        enabled=True,
        trigger=EventTrigger(
            expect={MISSED},
            match={"prefect.resource.id": "inkoop.termijn.*"},
            for_each={"prefect.resource.id"},
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(0),
        ),
        actions=[
            RunDeployment(
                source="selected",
                deployment_id=deployment,
                parameters={"invoer": form(FROM_EVENT["traject"], FROM_EVENT["termijn"], TELL)},
            )
        ],
    )
