"""The way of a request: clocks, steps, denials and changes (R41-R56, G15-G34)."""

from collections.abc import Sequence

from playbook.messages.message import Listed, Message, Sentence, Speech, Text, bullet, lines

NOTIFIED_EITHER_WAY = Message("The requester is notified either way.")
THE_CLOCK = Message(
    "The clock starts at the first submission, pauses while the request is returned for details, and stops when a SME "
    "is assigned or the request is denied."
)
WHAT_TRIAGE_IS = Message(
    "Triage is the first look at a request: are its details complete and correct? The requester is notified if more is "
    "needed."
)
OFFERED_NEXT = Message(
    "The SME Assignment team offers it to a SME, who accepts or declines. The requester is told as soon as a SME has "
    "accepted."
)
SME_CONTACTS = Message("Once a SME is assigned, the SME contacts the requester directly.")
STEPS_COME = Message("The requester also gets a notification with the onboarding steps.")
THEN_CLOSED = Message("After that first contact the FPM closes the request; the engagement goes on.")
RELEASE = Message(
    "The partner, the FPM and the SME set exit criteria and the criteria to release the SME at the start; the SME is "
    "released once the activities are complete."
)
STAYS_CLOSED = Message("A closed request stays closed.")
PROACTIVE = Message(
    "Without any request, Microsoft may assign a SME proactively, with the agreement of the FRP: to upskill the "
    "partner by coaching it through customer engagements, for a set period and with agreed outcomes."
)
DISCUSS_FIRST = Message(
    "The FRP works out role requirements and expectations with the FPM before submitting, which also avoids a denial."
)
INFORMATION_AVOIDS_DENIAL = Message(
    "Fill in Additional information, with the justification: too little of it may not be enough to approve the request."
)
NOT_THE_SAME_TOPIC = Message("Do not request the same topic again and again, or for several customers; learn from it.")
REPEATS_MAY_BE_DENIED = Message(
    "FRPs requesting repeated assistance for the same topic may have their request denied; data migration is excepted."
)
REVISE = Message(
    "A denied request is not opened again. Say revise and its number: its answers are copied into a new request, which "
    "refers to it."
)
EXCEPTION = Message(
    "Where the tables have no people resources, the partner may ask the FPM for an exception and must give a reason. "
    "The FPM decides."
)
RETURNED = Message(
    "A request with incomplete or incorrect details is returned to the requester. It keeps its number, only the "
    "returned fields are open, and the clock is paused until it is submitted again."
)
TO_RESUBMIT = Message("Say edit and its number, answer what came back, and submit.")
NUDGE = Message(
    "A partner may nudge whoever holds the request, once a day. It is shown as a nudge and moves no clock: the request "
    "keeps its dates."
)
HAND_BACK = Message(
    "After accepting, the SME may hand the request back with a reason. It is approved again, the SME Assignment team "
    "finds another SME, and the clock runs on from where it stopped."
)
TRACK = Message("Say status and the number of a request for where it stands, or my requests for all that are open.")
HOW_TO_FILE = Message(
    "Say new request and answer the questions, or form to fill in everything at once. One message does as well: need "
    "an AIP P2 SME for Contoso, 300 seats, EMEA, English. Nothing is filed before you submit."
)


def business_days(count: int, *, working: bool = True) -> Message:
    """Return a number of days, of working days or of the calendar's (G15)."""
    if not working:
        return Message("{count} calendar days", count=count)
    return Message("1 business day") if count == 1 else Message("{count} business days", count=count)


def decided_within(days: Message) -> Message:
    """Return by when a request is decided (R46)."""
    return Message("Within {days} of submission a request is approved and a SME assigned, or it is denied.", days=days)


def before_that(minutes: int, triage: Message) -> Message:
    """Return what comes before the decision, and by when (R41, R44)."""
    return Message("Before that: the confirmation within {minutes} minutes, triage within {triage}.",
                   minutes=minutes, triage=triage)  # fmt: skip


def triaged_within(days: Message) -> Message:
    """Return by when a request is triaged (R44)."""
    return Message("That happens within {days} of submission.", days=days)


def counted(*, working: bool) -> Message:
    """Return which days count (G15, a setting)."""
    if working:
        return Message("Days count as business days of the FPM's region, without weekends and holidays.")
    return Message("The days to the decision are calendar days, weekends and holidays included.")


def way(minutes: int, triage: Message, decision: Message) -> Speech:
    """Return what happens after a submission, step by step (R41-R50)."""
    return lines(
        bullet(
            Message("Within {minutes} minutes you get a confirmation by e-mail; the FPM gets one too.", minutes=minutes)
        ),
        bullet(Message("Within {days} it is triaged; if details are missing, it comes back to you.", days=triage)),
        bullet(Message("The FPM approves or denies it; the SME Assignment team offers it to a SME.")),
        bullet(Message("Within {days} a SME is assigned, or it is denied.", days=decision)),
        bullet(Message("The SME contacts you directly; then the FPM closes the request.")),
    )


def notified(minutes: int) -> Message:
    """Return who hears of a submission (R41, R42)."""
    return Message(
        "On submission the requester gets an automated confirmation by e-mail within {minutes} minutes, and the FPM an "
        "e-mail about the request.",
        minutes=minutes,
    )


def no_contact(fpm: Message) -> Message:
    """Return what to do when the SME keeps silent (R49, R59, G22)."""
    return Message("The playbook names no day for that; if you hear nothing, tell {fpm}.", fpm=fpm)


def fpm_first(fpm: Message) -> Message:
    """Return whom to ask after the end of an engagement (R56)."""
    return Message(
        "Once the engagement is closed, do not contact the SME directly, neither on a new nor on an existing issue: "
        "consult {fpm} first.",
        fpm=fpm,
    )


def grounds(titles: Sequence[Text]) -> Message:
    """Return on which grounds a request is denied (R48)."""
    return Message("A request may be denied for: {grounds}.", grounds=Listed(tuple(titles)))


def discuss(fpm: Message) -> Message:
    """Return the advice before filing (R52)."""
    return Message("Discuss any questions with {fpm} before you submit.", fpm=fpm)


def repeated(days: int) -> Message:
    """Return when a topic counts as repeated, and what that does (R20, G20)."""
    return Message(
        "A request of your company on the same workload within {days} days, for this or another customer, brings a "
        "warning to you and the FPM. That alone never denies it; the FPM decides.",
        days=days,
    )


def excepted(workloads: Sequence[Text]) -> Message | None:
    """Return what goes as an exception in any case (G3)."""
    if not workloads:
        return None
    return Message("Always as an exception: {workloads}.", workloads=Listed(tuple(workloads), "standard"))


def at_most(returns: int) -> Message:
    """Return how often a request is returned (G19)."""
    return Message("After {returns} returns the FPM approves or denies it.", returns=returns)


def open_while(step: str, states: Sequence[Text]) -> Message:
    """Return in which states the requester may take a step: "edit" or "withdraw"."""
    return _OPEN_WHILE[step].told(states=Listed(tuple(states), "or"))


_OPEN_WHILE = {
    "edit": Sentence("The requester changes a request, by edit and its number, while it stands at: {states}."),
    "withdraw": Sentence(
        "The requester withdraws a request, by withdraw and its number, while it stands at: {states}."
    ),
}
AFTER_THAT_FPM = Message("After that, ask the FPM to return it if something must be corrected.")
WITHDRAWN_IS_FINAL = Message("A withdrawn request ends there; its number stays, and the FPM is told.")
