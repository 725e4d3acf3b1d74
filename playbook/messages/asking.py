"""Asking for a field and saying what is wrong with a reply."""

from collections.abc import Sequence

from playbook.data.details import DETAILS
from playbook.life.fields import Field, Kind
from playbook.messages.message import Fact, Listed, Message, Passage, Speech, Text, Words, lines, shortened, together

TEAM_WILL_ROUTE = Message("not listed: the SME Assignment team will route it")
SAME_LANGUAGE_TWICE = Message("The secondary language must differ from the primary one, so I ask for it again.")
KEEP = "keep"
KEEPS = frozenset({KEEP, "keep it", "keep it as it is", "leave it", "leave it as it is"})
MOST_NAMED = 14
MOST_QUOTED = 60

QUESTIONS = {
    "role": Message(
        "Which role do you need? For Migration SMEs it is FastTrack Migration Resource, for workload-specific "
        "SMEs FastTrack Engineer SME. If you are not sure which, contact your FPM."
    ),
    "workload": Message("Which workload do you need a SME for?"),
    "other_workload": Message("What is the workload called?"),
    "seat_count": Message("How many active licenses does the customer have for this workload?"),
    "region": Message("Which region is the customer in?"),
    "primary_language": Message("Which primary language should the SME speak?"),
    "secondary_language": Message("And which secondary language? Say None if there is none."),
    "exception": Message(
        "No request is opened for this. Would you like to ask your FPM for an exception, or stop here?"
    ),
    "exception_reason": Message("Why should your FPM make an exception?"),
    "tenant_id": Message("What is the customer's tenant ID? If you do not have it at hand, say later."),
    "tenant_name": Message("What is the customer's name, as it is displayed in FTOP?"),
    "tenant_segment": Message("Is the customer SMC or Enterprise?"),
    "delivery_team": Message("Which is your delivery team?"),
    "partner_name": Message("Which is your company? If it is not on the list, contact your FPM."),
    "partner_email": Message("Who is the point of contact? Give the e-mail address the FPM writes to with questions."),
    "fpm": Message("Which FPM should this be routed to?"),
    "discussed": Message(
        "Have you discussed the role requirements and expectations with your FPM? The playbook asks for it "
        "before a request is submitted, to avoid a denial."
    ),
    **{detail.key: detail.question for detail in DETAILS},
    "justification": Message(
        "Now the additional information: why is a SME needed, and what should the SME know? "
        "A request with too little of it may be denied."
    ),
    "fields": Message("Which fields need work? Name one or more, with commas between them."),
    "note": Message("What is missing or incorrect? The partner reads this."),
    "ground": Message("On which ground is it denied?"),
    "text": Message("Please explain it to the partner."),
    "sme": Message("Which SME do you offer it to?"),
    "reason": Message("What is the reason?"),
    "to": Message("Whom do you want to write to?"),
    "message": Message("What do you want to say? It is read here and by e-mail, and stands in the history."),
    "contact": Message("Has the SME contacted the partner?"),
}
_MAY_BE_LEFT_OUT = Message("You may leave this out: say skip.")

EXAMPLES = {
    Kind.GUID: Words("12345678-90ab-cdef-1234-567890abcdef"),
    Kind.NUMBER: Words("1,200"),
    Kind.EMAIL: Words("pat@contoso.example"),
}


def question(field: Field) -> Speech:
    """Return the question for a field or a detail."""
    return together(QUESTIONS[field.key], _MAY_BE_LEFT_OUT if field.optional else None)


def question_again(field: Field, old: Text) -> Speech:
    """Return the question for a field that already has an answer."""
    return lines(
        QUESTIONS[field.key],
        Message("So far: {old}", old=old),
        Message("Say {keep} to leave it as it is.", keep=KEEP),
    )


def as_in(number: str, value: Text) -> Message:
    """Return the button that takes over what an earlier request holds."""
    return Message("As in {number}: {value}", number=number, value=value)


def noted(shown: Sequence[Message]) -> Message:
    """Return what was understood, so that a wrong guess is seen at once."""
    return Message("Noted: {answers}.", answers=Passage(tuple(shown), "; "))


def replaced(title: Message, value: Text, old: Text) -> Message:
    """Return a value behind its title, and the one it replaces."""
    return Message("{title}: {value} (was {old})", title=title, value=value, old=old)


def titled(title: Message, value: Text) -> Message:
    """Return a value, or what is wrong with it, behind its title."""
    return Message("{title}: {value}", title=title, value=value)


def too_long(field: Field, length: int) -> Message:
    """Return the refusal of a text over the field's limit."""
    return Message(
        "That is {length} characters, and {field} holds {limit}. "
        "Please shorten it and send it again; your other answers are kept.",
        length=length,
        field=field.title,
        limit=field.limit,
    )


def empty(field: Field) -> Message:
    """Return the refusal of an empty reply."""
    return Message("{field} cannot be empty.", field=field.title)


def says_nothing(field: Field) -> Message:
    """Return the refusal of a reply without a single letter or digit."""
    return Message("I need {field} in words: there is no letter or digit in that reply.", field=field.title)


def which_of(titles: Sequence[Text]) -> Message:
    """Return the counter-question to a name that fits several items."""
    return Message("Which one do you mean: {titles}?", titles=Listed(tuple(titles), "or"))


def several(field: Field, shown: Sequence[Text]) -> Message:
    """Return the counter-question to a message that gives a field more than once."""
    return Message(
        "I read more than one {field}: {values}. Which one is right?",
        field=field.title,
        values=Listed(tuple(shown), "standard"),
    )


def not_on_list(field: Field, given: str, titles: Sequence[Text]) -> Message:
    """Return the refusal of a reply that is not on the field's list."""
    shown = shortened(given, MOST_QUOTED)
    if len(titles) > MOST_NAMED:
        return Message(
            '"{given}" is not on the list for {field}. Please pick one from the list.', given=shown, field=field.title
        )
    return Message(
        '"{given}" is not on the list for {field}. Choose {titles}.',
        given=shown,
        field=field.title,
        titles=Listed(tuple(titles), "or"),
    )


def not_a_number(field: Field) -> Message:
    """Return the refusal of a reply that is no whole number."""
    return Message(
        "{field} is a whole number, for example {example}.", field=field.title, example=EXAMPLES[Kind.NUMBER]
    )


def number_out_of_range(field: Field, most: int) -> Message:
    """Return the refusal of a number nobody can mean."""
    return Message(
        "{field} must be between 1 and {most}: the active licenses the customer has for this workload.",
        field=field.title,
        most=most,
    )


def left_for_later(field: Field) -> Message:
    """Return that a question stays open for now (G35)."""
    return Message("{field} stays open for now; I ask for it before you submit.", field=field.title)


def not_an_email() -> Message:
    """Return the refusal of a malformed address."""
    return Message("That is not one e-mail address on one line, such as {example}.", example=EXAMPLES[Kind.EMAIL])


def company_not_listed(fpm: Fact) -> Message:
    """Return the refusal of a company the person cannot file for (R30); `fpm` is whom to contact."""
    return Message(
        "That company is not on the Partner Name list for you. If it should be, contact your FPM, {fpm}.", fpm=fpm
    )


def whom_to_ask(fpm: Fact) -> Message:
    """Return who the FPM is that a question speaks of."""
    return Message("Your FPM is {fpm}.", fpm=fpm)


# These questions tell a person to talk to their FPM.
SPEAK_OF_THE_FPM = frozenset({"role", "partner_name", "discussed"})


def role_follows(workload: str, role: Text) -> Message:
    """Return which role a workload is for (R5, G33)."""
    return Message("{workload} is for the {role}. Say change role if that is not right.", workload=workload, role=role)


def role_gives_way(workload: str, role: Text, old: Text) -> Message:
    """Return which role a workload is for where another one was chosen before (G10)."""
    return Message(
        "{workload} is for the {role}, so the role is that now, and no longer {old}.",
        workload=workload,
        role=role,
        old=old,
    )


def role_does_not_fit(workload: str, role: Text, wanted: Text) -> Message:
    """Return why a role is not taken, and the two ways on (G10)."""
    return Message(
        "{workload} is for the {role} and not for the {wanted}. Keep that role, or change the workload.",
        workload=workload,
        role=role,
        wanted=wanted,
    )


def not_open(field: Field, number: str) -> Message:
    """Return why a field of a returned request cannot be changed (G19)."""
    return Message(
        "{field} was not sent back: only the returned fields of {number} are open. Your answers are kept.",
        field=field.title,
        number=number,
    )


def not_asked(field: Field) -> Message:
    """Return why a field that belongs to other needs cannot be changed."""
    return Message(
        "{field} is not asked for in this request, so there is nothing to change. Your answers are kept.",
        field=field.title,
    )


def one_or_more(titles: Sequence[Text]) -> Message:
    """Return the list of a detail that takes several items."""
    return Message("You can name: {titles}.", titles=Listed(tuple(titles)))


def no_details(verb: str, number: str) -> Message:
    """Return that a step takes no words behind its number."""
    return Message("Nothing was changed: say just {verb} {number}, without more words.", verb=verb, number=number)


ANSWER = "answer:"


def is_answer(text: str) -> bool:
    """Tell whether somebody says of a text that it is the answer to what was asked."""
    return text.casefold().startswith(ANSWER)


def answer_in(text: str) -> str:
    """Return the answer of a text that says it is one, and any other text as it is."""
    return text[len(ANSWER) :].strip() if is_answer(text) else text


def step_or_answer(verb: str, number: str) -> Message:
    """Return the counter-question to words that begin like a step where a step's details are being asked for."""
    return Message(
        "Is that your answer, or a step of its own? Begin with {answer} to give it as the answer, or say "
        "{verb} {number} alone to leave this and take that step. Nothing was changed.",
        answer=ANSWER,
        verb=verb,
        number=number,
    )


AND_OTHERS = Message("There are more than these: say queue to see them all.")
