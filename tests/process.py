"""A desk on an empty store, the people around one request, and requests in any state, made to order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playbook.life.ports import Store
from playbook.life.records import Change, Draft, Event, Notice
from playbook.people import Directory, Expertise, Partner, Person, Role, person_key
from playbook.requests.desk import Desk
from playbook.requests.drafts import new_draft, reopened_draft
from playbook.requests.effects import Rules
from playbook.requests.fields import FIELD
from playbook.requests.life import REQUEST_LIFE
from playbook.requests.lists import Lists
from playbook.requests.record import Command, Deadlines, Request, Ruling, State, Verdict
from playbook.requests.timelines import Clockwork
from playbook.requests.workloads import Catalogue
from storage.catalogue import load_calendars, load_catalogue
from tests.inside import kept_in
from tests.stores import open_folder

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NUMBER = "SME-0001"
HOME = "aaaaaaaa-0000-4000-8000-000000000001"
CONTOSO = "cccccccc-0000-4000-8000-000000000001"
FABRIKAM = "ffffffff-0000-4000-8000-000000000001"
ELSEWHERE = "eeeeeeee-0000-4000-8000-000000000001"


def _person(serial: int, name: str, *roles: Role, tenant: str = HOME, **more: object) -> Person:
    key = person_key(tenant, f"11111111-0000-4000-8000-{serial:012d}")
    email = f"{name.partition(' ')[0].lower()}@people.example"
    return Person(key, name, email, frozenset(roles), **more)  # type: ignore[arg-type]


def sme(serial: int, name: str, *can_do: str, capacity: int = 3) -> Person:
    """Return a SME; workloads, languages and regions are blank-separated lists."""
    workloads, languages, regions = (frozenset(names.split()) for names in can_do)
    can = Expertise(workloads, languages, regions, capacity)
    return _person(serial, name, Role.SME, expertise=can)


PAT = _person(1, "Pat Parker", Role.PARTNER, tenant=CONTOSO, partner="Contoso Partners")
PETRA = _person(2, "Petra Poe", Role.PARTNER, tenant=CONTOSO, partner="Contoso Partners")
QUINN = _person(3, "Quinn Quist", Role.PARTNER, tenant=FABRIKAM, partner="Fabrikam Services")
FRAN = _person(4, "Fran Fisher", Role.FPM, region="EMEA")
GWEN = _person(5, "Gwen Gray", Role.FPM, region="AMER")
FELIX = _person(6, "Felix Ortega", Role.FPM, region="AMER")
TESS = _person(7, "Tess Turner", Role.TEAM)
TIM = _person(8, "Tim Tran", Role.TEAM)
SAM = sme(9, "Sam Silva", "AIP_P2 MCAS", "English Spanish", "EMEA AMER")
SANA = sme(10, "Sana Sato", "AADP_P2 EXCHANGE_MIGRATION", "English Japanese", "APJ")

PARTNERS = (
    Partner("Contoso Partners", GWEN.key, frozenset({CONTOSO}), ("Contoso",)),
    Partner("Fabrikam Services", FELIX.key, frozenset({FABRIKAM}), ("Fabrikam",)),
)
EVERYBODY = (PAT, PETRA, QUINN, FRAN, GWEN, FELIX, TESS, TIM, SAM, SANA)
DIRECTORY = Directory(EVERYBODY, PARTNERS)

CATALOGUE: Catalogue = load_catalogue()
LISTS = Lists(CATALOGUE, DIRECTORY)
RULES = Rules(LISTS, Clockwork(load_calendars()), timedelta(days=180))

ANSWERS: Mapping[str, str] = {
    "role": "ENGINEER",
    "workload": "AIP_P2",
    "seat_count": "300",
    "region": "EMEA",
    "primary_language": "English",
    "secondary_language": "None",
    "tenant_id": "12345678-90ab-cdef-1234-567890abcdef",
    "tenant_name": "Northwind",
    "tenant_segment": "SMC",
    "delivery_team": "FTP_PARTNER",
    "partner_name": "Contoso Partners",
    "partner_email": "pat@people.example",
    "fpm": FRAN.key,
    "discussed": "yes",
    "justification": "Labels are not applied after migration and we are stuck.",
}

DETAILS: Mapping[Command, Mapping[str, str]] = {
    Command.RETURN: {"fields": "Seat Count", "note": "Is this the number of active licenses?"},
    Command.DENY: {"ground": "repeated", "text": "The third request on labels this quarter."},
    Command.OFFER: {"sme": "Sam Silva"},
    Command.DECLINE: {"reason": "On leave until January."},
    Command.RECALL: {"reason": "No answer for two days."},
    Command.HAND_BACK: {"reason": "Called to another customer."},
    Command.REASSIGN: {"sme": "Sana Sato", "reason": "Nearer to the customer."},
    Command.ROUTE: {"fpm": "Felix Ortega"},
    Command.CLOSE: {"contact": "yes"},
    Command.MESSAGE: {"message": "Is there any news?"},
}

_WITH_SME = frozenset({State.OFFERED, State.ASSIGNED, State.CLOSED})
_DUE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def a_request(state: State = State.SUBMITTED, **changes: object) -> Request:
    """Return Pat's request as it stands in a state: routed to Fran, with Sam once there is a SME."""
    request = Request(
        number=NUMBER,
        revision=1,
        state=state,
        answers=ANSWERS,
        requester=PAT.key,
        partner="Contoso Partners",
        fpm=FRAN.key,
        ruling=Ruling(Verdict.PEOPLE, "AIP", "R10", "AIP P2", "rules of the test"),
        origin="draft-1",
        submitted_at=TUESDAY,
        changed_at=TUESDAY,
        changed_by=PAT.key,
        last_step="submitted",
        deadlines=Deadlines(_DUE, _DUE, _DUE, _DUE, "by hand"),
        sme=SAM.key if state in _WITH_SME else None,
        returns=1 if state is State.RETURNED else 0,
        reopened=("seat_count",) if state is State.RETURNED else (),
        paused_at=TUESDAY if state is State.RETURNED else None,
    )
    return replace(request, **changes)  # type: ignore[arg-type]


def a_draft(draft_id: str = "draft-1", person: Person = PAT, **answers: str) -> Draft:
    """Return a complete draft of a new request."""
    draft = new_draft(draft_id, person, LISTS, TUESDAY)
    filled = {**ANSWERS, **answers}
    return replace(draft, answers=filled, given=tuple(filled))


def a_reopened_draft(request: Request, seats: str = "400", **changed: str) -> Draft:
    """Return the requester's draft of a filed request with another seat count: an edit, or what was returned."""
    draft = reopened_draft("draft-2", request, TUESDAY)
    answers = {key: {**draft.answers, "seat_count": seats, **changed}[key] for key in FIELD if key in request.answers}
    return replace(draft, answers=answers)


@dataclass(frozen=True)
class Room:
    """A desk, and the store behind it with its one file."""

    folder: Path
    store: Store
    desk: Desk

    @property
    def kept(self) -> list[tuple[str, str, object]]:
        """Everything that is kept."""
        return kept_in(self.folder)

    async def holds(self, request: Request, *notices: Notice) -> None:
        """Store a request as it is, without asking anybody."""
        event = Event(request.number, 1, "submitted", PAT.key, request.submitted_at, State.DRAFT, State.SUBMITTED)
        await self.store.commit(Change(request, 0, event, notices))

    async def request(self, number: str = NUMBER) -> Request:
        """Return a request as it is stored."""
        found = await self.store.get(Request, number)
        assert found is not None
        return found

    async def takes(self, command: Command, person: Person, at: datetime = TUESDAY, **texts: str) -> Request:
        """Take a step of the one request, with plausible details unless others are given."""
        details = {**DETAILS.get(command, {}), **texts}
        if command is Command.MESSAGE:
            details.setdefault("to", "Pat Parker" if person.key == FRAN.key else "Fran Fisher")
        return await self.desk.carry_out(NUMBER, command, details, person, at=at)

    async def files(self, draft: Draft, person: Person = PAT, at: datetime = TUESDAY) -> Request:
        """File a draft that is in the store."""
        return await self.desk.submit(draft, person, at)

    async def outbox(self, at: datetime = TUESDAY) -> list[Notice]:
        """Return the notices that are due, once."""
        return [one.task for one in await self.store.claim(at, 99, timedelta(hours=1))]


def open_room(folder: Path, rules: Rules = RULES) -> Room:
    """Open a desk on a folder."""
    store = open_folder(folder)
    return Room(folder, store, desk_on(store, rules))


def desk_on(store: Store, rules: Rules = RULES) -> Desk:
    """Return a desk on a store."""
    return Desk(store, REQUEST_LIFE, rules)
