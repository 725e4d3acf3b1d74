"""What the playbook's words mean, each a topic of its own."""

from playbook.handbook.asked import Asked
from playbook.handbook.topic import Topic, always
from playbook.messages.handbook import coverage, terms
from playbook.messages.handbook.sources import Section
from playbook.messages.message import Message, Speech, Words, lines

# A workload that the playbook names by letters and never spells out (G9).
_NEVER_SPELLED_OUT = frozenset({"MIG_P1", "MIG_P2"})


def names(asked: Asked) -> Speech:
    """Return what else the workloads named are called, today's names among them (G9)."""
    meant = [choice for choice in asked.catalogue.workloads if choice.value in asked.workloads]
    if not meant:
        return coverage.workload_list([choice.title for choice in asked.catalogue.workloads])
    unspelled = _NEVER_SPELLED_OUT.intersection(asked.workloads)
    return lines(
        *(coverage.called(choice.name, [Words(name) for name in choice.synonyms]) for choice in meant),
        coverage.MIG_IS_MIG if unspelled else None,
    )


def _term(name: str, rules: str, section: Section, meaning: Message) -> Topic:
    return Topic(name, rules, (section,), always(meaning))


TERMS = (
    _term("frp", "R1", Section.ROLE, terms.FRP),
    _term("fpm", "R1", Section.ROLE, terms.FPM),
    _term("psm", "R1", Section.ROLE, terms.PSM),
    _term("ftop", "R26 R66 G24", Section.SME, terms.FTOP),
    _term("ftc", "R7 G7", Section.ROLE, terms.FTC),
    _term("fasttrack", "R65", Section.SME, terms.FASTTRACK),
    _term("smc", "R27 G12", Section.FORM, terms.SMC),
    _term("enterprise", "R27 G12", Section.FORM, terms.ENTERPRISE),
    _term("fe_shadowing", "R53", Section.ONBOARDING, terms.FE_SHADOWING),
    _term("nexus", "R7", Section.ROLE, terms.NEXUS),
    _term("people_resources", "R15", Section.ROLE, terms.PEOPLE_RESOURCES),
    _term("returned_or_denied", "R45 R46", Section.SUBMITTING, terms.DENIAL_AND_RETURN),
)
TOPICS = (*TERMS, Topic("workload_name", "R34 G9", (Section.ROLE,), names))
