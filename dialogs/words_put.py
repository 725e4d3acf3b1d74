"""Words that others will read: put with the step before they go, and taken by a plain yes.

They end a record, or reach somebody else, and whatever is said where they are asked for may be meant for the bot. So
nothing has to be sure that they are the answer: what is none costs a look. A button takes words as they stand on it.
"""

from botbuilder.dialogs import DialogContext

from cards.question_card import words_card
from dialogs import stack
from dialogs.stack import DETAILS_DIALOG
from dialogs.standing import Standing
from dialogs.understanding.agreement import is_yes, is_yes_to
from dialogs.understanding.amending import amended, unlabelled
from dialogs.understanding.reading import Reading
from dialogs.understanding.submitting import lets_go_out
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.messages import asking, hearing

# Words that may be the answer, and were taken as said to the bot: a yes puts them.
_MAYBE = "maybe"
# A "why?" is none.
_WORDS = 3


async def put(dc: DialogContext, visit: Visit, reading: Reading) -> None:
    """Put the step with these words; of those that were put before it is not guessed how a few words change them."""
    assert dc.active_dialog  # noqa: S101 - it is the details' dialog
    before = stack.words_put(dc)
    words = amended(before, reading) if before else unlabelled(reading)
    visit.say(hearing.WORDS_STAND if before and not words else None)
    await dc.replace_dialog(DETAILS_DIALOG, {**dc.active_dialog.state["options"], stack.WORDS: words or before})


async def agrees(dc: DialogContext, visit: Visit, said: str, *, in_full: bool) -> bool:
    """Take the step with the words that were put, where a yes follows; where something came between, put it again.

    A command `in_full` begins anew, with nothing of what was put.
    """
    assert dc.active_dialog  # noqa: S101 - it is the details' dialog
    words, maybe = stack.words_put(dc), dc.active_dialog.state["options"].pop(_MAYBE, "")
    options = dict(dc.active_dialog.state["options"])
    named = not in_full and is_yes_to(said, options["command"], options["number"])
    yes = is_yes(said) or lets_go_out(said) or named
    if not yes or not (words or maybe):
        return False
    if not words:
        options[stack.WORDS] = maybe
    elif await stands(dc, visit):
        options |= {stack.WORDS: "", "texts": {**options["texts"], stack.asked(dc): words}}
    else:
        visit.say(hearing.CHANGED_MEANWHILE)
    await dc.replace_dialog(DETAILS_DIALOG, options)
    return True


async def stands(dc: DialogContext, visit: Visit) -> bool:
    """Tell whether a reply still answers what was asked: it was just now, and nothing came below."""
    assert dc.active_dialog  # noqa: S101 - it is the details' dialog
    state = dc.active_dialog.state
    return await Standing(**state["values"]["standing"]).holds(visit, state["options"]["number"])


async def came_late(dc: DialogContext, visit: Visit, said: str) -> bool:
    """Ask once more where something came between a question and its answer: who speaks now may not have seen it."""
    if await stands(dc, visit):
        return False
    visit.say(hearing.CAME_LATE)
    await stack.ask_again(dc)
    offer_as_answer(visit, said)
    return True


async def are_none(dc: DialogContext, visit: Visit, said: str) -> None:
    """Say that words were taken as said to the bot, and ask anew; a yes puts them, and the button takes them."""
    visit.say(hearing.WORDS_STAND if stack.words_put(dc) else hearing.NO_ANSWER)
    await ask_again(dc, visit, said)


async def ask_again(dc: DialogContext, visit: Visit, said: str) -> None:
    """Ask once more, or put again what was put, behind an answer to words that may as well be for others.

    Another step that the answer put stands in place of the question.
    """
    if dc.active_dialog is None or stack.active(dc) != DETAILS_DIALOG:
        return
    if stack.words_put(dc):
        await stack.ask_again(dc)
        return
    if len(said.split()) >= _WORDS:
        dc.active_dialog.state["options"][_MAYBE] = said
    await stack.ask_again(dc)
    offer_as_answer(visit, said)


def offer_as_answer(visit: Visit, said: str) -> None:
    """Show the button by which words are the answer that were not taken for it."""
    visit.show(words_card(visit.reader, [Choice(f"{asking.ANSWER} {said}", hearing.GIVE_AS_ANSWER)]))
