"""Logs: a named event a line with its facts, on standard error; JSON where a machine reads them.

What people write, are called or can be reached by is never logged on purpose. What a library lets slip in an error or
a long message is cut off here, and addresses and tokens are taken out wherever they stand.
"""

import logging

import structlog
from structlog.dev import ConsoleRenderer
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import (
    BoundLogger,
    LoggerFactory,
    ProcessorFormatter,
    add_log_level,
    add_logger_name,
    filter_by_level,
)
from structlog.typing import EventDict, Processor, WrappedLogger

from bot_app.operations.redacted_traceback import redacted_traceback
from playbook import patterns

LONGEST = 400
FIRST = ("timestamp", "level", "event")
LEFT_OUT = "[left out]"
OURS = ("bot_app", "dialogs", "storage")

_STAMP = TimeStamper(fmt="iso", utc=True)


def shape() -> None:
    """Let this program's loggers pass named events on to the standard library's."""
    structlog.configure(
        processors=[filter_by_level, ProcessorFormatter.wrap_for_formatter],
        logger_factory=LoggerFactory(),
        wrapper_class=BoundLogger,
        cache_logger_on_first_use=True,
    )


def set_up(*, as_json: bool) -> None:
    """Write all logs to standard error: ours from INFO on, libraries' from WARNING on."""
    shape()
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(as_json=as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)


def formatter(*, as_json: bool) -> logging.Formatter:
    """Return what makes a line of a record, be it ours or a library's."""
    drawn: Processor = JSONRenderer() if as_json else ConsoleRenderer(colors=False, pad_event_to=1)
    return ProcessorFormatter(
        foreign_pre_chain=[_first_line],
        processors=[
            add_log_level,
            add_logger_name,
            _STAMP,
            ProcessorFormatter.remove_processors_meta,
            _errors_as_trails,
            _cleaned,
            drawn,
        ],
    )


def _first_line(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep the first line of a library's message: asyncio shows whole objects in the others."""
    event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _errors_as_trails(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Say where an error came from in place of its text, which may quote anything."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"] = redacted_traceback(error)
    return event


def _cleaned(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    ordered = {**{name: event[name] for name in FIRST}, **event}
    return {name: value if isinstance(value, int | float) else _clean(str(value)) for name, value in ordered.items()}


def _clean(text: str) -> str:
    """Return a text on one line, at most so long, without addresses and tokens."""
    # What is looked through is cut first: a text of megabytes would hold everybody up.
    shown = patterns.PRIVATE.replace(text[: 4 * LONGEST], LEFT_OUT)
    cut = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in cut)
