"""The procedures we know, each one value. A new procedure type is a new value here, never a subclass.

Open House is an admission procedure: no comparison, no ranking, no maximum (domain B.1). Its terms are self-binding:
the region promises them in the admission guide; no statute sets them.
"""

from datetime import time

from schemas.procedure import Procedure, StageRule, Vocabulary
from schemas.terms import Basis, Direction, Roll, Term, Unit
from schemas.values import Regime, Stage

GUIDE = "aanmeldingsdocument, hoofdstuk"

OPEN_HOUSE_WORDS = Vocabulary(
    decision="toelating",
    admitted="toegelaten aanbieder",
    application="aanmelding",
    applicant="aanbieder",
    guide="Aanmeldingsdocument",
    forbidden=("gunning", "gunnen", "gegund", "inschrijver", "inschrijving", "aanbesteding", "aanbesteden"),
    names=("Aanbestedingswet 2012", "gedragsverklaring aanbesteden"),
)

OPEN_HOUSE_TERMS = {
    "nota_before_closing": Term(
        amount=10,
        unit=Unit.CALENDAR_DAYS,
        direction=Direction.BACK,
        basis=Basis.SELF_BINDING,
        roll=Roll.PREVIOUS_WORKING_DAY,
        source=f"{GUIDE} 3: laatste nota uiterlijk 10 dagen voor de sluiting",
    ),
    "remedy": Term(
        amount=10,
        unit=Unit.WORKING_DAYS,
        direction=Direction.FORWARD,
        basis=Basis.SELF_BINDING,
        roll=Roll.NEXT_WORKING_DAY,
        time_of_day=time(12, 0),
        source=f"{GUIDE} 4: één keer aanvullen binnen 10 werkdagen",
    ),
    "objection": Term(
        amount=20,
        unit=Unit.CALENDAR_DAYS,
        direction=Direction.FORWARD,
        basis=Basis.SELF_BINDING,
        roll=Roll.NEXT_WORKING_DAY,
        source=f"{GUIDE} 8: bezwaar binnen 20 kalenderdagen na verzending van het besluit",
    ),
    "report_corrections": Term(
        amount=5,
        unit=Unit.WORKING_DAYS,
        direction=Direction.FORWARD,
        basis=Basis.SELF_BINDING,
        source="conceptverslag van de sessie: correcties van wie erbij was binnen 5 werkdagen",
    ),
    "bridging": Term(
        amount=6,
        unit=Unit.MONTHS,
        direction=Direction.FORWARD,
        basis=Basis.DECIDED,
        roll=Roll.NONE,
        source="collegebesluit: overbrugging van ten hoogste zes maanden na het einde van het oude contract",
    ),
}

OPEN_HOUSE_SCREENING_FIRST = Procedure(
    code="open-house-screening-vooraf",
    name="Open House, toetsing vóór de dialoog",
    regime=Regime.OPEN_HOUSE,
    legal_basis=(
        "Toelatingsprocedure buiten de Aanbestedingswet 2012 (HvJ EU C-410/14 Falk Pharma, C-9/17 Tirkkonen); "
        "de algemene beginselen van behoorlijk bestuur gelden wel."
    ),
    stages=(
        StageRule(
            stage=Stage.STRATEGY,
            opens_when=("planning_known",),
            closes_when=("every_input_answered", "response_note_final", "every_body_decided_strategy"),
        ),
        StageRule(
            stage=Stage.PREPARATION,
            opens_when=("response_note_final",),
            closes_when=("procedure_documents_final",),
        ),
        StageRule(
            stage=Stage.PUBLICATION,
            after=(Stage.STRATEGY, Stage.PREPARATION),
            opens_when=("providers_known",),
            closes_when=("set_frozen", "announcement_sent"),
        ),
        StageRule(
            stage=Stage.NOTA_VAN_INLICHTINGEN,
            after=(Stage.PUBLICATION,),
            closes_when=("every_question_answered", "every_round_published", "nota_sent"),
        ),
        StageRule(
            stage=Stage.SCREENING,
            after=(Stage.NOTA_VAN_INLICHTINGEN,),
            opens_when=("applications_closed",),
            closes_when=("every_application_judged",),
        ),
        StageRule(
            stage=Stage.DIALOGUE,
            after=(Stage.SCREENING,),
            closes_when=("every_session_reported", "reports_sent"),
        ),
        StageRule(
            stage=Stage.AWARD,
            after=(Stage.DIALOGUE,),
            closes_when=("every_application_decided", "decisions_sent", "objection_term_passed"),
        ),
        StageRule(
            stage=Stage.CONTRACTING,
            after=(Stage.AWARD,),
            opens_when=("every_body_decided_agreement",),
            closes_when=("every_admitted_has_agreement", "agreements_sent"),
        ),
        StageRule(
            stage=Stage.IMPLEMENTATION,
            after=(Stage.CONTRACTING,),
            closes_when=("every_client_covered", "access_instructed"),
        ),
        StageRule(
            stage=Stage.EXECUTION,
            after=(Stage.IMPLEMENTATION,),
            opens_when=("contract_start_reached",),
        ),
    ),
    terms=OPEN_HOUSE_TERMS,
    vocabulary=OPEN_HOUSE_WORDS,
    max_sessions=4,
    nota_rounds=2,
)

PROCEDURES: dict[str, Procedure] = {procedure.code: procedure for procedure in (OPEN_HOUSE_SCREENING_FIRST,)}
