"""A message as a turn hears it: read, with what stands before the person, and what it can mean there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dialogs.understanding import entities, needs
from dialogs.understanding.clauses import asks, asks_what, told
from dialogs.understanding.entities import Known, read
from dialogs.understanding.intents import Intent, Meant, Sort, intents
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.scene import Scene
from dialogs.understanding.spoken import spoken
from dialogs.understanding.told_to import orders_to_tell, tells_somebody
from dialogs.visit import Visit
from playbook.people import Directory, Person, PersonKey, Role
from playbook.requests.disclosure import known_sme, may_write_to
from playbook.requests.record import PREFIX, Command, Request, State
from playbook.requests.workloads import Catalogue

# Reading takes time with the length of the text, and nobody says what they want in more.
# Nobody leaves, or greets, in more words.
SHORT = 9
# A question or an excuse is brief where words are asked for; what is longer is the answer.
BRIEF = 14
LONGEST_HEARD = 2000
# A sentence that meets an intent less well than this is asked back.
_FAIR, _ENOUGH_TO_PUT = 0.8, -1.0
# Who greets and then says something does not mean the greeting.
_MOST_BESIDE_CHAT = 2
# What is said in so few words is about what is in sight.
_BRIEF = 8
# What is asked about people, and needs no request.
_WITHOUT_A_RECORD = frozenset(("fpm", "person", "candidates"))
# The topic of whatever field is named: one that has a topic of its own is asked about by that.
_ANY_FIELD = "field"
_BYE, _THANKS = "bye", "thanks"
_VALUES = (Kind.SEATS, Kind.WORKLOAD, Kind.REGION, Kind.LANGUAGE, Kind.TENANT_ID, Kind.FIELD)
# What a request in sight adds to steps and questions about it, and takes from questions about the playbook.
_HERE, _ELSEWHERE, _ASIDE = 1.5, 1.5, 0.5


@dataclass(frozen=True)
class Hearing:
    """A message as this turn hears it."""

    reading: Reading
    scene: Scene
    meant: Sequence[Meant]
    known: Known
    # The message says of a step that it is not wanted.
    denies_step: bool = False

    @property
    def shape(self) -> str:
        """How many words were said and what was named, for the log: nothing of the text itself."""
        kinds = sorted({one.kind.value for one in self.reading.entities})
        return " ".join([str(len(self.reading.words)), *kinds])

    @cached_property
    def need(self) -> Heard:
        """What the message tells of a need."""
        return needs.hear(told(self.reading), self.known)


def make_ready(catalogue: Catalogue) -> None:
    """Make all tables that a message is heard with: whoever wrote first would wait for them, and the others too."""
    entities.make_ready(catalogue)
    intents()


async def overhear(visit: Visit, text: str, asked_about: str = "") -> Hearing:
    """Read a message, with what the person has before them; a question about `asked_about` may be open."""
    records: Sequence[Request] = await visit.desk.within_reach(visit.person)
    customers = dict.fromkeys(one.answers.get("tenant_name", "") for one in records)
    people = None if visit.person.roles - {Role.PARTNER} else _acquaintances(visit, records)
    numbers = frozenset(one.number for one in records)
    known = Known(
        visit.desk.rules.lists, visit.person, tuple(filter(None, customers)), visit.at.date(), people, numbers
    )
    reading = read(text, known)
    records = await _with_numbers(visit, reading, records)
    last = await visit.last_card()
    scene = Scene(
        reading,
        records,
        asked_about or (last.number if last else ""),
        pinned=bool(asked_about),
        smes=_known_smes(visit, records),
        unasked=not asked_about and last is not None and last.unasked,
    )
    words = spoken(reading, visit.directory)
    meant = intents().meant(words, visit.person.roles, asking=asks(reading), asks_what=asks_what(reading))
    if orders_to_tell(reading):
        message = Meant(intents().by_name[Command.MESSAGE], _FAIR, 1.0, 0)
        meant = [message, *(one for one in meant if one.intent.name != Command.MESSAGE)]
    denies = any(one.denied and one.share >= 1 and _says_enough(one) for one in meant)
    return Hearing(reading, scene, in_place(meant, scene, visit.person.roles), known, denies)


def _acquaintances(visit: Visit, records: Sequence[Request]) -> tuple[Person, ...]:
    """Return whom a partner may know of: so no answer tells who else is in the directory (R49, R70)."""
    parts = ((one.requester, one.fpm) for one in records)
    theirs = {*_known_smes(visit, records).values(), *(key for keys in parts for key in keys if key)}
    directory = visit.directory
    known = (one for one in directory.people if one.has(Role.FPM) or may_write_to(visit.person, one, theirs, directory))
    return tuple(known)


def _known_smes(visit: Visit, records: Sequence[Request]) -> Mapping[str, PersonKey]:
    found = {one.number: known_sme(one, visit.desk.parties(one, visit.person, visit.at)) for one in records}
    return {number: sme for number, sme in found.items() if sme}


def several_verdicts(heard: Hearing) -> Sequence[Request]:
    """Return the requests of which different steps are said in one line: "approve Litware but deny Northwind"."""
    said = [word.text for word in heard.reading.words]
    steps = [one for one in intents().by_name.values() if one.sort is Sort.STEP]
    named = {one.name for one in steps if any(map(one.is_named_by, said))}
    about = [one for one in heard.scene.records if heard.scene.mentions(one)]
    return about if len(named) > 1 and len(about) > 1 else []


def topic_asked(reading: Reading, directory: Directory) -> str:
    """Return the topic of the handbook that somebody asks about who may ask about nothing else; empty for none."""
    words = spoken(reading, directory)
    meant = intents().meant(words, frozenset(Role), asking=asks(reading), asks_what=asks_what(reading))
    topics = [one for one in meant if one.intent.sort is Sort.TOPIC and one.share >= 1 and _says_enough(one)]
    return topics[0].intent.topic if topics and asks(reading) else ""


async def _with_numbers(visit: Visit, reading: Reading, records: Sequence[Request]) -> Sequence[Request]:
    """Add requests that are named by number and are none of the latest; raise Unknown where none of them is known."""
    held = {one.number for one in records}
    numbers = dict.fromkeys(one.value for one in reading.of(Kind.RECORD) if one.value.startswith(PREFIX))
    if held & numbers.keys():
        return records
    return [*records, *[await visit.desk.visible(one, visit.person, visit.at) for one in numbers]]


def in_place(meant: Sequence[Meant], scene: Scene, roles: frozenset[Role]) -> list[Meant]:
    """Return meanings weighed by where they are said: who names a request means it, and not the playbook at large.

    Small talk comes where nothing else is meant, and before it the steps of others: who asks for one hears whose it is.
    """
    named = bool(scene.named())
    brief = scene.points or len(scene.reading.words) <= _BRIEF or len(scene.records) == 1
    one = brief and len(scene.asked_about()) == 1
    pointed = bool(scene.shown) and scene.points
    # A trouble that is told is about the request in sight rather than a question to the playbook.
    troubled = one and not asks(scene.reading)
    aside = _ASIDE + _ELSEWHERE * (2 * named + scene.pinned + pointed) + _ASIDE * one

    message = _rank_of_messages(scene, roles)

    def rank(meaning: Meant) -> tuple[int, float]:
        intent, score = meaning.intent, meaning.score
        if meaning.share < 1:
            return 0, score
        if intent.name == Command.MESSAGE and message:
            return message, score
        if intent.sort is Sort.CHAT or not intent.roles & roles:
            return 1 + (intent.sort is not Sort.CHAT), score
        if intent.sort is Sort.TOPIC:
            score -= aside + (intent.topic == _ANY_FIELD) + 2 * _ELSEWHERE * troubled
        elif intent.name in ("list", "new") or intent.sort is Sort.TALK:
            score -= 2 * _ELSEWHERE * named
        elif not scene.records and intent.name not in _WITHOUT_A_RECORD:
            score -= 2 * _ELSEWHERE
        else:
            score += _HERE * (one or named) * (intent.sort in (Sort.STEP, Sort.ASK))
        return 3, score

    # Who asks something does not only say thanks, and who tells a value as well does not only say good-bye.
    asking = asks(scene.reading)
    busy = named or asking or bool(scene.reading.of(*_VALUES))
    beside = {*([_BYE] if busy else []), *([_THANKS] if asking else [])}
    chats = (one for one in meant if not (one.intent.sort is Sort.CHAT and (named or one.intent.name in beside)))
    return sorted((one for one in chats if not one.denied), key=rank, reverse=True)


def _rank_of_messages(scene: Scene, roles: frozenset[Role]) -> int:
    """Return how far in front a message comes; 0 where it is one meaning among others.

    Who begins as one who has something told means that, whatever step is named in it; a SME who has not accepted has
    nobody to write to yet (R49), and answers the offer: "tell Pat I accept".
    """
    if Role.SME in roles and any(one.state is State.OFFERED for one in scene.records):
        return 2
    reading = scene.reading
    return 4 if orders_to_tell(reading) or (not asks(reading) and tells_somebody(reading)) else 0


def clearly_meant(meant: Sequence[Meant]) -> Intent | None:
    """Return what is meant, if it is met whole and says enough: a step is only put, so less is enough for one."""
    best = best_met(meant)
    return best.intent if best else None


def best_met(meant: Sequence[Meant]) -> Meant | None:
    """Return what is clearly meant, with how well it was met."""
    return next((one for one in meant if one.share >= 1 and _says_enough(one)), None)


def _says_enough(one: Meant) -> bool:
    match one.intent.sort:
        case Sort.STEP:
            return one.score >= _ENOUGH_TO_PUT
        case Sort.CHAT:
            return one.left <= _MOST_BESIDE_CHAT
    return one.score >= _FAIR
