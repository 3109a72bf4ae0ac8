"""Words that tell nothing of who asked, because everybody uses them."""


def words(text: str) -> frozenset[str]:
    """The words of a text that is only a list of words."""
    return frozenset(text.split())


GENERIC = words(
    """
    aanbieder ambulant ambulante autismebegeleiding basis behandelcentrum behandeling behandelhuis begeleiding bureau
    buro centrum coach coaching company dagbesteding dagcentrum driemilieuhuis eerste eetstoornishuis expertise gezin
    gezinnen gezinsbegeleiding gezinscoach gezinshuis gezinshuizen gezinshulp gezinstherapie gezinszorg ggz groep huis
    hulp hulpverlening instelling jeugd jeugdbegeleiding jeugdbescherming jeugdhulp jeugdhulpverlening jeugdpraktijk
    jeugdpsychiatrie jeugdpsychologie jeugdteam jeugdzorg jeugdzorgorganisaties jong jongeren kamertraining kind kinder
    kinderen kinderdagcentrum kinderpsychologie kinderpsychiatrie kindertherapie kleine langs logeeradressen
    logeerboerderij logeerhuis maatschappelijk midden naar nederland nieuwe noord onderwijs onderwijszorg ontwikkeling
    oost oude ouders praktijk psychiatrie psychologen psychologie pedagogiek pedagogen orthopedagogiek regio
    regionale samen samenwerkende school specialistische spoedhulp systeempraktijk team therapie thuis trauma vervoer
    verblijf vroege welzijn west wonen woonhuis werk zelf zorg zorgboerderij zorgcoordinatie zorggroep zorgverlening
    zuid zijn
    """
)
"""Words that many providers have in their name: alone they tell nothing."""

ABBREVIATIONS = words(
    """
    AVG AMVB BIG BRP BSO BTW BW CAO CAK CBS CIZ CJG CPV DAEB EPD EVC FACT GGD GGZ GI GR HBO HKZ IBAN ICT IGJ ISO IVH JGZ
    JGGZ JW JZ KVK LVB MBO MDO NEN NIP NJI NVI NVO OJA OVA OZP PFO PGB PPC PVE ROC SAS SBG SEH SGGZ SKJ SLA SROI TBS UEA
    UWV VOG VNG VSO VWS WLZ WMO WNT WTZA WTZI ZIN ZVW ZZP ZZZ AWBZ AGB GBP GDPR PDF
    """
)
"""Short words in capitals that everybody in youth care writes."""

WORDS_AND_TOWNS = words("bergen houten putten velden wouden loosen ommen bunnik winkel leiden laren zetten oosten")
"""Towns that are an ordinary word when they have no capital."""

PUBLIC_SITES = words(
    """
    overheid.nl rijksoverheid.nl tenderned.nl mercell.com negometrix.com vng.nl nji.nl skjeugd.nl istandaarden.nl
    ketenbureau.nl bigregister.nl kvk.nl justis.nl igj.nl cbs.nl wetten.overheid.nl europa.eu i-sociaaldomein.nl
    w3.org openxmlformats.org purl.org microsoft.com oasis-open.org adobe.com
    voordejeugd.nl zorginstituutnederland.nl jeugdautoriteit.nl autoriteitpersoonsgegevens.nl belastingdienst.nl
    """
)
"""Sites of government and the branch, to which every question may point, and of file formats."""

MAIL_HOUSES = words(
    """
    gmail.com hotmail.com hotmail.nl outlook.com live.nl icloud.com ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl
    yahoo.com protonmail.com casema.nl upcmail.nl hetnet.nl
    """
)
"""Domains of mail for everybody: they tell nothing of who uses them."""
