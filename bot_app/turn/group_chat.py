"""Channels and group chats: the state for everybody, details only for who may see them, by refresh."""

from dialogs.faces import Faces
from dialogs.phrases import parse
from dialogs.visit import About, Visit
from playbook.life.records import Record
from playbook.messages import helping
from playbook.people import Directory
from playbook.refusals import Refusal
from storage.chats import Chats

MOST_REFRESHED = 60


class GroupChat:
    """Answers where others read along: never with a customer's data in the open (R71)."""

    def __init__(self, store: Chats, faces: Faces) -> None:
        """Find people's addresses in the store."""
        self._store = store
        self._faces = faces

    async def hear(self, visit: Visit, text: str) -> None:
        """Answer status and help; everything else belongs in a private chat, the lists of requests included (R71)."""
        phrase = parse(text)
        if phrase is None or phrase.name == "help":
            visit.say(helping.GROUP)
        elif phrase.name == "status" and phrase.number:
            await self._status(visit, phrase.number)
        elif phrase.name == "status":
            visit.say(helping.WHICH_IN_GROUP)
        else:
            visit.say(helping.NOT_HERE)

    async def _status(self, visit: Visit, number: str) -> None:
        face = self._faces.of(number)
        try:
            record = await face.desk(visit.directory).visible(number, visit.person, visit.at)
        except Refusal as refusal:
            visit.refuse(refusal)
            return
        drawn = face.shared(visit.reader, record, await self.user_ids(record, visit.directory))
        visit.show(drawn, About(number, record.revision))

    async def user_ids(self, record: Record, directory: Directory) -> list[str]:
        """Return the channel addresses of everybody who may see a record, as far as they have met the bot."""
        may = self._faces.of(record.number).audience(record, directory)
        met = await self._store.references(may)
        return [met[key].user_id for key in may if key in met][:MOST_REFRESHED]
