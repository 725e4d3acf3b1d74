"""How access is got, and who sees what (R21-R24, R71)."""

from playbook.messages.deciding import TEAM_ADDRESS
from playbook.messages.message import Message, Speech, bullet, lines

ALTERNATE = Message(
    "If the user name you sign in with is not e-mail enabled, an alternate contact e-mail address is required, so that "
    "you receive notifications. It is asked for when you request access."
)
WHO_DECIDES = Message(
    "The FPM of the company decides; where company or tenant are not known, the SME Assignment team does."
)
SEEN_BY = (
    bullet(Message("partners: the requests of their own company")),
    bullet(Message("SMEs: those they are offered or assigned; FPMs: those of their partners and those routed to them")),
    bullet(Message("the SME Assignment team: all")),
    Message("Nobody else learns even that a request exists. In a channel everybody reads number and state only."),
)


def steps(days: int) -> Speech:
    """Return the way to access (R21-R23); an invitation holds for a number of days."""
    return lines(
        bullet(Message("Say request access and answer: who you are, your company, your address, why.")),
        bullet(Message("The FPM of the company, or the SME Assignment team, decides.")),
        bullet(
            Message("You get an invitation with a code, by e-mail as well. It is valid for {days} days.", days=days)
        ),
        bullet(Message("Accept the notice and complete the registration; then you may file.")),
    )


def invitation(days: int) -> Message:
    """Return what to do with an invitation (R23, G30)."""
    return Message(
        "Press Complete registration on the invitation, or say register, the code and I accept. The code is valid for "
        "{days} days and for you alone; after that, request access again.",
        days=days,
    )


def trouble(fpm: Message) -> Message:
    """Return whom to ask about access (R24)."""
    return Message(
        "For any access or approval issue contact {fpm}, or the SME Assignment team at {team}.",
        fpm=fpm,
        team=TEAM_ADDRESS,
    )
