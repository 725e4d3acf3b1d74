"""What is said of people; apart from all else, for the directory stands below every other sentence."""

from playbook.messages.message import Message

LEFT_THE_ROSTER = Message("somebody no longer on the roster")
THE_BOT = Message("the bot")
