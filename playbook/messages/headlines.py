"""The sentences that notices about a request open with, by their topics: the event, and who hears of it."""

from playbook.messages.message import Sentence

HEADLINES = {
    "submitted.requester": Sentence("Your SME request {number} has been submitted."),
    "submitted.staff": Sentence("{actor} of {partner} submitted SME request {number} and asks for your decision."),
    "edited.staff": Sentence("{actor} edited {number} before triage."),
    "triaged.requester": Sentence("{actor} has taken {number} into triage."),
    "returned.requester": Sentence("{actor} returned {number}: some details are missing or incorrect."),
    "returned.staff": Sentence("{actor} returned {number} to the partner."),
    "resubmitted.requester": Sentence("{number} has been submitted again, with your new details."),
    "resubmitted.staff": Sentence("{actor} completed and resubmitted {number} and asks for your decision."),
    "approved.requester": Sentence("{actor} approved {number}. The SME Assignment team now looks for a SME."),
    "approved.staff": Sentence("{actor} approved {number}: please offer it to a SME."),
    "denied.requester": Sentence("{actor} denied {number}."),
    "offered.staff": Sentence("{actor} offers you {number} of {partner}. Please accept or decline."),
    "assigned.requester": Sentence("{actor} accepted {number} and will contact you directly."),
    "assigned.staff": Sentence("{actor} accepted {number}."),
    "declined.staff": Sentence("{actor} declined {number}: it needs another SME."),
    "recalled.staff": Sentence("{actor} took the offer of {number} back."),
    "closed.requester": Sentence("{actor} closed {number}: the SME has made contact, and the engagement goes on."),
    "closed.staff": Sentence("{actor} closed {number} after first contact. The engagement goes on."),
    "routed.requester": Sentence("{actor} routed {number} to {fpm}."),
    "routed.staff": Sentence("{actor} routed {number} to you: you are its FPM now."),
    "withdrawn.staff": Sentence("{actor} withdrew {number}."),
    "handed_back.requester": Sentence("{number} needs another SME: the SME Assignment team is looking for one."),
    "handed_back.staff": Sentence("{actor} handed {number} back: it needs another SME."),
    "reassigned.requester": Sentence("{number} needs another SME: the SME Assignment team is looking for one."),
    "reassigned.staff": Sentence("{actor} took {number} back and offers it to {sme}."),
    "reassigned.sme": Sentence("{actor} offers you {number} of {partner}. Please accept or decline."),
    "reassigned.former": Sentence("{actor} took {number} back from you and offers it to another SME."),
    "contacted.staff": Sentence("{actor} says that first contact on {number} was made: you can close it now."),
    "nudged.staff": Sentence("A nudge: {actor} of {partner} waits for you on {number}. Its dates stay as they are."),
    "reconfirmed.requester": Sentence(
        "Here is the confirmation of {number} again: your SME request was submitted on {submitted}."
    ),
    "messaged.addressee": Sentence("{actor} writes to you about {number}."),
    "routed.former": Sentence("{actor} routed {number} to {fpm}: it is no longer with you."),
    "edited.former": Sentence("{actor} named another FPM for {number}: it is no longer with you."),
    "resubmitted.former": Sentence("{actor} named another FPM for {number}: it is no longer with you."),
}
# What the SME Assignment team reads instead while nobody on the roster is asked to decide (G13).
UNROUTED = {
    "submitted.staff": Sentence(
        "{actor} of {partner} submitted SME request {number}. It names no FPM on the roster: please route it to one."
    ),
    "resubmitted.staff": Sentence(
        "{actor} completed and resubmitted {number}. It names no FPM on the roster: please route it to one."
    ),
    "contacted.staff": Sentence(
        "{actor} says that first contact on {number} was made. Its FPM has left the roster: please route it to one who "
        "closes it."
    ),
}

# Why a SME no longer has a request is between that SME, the FPM and the team (G38).
WITHOUT_REASON = frozenset({"handed_back.requester", "reassigned.requester", "reassigned.sme"})
