"""Where an answer comes from, and what can be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from playbook.messages.message import Listed, Message, Words
from playbook.people import Role


class Section(StrEnum):
    """A section of the playbook that an answer cites."""

    ROLE = "role"
    SCOPE = "scope"
    SUBMITTING = "submitting"
    ACCESS = "access"
    FORM = "form"
    TIMELINES = "timelines"
    PROACTIVE = "proactive"
    DENIALS = "denials"
    ONBOARDING = "onboarding"
    ACCOUNTABILITIES = "accountabilities"
    FRP = "frp"
    FPM = "fpm"
    SME = "sme"


HEADINGS: Mapping[Section, Message] = {
    Section.ROLE: Message("Determining Required SME Role"),
    Section.SCOPE: Message("Scope of SME Activities"),
    Section.SUBMITTING: Message("Submitting a SME Request"),
    Section.ACCESS: Message("Get access to FTC Resource Request page"),
    Section.FORM: Message("Submit a request for subject matter expertise"),
    Section.TIMELINES: Message("SME Request Timelines"),
    Section.PROACTIVE: Message("Proactive SME assignment by Microsoft to Partners"),
    Section.DENIALS: Message("SME Request Denials"),
    Section.ONBOARDING: Message("Onboarding a SME"),
    Section.ACCOUNTABILITIES: Message("Accountabilities and Expectations during SME Engagement"),
    Section.FRP: Message("FastTrack Ready Partner (FRP)"),
    Section.FPM: Message("FastTrack Partner Manager (FPM)"),
    Section.SME: Message("Subject Matter Expert (SME)"),
}


def cited(sections: Sequence[Section], rules: Sequence[str]) -> Message:
    """Return where an answer stands: in the playbook, or in this bot's own rules (G) where the playbook is silent."""
    titles = Listed(tuple(HEADINGS[one] for one in sections), "standard")
    own = [Words(rule) for rule in rules if rule.startswith("G")]
    if not sections and not own:
        return Message("Source: it follows from the playbook without standing there.")
    if not sections:
        return Message("Source: the playbook is silent; this bot goes by its own rules ({rules}).", rules=_listed(own))
    if not own:
        return Message("Source: Playbook, {sections}.", sections=titles)
    return Message(
        "Source: Playbook, {sections}; where it is silent, this bot's own rules ({rules}).",
        sections=titles,
        rules=_listed(own),
    )


def _listed(rules: Sequence[Words]) -> Listed:
    return Listed(tuple(rules), "standard")


@dataclass(frozen=True)
class Then:
    """What a person in a role can do now."""

    role: Role
    told: Message


NEW_REQUEST = Then(Role.PARTNER, Message("Say new request to file one."))
MY_REQUESTS = Then(Role.PARTNER, Message("Say my requests to see yours."))
QUEUE = Then(Role.FPM, Message("Say queue to see what waits for you."))
