"""Telling people what happened, where a request stands and what comes next."""

from collections.abc import Sequence

from playbook.life.lifecycle import Parties
from playbook.life.records import Draft, Event
from playbook.people import Directory
from playbook.requests.disclosure import known_sme
from playbook.requests.record import Request, State
from playbook.wording.deciding import STATE_PHRASES, STATES, STEPS, TEAM_ADDRESS, moment

FILED_IN_CHAT = {
    "submitted": "Thank you. I filed it as {number} and am sending you the confirmation.",
    "resubmitted": "Thank you. {number} is with your FPM again; I am sending you the confirmation.",
    "edited": "{number} is changed, and your FPM has been told.",
}
DISCARDED = "The draft is thrown away. Nothing was filed."
FORM = "Here is everything at once; press Review when you are done. Typing still works, too."
SET_ASIDE = "Stopped. Nothing was filed. Your answers are kept: say resume to go on, or new request to start afresh."
STOPPED = "All right, no request was opened. Your answers are kept: say resume to come back to them."
STARTED_OVER = "Everything you answered is cleared; we start over."
NOTHING_TO_RESUME = "You have no draft to resume. Say new request to start one."
NOTHING_HERE = "There is nothing here for you at the moment."
CHOOSE_RESUME = "You have a draft that is not filed yet. Say resume to go on with it, or start over to begin afresh."
REVIEW_NOT_UNDERSTOOD = "I did not understand that. Nothing was submitted yet."
REVIEW = "Please check everything, then say submit. To change something, say for example change region to EMEA."
NEXT_PAGE = "There are more"
ONE_MORE = "Nothing to go back to: this is the first question."
NOTHING_CHANGED = "All right, nothing was changed."
DRAFT_RESTARTED = "I lost my place in our conversation; your answers are kept."

ONBOARDING = (
    "Onboarding: partner, FPM and SME together set expectations, outcomes, exit criteria and timelines (for example "
    "customer-facing guidance, FE shadowing, FTOP task execution) and the criteria to release the SME. "
    "The partner keeps the FPM in the loop."
)
NO_CONFIRMATION = (
    "If you do not receive this confirmation by e-mail within 5 minutes, contact your FPM and the "
    f"FastTrack SME Assignment team at {TEAM_ADDRESS}."
)

A_SME = "the SME who was asked"
_NEXT = {
    State.SUBMITTED: "Next: {fpm} triages it by {triage} and decides; approval and a SME are due by {decision}.",
    State.TRIAGED: "Next: {fpm} approves, denies or returns it; approval and a SME are due by {decision}.",
    State.RETURNED: "Next: {requester} completes the returned fields and resubmits. The clock is paused.",
    State.APPROVED: "Next: the SME Assignment team offers it to a SME; a SME is due by {decision}.",
    State.OFFERED: "Next: {sme} accepts or declines; a SME is due by {decision}.",
    State.ASSIGNED: "Next: {sme} contacts {requester} directly; then {fpm} closes the request.",
    State.CLOSED: "The request is closed. For any new or existing issue, {requester} contacts {fpm} first.",
    State.DENIED: "The request ended here. {requester} may revise it as a new one.",
    State.WITHDRAWN: "The request ended here.",
}


def check_form(titles: Sequence[str]) -> str:
    """Return which answers of a form were not understood."""
    return f"Some answers need another look: {', '.join(titles)}. Everything else is kept."


def next_step(request: Request, directory: Directory, parties: Parties) -> str:
    """Return who acts next and by when (R44, R46, R49, R50), for who stands so to the request.

    Triage is not announced twice (G17).
    """
    sme = known_sme(request, parties)
    waits_for_decision = request.state is State.SUBMITTED and request.triaged_at is not None
    return _NEXT[State.TRIAGED if waits_for_decision else request.state].format(
        fpm=fpm_name(request, directory),
        requester=directory.name_of(request.requester),
        sme=directory.name_of(sme) if sme else A_SME,
        triage=moment(request.deadlines.triage),
        decision=moment(request.deadlines.decision),
    )


def standing(request: Request, directory: Directory, parties: Parties) -> str:
    """Return where a request stands, in words, for who stands so to it."""
    return f"{request.number} is {STATE_PHRASES[request.state]}. {next_step(request, directory, parties)}"


def summary(request: Request, workload: str) -> str:
    """Return what a request is about in one line."""
    answers = request.answers
    named = answers.get("other_workload", workload)
    return f"{named} for {answers['tenant_name']}, {int(answers['seat_count']):,} seats, {answers['region']}"


def partner_contact(request: Request, directory: Directory) -> str:
    """Return whom to ask on the partner's side (R32)."""
    return f"{directory.name_of(request.requester)}, {request.partner} ({request.answers['partner_email']})"


def fpm_name(request: Request, directory: Directory) -> str:
    """Return who decides: the FPM, or the team while nobody is named (G13)."""
    known = directory.find(request.fpm)
    return known.name if known else "the SME Assignment team (not routed yet)"


_ASKS_FPM = " and asks for your decision."
_ASKS_TEAM = ". It names no FPM on the roster: please route it to one."
HEADLINES = {
    "submitted.requester": "Your SME request {number} has been submitted.",
    "submitted.staff": "{actor} of {partner} submitted SME request {number}{wish}",
    "edited.staff": "{actor} edited {number} before triage.",
    "triaged.requester": "{actor} has taken {number} into triage.",
    "returned.requester": "{actor} returned {number}: some details are missing or incorrect. {reason}",
    "returned.staff": "{actor} returned {number} to the partner. {reason}",
    "resubmitted.requester": "{number} has been submitted again, with your new details.",
    "resubmitted.staff": "{actor} completed and resubmitted {number}{wish}",
    "approved.requester": "{actor} approved {number}. The SME Assignment team now looks for a SME.",
    "approved.staff": "{actor} approved {number}: please offer it to a SME.",
    "denied.requester": "{actor} denied {number}. {reason}",
    "offered.staff": "{actor} offers you {number} of {partner}. Please accept or decline.",
    "assigned.requester": "{actor} accepted {number} and will contact you directly.",
    "assigned.staff": "{actor} accepted {number}.",
    "declined.staff": "{actor} declined {number}: it needs another SME. {reason}",
    "recalled.staff": "{actor} took the offer of {number} back. {reason}",
    "closed.requester": "{actor} closed {number}: the SME has made contact, and the engagement goes on.",
    "closed.staff": "{actor} closed {number} after first contact. The engagement goes on.",
    "routed.requester": "{actor} routed {number} to {fpm}.",
    "routed.staff": "{actor} routed {number} to you: you are its FPM now.",
    "withdrawn.staff": "{actor} withdrew {number}. {reason}",
}


def headline(topic: str, request: Request, event: Event, directory: Directory) -> str:
    """Return the sentence a notice opens with."""
    return (
        HEADLINES[topic]
        .format(
            number=request.number,
            actor=directory.name_of(event.actor),
            partner=request.partner,
            fpm=directory.name_of(request.fpm),
            reason=reason_of(event),
            wish=_ASKS_FPM if directory.find(request.fpm) else _ASKS_TEAM,
        )
        .strip()
    )


def reason_of(event: Event) -> str:
    """Return why a step was taken, in the words of who took it; empty when none were asked for."""
    ground = GROUND_TITLES.get(event.details.get("ground", ""), "")
    texts = [event.details.get(key, "") for key in ("text", "note", "reason")]
    said = " ".join(text for text in texts if text)
    return ": ".join(part for part in (ground, said) if part)


GROUND_TITLES = {
    "information": "Too little additional information",
    "customers": "Same topic for multiple customers",
    "repeated": "Repeated help on the same topic",
    "scope": "Outside the scope of SME activities",
    "no_people": "No people resources by the playbook",
}


def history_line(event: Event, directory: Directory) -> str:
    """Return one event as a line of the history (R70)."""
    reason = reason_of(event)
    line = f"{moment(event.at)}: {STEPS[event.name]} by {directory.name_of(event.actor)}"
    return f"{line}. {reason}" if reason else line


def after_step(request: Request, directory: Directory, parties: Parties) -> str:
    """Return the answer to a step that was taken, for who took it."""
    step = STEPS[request.last_step]
    return f"Done: {request.number} is {step}. {next_step(request, directory, parties)}"


def contact_sme(request: Request, directory: Directory) -> str:
    """Return who the SME is (R49) once there is one; empty before."""
    sme = directory.find(request.sme)
    if sme is None or request.state not in (State.ASSIGNED, State.CLOSED):
        return ""
    return f"{sme.name} ({sme.email})"


def overdue_note(clock: str) -> str:
    """Return the warning for a clock that ran out; empty when none did."""
    return {"triage": "Triage is overdue.", "decision": "The decision is overdue."}.get(clock, "")


def row_line(request: Request, workload: str) -> str:
    """Return a request as one line of a list."""
    customer = request.answers.get("tenant_name", "")
    return f"{request.number}: {STATES[request.state]}, {workload} for {customer}"


def draft_line(draft: Draft, workload: str) -> str:
    """Return a draft as one line of a list."""
    what = workload or "no workload yet"
    name = "Draft of a new request" if draft.slot == "new" else f"Your changes to {draft.slot}"
    return f"{name}: {what}, {len(draft.given)} answers"


def mail_text(head: str, facts: Sequence[tuple[str, str]], following: str) -> str:
    """Return the body of an e-mail about a request."""
    lines = [f"{title}: {value}" for title, value in facts]
    return "\n".join(
        [head, "", *lines, "", following, "", "You can answer this in Teams, in the chat with SME Requests."]
    )
