"""How people stand to an application, and who a party is (R24, G31)."""

from datetime import datetime
from enum import StrEnum

from playbook.access.effects import Rules
from playbook.access.record import Application, Party
from playbook.life.lifecycle import Parties, Step
from playbook.people import Person, PersonKey, Role


def parties_of(application: Application, person: Person, rules: Rules, at: datetime) -> Parties:
    """Return how a person stands to an application. The applicant is nothing but that: nobody lets themselves in."""
    del at
    if person.key == application.applicant:
        return frozenset({Party.APPLICANT})
    found = {Party.TEAM} if person.has(Role.TEAM) else set()
    if person.has(Role.FPM) and rules.directory.fpm_of(application.partner) == person:
        found.add(Party.PARTNERS_FPM if rules.lists(application.partner, application.tenant) else Party.INFORMED_FPM)
    return frozenset(found or {Party.STRANGER})


def may_see(parties: Parties) -> bool:
    """Tell whether a person who stands so may read the application."""
    return Party.STRANGER not in parties


def decided_by_fpm(application: Application, rules: Rules) -> bool:
    """Tell whether the partner's FPM decides; else the SME Assignment team does."""
    return rules.directory.fpm_of(application.partner) is not None and rules.lists(
        application.partner, application.tenant
    )


def recipients(
    party: StrEnum, before: Application, after: Application, rules: Rules, step: Step
) -> tuple[PersonKey, ...]:
    """Return who a party is. The team hears of what it decides; the FPM hears of everybody of their partner."""
    del before, step
    if party is Party.APPLICANT:
        return (after.applicant,)
    if party is Party.PARTNERS_FPM:
        fpm = rules.directory.fpm_of(after.partner)
        return (fpm.key,) if fpm else ()
    if decided_by_fpm(after, rules):
        return ()
    return tuple(person.key for person in rules.directory.with_role(Role.TEAM))
