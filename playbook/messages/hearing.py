"""What is answered to loose sentences: facts, a step put to somebody, or what may have been meant."""

from collections.abc import Mapping, Sequence

from playbook.life.fields import Field
from playbook.messages.deciding import TEAM_ADDRESS
from playbook.messages.message import Listed, Message, Passage, Sentence, Speech, Text, bullet, lines, together

NO = Message("No, leave it")
# A step is put by its name and its record, so that nobody says yes to another one.
PUT: Mapping[str, Sentence] = {
    "edit": Sentence(
        "Shall we change {number} ({about})? I show you its answers, and nothing is sent before you submit."
    ),
    "resubmit": Sentence("Shall we answer what came back on {number} ({about})? Nothing is sent before you submit it."),
    "revise": Sentence(
        "Shall I begin a new request with the answers of {number} ({about})? Nothing is sent before you submit it."
    ),
    "approve": Sentence("Shall I approve {number} ({about})?"),
    "deny": Sentence("Shall I deny {number} ({about})? The partner reads the explanation."),
    "return": Sentence("Shall I return {number} ({about}) for details? The partner reads the note."),
    "triage": Sentence("Shall I take {number} ({about}) into triage?"),
    "route": Sentence("Shall I route {number} ({about}) to another FPM?"),
    "offer": Sentence("Shall I offer {number} ({about}) to a SME?"),
    "reassign": Sentence("Shall I give {number} ({about}) to another SME?"),
    "recall": Sentence("Shall I take the offer of {number} ({about}) back?"),
    "accept": Sentence("Shall I note that you accept {number} ({about})?"),
    "decline": Sentence("Shall I note that you decline {number} ({about})?"),
    "handback": Sentence("Shall I hand {number} ({about}) back to the Assignment team? It then needs another SME."),
    "contacted": Sentence("Shall I note that first contact was made on {number} ({about})?"),
    "nudge": Sentence("Shall I nudge whoever has {number} ({about})? That can be done once a day and moves no date."),
    "confirmation": Sentence("Shall I send the confirmation of {number} ({about}) again?"),
    "message": Sentence("Shall I send this about {number} ({about})? It stands in its history as well."),
    "close": Sentence("Shall I close {number} ({about})?"),
    "withdraw": Sentence("Shall I withdraw {number} ({about})? That ends the request."),
}
TAKE_YOUR_TIME = Message("Take your time.")
NO_NAME = Message(
    "I do not read a customer's name in that, so nothing was kept. Please give it as FTOP shows it, in quotation marks "
    "if it is an unusual one, or say later."
)
NOT_TOLD = Message("I do not take that for the answer, so nothing was kept.")
JUST_ONE = Message("Just one can be taken here, and which one is yours to say, so nothing was kept.")
ONE_NEED = Message(
    "A request is for one thing at a time, so nothing was kept. Choose one; for another, file a request of its own."
)
ONE_REGION = Message(
    "A request has one region, so nothing was kept. Choose the one that the SME is needed for first; another one may "
    "have a request of its own."
)
ONE_NEED_FIRST = Sentence(
    "A request is for one need, so I begin with the first one. The second one is not begun yet. When this one is "
    "filed, say: {words}"
)
ONE_FIRST = Message("I take such steps one by one, so that each is meant. Which one first?")
DISCARD = Message("Throw it away")
NO_DRAFT = Message("You have no draft, so there is nothing to throw away.")
SHALL_SUBMIT = Message("Shall I submit it? Nothing is sent before you say yes or press Submit.")
FILED_BY_ITS_WRITER = Message(
    "Nothing is sent. A request is filed by who wrote it; a colleague who shall file it instead begins a new one."
)
SAY_YES = Message("Nothing is changed before you say yes or press the button.")
CHANGED_MEANWHILE = Message("Something came between, so I ask once more instead of taking that as the yes.")
CAME_LATE = Message(
    "That question is a while old, or something else came below it, so nothing was done with your words yet. Is this "
    "still your answer?"
)
IS_THAT_THE_ANSWER = Message(
    "I am not sure that these words are your answer, so nothing was done with them. Say yes if they are, "
    "or answer once more."
)
NOT_AT_ONCE = Message("The words behind the number may change what you want, so I ask first.")
NO_ANSWER = Message(
    "I take these words as said to me and not as your answer, so nothing was done with them. "
    "If they are the answer, say yes or press the button; say cancel to leave this."
)
LEFT_OPEN = Message(
    "Your last words leave that open, so nothing was done. Say the step and its number alone to take it."
)
BEGIN = Message("Begin a request with it")
ONLY_BEGINNING = Message("That is more than I read at once, so I took what its beginning says. Please check the rest.")
NO_REASON_GIVEN = Message(
    "I take that for no answer: others read what you say here, so nothing was done with it. Say cancel to leave this."
)
WORDS_STAND = Message(
    "I did not take that as a yes, and left the words as they are. To change them, write them on the card, or say "
    '"instead:" with the new words behind it, or "add:" with more.'
)
LEFT = Message("All right, I changed nothing.")

WELCOME = Message("You are welcome.")
HELLO = Message("Hello. What can I do for you?")
FINE = Message("All right. I am here when you need me.")
UNDO = Message(
    "I cannot take a step back, since the others have been told. This is what can still be done; for anything else, "
    "write to {team}.",
    team=TEAM_ADDRESS,
)
NO_REMINDERS = Message(
    "I cannot set a reminder for you. What waits for you stays in your list, and whatever is late is marked in it."
)
NO_ABSENCES = Message(
    "I cannot note an absence yet. Please tell the SME Assignment team at {team}, so that nothing is offered to you "
    "or waits for you meanwhile.",
    team=TEAM_ADDRESS,
)
ONE_BY_ONE = Message("I take such steps one by one, so that each is meant. This is what waits for you.")
THEN_SAY = Sentence("One after the other. The second one is not done yet. When this one is, say: {words}")
PAUSED = Message("All right. Nothing is sent, and your answers are kept: say resume to go on.")
ALL_KEPT = Message("All right, nothing is changed.")
NOTHING_MORE = Message("All right, I change nothing more. What was done before still stands.")
NOTHING_FITS = Message("I find no request of yours that this fits. These are yours.")
NO_REQUESTS = Message("You have no request yet, so there is nothing to show. Say what you need, or press the button.")
NO_REQUESTS_HERE = Message("There is no request in your reach, so there is nothing to show yet.")
WHICH = Message("Which request do you mean?")
UNSURE = Message("I am not sure what you mean, and nothing was changed. Perhaps one of these?")
NOTHING_CLOSE = Message("I am not sure what you mean, and nothing was changed. This is what we can do here.")
NO_SME_YET = Sentence("{number} has no SME yet.")
LIKE_LAST_TIME = Message("I took over the answers of your latest request; please look at each.")


def shall_begin(told: Sequence[Message]) -> Message:
    """Return the question whether a request shall be begun with what was told."""
    return Message(
        "Shall I begin a new request with this: {answers}? Tell me more of it, or say yes.",
        answers=Passage(tuple(told), "; "),
    )


def put(command: str, number: str, about: Text, lacks: Sequence[Text] = ()) -> Speech:
    """Return the question whether a step shall be taken; what it `lacks` is asked for behind a yes."""
    return together(PUT[command].told(number=number, about=about), fill_in(lacks) if lacks else SAY_YES)


def fill_in(lacks: Sequence[Text]) -> Message:
    """Return what a step still needs to be filled in with."""
    return Message(
        "Nothing is changed yet. It still needs: {fields}. Say yes and I ask for it, or fill it in on the card.",
        fields=Listed(tuple(lacks)),
    )


def about_another_customer(named: str, mine: str) -> Message:
    """Return that something was said of another customer than the request is for."""
    return Message(
        "That is said of {named}, and this request is for {customer}, so I kept nothing of it.",
        named=named,
        customer=mine,
    )


def is_meant(field: Field, value: Text) -> Message:
    """Return the question whether a value is meant that stands beside words that leave it open."""
    return Message(
        "I am not sure that {value} is meant as the {field} of this request, so I kept nothing of it.",
        value=value,
        field=field.title,
    )


def it_is(value: Text) -> Message:
    """Return the button that says of such a value that it is meant."""
    return Message("Yes, {value}", value=value)


def shall_discard(draft: Text) -> Message:
    """Return the question whether a draft shall be thrown away."""
    return Message("Shall I throw this away? Its answers would be gone; nothing of it was filed.\n{draft}", draft=draft)


def another_need(customer: str, other: str) -> Message:
    """Return the question what shall become of the draft in hand, where another need was told."""
    return Message(
        "That sounds like another request, for {other}, and the one in hand is for {customer}. File or discard that "
        "first, or begin anew with what you said. Nothing was changed.",
        other=other,
        customer=customer,
    )


def contact(name: Text, address: str) -> Text:
    """Return whom to write to: a name with its address."""
    return Message("{name} ({address})", name=name, address=address) if address else name


def is_fpm(who: Text, number: str) -> Message:
    """Return who the FPM of a request is."""
    return Message("The FPM of {number} is {who}.", number=number, who=who)


def your_fpm(who: Text, partner: str) -> Message:
    """Return who the FPM of a partner is."""
    return Message("The FPM of {partner} is {who}.", partner=partner, who=who)


NOT_WITH_YOU = Message(
    "I can tell you only about people who have to do with your company or your requests. For anybody else, please ask "
    "your FPM or write to {team}.",
    team=TEAM_ADDRESS,
)
ESCALATE = Message(
    "Your FPM handles issues, concerns and escalations; should they be away, the SME Assignment team at {team} can "
    "route a request to another FPM.",
    team=TEAM_ADDRESS,
)


def is_sme(who: Text, number: str) -> Message:
    """Return who the SME of a request is."""
    return Message("The SME of {number} is {who}.", number=number, who=who)


def was_filed_by(who: Text, partner: str, number: str) -> Message:
    """Return who stands behind a request."""
    return Message("{number} was filed by {who} of {partner}.", number=number, who=who, partner=partner)


def has_it(who: Text, number: str) -> Message:
    """Return who has to act on a request."""
    return Message("{number} is with {who} now.", number=number, who=who)


def what_i_have(number: str) -> Message:
    """Return that a question was not understood, and what is shown instead."""
    return Message("I am not sure that I understand the question. This is what I have on {number}.", number=number)


ENDED = Sentence("{number} has ended, so nobody has to act on it.")


def took_the_step(line: Text) -> Message:
    """Return who took a step of a request, and when."""
    return Message("{line}.", line=line)


def fact(number: str, title: Text, value: Text) -> Message:
    """Return what a request holds."""
    return Message("{title} of {number}: {value}", title=title, number=number, value=value)


def reason(number: str, state: Text, said: Text) -> Message:
    """Return why a request came back or ended, in the words of who decided."""
    return Message("{number} ({state}), and why: {said}", number=number, state=state, said=said)


NO_REASON = Sentence("There is no reason that I can show you for {number}.")


def not_written_to(who: Text, number: str) -> Message:
    """Say that somebody has no part in a request by which they could be written to now."""
    return Message("{who} cannot be written to about {number} as it stands.", who=who, number=number)


NO_SUCH_CUSTOMER = Sentence("I know no request for {customer} that you can see. These are the ones you can.")


def person(who: Text, roles: Sequence[Text]) -> Message:
    """Return who somebody is."""
    return Message("{who} is {roles}.", who=who, roles=Listed(tuple(roles), "standard"))


def can(name: Text, workloads: Sequence[Text], languages: Sequence[Text], regions: Sequence[Text]) -> Speech:
    """Return what a SME can be asked for."""
    return lines(
        Message("{name} can be asked for:", name=name),
        bullet(Message("Workloads: {listed}", listed=Listed(tuple(workloads)))),
        bullet(Message("Languages: {listed}", listed=Listed(tuple(languages)))),
        bullet(Message("Regions: {listed}", listed=Listed(tuple(regions)))),
    )


ROLES: Mapping[str, Message] = {
    "partner": Message("a partner's contact"),
    "fpm": Message("a FastTrack Partner Manager (FPM)"),
    "team": Message("on the SME Assignment team"),
    "sme": Message("a Subject Matter Expert (SME)"),
}


def in_short(workload: str, customer: str, state: Message) -> Message:
    """Return what tells one request from another."""
    return Message("{workload} for {customer}, {state}", workload=workload, customer=customer, state=state)


ASK_STATUS = Sentence("Where {number} stands")
GIVE_AS_ANSWER = Message("Take these words as the answer")
SEND_IT = Sentence("Send your words to {who} about {number}")
