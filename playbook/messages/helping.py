"""Welcoming, guiding and answering what was not understood."""

from functools import cache

from playbook.messages.deciding import TEAM_ADDRESS
from playbook.messages.message import Fixed, Message, Speech, bullet, lines, together
from playbook.people import Person, Role

_ABOUT = Message(
    "I am SME Requests. FastTrack Ready Partners ask here for a Subject Matter Expert (SME); FPMs decide, "
    "the SME Assignment team offers, SMEs accept."
)
_APPLICATIONS = Message("applications: who asks for access; approve ACC-0001, decline ACC-0001")
_ROLE_COMMANDS = {
    Role.PARTNER: (
        Message("new request: file a SME request"),
        Message("or all in one message: need an AIP P2 SME for Contoso, 300 seats, EMEA, English"),
        Message("form: fill in everything at once"),
        Message("resume, start over, back, cancel: while you are answering"),
        Message("change region to EMEA: correct an answer"),
        Message("edit SME-0001: change a request before triage or when it was returned"),
        Message("revise SME-0001: file a denied request again as a new one"),
        Message("withdraw SME-0001: until it is closed"),
        Message("nudge SME-0001: remind whoever has it, once a day"),
        Message("confirmation SME-0001: have it sent again"),
        Message("contacted SME-0001: say that the SME has contacted you"),
    ),
    Role.FPM: (
        Message("approve SME-0001, deny SME-0001, return SME-0001"),
        Message("triage SME-0001: tell the partner you are looking at it"),
        Message("route SME-0001: hand it to another FPM"),
        Message("close SME-0001: after the SME's first contact"),
        _APPLICATIONS,
    ),
    Role.TEAM: (
        Message("offer SME-0001 to a name, recall SME-0001"),
        Message("reassign SME-0001 to a name: take it back and offer it to another SME"),
        Message("route SME-0001 to an FPM"),
        Message("triage SME-0001, return SME-0001"),
        _APPLICATIONS,
    ),
    Role.SME: (
        Message("accept SME-0001, decline SME-0001"),
        Message("contacted SME-0001: say that you have contacted the partner"),
        Message("hand back SME-0001: after you accepted, with the reason"),
    ),
}
_FOR_ALL = (
    Message("message SME-0001 to a name: and what you want to say"),
    Message("status SME-0001: where it stands, and what you can do"),
    Message("history SME-0001: everything that happened to it, with what was changed"),
    Message("queue: what is open; my requests or all requests: what has ended as well"),
    Message("help: this text"),
)
GROUP = Message(
    "Here I answer status SME-0001 and help. Everything else I do in our private chat: "
    "open a chat with SME Requests and say help."
)
WHICH_IN_GROUP = Message(
    "Of which request? Say its number, for example status 42. Your list of requests I show in our private chat alone."
)
NOT_HERE = Message(
    "Please do that in our private chat; I changed nothing. In this conversation I answer status SME-0001."
)
TOO_MANY_TURNS = Message(
    "That was a lot in one minute, so I left it out: nothing was changed, and what you did before stands. "
    "Please wait a minute and say it again."
)
CROSSED = Message(
    "Two of your messages crossed each other, and I lost track of my question. What you answered or decided before "
    "stands. Please say resume to go on with a draft, or say it again."
)
ATTACHMENT_ONLY = Message("I can read text and buttons only. Say help to see what I understand.")


def welcome(person: Person) -> Speech:
    """Return the first message to somebody the bot knows."""
    return together(Message("Hello {name}.", name=person.name), help_text(person.roles))


@cache
def help_text(roles: frozenset[Role]) -> Fixed:
    """Return what somebody in these roles can say here."""
    own = dict.fromkeys(line for role in Role if role in roles for line in _ROLE_COMMANDS[role])
    return Fixed(lines(_ABOUT, Message("You can say:"), *map(bullet, (*own, *_FOR_ALL))).parts, "\n")


def stranger(person_id: str) -> Speech:
    """Return the answer to somebody who is not registered (R21, R24, R43), with the identity an admin needs."""
    return lines(
        _ABOUT,
        Message(
            "You are not registered with me yet, so I cannot show or file anything. In our private chat, say request "
            "access: I ask who you are and what for, pass it on to who decides, and invite you to register once that "
            "is approved."
        ),
        Message(
            "Contact your FPM, or the FastTrack SME Assignment team at {team}, if you have any trouble, and give them "
            "this identity: {identity}",
            team=TEAM_ADDRESS,
            identity=person_id,
        ),
    )


def no_identity() -> Message:
    """Return the answer to an activity without a tenant or a person."""
    return Message(
        "Teams did not tell me who you are (a guest or anonymous account?). Contact your FPM; nothing was changed."
    )


def failed(incident: str) -> Message:
    """Return the answer when the bot itself failed; `incident` is what to quote."""
    return Message(
        "Something went wrong on my side (incident {incident}). What was saved before still stands; "
        "please try again. If it happens again, contact {team} with that incident.",
        incident=incident,
        team=TEAM_ADDRESS,
    )
