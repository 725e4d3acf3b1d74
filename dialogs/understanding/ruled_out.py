"""Which of the things that a message names it takes back again, or says of somebody else than the customer.

"Not APJ but EMEA", "English... no sorry, German", "300 last year", "I call from Tokyo", "our Berlin office". Of each
thing only the words near it in its clause are looked at, so that a long message costs no more than its length.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from dialogs.understanding.clauses import bounds
from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.vocabulary import document
from dialogs.understanding.wordlist import any_said

_CORRECTION: Mapping[str, Any] = document("words.toml")["at"]["correction"]
_SPEAKER: Mapping[str, Any] = document("words.toml")["at"]["speaker"]
_DOES = tuple(_SPEAKER["does"])
NOT = frozenset((
    "not", "no", "never", "neither", "kein", "keine", "keinen", "keinem", "keiner", "nicht", "nie", "pas", "jamais",
    "nunca", "nao",
))  # fmt: skip
# What denies the thing it stands behind, in a script without blanks.
DENIED_BEHIND = tuple(_CORRECTION["denied_behind"])
_BEFORE, _CHANGED = tuple(_CORRECTION["before"]), frozenset(_CORRECTION["changed"])
# What between two of a kind puts the second in the place of the first.
MENDS: tuple[str, ...] = tuple(_CORRECTION["mends"])
# Beside these, what does so for what is chosen from few, and would part a name.
_BETWEEN = (*MENDS, *_CORRECTION["mends_a_choice"])
_WRONG, _EXCEPT = tuple(_CORRECTION["wrong"]), tuple(_CORRECTION["except"])
_LEFT = frozenset(("left", "leave", "leaving", "quit", "verlassen", "quitte", "dejaron"))
_BECOMES = tuple([word] for word in _CORRECTION["becomes"])
# "300 -> 330".
_ARROWS = frozenset(("->", "-->", "=>", ">>", "\u2192", "\u21d2", "\u27a1", "\u27a1\ufe0f"))
# So many words before a value may take it back: "they do not like to speak English".
_NEAR, _LOOKED_BACK, _LOOKED_ON = 6, 14, 10
_BUT = frozenset(("but", "sondern", "mais", "sino", "pero", "mas"))
# "They speak French, so take English": only what is taken counts.
_TAKES = frozenset(("take", "use", "choose", "pick", "put", "set", "nehmen", "nimm", "prenez"))
_CHOSEN = (Kind.WORKLOAD, Kind.SEATS, Kind.REGION, Kind.LANGUAGE, Kind.SEGMENT, Kind.TENANT_ID)
# Where somebody sits, or speaks, may be said of oneself; a customer's number is nobody else's.
_OF_SPEAKERS = frozenset((Kind.REGION, Kind.LANGUAGE))
# Where none of these stands near a thing it is not ruled out.
_SIGNS_BEFORE = (
    {phrase.partition(" ")[0] for phrase in (*_BEFORE, *_EXCEPT)}
    | NOT
    | _CHANGED
    | _LEFT
    | _TAKES
    | {*_SPEAKER["who"], *_SPEAKER["ours"]}
)
_SIGNS_BEHIND = {phrase.partition(" ")[0] for phrase in (*_BEFORE, *_WRONG)} | {"is", "are"}
_SIGNS_BETWEEN = {phrase.partition(" ")[0] for phrase in _BETWEEN}
_SIGNS = frozenset(_SIGNS_BEFORE | _SIGNS_BEHIND | _SIGNS_BETWEEN)
_FILLS, _MOST_BETWEEN = frozenset(("and", "but", "well", "so", "though", "also", "sorry")), 6


class _Named(NamedTuple):
    """A thing, the words near it in its clause, and those up to the next thing of its kind, None for none near."""

    thing: Entity
    before: Sequence[str]
    behind: Sequence[str]
    until_next: Sequence[str] | None


def still_named(reading: Reading) -> Reading:
    """Return a message without what is ruled out, where another of its kind is named: "not APJ but EMEA"."""
    return settled(reading)[0]


def settled(reading: Reading) -> tuple[Reading, frozenset[Kind]]:
    """Return the same, and the kinds of which all that is named is ruled out: "not Europe"."""
    named = list(_named(reading, _CHOSEN))
    out = {one.thing for one in named if _is_ruled_out(reading, one)} | set(_led_away_from(reading))
    taken = {one.thing for one in named if one.thing.kind is Kind.LANGUAGE and not _TAKES.isdisjoint(one.before[-1:])}
    if not (out or taken):
        return reading, frozenset()
    lost = frozenset(one.kind for one in out) - {one.kind for one in reading.of(*_CHOSEN) if one not in out}
    out |= set(reading.of(Kind.LANGUAGE)) - taken if taken else set()
    left = {one.kind for one in reading.entities if one not in out}
    kept = tuple(one for one in reading.entities if one not in out or one.kind not in left)
    return (Reading(reading.said, reading.words, kept) if out else reading), lost


def _led_away_from(reading: Reading) -> Iterator[Entity]:
    """Yield the things from which an arrow leads to another of their kind: "300 -> 330"."""
    for kind in _CHOSEN:
        for one, other in pairwise(reading.of(kind)):
            if reading.said[one.end : other.start].strip() in _ARROWS:
                yield one


def taken_back(reading: Reading, kind: Kind) -> bool:
    """Tell whether the things of a kind that are named are ruled out: "not Europe", "nobody speaks English there"."""
    out = {one.thing for one in _named(reading, (kind,)) if _is_ruled_out(reading, one)}
    return bool(out) and out.issuperset(reading.of(kind))


def _named(reading: Reading, kinds: Sequence[Kind]) -> Iterator[_Named]:
    """Yield what may be ruled out: hardly anything that is named has a word near it that could do so."""
    if not reading.of(*kinds):
        return
    ends, texts, starts = bounds(reading), list(reading.texts), reading.starts
    signs = [place for place, text in enumerate(texts) if text in _SIGNS]
    for kind in kinds:
        found = reading.of(kind)
        places = [bisect_left(starts, one.start) for one in found]
        for number, one in enumerate(found):
            sign = bisect_left(signs, places[number] - _LOOKED_BACK)
            near_one = sign < len(signs) and signs[sign] <= places[number] + _LOOKED_ON
            if not (near_one or reading.said.startswith(DENIED_BEHIND, one.end)):
                continue
            clause = bisect_right(ends, one.start)
            first, last = ends[clause - 1] if clause else 0, ends[min(clause, len(ends) - 1)]
            at, after = places[number], bisect_left(starts, one.end)
            start, end = max(bisect_left(starts, first), at - _LOOKED_BACK), bisect_left(starts, last)
            following = places[number + 1] if number + 1 < len(found) else len(starts)
            near = number + 1 < len(found) and following - after <= _MOST_BETWEEN
            behind = texts[after : min(end, after + _LOOKED_ON)]
            yield _Named(one, texts[start:at], behind, texts[after:following] if near else None)


def _is_ruled_out(reading: Reading, named: _Named) -> bool:
    one, before, behind = named.thing, named.before, named.behind
    if reading.said.startswith(DENIED_BEHIND, one.end):
        return True
    if not _has_sign(named):
        return False
    if _is_denied(behind, one.kind):
        return True
    if named.until_next is not None and any_said(_BETWEEN, named.until_next):
        return True
    replaced = behind[:1] in _BECOMES and behind[1:2] == [one.kind.value] and not _CHANGED.isdisjoint(before)
    # What is ruled out is the next thing that is named: "not AIP, it is Exchange migration".
    last = max((place for place, text in enumerate(before) if text.startswith("<") or text in _BUT), default=-1)
    near = before[last + 1 :]
    if one.kind in _OF_SPEAKERS and _is_of_speaker(before if last < 0 or before[last] == "<person>" else near, behind):
        return True
    left = one.kind is Kind.REGION and not _LEFT.isdisjoint(before[-1:])
    once = left or any_said(_BEFORE, before) or before[:2] == ["do", "not"]
    return replaced or once or any_said(_EXCEPT, before[-3:]) or _is_denied_before(near[-_NEAR:], second=last >= 0)


def _is_denied_before(near: Sequence[str], *, second: bool) -> bool:
    """Tell whether the words before a thing deny it; a "no" that takes back the `second` one before does not."""
    mends = near[:1] in (["no"], ["not"]) and any_said(_BETWEEN, near)
    mends = mends or (second and list(near) == ["no"])
    return not mends and not NOT.isdisjoint(near)


def _has_sign(named: _Named) -> bool:
    """Tell whether a thing has a word at its own place that could rule it out: most have those of others near."""
    return not (
        _SIGNS_BEFORE.isdisjoint(named.before)
        and _SIGNS_BEHIND.isdisjoint(named.behind)
        and _SIGNS_BETWEEN.isdisjoint(named.until_next or ())
    )


def _is_of_speaker(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Tell what is the speaker's own, or a colleague's: "I call from Tokyo", "our Berlin office"."""
    said = [text for text in before if text not in _FILLS]
    about = said[:1] and said[0] in _SPEAKER["who"] and any_said(_DOES, said[1:3])
    ours = before[-1:] and before[-1] in _SPEAKER["ours"] and behind[:1] and behind[0] in _SPEAKER["office"]
    return bool(about or ours) or behind[:2] == ["is", "my"]


def _is_denied(behind: Sequence[str], kind: Kind) -> bool:
    """Tell whether what stands behind a thing denies it, or says that it was so once: "is not what we need"."""
    if behind[:2] in (["is", "not"], ["are", "not"], ["is", "wrong"]) or any_said(_WRONG, behind):
        return True
    if kind is not Kind.SEATS:
        return False
    until = next((place for place, text in enumerate(behind) if text.startswith("<")), len(behind))
    return any_said(_BEFORE, behind[:until])
