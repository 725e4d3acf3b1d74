"""Cards that stand in chats: known with the revision they show, and redrawn where they stand."""

import asyncio
from dataclasses import replace

from bot_app.turn.outgoing import Outgoing
from playbook.life.records import Channel
from playbook.requests.record import Request
from storage.chats import ChatDossier, SentActivity
from tests import post_office
from tests.connector import failing
from tests.keeping import FRAN, PAT, SAM, filing, step
from tests.post_office import NUMBER, PostOffice

post = post_office.post

GONE = failing(403, "BotNotInConversationRoster")


async def test_a_card_that_was_sent_is_known_with_the_revision_it_shows(post: PostOffice) -> None:
    reference = await post.meet(PAT)
    post.letters[f"{NUMBER}/1/0"] = Outgoing({"text": "card"}, revision=1)
    await post.tell(PAT)
    await post.step()
    [copy] = await post.store.copies(NUMBER)
    assert copy == SentActivity(
        NUMBER, reference.conversation_id, "msg-1", PAT, post.connector.url, 1, "card", unasked=True
    )


async def test_a_card_whose_request_went_on_while_it_was_sent_is_redrawn_at_once(post: PostOffice) -> None:
    await post.meet(PAT)
    post.letters[f"{NUMBER}/1/0"] = Outgoing({"text": "card"}, revision=1)
    await post.tell(PAT)
    post.before_drawing = lambda: post.store.commit(step(filing(NUMBER).record))
    post.revision = 2
    await post.step()
    assert post.connector.texts == [f"{NUMBER} at 2"]
    assert [copy.revision for copy in await post.store.copies(NUMBER)] == [2]


async def test_a_card_whose_request_goes_on_while_it_is_redrawn_is_redrawn_again(post: PostOffice) -> None:
    await post.keep_card(PAT, "old")
    await post.commit((Channel.REDRAW, None))
    approved = step(filing(NUMBER).record)
    await post.store.commit(approved)
    drawn_at: list[int] = []

    async def go_on(_: SentActivity, dossier: ChatDossier[Request]) -> None:
        post.revision = dossier.record.revision
        drawn_at.append(post.revision)
        await post.store.commit(step(approved.record))

    post.before_redrawing = go_on
    await post.step()
    assert drawn_at == [2, 3]
    assert [call.activity["text"] for call in post.connector.calls] == [f"{NUMBER} at 2", f"{NUMBER} at 3"]
    assert [copy.revision for copy in await post.store.copies(NUMBER)] == [3]


async def test_a_message_that_waits_for_its_chat_tells_of_the_request_as_it_then_is(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.keep_card(PAT, "old")
    await post.commit((Channel.REDRAW, None), (Channel.TEAMS, PAT))
    post.before_redrawing = lambda *_: post.store.commit(step(filing(NUMBER).record))
    await post.step()
    assert post.composed_at[:1] == [2]


async def test_a_redraw_knows_the_cards_that_messages_leave_while_it_is_at_another_chat(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.keep_card(FRAN, "first")
    await post.keep_card(PAT, "old")
    post.letters[f"{NUMBER}/1/1"] = Outgoing({"text": "card"}, revision=1)
    await post.commit((Channel.REDRAW, None), (Channel.TEAMS, PAT))
    known: dict[str, list[str]] = {}

    async def wait_for_the_message(copy: SentActivity, dossier: ChatDossier[Request]) -> None:
        known[copy.activity_id] = [one.activity_id for one in dossier.copies]
        async with asyncio.timeout(10):
            while len(await post.store.copies(NUMBER)) < 3:
                pass
        # A later write is answered later: by then the message has let go of its chat.
        await post.store.delete_state(["nothing"])

    post.before_redrawing = wait_for_the_message
    await post.step()
    assert known == {"first": ["first", "old"], "old": ["first", "old", "msg-1"]}


async def test_cards_are_redrawn_where_they_stand_and_only_older_ones(post: PostOffice) -> None:
    reference = await post.meet(PAT)
    await post.keep_card(PAT, "old")
    await post.keep_card(FRAN, "current", revision=2)
    post.revision = 2
    await post.commit((Channel.REDRAW, None))
    await post.step()
    [call] = post.connector.calls
    assert (call.method, call.activity_id, call.activity["id"]) == ("PUT", "old", "old")
    assert call.activity["recipient"] == {"id": reference.user_id, "name": "Ana"}
    assert [copy.revision for copy in await post.store.copies(NUMBER)] == [2, 2]
    assert await post.is_done()


async def test_a_card_is_redrawn_where_its_person_was_last_seen(post: PostOffice) -> None:
    await post.meet(PAT)
    copy = await post.keep_card(PAT, "old")
    await post.store.put_copy(replace(copy, service_url="http://127.0.0.1:1/"))
    post.revision = 2
    await post.commit((Channel.REDRAW, None))
    await post.step()
    assert [copy.service_url for copy in await post.store.copies(NUMBER)] == [post.connector.url]


async def test_a_card_that_was_deleted_is_forgotten(post: PostOffice) -> None:
    await post.keep_card(PAT, "deleted")
    post.revision = 2
    await post.commit((Channel.REDRAW, None))
    post.connector.then(failing(404, "ActivityNotFound"))
    await post.step()
    assert await post.store.copies(NUMBER) == ()
    assert await post.is_done()


async def test_a_card_that_fails_is_tried_again_without_the_others(post: PostOffice) -> None:
    for person, name in ((PAT, "first"), (FRAN, "second"), (SAM, "third")):
        await post.keep_card(person, name)
    post.revision = 2
    post.undrawable.add("third")
    await post.commit((Channel.REDRAW, None))
    post.connector.then(failing(503))
    await post.step()
    assert [copy.revision for copy in await post.store.copies(NUMBER)] == [1, 2, 1]
    post.undrawable.clear()
    await post.step(seconds=2)
    assert [copy.revision for copy in await post.store.copies(NUMBER)] == [2, 2, 2]
    assert [call.activity_id for call in post.connector.calls] == ["first", "second", "first", "third"]


async def test_a_card_of_somebody_who_left_is_left_alone(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.meet(FRAN, live=False)
    await post.keep_card(PAT, "leaving")
    await post.keep_card(FRAN, "left")
    post.revision = 2
    await post.commit((Channel.REDRAW, None))
    post.connector.then(GONE)
    await post.step()
    assert len(post.connector.calls) == 1
    assert await post.is_done()
    reference = await post.store.reference(PAT)
    assert reference is not None
    assert not reference.live


async def test_a_card_that_cannot_be_redrawn_does_not_hold_the_row(post: PostOffice) -> None:
    await post.keep_card(PAT, "old")
    post.revision = 2
    await post.commit((Channel.REDRAW, None))
    post.connector.then(failing(400, "BadArgument"))
    await post.step()
    assert await post.is_done()
