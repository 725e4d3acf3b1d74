"""Deciding on applications for access: what FPMs and the team read, and how a step is refused (R24, G31)."""

from collections.abc import Mapping, Sequence
from typing import Any

from playbook.access.record import Application, Command, State
from playbook.life.lifecycle import Transition
from playbook.life.records import Event
from playbook.messages.access import ends_at
from playbook.messages.hearing import SAY_YES
from playbook.messages.message import Fact, Message, Sentence, Speech, Text, Words, lines, shortened, together
from playbook.people import Directory, PersonKey

MOST_OF_A_NAME = 40
LISTED = Message("Applications for access")
NONE_WAIT = Message("No application for access waits for you.")
AND_MORE = Message("There are more than these; they come up as you decide.")
PLEASE_COMPLETE = Message("Some details are missing or not clear yet. Nothing was changed.")
SOMEBODY_WAS_FASTER = Message(
    "Somebody changed this application at the same moment, so nothing of yours was written. Please look again."
)
NO_COMPANY = Message("No company of that name is on the partner list.")
TENANT_NOT_LISTED = Message(
    "This tenant is not on the company's list: the SME Assignment team approves, and approving adds the tenant."
)
BUTTONS: Mapping[str, Message] = {
    Command.APPROVE: Message("Approve"),
    Command.DECLINE: Message("Decline"),
    Command.REGISTER: Message("Complete registration"),
}
STATES: Mapping[str, Message] = {
    State.BLANK: Message("Not submitted"),
    State.APPLIED: Message("Waits for a decision"),
    State.DECLINED: Message("Declined"),
    State.INVITED: Message("Invited"),
    State.REGISTERED: Message("Registered"),
    State.EXPIRED: Message("Invitation expired"),
}
_STANDINGS = {
    State.BLANK: Sentence("{number} is not submitted."),
    State.APPLIED: Sentence("{number} waits for a decision."),
    State.DECLINED: Sentence("{number} is declined."),
    State.INVITED: Sentence("{number} is approved, and the applicant is invited."),
    State.REGISTERED: Sentence("{number} has ended in a registration."),
    State.EXPIRED: Sentence("{number} was approved, and the invitation has expired."),
}
HEADLINES = {
    "applied.staff": Sentence("{name} of {company} asks for access ({number})."),
    "invited.applicant": Sentence("Your application {number} is approved: you are invited to register."),
    "invited.staff": Sentence("{actor} approved {number}: {name} is invited."),
    "declined.applicant": Sentence("Your application {number} is declined."),
    "declined.staff": Sentence("{actor} declined {number} of {name}."),
    "registered.staff": Sentence("{name} has registered with {number} and may file requests."),
    "reminded.applicant": Sentence("Your invitation to {number} ends on {until}. Please complete your registration."),
    "expired.applicant": Sentence("Your invitation to {number} has expired. Say request access to ask again."),
    "expired.staff": Sentence("The invitation of {name} to {number} has expired unused."),
}
_PUT: Mapping[str, Sentence] = {
    Command.DECLINE: Sentence("Shall I decline {who}? The applicant will read your reason."),
}
_HISTORY = {
    "applied": Sentence("{at}: applied for by {who}"),
    "invited": Sentence("{at}: approved by {who}"),
    "declined": Sentence("{at}: declined by {who}"),
    "registered": Sentence("{at}: registered by {who}"),
    "reminded": Sentence("{at}: reminded by {who}"),
    "expired": Sentence("{at}: ended by {who}"),
}


def name_of(key: PersonKey, application: Application, directory: Directory) -> Fact:
    """Return a name to show: an applicant is called what they called themselves, as long as they are not known."""
    if key == application.applicant:
        return application.answers.get("name", "")
    return directory.name_of(key)


def headline(topic: str, application: Application, event: Event, directory: Directory) -> Speech:
    """Return the sentence a notice opens with, and the reason where one was asked for (R24)."""
    told = HEADLINES[topic].told(
        number=application.number,
        name=application.answers.get("name", ""),
        company=application.partner or application.answers.get("company", ""),
        actor=name_of(event.actor, application, directory),
        until=ends_at(application),
    )
    return together(told, reason_of(event))


def reason_of(event: Event) -> Words | None:
    """Return why a step was taken, in the words of who took it."""
    return Words(event.details["reason"]) if event.details.get("reason") else None


def history_line(event: Event, application: Application, directory: Directory) -> Speech:
    """Return one event as a line of the history (R70)."""
    who = name_of(event.actor, application, directory)
    return together(_HISTORY[event.name].told(at=event.at, who=who), reason_of(event))


def stands(application: Application) -> Message:
    """Return where an application stands, to who decides."""
    return _STANDINGS[application.state].told(number=application.number)


def put(command: str, application: Application) -> Speech:
    """Return the question whether a decision shall be taken with the words that the applicant will read."""
    return together(_PUT[command].told(who=line(application)), SAY_YES)


def none_of(name: Text) -> Message:
    """Say that nobody of a name has applied to who decides."""
    return Message("I know no request and no application of {name}.", name=name)


def line(application: Application) -> Message:
    """Return an application as one line of a list, however much somebody calls themselves."""
    return Message(
        "{number}: {name} of {company}",
        number=application.number,
        name=shortened(application.answers.get("name", ""), MOST_OF_A_NAME),
        company=shortened(application.partner or application.answers.get("company", ""), MOST_OF_A_NAME),
    )


ALSO_WAIT = Message("Applications for access wait for you as well: say applications.")
ONE_WAITS = Message("An application for access waits for you as well: say applications.")
COMPANY_GONE = Sentence(
    "{company} is not on the partner list any more, so nobody can be invited for it. {number} still waits: "
    "decline it with that reason, and the applicant may ask again for another company."
)
TENANT_OF_STAFF = Message("This is a tenant of FPMs, SMEs or the SME Assignment team, and of no partner.")


def tenant_of_another(partner: str) -> Message:
    """Return the warning that an approval would let people of another company's tenant in (G31)."""
    return Message("This tenant is on the list of {partner}. Approve only if you are sure.", partner=partner)


def said_of_company(application: Application) -> Text:
    """Return the company as the applicant calls it, and which one on the list it is."""
    said = application.answers.get("company", "")
    if application.partner in ("", said):
        return Words(said)
    return Message("{said}, on the list as {partner}", said=said, partner=application.partner)


def identity(application: Application) -> tuple[tuple[Message, Text], ...]:
    """Return who the applicant is by Teams' own word."""
    tenant, _, person = application.applicant.partition("/")
    return (Message("Tenant"), Words(tenant)), (Message("Person"), Words(person))


# Refusals.
def unknown_number(number: str) -> Message:
    """Return the same answer for a number that does not exist and one that is not this person's."""
    return Message("I know no application {number} that you can see. Nothing was changed.", number=number[:20])


def not_yours(application: Application, row: Transition[Application, Any]) -> Message:
    """Return that a step belongs to somebody else, and why."""
    if row.command is Command.APPROVE:
        return Message(
            "Only the partner's FPM can approve {number}, and where its tenant is not on the partner's list only the "
            "SME Assignment team. Nothing was changed.",
            number=application.number,
        )
    return Message("That step of {number} is not yours to take. Nothing was changed.", number=application.number)


def not_now(application: Application, row: Transition[Application, Any], who: Fact | None) -> Speech:
    """Return that a step is not open in this state, and what happened before it."""
    del row
    return together(stands(application), _latest(application, who), Message("Nothing was changed."))


def brings_tenant(application: Application) -> Message:
    """Return what an approval does besides inviting (G31)."""
    return Message(
        "With the registration the applicant's tenant comes onto the list of {partner}: its FPM then decides on others "
        "who come from it.",
        partner=application.partner,
    )


def company_gone(application: Application) -> Message:
    """Return that nobody can be invited for a company that has left the partner list since."""
    return COMPANY_GONE.told(company=application.partner, number=application.number)


def stale(application: Application, who: Fact | None) -> Speech:
    """Return that a card was drawn before the latest step."""
    return together(
        Message("That card was out of date."),
        _latest(application, who),
        Message("Nothing was changed; here is how it is now."),
    )


def _latest(application: Application, who: Fact | None) -> Message | None:
    if who is None:
        return None
    return Message("The latest step was taken by {who}, {at}.", who=who, at=application.changed_at)


# E-mail.
def mail_text(head: Speech, body: Sequence[Text]) -> Speech:
    """Return the body of an e-mail about an application."""
    gap = Words("")
    return lines(head, gap, *body, gap, Message("You can answer this in Teams, in the chat with SME Requests."))
