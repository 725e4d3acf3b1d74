"""E-mail as it leaves: what it says about itself, what is refused, and what a relay's no means."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, compat32
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot_app.delivery.mailer import EmlMailer, Mail, MailDeferred, MailRefused, SmtpMailer, build, slug
from bot_app.operations.settings import Smtp
from tests.connector import PATIENCE

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BOT = "sme-bot@example.com"
TEXT = "Hello Ana,\n\n“it is filed”.\n.\n"
MAIL = Mail("ana@partner.example", "SME-0001 was filed", TEXT, "SME-0001/1/0", "SME-0001")
posix = pytest.mark.skipif(os.name == "nt", reason="needs signals and modes that Windows does not have")
NO_RELAY = Smtp("127.0.0.1", 1, "", "", starttls=False)


def read(content: bytes) -> EmailMessage:
    """Parse a message as its recipient would."""
    return message_from_bytes(content, policy=SMTP)


def test_a_mail_says_that_a_machine_wrote_it_and_what_it_belongs_to() -> None:
    message = build(MAIL, BOT, NOW)
    assert (message["From"], message["To"], message["Subject"]) == (BOT, MAIL.to, MAIL.subject)
    assert message["Date"] == "Mon, 02 Mar 2026 09:00:00 +0000"
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert message["In-Reply-To"] == message["References"] == f"<{slug('SME-0001')}@example.com>"


def test_the_same_notice_has_the_same_message_id_and_another_one_has_another() -> None:
    first, again = build(MAIL, BOT, NOW), build(replace(MAIL, text="later"), BOT, NOW)
    assert first["Message-ID"] == again["Message-ID"] == f"<{slug(MAIL.key)}@example.com>"
    assert slug("SME-0001/1/0") != slug("SME-0001/10") != slug("SME-00011/0")


def test_a_mail_without_a_thread_answers_nothing() -> None:
    message = build(replace(MAIL, thread=""), BOT, NOW)
    assert message["In-Reply-To"] is None
    assert message["References"] is None


@pytest.mark.parametrize("text", ["Ünï — 漢字 🎉\nsecond line", "x" * 5_000, ".\n..\nFrom here", ""])
def test_every_text_survives_the_way(text: str) -> None:
    body = read(build(replace(MAIL, text=text), BOT, NOW).as_bytes())
    assert body.get_content().replace("\r\n", "\n").rstrip("\n") == text


def test_every_subject_survives_the_way() -> None:
    subject = "SME-0001: Ünï\u00a0— 漢字 " + "long " * 30
    assert read(build(replace(MAIL, subject=subject), BOT, NOW).as_bytes())["Subject"] == subject


@given(st.text(alphabet=" ab,;<>=?:\u00fc\u6f22", max_size=120))
@example("x" * 69)
@example("x" * 70)
def test_a_header_that_fits_its_line_is_written_as_the_library_would(subject: str) -> None:
    message = build(replace(MAIL, subject=subject), BOT, NOW)
    assert message.as_bytes() == message.as_bytes(policy=compat32.clone(linesep="\r\n"))


@pytest.mark.parametrize("smuggled", ["x\r\nBcc: all@example.com", "x\nBcc: all@example.com", "x\r", "x\0", "x\u2028y"])
@pytest.mark.parametrize("part", ["subject", "key", "thread", "to"])
def test_a_header_cannot_smuggle_in_another(part: str, smuggled: str) -> None:
    with pytest.raises(MailRefused):
        build(replace(MAIL, **{part: smuggled}), BOT, NOW)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "@partner.example",
        "ana@",
        "ana@partner.example, eve@example.com",
        "ana@partner.example;eve@example.com",
        "Ana <ana@partner.example>",
        "<ana@partner.example>",
        "ana@partner.example\n",
        "ana @partner.example",
        '"ana eve"@partner.example',
        "ana@[127.0.0.1]",
        "änä@partner.example",
        "ana@partner.example>",
        "ana@partner..example",
    ],
)
def test_only_one_plain_address_is_written_to(address: str) -> None:
    with pytest.raises(MailRefused) as refused:
        build(replace(MAIL, to=address), BOT, NOW)
    assert "ana" not in str(refused.value).replace("an address", "")
    with pytest.raises(MailRefused):
        build(MAIL, address, NOW)


async def test_a_mail_becomes_one_file_and_its_repeat_replaces_it(tmp_path: Path) -> None:
    mailer = EmlMailer(tmp_path / "mail", BOT, lambda: NOW)
    await mailer.send(MAIL)
    await mailer.send(replace(MAIL, subject="SME-0001 was filed again"))
    await mailer.send(replace(MAIL, key="../../SME-0001/2/0"))
    names = sorted(path.name for path in (tmp_path / "mail").iterdir())
    assert names == sorted([f"{slug(MAIL.key)}.eml", f"{slug('../../SME-0001/2/0')}.eml"])
    assert read((tmp_path / "mail" / f"{slug(MAIL.key)}.eml").read_bytes())["Subject"] == "SME-0001 was filed again"


async def test_a_folder_that_cannot_be_written_defers_the_mail(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file is in the way", encoding="utf-8")
    with pytest.raises(MailDeferred):
        await EmlMailer(tmp_path / "mail", BOT, lambda: NOW).send(MAIL)


def sent_to(folder: Path) -> None:
    """Send the mail to a folder, as after a start."""
    asyncio.run(EmlMailer(folder, BOT, lambda: NOW).send(MAIL))


@posix
def test_what_a_killed_process_left_of_a_mail_is_removed_at_the_next_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.killed_mailer", str(tmp_path)]
    subprocess.run(command, cwd=Path(__file__).parent.parent, check=False)
    assert [MAIL.to.encode() in path.read_bytes() for path in tmp_path.iterdir()] == [True]
    theirs = {"report.part", "tmpabcd1234.part", "unfinished-mail-of-mine.txt", "ana.eml"}
    for name in theirs:
        (tmp_path / name).write_text("somebody else's")
    EmlMailer(tmp_path, BOT, lambda: NOW)
    assert {path.name for path in tmp_path.iterdir()} == theirs
    sent_to(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*theirs, f"{slug(MAIL.key)}.eml"}


def test_a_mail_that_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / f"{slug(MAIL.key)}.eml").mkdir()
    with pytest.raises(MailDeferred):
        sent_to(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{slug(MAIL.key)}.eml"]


@posix
def test_nobody_else_on_the_machine_can_read_the_mails(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        sent_to(tmp_path / "mail")
    finally:
        os.umask(before)
    [mail] = (tmp_path / "mail").iterdir()
    assert [path.stat().st_mode & 0o777 for path in (mail.parent, mail)] == [0o700, 0o600]


@posix
def test_a_folder_that_was_there_before_keeps_its_readers(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    sent_to(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o750


@dataclass
class Relay:
    """A mail relay of a few words. `answers` replaces its answer to a verb; "" hangs up instead."""

    answers: dict[str, str] = field(default_factory=dict)
    verbs: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    port: int = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hold one conversation."""
        try:
            if await self._say(writer, "connect", "220 relay"):
                await self._listen(reader, writer)
        finally:
            writer.close()

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        defaults = {"EHLO": "250 relay", "DATA": "354 go on", "QUIT": "221 bye", "AUTH": "235 welcome"}
        while line := await reader.readline():
            verb = line.split(b" ")[0].strip().decode().upper()
            self.verbs.append(verb)
            answer = self.answers.get(verb, defaults.get(verb, "250 fine"))
            if not await self._say(writer, verb, answer) or verb == "QUIT":
                return
            if verb == "DATA" and answer.startswith("354"):
                self.taken.append(await reader.readuntil(b"\r\n.\r\n"))
                if not await self._say(writer, "end", "250 taken"):
                    return

    async def _say(self, writer: asyncio.StreamWriter, verb: str, default: str) -> bool:
        answer = self.answers.get(verb, default)
        writer.write(f"{answer}\r\n".encode() if answer else b"")
        await writer.drain()
        return bool(answer)


@asynccontextmanager
async def relaying(**answers: str) -> AsyncIterator[Relay]:
    """Run a relay on loopback."""
    relay = Relay(answers)
    server = await asyncio.start_server(relay.talk, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    async with server:
        yield relay


def mailer(relay: Relay, *, user: str = "", starttls: bool = False) -> SmtpMailer:
    """Return a mailer that talks to the relay."""
    smtp = Smtp("127.0.0.1", relay.port, user, "p4ss" if user else "", starttls=starttls)
    return SmtpMailer(smtp, BOT, lambda: NOW, timeout=PATIENCE)


async def test_a_relay_gets_the_mail_as_it_was_built() -> None:
    async with relaying() as relay:
        await mailer(relay).send(MAIL)
    [taken] = relay.taken
    message = read(taken.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n."))
    assert message["Message-ID"] == build(MAIL, BOT, NOW)["Message-ID"]
    assert message.get_content().replace("\r\n", "\n") == MAIL.text


@pytest.mark.parametrize(
    "answers",
    [{"RCPT": "550 no such user"}, {"MAIL": "553 not you"}, {"DATA": "554 spam"}, {"end": "552 too big"}],
)
async def test_a_relays_final_no_is_final(answers: dict[str, str]) -> None:
    async with relaying(**answers) as relay:
        with pytest.raises(MailRefused) as refused:
            await mailer(relay).send(MAIL)
    assert "ana" not in str(refused.value)


@pytest.mark.parametrize(
    "answers",
    [
        {"RCPT": "450 greylisted"},
        {"MAIL": "451 later"},
        {"DATA": "451 later"},
        {"end": "451 later"},
        {"end": ""},
        {"connect": "421 busy"},
        {"connect": "554 not today"},
        {"EHLO": ""},
    ],
)
async def test_anything_else_may_work_later(answers: dict[str, str]) -> None:
    async with relaying(**answers) as relay:
        with pytest.raises(MailDeferred):
            await mailer(relay).send(MAIL)


async def test_a_relay_that_is_away_defers_the_mail() -> None:
    with pytest.raises(MailDeferred):
        await SmtpMailer(NO_RELAY, BOT, lambda: NOW, timeout=PATIENCE).send(MAIL)


async def test_a_log_in_that_fails_is_about_the_bot_and_not_about_the_mail() -> None:
    async with relaying(EHLO="250 AUTH PLAIN", AUTH="535 wrong") as relay:
        with pytest.raises(MailDeferred):
            await mailer(relay, user="bot").send(MAIL)


async def test_a_relay_without_starttls_hears_neither_password_nor_mail() -> None:
    async with relaying(EHLO="250 AUTH PLAIN") as relay:
        with pytest.raises(MailDeferred):
            await mailer(relay, user="bot", starttls=True).send(MAIL)
    assert not {"AUTH", "MAIL", "DATA"} & set(relay.verbs)


async def test_a_mail_that_is_refused_here_never_meets_the_relay() -> None:
    async with relaying() as relay:
        with pytest.raises(MailRefused):
            await mailer(relay).send(replace(MAIL, subject="x\r\nBcc: all@example.com"))
    assert not relay.verbs
