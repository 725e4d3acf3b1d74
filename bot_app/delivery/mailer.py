"""E-mail: what a message looks like, and two ways out - a relay, or a folder of .eml files."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.policy import Compat32
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import Protocol
from unicodedata import category

import aiosmtplib
import structlog

from bot_app.operations.redacted_traceback import redacted_traceback
from bot_app.operations.settings import IMPLICIT_TLS_PORT, Smtp
from playbook import patterns
from storage.files import flush

logger = structlog.stdlib.get_logger(__name__)

TIMEOUT = 15.0
PERMANENT = 500
# As long as RFC 5322 (2.1.1) wants a line to be at most.
LONGEST_LINE = 78
UNFINISHED = "unfinished-mail-"
# Control characters, halves of a surrogate pair, and Unicode's own line and paragraph breaks.
UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})
CHARSET = Charset("utf-8")
CHARSET.body_encoding = QP


@dataclass(frozen=True)
class Mail:
    """One e-mail. `key` is the notice it stands for and becomes its Message-ID, so that a repeat can be told.

    `thread` is any text that the mails about one matter share, such as the request's number; "" for none.
    """

    to: str
    subject: str
    text: str
    key: str
    thread: str = ""


class MailError(Exception):
    """An e-mail did not go out. The text holds no address and no words of the mail."""


class MailDeferred(MailError):
    """The relay could not take it now; sending it again may work, and the Message-ID tells a repeat."""


class MailRefused(MailError):
    """The mail will never be taken: a bad address or header, or the relay's final no."""


class Mailer(Protocol):
    """A way out for e-mail."""

    async def send(self, mail: Mail) -> None:
        """Hand the mail over; raise MailDeferred or MailRefused."""


class _ShortLines(Compat32):
    """Compat32, which would take each header apart to fold it, also one that fits its line as most do."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header as it is written."""
        line = f"{name}: {value}"
        if line.isascii() and len(line) <= LONGEST_LINE:
            return f"{line}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


# EmailMessage parses every header it is given, which took longer than all else about a mail; ours have been checked.
POLICY = _ShortLines(linesep="\r\n")


def build(mail: Mail, sender_address: str, date: datetime) -> Message:
    """Return the message as it goes over the wire; raise MailRefused for a header that could be two.

    Addresses are plain ASCII without a display name.
    """
    if not _is_fit(mail.subject + mail.key + mail.thread):
        raise MailRefused("a header holds a line break or another control character")
    if not (patterns.MAIL_ADDRESS.match(mail.to) and patterns.MAIL_ADDRESS.match(sender_address)):
        raise MailRefused("an address is not one plain address")
    domain = sender_address.rpartition("@")[2]
    message = Message(POLICY)
    # What MIMEText would find out for each mail anew, a dozen looks at its headers later.
    message["Content-Type"] = 'text/plain; charset="utf-8"'
    message["MIME-Version"] = "1.0"
    message["Content-Transfer-Encoding"] = "quoted-printable"
    try:
        message.set_payload(CHARSET.body_encode(mail.text))
    except UnicodeEncodeError:
        raise MailRefused("the text holds half a surrogate pair") from None
    message["From"] = sender_address
    message["To"] = mail.to
    # An encoded word that somebody wrote would be decoded by whoever reads the mail: it is split.
    inert = mail.subject.replace("=?", "=\u200b?")
    subject = Header(inert, "us-ascii" if inert.isascii() else "utf-8")
    message["Subject"] = subject  # type: ignore[assignment] # a header may be one that knows its charset
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{slug(mail.key)}@{domain}>"
    if mail.thread:
        root = f"<{slug(mail.thread)}@{domain}>"
        message["In-Reply-To"] = root
        message["References"] = root
    # RFC 3834 and Exchange: nobody's out-of-office note answers a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    return message


def _is_fit(header: str) -> bool:
    # What can be printed is fit, and quick to tell; of the rest some is.
    return header.isprintable() or not any(category(character) in UNFIT for character in header)


def slug(key: str) -> str:
    """Return a key as a short name for files and Message-IDs; different keys have different names."""
    readable = patterns.NO_FILE_NAME.replace(key, ".").strip(".")[:40]
    return f"{readable or 'mail'}.{sha256(key.encode('utf-8')).hexdigest()[:12]}"


class EmlMailer:
    """Writes each mail to a folder as one .eml file, which only its owner can read.

    The name comes from the key, so a repeat replaces its twin.
    """

    def __init__(self, folder: Path, sender_address: str, clock: Callable[[], datetime]) -> None:
        """Write to `folder`, which is made when missing, and remove what an earlier process did not finish there."""
        _remove_unfinished(folder)
        self._folder = folder
        self._sender = sender_address
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        """Write the file whole or not at all; raise MailDeferred when the disk will not take it."""
        content = build(mail, self._sender, self._clock()).as_bytes()
        try:
            await asyncio.to_thread(_write, self._folder / f"{slug(mail.key)}.eml", content)
        except OSError as error:
            raise MailDeferred(f"the mail folder: {type(error).__name__}") from error


class SmtpMailer:
    """Hands each mail to a relay, over one connection of its own."""

    def __init__(
        self, relay: Smtp, sender_address: str, clock: Callable[[], datetime], timeout: float = TIMEOUT
    ) -> None:
        """Send through `relay`; `timeout` is in seconds for each step of the conversation with it."""
        self._relay = relay
        self._sender = sender_address
        self._clock = clock
        self._timeout = timeout

    async def send(self, mail: Mail) -> None:
        """Send one mail; see Mailer."""
        message = build(mail, self._sender, self._clock())
        relay = self._relay
        implicit = relay.port == IMPLICIT_TLS_PORT
        try:
            await aiosmtplib.send(
                message,
                hostname=relay.host,
                port=relay.port,
                username=relay.user or None,
                password=relay.password or None,
                use_tls=implicit,
                start_tls=relay.starttls and not implicit,
                timeout=self._timeout,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _verdict(error) from error


def _verdict(error: Exception) -> MailError:
    """Return what a failure means. A final no to recipient, sender or content is final.

    A no to the greeting or the log-in is about the bot, not about this mail, and an operator can mend it.
    """
    reason = type(error).__name__
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        final = all(refused.code >= PERMANENT for refused in error.recipients)
    elif isinstance(error, aiosmtplib.SMTPSenderRefused | aiosmtplib.SMTPDataError):
        final = error.code >= PERMANENT
    else:
        final = False
    return MailRefused(reason) if final else MailDeferred(reason)


def _write(path: Path, content: bytes) -> None:
    # Mails are for their recipients. A folder that exists already may be open to a program that picks them up.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=UNFINISHED, suffix=".part")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    flush(path.parent)


def _remove_unfinished(folder: Path) -> None:
    """Remove what a process that was killed left half written; the store still owes those mails.

    Another replica that is writing to the folder at this moment finds its file gone, and writes it again later.
    """
    for path in folder.glob(f"{UNFINISHED}*.part"):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("unfinished_mail_not_removed", error=redacted_traceback(error))
