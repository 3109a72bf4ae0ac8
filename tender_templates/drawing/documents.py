"""Every template that is not an agreement or its annex, by the name of its file."""

from collections.abc import Callable

from docx.document import Document

from tender_templates.drawing import (
    consultation,
    guide,
    implementation,
    letters,
    plan_changes,
    preparation,
    questions,
    sessions,
    strategy,
)

DRAWINGS: dict[str, Callable[[], Document]] = {
    "planning": strategy.planning,
    "response_note": consultation.response_note,
    "reply_letter": consultation.reply_letter,
    "council_package": consultation.council_package,
    "requirements": preparation.requirements,
    "admission_guide": guide.admission_guide,
    "product_cards": preparation.product_cards,
    "rates": preparation.rates,
    "notice": preparation.notice,
    "nota_van_inlichtingen": questions.nota_van_inlichtingen,
    "change_index": questions.change_index,
    "remedy_request": letters.remedy_request,
    "session_report": sessions.session_report,
    "session_agenda": sessions.session_agenda,
    "session_invitation": sessions.session_invitation,
    "admission_letter": letters.admission_letter,
    "refusal_letter": letters.refusal_letter,
    "access_instruction": implementation.access_instruction,
    "provider_overview": implementation.provider_overview,
    "innovation_agenda": implementation.innovation_agenda,
    "plan_change": plan_changes.plan_change,
    "rectification": plan_changes.rectification,
}
