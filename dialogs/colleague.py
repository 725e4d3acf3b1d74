"""What a loose sentence leads to: an answer with facts, a step put to its person, or what it may mean.

What may happen is decided here, in one place. Nothing outward or final happens by a sentence that is not a full
command: it is put to the person, by its name and its request.
"""

from collections.abc import Sequence

from botbuilder.dialogs import DialogContext

from cards.question_card import MOST_BUTTONS, buttons_for, words_card
from dialogs import answering, beginning, draft_talk, handbook_talk, need_talk, request_talk, step_talk, two_wishes
from dialogs.overhearing import Hearing, clearly_meant, several_verdicts
from dialogs.small_talk import SAID, list_theirs
from dialogs.understanding import needs, two_needs
from dialogs.understanding.agreement import is_no, is_yes, lets_go
from dialogs.understanding.clauses import asks
from dialogs.understanding.details import CHANGING
from dialogs.understanding.intents import NEW, Intent, Sort
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.messages import hearing, labels
from playbook.messages.message import Words
from playbook.people import Person, PersonKey, Role
from playbook.requests.disclosure import may_write_to
from playbook.requests.record import Command, Request, State

MOST_MEANINGS = 3
_REOPENING = "reopening"
# What a question about a request asks of the playbook where there is no request.
_AT_LARGE = {"due": "how_long", "sme": "after_assignment", "next": "after_submitting", "why": "denial_grounds"}
# What is said beside a request that is named, so that the request is meant.
_BESIDE = frozenset({"leave", "help", "pause"})
_ABOUT_COVER = frozenset({"regions", "languages", "limits", "workloads"})
_FEW, _TERSE = 6, 2
_RATHER_NOT = ("rather not", "prefer not", "lieber nicht", "preferiria no", "prefiro nao")
# Who is asked about so, and is nobody the person may know of, may be anybody.
_WHO_IS, _BRIEF = ("who is", "who are", "wer ist", "qui est", "quien es", "quem e"), 5


async def hear(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    """Answer a sentence; what stays unclear is asked back with what it may mean."""
    if await _before_all_else(dc, visit, heard):
        return
    best = clearly_meant(heard.meant)
    need = beginning.need_in(visit, heard, best)
    if not need and handbook_talk.asks_for_cover(heard):
        handbook_talk.answer(visit, "covered", heard.reading)
    elif need:
        await _hear_need(dc, visit, heard, need, best)
    elif beginning.files_nothing(visit, heard, best):
        await SAID["new"](dc, visit, heard)
    elif _tells_otherwise(heard, best):
        await step_talk.put_step(dc, visit, heard, Command.EDIT.value)
    elif await _left_alone(visit, heard, best):
        return
    elif beginning.tells_of_need(visit, heard, best) and not await draft_talk.latest(visit):
        await beginning.put(dc, visit, heard)
    elif best and best.name != NEW:
        await answer(dc, visit, heard, best)
    else:
        await unsure(visit, heard, await _to_go_on(visit))


async def _before_all_else(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Hear a yes or a no below an offer, a no to nothing, and two wishes at once. False: it is none of these."""
    if command := _to_an_offer(visit, heard):
        await step_talk.put_step(dc, visit, heard, command)
    elif is_no(heard.reading.said) or lets_go(heard.reading.said):
        visit.say(hearing.NOTHING_MORE)
    else:
        return await two_wishes.hear(dc, visit, heard)
    return True


async def _hear_need(dc: DialogContext, visit: Visit, heard: Hearing, need: Heard, best: Intent | None) -> None:
    if _completes(visit, heard, best):
        await step_talk.put_step(dc, visit, heard, Command.EDIT.value)
    elif both := two_needs.parted(heard.reading):
        await beginning.begin_first(dc, visit, *both)
    else:
        await need_talk.begin(dc, visit, need, heard.reading)


async def _left_alone(visit: Visit, heard: Hearing, best: Intent | None) -> bool:
    """Answer a sentence by which no step is put: it wants none, or different ones for several requests."""
    others_step = best is not None and best.sort is Sort.STEP and not best.roles & visit.person.roles
    if verdicts := several_verdicts(heard):
        visit.say(hearing.ONE_BY_ONE)
        answering.which(visit, verdicts, lambda one: f"status {one.number}")
    elif heard.denies_step and (best is None or others_step or _only_regrets(heard, best)):
        await answering.as_it_is(visit, heard.scene)
    else:
        return False
    return True


def _only_regrets(heard: Hearing, intent: Intent) -> bool:
    """Tell whether a change is meant by no more than a "that was a mistake", which says it of the step."""
    return intent.name == Command.EDIT and not heard.need.answers and not heard.reading.of(Kind.FIELD)


def _to_an_offer(visit: Visit, heard: Hearing) -> str:
    """Return the step that a yes or a no means below an offer that waits for it; empty where it is to nothing.

    A no with what it is for counts as one: "no sorry, I don't do labels any more".
    """
    shown = [one for one in heard.scene.records if one.number == heard.scene.shown]
    if not shown or shown[0].state is not State.OFFERED or shown[0].sme != visit.person.key:
        return ""
    words = [word.text for word in heard.reading.words]
    said = heard.reading.said
    if is_yes(said):
        return Command.ACCEPT.value
    if asks(heard.reading):
        return ""
    refuses = is_no(said) or (words[:1] and is_no(words[0]) and _is_all_said(heard))
    refuses = refuses or words[:2] == ["sorry", "no"] or heard.reading.says(_RATHER_NOT)
    return Command.DECLINE.value if refuses else ""


def _is_all_said(heard: Hearing) -> bool:
    """Tell whether a sentence names no other step: "no, I meant approve"."""
    best = clearly_meant(heard.meant)
    return best is None or best.sort is not Sort.STEP or best.name == Command.DECLINE.value


async def answer(dc: DialogContext, visit: Visit, heard: Hearing, intent: Intent) -> None:
    """Answer an intent."""
    match intent.sort:
        case Sort.STEP if not intent.roles & visit.person.roles:
            await _not_theirs(visit, heard, intent)
        case Sort.STEP:
            await step_talk.put_step(dc, visit, heard, intent.name)
        case Sort.ASK:
            await _ask(visit, heard, intent)
        case Sort.TOPIC:
            await _answer_topic(visit, heard, intent.topic)
        case Sort.TALK if intent.name in _BESIDE and len(heard.scene.named()) == 1 and not dc.active_dialog:
            await request_talk.status(visit, heard.scene.named()[0].number)
        case _:
            await SAID[intent.name](dc, visit, heard)


async def _not_theirs(visit: Visit, heard: Hearing, intent: Intent) -> None:
    """Say whose step it is that somebody asks for; of a word or two only where they name it: "skip" may be anything."""
    said = [word.text for word in heard.reading.words]
    steps = [one.intent for one in heard.meant if one.share >= 1 and one.intent.sort is Sort.STEP]
    meant = next((one for one in steps if any(map(one.is_named_by, said))), intent if len(said) > _TERSE else None)
    if meant:
        await step_talk.not_theirs(visit, heard, meant.name)
    else:
        await unsure(visit, heard)


async def _answer_topic(visit: Visit, heard: Hearing, topic: str) -> None:
    """Answer from the handbook; who names a workload with seats or a language asks whether that is covered.

    A request that is named, or pointed at, is shown beside it: its facts may be what was asked for.
    """
    about, reading = heard.scene.likely(), heard.reading
    if topic == _REOPENING and about and about[0].state is State.DENIED:
        topic = "after_denial"
    workload = about[0].answers["workload"] if about and reading.of(Kind.SEATS) else ""
    whole = reading.of(Kind.WORKLOAD) and reading.of(Kind.SEATS, Kind.LANGUAGE)
    handbook_talk.answer(visit, "covered" if whole and topic in _ABOUT_COVER else topic, reading, workload)
    if len(about) == 1 and (heard.scene.named() or heard.scene.points) and not heard.scene.pinned:
        await request_talk.show(visit, about[0].number)


async def _ask(visit: Visit, heard: Hearing, intent: Intent) -> None:
    about = heard.scene.asked_about()
    unknown = heard.scene.unknown_customer()
    if intent.name == "list" or unknown:
        visit.say(hearing.NO_SUCH_CUSTOMER.told(customer=unknown) if unknown else None)
        await list_theirs(visit)
    elif _answered_by_people(visit, heard, intent):
        return
    elif intent.name == "candidates":
        await answering.candidates(visit, heard.scene, about[0] if len(about) == 1 or heard.scene.points else None)
    elif not about:
        topic = _AT_LARGE.get(intent.name) or _topic_beside(heard)
        handbook_talk.answer(visit, topic, heard.reading) if topic else answering.no_requests(visit)
    elif len(about) == 1:
        await answering.ABOUT_ONE[intent.name](visit, heard.scene, about[0])
    elif intent.name in ("status", "next", "due") and not heard.scene.named():
        await list_theirs(visit)
    else:
        answering.which(visit, about[:MOST_BUTTONS], lambda one: f"status {one.number}")


def _topic_beside(heard: Hearing) -> str:
    """Return the topic of the playbook that a question may be about as well; empty for none."""
    return next((one.intent.topic for one in heard.meant if one.intent.topic and one.share >= 1), "")


def _answered_by_people(visit: Visit, heard: Hearing, intent: Intent) -> bool:
    """Answer what is asked about somebody who is named, or about a partner's FPM. False: it is about a request."""
    if intent.name == "fpm":
        return answering.fpm_of_company(visit, heard.reading, heard.scene)
    if intent.name != "person" and (intent.name not in ("sme", "holder") or heard.scene.records):
        return False
    people = [visit.directory.find(PersonKey(one.value)) for one in heard.reading.of(Kind.PERSON)]
    about = answering.people_of(heard.scene)
    known = [one for one in people if one and may_write_to(visit.person, one, about, visit.directory)]
    for one in known:
        answering.person(visit, one)
    if not known and any(people):
        visit.say(hearing.NOT_WITH_YOU)
    if visit.person.has(Role.PARTNER) and any(people) and not any(_works_with(heard, one) for one in known):
        handbook_talk.answer(visit, "after_closing", heard.reading)
    return any(people)


def _works_with(heard: Hearing, who: Person) -> bool:
    """Tell whether a partner may turn to somebody directly: to all but SMEs who have no request of theirs (R56)."""
    return not who.has(Role.SME) or any(
        one.sme == who.key and one.state is State.ASSIGNED for one in heard.scene.records
    )


def too_long(visit: Visit) -> None:
    """Answer what is longer than anybody says what they want in."""
    visit.unheard = "long"
    visit.say(hearing.NOTHING_CLOSE)
    answering.first_steps(visit)


async def _to_go_on(visit: Visit) -> Sequence[Choice]:
    """Return the button that goes on with a draft: who says something of nothing may be answering its question."""
    draft = await draft_talk.latest(visit)
    return [Choice("resume", labels.RESUME)] if draft and draft.given else []


async def unsure(visit: Visit, heard: Hearing, first: Sequence[Choice] = ()) -> None:
    """Answer with the request that is asked about, else the likeliest meanings behind those in `first`."""
    visit.unheard = heard.shape
    asking = asks(heard.reading)
    nobody = not heard.reading.entities and not heard.scene.points and heard.reading.says(_WHO_IS)
    if nobody and len(heard.reading.words) <= _BRIEF:
        visit.say(hearing.NOT_WITH_YOU)
        return
    if asking and heard.reading.of(Kind.WORKLOAD) and not heard.scene.named():
        handbook_talk.answer(visit, "covered", heard.reading)
        return
    waiting = [one for one in heard.scene.likely() if one.state is State.OFFERED and one.sme == visit.person.key]
    about = heard.scene.named() or (heard.scene.asked_about() if asking else waiting)
    if len(about) == 1 and (asking or waiting or len(heard.reading.words) <= _FEW):
        visit.say(None if heard.scene.named() else hearing.what_i_have(about[0].number))
        await request_talk.status(visit, about[0].number)
        return
    likely = [_as_button(visit, heard, one.intent) for one in heard.meant[:MOST_MEANINGS]]
    choices = [
        *first,
        *likely[: MOST_MEANINGS - 1],
        step_talk.message_to_fpm(visit, heard),
        *buttons_for(visit.person.roles),
    ]
    visit.say(hearing.UNSURE)
    shown = list({one.value: one for one in choices if one}.values())[:MOST_MEANINGS]
    visit.show(words_card(visit.reader, shown))


def _as_button(visit: Visit, heard: Hearing, intent: Intent) -> Choice | None:
    """Return the words that say an intent in full; None where it is about nothing here."""
    if intent.sort is Sort.STEP:
        words = step_talk.in_words(visit, heard, intent.name)
        return Choice(words, Words(words)) if words else None
    about = heard.scene.asked_about() if intent.sort is Sort.ASK else ()
    return Choice(f"status {about[0].number}", hearing.ASK_STATUS.told(number=about[0].number)) if about else None


def _completes(visit: Visit, heard: Hearing, intent: Intent | None) -> bool:
    """Tell whether a need is about a request that its partner can still change, and not about another one."""
    named = heard.scene.named()
    another = (intent is not None and intent.name == NEW) or needs.wants_sme(heard.reading)
    return len(named) == 1 and not another and bool(step_talk.in_words(visit, heard, Command.EDIT.value))


def _put_right(heard: Hearing) -> Sequence[Request]:
    """Return the request in sight whose value is said to be another one: "seats 950 not 900"."""
    typed = {word.text for word in heard.reading.words} | {one.value for one in heard.reading.of(Kind.SEATS)}
    likely = heard.scene.likely()
    return likely if "not" in typed and any(one.answers.get("seat_count") in typed for one in likely) else ()


def _tells_otherwise(heard: Hearing, intent: Intent | None) -> bool:
    """Tell whether somebody says of one request what it holds differently: "Litware is at 1100 seats now"."""
    by_chance = intent is None or beginning.is_others_step(heard, intent)
    if asks(heard.reading) or not (by_chance or (intent and intent.sort in (Sort.ASK, Sort.TOPIC))):
        return False
    returned = [one for one in heard.scene.records if one.number == heard.scene.shown and one.state is State.RETURNED]
    about = heard.scene.named() or heard.scene.of_customer() or tuple(returned) or _put_right(heard)
    if len(about) != 1 or about[0].requester != heard.known.person.key:
        return False
    return any(
        about[0].answers.get(key, value) != value for key, value in heard.need.answers.items() if key in CHANGING
    )
