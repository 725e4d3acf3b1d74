"""What one message says about a need. Rules only, no model: what is unclear is asked back, never guessed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from playbook import patterns
from playbook.answers import Choice, clean
from playbook.messages import asking
from playbook.messages.message import Speech
from playbook.people import Person
from playbook.refusals import NotUnderstood
from playbook.requests.fields import FIELD
from playbook.requests.lists import REGIONS, SEGMENTS, Lists

_NO_NAMES = (*(choice.value for choice in (*REGIONS, *SEGMENTS)), "SMEs?", "FPMs?", "FRPs?", "FastTrack")
_CUSTOMER, _FOR = patterns.customer(_NO_NAMES), patterns.for_whom(_NO_NAMES)
# "second language" and the like stand right before the language.
_BEFORE = 40
_SHORTEST = 3
_ENOUGH = 2
_CUT = " , "


@dataclass(frozen=True)
class Heard:
    """Canonical answers by field; and by field what was said but is not clear, as the sentence that asks back."""

    answers: Mapping[str, str]
    doubts: Mapping[str, Speech]

    @property
    def enough(self) -> bool:
        """Whether a message without a request for a SME says enough to be one."""
        return len(self.answers) + len(self.doubts) > _ENOUGH


def wants_sme(text: str) -> bool:
    """Tell whether somebody asks for a SME in their own words."""
    said = patterns.calm(text)
    wish = patterns.WISH.find(said)
    return bool(wish and patterns.WHOM.find(said, wish.end()))


def hear(text: str, lists: Lists, person: Person) -> Heard:
    """Return what one message says about a need."""
    reading = _Reading(patterns.calm(clean(text)), lists, person)
    reading.take_choice("workload", lists.catalogue.workloads)
    reading.take_values("seat_count", patterns.SEATS)
    reading.take_values("tenant_id", patterns.GUID_IN_TEXT)
    reading.take_customer(in_lower_case=text == text.lower())
    reading.take_choice("region", REGIONS)
    reading.take_choice("tenant_segment", SEGMENTS)
    reading.take_languages(lists.catalogue.languages)
    order = [key for key in FIELD if key in reading.doubts]
    return Heard(reading.answers, {key: reading.doubts[key] for key in order})


@dataclass
class _Reading:
    """A message as it is read: whatever one field has taken is gone for the next."""

    rest: str
    lists: Lists
    person: Person
    answers: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, Speech] = field(default_factory=dict)

    def take_choice(self, key: str, choices: Sequence[Choice]) -> None:
        found = _mentions(choices, self.rest)
        for mention in reversed(found):
            self.rest = self.rest[: mention.start] + _CUT + self.rest[mention.end :]
        self._settle(key, _meant(found))

    def _settle(self, key: str, meant: Sequence[Choice]) -> None:
        if len(meant) == 1:
            self.answers[key] = meant[0].value
        elif meant:
            self.doubts[key] = asking.which_of([choice.title for choice in meant])

    def take_values(self, key: str, pattern: patterns.Within) -> None:
        texts = [next(group for group in match.groups() if group) for match in pattern.each(self.rest)]
        self.rest = pattern.replace(self.rest, _CUT)
        self._keep(key, texts)

    def _keep(self, key: str, texts: Iterable[str]) -> None:
        """Keep the one value that was said; ask back when there are several, or when it is none."""
        values: dict[str, str] = {}
        for text in texts:
            try:
                value = self._read(key, text)
            except NotUnderstood as refusal:
                self.doubts[key] = refusal.message
            else:
                values[value.casefold()] = value
        if len(values) > 1:
            shown = [self.lists.show(FIELD[key], value) for value in values.values()]
            self.doubts[key] = asking.several(FIELD[key], shown)
        elif values and key not in self.doubts:
            self.answers[key] = next(iter(values.values()))

    def _read(self, key: str, text: str) -> str:
        # A blank may part two numbers ("Office 365 300 seats") as well as thousands.
        if key == "seat_count" and " " in text:
            raise NotUnderstood(asking.not_a_number(FIELD[key]))
        return self.lists.read(FIELD[key], text, self.person)

    def take_customer(self, *, in_lower_case: bool) -> None:
        """Take who the SME is for: a name after "customer", else after "for", unless that may be the workload."""
        after_for = (_FOR, patterns.FOR_IN_LOWER_CASE) if in_lower_case else (_FOR,)
        for pattern in (_CUSTOMER, *(after_for if "workload" in {*self.answers, *self.doubts} else ())):
            found = [(match, self._name(match.group(match.lastindex or 0))) for match in pattern.each(self.rest)]
            named = [(match, name) for match, name in found if name]
            for match, name in reversed(named):
                end = match.start() + match.group().rindex(name) + len(name)
                self.rest = self.rest[: match.start()] + _CUT + self.rest[end:]
            if named:
                self._keep("tenant_name", [name for _, name in named])
                return

    def _name(self, text: str) -> str:
        """Return the customer's name in a match; empty when it names a language or a region instead."""
        name = patterns.POSSESSIVE.replace(patterns.CUSTOMER_WORD.cut(text).strip(), "")
        while name and _is_listed(name.rpartition(" ")[2], self.lists.catalogue.languages):
            name = patterns.OPEN_END.replace(name.rpartition(" ")[0].rstrip(), "")
        listed = (*REGIONS, *SEGMENTS, *self.lists.catalogue.workloads)
        return "" if not any(map(str.isalnum, name)) or _is_listed(name, listed) else name

    def take_languages(self, languages: Sequence[Choice]) -> None:
        """Take the first language as the primary one, and one after "and", "or" or "secondary" as the other."""
        taken: dict[str, Sequence[Choice]] = {}
        for mention in _mentions(languages, self.rest, shortest=_SHORTEST):
            before = self.rest[max(0, mention.start - _BEFORE) : mention.start]
            if patterns.SECONDARY.find(before) or ("primary_language" in taken and patterns.ALSO.find(before)):
                taken.setdefault("secondary_language", mention.choices)
            else:
                taken.setdefault("primary_language", mention.choices)
        for key, meant in taken.items():
            self._settle(key, meant)


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    choices: tuple[Choice, ...]


def _mentions(choices: Sequence[Choice], said: str, shortest: int = 2) -> list[_Mention]:
    """Return where a text names a choice or a family of them: no overlaps, the longest name at one place."""
    names: dict[str, dict[Choice, None]] = {}
    for choice in choices:
        for name in _names(choice):
            names.setdefault(name, {})[choice] = None
    hits = [
        _Mention(match.start(), match.end(), tuple(named))
        for name, named in names.items()
        if len(name) >= shortest
        for match in patterns.mention(name).each(said)
    ]
    return list(_without_overlaps(sorted(hits, key=lambda hit: (hit.start, -hit.end))))


def _names(choice: Choice) -> Sequence[str]:
    return (choice.name, choice.value, *choice.synonyms, *choice.families)


def _is_listed(name: str, choices: Sequence[Choice]) -> bool:
    return name.casefold() in {known.casefold() for choice in choices for known in _names(choice)}


def _without_overlaps(hits: Iterable[_Mention]) -> Iterator[_Mention]:
    end = 0
    for hit in hits:
        if hit.start >= end:
            end = hit.end
            yield hit


def _meant(found: Sequence[_Mention]) -> list[Choice]:
    """Return what can be meant: "AIP" besides "AIP P2" is the same thing, "AIP" alone is any of its plans (G9)."""
    sure = {mention.choices[0]: None for mention in found if len(mention.choices) == 1}
    open_ones = {
        choice: None for mention in found if not sure.keys() & set(mention.choices) for choice in mention.choices
    }
    return [*sure, *open_ones]
