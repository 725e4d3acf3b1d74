"""Welcoming, guiding and answering what was not understood."""

from playbook.people import Person, Role
from playbook.wording.deciding import TEAM_ADDRESS

BOT_NAME = "SME Requests"

_ABOUT = (
    "I am SME Requests. FastTrack Ready Partners ask here for a Subject Matter Expert (SME); FPMs decide, "
    "the SME Assignment team offers, SMEs accept."
)
_ROLE_COMMANDS = {
    Role.PARTNER: (
        "new request: file a SME request",
        "or all in one message: need an AIP P2 SME for Contoso, 300 seats, EMEA, English",
        "form: fill in everything at once",
        "resume, start over, back, cancel: while you are answering",
        "change region to EMEA: correct an answer",
        "edit SME-0001: change a request before triage or when it was returned",
        "revise SME-0001: file a denied request again as a new one",
        "withdraw SME-0001: until a SME is assigned",
    ),
    Role.FPM: (
        "approve SME-0001, deny SME-0001, return SME-0001",
        "triage SME-0001: tell the partner you are looking at it",
        "route SME-0001: hand it to another FPM",
        "close SME-0001: after the SME's first contact",
    ),
    Role.TEAM: (
        "offer SME-0001 to a name, recall SME-0001",
        "route SME-0001 to an FPM",
        "triage SME-0001, return SME-0001",
    ),
    Role.SME: ("accept SME-0001, decline SME-0001",),
}
_FOR_ALL = (
    "status SME-0001: where it stands, and what you can do",
    "my requests or queue: what is open; all requests: everything",
    "help: this text",
)
GROUP = (
    "Here I answer status SME-0001 and help. Everything else I do in our private chat: "
    "open a chat with SME Requests and say help."
)
NOT_HERE = "Please do that in our private chat; I changed nothing. In this conversation I answer status SME-0001."
TOO_MANY_TURNS = (
    "That was a lot in one minute, so I left it out: nothing was changed, and what you did before stands. "
    "Please wait a minute and say it again."
)
CROSSED = (
    "Two of your messages crossed each other, and I lost track of my question. What you answered or decided before "
    "stands. Please say resume to go on with a draft, or say it again."
)
ATTACHMENT_ONLY = "I can read text and buttons only. Say help to see what I understand."


def welcome(person: Person) -> str:
    """Return the first message to somebody the bot knows."""
    return f"Hello {person.name}. {help_text(person)}"


def help_text(person: Person) -> str:
    """Return what this person can say here."""
    own = [line for role in Role if person.has(role) for line in _ROLE_COMMANDS[role]]
    lines = "\n".join(f"- {line}" for line in (*own, *_FOR_ALL))
    return f"{_ABOUT}\nYou can say:\n{lines}"


def stranger(person_id: str) -> str:
    """Return the answer to somebody who is not registered (R21, R24, R43), with the identity an admin needs."""
    return (
        f"{_ABOUT}\nYou are not registered with me yet, so I cannot show or file anything. "
        f"Contact your FPM, or the FastTrack SME Assignment team at {TEAM_ADDRESS}, "
        f"and give them this identity: {person_id}"
    )


def no_identity() -> str:
    """Return the answer to an activity without a tenant or a person."""
    return "Teams did not tell me who you are (a guest or anonymous account?). Contact your FPM; nothing was changed."


def not_understood(person: Person) -> str:
    """Return the answer to words that mean nothing here."""
    first = "Say new request to file one" if person.has(Role.PARTNER) else "Say queue to see what waits for you"
    return f"I did not understand that, and nothing was changed. {first}, or help to see what I understand."


def failed(incident: str) -> str:
    """Return the answer when the bot itself failed; `incident` is what to quote."""
    return (
        f"Something went wrong on my side (incident {incident}). What was saved before still stands; "
        f"please try again. If it happens again, contact {TEAM_ADDRESS} with that incident."
    )
