"""What an applicant's reply answers: the field that is asked for, others outright, a question, or nothing."""

from collections.abc import Mapping

from dialogs.access_talk import is_name, says_nothing
from dialogs.overhearing import BRIEF, SHORT
from dialogs.understanding.agreement import is_no, is_yes
from dialogs.understanding.at_field import leaves, waits
from dialogs.understanding.clauses import asks, asks_what, doubts, orders
from dialogs.understanding.grammar import NEGATIONS
from dialogs.understanding.introducing import introduced, of_company, quoted, without_lead
from dialogs.understanding.reading import Kind as Thing
from dialogs.understanding.reading import Reading
from dialogs.understanding.ruled_out import taken_back
from playbook.access.fields import FIELD
from playbook.life.fields import Field, Kind
from playbook.life.records import Draft
from playbook.messages import access
from playbook.messages.message import Message
from playbook.requests.leaving import wants_later

# What a reason begins with that tells what somebody wants to know: "to find out who is free".
_TELLS = frozenset(("to", "for", "because", "so", "um", "weil", "pour", "para"))


def of_a_reason(answers: Mapping[str, str], draft: Draft, asked: str) -> Mapping[str, str]:
    """Return what a reply answers; a reason that tells no more of other answers than they hold is kept whole."""
    held = {key: draft.answers.get(key, "").casefold() for key in answers if key != asked}
    told = any(answers[key].casefold() not in held[key] for key in held)
    return {} if asked in FIELD and FIELD[asked].kind is Kind.TEXT and asked in answers and not told else answers


def answers_in(field: Field | None, reading: Reading) -> dict[str, str]:
    """Return what a reply says of the field that is asked for, and outright of others: "and I work for Contoso"."""
    parts, key = introduced(reading.said), field.key if field else ""
    told = {one: parts.get(one, "") for one in ("name", "company")}
    found = {one: name for one, name in told.items() if is_name(name) and (one == key or not name[0].islower())}
    address = "" if asks(reading) or taken_back(reading, Thing.EMAIL) else _address(reading)
    if address and "email" in parts:
        found["email"] = address
    match field.kind if field else Kind.LINE:
        case Kind.TEXT if "" in parts:
            # "Pat asked me, and the company is Contoso" is the reason, and sets another answer right.
            return {**found, key: parts[""]} if found and len(reading.words) <= BRIEF else {}
        case Kind.TEXT:
            return {} if len(reading.words) > SHORT else found
        case Kind.EMAIL if address:
            return {**found, key: address}
        case Kind.CHOICE if value := _yes_or_no(reading):
            return {**found, key: value}
        case Kind.LINE:
            return {**_named(key, reading, parts.get("", "")), **found, **({"email": address} if address else {})}
    return found


def _named(key: str, reading: Reading, said: str) -> dict[str, str]:
    """Return the name of a reply that begins with it, and of "Nora Nguyen from Contoso" both."""
    if not key:
        return {}
    if name := quoted(said):
        return {key: name}
    own = without_lead(key, said)
    titled = own == said and not any(word[0].islower() for word in said.split()) and not asks_what(reading)
    if (asks(reading) and not titled) or (key == "company" and without_lead("name", own) != own):
        return {}
    name, company = of_company(own) if key == "name" else (own, "")
    found = {"name": name, "company": company} if company else {key: own}
    return {one: value for one, value in found.items() if is_name(value, alone=own == said)}


def _address(reading: Reading) -> str:
    """Return the address of a reply; empty for none, and for several."""
    written = [reading.said[one.start : one.end] for one in reading.of(Thing.EMAIL, Thing.PERSON)]
    addresses = [one for one in written if "@" in one]
    return addresses[0] if len(addresses) == 1 else ""


def _yes_or_no(reading: Reading) -> str:
    """Return what a short reply begins with: "no, it can't"."""
    words = reading.said.replace(",", " ").split()
    if asks(reading) or doubts(reading) or wants_later(reading.said) or not 0 < len(words) <= SHORT:
        return ""
    yes, no = (any(said(one) for one in (reading.said, words[0])) for said in (is_yes, is_no))
    return "yes" if yes and NEGATIONS.isdisjoint(word.text for word in reading.words) else "no" if no else ""


def is_question(field: Field | None, reading: Reading) -> bool:
    """Tell whether something is asked of the bot; a reason is told by "to find out who"."""
    if field and field.kind is Kind.TEXT:
        told = reading.words[:1] and reading.words[0].text in _TELLS and not asks_what(reading)
        if len(reading.words) > BRIEF or (told and "?" not in reading.said):
            return False
    unsure = doubts(reading) or leaves(reading) or wants_later(reading.said)
    return asks(reading) or orders(reading) or (unsure and field is not None and field.kind is Kind.CHOICE)


def no_answer(field: Field | None, reading: Reading) -> Message | None:
    """Return what is said of a reply that answers nothing; None where it may be an answer."""
    said = reading.said
    if field is None:
        negated = not NEGATIONS.isdisjoint(word.text for word in reading.words)
        return access.NOT_YET if negated or is_no(said) or waits(reading) else None
    text, brief = field.kind is Kind.TEXT, len(reading.words) <= SHORT
    unsure = doubts(reading) and leaves(reading) if text else leaves(reading)
    if wants_later(said) or (brief and (waits(reading) or unsure)):
        return access.NEEDED
    return None if text and not says_nothing(said) else access.NO_ANSWER.get(field.key)
