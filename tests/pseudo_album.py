"""What people see in the pseudo-language, and whether all of it came from the catalogue."""

import email
from collections.abc import Collection, Iterator
from email.policy import default
from pathlib import Path
from string import Formatter, ascii_letters

from cards.reader import PSEUDO, PseudoTranslations
from playbook.messages.asking import ANSWER, EXAMPLES, KEEP
from playbook.messages.deciding import TEAM_ADDRESS
from playbook.requests.record import Command
from storage.catalogue import load_catalogue
from tests.office import COMPLETE, Answer, Json, Office, Player, everybody, walk

# What people say that a text quotes or keeps.
WORDS = (
    "odd.example",
    "maybe",
    *("Northwind", "Tailspin", "Lotus", "Blocked", "Pilot", "Why", "Away", "Swap", "Late", "Never", "Odd"),
    *("Chinese", "Klingon", "Nobody", "Fabrikam", "Adatum", "no guid"),
    # The second of two needs comes back in the words it was told in, behind those that begin it.
    "new request: one for MDATP at Litware 500 seats",
)
OTHER_TENANT = "12345678-90ab-cdef-1234-567890abcde0"
DATES = ("Nov", "Dec", "UTC")
# What Babel puts between the parts of a list: costume is for sentences alone.
BETWEEN = (" or ", " and ")
STRANGER = "99999999-9999-4999-8999-999999999999"


class Album:
    """Everything people saw, and what of it is data."""

    def __init__(self, office: Office, mails: Path) -> None:
        """Speak the pseudo-language with everybody from the first word on."""
        self.office = office
        self.pressed: list[Answer] = []
        self._mails = mails
        for player in office.players.values():
            player.locale = PSEUDO

    async def presses(self, player: Player, card: Json | None, verb: str, **inputs: str) -> Answer:
        """Press the button with a verb: its title is in costume."""
        action = next(
            one for one in walk(card) if str(one.get("type")).startswith("Action.Execute") and one.get("verb") == verb
        )
        answer = await player.executes(action, {f"{verb}.{key}": text for key, text in inputs.items()})
        self.pressed.append(answer)
        return answer

    async def files(self, **changes: str) -> str:
        """File a request of Pat's by the form; return its number."""
        pat = self.office.pat
        await pat.says("new request")
        form = await pat.says("form")
        filled = {**COMPLETE, "tenant_name": "Tailspin", "justification": "Why", **changes}
        review = await self.presses(pat, form.card, "fill", **filled)
        await self.presses(pat, review.card, "submit")
        await self.office.deliver()
        await self.presses(pat, review.card, "submit")
        await self.presses(pat, review.card, "form")
        return (await self.office.newest()).number

    def texts(self) -> Iterator[str]:
        """Yield every text that was shown, in a chat, on a card, as a summary or in an e-mail."""
        sent = [call.activity for call in self.office.connector.calls]
        for activity in sent:
            yield from (str(activity[key]) for key in ("text", "summary") if activity.get(key))
            yield from (text for one in activity.get("attachments") or [] for text in drawn(one["content"]))
        for answer in self.pressed:
            yield from (answer.text, *drawn(answer.card))
        for path in self._mails.rglob("*.eml"):
            mail = email.message_from_bytes(path.read_bytes(), policy=default)
            yield from (str(mail["Subject"]), *str(mail.get_content()).splitlines())

    def data(self) -> list[str]:
        """Return what is no sentence: names, answers, numbers, codes, addresses; the longest first."""
        catalogue, directory = load_catalogue(), everybody()
        people = [word for one in directory.people for word in (one.name, one.email, one.key)]
        partners = [one.name for one in directory.partners]
        choices = [choice.name for choice in (*catalogue.workloads, *catalogue.languages)]
        rows = [word for row in catalogue.people for word in (row.route, row.id, row.source, row.exception)]
        links = [word for row in catalogue.self_deploy for word in (row.id, row.source, row.link)]
        codes = [*COMPLETE.values(), *EXAMPLES.values(), *(command.value for command in Command)]
        tenants = [one.key.partition("/")[0] for one in directory.people]
        given = [
            *WORDS,
            *DATES,
            *BETWEEN,
            *tenants,
            OTHER_TENANT,
            KEEP,
            ANSWER,
            TEAM_ADDRESS,
            STRANGER,
            "SME-",
            "AMER",
            "APJ",
        ]
        return sorted({*people, *partners, *choices, *rows, *links, *codes, *given} - {""}, key=len, reverse=True)


def drawn(node: object) -> Iterator[str]:
    """Yield what a client draws of a card: not the ids, values and payloads that only travel."""
    if isinstance(node, list):
        for part in node:
            yield from drawn(part)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("text", "title", "label", "placeholder", "errorMessage") and isinstance(value, str):
                yield value.replace("\\", "")
            elif key == "facts":
                yield from (str(fact["value"]).replace("\\", "") for fact in value)
                yield from drawn(value)
            elif key not in ("data", "fallback"):
                yield from drawn(value)


def english_in(text: str, data: list[str]) -> str:
    """Return the text if it holds a word that is neither from the catalogue nor data; empty otherwise."""
    left = text.replace("\u200b", "")
    for known in data:
        left = left.replace(known, "")
    return text if any(letter in ascii_letters for letter in left) else ""


def is_among(texts: Collection[str], sentence: str) -> bool:
    """Tell whether a sentence was shown, with whatever facts."""
    dressed = PseudoTranslations().gettext(sentence)
    parts = [part for part, _, _, _ in Formatter().parse(dressed)]
    return any(all(part in text for part in parts) for text in texts)
