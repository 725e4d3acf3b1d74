"""Telling people what happened, where a request stands and what comes next."""

from collections.abc import Sequence
from datetime import timedelta

from playbook.life.lifecycle import Parties
from playbook.life.records import Event
from playbook.messages import steps
from playbook.messages.asking import titled
from playbook.messages.deciding import OWNERS, STANDINGS, TEAM_ADDRESS, THE_TEAM
from playbook.messages.headlines import HEADLINES, UNROUTED, WITHOUT_REASON
from playbook.messages.message import Listed, Message, Sentence, Speech, Text, Words, lines, together
from playbook.messages.people import contact
from playbook.people import Directory, PersonKey
from playbook.requests.disclosure import known_sme
from playbook.requests.record import WHOLE_TEAM, Party, Request, State
from playbook.requests.timelines import CONFIRMATION

FILED_IN_CHAT = {
    "submitted": Sentence("Thank you. I filed it as {number} and am sending you the confirmation."),
    "resubmitted": Sentence("Thank you. {number} is with your FPM again; I am sending you the confirmation."),
    "edited": Sentence("{number} is changed, and your FPM has been told."),
}
FIRST_DETAIL = Message("This is the first question of this step, so there is none before it. Say cancel to leave it.")
DISCARDED = Message("The draft is thrown away. Nothing was filed.")
FORM = Message("Here is everything at once; press Review when you are done. Typing still works, too.")
SET_ASIDE = Message(
    "Stopped. Nothing was filed. Your answers are kept: say resume to go on, or start over to begin afresh."
)
STOPPED = Message("All right, no request was opened. Your answers are kept: say resume to come back to them.")
STARTED_OVER = Message("Everything you answered is cleared; we start over.")
NOTHING_TO_RESUME = Message("You have no draft to resume. Say new request to start one.")
NOTHING_HERE = Message("There is nothing here for you at the moment.")
CHOOSE_RESUME = Message(
    "You have a draft that is not filed yet. Say resume to go on with it, or start over to begin afresh."
)
REVIEW_NOT_UNDERSTOOD = Message("I am not sure what you mean. Nothing was submitted yet.")
REVIEW = Message(
    "Please check everything, then say submit. To change something, say for example change region to EMEA."
)
NEXT_PAGE = Message("There are more")
NOTHING_MORE = Message("There is nothing more in this history.")
ONE_MORE = Message("Nothing to go back to: this is the first question.")
NOTHING_CHANGED = Message("All right, nothing was changed.")
DRAFT_RESTARTED = Message("I lost my place in our conversation; your answers are kept.")

ONBOARDING = Message(
    "Onboarding: partner, FPM and SME together set expectations, outcomes, exit criteria and timelines (for example "
    "customer-facing guidance, FE shadowing, FTOP task execution) and the criteria to release the SME. "
    "The partner keeps the FPM in the loop."
)
A_SME = Message("the SME who was asked")
_NEXT = {
    State.SUBMITTED: Sentence(
        "Next: {fpm} triages it by {triage} and decides; approval and a SME are due by {decision}."
    ),
    State.TRIAGED: Sentence("Next: {fpm} approves, denies or returns it; approval and a SME are due by {decision}."),
    State.RETURNED: Sentence("Next: {requester} completes the returned fields and resubmits. The clock is paused."),
    State.APPROVED: Sentence("Next: the SME Assignment team offers it to a SME; a SME is due by {decision}."),
    State.OFFERED: Sentence("Next: {sme} accepts or declines; a SME is due by {decision}."),
    State.ASSIGNED: Sentence("Next: {sme} contacts {requester} directly; then {fpm} closes the request."),
    State.CLOSED: Sentence(
        "The request is closed. For any new or existing issue, {requester} contacts {fpm_contact} first."
    ),
    State.DENIED: Sentence("The request ended here. {requester} may revise it as a new one."),
    State.WITHDRAWN: Sentence("The request ended here."),
}


# Instead, once first contact was recorded (G21).
_NEXT_AFTER_CONTACT = Sentence("Next: {fpm} closes the request, for {sme} has contacted {requester}.")


def choose_revising(number: str) -> Message:
    """Return the counter-question to revising a request while other answers wait to be filed."""
    return Message(
        "You have a draft that is not filed yet. Say resume to go on with it, or revise {number} instead to drop it "
        "and begin with the answers of {number}.",
        number=number,
    )


def still_open(titles: Sequence[Message]) -> Message:
    """Return what was left for later, at the review (G35)."""
    return Message("Still open: {titles}. I ask for it when you submit.", titles=Listed(tuple(titles)))


def could_not_say(name: Text, titles: Sequence[Message]) -> Message:
    """Return the flag of answers in words that say nothing (G35)."""
    return Message("{name} could not say: {titles}", name=name, titles=Listed(tuple(titles)))


def check_form(titles: Sequence[Message]) -> Message:
    """Return which answers of a form were not understood."""
    return Message("Some answers need another look: {titles}. Everything else is kept.", titles=Listed(tuple(titles)))


def next_step(request: Request, directory: Directory, parties: Parties) -> Message:
    """Return who acts next and by when (R44, R46, R49, R50), for who stands so to the request.

    Triage is not announced twice (G17).
    """
    sme = known_sme(request, parties)
    return _next_sentence(request).told(
        fpm=fpm_name(request, directory),
        fpm_contact=fpm_contact(request, directory),
        requester=directory.name_of(request.requester),
        sme=directory.name_of(sme) if sme else A_SME,
        triage=request.deadlines.triage,
        decision=request.deadlines.decision,
    )


def _next_sentence(request: Request) -> Sentence:
    if request.state is State.ASSIGNED and request.contacted_at:
        return _NEXT_AFTER_CONTACT
    waits_for_decision = request.state is State.SUBMITTED and request.triaged_at is not None
    return _NEXT[State.TRIAGED if waits_for_decision else request.state]


def standing(request: Request, directory: Directory, parties: Parties) -> Speech:
    """Return where a request stands, in words, for who stands so to it."""
    return together(
        STANDINGS[request.state].told(number=request.number),
        next_step(request, directory, parties),
    )


def summary(request: Request, workload: str) -> Message:
    """Return what a request is about in one line."""
    answers = request.answers
    return Message(
        "{workload} for {customer}, {seats} seats, {region}",
        workload=answers.get("other_workload", workload),
        customer=answers["tenant_name"],
        seats=int(answers["seat_count"]),
        region=answers["region"],
    )


def partner_contact(request: Request, directory: Directory) -> Message:
    """Return whom to ask on the partner's side (R32)."""
    return Message(
        "{name}, {partner} ({email})",
        name=directory.name_of(request.requester),
        partner=request.partner,
        email=request.answers["partner_email"],
    )


def fpm_name(request: Request, directory: Directory) -> Text:
    """Return who decides: the FPM, or the team while nobody is named (G13)."""
    known = directory.find(request.fpm)
    return Words(known.name) if known else Message("the SME Assignment team (not routed yet)")


def fpm_contact(request: Request, directory: Directory) -> Text:
    """Return whom to contact about a request: its FPM, or the team while nobody is named (G13)."""
    known = directory.find(request.fpm)
    return contact(known.name, known.email) if known else THE_TEAM


def no_confirmation(fpm: Text) -> Message:
    """Return whom to contact when the e-mail does not come (R43): the FPM, by name and address, and the team."""
    return Message(
        "If you do not receive this confirmation by e-mail within {minutes} minutes, contact your FPM, {fpm}, and the "
        "FastTrack SME Assignment team at {team}.",
        minutes=CONFIRMATION // timedelta(minutes=1),
        fpm=fpm,
        team=TEAM_ADDRESS,
    )


def headline(topic: str, request: Request, event: Event, directory: Directory) -> Speech:
    """Return the sentence a notice opens with, and why the step was taken where that is for the reader."""
    routed = directory.find(request.fpm) is not None
    sentence = HEADLINES[topic] if routed else UNROUTED.get(topic, HEADLINES[topic])
    told = sentence.told(
        number=request.number,
        actor=directory.name_of(event.actor),
        partner=request.partner,
        # A late notice tells to whom this step routed it; it may have been routed on since.
        fpm=directory.name_of(PersonKey(event.details.get("fpm", "")) or request.fpm),
        sme=directory.name_of(PersonKey(event.details.get("sme", "")) or request.sme),
        submitted=request.submitted_at,
    )
    return together(told, None if topic in WITHOUT_REASON else reason_of(event))


def dates_moved(event: Event) -> Message | None:
    """Return whose working days the dates follow after a step; None when they follow the same as before (G15)."""
    region = event.details.get("calendar", "")
    return Message("Its dates follow the working days of {region} now.", region=region) if region else None


def changed(title: Message, old: Text, new: Text) -> Message:
    """Return an answer as it was and as it is."""
    return Message("{title}: {old}, now {new}", title=title, old=old, new=new)


def reason_of(event: Event) -> Message | Words | None:
    """Return why a step was taken, in the words of who took it; None when none were asked for."""
    if not event.details:
        return None
    ground = GROUND_TITLES.get(event.details.get("ground", ""))
    texts = [event.details.get(key, "") for key in ("text", "note", "reason", "message")]
    said = Words(" ".join(text for text in texts if text))
    if ground and said:
        return titled(ground, said)
    return ground or said or None


GROUND_TITLES = {
    "information": Message("Too little additional information"),
    "customers": Message("Same topic for multiple customers"),
    "repeated": Message("Repeated help on the same topic"),
    "scope": Message("Outside the scope of SME activities"),
    "no_people": Message("No people resources by the playbook"),
}


def history_line(event: Event, directory: Directory) -> Message:
    """Return one event as a line of the history (R70)."""
    line = steps.HISTORY[event.name].told(
        at=event.at,
        who=directory.name_of(event.actor),
        to=_addressee(event.details.get("to", ""), directory),
    )
    reason = reason_of(event)
    return Message("{line}. {reason}", line=line, reason=reason) if reason else line


def _addressee(key: str, directory: Directory) -> Message | Words:
    return OWNERS[Party.TEAM] if key == WHOLE_TEAM else directory.name_of(PersonKey(key))


def after_step(request: Request, directory: Directory, parties: Parties) -> Speech:
    """Return the answer to a step that was taken, for who took it."""
    return together(
        steps.DONE[request.last_step].told(number=request.number, email=request.answers["partner_email"]),
        where_confirmed(request, directory) if request.last_step == "reconfirmed" else None,
        next_step(request, directory, parties),
    )


def where_confirmed(request: Request, directory: Directory) -> Message:
    """Return when the confirmation first went out, and whom to contact if it does not arrive (R41, R43)."""
    fpm = directory.find(request.fpm)
    if fpm is None:
        return Message(
            "It first went out on {at}. If it does not reach you within 5 minutes, contact the FastTrack SME "
            "Assignment team at {team}.",
            at=request.submitted_at,
            team=TEAM_ADDRESS,
        )
    return Message(
        "It first went out on {at}. If it does not reach you within 5 minutes, contact your FPM, {fpm}, at {email}, "
        "and the FastTrack SME Assignment team at {team}.",
        at=request.submitted_at,
        fpm=fpm.name,
        email=fpm.email,
        team=TEAM_ADDRESS,
    )


def contact_sme(request: Request, directory: Directory) -> Text | None:
    """Return who the SME is (R49) once there is one; None before."""
    sme = directory.find(request.sme)
    if sme is None or request.state not in (State.ASSIGNED, State.CLOSED):
        return None
    return contact(sme.name, sme.email)


def first_contact(request: Request, directory: Directory) -> Message | None:
    """Return who said when that first contact was made (R49); None as long as nobody did."""
    if request.contacted_at is None:
        return None
    return Message("{at}, said by {who}", at=request.contacted_at, who=directory.name_of(request.contacted_by))


def mail_subject(number: str, head: Speech) -> Message:
    """Return the subject of an e-mail about a request."""
    return Message("{number}: {headline}", number=number, headline=head)


def mail_text(head: Speech, facts: Sequence[tuple[Message, Text]], following: Speech) -> Speech:
    """Return the body of an e-mail about a request."""
    gap = Words("")
    answers = [titled(title, value) for title, value in facts]
    closing = Message("You can answer this in Teams, in the chat with SME Requests.")
    return lines(head, gap, *answers, gap, following, gap, closing)
