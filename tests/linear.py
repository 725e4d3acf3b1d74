"""Proves of a pattern that trying it takes time linear in the text: an automaton's degree of ambiguity, looked up.

A backtracking engine walks the paths of the pattern's automaton one by one. They are few, however long the text, unless
there are two places p and q in loops of it and some text v that leads from p to p, from p to q and from q to q: then v
repeated can be split between the two in as many ways as it is long (A. Weber and H. Seidl, 1991). The automaton is
Glushkov's: a state for each character the pattern names. Anchors and what only looks ahead or behind are taken as true,
so the automaton has more paths than the engine walks, never fewer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from re import _constants as op  # type: ignore[attr-defined] # the parser of the standard library has no public name
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# A repeat of up to so many is written out, any longer one counts as endless.
WRITTEN_OUT = 3
LONGEST_LOOK = 20
OTHERS = "\u0300\u0663\u2019\u2028\u202f\u3042\u4e2d\U0001f600Ωω\n"
ALPHABET = "".join(map(chr, range(32, 256))) + "\t" + OTHERS

Code = tuple[Any, Any]


class NotLinear(AssertionError):
    """The pattern keeps no promise; the text says why."""


@dataclass
class Part:
    """A part of a pattern as Glushkov sees it: where it may begin and end, and whether it may be empty."""

    first: frozenset[int]
    last: frozenset[int]
    empty: bool


@dataclass
class Automaton:
    """States are places in the pattern; `reads` are the characters of each, one bit for each of the alphabet."""

    ignore_case: bool
    reads: list[int] = field(default_factory=list)
    follows: list[set[int]] = field(default_factory=list)

    def state(self, bits: int) -> Part:
        """Add a place that reads one character."""
        self.reads.append(bits)
        self.follows.append(set())
        only = frozenset({len(self.reads) - 1})
        return Part(only, only, empty=False)

    def join(self, parts: Iterable[Part]) -> Part:
        """Put parts one after another."""
        whole = Part(frozenset(), frozenset(), empty=True)
        for part in parts:
            self._link(whole.last, part.first)
            first = whole.first | part.first if whole.empty else whole.first
            last = whole.last | part.last if part.empty else part.last
            whole = Part(first, last, empty=whole.empty and part.empty)
        return whole

    def loop(self, part: Part) -> Part:
        """Let a part come any number of times, at least once."""
        self._link(part.last, part.first)
        return part

    def _link(self, ends: Iterable[int], beginnings: frozenset[int]) -> None:
        for end in ends:
            self.follows[end] |= beginnings

    def build(self, codes: Sequence[Code]) -> Part:
        """Add the parts of a parsed pattern."""
        return self.join(self._part(code, argument) for code, argument in codes)

    def _part(self, code: Any, argument: Any) -> Part:
        nothing = Part(frozenset(), frozenset(), empty=True)
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            return self._repeat(*argument)
        if code is op.SUBPATTERN:
            return self._group(*argument)
        if code is op.BRANCH:
            return _either([self.build(one) for one in argument[1]])
        if code is op.AT:
            return nothing
        if code in (op.ASSERT, op.ASSERT_NOT):
            if argument[1].getwidth()[1] > LONGEST_LOOK:
                raise NotLinear("it looks ahead or behind further than a few characters")
            return nothing
        return self.state(bits_of(code, argument, ignore_case=self.ignore_case))

    def _group(self, _: Any, added: int, __: int, inner: Sequence[Code]) -> Part:
        before, self.ignore_case = self.ignore_case, self.ignore_case or bool(added & re.IGNORECASE)
        part = self.build(inner)
        self.ignore_case = before
        return part

    def _repeat(self, least: int, most: Any, inner: Sequence[Code]) -> Part:
        endless = most is op.MAXREPEAT or most > WRITTEN_OUT
        copies = [self.build(inner) for _ in range(least)]
        further = [self.loop(self.build(inner))] if endless else [self.build(inner) for _ in range(most - least)]
        if most != 1 and any(one.empty for one in (*copies, *further)):
            raise NotLinear("a repeat of what may be empty")
        rest = Part(frozenset(), frozenset(), empty=True)
        for one in reversed(further):
            # Whoever leaves one copy out takes none of those behind it.
            some = self.join([one, rest])
            rest = Part(some.first, some.last, empty=True)
        return self.join([*copies, rest])


def _either(parts: Sequence[Part]) -> Part:
    first = frozenset().union(*(part.first for part in parts))
    last = frozenset().union(*(part.last for part in parts))
    return Part(first, last, empty=any(part.empty for part in parts))


def bits_of(code: Any, argument: Any, *, ignore_case: bool) -> int:
    """Return which characters of the alphabet one place reads; letters in any case where case does not count."""
    if code not in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
        raise NotLinear(f"{code} cannot be judged")
    found = 0
    for place, char in enumerate(ALPHABET):
        forms = {char, char.lower(), char.upper()} if ignore_case else {char}
        if any(len(form) == 1 and _reads(code, argument, form) for form in forms):
            found |= 1 << place
    return found


def _reads(code: Any, argument: Any, char: str) -> bool:
    if code is op.LITERAL:
        return bool(ord(char) == argument)
    if code is op.NOT_LITERAL:
        return bool(ord(char) != argument)
    if code is op.ANY:
        return True
    return _in_set(argument, char)


def _in_set(items: Sequence[Code], char: str) -> bool:
    negated, found = items[0][0] is op.NEGATE, False
    for code, argument in items:
        if code is op.LITERAL:
            found |= ord(char) == argument
        elif code is op.RANGE:
            found |= argument[0] <= ord(char) <= argument[1]
        elif code is op.CATEGORY:
            found |= bool(re.match(_CATEGORIES[argument], char))
    return found != negated


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


def prove_linear(regex: re.Pattern[str]) -> None:
    """Raise NotLinear unless trying the pattern at one place takes time linear in the text."""
    automaton = Automaton(ignore_case=bool(regex.flags & re.IGNORECASE))
    automaton.build(parser.parse(regex.pattern, regex.flags & ~re.UNICODE))
    loops = _loops(automaton.follows)
    for p, q in product(loops, loops):
        if p != q and q in _reachable(automaton.follows, p) and _splits(automaton, p, q):
            raise NotLinear(f"two repeats can share what they read, or one repeats another: {regex.pattern}")


def _reachable(follows: Sequence[set[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = list(follows[start])
    while waiting:
        state = waiting.pop()
        if state not in found:
            found.add(state)
            waiting += follows[state]
    return found


def _loops(follows: Sequence[set[int]]) -> list[int]:
    return [state for state in range(len(follows)) if state in _reachable(follows, state)]


def _splits(automaton: Automaton, p: int, q: int) -> bool:
    """Tell whether some text leads from p to p, from p to q and from q to q, all three at once."""
    reads, follows = automaton.reads, automaton.follows
    seen, waiting = set[tuple[int, int, int]](), [(p, p, q)]
    while waiting:
        x, y, z = waiting.pop()
        for step in product(follows[x], follows[y], follows[z]):
            if step in seen or not reads[step[0]] & reads[step[1]] & reads[step[2]]:
                continue
            if step == (p, q, q):
                return True
            seen.add(step)
            waiting.append(step)
    return False


def widest(regex: re.Pattern[str]) -> int:
    """Return how many characters a try at one place reads at most before it fails.

    An endless repeat of single characters at the very end of a pattern, or of one of its ways, counts as one: it
    cannot fail any more.
    """
    return _width(parser.parse(regex.pattern, regex.flags & ~re.UNICODE))


def _width(codes: Any) -> int:
    *before, (code, argument) = codes
    width = sum(_most(one) for one in before)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT) and argument[1] is op.MAXREPEAT and len(argument[2]) == 1:
        return width + _most(argument[2][0])
    if code is op.BRANCH:
        return width + max(_width(one) for one in argument[1] if len(one))
    if code is op.SUBPATTERN:
        return width + _width(argument[3])
    return width + _most((code, argument))


def _most(code: Code) -> int:
    """Return how many characters one part of a pattern reads at most, by the standard library's own count."""
    one = parser.SubPattern(parser.State(), [code])
    return int(one.getwidth()[1])
