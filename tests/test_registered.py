"""Who is known: the roster's people and those who registered since, as both stores keep them."""

import gc
import weakref
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bench.counting import CountingStore
from playbook.access.registered import MEMBER, TENANT, Kept, Member, PartnerTenant, StoredPeople
from playbook.life.records import Change, Event
from playbook.people import Directory, PersonKey, Role, Roster, person_key
from storage.store import DocumentStore
from tests import keeping
from tests.comings import Comings
from tests.keeping import AT, Shelf, filing
from tests.process import CONTOSO, DIRECTORY, ELSEWHERE, EVERYBODY, PARTNERS, PAT

shelf, store = keeping.shelf, keeping.store
NORA = person_key(CONTOSO, "99999999-0000-4000-8000-000000000001")
NEIL = person_key(ELSEWHERE, "99999999-0000-4000-8000-000000000002")


def a_member(
    serial: int = 1, person: PersonKey = NORA, partner: str = "Contoso Partners", name: str = "Nora"
) -> Member:
    """Return somebody who has registered."""
    return Member(
        number=f"{MEMBER}{serial:04d}",
        revision=1,
        state=Kept.KNOWN,
        answers={"name": name, "email": "nora@contoso.example"},
        origin="ACC-0001",
        changed_at=AT,
        changed_by=person,
        last_step="registered",
        person=person,
        partner=partner,
    )


def a_tenant(serial: int = 1, partner: str = "Contoso Partners") -> PartnerTenant:
    """Return a tenant that came onto a list."""
    member = a_member(serial)
    return PartnerTenant(
        number=f"{TENANT}{serial:04d}",
        revision=1,
        state=Kept.KNOWN,
        answers={},
        origin=member.origin,
        changed_at=AT,
        changed_by=NEIL,
        last_step="registered",
        partner=partner,
        tenant=ELSEWHERE,
    )


async def keep(store: DocumentStore, *records: Member | PartnerTenant) -> None:
    """Keep records, one after another."""
    for one in records:
        event = Event(one.number, one.revision, "registered", one.changed_by, one.changed_at, "", one.state)
        await store.commit(Change(one, one.revision - 1, event, ()))


async def known(store: DocumentStore, roster: Directory = DIRECTORY) -> Directory:
    """Return who is known now, by somebody who asks for the first time."""
    return await StoredPeople(Roster(roster), store).directory()


def names(directory: Directory) -> Iterable[str]:
    """Return who is known besides the roster."""
    return [one.name for one in directory.people if one not in EVERYBODY]


async def test_as_long_as_nobody_registered_the_rosters_people_are_all(store: DocumentStore) -> None:
    assert await known(store) is DIRECTORY


async def test_who_registered_is_a_partners_person(store: DocumentStore) -> None:
    await keep(store, a_member())
    nora = (await known(store)).find(NORA)
    assert nora
    assert (nora.name, nora.email) == ("Nora", "nora@contoso.example")
    assert (nora.roles, nora.partner) == (frozenset({Role.PARTNER}), "Contoso Partners")


async def test_an_added_tenant_lets_its_people_in_and_only_for_its_company(store: DocumentStore) -> None:
    await keep(store, a_member(person=NEIL))
    assert (await known(store)).find(NEIL) is None
    await keep(store, a_tenant(partner="Fabrikam Services"))
    assert (await known(store)).find(NEIL) is None
    await keep(store, a_tenant(2))
    directory = await known(store)
    assert directory.find(NEIL)
    partner = directory.partner("Contoso Partners")
    assert partner
    assert partner.tenants == {CONTOSO, ELSEWHERE}


async def test_the_roster_prevails_over_a_registration(store: DocumentStore) -> None:
    await keep(store, a_member(person=PAT.key, name="Mallory"))
    assert (await known(store)).find(PAT.key) == PAT


async def test_whose_company_or_tenant_left_the_roster_is_not_known_and_nothing_breaks(store: DocumentStore) -> None:
    await keep(store, a_member(), a_member(2, NEIL), a_tenant())
    contoso, fabrikam = PARTNERS
    others = [one for one in EVERYBODY if one.partner != contoso.name]
    assert names(await known(store, Directory(others, [fabrikam]))) == []
    moved = replace(contoso, tenants=frozenset({ELSEWHERE[:-1] + "9"}))
    assert [one.key for one in (await known(store, Directory(others, [moved, fabrikam]))).people][len(others) :] == [
        NEIL
    ]


async def test_who_registered_twice_is_known_as_they_did_last(store: DocumentStore) -> None:
    await keep(store, a_member(), a_member(2, name="Nora Newman"))
    assert names(await known(store)) == ["Nora Newman"]


async def test_somebody_whose_texts_were_erased_is_still_who_they_are(store: DocumentStore) -> None:
    await keep(store, replace(a_member(), answers={}))
    nora = (await known(store)).find(NORA)
    assert nora
    assert (nora.name, nora.email, nora.partner) == ("", "", "Contoso Partners")


async def test_more_than_a_page_of_people_are_known(store: DocumentStore) -> None:
    for serial in range(1, 61):
        await keep(store, a_member(serial, person_key(CONTOSO, f"99999999-0000-4000-8000-{serial:012d}")))
    assert len(list(names(await known(store)))) == 60


async def test_as_long_as_nobody_came_who_is_known_costs_one_small_read(store: DocumentStore) -> None:
    await keep(store, a_member(), a_tenant())
    counting = CountingStore(store)
    people = StoredPeople(Roster(DIRECTORY), counting.as_store())
    first = await people.directory()
    counting.taken()
    assert await people.directory() is first
    assert counting.taken() == {"version": 1}
    await keep(store, a_member(2, NEIL))
    assert (await people.directory()).find(NEIL)


async def test_a_change_of_the_roster_is_seen_at_once_and_the_former_one_is_let_go(store: DocumentStore) -> None:
    await keep(store, a_member())
    roster = Comings(Directory(EVERYBODY, PARTNERS))
    people = StoredPeople(roster, store)
    assert (await people.directory()).find(PAT.key)
    former = weakref.ref(roster.known)
    roster.go(PAT.key)
    gc.collect()
    assert former() is None
    directory = await people.directory()
    assert directory.find(PAT.key) is None
    assert directory.find(NORA)


async def test_a_version_changes_with_every_change_of_its_kind_and_with_no_other(store: DocumentStore) -> None:
    assert await store.version(Member, PartnerTenant) == (0, 0)
    seen = set()
    for serial in (1, 2):
        await keep(store, a_member(serial))
        seen.add(await store.version(Member, PartnerTenant))
    await keep(store, replace(a_member(), revision=2, changed_at=AT + timedelta(days=1)))
    seen.add(await store.version(Member, PartnerTenant))
    await store.commit(filing())
    seen.add(await store.version(Member, PartnerTenant))
    assert len(seen) == 3
    assert {tenants for _, tenants in seen} == {0}


async def test_versions_and_secrets_stand_after_a_restart(shelf: Shelf) -> None:
    await keep(shelf.store, a_member())
    version, secret = await shelf.store.version(Member), await shelf.store.secret("invitations")
    assert len(secret) == 64
    again = await shelf.reopen()
    assert (await again.version(Member), await again.secret("invitations")) == (version, secret)
    assert await again.secret("something else") != secret
