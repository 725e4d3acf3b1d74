"""What a notice becomes: a message, an e-mail, or an error that loses nothing."""

import logging

import pytest

from bot_app.delivery.mailer import Mail
from playbook.life.records import Channel
from tests import post_office
from tests.keeping import FRAN, PAT
from tests.logged import events
from tests.post_office import NUMBER, PostOffice

post = post_office.post


async def test_a_notice_that_cannot_be_drawn_waits_and_the_others_do_not(
    post: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    await post.meet(PAT)
    await post.tell(PAT, PAT)
    post.undrawable.add(f"{NUMBER}/1/0")
    await post.step()
    assert post.connector.texts == ["2"]
    post.undrawable.clear()
    await post.step(seconds=2)
    assert post.connector.texts == ["2", "1"]
    assert "Ana" not in caplog.text


async def test_a_letter_of_the_wrong_kind_is_not_lost_in_silence(
    post: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    await post.meet(PAT)
    post.letters[f"{NUMBER}/1/0"] = Mail("ana@partner.example", "s", "t", "k")
    await post.commit((Channel.TEAMS, PAT), (Channel.MAIL, PAT))
    await post.step()
    errors = [str(event["error"]) for event in events(caplog, "notice_not_drawn")]
    assert [error.split()[0] for error in errors] == ["TypeError", "TypeError"]
    assert not await post.is_done()


async def test_mail_goes_out_whether_or_not_the_person_is_in_teams(post: PostOffice) -> None:
    post.letters[f"{NUMBER}/1/0"] = Mail("ana@partner.example", "s", "t", "k")
    await post.commit((Channel.MAIL, PAT))
    await post.step()
    assert len(list(post.folder.iterdir())) == 1
    assert await post.is_done()


async def test_mail_that_cannot_go_out_now_goes_later_and_mail_that_never_can_is_given_up(post: PostOffice) -> None:
    post.letters[f"{NUMBER}/1/0"] = Mail("ana@partner.example", "s", "t", "k")
    post.letters[f"{NUMBER}/1/1"] = Mail("nobody", "s", "t", "k")
    await post.commit((Channel.MAIL, PAT), (Channel.MAIL, FRAN))
    post.folder.write_text("in the way", encoding="utf-8")
    await post.step()
    assert [key for key, _ in post.alarms] == [f"{NUMBER}/1/1"]
    post.folder.unlink()
    await post.step(seconds=2)
    assert len(list(post.folder.iterdir())) == 1
    assert await post.is_done()


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
