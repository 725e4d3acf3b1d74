"""What is said of people; apart from all else, for the directory stands below every other sentence."""

from playbook.messages.message import Message, Words

LEFT_THE_ROSTER = Message("somebody no longer on the roster")
THE_BOT = Message("the bot")


def contact(name: str, address: str) -> Message | Words:
    """Return somebody as "Name (address)", wherever people are told to contact them; the name where no address is."""
    return Message("{name} ({address})", name=name, address=address) if address else Words(name)
