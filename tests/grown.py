"""The house with one field and one command more, each added where docs/how-it-works.md says, and walked over HTTP.

It runs in a process of its own, since what is added has to stand in the tables before anybody reads them. Each `add_`
changes nothing but the tables it names.
"""

import asyncio
import json
import sys
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.life.fields import Field, Kind
from playbook.life.lifecycle import Lifecycle, Owed
from playbook.messages.message import Message, Sentence
from playbook.requests import record

TICKET = Field("ticket", Message("Support ticket"), Kind.LINE, "R37", ("ticket", "case"))


def add_a_command_name() -> None:
    """Name the command: `Command` in record.py."""
    known = {one.name: one.value for one in record.Command}
    record.Command = StrEnum("Command", {**known, "ESCALATE": "escalate"})  # type: ignore[misc]


def add_a_field() -> None:
    """Add a row to fields.py."""
    from playbook.requests import fields  # noqa: PLC0415 - in its turn

    fields.FIELDS = (*fields.FIELDS[:-1], TICKET, fields.FIELDS[-1])
    fields.FIELD = {field.key: field for field in fields.FIELDS}


def add_a_transition() -> None:
    """Add a row to table.py."""
    from playbook.requests import table  # noqa: PLC0415 - in its turn
    from playbook.requests.record import Command, Party, State  # noqa: PLC0415

    escalation = table.Row(
        Command.ESCALATE, "escalated", frozenset({State.SUBMITTED, State.TRIAGED}), None, frozenset({Party.REQUESTER}),  # type: ignore[attr-defined]
        "R59", owes=(Owed(Party.ROUTED_FPM),),
    )  # fmt: skip
    table.REQUEST_TABLE = Lifecycle([*table.REQUEST_TABLE.rows, escalation])


def add_the_sentences() -> None:
    """Say in `messages` what is asked, done and told."""
    from playbook.messages import asking, headlines, labels, steps  # noqa: PLC0415 - in its turn

    asking.QUESTIONS["ticket"] = Message("Which support ticket is open for this?")
    labels.BUTTONS["escalate"] = Message("Escalate to the FPM")  # type: ignore[index]
    headlines.HEADLINES["escalated.staff"] = Sentence("{actor} asks you to look at {number}.")
    steps.DONE["escalated"] = Sentence("Done: the FPM of {number} is asked.")
    steps.ALREADY["escalated"] = Sentence("Already escalated by {who}, {at}.")
    steps.LATEST["escalated"] = Sentence("It was last escalated by {who}, {at}.")
    steps.IMPOSSIBLE["escalated"] = Sentence("It cannot be escalated now.")
    steps.HISTORY["escalated"] = Sentence("{at}: escalated by {who}")


async def walk(folder: Path) -> dict[str, str]:
    """File by form and in conversation, and take the new step by words and by its button; return what people read."""
    from tests.office import COMPLETE, open_office  # noqa: PLC0415 - when all is added

    async with open_office(folder) as office:
        await office.everybody_installs()
        seen = {}
        form = await office.pat.says_all("new request", "form")
        seen["form"] = form.words
        review = await office.pat.presses(form.card, "Review", **COMPLETE, ticket="T-4711")
        seen["review"] = review.words
        await office.pat.presses(review.card, "Submit")
        await office.deliver()
        seen["fpm"] = office.fran.last.words
        seen["forbidden"] = (await office.fran.says("escalate SME-0001")).words
        escalated = await office.pat.says("escalate SME-0001")
        seen["done"] = escalated.words
        await office.deliver()
        seen["told"] = office.fran.last.words
        seen["pressed"] = (await office.pat.presses(escalated.card, "Escalate to the FPM")).words
        seen["events"] = ",".join(one.name for one in await office.house.store.history("SME-0001"))
        await office.fran.says("approve SME-0001")
        seen["late"] = (await office.pat.says("escalate SME-0001")).words
        asked = await office.quinn.says("change ticket")
        seen["nothing to change"] = asked.words
        await office.quinn.says("new request")
        seen["asked"] = (await office.quinn.says("change case")).words
        await office.quinn.says("T-1")
        seen["answered"] = str(await office.quinn.draft())
        return seen


def main() -> None:
    """Add both and print what people read, as JSON."""
    add_a_command_name()
    add_a_field()
    add_a_transition()
    add_the_sentences()
    with TemporaryDirectory() as folder:
        sys.stdout.write(json.dumps(asyncio.run(walk(Path(folder)))))


if __name__ == "__main__":
    main()
