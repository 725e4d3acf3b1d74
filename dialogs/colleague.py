"""What a loose sentence leads to: an answer with facts, a step put to its person, or a question which was meant.

What may happen is decided here, in one place. Nothing outward or final happens by a sentence that is not a full
command: it is put to the person, by its name and its request.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from botbuilder.dialogs import DialogContext

from cards.question_card import MOST_BUTTONS, buttons_for, words_card
from dialogs import answering, draft_talk, handbook_talk, interruptions, need_talk, request_talk, stack
from dialogs.phrases import Phrase
from dialogs.put_dialog import put
from dialogs.understanding import needs
from dialogs.understanding.clauses import asks, asks_what, told
from dialogs.understanding.details import CHANGING, details
from dialogs.understanding.entities import Known, read
from dialogs.understanding.intents import Intent, Meant, Sort, intents
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.scene import Scene
from dialogs.understanding.spoken import spoken
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.messages import hearing
from playbook.messages.message import Message, Words
from playbook.people import PersonKey, Role
from playbook.refusals import Refusal
from playbook.requests.record import Command, Request
from playbook.requests.table import REFILED, REQUEST_TABLE, Row

# A sentence that meets an intent less well than this is asked back.
FAIR, _ENOUGH_TO_PUT = 0.8, -1.0
# Who greets and then says something does not mean the greeting.
_MOST_BESIDE_CHAT = 2
# What a request in sight adds to steps and questions about it, and takes from questions about the playbook.
_HERE, _ELSEWHERE, _ASIDE = 1.5, 1.5, 0.5
MOST_MEANINGS = 3
_FEW = 4
_STAFF = frozenset({Role.FPM, Role.TEAM, Role.SME})


@dataclass(frozen=True)
class Hearing:
    """A message as this turn hears it."""

    reading: Reading
    scene: Scene
    meant: Sequence[Meant]
    known: Known


async def overhear(visit: Visit, text: str, asked_about: str = "") -> Hearing:
    """Read a message, with what the person has before them; a question about `asked_about` may be open."""
    records: Sequence[Request] = await visit.desk.within_reach(visit.person)
    customers = dict.fromkeys(one.answers.get("tenant_name", "") for one in records)
    known = Known(visit.desk.rules.lists, visit.person, tuple(filter(None, customers)), visit.at.date())
    reading = read(text, known)
    records = await _with_numbers(visit, reading, records)
    shown = asked_about or await visit.desk.shown_last(visit.chat)
    scene = Scene(reading, records, shown, pinned=bool(asked_about))
    words = spoken(reading, visit.directory)
    meant = intents().meant(words, visit.person.roles, asking=asks(reading), asks_what=asks_what(reading))
    return Hearing(reading, scene, in_place(meant, scene, visit.person.roles), known)


async def _with_numbers(visit: Visit, reading: Reading, records: Sequence[Request]) -> Sequence[Request]:
    """Add requests that a message names by number and that are none of the latest; raise Unknown for one of none."""
    held = {one.number for one in records}
    numbers = dict.fromkeys(one.value for one in reading.of(Kind.RECORD) if one.value.startswith("SME-"))
    return [*records, *[await visit.desk.visible(one, visit.person, visit.at) for one in numbers if one not in held]]


class Colleague:
    """Answers what is no command and no answer to a question."""

    async def hear(self, dc: DialogContext, visit: Visit, heard: Hearing) -> None:
        """Answer a sentence; what stays unclear is asked back with what it may mean."""
        best = clearly_meant(heard.meant)
        need = _need(visit, heard, best)
        if need:
            await need_talk.begin(dc, visit, need)
        elif best is None and _tells_otherwise(heard):
            await self._step(dc, visit, heard, intents().by_name[Command.EDIT.value])
        elif best is None:
            await self.unsure(visit, heard)
        else:
            await self.answer(dc, visit, heard, best)

    async def answer(self, dc: DialogContext, visit: Visit, heard: Hearing, intent: Intent) -> None:
        """Answer an intent."""
        match intent.sort:
            case Sort.STEP:
                await self._step(dc, visit, heard, intent)
            case Sort.ASK:
                await self._ask(visit, heard, intent)
            case Sort.DRAFT:
                await _DRAFTS[intent.name](dc, visit, heard)
            case Sort.TALK | Sort.CHAT:
                await _TALKS[intent.name](dc, visit, heard)
            case Sort.TOPIC:
                handbook_talk.answer(visit, intent.topic, heard.reading)

    async def _step(self, dc: DialogContext, visit: Visit, heard: Hearing, intent: Intent) -> None:
        """Put a step to the person, filled in with what was said; ask which request where several fit."""
        if not intent.roles & visit.person.roles:
            await self._not_theirs(visit, heard, intent)
            return
        commands = REFILED if intent.name in {one.value for one in REFILED} else {_command(intent.name)}
        if None in commands:
            await self._revise(visit, heard)
            return

        def row_of(request: Request) -> Row | None:
            parties = visit.desk.parties(request, visit.person, visit.at)
            rows = REQUEST_TABLE.open_to(request.state, parties)
            return next((row for row in rows if row.command in commands), None)

        meant = heard.scene.meant(lambda request: row_of(request) is not None) or heard.scene.likely()
        if len(meant) == 1:
            row = row_of(meant[0])
            if row:
                await put(dc, visit, row, meant[0], await _details(visit, row, meant[0], heard.reading))
            else:
                await self._nearest(dc, visit, heard, meant[0], intent)
        elif meant:
            answering.which(visit, meant, lambda one: f"{intent.name} {one.number}")
        else:
            visit.say(hearing.NOTHING_FITS if heard.scene.records else hearing.NO_REQUESTS)
            await request_talk.listed(visit, "all", "")

    async def _not_theirs(self, visit: Visit, heard: Hearing, intent: Intent) -> None:
        """Say who may take a step that is somebody else's."""
        about = heard.scene.asked_about()
        if len(about) == 1 and _command(intent.name):
            await _refused(visit, about[0], intent)
            visit.say(hearing.is_fpm(answering.contact(visit, about[0].fpm), about[0].number))
        else:
            await _list(visit, heard)

    async def _nearest(self, dc: DialogContext, visit: Visit, heard: Hearing, request: Request, intent: Intent) -> None:
        """Say why a step is not open on a request, and put the nearest one that is."""
        parties = visit.desk.parties(request, visit.person, visit.at)
        rows = {row.command.value: row for row in REQUEST_TABLE.open_to(request.state, parties)}
        other = next((rows[name] for name in _NEAREST.get(intent.name, ()) if name in rows), None)
        if other:
            await put(dc, visit, other, request, await _details(visit, other, request, heard.reading))
        else:
            await _refused(visit, request, intent)

    async def _revise(self, visit: Visit, heard: Hearing) -> None:
        denied = heard.scene.meant(lambda request: request.state.value == "denied")
        if len(denied) == 1:
            visit.say(hearing.put("revise", denied[0].number, request_talk.in_short(visit, denied[0]), whole=True))
            words = f"revise {denied[0].number}"
            visit.show(words_card(visit.reader, [Choice(words, Words(words)), Choice("no", hearing.NO)]))
        elif denied:
            answering.which(visit, denied, lambda one: f"revise {one.number}")
        else:
            visit.say(hearing.NOTHING_FITS)
            await request_talk.listed(visit, "all", "")

    async def _ask(self, visit: Visit, heard: Hearing, intent: Intent) -> None:
        if intent.name == "list":
            await _list(visit, heard)
            return
        of_person = intent.name == "person" or (intent.name in ("sme", "holder") and not heard.scene.records)
        if of_person and _people(visit, heard):
            return
        about = heard.scene.asked_about()
        if intent.name == "candidates":
            await answering.candidates(visit, heard.scene, about[0] if len(about) == 1 or heard.scene.points else None)
        elif intent.name == "fpm" and answering.fpm_of_company(visit, heard.reading, heard.scene):
            return
        elif not about:
            visit.say(hearing.NO_REQUESTS)
            answering.first_steps(visit)
        elif len(about) == 1:
            await answering.ABOUT_ONE[intent.name](visit, heard.scene, about[0])
        elif intent.name in ("status", "next", "due"):
            await _list(visit, heard)
        else:
            answering.which(visit, about[:MOST_BUTTONS], lambda one: f"status {one.number}")

    def too_long(self, visit: Visit) -> None:
        """Answer what is longer than anybody says what they want in."""
        visit.unheard = "long"
        visit.say(hearing.NOTHING_CLOSE)
        answering.first_steps(visit)

    async def unsure(self, visit: Visit, heard: Hearing) -> None:
        """Offer the two or three likeliest meanings; the sentence is kept where it can be sent to somebody."""
        visit.unheard = _shape(heard.reading)
        about = heard.scene.named() or (heard.scene.asked_about() if asks(heard.reading) else ())
        if len(about) == 1 and (asks(heard.reading) or len(heard.reading.words) <= _FEW):
            visit.say(hearing.what_i_have(about[0].number) if not heard.scene.named() else None)
            await request_talk.status(visit, about[0].number)
            return
        choices = [*self._likely(visit, heard), *_always(visit)][:MOST_MEANINGS]
        visit.say(hearing.UNSURE)
        visit.show(words_card(visit.reader, choices))

    def _likely(self, visit: Visit, heard: Hearing) -> list[Choice]:
        found = [_as_button(visit, heard, one.intent) for one in heard.meant[:MOST_MEANINGS]]
        return list({one.value: one for one in found if one}.values())


def _as_button(visit: Visit, heard: Hearing, intent: Intent) -> Choice | None:
    """Return the words that say an intent in full; None where it is about nothing here."""
    if intent.sort is Sort.STEP and (command := _command(intent.name)):
        row = REQUEST_TABLE.row(command)
        fitting = heard.scene.meant(lambda one: row in _open_rows(visit, one))
        words = f"{intent.name} {fitting[0].number}" if fitting else ""
        return Choice(words, Words(words)) if words else None
    about = heard.scene.asked_about() if intent.sort is Sort.ASK else ()
    return Choice(f"status {about[0].number}", hearing.ASK_STATUS.told(number=about[0].number)) if about else None


def _open_rows(visit: Visit, request: Request) -> Sequence[Row]:
    return REQUEST_TABLE.open_to(request.state, visit.desk.parties(request, visit.person, visit.at))


def _need(visit: Visit, heard: Hearing, intent: Intent | None) -> Heard | None:
    """Return what a partner's sentence says of a new need; None where it is about something else."""
    if not visit.person.has(Role.PARTNER) or heard.reading.of(Kind.RECORD):
        return None
    need = needs.hear(told(heard.reading), heard.known)
    begins = intent is not None and intent.name == "new"
    says = begins or needs.wants_sme(heard.reading) or need.enough
    elsewhere = intent is not None and intent.sort in (Sort.ASK, Sort.TOPIC)
    step = intent is not None and intent.sort is Sort.STEP and not (need.enough and not heard.scene.named())
    return need if says and (begins or not (elsewhere or step)) else None


def _tells_otherwise(heard: Hearing) -> bool:
    """Tell whether somebody says of one request what it holds differently: "Litware is at 1100 seats now"."""
    about, need = heard.scene.named(), needs.hear(told(heard.reading), heard.known)
    if len(about) != 1 or about[0].requester != heard.known.person.key:
        return False
    return any(about[0].answers.get(key, value) != value for key, value in need.answers.items() if key in CHANGING)


def _shape(reading: Reading) -> str:
    """Return how many words were said and what was named, for the log: nothing of the text itself."""
    return " ".join([str(len(reading.words)), *sorted({one.kind.value for one in reading.entities})])


def in_place(meant: Sequence[Meant], scene: Scene, roles: frozenset[Role]) -> list[Meant]:
    """Return meanings weighed by where they are said: who names a request means it, and not the playbook at large.

    Small talk comes where nothing else is meant, and before it the steps of others: who asks for one hears whose it is.
    """
    one, named = len(scene.asked_about()) == 1, bool(scene.named())
    aside = _ASIDE + _ELSEWHERE * (named + scene.pinned + (bool(scene.shown) and scene.points))

    def rank(meaning: Meant) -> tuple[int, float]:
        intent = meaning.intent
        if meaning.share < 1:
            return 0, meaning.score
        if intent.sort is Sort.CHAT or not intent.roles & roles:
            return 1 + (intent.sort is not Sort.CHAT), meaning.score
        here = _HERE * (one or named) * (intent.sort in (Sort.STEP, Sort.ASK))
        away = aside if intent.sort is Sort.TOPIC else _ELSEWHERE * (named and intent.name == "list")
        return 3, meaning.score + here - away

    return sorted(meant, key=rank, reverse=True)


def clearly_meant(meant: Sequence[Meant]) -> Intent | None:
    """Return what is meant, if it is met whole and says enough: a step is only put, so less is enough for one."""
    return next((one.intent for one in meant if one.share >= 1 and _says_enough(one)), None)


def _says_enough(one: Meant) -> bool:
    match one.intent.sort:
        case Sort.STEP:
            return one.score >= _ENOUGH_TO_PUT
        case Sort.CHAT:
            return one.left <= _MOST_BESIDE_CHAT
    return one.score >= FAIR


_NEAREST: Mapping[str, Sequence[str]] = {
    "decline": ("handback",),
    "handback": ("decline",),
    "offer": ("reassign",),
    "reassign": ("offer",),
    "recall": ("reassign",),
    "edit": ("message",),
    "nudge": ("message",),
    "deny": ("message",),
    "return": ("message",),
}


def _command(name: str) -> Command | None:
    return Command(name) if name in set(Command) else None


async def _refused(visit: Visit, request: Request, intent: Intent) -> None:
    """Say why a step is not open, and where the request stands."""
    try:
        await visit.desk.opened(request.number, Command(intent.name), visit.person, visit.at)
    except Refusal as refusal:
        visit.refuse(refusal)
    await request_talk.status(visit, request.number)


async def _details(visit: Visit, row: Row, request: Request, reading: Reading) -> dict[str, str]:
    asks = row.asked_of(request)
    options = {field.key: await visit.desk.options(field, request, visit.person) for field in asks}
    return details(asks, options, reading)


async def _list(visit: Visit, heard: Hearing) -> None:
    del heard
    await request_talk.listed(visit, "queue" if visit.person.roles & _STAFF else "mine", "")


def _people(visit: Visit, heard: Hearing) -> bool:
    people = [visit.directory.find(PersonKey(one.value)) for one in heard.reading.of(Kind.PERSON)]
    found = [one for one in people if one]
    for one in found:
        answering.person(visit, one)
    return bool(found)


def _always(visit: Visit) -> Sequence[Choice]:
    return buttons_for(visit.person.roles)


Say = Callable[[DialogContext, Visit, Hearing], Awaitable[None]]


def _phrase(name: str) -> Say:
    async def say(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
        del heard
        await interruptions.HANDLERS[name](dc, visit, Phrase(name))

    return say


def _sentence(message: Message) -> Say:
    async def say(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
        del heard
        visit.say(message)
        if not dc.active_dialog:
            answering.first_steps(visit)

    return say


async def _pause(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    """Leave everything as it is: a draft waits for "resume"."""
    del heard
    draft = await stack.draft_in_hand(dc, visit) if dc.active_dialog else None
    await dc.cancel_all_dialogs()
    if draft:
        await draft_talk.stop(visit, draft, hearing.PAUSED)
    else:
        visit.say(hearing.ALL_KEPT)
        answering.first_steps(visit)


async def _undo(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    del dc
    about = heard.scene.asked_about()
    visit.say(hearing.UNDO)
    if about:
        await request_talk.show(visit, about[0].number)


async def _several(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    del dc
    visit.say(hearing.ONE_BY_ONE)
    await _list(visit, heard)


_DRAFTS: Mapping[str, Say] = {
    "new": _phrase("new"),
    "form": _phrase("form"),
    "resume": _phrase("resume"),
    "submit": _phrase("submit"),
    "discard": _phrase("resume"),
    "pause": _pause,
}
_TALKS: Mapping[str, Say] = {
    "help": _phrase("help"),
    "thanks": _sentence(hearing.WELCOME),
    "hello": _sentence(hearing.HELLO),
    "bye": _sentence(hearing.FINE),
    "undo": _undo,
    "remind": _sentence(hearing.NO_REMINDERS),
    "leave": _sentence(hearing.ALL_KEPT),
    "absent": _sentence(hearing.NO_ABSENCES),
    "several": _several,
}
