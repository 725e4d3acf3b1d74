"""What the steps of an application do to it and to other records, and what they refuse. Pure functions."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from playbook.access import codes
from playbook.access.record import Application, Invitation
from playbook.access.registered import MEMBER, TENANT, Kept, Member, PartnerTenant
from playbook.life.lifecycle import Step
from playbook.life.records import Event, Record, Revision
from playbook.messages import access, applications
from playbook.people import Directory
from playbook.refusals import NotNow

VALID = timedelta(days=7)
REMINDED_BEFORE = timedelta(days=2)


@dataclass(frozen=True)
class Rules:
    """What a decision looks up besides the record: who takes part, and the key of the codes."""

    directory: Directory
    key: bytes

    def lists(self, partner: str, tenant: str) -> bool:
        """Tell whether a tenant is on a company's list (G31)."""
        company = self.directory.partner(partner)
        return company is not None and tenant in company.tenants

    def code(self, application: Application) -> str:
        """Return the code of an invitation as people read it; "" when its key is gone, so that no other code is."""
        invitation = application.invitation
        code = codes.one_time_code(self.key, application.number, invitation.revision) if invitation else ""
        return codes.shown(code) if invitation and codes.fits(code, invitation.digest) else ""


def invited(application: Application, step: Step, rules: Rules) -> Application:
    """Invite the applicant by a code of this revision; it is valid for 7 days (G30)."""
    partner = step.details.get("partner") or application.partner
    if rules.directory.partner(partner) is None:
        raise NotNow(applications.company_gone(application))
    revision = application.revision + 1
    code = codes.one_time_code(rules.key, application.number, revision)
    return replace(
        application,
        partner=partner,
        invitation=Invitation(revision, codes.digest(code), step.at + VALID),
        brings_tenant=not rules.lists(partner, application.tenant),
    )


def reminded(application: Application, step: Step, rules: Rules) -> Application:
    """Remind of an invitation that still holds; after a standstill of the bot it may have ended."""
    if step.at >= ends(application, rules):
        raise NotNow(access.CODE_REFUSED)
    return application


def declined(application: Application, step: Step, rules: Rules) -> Application:
    """Keep the reason with the application: its applicant reads it whenever they ask (R24)."""
    del rules
    return replace(application, answers={**application.answers, "declined": step.details["reason"]})


def expect_code(application: Application, said: object, at: datetime) -> None:
    """Refuse any code but the one of this invitation, in its time: all in the same words."""
    invitation = application.invitation
    if invitation is None or at >= invitation.expires or not codes.fits(str(said), invitation.digest):
        raise NotNow(access.CODE_REFUSED)


def registered(application: Application, step: Step, rules: Rules) -> Application:
    """Register by the code that the step brings along.

    The company, or its tenant, may have left the list since the approval; then nobody would be known by this.
    """
    expect_code(application, step.brings, step.at)
    known = rules.directory.partner(application.partner) is not None
    if not known or not (application.brings_tenant or rules.lists(application.partner, application.tenant)):
        raise NotNow(access.company_left(application, rules.directory))
    return application


def kept(application: Application, step: Step, rules: Rules) -> tuple[Revision[Any], ...]:
    """Write who is registered, and the tenant where the approval adds it (G31), in the same commit."""
    del rules
    serial = application.number.partition("-")[2]
    member = Member(
        number=f"{MEMBER}{serial}",
        answers={"name": application.answers.get("name", ""), "email": application.email},
        person=application.applicant,
        partner=application.partner,
        **_first(application, step.at),
    )
    tenant = PartnerTenant(
        number=f"{TENANT}{serial}",
        answers={},
        partner=application.partner,
        tenant=application.tenant,
        **_first(application, step.at),
    )
    return tuple(_filed(one) for one in ((member, tenant) if application.brings_tenant else (member,)))


def _first(application: Application, at: datetime) -> dict[str, Any]:
    return {
        "revision": 1,
        "state": Kept.KNOWN,
        "origin": application.number,
        "changed_at": at,
        "changed_by": application.applicant,
        "last_step": "registered",
    }


def _filed(one: Record) -> Revision[Any]:
    return Revision(one, 0, Event(one.number, 1, one.last_step, one.changed_by, one.changed_at, "", one.state))


def ends(application: Application, rules: Rules) -> datetime:
    """Return when an invitation ends."""
    del rules
    assert application.invitation  # noqa: S101 - the approval that starts the timer has just made it
    return application.invitation.expires


def soon_over(application: Application, rules: Rules) -> datetime:
    """Return when the applicant is reminded: once, in time to do something about it."""
    return ends(application, rules) - REMINDED_BEFORE
