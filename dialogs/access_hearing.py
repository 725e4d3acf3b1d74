"""What is said about access: all of a stranger's words, and those of FPMs and the team about applications."""

from botbuilder.dialogs import DialogContext

from cards.card_actions import DraftPress
from dialogs import access_words, handbook_talk, phrases, stack
from dialogs.access_dialog import ACCESS_DIALOG, AccessDialog, Interruptions, go_on
from dialogs.access_talk import AccessTalk
from dialogs.details_dialog import begin_step
from dialogs.faces import Face
from dialogs.holding_back import refuse_left_open
from dialogs.overhearing import topic_asked
from dialogs.understanding.agreement import is_yes
from dialogs.visit import Visit
from playbook import patterns
from playbook.access import codes
from playbook.access.fields import CHOICES, FIELD
from playbook.access.life import ACCESS_LIFE
from playbook.access.record import SLOT, Application
from playbook.answers import LONGEST_SAID, clean
from playbook.life.fields import Field
from playbook.messages import access, deciding
from playbook.people import Role
from playbook.refusals import Refusal

_COMMAND = patterns.command(("approve", "decline"), "acc")
_STATUS = patterns.status("acc")
_ASK = "request access"
# Words that mean the same where nothing is being asked whose answer they could be.
_ASKS = frozenset({_ASK, "access", "ask for access", "i need access", "apply", "register"})
_HOW_TO_COME_IN = "access"
_WANTS = frozenset({
    "access", "apply", "register", "registration", "enrol", "enroll", "join", "signup", "sign", "sme", "zugang",
    "zugriff", "anmelden", "registrieren", "accès", "inscription", "acceso", "registrarme", "acesso", "cadastro",
    "アクセス",
})  # fmt: skip
_POLITE = frozenset({"me", "myself", "us", "please", "now", "here", "for", "access", "with", "you"})
_ACCEPTANCES = frozenset({"i accept", "accept", "accepted", "i agree", "agree", "yes", "yes i accept"})
_REGISTER = "register "
_LONGEST = 300


class AccessHearing:
    """Hears words about access: all of a stranger's, and of those who are known what is about an application."""

    slot = SLOT

    def __init__(self, face: Face[Application], says: AccessTalk) -> None:
        """Take steps by this face, and answer in these words."""
        self._face = face
        self._says = says
        self.dialogs = [AccessDialog(says).waterfall()]
        self._interruptions = Interruptions(says)

    async def hear(self, dc: DialogContext, visit: Visit, text: str) -> bool:
        """Answer a message; return whether it was meant for this life."""
        said = clean(text) if len(text) <= LONGEST_SAID else ""
        flat = " ".join(said.split())[:_LONGEST]
        if visit.stranger:
            await self._hear_stranger(dc, visit, text, flat)
            return True
        if stack.active(dc) == ACCESS_DIALOG:
            await dc.cancel_all_dialogs()
        return await self._hear_known(dc, visit, said, flat)

    async def _hear_known(self, dc: DialogContext, visit: Visit, said: str, flat: str) -> bool:
        bare = flat.rstrip("!.").casefold()
        step, status = _COMMAND.match(flat), _STATUS.match(flat.rstrip("!."))
        if step:
            number, verb = _number(step["number"]), step["verb"].casefold()
            rest = phrases.details_behind(said, step.group())
            if rest and stack.asks_for_words(dc):
                await stack.take_as_answer(dc, visit, verb, number)
                return True
            visit.asked = f"{verb} {number}"
            refuse_left_open(self._face, verb, flat[len(step.group()) :])
            await begin_step(dc, visit, self._face, number, verb, rest=rest)
        elif status:
            await self._says.status(visit, _number(status["number"]))
            await stack.ask_again(dc)
        elif bare == "queue" and visit.person.roles & {Role.FPM, Role.TEAM}:
            await self._says.also_waiting(visit)
            return False
        elif bare == "applications" and visit.person.roles & {Role.FPM, Role.TEAM}:
            await self._says.waiting(visit)
            await stack.ask_again(dc)
        elif dc.active_dialog:
            return False
        elif bare in _ASKS:
            visit.say(access.KNOWN_ALREADY)
        elif _is_registration(flat) and codes.looks_like_one(_without_acceptance(flat[len(_REGISTER) :])[0]):
            await self._register(visit, flat)
        else:
            # A full command is about a request, and is not read for a name first.
            may_mean_one = bool(visit.person.roles & {Role.FPM, Role.TEAM}) and phrases.parse(flat) is None
            return may_mean_one and await access_words.hear(visit, self._says, flat)
        return True

    async def _hear_stranger(self, dc: DialogContext, visit: Visit, text: str, flat: str) -> None:
        bare = flat.rstrip("!.").casefold()
        phrase, change = phrases.parse(text), phrases.change(text)
        status = _STATUS.match(flat.rstrip("!."))
        asking = stack.active(dc) == ACCESS_DIALOG
        if _is_registration(flat) and not asking:
            await self._register(visit, flat)
        elif bare == _ASK or (not asking and _wants_access(bare) and not self._answered(visit, text)):
            await self._interruptions.begin(dc, visit)
        elif is_yes(bare) and not asking and await self._says.desk(visit).latest(visit.person) is None:
            # The greeting has one button, and a yes presses it.
            await self._interruptions.begin(dc, visit)
        elif bare in _ACCEPTANCES and not asking:
            visit.say(access.ACCEPT_WITH_CODE)
            await self._says.stands(visit)
        elif status:
            await self._says.status(visit, _number(status["number"]))
        elif phrase and phrase.name in self._interruptions.handlers:
            await self._interruptions.handlers[phrase.name](dc, visit)
        elif change and await self._change(dc, visit, *change):
            return
        elif asking:
            await self._interruptions.hear(dc, visit, text)
        else:
            self._answered(visit, text)
            await self._says.stands(visit)

    def _answered(self, visit: Visit, text: str) -> bool:
        """Answer a question about the playbook, which is nobody's secret; what follows says how to come in.

        Who asks how to come in needs no answer to read: beginning is the answer.
        """
        reading = self._says.reading(visit, text)
        topic = topic_asked(reading, visit.directory)
        if topic == _HOW_TO_COME_IN:
            return False
        if topic:
            handbook_talk.answer(visit, topic, reading)
        return bool(topic)

    async def _change(self, dc: DialogContext, visit: Visit, words: str, value: str) -> bool:
        draft, field = await self._says.draft(visit), _field(words)
        if draft is None or field is None:
            return False
        # "Change name to Nora and company to Contoso" changes both.
        value, joint, more = value.partition(" and ")
        another = phrases.change(f"change {more}") if joint else None
        if another and _field(another[0]):
            await self._says.take(visit, draft, {field.key: value}, field.key)
            return await self._change(dc, visit, *another)
        if value:
            await self._says.keep(visit, draft, {field.key: f"{value}{joint}{more}"})
        await go_on(dc, "" if value else field.key)
        return True

    async def _register(self, visit: Visit, flat: str) -> None:
        code, accepted = _without_acceptance(flat[len(_REGISTER) :])
        visit.asked = "register"
        await self._says.register(visit, code, accepted=accepted)

    async def press(self, dc: DialogContext, visit: Visit, press: DraftPress) -> None:
        """Answer a button of an applicant's draft. Whatever was being asked gives way."""
        if not visit.stranger:
            raise Refusal(access.KNOWN_ALREADY)
        if press.verb == "submit":
            await self._says.submit(visit, press.draft_id)
            await dc.cancel_all_dialogs()
            return
        draft = await self._says.expect_draft(visit)
        if draft.id != press.draft_id:
            raise Refusal(access.DRAFT_IS_GONE)
        texts = {key: text for key, text in press.texts.items() if key in FIELD}
        match press.verb:
            case "answer" if len(texts) == 1:
                await self._says.keep(visit, draft, texts)
                await go_on(dc)
            case "form":
                self._says.form(visit, draft)
            case "fill":
                if await self._says.fill(visit, draft, texts):
                    await go_on(dc)
            case "stop":
                await self._interruptions.handlers["cancel"](dc, visit)
            case _:
                raise Refusal(deciding.CARD_NOT_READABLE)


def _field(words: str) -> Field | None:
    """Return the field of an application that is called so."""
    wanted = words.casefold().removeprefix("my ")
    return next((one for one in FIELD.values() if wanted in (one.title.id.casefold(), *one.words)), None)


def _is_registration(flat: str) -> bool:
    """Tell whether somebody registers by a code; "register me please" has none in it."""
    words = flat[len(_REGISTER) :].casefold().split()
    return flat.casefold().startswith(_REGISTER) and not _POLITE.issuperset(words)


def _wants_access(bare: str) -> bool:
    """Tell whether somebody who is not known asks to be let in, in whatever words: beginning costs them nothing."""
    return not _WANTS.isdisjoint(word.strip("?!.,;:") for word in bare.split())


def _without_acceptance(said: str) -> tuple[str, bool]:
    """Return a code without the words of acceptance behind it, and whether they were there."""
    (accept,) = CHOICES["accept"]
    for words in sorted((accept.name, *accept.synonyms), key=len, reverse=True):
        if said.casefold().endswith(f" {words.casefold()}"):
            return said[: -len(words)].rstrip(" ,:;"), True
    return said, False


def _number(digits: str) -> str:
    return ACCESS_LIFE.number(int(digits))
