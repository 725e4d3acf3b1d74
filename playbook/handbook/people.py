"""Roles, scope, who does what, and what is expected of whom."""

from playbook.handbook.asked import Asked
from playbook.handbook.topic import Topic, always
from playbook.messages.deciding import OWNERS
from playbook.messages.handbook import people as told
from playbook.messages.handbook.sources import MY_REQUESTS, NEW_REQUEST, QUEUE, Section
from playbook.messages.message import Message, Speech, Words, lines
from playbook.messages.routing import SCOPE
from playbook.people import Role
from playbook.requests.fields import ENGINEER, EXCHANGE_MIGRATION, MIGRATION
from playbook.requests.lists import ROLES
from playbook.requests.record import Command
from playbook.requests.table import REQUEST_TABLE

_ROLE = {choice.value: choice.title for choice in ROLES}
_EACH_HAS = (Role.PARTNER, Role.FPM, Role.TEAM, Role.SME)


def owners(command: Command) -> list[Message]:
    """Return who may take a step, out of the table of transitions."""
    return [OWNERS[party] for party in sorted(REQUEST_TABLE.row(command).by)]


def roles(asked: Asked) -> Speech:
    """Return the two roles and their difference (R4, R5)."""
    return told.roles(_ROLE[ENGINEER], _ROLE[MIGRATION], asked.fpm)


def role_for(asked: Asked) -> Speech:
    """Return the role of each workload named; without one, the rule (R5, G10, G33)."""
    if not asked.workloads:
        return roles(asked)
    return lines(*(told.role_for(Words(asked.catalogue.title(key)), _role_of(key)) for key in asked.workloads))


def _role_of(workload: str) -> Message | Words:
    return _ROLE[MIGRATION if workload == EXCHANGE_MIGRATION else ENGINEER]


def approves(asked: Asked) -> Speech:
    """Return who decides, and who that is for who asks (R2, R47, G13)."""
    return lines(told.approves(owners(Command.APPROVE), asked.fpm), _reached(asked))


def escalation(asked: Asked) -> Speech:
    """Return whom to turn to (R24, R59)."""
    return lines(told.escalation(asked.fpm), _reached(asked))


def _reached(asked: Asked) -> Message | None:
    return told.contact(asked.own_fpm.name, asked.own_fpm.email) if asked.own_fpm else None


def my_duties(asked: Asked) -> Speech:
    """Return what is expected of who asks, in each of their roles; without one, who does what."""
    if not asked.person.roles:
        return lines(*told.ACTORS)
    return lines(*(told.duties(role) for role in _EACH_HAS if asked.person.has(role)))


TOPICS = (
    Topic("roles", "R4 R5", (Section.ROLE, Section.FORM), roles),
    Topic("role_for_workload", "R5 R33 G10 G33", (Section.ROLE, Section.FORM), role_for),
    Topic("what_is_a_sme", "R1 R1a", (Section.ROLE,), always(told.WHAT_A_SME_IS, SCOPE)),
    Topic("scope", "R18 R19", (Section.SCOPE,), always(*told.IN_SCOPE, SCOPE)),
    Topic("out_of_scope", "R19", (Section.SCOPE,), always(SCOPE, told.STAYS_WITH_THE_PARTNER)),
    Topic(
        "customer_contact",
        "R3 R64",
        (Section.ROLE, Section.SCOPE, Section.SME),
        always(told.RATHER_WITH_THE_PARTNER, told.DIRECTLY),
    ),
    Topic("actors", "R1", (Section.ROLE,), always(*told.ACTORS)),
    Topic("who_approves", "R2 R47 G13", (Section.SUBMITTING, Section.FPM), approves, QUEUE),
    Topic(
        "who_assigns",
        "R2 G18",
        (Section.ROLE,),
        lambda _: lines(told.step_by("offer", owners(Command.OFFER)), told.ASSIGNED_BY_MICROSOFT),
    ),
    Topic(
        "who_triages", "R44 G17", (Section.TIMELINES,), lambda _: told.step_by("triage", owners(Command.START_TRIAGE))
    ),
    Topic(
        "who_closes",
        "R50 R56 R66 G21",
        (Section.TIMELINES, Section.SME),
        lambda _: lines(told.step_by("close", owners(Command.CLOSE)), told.ENGAGEMENT_GOES_ON),
    ),
    Topic("who_files", "R2", (Section.SUBMITTING,), always(told.FILES), NEW_REQUEST),
    Topic("escalation", "R24 R57 R59", (Section.FRP, Section.FPM), escalation, MY_REQUESTS),
    Topic("assignment_team", "R1 R43 G13 G18", (Section.TIMELINES,), always(told.TEAM)),
    Topic(
        "partner_duties",
        "R57 R58 R53 R56 R20",
        (Section.ACCOUNTABILITIES, Section.FRP),
        lambda _: told.duties(Role.PARTNER),
    ),
    Topic(
        "fpm_duties", "R59 R60 R61 R62 R63", (Section.ACCOUNTABILITIES, Section.FPM), lambda _: told.duties(Role.FPM)
    ),
    Topic(
        "sme_duties", "R49 R64 R65 R66 R67", (Section.ACCOUNTABILITIES, Section.SME), lambda _: told.duties(Role.SME)
    ),
    Topic("my_duties", "R57 R58 R59 R60 R61 R62 R63 R64 R65 R66 R67", (Section.ACCOUNTABILITIES,), my_duties),
    Topic("learning", "R58 R60 R62", (Section.FRP, Section.FPM), always(*told.LEARNING)),
    Topic("summary", "R66 G24", (Section.SME,), always(told.SUMMARY)),
    Topic("feedback", "R67 G25", (Section.SME,), always(told.FEEDBACK)),
    Topic("service_description", "R65", (Section.SME,), always(told.SERVICE_DESCRIPTION)),
)
