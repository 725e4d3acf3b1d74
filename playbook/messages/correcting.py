"""What is wrong with a reply, and how to mend it, where it takes more than naming what is wanted."""

from collections.abc import Sequence

from playbook.life.fields import Field, Kind
from playbook.messages.asking import EXAMPLES, MOST_QUOTED
from playbook.messages.message import Listed, Message, Sentence, Words, shortened


def say_more(field: Field) -> Message:
    """Return the one more question after a reply in words that says nothing, and what helps (G35)."""
    return _WHAT_HELPS.get(field.key, _DETAIL_HELPS).told(field=field.title)


SAYS_NOTHING_TO_OTHERS = Message("Others read this, and it tells them nothing yet. Please say it in a few words.")
_WHAT_HELPS = {
    "justification": Sentence(
        "What helps your FPM decide: what the customer wants to do, what you have tried, and where you are stuck. One "
        "sentence of it is enough. If you cannot say, say so again and I pass it on as it is."
    ),
    "exception_reason": Sentence(
        "What helps your FPM decide: what the customer would miss without a SME, and by when it is needed. If you "
        "cannot say, say so again and I pass it on as it is."
    ),
}


_DETAIL_HELPS = Sentence(
    "{field} helps to find the SME who fits best; a guess is fine. If you cannot say, say so again and I pass it on "
    "as it is."
)


def no_reason(field: Field) -> Message:
    """Return the refusal of a reply that can be nobody's justification (R38)."""
    return Message(
        "{field} is what your FPM decides on, and a request that says too little may be denied. Please write a "
        "sentence: what is the customer trying to do, and where are you stuck?",
        field=field.title,
    )


def not_a_guid(field: Field) -> Message:
    """Return the refusal of a malformed tenant id (G11)."""
    return Message(
        "{field} is a GUID such as {example}. The customer's admin finds it in the Azure portal under Properties.",
        field=field.title,
        example=EXAMPLES[Kind.GUID],
    )


def domain_for_guid(field: Field, domain: str) -> Message:
    """Return the refusal of a domain name in place of the id, and where the id is found (G11)."""
    return Message(
        "{domain} is a domain name, and {field} is a GUID such as {example}. The customer's admin finds it in the "
        "Azure portal under Properties.",
        domain=shortened(domain, MOST_QUOTED),
        field=field.title,
        example=EXAMPLES[Kind.GUID],
    )


def strays_in_guid(field: Field, strays: Sequence[str]) -> Message:
    """Return which letters or signs a GUID does not have (G11)."""
    return Message(
        "{field} has only the digits 0 to 9 and the letters a to f, and this contains {strays}. Please look again.",
        field=field.title,
        strays=Listed(tuple(map(Words, strays)), "standard"),
    )


def wrong_length_of_guid(field: Field, count: int, whole: int) -> Message:
    """Return how many digits of a GUID are there (G11)."""
    return Message(
        "{field} has {whole} digits, and this has {count} of {whole}. Please copy it once more.",
        field=field.title,
        count=count,
        whole=whole,
    )


def zero_guid(field: Field) -> Message:
    """Return the refusal of the all-zero GUID (G11)."""
    return Message("A {field} of only zeros belongs to nobody. Please give the customer's own.", field=field.title)
