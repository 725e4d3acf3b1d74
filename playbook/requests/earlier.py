"""What earlier requests know: offered at the question for one tap, never taken silently."""

from collections.abc import Sequence

from playbook.answers import Choice
from playbook.life.fields import Field
from playbook.life.ports import Query, Store
from playbook.life.records import Draft
from playbook.messages import asking
from playbook.people import Person
from playbook.requests.lists import Lists
from playbook.requests.queries import requests_with
from playbook.requests.record import Request

OF_THE_CUSTOMER = frozenset({"tenant_id", "tenant_segment"})
NAME = "tenant_name"
# So many of a company's latest requests are looked through, and so many customers' names are offered.
_LATEST = 100
_MOST_NAMES = 3


async def offers(store: Store, lists: Lists, draft: Draft, field: Field, person: Person) -> tuple[Choice, ...]:
    """Return answers that earlier requests hold: of the person's own customers, or of the one named in the draft."""
    if field.key == NAME:
        own = await _latest(store, requests_with(requester=person.key))
        return _distinct(lists, field, own, draft)[:_MOST_NAMES]
    customer = draft.answers.get(NAME, "").casefold()
    if field.key not in OF_THE_CUSTOMER or not customer or not person.partner:
        return ()
    ours = await _latest(store, requests_with(partner=person.partner))
    same = [one for one in ours if one.answers.get(NAME, "").casefold() == customer]
    return _distinct(lists, field, same, draft)[:1]


async def _latest(store: Store, query: Query) -> Sequence[Request]:
    return (await store.find(Request, query, limit=_LATEST)).records


def _distinct(lists: Lists, field: Field, earlier: Sequence[Request], draft: Draft) -> tuple[Choice, ...]:
    """Return each value once, by the latest request that holds it; what was sent back may be wrong, so it is not."""
    found: dict[str, Choice] = {}
    for request in earlier:
        value = request.answers.get(field.key, "")
        if value and field.key not in request.reopened and request.number != draft.slot:
            title = asking.as_in(request.number, lists.show(field, value))
            found.setdefault(value.casefold(), Choice(value, title))
    return tuple(found.values())
