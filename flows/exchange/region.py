"""A region's tender from its YAML files: what is known before the first person hands anything over."""

from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from flows.exchange import region_lists
from flows.exchange.planning_sheets import colleague_id, free_period_id
from flows.exchange.reading import suggestion
from flows.exchange.region_lists import once
from flows.exchange.region_shapes import (
    Collega,
    Consultatieronde,
    Eisenhoofdstuk,
    Gemeente,
    Groepen,
    Innovatie,
    Percelen,
    Planning,
    Productblad,
    Rondevraag,
    Toelatingseis,
    Traject,
    VrijeDagen,
)
from flows.exchange.thresholds import thresholds
from flows.exchange.yaml_files import YamlFile, built, read_shaped
from flows.rules.planning.board import parse_period
from flows.rules.wording import local_day
from schemas.clarification import NotaRound
from schemas.consultation import ConsultationGroup, ConsultationRound, RoundQuestion
from schemas.errors import InputFault, InputRefusedError
from schemas.planning import Colleague, FreePeriod, PlannedStep
from schemas.screening import Criterion
from schemas.tender import InnovationItem, Lot, Mailbox, Municipality, Product, Requirement, Tender
from schemas.values import Noun

Item = TypeVar("Item")


class Region(Noun):
    """Everything of a tender that comes from its region's files. ``texts`` are loose sentences by name."""

    tender: Tender
    rounds: tuple[NotaRound, ...]
    steps: tuple[PlannedStep, ...]
    free_periods: tuple[FreePeriod, ...]
    colleagues: tuple[Colleague, ...]
    groups: tuple[ConsultationGroup, ...]
    consultations: tuple[ConsultationRound, ...]
    consultation_questions: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    products: tuple[Product, ...]
    criteria: tuple[Criterion, ...]
    innovation: tuple[InnovationItem, ...]
    texts: dict[str, str]
    announced: dict[int, tuple[str, ...]]

    def announcements(self, round_number: int) -> tuple[str, ...]:
        """What the nota of that round tells besides its questions and answers; often nothing."""
        return self.announced.get(round_number, ())


def region_folder(code: str) -> Traversable:
    """The folder of a shipped region, such as ``mij-ov``."""
    return files("tender_templates").joinpath("regions", code)


def load(code_or_folder: str | Traversable) -> Region:
    """Read the region with that code, or the one in that folder.

    Raises InputRefusedError with the faults of all files at once, each with file, line and field.
    """
    folder = region_folder(code_or_folder) if isinstance(code_or_folder, str) else code_or_folder
    faults: list[InputFault] = []
    traject = _read(faults, folder, "tender.yaml", Traject)
    places = _read(faults, folder, "gemeenten.yaml", tuple[Gemeente, ...])
    lots = _read(faults, folder, "percelen.yaml", Percelen)
    products = _read(faults, folder, "producten.yaml", tuple[Productblad, ...])
    chapters = _read(faults, folder, "eisen.yaml", tuple[Eisenhoofdstuk, ...])
    criteria = _read(faults, folder, "screening.yaml", tuple[Toelatingseis, ...])
    innovation = _read(faults, folder, "innovatieagenda.yaml", tuple[Innovatie, ...])
    groups = _read(faults, folder, "consultatie/groepen.yaml", Groepen)
    planning = _read(faults, folder, "planning.yaml", Planning)
    if not (traject and places and lots and products and chapters and criteria and innovation and groups and planning):
        raise InputRefusedError(faults)
    tender = _tender(traject, places, lots, faults)
    reference = traject[1].kenmerk
    bundle = {
        "rounds": _rounds(traject, faults),
        "steps": _steps(planning, faults),
        "free_periods": tuple(free_period(reference, row) for row in planning[1].vrije_dagen),
        "colleagues": tuple(_colleague(reference, row) for row in planning[1].collegas),
        "groups": _groups(groups, reference, faults),
        "consultations": _consultations(groups, reference, faults),
        "consultation_questions": groups[1].vragen,
        "requirements": region_lists.requirements(chapters, {row.code for row in criteria[1]}, reference, faults),
        "products": region_lists.products(products, {lot.nummer for lot in lots[1].percelen}, reference, faults),
        "criteria": region_lists.criteria(criteria, faults),
        "innovation": region_lists.innovation(innovation, reference, faults),
        "texts": traject[1].teksten,
        "announced": {row.nummer: row.mededelingen for row in traject[1].vragenrondes},
    }
    if faults or tender is None:
        raise InputRefusedError(faults)
    return Region.model_validate({"tender": tender, **bundle})


def _read(faults: list[InputFault], folder: Traversable, name: str, shape: type[Item]) -> tuple[YamlFile, Item] | None:
    try:
        return read_shaped(folder, name, shape)
    except InputRefusedError as refused:
        faults.extend(refused.faults)
        return None


def _tender(
    traject: tuple[YamlFile, Traject],
    places: tuple[YamlFile, tuple[Gemeente, ...]],
    lots: tuple[YamlFile, Percelen],
    faults: list[InputFault],
) -> Tender | None:
    file, data = traject
    once(places[0], (), places[1], lambda row: row.naam, "naam", faults)
    names = tuple(row.naam for row in places[1])
    if data.aanmelden_vanaf > local_day(data.aanmelden_tot):
        problem = "aanmelden sluit voor het opent."
        faults.append(file.fault(("aanmelden_tot",), problem, "Controleer beide datums."))
    return built(
        file,
        (),
        Tender,
        faults,
        id=data.kenmerk,
        tender_id=data.kenmerk,
        title=data.titel,
        region=data.regio,
        organisation=data.organisatie,
        procedure=data.procedure,
        municipalities=tuple(_municipality(row) for row in places[1]),
        lots=_lots(lots, names, faults),
        thresholds=thresholds(lots[0], lots[1], names, faults),
        mailbox=Mailbox(name=data.postbus.naam, address=data.postbus.adres),
        contact_name=data.contact.naam,
        contact_phone=data.contact.telefoon,
        platform=data.platform,
        contract_start=data.ingangsdatum,
        old_contract_end=data.einde_oude_contract,
        agreement_years=data.looptijd_jaren,
        extension_years=data.verlenging_jaren,
        applications_open_on=data.aanmelden_vanaf,
        applications_close_at=data.aanmelden_tot,
        lead_email=data.projectleider_email,
    )


def _municipality(row: Gemeente) -> Municipality:
    return Municipality(
        name=row.naam,
        signatory_name=row.ondertekenaar_naam,
        signatory_role=row.ondertekenaar_functie,
        mandate=row.mandaat,
        access_team=row.toegang,
        access_email=row.toegang_email,
        advisory_board=row.adviesraad,
    )


def _lots(lots: tuple[YamlFile, Percelen], names: Iterable[str], faults: list[InputFault]) -> tuple[Lot, ...]:
    """Lots with their first start date; a municipality that starts on another day is named apart."""
    file, data = lots
    once(file, ("percelen",), data.percelen, lambda row: row.nummer, "nummer", faults)
    known, found = tuple(names), []
    for index, row in enumerate(data.percelen):
        place = ("percelen", index, "ingangsdatum")
        for name in row.ingangsdatum:
            if name not in known:
                remedy = f"{suggestion(name, known)}Kies een gemeente uit gemeenten.yaml."
                faults.append(file.fault((*place, name), f"'{name}' doet niet mee.", remedy))
        if missing := [name for name in known if name not in row.ingangsdatum]:
            faults.append(file.fault(place, f"{', '.join(missing)} ontbreekt.", "Vul voor elke gemeente een datum in."))
            continue
        first = min(row.ingangsdatum.values())
        found.append(
            Lot(
                number=row.nummer,
                name=row.naam,
                description=row.omschrijving,
                product_groups=row.productgroepen,
                start_date=first,
                later_starts={name: day for name, day in row.ingangsdatum.items() if day != first},
            )
        )
    return tuple(found)


def _rounds(traject: tuple[YamlFile, Traject], faults: list[InputFault]) -> tuple[NotaRound, ...]:
    file, data = traject
    for index, row in enumerate(data.vragenrondes):
        place = ("vragenrondes", index)
        if row.nummer != index + 1:
            problem, remedy = f"dit is ronde {index + 1}, niet {row.nummer}.", "Nummer de rondes 1, 2, 3 …"
            faults.append(file.fault((*place, "nummer"), problem, remedy))
        if row.publicatie_op < local_day(row.vragen_tot):
            problem = "de nota verschijnt voor de vragen binnen zijn."
            faults.append(file.fault((*place, "publicatie_op"), problem, "Controleer beide datums."))
        if row.publicatie_op > local_day(data.aanmelden_tot):
            problem = "de nota verschijnt na het sluiten van de aanmelding."
            faults.append(file.fault((*place, "publicatie_op"), problem, "Kies een eerdere dag."))
    return tuple(
        NotaRound(
            id=f"nota-{row.nummer}",
            tender_id=data.kenmerk,
            number=row.nummer,
            questions_close_at=row.vragen_tot,
            publish_on=row.publicatie_op,
        )
        for row in data.vragenrondes
    )


def _steps(planning: tuple[YamlFile, Planning], faults: list[InputFault]) -> tuple[PlannedStep, ...]:
    file, data = planning
    once(file, ("stappen",), data.stappen, lambda row: row.number, "nr", faults)
    for index, row in enumerate(data.stappen):
        read = parse_period(row.printed)
        if isinstance(read, str):
            remedy = "Verbeter de datum."
            faults.append(file.fault(("stappen", index, "datum"), read, remedy))
    return data.stappen


def free_period(tender_id: str, row: VrijeDagen) -> FreePeriod:
    """Free days as a planning file on disk names them."""
    return FreePeriod(
        id=free_period_id(row.soort, row.van, row.naam, row.geldt_voor),
        tender_id=tender_id,
        first=row.van,
        last=row.tot or row.van,
        name=row.naam,
        kind=row.soort,
        source=row.bron,
        applies_to=row.geldt_voor,
    )


def _colleague(tender_id: str, row: Collega) -> Colleague:
    return Colleague(
        id=colleague_id(row.naam),
        tender_id=tender_id,
        name=row.naam,
        email=row.email,
        roles=row.taken,
        deputy=row.vervanger,
    )


def _groups(
    groups: tuple[YamlFile, Groepen], tender_id: str, faults: list[InputFault]
) -> tuple[ConsultationGroup, ...]:
    file, data = groups
    once(file, ("groepen",), data.groepen, lambda row: row.code, "code", faults)
    for index, row in enumerate(data.groepen):
        if row.uitgenodigd is not None and row.gereageerd > row.uitgenodigd:
            problem = f"er reageerden er meer ({row.gereageerd}) dan er zijn uitgenodigd ({row.uitgenodigd})."
            faults.append(file.fault(("groepen", index, "gereageerd"), problem, "Controleer de aantallen."))
    return tuple(
        ConsultationGroup(
            id=row.code,
            tender_id=tender_id,
            sequence=place,
            code=row.code,
            name=row.naam,
            channel=row.kanaal,
            invited=row.uitgenodigd,
            responded=row.gereageerd,
        )
        for place, row in enumerate(data.groepen, start=1)
    )


def _consultations(
    groups: tuple[YamlFile, Groepen], tender_id: str, faults: list[InputFault]
) -> tuple[ConsultationRound, ...]:
    """The rounds, each with its questions by number; a question of a group that does not exist is a fault."""
    file, data = groups
    once(file, ("rondes",), data.rondes, lambda row: row.nummer, "nummer", faults)
    known = [row.code for row in data.groepen]
    for index, row in enumerate(data.rondes):
        if row.tot < row.van:
            faults.append(
                file.fault(("rondes", index, "tot"), "de ronde sluit voor zij opent.", "Controleer de dagen.")
            )
        for place, question in enumerate(row.vragen):
            for code in question.groepen:
                if code not in known:
                    where = ("rondes", index, "vragen", place, "groepen")
                    remedy = f"{suggestion(code, known)}Kies uit: {', '.join(known)}."
                    faults.append(file.fault(where, f"groep '{code}' bestaat niet.", remedy))
    return tuple(_consultation(row, data.vragen, tender_id) for row in data.rondes)


def _consultation(row: Consultatieronde, common: tuple[str, ...], tender_id: str) -> ConsultationRound:
    questions = row.vragen or tuple(Rondevraag(tekst=text) for text in common)
    return ConsultationRound(
        id=f"consultatie-{row.nummer}",
        tender_id=tender_id,
        number=row.nummer,
        title=row.titel,
        opens_on=row.van,
        closes_on=row.tot,
        document=row.stuk,
        questions=tuple(
            RoundQuestion(code=str(number), text=question.tekst, groups=question.groepen)
            for number, question in enumerate(questions, start=1)
        ),
    )
