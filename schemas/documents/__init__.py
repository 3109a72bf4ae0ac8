"""One class per Word document; a template and its class exist in pairs."""

from schemas.documents.base import Adres, Contact, Kop, PromisedDocument, Toegezegd, Wijziging, WordDocument
from schemas.documents.consultation import CouncilPackage, ReplyLetter, ResponseNote
from schemas.documents.contracting import (
    BridgingAgreementDocument,
    ContactsAnnex,
    FrameworkAgreementDocument,
    LotsAnnex,
    PrivacyAnnex,
    RatesAnnex,
)
from schemas.documents.dialogue import SessionAgenda, SessionInvitation, SessionReport
from schemas.documents.implementation import AccessInstruction, InnovationAgenda, ProviderOverview
from schemas.documents.letters import AdmissionLetter, RefusalLetter, RemedyLetter
from schemas.documents.plan_change import PlanChangeReport, RectificationNotice
from schemas.documents.planning import PlanningTable
from schemas.documents.preparation import AdmissionGuide, ProductCards, RatesDocument, RequirementsDocument
from schemas.documents.publication import ChangeIndex, Nota, Notice

ALL: tuple[type[WordDocument], ...] = (
    PlanningTable,
    ResponseNote,
    ReplyLetter,
    CouncilPackage,
    RequirementsDocument,
    AdmissionGuide,
    ProductCards,
    RatesDocument,
    Notice,
    Nota,
    ChangeIndex,
    RemedyLetter,
    SessionAgenda,
    SessionInvitation,
    SessionReport,
    AdmissionLetter,
    RefusalLetter,
    FrameworkAgreementDocument,
    LotsAnnex,
    RatesAnnex,
    ContactsAnnex,
    PrivacyAnnex,
    BridgingAgreementDocument,
    AccessInstruction,
    ProviderOverview,
    InnovationAgenda,
    PlanChangeReport,
    RectificationNotice,
)

__all__ = [
    "ALL",
    "AccessInstruction",
    "AdmissionGuide",
    "AdmissionLetter",
    "Adres",
    "BridgingAgreementDocument",
    "ChangeIndex",
    "Contact",
    "ContactsAnnex",
    "CouncilPackage",
    "FrameworkAgreementDocument",
    "InnovationAgenda",
    "Kop",
    "LotsAnnex",
    "Nota",
    "Notice",
    "PlanChangeReport",
    "PlanningTable",
    "PrivacyAnnex",
    "ProductCards",
    "PromisedDocument",
    "ProviderOverview",
    "RatesAnnex",
    "RatesDocument",
    "RectificationNotice",
    "RefusalLetter",
    "RemedyLetter",
    "ReplyLetter",
    "RequirementsDocument",
    "ResponseNote",
    "SessionAgenda",
    "SessionInvitation",
    "SessionReport",
    "Toegezegd",
    "Wijziging",
    "WordDocument",
]
