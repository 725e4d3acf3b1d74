"""The history of a request in the chat, whole, as far as its reader may know of it (R70, R71, G38)."""

from collections.abc import Iterator

from cards.question_card import words_card
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.life.lifecycle import Parties
from playbook.life.records import Event
from playbook.messages import asking, labels, telling
from playbook.messages.message import Listed, Message, Text, bullet, lines, shortened
from playbook.people import PersonKey
from playbook.requests.disclosure import PARTNERS_SIDE
from playbook.requests.fields import FIELD, OFFERED_SME, RETURN_FIELDS, ROUTED_FPM
from playbook.requests.histories import MOST_OF_AN_ANSWER, changes_in, page_after
from playbook.requests.lists import Lists


async def history(visit: Visit, number: str, after: int) -> None:
    """Say what happened behind the step `after`, with all that was changed by it; a long history comes in pages."""
    view = await visit.desk.view(number, visit.person, visit.at)
    events, more = page_after(view.history, after)
    lists = visit.desk.rules.lists
    for event in events:
        visit.say(
            lines(
                telling.history_line(event, lists.directory),
                *map(bullet, _named(event, lists, view.parties)),
                *map(bullet, _changed(event, lists)),
            )
        )
    if not events:
        visit.say(telling.NOTHING_MORE)
    if more:
        words = f"history {number} after {events[-1].seq}"
        visit.show(words_card(visit.reader, [Choice(words, telling.NEXT_PAGE)]))


def _named(event: Event, lists: Lists, parties: Parties) -> Iterator[Message]:
    """What a step was about besides its reason: whom it went to, and what it sent back. Who was asked is internal."""
    details, name_of = event.details, lists.directory.name_of
    if "fpm" in details:
        yield asking.titled(ROUTED_FPM.title, name_of(PersonKey(details["fpm"])))
    if "sme" in details and not parties & PARTNERS_SIDE:
        yield asking.titled(OFFERED_SME.title, name_of(PersonKey(details["sme"])))
    if "fields" in details:
        titles = tuple(FIELD[key].title for key in details["fields"].split(",") if key in FIELD)
        yield asking.titled(RETURN_FIELDS.title, Listed(titles))
    if moved := telling.dates_moved(event):
        yield moved


def _changed(event: Event, lists: Lists) -> Iterator[Message]:
    for one in changes_in(event):
        old, new = (_shown(lists, one.field.key, value) for value in (one.old, one.new))
        yield telling.changed(one.field.title, old, new)


def _shown(lists: Lists, key: str, value: str) -> Text:
    return lists.show(FIELD[key], shortened(value, MOST_OF_AN_ANSWER)) if value else labels.NO_VALUE
