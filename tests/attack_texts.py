"""Two attacks by what people may type and press: texts that are meant to keep the bot busy, and fishing for secrets."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cards.card_actions import for_words
from playbook.requests.record import Command
from tests.hostile_texts import TEXTS
from tests.office import Json, Office, Player, open_office
from tests.stretches import longest_stretch

LONGEST = 120.0
NUMBER = "SME-0001"
AT_A_CHOICE = ("new request", "start over", "AIP P2", "300")
AT_A_TEXT = (*AT_A_CHOICE, "EMEA", "English", "none")


async def busiest_texts(folder: Path) -> dict[str, float]:
    """Say every hostile text in every place; return the longest stretch in CPU milliseconds by text, worst first."""
    worst = dict.fromkeys(TEXTS, 0.0)
    async with asyncio.timeout(LONGEST), open_office(folder) as office:
        await office.everybody_installs()
        await office.pat.files()
        for place in ((), AT_A_CHOICE, AT_A_TEXT):
            await office.pat.says_all(*place)
            for name, text in TEXTS.items():
                worst[name] = max(worst[name], await _stretch(office.pat, text))
        for name, text in TEXTS.items():
            worst[name] = max(worst[name], await _stretch(office.fran, text))
    return dict(sorted(worst.items(), key=lambda item: -item[1]))


async def _stretch(player: Player, text: str) -> float:
    """Return the longest stretch of the better of two tries: what a text costs it costs each time, a pause does not."""
    tries = []
    for _ in range(2):
        with longest_stretch() as found:
            await player.says(text)
            await player.submits({"data": for_words(text[:4000])})
            await player.posts(_in_a_group(player, player.activity("message", text=text)))
        tries.append(found.longest_ms)
    return min(tries)


def _in_a_group(player: Player, activity: Json) -> Json:
    tenant = activity["conversation"]["tenantId"]
    group = {"id": f"19:{player.user_id}", "conversationType": "groupChat", "isGroup": True, "tenantId": tenant}
    return {**activity, "conversation": group}


# What is told in confidence, each in a word of its own, and who may read it: everybody in the request, or all but the
# partner's side.
IN_THE_REQUEST = {
    "customer": "Zephyrcustomer", "justification": "Zephyrneed", "returned": "Zephyrreturn", "denied": "Zephyrdenial",
    "withdrawn": "Zephyrwithdrawal",
}  # fmt: skip
AMONG_STAFF = {"declined": "Zephyrdecline", "recalled": "Zephyrrecall", "who declined": "Sam Silva"}
APPROVED = (("fran", f"approve {NUMBER}"),)
OFFERED = (*APPROVED, ("tess", f"offer {NUMBER} to Sam"))
DECLINED = (*OFFERED, ("sam", f"decline {NUMBER} Zephyrdecline"))
RECALLED = (*DECLINED, ("tess", f"offer {NUMBER} to Sana"), ("tess", f"recall {NUMBER} Zephyrrecall"))
ASSIGNED = (*RECALLED, ("tess", f"offer {NUMBER} to Sana"), ("sana", f"accept {NUMBER}"))
HISTORIES: Mapping[str, Sequence[tuple[str, str]]] = {
    "submitted": (),
    "triaged": (("fran", f"triage {NUMBER}"),),
    "returned": (("fran", f"return {NUMBER} seats: Zephyrreturn"),),
    "approved": APPROVED,
    "offered": OFFERED,
    "declined": DECLINED,
    "recalled": RECALLED,
    "assigned": ASSIGNED,
    "closed": (*ASSIGNED, ("fran", f"close {NUMBER} yes")),
    "denied": (("fran", f"deny {NUMBER} scope: Zephyrdenial"),),
    "withdrawn": (("pat", f"withdraw {NUMBER} Zephyrwithdrawal"),),
    "withdrawn after a decline": (*DECLINED, ("pat", f"withdraw {NUMBER} Zephyrwithdrawal")),
}
PARTNERS_SIDE = ("pat", "petra")
# Felix is an FPM, and neither this request's nor this partner's; Sam was asked, and Sana at times.
OUTSIDERS = ("quinn", "felix")
ASKED = ("sam", "sana")


@dataclass
class Fished:
    """How many answers were read in how many situations, and every secret that somebody read who may not."""

    answers: int
    situations: int
    leaks: tuple[str, ...]


async def fish(folder: Path, histories: Sequence[str] = tuple(HISTORIES)) -> Fished:
    """Let everybody say and press all there is, in every state and after every history, and keep what they read.

    Their presses carry revisions that are past or to come, so that the state stays what it is.
    """
    answers, leaks = 0, list[str]()
    for place, name in enumerate(histories):
        async with open_office(folder / str(place)) as office:
            await office.everybody_installs()
            await office.pat.files(tenant_name="Zephyrcustomer", justification="Zephyrneed, and we are stuck.")
            for who, said in HISTORIES[name]:
                await office.players[who].says(said)
            await office.deliver()
            for who in (*PARTNERS_SIDE, *OUTSIDERS, *ASKED):
                shown = await _everything_shown(office.players[who])
                answers += len(shown)
                secrets = await _kept_from(office, who)
                leaks += [f"{who}, {name}: {what}" for what, word in secrets.items() if word in "\n".join(shown)]
            leaks += [f"a stranger, {name}" for text in await _fished_by_strangers(office) if "Zephyr" in text]
    return Fished(answers, len(histories), tuple(leaks))


async def _kept_from(office: Office, who: str) -> dict[str, str]:
    """Return the secrets that somebody may not read; a SME who was asked may read what an insider reads."""
    if who in PARTNERS_SIDE:
        return AMONG_STAFF
    if who in OUTSIDERS:
        return IN_THE_REQUEST | AMONG_STAFF
    request = await office.request(NUMBER)
    # What a SME was told while they were asked stands in their chat, so only what came after counts.
    return {} if request.sme == office.players[who].key else IN_THE_REQUEST


async def _everything_shown(player: Player) -> list[str]:
    """Return what somebody is answered to all that can be said and pressed; a SME's older messages left out."""
    request = await player.office.request(NUMBER)
    known = len(player.chat) if player is player.office.sam or player is player.office.sana else 0
    texts = [f"status {NUMBER}", f"#{int(NUMBER[4:])}", "my requests", "all requests", "queue", "status", "help"]
    texts += [text for one in Command for text in (one.value, f"{one.value} {NUMBER}", "cancel")]
    shown = [(await player.says(text)).words for text in (*texts, f"revise {NUMBER}", "cancel")]
    for verb in ("refresh", *(one.value for one in Command)):
        for revision in {1, 2, 99} - {request.revision}:
            data = {"number": NUMBER, "revision": revision, "verb": verb}
            press: Mapping[str, Any] = {"verb": verb, "data": data}
            shown += [(await player.executes(press)).words, (await player.submits(press)).words]
    await player.posts(_in_a_group(player, player.activity("message", text=f"status {NUMBER}")))
    return [*shown, *(answer.words for answer in player.chat[known:])]


async def _fished_by_strangers(office: Office) -> list[str]:
    """Return what a stranger, the FPM's twin in another tenant and somebody without an identity are answered."""
    before = set(office.connector.messages)
    told: list[str] = []
    for changed in ({"aadObjectId": "99999999-9999-4999-8999-999999999999"}, {"aadObjectId": None}, {}):
        for text in (f"status {NUMBER}", f"approve {NUMBER}", "queue"):
            message = office.fran.activity("message", text=text)
            message["from"].update(changed)
            if not changed:
                other = "aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa"
                message["channelData"]["tenant"]["id"] = message["conversation"]["tenantId"] = other
            await office.client.post("/api/messages", json=message)
    told += [office.answer(key).words for key in office.connector.messages if key not in before]
    return told
