"""What is said where a draft asks for words: they are the answer, unless they ask, put off or mend something."""

from collections.abc import Mapping, Sequence

from botbuilder.dialogs import DialogContext

from dialogs import colleague, draft_talk, in_between, stack
from dialogs.at_detail import LEAVES
from dialogs.overhearing import BRIEF, SHORT, Hearing, clearly_meant
from dialogs.told_fields import told_of
from dialogs.understanding.at_field import leaves, stops, waits
from dialogs.understanding.clauses import Clause, begins_asking, clauses, orders
from dialogs.understanding.corrections import named_values, says_so
from dialogs.understanding.evidence import SAYS_WHY, confides, plans, says_why, tells_of_need
from dialogs.understanding.intents import Sort
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.ruled_out import NOT
from dialogs.understanding.second_thoughts import takes_back
from dialogs.understanding.stated import replaced_in, stated_last
from dialogs.understanding.unreal import quoted
from dialogs.visit import Visit
from dialogs.words_put import offer_as_answer
from playbook.life.fields import Field
from playbook.life.records import Draft
from playbook.messages import asking, hearing
from playbook.requests.drafts import may_change
from playbook.requests.fields import FIELD
from playbook.requests.leaving import is_no_reason, says_nothing_yet

# So many words that ask nothing explain something.
_SENTENCE = 6
_ABOUT_ME = frozenset(("i", "wait", "sorry", "oops", "can", "could", "please", "no", "oh", "and"))
# What says, in a few words, that something else was wrong.
_MENDS = ("sorry", "actually", "correction", "change", "should be", "i meant", "customer name is", "the name is")
# Who begins so, and says more than a few words, speaks of the customer and not of the question.
_THEM = frozenset(("the", "they", "their", "users", "customer", "we"))
# What nobody knows is part of the explanation.
_RIDDLES = ("know why", "knows why", "idea why", "know how", "know what is", "clear why")


async def hear(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft, field: Field) -> bool:
    """Hear a reply where words are asked for: the answer, unless it is short and asks something or leaves it.

    Words that say nothing are asked about once (G35), which is for who keeps the answer to do.
    """
    said = heard.reading.said
    if asking.is_answer(said) or said.strip(" .!\n").casefold() in asking.KEEPS:
        return False
    if mended := _puts_right(heard, draft, field) or _mends(heard, draft, field):
        await draft_talk.fill(visit, draft, mended)
        await stack.ask_again(dc)
    elif not (await _goes_between(dc, visit, heard, draft, field)):
        if _is_surely_the_answer(field, heard.reading):
            if beside := _stated_beside(heard, draft):
                await draft_talk.fill(visit, draft, beside)
            return False
        visit.say(hearing.IS_THAT_THE_ANSWER)
        await stack.ask_again(dc)
        offer_as_answer(visit, said)
        stack.wait_for_yes(dc, said)
    return True


def _stated_beside(heard: Hearing, draft: Draft) -> Mapping[str, str]:
    """Return what an answer sets right of other fields besides: "..., and it is 450 seats, not 300"."""
    _, last = stated_last(heard.reading)
    found = {**last, **replaced_in(heard.reading, draft.answers)}
    return {key: found[key] for key in found if may_change(draft, FIELD[key]) and found[key] != draft.answers.get(key)}


def _longest(reading: Reading, clause: Clause) -> int:
    """Return in how many words somebody asks before they tell something: more, where a mark says that they ask."""
    marked = "?" in reading.said[clause.end - 1 : clause.end + 1]
    # What somebody else asked is told: 'the customer asked "what happens to our labels?"'.
    return SHORT if marked and not quoted(reading) else _SENTENCE


def _is_surely_the_answer(field: Field, reading: Reading) -> bool:
    """Tell whether words may be kept as they are; what says nothing is for who keeps it to refuse."""
    nothing = says_nothing_yet(reading.said) or is_no_reason(reading.said)
    if takes_back(reading.said):
        return False
    own = [word.text for word in reading.words if word.start not in quoted(reading)]
    planned = confides(own) or (len(own) <= BRIEF and plans(own))
    return field.key not in SAYS_WHY or nothing or (says_why(reading) and not planned)


async def _goes_between(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft, field: Field) -> bool:
    """Answer what asks something, puts the question off or leaves it. False: it is none of these."""
    reading, intent, brief = heard.reading, clearly_meant(heard.meant), len(heard.reading.words) <= BRIEF
    known = intent is not None and intent.sort not in (Sort.STEP, Sort.DRAFT)
    own = _clauses_of_ones_own(reading)
    # A "hm" before it is no beginning.
    first = next((one for one in own if _length(reading, one) > 1), None)
    asked_first = first is not None and first.asks and (known or _length(reading, first) <= _longest(reading, first))
    for_me = brief and orders(reading)
    if _explains(reading) and not (asked_first or for_me):
        return False
    if for_me or (any(one.asks for one in own) and (brief or (known and "?" in reading.said))):
        await in_between.answer(dc, visit, heard, field)
        await stack.ask_again(dc)
    elif _puts_off(reading) and not says_nothing_yet(reading.said):
        await leave_for_later(dc, visit, draft, field, heard)
    elif intent and intent.name in LEAVES and len(reading.words) <= SHORT:
        await colleague.answer(dc, visit, heard, intent)
        await stack.ask_again(dc)
    else:
        return False
    return True


def _clauses_of_ones_own(reading: Reading) -> Sequence[Clause]:
    """Return the clauses of a message without the questions that it quotes: the customer asked "what happens now?"."""
    inside = quoted(reading)
    if inside.issuperset(reading.starts) or begins_asking(reading.texts):
        return clauses(reading)
    starts = reading.starts
    return [one for one in clauses(reading) if inside.isdisjoint(starts[reading.within(one.start, one.end)])]


def _explains(reading: Reading) -> bool:
    """Tell whether words explain something, whatever they ask beside: a sentence of some length asks nothing."""
    return any(not one.asks and _length(reading, one) >= _SENTENCE for one in clauses(reading)) and not (
        reading.words[0].text in _ABOUT_ME or leaves(reading) or waits(reading)
    )


def _length(reading: Reading, clause: Clause) -> int:
    return sum(clause.start <= word.start < clause.end for word in reading.words)


def _mends(heard: Hearing, draft: Draft, field: Field) -> Mapping[str, str]:
    """Return what a few words tell of other fields, if they correct one or hardly say why: "wait, it's 350 seats"."""
    reading = heard.reading
    of_field = bool(reading.of(Kind.FIELD)) and not tells_of_need(reading)
    sure = _is_surely_the_answer(field, reading) and not of_field
    by_name = says_so(reading) and bool(named_values(reading)) and not tells_of_need(reading)
    mends = by_name or stops(reading) or reading.says(_MENDS)
    if len(reading.words) > (BRIEF if by_name else SHORT) or (sure and not mends):
        return {}
    found = told_of(draft, field, heard).answers
    others = (key for key in found if key not in SAYS_WHY and (key in draft.given or not sure))
    return {key: found[key] for key in others if found[key] != draft.answers.get(key)}


def _puts_right(heard: Hearing, draft: Draft, field: Field) -> Mapping[str, str]:
    """Return what a few words set right of another field, with the value it had: "the seats are 400, not 300"."""
    if len(heard.reading.words) > SHORT or NOT.isdisjoint(word.text for word in heard.reading.words):
        return {}
    found = told_of(draft, field, heard).answers
    others = (key for key in found if key != field.key and found[key] != draft.answers.get(key))
    return {key: found[key] for key in others if draft.answers.get(key, "\n") in heard.reading.said}


def _puts_off(reading: Reading) -> bool:
    """Tell whether words leave the question: briefly, and not in an explanation that holds a "we don't know why"."""
    short = len(reading.words) <= BRIEF and ". " not in reading.said
    of_them = len(reading.words) > SHORT and reading.words[0].text in _THEM
    return short and not of_them and (leaves(reading) or waits(reading)) and not reading.says(_RIDDLES)


async def leave_for_later(dc: DialogContext, visit: Visit, draft: Draft, field: Field, heard: Hearing) -> None:
    """Leave a field for later (G35); who looks for the answer just now is given the time."""
    if waits(heard.reading) and not leaves(heard.reading):
        visit.say(hearing.TAKE_YOUR_TIME)
        await stack.ask_again(dc)
        return
    await draft_talk.leave(visit, draft, field)
    await stack.begin(dc, draft.slot)
