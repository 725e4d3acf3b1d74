"""The catalogue of sentences: each is found by reading the source, and nothing else can be said."""

from functools import partial

import pytest

from bot_app.turn.outgoing import message
from cards import elements
from cards.reader import Reader
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.life.fields import Kind
from playbook.messages import asking
from playbook.messages.message import Link, Listed, Message, Sentence, Words, lines, places
from playbook.refusals import Refusal
from tests.office import Office
from tests.process import desk_on
from tests.reading import english
from tests.sentences import MACHINERY, calls, calls_in, disguised_in, modules, sentences


def test_every_sentence_is_written_out_and_names_just_the_facts_it_is_given() -> None:
    assert len(sentences()) > 200
    assert [problem for call in calls() if call.name != "told" and (problem := call.problem)] == []


def test_every_sentence_of_a_table_is_told_with_all_the_facts_it_names() -> None:
    told = [call.facts for call in calls() if call.name == "told"]
    tables = [call for call in calls() if call.name == "Sentence"]
    assert tables
    assert not [call for call in tables if not any(places(call.source or "") <= facts for facts in told)]


@pytest.mark.parametrize(
    "source",
    [
        'Message(f"{number} is closed")',
        'Message("Hello " + name)',
        "Message(TABLE[state])",
        'Message("{number} is closed")',
        'Message("Closed", number=number)',
        'Message("{number} is closed", **facts)',
        'Sentence("%s is closed" % number)',
    ],
)
def test_the_check_finds_a_sentence_that_no_catalogue_could_know(source: str) -> None:
    (call,) = calls_in(f"import {MACHINERY}\n{source}", "made_up.py")
    assert call.problem


def test_no_english_is_passed_off_as_data() -> None:
    """Only an example of what to type has letters and is no sentence."""
    found = {text for source in modules().values() for text in disguised_in(source)}
    assert found == {asking.EXAMPLES[Kind.GUID], asking.EXAMPLES[Kind.EMAIL]}


@pytest.mark.parametrize(
    "source",
    [
        'Words("Nothing here")',
        'Words(f"{name} is late")',
        'Rendered("Why")',
        'Message("{who} acts", who="somebody")',
        'SENTENCE.told(who=name or "somebody")',
        'SENTENCE.told(who=name if name else "some" + "body")',
    ],
)
def test_the_check_finds_english_in_disguise(source: str) -> None:
    assert list(disguised_in(source))


def test_only_a_reader_makes_text_of_a_message() -> None:
    """But for a line of the history that is cut, and what a chat has been told already."""
    makers = {where for where, source in modules().items() if "Rendered(" in source}
    assert makers == {"cards/reader.py", "cards/request_card.py", "bot_app/delivery/compose.py"}
    assert {where for where, source in modules().items() if "babel" in source} == {"cards/reader.py"}


def test_a_message_cannot_be_made_with_facts_that_are_not_its_own() -> None:
    with pytest.raises(ValueError, match="does not name just"):
        Message("{number} is closed", state="open")
    with pytest.raises(ValueError, match="does not name just"):
        Sentence("{number} is {state}").told(number="SME-0001")
    assert english(Sentence("{number} is closed").told(number="SME-0001", by="Fran")) == "SME-0001 is closed"


def test_no_plain_text_can_be_said(visit: Visit) -> None:
    """mypy holds this: each `ignore` below is unused, and that is an error, once a str may be said there."""
    text = "Whatever was put together somewhere."
    visit.say(text)  # type: ignore[arg-type]
    visit.say_instead(text)  # type: ignore[arg-type]
    Reader().text(text)  # type: ignore[arg-type]
    lines(text)  # type: ignore[arg-type]
    Refusal(text)  # type: ignore[arg-type]
    Choice("value", text)  # type: ignore[arg-type]
    elements.text(text)  # type: ignore[arg-type]
    elements.say(text, "words")  # type: ignore[arg-type]
    message(text, None)  # type: ignore[arg-type]


@pytest.fixture
def visit(office: Office) -> Visit:
    """Return a visit of Pat's."""
    store, pat = office.house.store, office.pat
    last_card = partial(store.latest_copy, pat.conversation)
    return Visit(pat.person, Reader(), desk_on(store), office.clock(), pat.user_id, str, last_card)


def test_what_people_wrote_links_to_nothing_in_any_sentence_and_our_links_do() -> None:
    said = Message(
        "{name} says {words}: {list}, see {link}",
        name="www.evil.example",
        words="https://evil.example",
        list=Listed((Words("mailto:x"), Message("{one}", one="{{x}}"))),
        link=Link("https://ours.example"),
    )
    assert english(said) == (
        "www\u200b.evil.example says https\u200b://evil.example: mailto\u200b:x, {\u200b{x}}, see https://ours.example"
    )


def test_people_cannot_write_a_place_of_a_sentence() -> None:
    assert english(Message("{name}: {words}", name="{words}", words="{0} {name.__class__}")) == (
        "{words}: {0} {name.__class__}"
    )
