"""Loose sentences: a step is put and never taken, a question is answered and never stored, and nobody is left alone."""

from collections.abc import Iterator, Mapping
from itertools import chain

import pytest

from dialogs.overhearing import make_ready
from dialogs.understanding.intents import Sort, intents
from dialogs.understanding.topics import TOPICS
from dialogs.understanding.vocabulary import document
from playbook.people import Role
from playbook.requests.record import State
from storage.catalogue import load_catalogue
from tests.logged import events
from tests.office import Office, buttons_of, everybody
from tests.overheard import heard_as


def test_no_message_waits_for_a_table_that_the_start_makes() -> None:
    intents.cache_clear()
    make_ready(load_catalogue())
    assert heard_as("approve it", Role.FPM) == "approve"
    assert intents.cache_info().misses == 1


async def test_loose_words_put_a_step_and_take_it_by_a_plain_yes(office: Office) -> None:
    request = await office.pat.files()
    put = await office.fran.says("looks fine to me, go ahead")
    assert f"approve {request.number}" in put.text
    assert (await office.newest()).state is State.SUBMITTED
    await office.fran.says("yes please")
    assert (await office.newest()).state is State.APPROVED


@pytest.mark.parametrize("word", ["no", "nope", "nein", "no, leave it"])
async def test_a_no_to_a_step_that_was_put_changes_nothing(office: Office, word: str) -> None:
    await office.pat.files()
    await office.pat.says("please take my request back, we solved it ourselves")
    answer = await office.pat.says(word)
    assert "nothing" in answer.text
    await office.pat.says("yes")
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_yes_to_nothing_takes_nothing(office: Office) -> None:
    await office.pat.files()
    for word in ("yes", "go ahead", "do it"):
        await office.pat.says(word)
        assert (await office.newest()).revision == 1


async def test_a_yes_comes_too_late_after_anything_else(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("please withdraw it")
    await office.pat.says("my requests")
    await office.pat.says("yes")
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_full_command_acts_at_once(office: Office) -> None:
    request = await office.pat.files()
    await office.pat.says(f"withdraw {request.number}")
    assert (await office.newest()).state is State.WITHDRAWN


async def test_it_is_what_the_chat_saw_last(office: Office) -> None:
    first = await office.pat.files(tenant_name="Litware")
    await office.pat.files(tenant_name="Proseware")
    await office.pat.says(f"status {first.number}")
    put = await office.pat.says("please withdraw it")
    assert f"withdraw {first.number}" in put.text


async def test_a_customer_tells_which_request_is_meant(office: Office) -> None:
    first = await office.pat.files(tenant_name="Litware")
    await office.pat.files(tenant_name="Proseware")
    assert first.number in (await office.pat.says("any news on litware?")).text


async def test_several_that_fit_are_asked_about_with_customer_and_state(office: Office) -> None:
    for name in ("Litware", "Proseware"):
        await office.pat.files(tenant_name=name)
    answer = await office.fran.says("I want to say no to a request")
    assert {"deny SME-0001", "deny SME-0002"} <= {str(one["data"]["words"]) for one in buttons_of(answer.card).values()}
    assert "Litware" in answer.text
    assert "Proseware" in answer.text


async def test_a_step_of_somebody_else_names_who_may_take_it(office: Office) -> None:
    await office.pat.files()
    answer = await office.tess.says("please approve the Northwind one")
    assert "fran.fisher@fasttrack.example" in answer.words
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_question_in_the_middle_of_a_question_is_answered_and_asked_again(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Northwind, EMEA, English")
    answer = await office.pat.says("who is my FPM?")
    assert "fran.fisher@fasttrack.example" in answer.text
    assert "How many active licenses" in answer.text


async def test_a_value_that_is_told_beside_a_question_is_kept(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Northwind, EMEA, English")
    await office.pat.says("450 seats. who is my FPM by the way?")
    draft = await office.pat.draft()
    assert draft
    assert draft.answers["seat_count"] == "450"


async def test_a_sentence_that_is_not_understood_is_logged_by_its_shape_alone(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    answer = await office.pat.says("a purple elephant hums over cucumbers")
    assert answer.card
    [line] = events(caplog, "sentence_not_understood")
    assert "elephant" not in str(line)


# Which of two is meant depends on the state of the request, and each is the other's nearest step.
ALIKE = ({"decline", "handback"}, {"edit", "resubmit"}, {"offer", "reassign"})
EXAMPLES = [
    (name, role, example)
    for name, one in intents().by_name.items()
    if one.sort is not Sort.TOPIC
    for role in sorted(one.roles)
    for example in one.examples
]


@pytest.mark.parametrize(("name", "role", "example"), EXAMPLES)
def test_no_example_of_one_intent_is_heard_as_another(name: str, role: Role, example: str) -> None:
    heard = heard_as(example, role)
    assert heard == name or {heard, name} in ALIKE


def test_nobody_of_the_sample_is_a_word_of_the_product() -> None:
    entries = document("intents.toml")["intent"]
    of_intents = [group for one in entries for group in (*chain.from_iterable(one["ways"]), one.get("never", ""))]
    of_topics = [group for topic in TOPICS for row in topic.rows for group in row]
    of_lists = [value for table in document("words.toml").values() for value in _texts_in(table)]
    groups = chain(of_intents, of_topics, of_lists)
    known = {word for group in groups for word in group.casefold().replace("|", " ").split()}
    named = {person.name.split()[0].casefold() for person in everybody().people}
    assert "withdraw*" in known
    assert known.isdisjoint(named)


def _texts_in(value: object) -> Iterator[str]:
    """Return every text in a table of lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts_in(one)


async def test_a_command_that_is_not_open_any_more_puts_the_nearest_step(office: Office) -> None:
    request = await office.assigned()
    put = await office.sana.says(f"decline {request.number} I got ill")
    assert f"hand {request.number}" in put.text
    assert (await office.newest()).state is State.ASSIGNED
    await office.sana.says("yes")
    assert (await office.newest()).state is State.APPROVED


async def test_a_command_that_takes_two_steps_asks_once(office: Office) -> None:
    request = await office.approved()
    await office.tess.says(f"offer {request.number} to Sana")
    await office.tess.says(f"reassign {request.number} to Sam: Sana is on leave")
    assert (await office.newest()).sme == office.sana.key
    await office.tess.says("yes")
    assert (await office.newest()).sme == office.sam.key


@pytest.mark.parametrize("name", ["fran", "tess"])
async def test_staff_without_a_request_read_what_they_can_do_here(office: Office, name: str) -> None:
    answer = await office.players[name].says("could you send it back, the seats are wrong")
    assert "You have no request yet" not in answer.text
    assert "Queue" in buttons_of(answer.card)
