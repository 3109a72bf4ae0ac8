"""The lists of a region: requirements, products, criteria and innovation items, from their files to nouns."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from flows.exchange.region_shapes import Eisenhoofdstuk, Innovatie, Productblad, Toelatingseis
from flows.exchange.yaml_files import Place, YamlFile, built
from schemas.errors import InputFault
from schemas.screening import Criterion
from schemas.tender import FunctionMixRow, InnovationItem, Product, Requirement

Item = TypeVar("Item")


def once(
    file: YamlFile,
    base: Place,
    items: Sequence[Item],
    key: Callable[[Item], object],
    field: str,
    faults: list[InputFault],
) -> None:
    """Add a fault for every item whose key an earlier item has."""
    counted: Counter[object] = Counter()
    for index, item in enumerate(items):
        counted[key(item)] += 1
        if counted[key(item)] > 1:
            problem = f"'{key(item)}' staat er twee keer."
            faults.append(file.fault((*base, index, field), problem, "Geef elk onderdeel een eigen waarde."))


def requirements(
    chapters: tuple[YamlFile, tuple[Eisenhoofdstuk, ...]], criteria: set[str], tender_id: str, faults: list[InputFault]
) -> tuple[Requirement, ...]:
    file, data = chapters
    found, seen = [], set()
    for index, chapter in enumerate(data):
        for number, row in enumerate(chapter.eisen):
            place = (index, "eisen", number)
            if row.nummer in seen:
                remedy = "Geef elke eis een eigen nummer."
                faults.append(file.fault((*place, "nummer"), f"'{row.nummer}' staat er twee keer.", remedy))
            seen.add(row.nummer)
            if row.criterium is not None and row.criterium not in criteria:
                problem, remedy = f"'{row.criterium}' staat niet in screening.yaml.", "Verbeter de code."
                faults.append(file.fault((*place, "criterium"), problem, remedy))
            found.append(
                Requirement(
                    id=row.nummer,
                    tender_id=tender_id,
                    number=row.nummer,
                    chapter=f"{chapter.nummer}. {chapter.titel}",
                    text=row.tekst,
                    kind=row.soort,
                    evidence=row.bewijs,
                    criterion=row.criterium,
                )
            )
    return tuple(found)


def products(
    products: tuple[YamlFile, tuple[Productblad, ...]], lots: set[int], tender_id: str, faults: list[InputFault]
) -> tuple[Product, ...]:
    file, data = products
    once(file, (), data, lambda row: row.code, "code", faults)
    found = []
    for index, row in enumerate(data):
        if row.perceel not in lots:
            problem = f"perceel {row.perceel} bestaat niet."
            faults.append(file.fault((index, "perceel"), problem, "Kies een perceel uit percelen.yaml."))
        if not row.code.startswith(row.productcategorie):
            problem = f"de code '{row.code}' begint niet met de productcategorie {row.productcategorie}."
            faults.append(file.fault((index, "code"), problem, "Verbeter de code of de categorie."))
        product = built(
            file,
            (index,),
            Product,
            faults,
            id=row.code,
            tender_id=tender_id,
            code=row.code,
            name=row.naam,
            lot=row.perceel,
            unit=row.eenheid,
            goal=row.doel,
            target_group=row.doelgroep,
            activities=row.activiteiten,
            quality=row.kwaliteitseisen,
            function_mix=tuple(FunctionMixRow(level=mix.niveau, share=mix.aandeel) for mix in row.functiemix),
            group_size=None if row.groepsgrootte is None else f"ten hoogste {row.groepsgrootte}",
            duration=row.duur,
            transport=row.vervoer,
            rate=row.tarief,
            build_up=row.opbouw,
        )
        if product is not None:
            found.append(product)
    return tuple(found)


def criteria(criteria: tuple[YamlFile, tuple[Toelatingseis, ...]], faults: list[InputFault]) -> tuple[Criterion, ...]:
    file, data = criteria
    once(file, (), data, lambda row: row.code, "code", faults)
    return tuple(
        Criterion(
            code=row.code,
            title=row.titel,
            requirement=row.eis,
            evidence=row.bewijsstuk,
            mandatory=row.verplicht,
            max_age_months=row.maximale_leeftijd_maanden,
            remediable=row.herstelbaar,
            source=row.bron,
        )
        for row in data
    )


def innovation(
    innovation: tuple[YamlFile, tuple[Innovatie, ...]], tender_id: str, faults: list[InputFault]
) -> tuple[InnovationItem, ...]:
    """``askers`` stays empty: it is counted from the questions, next to the number the source prints."""
    file, data = innovation
    once(file, (), data, lambda row: row.nummer, "nummer", faults)
    return tuple(
        InnovationItem(
            id=f"innovatie-{row.nummer}",
            tender_id=tender_id,
            number=row.nummer,
            name=row.naam,
            reasons=row.redenen,
            printed_quarter=row.uitvoering,
            status=row.status,
            theme=row.thema_nota,
            askers_printed=row.aanbieders_nota,
        )
        for row in data
    )
