"""Channels and group chats: the state for everybody, details only for who may see them, by refresh."""

from cards.request_card import shared_card
from dialogs.phrases import parse
from dialogs.visit import About, Visit
from playbook.life.ports import Store
from playbook.messages import helping
from playbook.people import Directory
from playbook.refusals import Refusal
from playbook.requests.parties import may_see, parties_of
from playbook.requests.record import Party, Request

MOST_REFRESHED = 60


class GroupChat:
    """Answers where others read along: never with a customer's data in the open (R71)."""

    def __init__(self, store: Store) -> None:
        """Find people's addresses in the store."""
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
            view = await visit.desk.view(number, visit.person, visit.at)
        except Refusal as refusal:
            visit.refuse(refusal)
            return
        drawn = shared_card(
            visit.reader, view.request, await self.user_ids(view.request, visit.desk.rules.lists.directory)
        )
        visit.show(drawn, About(number, view.request.revision))

    async def user_ids(self, request: Request, directory: Directory) -> list[str]:
        """Return the channel addresses of everybody who may see the request, as far as they have met the bot.

        A SME who is asked is left out: who comes and goes here tells who declined (G38).
        """
        stands = {one.key: parties_of(request, one, directory) for one in directory.people}
        may = [key for key, parties in stands.items() if may_see(parties) and Party.OFFERED_SME not in parties]
        met = await self._store.references(may)
        return [met[key].user_id for key in may if key in met][:MOST_REFRESHED]
