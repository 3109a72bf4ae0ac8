"""The thresholds (drempels) of percelen.yaml: municipalities that chose the same one, with the same terms, share it."""

from collections.abc import Iterable

from flows.exchange.reading import suggestion
from flows.exchange.region_shapes import Drempelregel, Drempelsoort, Percelen
from flows.exchange.yaml_files import YamlFile
from flows.rules.wording import listing
from schemas.errors import InputFault
from schemas.tender import Threshold


def thresholds(file: YamlFile, data: Percelen, names: Iterable[str], faults: list[InputFault]) -> tuple[Threshold, ...]:
    """Every threshold that is switched on, by kind in the order of the file; faults are added to the list."""
    known = tuple(names)
    kinds = {kind.code: kind for kind in data.drempelsoorten}
    lots = {lot.nummer for lot in data.percelen}
    switched_on: dict[tuple[str, str, str | None], list[str]] = {}
    for index, choice in enumerate(data.drempels):
        if choice.gemeente not in known:
            remedy = f"{suggestion(choice.gemeente, known)}Kies een gemeente uit gemeenten.yaml."
            faults.append(file.fault(("drempels", index, "gemeente"), f"'{choice.gemeente}' doet niet mee.", remedy))
        for number, rule in enumerate(choice.regels):
            place = ("drempels", index, "regels", number)
            if rule.code not in kinds:
                remedy = f"{suggestion(rule.code, kinds)}Kies uit: {', '.join(kinds)}."
                faults.append(file.fault((*place, "code"), f"'{rule.code}' is geen drempelsoort.", remedy))
            elif unknown := [str(lot) for lot in rule.percelen if lot not in lots]:
                problem = f"perceel {', '.join(unknown)} bestaat niet."
                faults.append(file.fault((*place, "percelen"), problem, "Kies een perceel uit dit bestand."))
            elif rule.actief:
                key = (rule.code, _text(kinds[rule.code], rule), rule.waarde)
                switched_on.setdefault(key, []).append(choice.gemeente)
    order = list(kinds)
    return tuple(
        Threshold(code=code, text=text, municipalities=tuple(places), parameter=kinds[code].parameter, value=value)
        for (code, text, value), places in sorted(switched_on.items(), key=lambda item: order.index(item[0][0]))
    )


def _text(kind: Drempelsoort, rule: Drempelregel) -> str:
    """The whole threshold in words: documents print nothing but this sentence and the municipalities."""
    value = "" if rule.waarde is None else f" Waarde: {rule.waarde}."
    numbers = [str(lot) for lot in rule.percelen]
    where = f" Geldt voor {'perceel' if len(numbers) == 1 else 'de percelen'} {listing(numbers)}." if numbers else ""
    return f"{kind.tekst} {rule.toelichting}{value}{where}"
