"""Asking for a field and saying what is wrong with a reply."""

from collections.abc import Sequence

from playbook.life.fields import Field, Kind
from playbook.requests.excerpts import shortened

TEAM_WILL_ROUTE = "not listed: the SME Assignment team will route it"
SAME_LANGUAGE_TWICE = "The secondary language must differ from the primary one, so I ask for it again."
KEEP = "keep"
KEEPS = frozenset({KEEP, "keep it", "keep it as it is", "leave it", "leave it as it is"})
MOST_NAMED = 14
MOST_QUOTED = 60

QUESTIONS = {
    "role": "Which role do you need? For Migration SMEs it is FastTrack Migration Resource, for workload-specific "
    "SMEs FastTrack Engineer SME. If you are not sure which, contact your FPM.",
    "workload": "Which workload do you need a SME for?",
    "other_workload": "What is the workload called?",
    "seat_count": "How many active licenses does the customer have for this workload?",
    "region": "Which region is the customer in?",
    "primary_language": "Which primary language should the SME speak?",
    "secondary_language": "And which secondary language? Say None if there is none.",
    "exception": "No request is opened for this. Would you like to ask your FPM for an exception, or stop here?",
    "exception_reason": "Why should your FPM make an exception?",
    "tenant_id": "What is the customer's tenant ID?",
    "tenant_name": "What is the customer's name, as it is displayed in FTOP?",
    "tenant_segment": "Is the customer SMC or Enterprise?",
    "delivery_team": "Which is your delivery team?",
    "partner_name": "Which is your company? If it is not on the list, contact your FPM.",
    "partner_email": "Who is the point of contact? Give the e-mail address the FPM writes to with questions.",
    "fpm": "Which FPM should this be routed to?",
    "discussed": "Have you discussed the role requirements and expectations with your FPM? The playbook asks for it "
    "before a request is submitted, to avoid a denial.",
    "email_source": "Which system do the mailboxes come from (Lotus Notes, Gmail, Exchange 2013, ...)?",
    "justification": "Now the additional information: why is a SME needed, and what should the SME know? "
    "A request with too little of it may be denied.",
    "fields": "Which fields need work? Name one or more, with commas between them.",
    "note": "What is missing or incorrect? The partner reads this.",
    "ground": "On which ground is it denied?",
    "text": "Please explain it to the partner.",
    "sme": "Which SME do you offer it to?",
    "reason": "What is the reason?",
    "contact": "Has the SME contacted the partner?",
}

EXAMPLES = {
    Kind.GUID: "12345678-90ab-cdef-1234-567890abcdef",
    Kind.NUMBER: "1,200",
    Kind.EMAIL: "pat@contoso.example",
}


def question(field: Field) -> str:
    """Return the question for a field or a detail."""
    return QUESTIONS[field.key] + (" You may leave this out: say none." if field.optional else "")


def question_again(field: Field, old: str) -> str:
    """Return the question for a field that already has an answer."""
    return f"{QUESTIONS[field.key]}\nSo far: {old}\nSay {KEEP} to leave it as it is."


def noted(shown: Sequence[tuple[str, str]]) -> str:
    """Return what was understood, so that a wrong guess is seen at once."""
    return "Noted: " + "; ".join(f"{title}: {value}" for title, value in shown) + "."


def too_long(field: Field, length: int) -> str:
    """Return the refusal of a text over the field's limit."""
    return (
        f"That is {length:,} characters, and {field.title} holds {field.limit:,}. "
        "Please shorten it and send it again; your other answers are kept."
    )


def empty(field: Field) -> str:
    """Return the refusal of an empty reply."""
    return f"{field.title} cannot be empty."


def says_nothing(field: Field) -> str:
    """Return the refusal of a reply without a single letter or digit."""
    return f"I need {field.title} in words: there is no letter or digit in that reply."


def which_of(titles: Sequence[str]) -> str:
    """Return the counter-question to a name that fits several items."""
    return f"Which one do you mean: {_or(titles)}?"


def several(field: Field, shown: Sequence[str]) -> str:
    """Return the counter-question to a message that gives a field more than once."""
    return f"I read more than one {field.title}: {', '.join(shown[:-1])} and {shown[-1]}. Which one is right?"


def not_on_list(field: Field, given: str, titles: Sequence[str]) -> str:
    """Return the refusal of a reply that is not on the field's list."""
    shown = shortened(given, MOST_QUOTED)
    if len(titles) > MOST_NAMED:
        return f'"{shown}" is not on the list for {field.title}. Please pick one from the list.'
    return f'"{shown}" is not on the list for {field.title}. Choose {_or(titles)}.'


def not_a_number(field: Field) -> str:
    """Return the refusal of a reply that is no whole number."""
    return f"{field.title} is a whole number, for example {EXAMPLES[Kind.NUMBER]}."


def number_out_of_range(field: Field, most: int) -> str:
    """Return the refusal of a number nobody can mean."""
    return f"{field.title} must be between 1 and {most:,}: the active licenses the customer has for this workload."


def not_a_guid(field: Field) -> str:
    """Return the refusal of a malformed tenant id (G11)."""
    return (
        f"{field.title} is a GUID such as {EXAMPLES[Kind.GUID]}. "
        "The customer's admin finds it in the Azure portal under Properties."
    )


def zero_guid(field: Field) -> str:
    """Return the refusal of the all-zero GUID (G11)."""
    return f"A {field.title} of only zeros belongs to nobody. Please give the customer's own."


def not_an_email() -> str:
    """Return the refusal of a malformed address."""
    return f"That is not one e-mail address on one line, such as {EXAMPLES[Kind.EMAIL]}."


def company_not_listed(fpm: str) -> str:
    """Return the refusal of a company the person cannot file for (R30)."""
    whom = f"your FPM, {fpm}" if fpm else "your FPM"
    return f"That company is not on the Partner Name list for you. If it should be, contact {whom}."


def role_conflict(wants_migration: bool, reopened: str) -> str:
    """Return why role and workload do not go together (R5, G10)."""
    fits = "FastTrack Migration Resource" if wants_migration else "FastTrack Engineer SME"
    need = "Exchange migration" if wants_migration else "A workload other than Exchange migration"
    ask = "the role" if reopened == "role" else "the workload"
    return f"{need} goes with the role {fits}, so I ask for {ask} again."


def not_open(field: Field, number: str) -> str:
    """Return why a field of a returned request cannot be changed (G19)."""
    return f"{field.title} was not sent back: only the returned fields of {number} are open. Your answers are kept."


def not_asked(field: Field) -> str:
    """Return why a field that belongs to other needs cannot be changed."""
    return f"{field.title} is not asked for in this request, so there is nothing to change. Your answers are kept."


def one_or_more(titles: Sequence[str]) -> str:
    """Return the list of a detail that takes several items."""
    return f"You can name: {', '.join(titles)}."


def no_details(verb: str, number: str) -> str:
    """Return that a step takes no words behind its number."""
    return f"Nothing was changed: say just {verb} {number}, without more words."


ANSWER = "answer:"


def step_or_answer(verb: str, number: str) -> str:
    """Return the counter-question to words that begin like a step where a step's details are being asked for."""
    return (
        f"Is that your answer, or a step of its own? Begin with {ANSWER} to give it as the answer, or say "
        f"{verb} {number} alone to leave this and take that step. Nothing was changed."
    )


AND_OTHERS = "There are more than these: say queue to see them all."


def which_request(verb: str, lines: Sequence[str]) -> str:
    """Return the counter-question to a step without a number that fits several requests."""
    listed = "\n".join(f"- {line}" for line in lines)
    return f"Which request do you want to {verb}? Say it with its number.\n{listed}"


def no_request_for(verb: str) -> str:
    """Return the refusal of a step without a number that fits no request."""
    return f"There is no request that you can {verb} now. Say my requests or queue for the ones you can see."


def _or(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} or {titles[-1]}"
