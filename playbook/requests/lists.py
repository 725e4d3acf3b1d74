"""The lists a person selects from, and reading a reply against them."""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from playbook.answers import Choice, read
from playbook.life.fields import Field, Kind
from playbook.life.records import Answers
from playbook.messages import asking, correcting, routing
from playbook.messages.deciding import THE_TEAM
from playbook.messages.message import Message, Passage, Text, Words
from playbook.messages.people import contact
from playbook.messages.telling import GROUND_TITLES
from playbook.people import Directory, Person, PersonKey, Role
from playbook.refusals import NotUnderstood
from playbook.requests.fields import AMER, APJ, ASK_EXCEPTION, EMEA, ENGINEER, FIELDS, MIGRATION, NO_LANGUAGE, STOP
from playbook.requests.leaving import is_no_reason
from playbook.requests.record import Ruling
from playbook.requests.workloads import Catalogue, Titles, rule_on, titles, undecided_row

UNLISTED = "unlisted"

ROLES = (
    Choice(ENGINEER, Message("FastTrack Engineer SME"), ("engineer", "engineer sme")),
    Choice(MIGRATION, Message("FastTrack Migration Resource"), ("migration", "migration resource", "migration sme")),
)
SEGMENTS = (Choice("SMC", Message("SMC")), Choice("ENTERPRISE", Message("Enterprise"), ("ent",)))
DELIVERY_TEAMS = (Choice("FTP_PARTNER", Message("FTP Partner"), ("ftp",)),)
REGIONS = (
    Choice(
        AMER,
        Message("Amer (Americas)"),
        ("amer", "americas", "america", "north america", "latin america", "latam", "us", "usa", "united states",
         "canada"),
    ),
    Choice(
        APJ,
        Message("APJ (Asia Pacific Japan)"),
        ("apac", "asia", "asia pacific", "asia pacific japan", "japan", "australia"),
    ),
    Choice(
        EMEA,
        Message("EMEA (Europe, Middle East, Africa)"),
        ("europe", "eu", "uk", "united kingdom", "mea", "middle east", "africa", "europe middle east africa",
         "europe middle east and africa"),
    ),
)  # fmt: skip
YES_NO = (
    Choice("yes", Message("Yes"), ("y", "yep", "sure", "true")),
    Choice("no", Message("No"), ("n", "nope", "not yet", "false")),
)
EXCEPTIONS = (
    Choice(
        ASK_EXCEPTION,
        Message("Ask my FPM for an exception"),
        ("ask", "exception", "ask for an exception", "ask my fpm"),
    ),
    Choice(STOP, Message("Stop here"), ("stop", "no", "no thanks")),
)
GROUNDS = (
    Choice("information", GROUND_TITLES["information"], ("information", "too little information")),
    Choice("customers", GROUND_TITLES["customers"], ("multiple customers", "customers")),
    Choice("repeated", GROUND_TITLES["repeated"], ("repeated", "repeat", "repeated topic")),
    Choice("scope", GROUND_TITLES["scope"], ("scope", "out of scope")),
    Choice("no_people", GROUND_TITLES["no_people"], ("no people", "no people resources")),
)
# What the FPM decides on in the partner's own words (R37, R38).
_REASONS = frozenset({"justification", "exception_reason"})
_NO_SECOND = Choice(NO_LANGUAGE, Message("None"), ("no", "nothing", "-"))
_NOT_LISTED = Choice(UNLISTED, Message("My FPM is not listed"), ("not listed", "unlisted", "unknown"))

# The FPMs of a directory, which is the same one as long as nobody comes or goes.
_FPMS: WeakKeyDictionary[Directory, tuple[Choice, ...]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Lists:
    """Every list of the form, from the catalogue and the directory."""

    catalogue: Catalogue
    directory: Directory

    def options(self, field: Field, person: Person) -> tuple[Choice, ...]:
        """Return what this person may select for a field of the form; empty for fields that are typed."""
        match field.key:
            case "partner_name":
                return self._own_company(person)
            case "fpm":
                return (*self.fpms(), _NOT_LISTED)
        return self._common(field)

    def _common(self, field: Field) -> tuple[Choice, ...]:
        """Return the list of a field from which everybody selects, whoever they are."""
        match field.key:
            case "workload":
                return self.catalogue.workloads
            case "primary_language":
                return self.catalogue.languages
            case "secondary_language":
                return (*self.catalogue.languages, _NO_SECOND)
        return _FIXED.get(field.key, ())

    def fpms(self) -> tuple[Choice, ...]:
        """Return every FPM of the directory (G13)."""
        if self.directory not in _FPMS:
            _FPMS[self.directory] = tuple(person_choice(person) for person in self.directory.with_role(Role.FPM))
        return _FPMS[self.directory]

    def _own_company(self, person: Person) -> tuple[Choice, ...]:
        company = self.directory.partner(person.partner)
        return (Choice(company.name, Words(company.name), company.synonyms),) if company else ()

    def read(self, field: Field, text: str, person: Person) -> str:
        """Return the canonical answer to a field of the form; raise NotUnderstood with what is wanted."""
        if field.key in _REASONS and is_no_reason(text):
            raise NotUnderstood(correcting.no_reason(field))
        try:
            return read(field, text, self.options(field, person))
        except NotUnderstood as refusal:
            if field.key != "partner_name":
                raise
            raise NotUnderstood(asking.company_not_listed(self.fpm_contact(None, person))) from refusal

    def fpm_contact(self, fpm: PersonKey | None, person: Person) -> Message | Words:
        """Return whom a partner contacts: the FPM of a request, else their company's, else the team (G13)."""
        known = self.directory.find(fpm) or self.directory.fpm_of(person.partner)
        return contact(known.name, known.email) if known else THE_TEAM

    def show(self, field: Field, value: str) -> Text:
        """Return an answer as people read it."""
        if field.key == "fpm":
            person = self.directory.find(PersonKey(value))
            return Words(person.name) if person else asking.TEAM_WILL_ROUTE
        if field.key == "seat_count":
            return int(value)
        if field.key == "secondary_language" and value == NO_LANGUAGE:
            return _NO_SECOND.title
        if field.kind is not Kind.CHOICE:
            return Words(value)
        return self._titles(field).get(value, Words(value))

    def _titles(self, field: Field) -> Titles:
        """Return the titles of what everybody may select for a field, by their values."""
        match field.key:
            case "workload":
                return self.catalogue.workload_titles
            case "primary_language" | "secondary_language":
                return self.catalogue.language_titles
        return _TITLES.get(field.key, {})

    def facts(self, answers: Answers) -> tuple[tuple[Message, Text], ...]:
        """Return titles and values of the answers in table order, as people read them."""
        return tuple((one.title, self._fact(one, answers[one.key])) for one in FIELDS if answers.get(one.key))

    def _fact(self, field: Field, value: str) -> Text:
        fpm = self.directory.find(PersonKey(value)) if field.key == "fpm" else None
        return contact(fpm.name, fpm.email) if fpm else self.show(field, value)

    def ruling(self, answers: Answers) -> Ruling | None:
        """Return the pre-check's result, or None while it cannot tell."""
        return rule_on(answers, self.catalogue)

    def precheck(self, answers: Answers) -> Passage | None:
        """Return what the tables say so far, with the row it comes from; None while they cannot tell (R7-R17)."""
        workload = self.catalogue.title(answers.get("workload", ""))
        if ruling := self.ruling(answers):
            return routing.verdict(ruling, workload)
        row = undecided_row(answers, self.catalogue)
        return routing.language_decides(workload, row.route, row.id, row.source) if row else None


_FIXED: dict[str, tuple[Choice, ...]] = {
    "role": ROLES,
    "region": REGIONS,
    "tenant_segment": SEGMENTS,
    "delivery_team": DELIVERY_TEAMS,
    "discussed": YES_NO,
    "exception": EXCEPTIONS,
    "ground": GROUNDS,
    "contact": YES_NO,
}


_TITLES = {key: titles(choices) for key, choices in _FIXED.items()}


def fixed(field: Field) -> Sequence[Choice]:
    """Return the list of a field that is the same for everybody."""
    return _FIXED.get(field.key, ())


def person_choice(person: Person) -> Choice:
    """Return a person as an item of a list; full name, each part of it and e-mail address select them."""
    parts = person.name.split() or [person.name]
    return Choice(person.key, Words(person.name), (person.email, parts[0], parts[-1]))
