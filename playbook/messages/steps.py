"""What is said of each step of a request, by the name of its event: whole sentences, since no word fits in all."""

from playbook.messages.message import Sentence

# To who took it; an answer that files something is thanked for elsewhere.
DONE = {
    "triaged": Sentence("Done: {number} is taken into triage."),
    "returned": Sentence("Done: {number} is returned for details."),
    "approved": Sentence("Done: {number} is approved."),
    "denied": Sentence("Done: {number} is denied."),
    "routed": Sentence("Done: {number} is routed to another FPM."),
    "offered": Sentence("Done: {number} is offered to a SME."),
    "assigned": Sentence("Done: {number} is accepted by the SME."),
    "declined": Sentence("Done: {number} is declined by the SME."),
    "recalled": Sentence("Done: {number} is taken back from the SME."),
    "closed": Sentence("Done: {number} is closed."),
    "withdrawn": Sentence("Done: {number} is withdrawn."),
    "handed_back": Sentence("Done: {number} is handed back. The SME Assignment team looks for another SME."),
    "reassigned": Sentence("Done: {number} is taken back and offered to another SME."),
}
# To who comes too late for it.
ALREADY = {
    "submitted": Sentence("Already submitted by {who}, {at}."),
    "edited": Sentence("Already edited by {who}, {at}."),
    "triaged": Sentence("Already taken into triage by {who}, {at}."),
    "returned": Sentence("Already returned for details by {who}, {at}."),
    "resubmitted": Sentence("Already submitted again by {who}, {at}."),
    "approved": Sentence("Already approved by {who}, {at}."),
    "denied": Sentence("Already denied by {who}, {at}."),
    "routed": Sentence("Already routed to another FPM by {who}, {at}."),
    "offered": Sentence("Already offered to a SME by {who}, {at}."),
    "assigned": Sentence("Already accepted by the SME by {who}, {at}."),
    "declined": Sentence("Already declined by the SME by {who}, {at}."),
    "recalled": Sentence("Already taken back from the SME by {who}, {at}."),
    "closed": Sentence("Already closed by {who}, {at}."),
    "withdrawn": Sentence("Already withdrawn by {who}, {at}."),
    "handed_back": Sentence("Already handed back by {who}, {at}."),
    "reassigned": Sentence("Already taken back and offered to another SME by {who}, {at}."),
}
# To who wants another step.
LATEST = {
    "submitted": Sentence("It was last submitted by {who}, {at}."),
    "edited": Sentence("It was last edited by {who}, {at}."),
    "triaged": Sentence("It was last taken into triage by {who}, {at}."),
    "returned": Sentence("It was last returned for details by {who}, {at}."),
    "resubmitted": Sentence("It was last submitted again by {who}, {at}."),
    "approved": Sentence("It was last approved by {who}, {at}."),
    "denied": Sentence("It was last denied by {who}, {at}."),
    "routed": Sentence("It was last routed to another FPM by {who}, {at}."),
    "offered": Sentence("It was last offered to a SME by {who}, {at}."),
    "assigned": Sentence("It was last accepted by the SME by {who}, {at}."),
    "declined": Sentence("It was last declined by the SME by {who}, {at}."),
    "recalled": Sentence("It was last taken back from the SME by {who}, {at}."),
    "closed": Sentence("It was last closed by {who}, {at}."),
    "withdrawn": Sentence("It was last withdrawn by {who}, {at}."),
    "handed_back": Sentence("It was last handed back by {who}, {at}."),
    "reassigned": Sentence("It was last taken back and offered to another SME by {who}, {at}."),
}
# To who wants it in a state that does not allow it.
IMPOSSIBLE = {
    "submitted": Sentence("It cannot be submitted now."),
    "edited": Sentence("It cannot be edited now."),
    "triaged": Sentence("It cannot be taken into triage now."),
    "returned": Sentence("It cannot be returned for details now."),
    "resubmitted": Sentence("It cannot be submitted again now."),
    "approved": Sentence("It cannot be approved now."),
    "denied": Sentence("It cannot be denied now."),
    "routed": Sentence("It cannot be routed to another FPM now."),
    "offered": Sentence("It cannot be offered to a SME now."),
    "assigned": Sentence("It cannot be accepted by the SME now."),
    "declined": Sentence("It cannot be declined by the SME now."),
    "recalled": Sentence("It cannot be taken back from the SME now."),
    "closed": Sentence("It cannot be closed now."),
    "withdrawn": Sentence("It cannot be withdrawn now."),
    "handed_back": Sentence("It cannot be handed back now."),
    "reassigned": Sentence("It cannot be given to another SME now."),
}
# In the history.
HISTORY = {
    "submitted": Sentence("{at}: submitted by {who}"),
    "edited": Sentence("{at}: edited by {who}"),
    "triaged": Sentence("{at}: taken into triage by {who}"),
    "returned": Sentence("{at}: returned for details by {who}"),
    "resubmitted": Sentence("{at}: submitted again by {who}"),
    "approved": Sentence("{at}: approved by {who}"),
    "denied": Sentence("{at}: denied by {who}"),
    "routed": Sentence("{at}: routed to another FPM by {who}"),
    "offered": Sentence("{at}: offered to a SME by {who}"),
    "assigned": Sentence("{at}: accepted by the SME by {who}"),
    "declined": Sentence("{at}: declined by the SME by {who}"),
    "recalled": Sentence("{at}: taken back from the SME by {who}"),
    "closed": Sentence("{at}: closed by {who}"),
    "withdrawn": Sentence("{at}: withdrawn by {who}"),
    "handed_back": Sentence("{at}: handed back by {who}"),
    "reassigned": Sentence("{at}: taken back and offered to another SME by {who}"),
}
