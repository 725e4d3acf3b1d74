"""Tell the operator where something broke without repeating what a person wrote."""

from pathlib import PurePath
from traceback import extract_tb

FRAMES = 6


def redacted_traceback(error: BaseException) -> str:
    """Return the kind of an error and the last calls that led to it.

    The message is left out: it may quote a name, an address or a text.
    """
    frames = extract_tb(error.__traceback__)[-FRAMES:]
    calls = " > ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    cause = f" from {type(error.__cause__).__name__}" if error.__cause__ else ""
    return f"{type(error).__name__}{cause} at {calls or 'an unknown place'}"
