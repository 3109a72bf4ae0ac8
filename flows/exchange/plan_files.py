"""The planning of a region as one YAML file: its steps as printed, its hard date, free days and meetings of bodies.

The plannings of five regions ship with the product (tender_templates/plans), as examples and to start from.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import Field, field_validator

from flows.exchange.planning_checks import BadLinks, parse_links
from flows.exchange.planning_sheets import meeting_id
from flows.exchange.region import free_period, region_folder
from flows.exchange.region_lists import once
from flows.exchange.region_shapes import Planning, Traject, VrijeDagen
from flows.exchange.yaml_files import Day, YamlFile, read_shaped
from flows.rules.calendar import FreeDays
from flows.rules.planning.board import read_plan
from flows.rules.planning.periods import parse_period
from flows.rules.planning.scheduling.links import graph_faults
from flows.rules.wording import plain_date
from schemas.errors import InputFault, InputRefusedError
from schemas.planning import Body, BodyMeeting, FreePeriod, Milestone, PlannedStep
from schemas.values import Noun

MIJ_OV = "mij-ov"
"""The region whose planning stands among its other files."""


class Plan(Noun):
    """A planning that stands on its own. ``as_of`` is the day from which its makers looked ahead.

    Free periods and meetings carry the code of the plan as their tender; :meth:`milestones` asks for the tender.
    """

    code: str
    title: str
    region: str
    as_of: Day
    hard_date: Day | None
    free_periods: tuple[FreePeriod, ...]
    meetings: tuple[BodyMeeting, ...]
    steps: tuple[PlannedStep, ...]

    def milestones(self, tender_id: str) -> tuple[Milestone, ...]:
        """The steps with their dates read, in order of number."""
        return read_plan(tender_id, self.steps, file=f"{self.code}.yaml")

    @property
    def calendar(self) -> FreeDays:
        """The Dutch calendar with the free days of this plan."""
        return FreeDays(tuple(day for period in self.free_periods for day in period.days))


class Stap(PlannedStep):
    """A step of which ``na`` is written as in planning.xlsx: '3; 5+2d'."""

    @field_validator("after", mode="before")
    @classmethod
    def _links(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        links = parse_links(value)
        if isinstance(links, BadLinks):
            raise ValueError(f"{links.problem} {links.remedy}")
        return links


class Vergadering(Noun):
    gemeente: str
    orgaan: Body
    datum: Day
    aanleveren_uiterlijk: Day | None = None


class Planbestand(Noun):
    """A file of tender_templates/plans. ``stand`` left out: the first day that is in the planning."""

    code: str = Field(pattern=r"^[a-z0-9][a-z0-9\-]{0,39}$")
    titel: str
    regio: str
    stand: Day | None = None
    harde_datum: Day | None
    vrije_dagen: tuple[VrijeDagen, ...] = ()
    vergaderingen: tuple[Vergadering, ...] = ()
    stappen: tuple[Stap, ...] = Field(min_length=1)


def shipped() -> dict[str, Plan]:
    """The plannings that come with the product, by code, in order of code."""
    folder = files("tender_templates").joinpath("plans")
    names = [item.name for item in folder.iterdir() if item.name.endswith(".yaml")]
    plans = [_of_region(MIJ_OV), *(load(folder, name) for name in names)]
    return {plan.code: plan for plan in sorted(plans, key=lambda plan: plan.code)}


def load(folder: Traversable, name: str) -> Plan:
    """Read the planning in ``folder/name``. Raises InputRefusedError with every fault, each with its line."""
    file, data = read_shaped(folder, name, Planbestand)
    faults = list(_step_faults(file, data.stappen))
    faults.extend(_period_faults(file, data))
    if not faults:
        faults.extend(_plan_faults(file, data))
    if faults:
        raise InputRefusedError(faults)
    return Plan(
        code=data.code,
        title=data.titel,
        region=data.regio,
        as_of=data.stand or _first_day(file, data.stappen),
        hard_date=data.harde_datum,
        free_periods=tuple(free_period(data.code, row) for row in data.vrije_dagen),
        meetings=tuple(_meeting(data.code, row) for row in data.vergaderingen),
        steps=data.stappen,
    )


def load_file(path: Path) -> Plan:
    """Read the planning in that file. Raises InputRefusedError."""
    return load(path.parent, path.name)


def _of_region(code: str) -> Plan:
    folder = region_folder(code)
    _, tender = read_shaped(folder, "tender.yaml", Traject)
    file, planning = read_shaped(folder, "planning.yaml", Planning)
    return Plan(
        code=code,
        title=tender.titel,
        region=tender.regio,
        as_of=_first_day(file, planning.stappen),
        hard_date=tender.ingangsdatum,
        free_periods=tuple(free_period(code, row) for row in planning.vrije_dagen),
        meetings=(),
        steps=planning.stappen,
    )


def _first_day(file: YamlFile, steps: tuple[PlannedStep, ...]) -> Day:
    read = (parse_period(step.printed) for step in steps)
    days = [period.first for period in read if not isinstance(period, str) and period.first is not None]
    if not days:
        problem = "geen enkele stap heeft een datum."
        raise InputRefusedError([file.fault(("stappen",), problem, "Vul 'stand' in: de dag van de planning.")])
    return min(days)


def _step_faults(file: YamlFile, steps: tuple[Stap, ...]) -> list[InputFault]:
    faults: list[InputFault] = []
    once(file, ("stappen",), steps, lambda row: row.number, "nr", faults)
    for index, row in enumerate(steps):
        read = parse_period(row.printed)
        if isinstance(read, str):
            faults.append(file.fault(("stappen", index, "datum"), read, "Verbeter de datum."))
    return faults


def _period_faults(file: YamlFile, data: Planbestand) -> list[InputFault]:
    faults = []
    for index, free in enumerate(data.vrije_dagen):
        if free.tot is not None and free.tot < free.van:
            problem, remedy = f"{plain_date(free.tot)} ligt voor {plain_date(free.van)}.", "Controleer beide datums."
            faults.append(file.fault(("vrije_dagen", index, "tot"), problem, remedy))
    for index, row in enumerate(data.vergaderingen):
        if row.aanleveren_uiterlijk is not None and row.aanleveren_uiterlijk > row.datum:
            problem = f"{plain_date(row.aanleveren_uiterlijk)} ligt na de vergadering van {plain_date(row.datum)}."
            place = ("vergaderingen", index, "aanleveren_uiterlijk")
            faults.append(file.fault(place, problem, "Vul een dag voor de vergadering in."))
    return faults


def _plan_faults(file: YamlFile, data: Planbestand) -> list[InputFault]:
    """What is wrong between the steps of a file whose steps are each sound."""
    milestones = read_plan(data.code, data.stappen, file=file.name)
    faults = [
        file.fault(("stappen",), sentence, "Verbeter 'na' bij die stap en lees het bestand opnieuw in.")
        for sentence in graph_faults(milestones)
    ]
    hard = {step.number: step.first for step in milestones if step.hard}
    for index, row in enumerate(data.stappen):
        if row.number in hard and hard[row.number] != data.harde_datum:
            known = plain_date(data.harde_datum) if data.harde_datum else "er is er geen"
            problem = f"deze harde stap begint niet op de harde datum ({known})."
            faults.append(file.fault(("stappen", index, "datum"), problem, "Maak beide datums gelijk."))
    return faults


def _meeting(code: str, row: Vergadering) -> BodyMeeting:
    return BodyMeeting(
        id=meeting_id(row.gemeente, row.orgaan, row.datum),
        tender_id=code,
        municipality=row.gemeente,
        body=row.orgaan,
        held_on=row.datum,
        deliver_by=row.aanleveren_uiterlijk,
    )
