"""Strangers at the door: players whom nobody has registered, and the few moves they all make."""

from playbook.access.record import SLOT, Application
from playbook.life.records import Draft
from playbook.people import person_key, stranger
from tests.office import Answer, Office, Player, walk

UNLISTED_TENANT = "77777777-0000-4000-8000-000000000007"
ANSWERS = {
    "name": "Nora Newman",
    "company": "Contoso",
    "email": "nora.newman@contoso.example",
    "purpose": "I deploy labels for our customers.",
    "mail_works": "yes",
}
NUMBER = "ACC-0001"


class Newcomer(Player):
    """Somebody whom nobody has registered."""

    async def fills_in(self, **changes: str) -> Answer:
        """Fill in the form; return what follows, the review if all is well."""
        await self.says("request access")
        form = await self.says("form")
        return await self.presses(form.card, "Review", **{**ANSWERS, **changes})

    async def applies(self, **changes: str) -> Answer:
        """Apply, and let everybody hear of it."""
        review = await self.fills_in(**changes)
        done = await self.presses(review.card, "Submit")
        assert "Submission completed" in done.words, done.words
        await self.office.deliver()
        return done

    async def is_invited(self, **changes: str) -> str:
        """Apply and be approved by Fran; return the code."""
        await self.applies(**changes)
        await self.office.fran.says(f"approve {(await self.application()).number}")
        await self.office.deliver()
        return self.code

    @property
    def invitation(self) -> Answer:
        """The newest message of the chat with a code in it."""
        return next(one for one in reversed(self.chat) if code_on(one))

    @property
    def code(self) -> str:
        """The code on that card."""
        return code_on(self.invitation)

    async def registers(self) -> Answer:
        """Accept the notice on the invitation, and let everybody hear of it."""
        done = await self.presses(self.invitation.card, "Complete registration", code=self.code, accept="yes")
        await self.office.deliver()
        return done

    async def becomes_known(self, **changes: str) -> None:
        """Apply, be approved by Fran, and register."""
        await self.is_invited(**changes)
        await self.registers()

    async def desk_draft(self) -> Draft | None:
        """Return what is kept of an application that is not submitted."""
        return await self.office.house.store.draft(self.key, SLOT)

    async def application(self) -> Application:
        """Return the newest application, as it is stored."""
        store = self.office.house.store
        found = await store.get(Application, f"ACC-{await store.last_serial(Application):04d}")
        assert found
        return found


def code_on(answer: Answer) -> str:
    """Return the code that is filled in on a card; empty when there is none."""
    boxes = [one for one in walk(answer.card) if str(one.get("id", "")).endswith(".code")]
    return str(boxes[0].get("value", "")) if boxes else ""


def newcomer(office: Office, serial: int = 1, *, tenant: str = "") -> Newcomer:
    """Return a stranger, from Contoso's tenant unless another one is given."""
    tenant = tenant or office.pat.key.partition("/")[0]
    return Newcomer(office, stranger(person_key(tenant, f"99999999-0000-4000-8000-{serial:012d}")))
