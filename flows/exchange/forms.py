"""Ready forms for the consultation: an Excel list for each group, a Word form for councils and boards (users 2.3)."""

from collections.abc import Sequence

from flows.exchange.consultation import COLUMNS, FORM_SHEET, VIA
from flows.exchange.consultation_rows import WITH_MUNICIPALITY
from flows.exchange.reading import with_choices
from flows.rules.wording import plain_date
from flows.tasks.excel import write_table
from flows.tasks.word_forms import FormField, FormQuestion, write_form
from schemas.consultation import ConsultationGroup, ConsultationRound, RoundQuestion, Scope
from schemas.sheets import CellValue, Column, Sheet
from schemas.tender import Tender

OTHER = "overig"
"""The code of an answer to none of the questions."""

_ASKED = ("Soort afzender", "Gemeente", "Naam", "Mag met naam", "Aanhef", "E-mail", "Reikwijdte", "Consultatievraag")
_SAID = ("Pagina", "Hoofdstuk", "Citaat", "Inbreng")
_LINES = 15
"""Rows of the form that are ready for each question; more may be typed below."""

_EXPLAINED = (
    Column(name="Vraag"),
    Column(name="Waar het over gaat"),
)


def consultation_form(
    tender: Tender, group: ConsultationGroup, questions: Sequence[RoundQuestion], *, municipality: str | None = None
) -> bytes:
    """An Excel form for one group, with its sender filled in and a row ready for each question.

    References are text, so that 3.10 stays 3.10; the headings stay in view; it prints on A4 landscape. Rows in which
    nothing is said are left aside when the form comes back. ``municipality`` is filled in when the form goes to one.
    """
    asked = questions_for(questions, group)
    codes = (*(row.code for row in asked), OTHER)
    named = {column.name: column for column in COLUMNS}
    columns = with_choices(
        [named[name].model_copy(update={"required": False}) for name in (*_ASKED, *_SAID, "Via")],
        Gemeente=tender.municipality_names,
        Soort_afzender=(group.code,),
        Reikwijdte=[scope.value for scope in Scope],
        Consultatievraag=codes,
        Via=VIA,
    )
    given: dict[str, CellValue] = {"Soort afzender": group.code, "Gemeente": municipality}
    rows = tuple({**given, "Consultatievraag": code} for code in codes for _ in range(_LINES))
    told = tuple({"Vraag": row.code, "Waar het over gaat": row.text} for row in asked)
    explained = (*told, {"Vraag": OTHER, "Waar het over gaat": "Alles wat u verder wilt zeggen."})
    return write_table(
        [
            Sheet(name=FORM_SHEET, columns=columns, rows=rows),
            Sheet(name="De vragen", columns=_EXPLAINED, rows=explained),
        ],
        title=f"Uw inbreng: {tender.title}",
        author=tender.organisation,
    )


def questions_for(questions: Sequence[RoundQuestion], group: ConsultationGroup) -> tuple[RoundQuestion, ...]:
    """The questions that were put to a group: those for everyone and those for it."""
    return tuple(row for row in questions if not row.groups or group.code in row.groups)


def word_form(
    tender: Tender,
    group: ConsultationGroup,
    municipality: str | None,
    questions: Sequence[RoundQuestion],
    round_: ConsultationRound,
) -> bytes:
    """A Word form for a council or board: each question a heading with an answer area under it, read back by its tags.

    KeyError for a council or board without its municipality: that would come back as nobody's answer.
    """
    if group.code in WITH_MUNICIPALITY and municipality is None:
        raise KeyError(group.code)
    asked = questions_for(questions, group)
    intro = [
        f"Wij vragen u om uw reactie op: {round_.document or tender.title}.",
        f"U kunt reageren tot en met {plain_date(round_.closes_on)}.",
        "Begin elk punt op een nieuwe regel: op elk punt krijgt u een eigen antwoord.",
    ]
    fields = (
        FormField("Soort afzender", group.code),
        FormField("Gemeente", municipality or "", tender.municipality_names),
        FormField("Naam", asked="Naam van de raad of van wie namens hem schrijft"),
        FormField("Mag met naam", "", ("ja", "nee"), "Mogen wij deze naam in onze reactie noemen?"),
        FormField("E-mail", asked="E-mailadres voor ons antwoord"),
        FormField("Reikwijdte", Scope.YOUTH.value, tuple(scope.value for scope in Scope)),
        FormField("Ronde", str(round_.number)),
    )
    return write_form(
        f"{round_.title}: {group.name}{f', {municipality}' if municipality else ''}",
        intro,
        fields,
        (
            *(FormQuestion(row.code, f"Vraag {row.code}. {row.text}") for row in asked),
            FormQuestion(OTHER, "Overig", "Alles wat u verder wilt zeggen."),
        ),
        author=tender.organisation,
    )
