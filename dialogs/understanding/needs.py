"""What one message says about a need. Rules only, no model: what is unclear is asked back, never guessed."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from dialogs.understanding.details import FIELDS_OF
from dialogs.understanding.entities import Known
from dialogs.understanding.negation import denied
from dialogs.understanding.ranks import ranked
from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.reasons import mail_source, reason
from dialogs.understanding.ruled_out import settled
from dialogs.understanding.unsure import unsure
from dialogs.understanding.vocabulary import document, listed
from dialogs.understanding.wordlist import wordlist
from dialogs.understanding.words import fold, tokens
from dialogs.understanding.workloads import PRODUCT_NAMES
from playbook.messages import asking, correcting
from playbook.messages.message import Speech
from playbook.people import PersonKey, Role
from playbook.refusals import NotUnderstood
from playbook.requests.fields import EXCHANGE_MIGRATION, FIELD, NO_LANGUAGE, OTHER_WORKLOAD

_ENOUGH = 2
# Who wants somebody else than the SME they have files nothing anew.
_IN_PLACE_OF = ("instead of <person>", "than <person>", "different sme", "different expert", "swap")
_NOT_NOW = (*document("intents.toml")["groups"]["not_now"].split("|"), *listed("needs", "wonders"))
_WISHES = wordlist(
    "need needs needed want wants wanted like request requests require requires required looking search",
    "searching seek ask asking get give file open brauche brauchen brauchten suche suchen benotigen benotige",
    "mochte mochten besoin faut cherche cherchons voudrais necesito necesitamos busco buscamos quiero",
    "queremos preciso precisamos quero gostaria",
)
_WHOM = wordlist(
    "sme smes specialist specialists expert experts engineer engineers resource experte experten spezialist",
    "spezialisten especialista experto perito specialiste",
)
_CONTACTS = wordlist("contact mail email e-mail e address kontakt contacto contato correo courriel")
_OURS = wordlist("my our me us mine mein meine unsere mon notre nous mi nuestro nos meu nosso")
_THEIRS = wordlist(
    "there their them his her its customer customers client clients admin admins dort kunde kunden client leur cliente",
)
_DISCUSSED = frozenset({"discussed", "besprochen", "discute", "discutido"})
_SPOKE = wordlist("talked spoke spoken gesprochen geredet parle hable hablado falei discused")
_TALKED = _DISCUSSED | _SPOKE
_WITH = frozenset({"with", "mit", "avec", "con", "com"})
_TO = wordlist("to zu an a para")
_WITH_WHOM = frozenset({"fpm", "<person>"})
_FPM = frozenset({"fpm", "route", "routed"})
_SENDS = wordlist("send submit file forward give goes go schicke schick sende envoie envoyez envia envie")
_IT = wordlist("it this that request es ihn sie la le lo")
_NEAR = 5
# A plan alone, behind words that put it in the place of another.
_PLANS, _MENDS, _SHORTLY = frozenset(("p1", "p2")), frozenset(("sorry", "mean", "meant", "rather", "no", "wait")), 3
_START = attrgetter("start")


@dataclass(frozen=True)
class Heard:
    """Canonical answers by field; and by field what was said but is not clear, as the sentence that asks back.

    `unsure` are values by field that may not be meant: they are put where their field is asked for, and else left out.
    """

    answers: Mapping[str, str]
    doubts: Mapping[str, Speech]
    unsure: Mapping[str, str] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        """Whether a message without a request for a SME says enough to be one."""
        return len(self.answers) + len(self.doubts) > _ENOUGH


def wants_sme(reading: Reading) -> bool:
    """Tell whether somebody asks for a SME in their own words, and does not say that they need none."""
    not_wanted = denied(reading)
    said = [word.text for word in reading.words if word.start not in not_wanted]
    if reading.says(_IN_PLACE_OF) or reading.says(_NOT_NOW):
        return False
    first = next((place for place, word in enumerate(said) if word in _WISHES), len(said))
    return any(word in _WHOM for word in said[first:])


def hear(reading: Reading, known: Known) -> Heard:
    """Return what one message says about a need; what it rules out, or says of the speaker, is no part of it."""
    named = reading
    reading, lost = settled(named)
    ruled_out = {key for kind in lost for key in FIELDS_OF[kind]}
    # Where one of a kind is ruled out the other is what is meant: "it's 350 seats, not 300".
    corrected = {one.kind for one in set(named.entities).difference(reading.entities)}
    doubtful = {one for one in unsure(reading) if one.kind not in corrected}
    open_values = {FIELDS_OF[one.kind][0]: one.value for one in doubtful if one.value and one.kind in FIELDS_OF}
    reading = replace(reading, entities=tuple(one for one in reading.entities if one not in doubtful))
    ear = _Ear(reading, known)
    ear.workload()
    ear.choice("region", Kind.REGION)
    ear.choice("tenant_segment", Kind.SEGMENT)
    ear.typed("seat_count", Kind.SEATS)
    ear.typed("tenant_id", Kind.TENANT_ID)
    ear.typed("tenant_name", Kind.CUSTOMER)
    ear.languages()
    ear.contact()
    ear.fpm()
    ear.discussed()
    ear.put("justification", reason(reading))
    order = [key for key in FIELD if key in ear.doubts and key not in ruled_out]
    answers = {key: value for key, value in ear.answers.items() if key not in ruled_out}
    still_open = {key: value for key, value in open_values.items() if key not in ruled_out}
    return Heard(answers, {key: ear.doubts[key] for key in order}, still_open)


@dataclass
class _Ear:
    """A message while its fields are settled, each answered or in doubt."""

    reading: Reading
    known: Known
    answers: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, Speech] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = tokens(self.reading.said)

    def put(self, key: str, text: str) -> None:
        """Keep an answer if it is one."""
        if not text:
            return
        try:
            self.answers[key] = self.known.lists.read(FIELD[key], text, self.known.person)
        except NotUnderstood as refusal:
            self.doubts[key] = refusal.message

    def choice(self, key: str, kind: Kind) -> None:
        """Settle a field with a list: one value answers it, several are asked back (G9)."""
        self._settle(key, _values(self.reading.of(kind)))

    def _settle(self, key: str, values: Sequence[str]) -> None:
        if len(values) == 1:
            self.put(key, values[0])
        elif values:
            shown = [self.known.lists.show(FIELD[key], value) for value in values]
            self.doubts[key] = asking.which_of(shown)

    def workload(self) -> None:
        """Settle the workload; with it what it is called if no row has it (G8), and where mails come from (R37)."""
        found = self.reading.of(Kind.WORKLOAD)
        self._settle("workload", _values(found))
        self._other_plan(found)
        match self.answers.get("workload"):
            case key if key == OTHER_WORKLOAD:
                names = {fold(name): name for name in map(self._said, found) if name in PRODUCT_NAMES}
                if len(names) == 1:
                    self.put("other_workload", next(iter(names.values())))
            case key if key == EXCHANGE_MIGRATION:
                self.put("email_source", mail_source(self.reading))

    def _other_plan(self, found: Sequence[Entity]) -> None:
        """Take the plan that corrects the one before: "AIP P1, sorry, P2"."""
        value = self.answers.get("workload", "")
        family, _, plan = value.rpartition("_")
        behind = self.reading.texts[bisect_left(self.reading.starts, found[-1].end) :] if found else ()
        place = next((place for place, text in enumerate(behind) if text in _PLANS), 0)
        if plan.casefold() in _PLANS and place and not _MENDS.isdisjoint(behind[max(place - _SHORTLY, 0) : place]):
            self.put("workload", f"{family}_{behind[place].upper()}")

    def _said(self, one: Entity) -> str:
        return self.reading.said[one.start : one.end]

    def typed(self, key: str, kind: Kind) -> None:
        """Settle a field that is typed: what is named without being clear, or in several ways, is asked back."""
        found = self.reading.of(kind)
        values = list({value.casefold(): value for one in found for value in one.values}.values())
        if len(values) > 1:
            shown = [self.known.lists.show(FIELD[key], value) for value in values]
            self.doubts[key] = asking.several(FIELD[key], shown)
        elif unclear := [one for one in found if not one.values]:
            self.doubts[key] = self._what_is_wrong(key, unclear[0])
        elif values:
            self.put(key, values[0])

    def _what_is_wrong(self, key: str, one: Entity) -> Speech:
        """Return what keeps a thing from being an answer: where it can be told, what is wrong with just this one."""
        try:
            self.known.lists.read(FIELD[key], self._said(one), self.known.person)
        except NotUnderstood as refusal:
            return refusal.message
        return _UNCLEAR[one.kind](FIELD[key])

    def languages(self) -> None:
        """Settle both languages (R35, R36)."""
        for key, one in ranked(self.reading).items():
            if one.values == (NO_LANGUAGE,) or len(one.values) == 1:
                self.put(key, one.values[0])
            elif one.values:
                self._settle(key, one.values)
            else:
                titles = [choice.title for choice in self.known.lists.options(FIELD[key], self.known.person)]
                self.doubts[key] = asking.not_on_list(FIELD[key], self._said(one), titles)

    def contact(self) -> None:
        """Settle the point of contact (R32): one's own address, or the one that is called so and not the customer's."""
        found = [one for one in self.reading.of(Kind.EMAIL, Kind.PERSON) if "@" in self._said(one)]
        before = self._before(found[0]) if len(found) == 1 else set()
        near = before | (self._behind(found[0]) if found else set())
        if _OURS & before or (_CONTACTS & near and not _THEIRS & before):
            self.put("partner_email", self._said(found[0]))

    def fpm(self) -> None:
        """Settle the FPM (G13): one who is called so, or to whom it shall be routed, or sent."""
        for one in self.reading.of(Kind.PERSON):
            person = self.known.lists.directory.find(PersonKey(one.value))
            before = self._before(one)
            sent = bool(_SENDS & before and _IT & before and _TO & before)
            if person and person.has(Role.FPM) and (_FPM & before or sent):
                self.put("fpm", person.email)

    def _before(self, one: Entity) -> set[str]:
        """Return the words in front of an entity."""
        place = bisect_left(self.words, one.start, key=_START)
        return {word.text for word in self.words[max(place - _NEAR, 0) : place]}

    def _behind(self, one: Entity) -> set[str]:
        """Return the words behind an entity."""
        place = bisect_left(self.words, one.end, key=_START)
        return {word.text for word in self.words[place : place + _NEAR]}

    def discussed(self) -> None:
        """Settle whether it was discussed with the FPM (R6), if it says so."""
        texts = self.reading.texts
        if _TALKED.isdisjoint(texts):
            return
        place = next(place for place, text in enumerate(texts) if text in _TALKED)
        near = set(texts[max(place - _NEAR, 0) : place + _NEAR])
        with_them = texts[place] not in _SPOKE or near & _WITH_WHOM
        if with_them and near & (_WITH | _TO):
            denied = {"not", "never", "nicht", "pas"} & set(texts[max(place - _NEAR, 0) : place])
            self.put("discussed", "no" if denied else "yes")


def _values(found: Sequence[Entity]) -> list[str]:
    """Return what can be meant: "AIP" besides "AIP P2" is the same thing, "AIP" alone is any of its plans (G9)."""
    sure = {one.value: None for one in found if one.value}
    unsure_ones = (one for one in found if not one.value and sure.keys().isdisjoint(one.values))
    open_ones = {value: None for one in unsure_ones for value in one.values}
    return [*sure, *open_ones]


_UNCLEAR = {Kind.SEATS: asking.not_a_number, Kind.TENANT_ID: correcting.not_a_guid, Kind.CUSTOMER: asking.says_nothing}
