"""Channels and group chats: the state for everybody, details only for who may see them, by refresh."""

from cards.request_card import shared_card
from dialogs.phrases import parse
from dialogs.visit import About, Visit
from playbook.desk import Desk
from playbook.records import Request
from playbook.refusals import Refusal
from playbook.requests import may_see, parties_of
from playbook.store import Store
from playbook.wording import helping

MOST_REFRESHED = 60


class GroupChat:
    """Answers where others read along: never with a customer's data in the open (R71)."""

    def __init__(self, desk: Desk, store: Store) -> None:
        """Read through the desk; the store knows people's addresses."""
        self._desk = desk
        self._store = store

    async def hear(self, visit: Visit, text: str) -> None:
        """Answer status and help; everything else belongs in a private chat."""
        phrase = parse(text)
        if phrase is None or phrase.name == "help":
            visit.say(helping.GROUP)
        elif phrase.name == "status" and phrase.number:
            await self._status(visit, phrase.number)
        else:
            visit.say(helping.NOT_HERE)

    async def _status(self, visit: Visit, number: str) -> None:
        try:
            view = await self._desk.view(number, visit.person)
        except Refusal as refusal:
            visit.refuse(refusal)
            return
        drawn = shared_card(view.request, await self.user_ids(view.request))
        visit.show(drawn, About(number, view.request.revision))

    async def user_ids(self, request: Request) -> list[str]:
        """Return the channel addresses of everybody who may see the request, as far as they have met the bot."""
        directory = self._desk.rules.lists.directory
        may = [one.key for one in directory.people if may_see(parties_of(request, one, directory))]
        met = await self._store.references(may)
        return [met[key].user_id for key in may if key in met][:MOST_REFRESHED]
