"""What a sentence can be about: the requests within a person's reach, and the one that stands before their eyes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from dialogs.understanding.clauses import left_out
from dialogs.understanding.grammar import ARTICLES, GRAMMAR, TERMS
from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.runs import COMMON
from dialogs.understanding.vocabulary import document, listed
from playbook.people import PersonKey
from playbook.requests.record import Request, State

_CITES = [phrase.split() for phrase in listed("pointing", "cites")]
_CITES_IN_BRACKETS, _BRACKETS = frozenset(listed("pointing", "cites_in_brackets")), frozenset(",;:.(-\n")
_TAKES_BACK = frozenset(listed("pointing", "takes_back"))
_CORRECTS = _TAKES_BACK | frozenset(listed("pointing", "names_only"))
_JOINED, _BETWEEN = frozenset(listed("pointing", "joins")), 3
A_REQUEST = listed("pointing", "a_request")
_HARD = frozenset(listed("pointing", "points_hard"))
_IT = frozenset(("it", "this", "that"))
_POINTS, _LATEST = frozenset(listed("pointing", "points")), listed("pointing", "latest")
_OLDER = listed("pointing", "older")
_STATES = {State(name): words for name, words in document("words.toml")["pointing"]["states"].items()}


@dataclass(frozen=True)
class Scene:
    """A message, and what it can be about: `records` newest first, `shown` the number this chat saw last.

    `smes` are the SMEs of requests as the person may know them: nobody finds out by a name whom an offer lies with
    (R49). `pinned`: a question about that one is open, so that what names no other is about it. `unasked`: a notice
    brought the card of the shown one, so that "it" may as well be another that waits.
    """

    reading: Reading
    records: Sequence[Request]
    shown: str
    pinned: bool = False
    smes: Mapping[str, PersonKey] = field(default_factory=dict)
    unasked: bool = False

    def named(self, *, people: bool = True) -> tuple[Request, ...]:
        """Return the requests that the message names by number, customer, workload or person; each narrows it down.

        Without `people`, who is named is somebody to act with.
        """
        found = tuple(self.records)
        workload = () if self._of_another_customer else (self._by_workload,)
        ways = (self._by_number, self._by_customer, *workload, *((self._by_person,) if people else ()))
        narrowed = False
        for way in ways:
            hits = tuple(one for one in found if way(one))
            if hits and (len(hits) < len(self.records) or way == self._by_number):
                found, narrowed = hits, True
        return found if narrowed else self._by_words(self.records)

    def of_customer(self) -> tuple[Request, ...]:
        """Return the requests of the customer that is named."""
        return tuple(filter(self._by_customer, self.records))

    def unknown_customer(self) -> str:
        """Return the name of a customer that no request within reach is for, where one is named; empty for none."""
        named = [value for one in self.reading.of(Kind.CUSTOMER) for value in one.values] or list(self._called())
        return named[0] if named and self.records and not self.of_customer() and not self.named() else ""

    def _called(self) -> Iterator[str]:
        """Return what stands in capitals before "request": "the Tailspin request"."""
        for name, request in pairwise(self.reading.words):
            typed = self.reading.said[name.start : name.end]
            if request.text in A_REQUEST and typed[:1].isupper() and not {name.text} & (GRAMMAR | COMMON | TERMS):
                yield typed

    def _by_number(self, request: Request) -> bool:
        return request.number in {one.value for one in self._meant_of(Kind.RECORD)}

    def _cited(self, one: Entity) -> bool:
        """Tell whether a number stands for comparison: "it is the same as SME-0010"."""
        before = [word.text for word in self.reading.words if word.start < one.start]
        while before[-1:] and before[-1] in ARTICLES:
            before.pop()
        if before[-1:] and before[-1] in _CITES_IN_BRACKETS:
            start = self.reading.starts[len(before) - 1]
            return self.reading.said[:start].rstrip()[-1:] in _BRACKETS
        return any(before[-len(phrase) :] == phrase for phrase in _CITES)

    def _meant_of(self, kind: Kind) -> Sequence[Entity]:
        """Return what is named of a kind and neither cited, left out, nor taken back: "1? no, I meant 8"."""
        named = [one for one in self.reading.of(kind) if not (self._cited(one) or left_out(self.reading, one))]
        backs = [place for place, pair in enumerate(pairwise(named), 1) if self._takes_back(*pair)]
        return named[backs[-1] if backs else 0 :]

    def _takes_back(self, one: Entity, other: Entity) -> bool:
        between = self.reading.texts[self.reading.within(one.end, other.start)]
        return not _TAKES_BACK.isdisjoint(between) and _CORRECTS.issuperset(between)

    def _by_customer(self, request: Request) -> bool:
        names = {value.casefold() for one in self._customers for value in one.values}
        return request.answers.get("tenant_name", "").casefold() in names

    @cached_property
    def _customers(self) -> Sequence[Entity]:
        """The customers that are meant: the first that is named, those side by side with it, and none that is denied.

        What stands further on is compared with: "deny Litware, same topic as Adatum".
        """
        named = self._meant_of(Kind.CUSTOMER)
        behind = next(
            (place for place in range(1, len(named)) if not self._beside(*named[place - 1 : place + 1])), None
        )
        return named[:behind]

    def _beside(self, one: Entity, other: Entity) -> bool:
        between = [word.text for word in self.reading.words if one.end <= word.start < other.start]
        return len(between) <= _BETWEEN and _JOINED.issuperset(between)

    def mentions(self, request: Request) -> bool:
        """Tell whether a request is named by number or customer, wherever in the message, and not left out."""
        return self._is_spoken_of(request) and not self.leaves_out(request)

    def spoken_of(self) -> tuple[Request, ...]:
        """Return the requests that are named by number or customer, be it to be left alone: "do not deny Litware"."""
        return tuple(filter(self._is_spoken_of, self.records))

    def _is_spoken_of(self, request: Request) -> bool:
        names = {value.casefold() for one in self.reading.of(Kind.CUSTOMER, Kind.RECORD) for value in one.values}
        return not names.isdisjoint({request.number.casefold(), request.answers.get("tenant_name", "").casefold()})

    def leaves_out(self, request: Request) -> bool:
        """Tell whether a request is named only to be left out: "all of them except Litware"."""
        names = (request.number, request.answers.get("tenant_name", "").casefold())
        without = (one for one in self.reading.of(Kind.CUSTOMER, Kind.RECORD) if left_out(self.reading, one))
        return any(value == names[0] or value.casefold() == names[1] for one in without for value in one.values)

    @cached_property
    def _of_another_customer(self) -> bool:
        """Whether a customer is named that no request here is for, so that a workload alone names none of them."""
        named = any(value for one in self._customers for value in one.values)
        return named and not self.reading.of(Kind.RECORD) and not self.of_customer()

    def _by_workload(self, request: Request) -> bool:
        named = {value for one in self.reading.of(Kind.WORKLOAD) for value in one.values}
        return request.answers.get("workload") in named

    def _by_person(self, request: Request) -> bool:
        people = {one.value for one in self.reading.of(Kind.PERSON)}
        return bool(people & {request.requester, self.smes.get(request.number, PersonKey(""))})

    def _by_words(self, records: Sequence[Request]) -> tuple[Request, ...]:
        """Return which of some requests are meant by how they stand, or as the first or the last of them."""
        text = " ".join(word.text for word in self.reading.words)
        named = {
            state: (f"the {word}" in text or f"{word} one" in text for word in _STATES[state]) for state in _STATES
        }
        states = {state for state, found in named.items() if any(found)}
        if states:
            return tuple(one for one in records if one.state in states)
        of_customer = tuple(filter(self._by_customer, records)) or tuple(records)
        if self.reading.says(_OLDER):
            return of_customer[-1:]
        return of_customer[:1] if any(words in text for words in _LATEST) else ()

    def meant(self, fits: Callable[[Request], bool]) -> tuple[Request, ...]:
        """Return the requests that can be meant among those that fit: the named ones, the shown one, or all."""
        fitting = tuple(one for one in self.records if fits(one) and not self.leaves_out(one))
        if not self.named(people=False):
            # "Offer it" is said of what was just shown, also where that is not open to it.
            it = () if self.unasked or _IT.isdisjoint(self.reading.texts) else self._shown_of(self.records)
            if shown := self._shown_of(fitting) if self.pinned else it:
                return shown
        if named := self.named():
            if named == self._by_words(self.records) and (theirs := self._by_words(fitting)):
                # "Cancel the last one" means the last that they can cancel.
                return theirs
            fit = tuple(filter(fits, named)) or tuple(filter(fits, self.named(people=False)))
            return fit or (named if self.named(people=False) else fitting)
        if shown := tuple(one for one in self.records if one.number == self.shown and self.points_hard):
            return shown
        shown = self._shown_of(fitting)
        return shown if shown and (self.pinned or (self.points and not self.unasked)) else fitting

    def _shown_of(self, records: Iterable[Request]) -> tuple[Request, ...]:
        return tuple(one for one in records if one.number == self.shown)

    def likely(self) -> tuple[Request, ...]:
        """Return the one request that is meant where a step fits none: the named, the shown, or the only open one."""
        about = self.asked_about()
        return about if len(about) == 1 else ()

    def asked_about(self) -> tuple[Request, ...]:
        """Return what a question can be about: what is named, else what was shown last, else what is open."""
        if named := self.named():
            return named
        shown = tuple(one for one in self.records if one.number == self.shown)
        return shown or tuple(self._open()) or tuple(self.records)

    def _open(self) -> Iterator[Request]:
        ended = (State.CLOSED, State.DENIED, State.WITHDRAWN)
        return (one for one in self.records if one.state not in ended)

    @property
    def points_hard(self) -> bool:
        """Whether the message points at what stands there, whatever else would fit."""
        return any(word.text in _HARD for word in self.reading.words)

    @property
    def points(self) -> bool:
        """Whether the message points at something instead of naming it."""
        return any(word.text in _POINTS for word in self.reading.words)
