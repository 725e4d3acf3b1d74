"""Roles, scope, who does what, and what is expected of whom (R1-R6, R18, R19, R57-R67)."""

from collections.abc import Mapping, Sequence

from playbook.messages.deciding import TEAM_ADDRESS
from playbook.messages.message import Listed, Message, Sentence, Speech, Text, bullet, lines
from playbook.people import Role

YOUR_FPM = Message("your FPM")
PARTNERS_FPM = Message("the partner's FPM")
WHAT_A_SME_IS = Message(
    "A Subject Matter Expert (SME) has demonstrated expert knowledge in a workload, in core, or in security and "
    "compliance, and gives deep technical and deployment guidance to the FRP."
)
IN_SCOPE = (
    Message("SMEs help with customer deployments, unblock deployment issues and help upskill FRPs:"),
    bullet(Message("technical expertise for complex issues, escalations and scenarios")),
    bullet(
        Message(
            "guidance and coaching on all FRP workloads, remotely, and on business value and adoption conversations"
        )
    ),
    bullet(Message("partner development for new workloads, best practices, FastTrack Migration benefit delivery")),
)
STAYS_WITH_THE_PARTNER = Message("The project and its delivery stay with the partner; the SME guides and coaches.")
RATHER_WITH_THE_PARTNER = Message(
    "In most scenarios the SME works with the FRP rather than with the customer, and never leads the engagement."
)
DIRECTLY = Message(
    "Directly with the customer a SME works in FastTrack Migration benefit delivery, and where that is agreed, with "
    "the partner in a supporting role."
)
ACTORS: tuple[Speech, ...] = (
    bullet(Message("FastTrack Ready Partner (FRP): asks for a SME, learns from them and delivers to the customer")),
    bullet(Message("FastTrack Partner Manager (FPM): approves, denies or returns the request, and closes it")),
    bullet(Message("FastTrack SME Assignment team: offers approved requests to SMEs")),
    bullet(Message("Subject Matter Expert (SME): accepts, contacts the requester, guides and coaches the FRP")),
)
FILES = Message(
    "The assigned contact or requester of a FastTrack Ready Partner files a request, for their own company. "
    "FPMs, SMEs and the SME Assignment team do not file."
)
ENGAGEMENT_GOES_ON = Message("The engagement goes on after that; the SME closes it, and writes a summary into FTOP.")
ASSIGNED_BY_MICROSOFT = Message("Only an approved request gets a SME, and that SME accepts or declines.")
LEARNING = (
    Message("The partner commits specific people to learn from each engagement; they take part actively."),
    Message("The partner then trains more of its people on the subject. The FPM holds the partner to that."),
)
SUMMARY = Message("On completion the SME updates FTOP with a summary for the FPM and the partner.")
FEEDBACK = Message("The SME captures feedback about the engagement and shares it with the FPM, who is listed in FTOP.")
SERVICE_DESCRIPTION = Message(
    "The SME follows the FastTrack Service Description and enables the partner to deliver to it. The playbook does "
    "not repeat what stands in it."
)
TEAM = Message(
    "The FastTrack SME Assignment team is at {team}. It offers approved requests to SMEs and routes those without a "
    "known FPM; write to it when no confirmation arrives.",
    team=TEAM_ADDRESS,
)


def named_fpm(who: Text) -> Message:
    """Return how a partner's FPM is named to them, with the address."""
    return Message("your FPM, {fpm}", fpm=who)


def roles(engineer: Text, migration: Text, fpm: Message) -> Speech:
    """Return the two roles, what parts them, and whom to ask (R4, R5)."""
    return lines(
        bullet(Message("{role}: assists on any FRP workload", role=engineer)),
        bullet(Message("{role}: available to respond to Exchange migration questions", role=migration)),
        Message(
            "For a migration choose {migration}, for a workload {engineer}. If you have questions, contact {fpm}.",
            migration=migration,
            engineer=engineer,
            fpm=fpm,
        ),
    )


def role_for(workload: Text, role: Text) -> Message:
    """Return which role goes with a workload (R5, G33)."""
    return Message("{workload} goes with the role {role}.", workload=workload, role=role)


def approves(owners: Sequence[Message], fpm: Message) -> Speech:
    """Return who approves or denies (R2, R47)."""
    return lines(
        Message("Only {owners} can approve or deny a request.", owners=Listed(tuple(owners), "or")),
        Message("By default a request is routed to {fpm}; you choose the FPM in the request.", fpm=fpm),
    )


def step_by(step: str, owners: Sequence[Message]) -> Message:
    """Return who takes a step: "offer", "triage" or "close"."""
    return _STEP_BY[step].told(owners=Listed(tuple(owners), "or"))


_STEP_BY: Mapping[str, Sentence] = {
    "offer": Sentence("A SME is chosen by {owners}, who offers the request to one."),
    "triage": Sentence("A request is triaged by {owners}: whoever looks at it first."),
    "close": Sentence("A request is closed by {owners}, once the SME has made the first contact."),
}


def escalation(fpm: Message) -> Message:
    """Return who handles what goes wrong (R59)."""
    return Message(
        "Issues, concerns and escalations of a request are handled by {fpm}: contact them first, and keep them in the "
        "loop.",
        fpm=fpm,
    )


def contact(name: str, address: str) -> Message:
    """Return how a person is reached."""
    return Message("You reach {name} at {address}.", name=name, address=address)


def duties(role: Role) -> Speech:
    """Return what is expected of who acts in a role (R57-R67)."""
    return lines(*_DUTIES[role])


_DUTIES: Mapping[Role, tuple[Speech, ...]] = {
    Role.PARTNER: (
        bullet(Message("Contact the FPM first and keep them in the loop.")),
        bullet(Message("With the FPM and the SME set expectations, outcomes, exit and release criteria, timelines.")),
        bullet(
            Message("Learn from the SME in every engagement, and train more of the partner's people on the subject.")
        ),
        bullet(Message("After the engagement, consult the FPM before contacting the SME on a new or existing issue.")),
        bullet(Message("Request few SMEs for similar scenarios, data migration excepted.")),
    ),
    Role.FPM: (
        bullet(Message("Review requests and approve or deny them; handle their issues, concerns and escalations.")),
        bullet(Message("See to it that the partner commits specific people to learn, and that they take part.")),
        bullet(Message("With partner and SME set expectations, outcomes, exit criteria and timelines.")),
        bullet(Message("Watch that SMEs are not requested for similar scenarios repeatedly.")),
        bullet(Message("Close the request after the SME's first contact.")),
    ),
    Role.TEAM: (
        bullet(Message("Offer approved requests to the SME who fits best, within the time of the decision.")),
        bullet(Message("Route requests without a known FPM to one.")),
        bullet(Message("Help when no confirmation arrives.")),
    ),
    Role.SME: (
        bullet(Message("Contact the requester directly once assigned.")),
        bullet(Message("With partner and FPM support the customer; assist the partner, never lead or replace them.")),
        bullet(Message("Follow the FastTrack Service Description and enable the partner to deliver to it.")),
        bullet(Message("On completion update FTOP with a summary for the FPM and the partner.")),
        bullet(Message("Capture feedback about the engagement and share it with the FPM.")),
    ),
}
