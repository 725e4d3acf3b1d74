"""What is said in a turn: one more try where nothing was taken in, if the turn has time for it."""

import asyncio

from botbuilder.schema import Activity

from bot_app.wire.activity_json import Json
from bot_app.wire.identity import tenant_of
from bot_app.wire.sender import NeverSent, Sender, Throttled

# What was not sent is sent once more if that can begin within so many seconds of the first try, after this pause where
# Teams names none. Teams gives a turn up after about 15 seconds, and a call may take 17: 2 for its
# turn under the rate limits, 5 for a token and 10 for itself.
PATIENCE = 3.0
PAUSE = 1.0


async def say(sender: Sender, turn: Activity, activity: Json) -> str:
    """Send an activity that answers a turn; return its id, or raise SendError where the turn cannot wait on."""
    begun = asyncio.get_running_loop().time()
    try:
        return await _call(sender, turn, activity)
    except (NeverSent, Throttled) as error:
        pause = PAUSE if error.retry_after is None else error.retry_after
        if asyncio.get_running_loop().time() + pause > begun + PATIENCE:
            raise
    await asyncio.sleep(pause)
    return await _call(sender, turn, activity)


async def _call(sender: Sender, turn: Activity, activity: Json) -> str:
    reply_to = activity.get("replyToId")
    chat = activity["conversation"]["id"]
    return await sender.send(turn.service_url or "", chat, activity, reply_to=reply_to, tenant=tenant_of(turn))
