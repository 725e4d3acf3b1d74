"""Judging an answer by what it says, offers and changes; see `tests/corpus/README.md` for what a line may want."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cards.reader import Reader
from playbook.life.ports import Query, every
from playbook.life.records import Draft
from playbook.messages import asking, helping
from playbook.messages.deciding import STATES, TEAM_ADDRESS
from playbook.requests.fields import FIELD
from playbook.requests.record import Request
from tests.office import Answer, Office, Player, walk

_READER = Reader()
# The steps of the corpus whose words or verbs are others here.
_VERBS = {"handback": ("handback", "hand back"), "edit": ("edit", "resubmit"), "revise": ("revise", "edit", "resubmit")}
_PEOPLE = {"team": (TEAM_ADDRESS, "Tess"), "fpm": ("Fran", "fran.fisher"), "sme": ("Sana", "Sam ", "Sam Silva", "SME")}
# What follows from another answer by itself.
_FOLLOWING = frozenset(
    {"role", "delivery_team", "partner_name", "partner_email", "fpm", "exception", "other_workload", "email_source"}
)


@dataclass(frozen=True)
class Kept:
    """What the store holds at one moment: requests by number with their last step, and each person's drafts."""

    requests: Mapping[str, tuple[int, str]]
    drafts: Mapping[str, Mapping[str, Draft]]


async def kept(office: Office) -> Kept:
    """Read what the store holds."""
    store = office.house.store
    requests = {one.number: (one.revision, one.last_step) for one in await every(store, Request, Query())}
    drafts = {
        name: {draft.slot: draft for draft in await store.drafts(player.key)} for name, player in office.players.items()
    }
    return Kept(requests, drafts)


@dataclass(frozen=True)
class Heard:
    """A line that was said: who said it, what was answered, and what stood before and after."""

    who: Player
    answer: Answer
    before: Kept
    after: Kept

    @property
    def words(self) -> str:
        """All that the answer says, in lower case."""
        return self.answer.words.casefold()

    @property
    def answers(self) -> dict[str, str]:
        """What the speaker's drafts hold that they did not hold before."""
        return dict(self._new_answers())

    def _new_answers(self) -> Iterator[tuple[str, str]]:
        name = next(name for name, player in self.who.office.players.items() if player is self.who)
        for slot, draft in self.after.drafts[name].items():
            old = self.before.drafts[name].get(slot)
            # A copy of a filed request brings the answers it had.
            known = old.answers if old else draft.filed
            yield from ((key, value) for key, value in draft.answers.items() if known.get(key) != value)

    @property
    def stepped(self) -> dict[str, str]:
        """The steps that were taken, by request."""
        stood = self.before.requests
        return {
            number: step for number, (rev, step) in self.after.requests.items() if stood.get(number, (0, ""))[0] < rev
        }

    @property
    def offered(self) -> list[str]:
        """What the buttons do, as words: "approve SME-0001", "submit"."""
        found = []
        for one in walk(self.answer.card):
            data = one.get("data", {}) if str(one.get("type", "")).startswith("Action.") else {}
            texts = {key: value for key, value in data.items() if isinstance(value, str)}
            if "words" in texts:
                found.append(texts["words"])
            elif "verb" in texts or "verb" in one:
                verb = texts.get("verb") or str(one.get("verb"))
                found.append(f"{verb} {texts.get('number', texts.get('slot', ''))} {' '.join(texts.values())}")
        return found

    @property
    def filled(self) -> str:
        """What stands filled in on the card, and in the words of its buttons."""
        values = [
            str(one["value"])
            for one in walk(self.answer.card)
            if str(one.get("type", "")).startswith("Input.") and one.get("value")
        ]
        return "\n".join([*values, *self.offered, self.answer.text])

    @property
    def is_dead_end(self) -> bool:
        """Whether the answer is nothing but that it was not understood."""
        return not self.words.strip() or ("did not understand" in self.words and not self.offered)


def _options(parts: list[str]) -> dict[str, str]:
    return dict(part.split("=", 1) for part in parts if "=" in part)


def meets(heard: Heard, want: str) -> bool:
    """Tell whether an answer does what one entry wants."""
    kind, *rest = want.split(" ")
    told = want.removeprefix(kind).strip()
    return bool(_CHECKS[kind](heard, told, rest))


def _status(heard: Heard, number: str, _: list[str]) -> bool:
    titles = [_READER.text(title).casefold() for title in STATES.values()]
    return number.casefold() in heard.words and any(title in heard.words for title in titles)


def _list(heard: Heard, *_: Any) -> bool:
    opened = [words for words in heard.offered if words.startswith(("status ", "resume", "edit "))]
    return bool(opened) or "nothing" in heard.words


def _who(heard: Heard, name: str, _: list[str]) -> bool:
    return any(one.casefold() in heard.words for one in _PEOPLE.get(name, (name,)))


def _says(heard: Heard, told: str, _: list[str]) -> bool:
    return any(one.strip().casefold() in heard.words for one in told.split("|"))


def _offer(heard: Heard, _: str, parts: list[str]) -> bool:
    step, number = parts[0], next((part for part in parts if part.startswith(("SME-", "ACC-"))), "")
    verbs = _VERBS.get(step, (step,))
    found = [one for one in heard.offered if one.startswith(verbs) and number in one]
    return bool(found) and all(_holds(heard, key, value, found) for key, value in _options(parts).items())


def _holds(heard: Heard, key: str, value: str, found: list[str]) -> bool:
    filled = f"{heard.filled} {' '.join(found)}".casefold()
    if key == "text":
        return any(
            str(one.get("id", "")).endswith((".text", ".note", ".reason")) and one.get("value")
            for one in walk(heard.answer.card)
        ) or any(len(one.split()) > 3 for one in found)
    if key in ("sme", "fpm"):
        person = heard.who.office.players[value.casefold()].person
        return person.key in filled or person.name.casefold() in filled or value.casefold() in filled
    return all(one in filled for one in value.casefold().split(","))


def _act(heard: Heard, _: str, parts: list[str]) -> bool:
    if len(parts) == 1:
        return bool(heard.stepped)
    return parts[1] in heard.stepped


def _field(heard: Heard, told: str, _: list[str]) -> bool:
    key, value = told.split("=", 1)
    held = heard.answers.get(key)
    return held is not None and (value == "*" or held.casefold() == value.casefold())


def _nofield(heard: Heard, key: str, _: list[str]) -> bool:
    return key not in heard.answers


def _ask(heard: Heard, key: str, _: list[str]) -> bool:
    question = asking.QUESTIONS.get("text" if key == "reason" else key)
    return question is not None and _READER.text(question).casefold() in heard.words


def _choose(heard: Heard, _: str, numbers: list[str]) -> bool:
    return all(any(number in one for one in heard.offered) for number in numbers)


def _new(heard: Heard, *_: Any) -> bool:
    name = next(name for name, player in heard.who.office.players.items() if player is heard.who)
    begun = set(heard.after.drafts[name]) - set(heard.before.drafts[name])
    return bool(begun) or any(one.startswith("new request") for one in heard.offered)


def _access(heard: Heard, *_: Any) -> bool:
    """It is named, or begun: the bot then asks who they are."""
    return "access" in heard.words or bool(heard.after.drafts["nora"])


def _help(heard: Heard, *_: Any) -> bool:
    return "you can say" in heard.words or _READER.text(helping.GROUP).casefold() in heard.words


def _lively(heard: Heard, *_: Any) -> bool:
    return not heard.is_dead_end


_CHECKS: Mapping[str, Any] = {
    "status": _status,
    "list": _list,
    "who": _who,
    "says": _says,
    "offer": _offer,
    "act": _act,
    "field": _field,
    "nofield": _nofield,
    "ask": _ask,
    "choose": _choose,
    "new": _new,
    "social": _lively,
    "access": _access,
    "help": _help,
    "nothing": _lively,
}


def wrong(heard: Heard, wants: list[str]) -> list[str]:
    """Return what was changed that nobody wanted changed."""
    acted = {parts[2] for want in wants if (parts := want.split())[0] == "act" and len(parts) > 2}
    submits = any(want.split()[:2] == ["act", "submit"] for want in wants)
    steps = [f"{step} {number}" for number, step in heard.stepped.items() if number not in acted and not submits]
    fields = {want.split(" ", 1)[1].partition("=")[0] for want in wants if want.startswith("field ")}
    # A request that is to begin keeps all that is plainly said of it.
    idle = not any(want.startswith(("nofield", "ask")) for want in wants) and not heard.before.drafts["pat"]
    begins = any(want.split()[0] in ("new", "access", "offer", *(("field",) if idle else ())) for want in wants)
    kept_anyway = [
        f"{key}={value}"
        for key, value in heard.answers.items()
        if key in FIELD and key not in fields | _FOLLOWING and not begins
    ]
    return steps + kept_anyway
