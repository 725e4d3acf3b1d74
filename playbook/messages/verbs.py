"""Sentences about a step that somebody asked for, by its command: what one types does not fit into every sentence."""

from collections.abc import Mapping, Sequence

from playbook.messages.message import Message, Sentence, Speech, Text, bullet, lines
from playbook.requests.record import Command

# To who may not take it.
IS_OWNED = Sentence("Only {owners} can {command} {number}. Nothing was changed.")
OWNED: Mapping[str, Sentence] = {
    Command.HAND_BACK: Sentence("Only {owners} can hand {number} back. Nothing was changed."),
    Command.CONTACTED: Sentence("Only {owners} can say that first contact on {number} was made. Nothing was changed."),
    Command.CONFIRMATION: Sentence(
        "Only {owners} can have the confirmation of {number} sent again. Nothing was changed."
    ),
    Command.MESSAGE: Sentence("Only {owners} can write about {number} here. Nothing was changed."),
}
# To who took it without a number, and it fits several requests.
IS_ASKED = Sentence("Which request do you want to {verb}? Say it with its number.")
ASKED: Mapping[str, Sentence] = {
    Command.HAND_BACK: Sentence("Which request do you want to hand back? Say it with its number."),
    Command.CONTACTED: Sentence("On which request was first contact made? Say it with its number."),
    Command.CONFIRMATION: Sentence("Which request do you want confirmed again? Say it with its number."),
    Command.MESSAGE: Sentence("Which request do you want to write about? Say it with its number."),
}
# Or none.
FITS_NONE = Sentence("There is no request that you can {verb} now. Say my requests or queue for the ones you can see.")
NONE_FITS: Mapping[str, Sentence] = {
    Command.HAND_BACK: Sentence(
        "There is no request that you can hand back now. Say my requests or queue for the ones you can see."
    ),
    Command.CONTACTED: Sentence(
        "There is no request that waits for its first contact now. Say my requests or queue for the ones you can see."
    ),
    Command.CONFIRMATION: Sentence(
        "There is no request of yours to confirm now. Say my requests or queue for the ones you can see."
    ),
    Command.MESSAGE: Sentence(
        "There is no request about which you can write now. Say my requests or queue for the ones you can see."
    ),
}


def which_request(command: str, listed: Sequence[Text]) -> Speech:
    """Return the counter-question to a step without a number that fits several requests."""
    return lines(ASKED.get(command, IS_ASKED).told(verb=command), *map(bullet, listed))


def no_request_for(command: str) -> Message:
    """Return the refusal of a step without a number that fits no request."""
    return NONE_FITS.get(command, FITS_NONE).told(verb=command)
