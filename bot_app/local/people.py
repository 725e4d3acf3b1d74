"""Who chats on the local page."""

from collections.abc import Sequence
from dataclasses import dataclass

from playbook import patterns

BOT_ID = "28:local-bot"
BOT_NAME = "SME Requests"


@dataclass(frozen=True)
class LocalPerson:
    """One sample person. `key` stands in addresses and in the history file, so it must not change."""

    key: str
    name: str
    role_title: str
    tenant_id: str
    object_id: str
    email: str

    def __post_init__(self) -> None:
        """Refuse a key that would not survive in an address."""
        if not patterns.SLUG.match(self.key):
            raise ValueError(f"{self.key!r} is no key: small letters, digits and single hyphens only")

    @property
    def user_id(self) -> str:
        """Return the address Teams would give this person for this bot."""
        return f"29:local-{self.object_id}"

    @property
    def conversation_id(self) -> str:
        """Return the id of the 1:1 chat; it holds no randomness, so stored references outlive a restart."""
        return f"a:local-{self.key}"


class People:
    """The people of the page, found by whatever the page or the bot calls them."""

    def __init__(self, people: Sequence[LocalPerson]) -> None:
        """Take the people in the order in which the page shows them."""
        self.everyone = tuple(people)
        self.by_key = {person.key: person for person in people}
        self.by_conversation = {person.conversation_id: person for person in people}
        self._by_address = {
            address.lower(): person for person in people for address in (person.user_id, person.object_id)
        }
        if len(self.by_key) < len(people) or len(self._by_address) < 2 * len(people):
            raise ValueError("two local people share a key or an object id")

    def addressed(self, address: str) -> LocalPerson | None:
        """Find a person by "29:" address or by object id; Teams takes either."""
        return self._by_address.get(address.lower())
