"""Records and opened stores for the tests of storage. A second store joins the contract by one line in ENGINES."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from playbook.life.records import NEW, Change, Channel, Claimed, Draft, Event, Notice
from playbook.people import PersonKey, person_key
from playbook.requests.record import Deadlines, Remark, RemarkKind, Request, Ruling, State, Verdict
from storage.chats import ConversationReference, SentActivity
from storage.store import DocumentStore
from tests.postgres import FOLDERS, database_of, drop_database
from tests.stores import open_folder, open_store

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PAT = person_key("c0000000-0000-4000-8000-000000000001", "a0000000-0000-4000-8000-000000000001")
QUINN = person_key("c0000000-0000-4000-8000-000000000002", "a0000000-0000-4000-8000-000000000002")
FRAN = person_key("c0000000-0000-4000-8000-000000000003", "a0000000-0000-4000-8000-000000000003")
SAM = person_key("c0000000-0000-4000-8000-000000000003", "a0000000-0000-4000-8000-000000000004")

Engine = Callable[[Path], Awaitable[DocumentStore]]


async def embedded(folder: Path) -> DocumentStore:
    """Open the embedded store of a folder."""
    return open_folder(folder)


async def postgres(folder: Path) -> DocumentStore:
    """Open the database that stands for a folder."""
    return await open_store(await database_of(folder))


ENGINES: dict[str, Engine] = {"tinydb": embedded, "postgres": postgres}


@dataclass
class Shelf:
    """An opened store that a test can close and open again."""

    engine: Engine
    folder: Path
    store: DocumentStore

    async def reopen(self) -> DocumentStore:
        """Do what a restart does."""
        await self.store.close()
        self.store = await self.engine(self.folder)
        return self.store


@pytest.fixture(params=list(ENGINES))
async def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Shelf]:
    """Lend an empty store of each engine."""
    engine = ENGINES[request.param]
    folder = tmp_path / "store"
    shelf = Shelf(engine, folder, await engine(folder))
    yield shelf
    await shelf.store.close()
    if folder in FOLDERS:
        await drop_database(FOLDERS.pop(folder))


@pytest.fixture
def store(shelf: Shelf) -> DocumentStore:
    """Lend the store alone."""
    return shelf.store


def number_of(serial: int) -> str:
    """Return a request number as the desk writes it."""
    return f"SME-{serial:04d}"


def notice(number: str = "SME-0001", seq: int = 1, ordinal: int = 0, to: PersonKey | None = FRAN) -> Notice:
    """Return a notice to Fran."""
    return Notice(number, seq, ordinal, Channel.TEAMS, "submitted.staff", to)


def filing(
    number: str = "SME-0001", *, at: datetime = AT, requester: PersonKey = PAT, **fields: object
) -> Change[Request]:
    """Return the filing of a request by Pat, with one notice to Fran."""
    request = Request(
        number=number,
        revision=1,
        state=State.SUBMITTED,
        answers={"additional": "Blocked on hybrid join", "seat_count": "400"},
        requester=requester,
        partner="Contoso Partners",
        fpm=FRAN,
        ruling=Ruling(
            Verdict.PEOPLE, "AADP", "R7", "AADP P1 & P2", "rules 1", remarks=(Remark(RemarkKind.AT_THE_LIMIT, "150"),)
        ),
        origin=f"draft of {number}",
        submitted_at=at,
        changed_at=at,
        changed_by=requester,
        last_step="submitted",
        deadlines=Deadlines(at, at, at, at, "by hand"),
    )
    event = Event(number, 1, "submitted", requester, at, State.DRAFT, State.SUBMITTED)
    return Change(replace(request, **fields), 0, event, (notice(number),))  # type: ignore[arg-type]


def step(before: Request, state: State = State.APPROVED, *, by: PersonKey = FRAN, at: datetime = AT) -> Change[Request]:
    """Return the next step of a request, with one notice to its requester."""
    after = replace(before, revision=before.revision + 1, state=state, changed_at=at, changed_by=by)
    event = Event(after.number, after.revision, state.value, by, at, before.state, state, {"reason": "It fits"})
    return Change(after, before.revision, event, (notice(after.number, after.revision, to=before.requester),))


def draft(revision: int = 1, *, slot: str = NEW, owner: PersonKey = PAT, at: datetime = AT) -> Draft:
    """Return a draft of Pat's."""
    return Draft("draft of SME-0001", owner, slot, revision, {"region": "EMEA"}, ("region",), at)


def reference(person: PersonKey = PAT, conversation: str = "chat-1") -> ConversationReference:
    """Return where a person's chat is."""
    return ConversationReference(
        person, "https://smba.example/emea", "msteams", conversation, "tenant", "29:1", "Pat", "28:1", "Bot"
    )


async def lend(store: DocumentStore, at: datetime = AT) -> Claimed[Notice]:
    """Have the store lend its one due row."""
    (claimed,) = await store.claim(at, 9, MINUTE)
    return claimed


def copy(activity: str = "activity-1", revision: int = 1, number: str = "SME-0001") -> SentActivity:
    """Return a card in Fran's chat."""
    return SentActivity(number, "chat-1", activity, FRAN, "https://smba.example/emea", revision)
