"""The whole process in a pseudo-language: whatever a person sees comes from the catalogue, or is data.

In the pseudo-language every letter of a sentence is accented, so a plain letter that is left over after all names,
answers and numbers are taken out of a text is English that no catalogue could have translated.
"""

from pathlib import Path

from playbook.access import record as access_record
from playbook.messages import (
    access,
    applications,
    asking,
    correcting,
    deciding,
    headlines,
    hearing,
    helping,
    steps,
    telling,
)
from playbook.requests.fields import FIELD
from playbook.requests.record import State
from tests.office import COMPLETE, Answer, open_office
from tests.pseudo_access import asks_for_access, data_of
from tests.pseudo_album import OTHER_TENANT, STRANGER, Album, english_in, is_among
from tests.pseudo_steps import goes_on_after_acceptance
from tests.pseudo_talk import talks_loosely
from tests.sentences import calls, sentences

NEED = "need an AIP P2 SME for Northwind, 300 seats, EMEA, German, secondary French"
# What happens only when something breaks or crosses, is far too much or long, or is about somebody who has left.
SEEN_ELSEWHERE = {
    access.ACCEPT_WITH_CODE.id,
    access.submitted_already("").id,
    applications.ALSO_WAIT.id,
    applications.COMPANY_GONE.id,
    applications.ONE_WAITS.id,
    applications.TENANT_OF_STAFF.id,
    applications.tenant_of_another("").id,
    access.KEY_IS_GONE.id,
    access.not_known_any_more("").id,
    "Your company's entry on the partner list has changed since, so you cannot be registered now.",
    applications.AND_MORE.id,
    applications.SOMEBODY_WAS_FASTER.id,
    applications.STATES[access_record.State.BLANK].id,
    "{number} is not submitted.",
    asking.AND_OTHERS.id,
    # Its letters are no words, so they are told apart from English nowhere.
    correcting.strays_in_guid(FIELD["tenant_id"], ("g",)).id,
    deciding.SOMEBODY_WAS_FASTER.id,
    deciding.STATES[State.DRAFT].id,
    deciding.STANDINGS[State.DRAFT].id,
    deciding.filed_too_many(10, "").id,
    helping.CROSSED.id,
    helping.TOO_MANY_TURNS.id,
    helping.failed("").id,
    telling.DRAFT_RESTARTED.id,
    headlines.UNROUTED["contacted.staff"].id,
    "somebody no longer on the roster",
}
# Which step is put to whom, or is past, or not possible now: the story needs to meet a few of them.
OF_EACH_STEP = {
    one.id for table in (hearing.PUT, steps.ALREADY, steps.LATEST, steps.IMPOSSIBLE) for one in table.values()
}
# Answers to questions have a test of their own, `test_handbook_language`.
OF_THE_HANDBOOK = {call.source for call in calls() if call.where.startswith("playbook/messages/handbook/")}
CHANNEL = {"id": "19:channel", "conversationType": "channel", "isGroup": True}


async def _files(album: Album) -> None:
    pat = album.office.pat
    await album.office.felix.says("could you send it back, the seats are wrong")
    await pat.says_all("hello", "nonsense", "new request", "Chinese", NEED, "new request", "resume")
    await pat.says_all("help", "AIP", "-5", "back", "change seats to no", "change region", "EMEA", "cancel", "resume")
    await pat.says_all("start over", "AIP P2", "300", "EMEA", "German", "French", "no guid", "yes")
    await pat.says_all(
        "Northwind",
        COMPLETE["tenant_id"],
        "smc",
        "yes",
        "skip",
        "one moment",
        "Blocked",
        "x" * 4001,
        "Why",
        "change role",
    )
    await pat.says_all("keep", "change fpm to Nobody", "Fran", "submit it not", "form")
    form = await pat.says("form")
    await album.presses(pat, form.card, "fill", seat_count="-5", tenant_id="no", partner_email="no", tenant_name="*")
    mended = {**COMPLETE, "justification": "Why", "partner_email": "pat.parker@contoso.example"}
    review = await album.presses(pat, form.card, "fill", **mended)
    boxed = await album.presses(pat, review.card, "change", field="justification")
    await album.presses(pat, boxed.card, "answer", justification="Why")
    await pat.says_all("submit", "submit", "status SME-0001", "my requests", "edit SME-0001", "change seats to 400")
    await pat.says_all("submit", "edit SME-0001", "cancel", "my requests")
    await album.office.deliver()


async def _decides(album: Album) -> None:
    office = album.office
    fran, pat = office.fran, office.pat
    await fran.says_all("queue", "status SME-0001", "triage SME-0001", "return SME-0001", "seats, tenant id")
    await fran.says_all("Odd", "yes", "all requests", "status SME-0001", "accept SME-0001")
    await office.deliver()
    await pat.says_all("status SME-0001", "edit SME-0001", "change region to APJ", "500", COMPLETE["tenant_id"])
    await pat.says_all("submit", "approve SME-0001", "status SME-9999")
    await office.deliver()
    card = (await fran.says("status SME-0001")).card
    await album.presses(fran, card, "deny", text="Never")
    await fran.says_all("deny SME-0001", "scope", "approve SME-0001 Odd", "cancel", "approve")
    await album.presses(fran, card, "approve")
    await office.deliver()


async def _offers(album: Album) -> None:
    office = album.office
    tess, sam, sana = office.tess, office.sam, office.sana
    await tess.says_all("offer SME-0001", "Nobody", "Sam")
    await office.deliver()
    await office.pat.says_all("status SME-0001", "my requests")
    await sam.says_all("decline SME-0001", "Away", "yes")
    await office.deliver()
    await tess.says_all("status SME-0001", "offer SME-0001 to Sana", "recall SME-0001 Swap", "offer SME-0001 to Sana")
    await office.deliver()
    await sana.says_all("queue", "accept SME-0001")
    await office.deliver()
    await office.pat.says("status SME-0001")
    await office.fran.says_all("close SME-0001", "no", "close SME-0001 yes", "status SME-0001")
    await office.deliver()


async def _ends_otherwise(album: Album) -> None:
    office = album.office
    pat, fran, tess = office.pat, office.fran, office.tess
    exception = await album.files(
        workload="MIG_P1", seat_count="5000", exception="ask", exception_reason="Pilot", region="APJ"
    )
    unrouted = await album.files(workload="MCAS", seat_count="20000", primary_language="German", fpm="unlisted")
    migration = await album.files(
        role="MIGRATION", workload="EXCHANGE_MIGRATION", email_source="Lotus", discussed="no", region="AMER"
    )
    await fran.says_all(
        "queue", "approve", f"approve {migration}: Odd", f"withdraw {migration}", f"approve {migration}"
    )
    await tess.says_all(f"status {migration}", f"status {unrouted}", f"return {unrouted} seats", "Odd", "yes")
    await pat.says_all(f"edit {unrouted}", "30000", "submit")
    await office.deliver()
    await tess.says_all(f"status {unrouted}", f"route {unrouted} to Fran")
    await fran.says_all(f"deny {exception} no people", "Never", "yes", f"status {exception}")
    await pat.says_all("new request", "AIP P2", f"revise {exception}", f"revise {exception} instead", "submit")
    await pat.says_all(f"withdraw {migration}", "none")
    await office.deliver()
    await fran.says_all("status SME-0005", "route SME-0005 to Felix")
    await pat.says_all("withdraw SME-0005: Late", "status SME-0005")
    await office.deliver()
    await album.files()
    office.clock.pass_time(days=2)
    await fran.says_all("queue", f"status {unrouted}")
    office.clock.pass_time(days=9)
    await tess.says_all(f"status {unrouted}", "queue")


async def _repeats(album: Album) -> None:
    """Ask for the same topic until the warning names no more of it."""
    numbers = [
        await album.files(**changes) for changes in ({"justification": "Odd"}, *({"tenant_id": OTHER_TENANT},) * 6)
    ]
    await album.office.fran.says(f"status {numbers[-1]}")


async def _doubts(album: Album) -> None:
    """Say what cannot be understood or done, in every way there is a sentence for."""
    pat = album.office.pat
    await pat.says_all(
        "discard", "submit", "back", "approve", "new request", "change role to migration", "AIP P2", "later", "submit"
    )
    await pat.says_all("change workload to Exchange migration", "change workload to AIP P2", "resume", "discard")
    await pat.says_all("new request", "AIP P2", "change role to migration", "discard", "submit", "back")
    await pat.says_all(
        "new request", "Exchange migration", "change source", "maybe", "maybe", "change role to engineer", "keep"
    )
    await pat.says_all(
        "Other FRP workload", "Odd", "999999999999", "300", "EMEA", "Klingon", "German", "German", "English"
    )
    await pat.says_all("change workload to Other FRP workload", "Odd", "!!!", "Tailspin")
    await pat.says_all("00000000-0000-0000-0000-000000000000", "1234", "abc")
    await pat.says_all("odd.example", COMPLETE["tenant_id"], "smc", "no", "ok", "maybe")
    await pat.says_all("change delivery team", "FTP", "change company", "Fabrikam", "keep", "change email", "Nobody")
    await pat.says_all("keep", "change exception to ask", "change information to " + "x" * 4001, "submit", "discard")
    await pat.says_all("need an AIP SME for Tailspin, 300 seats, 400 seats, EMEA, English", "discard")
    await pat.says_all("need an MCAS SME for Tailspin, 300 seats, EMEA, English", "no thanks", "discard", "yes")
    await pat.says_all("need an MCAS SME for Tailspin, 10000 seats, EMEA, English", "ask", "Pilot", "discard")
    await pat.says_all("need an MDATP SME for Tailspin, 300 seats, EMEA, German, secondary English", "discard")
    await pat.says_all("need a MIG P2 SME for Tailspin, 150 seats, EMEA, German", "discard", "new request", "cancel")
    await pat.says_all(
        "my requests", "resume", "back", "discard", "edit SME-0001", "revise SME-0001", "approve SME-0003"
    )
    await pat.posts(pat.activity("message", attachments=[{"contentType": "image/png"}]))
    await album.office.fran.says_all("nonsense", "new request", "accept", "status SME-0001", "offer SME-0003")
    await album.office.sana.says_all("queue", "approve SME-0001", "status SME-0002")


async def _leaves_open(album: Album) -> None:
    """Leave for later what is not at hand, answer in words with nothing, and file what is left of it."""
    office = album.office
    pat, known = office.pat, ("none", COMPLETE["tenant_id"], "smc", "yes")
    await pat.says_all("new request", "Exchange migration", "later", "EMEA", "English", "none", "Northwind", "later")
    await pat.says_all("smc", "yes", "maybe", "maybe", "Odd", "maybe", "maybe", "submit", "300")
    await pat.says_all(COMPLETE["tenant_id"], "submit")
    await office.deliver()
    for need in ("MDATP SME for Tailspin, 300 seats", "MCAS SME for Tailspin, 20000 seats"):
        await pat.says_all(f"need an {need}, EMEA, English", *known, "skip", "discard")
    await pat.says_all("need an AIP P2 SME for Tailspin, 100 seats, EMEA, English", "ask", "maybe", "discard")


async def _old_buttons(album: Album) -> None:
    """Press what is out of date, or never was a button; send a request back until it must be decided."""
    office = album.office
    pat, fran = office.pat, office.fran
    number = await album.files()
    old = (await fran.says(f"status {number}")).card
    made_up = {"verb": "edit", "data": {"number": number, "revision": 1, "verb": "edit"}}
    album.pressed.append(await pat.executes(made_up))
    await album.presses(fran, old, "deny", ground="REPEATED", text="ok")
    for person in (fran, office.tess, fran):
        await person.says_all(f"return {number} seats", "Odd", "yes")
        await pat.says_all(f"edit {number}", "500", "submit")
    await fran.says_all(f"return {number} seats")
    await album.presses(fran, old, "approve")
    await office.tess.says(f"triage {number}")
    await office.tess.says_all(f"triage {number}", f"approve {number}", f"withdraw {number}")
    await pat.says_all(f"edit {number}", f"triage {number}")
    await office.deliver()


async def _in_a_group(album: Album) -> None:
    pat = album.office.pat
    for said in ("help", "new request", "status", "status SME-0001", "status SME-0003", "status SME-9999"):
        activity = pat.activity("message", text=said)
        activity["conversation"] |= CHANNEL
        await pat.posts(activity)
    await album.office.fran.says("approve SME-0003")
    await album.office.deliver()


async def _strangers(album: Album) -> None:
    stranger = album.office.pat.activity("message", text="hello")
    stranger["from"] |= {"aadObjectId": STRANGER, "id": "29:stranger"}
    await album.office.pat.posts(stranger)
    nobody = album.office.pat.activity("message", text="hello")
    del nobody["from"]["aadObjectId"]
    await album.office.pat.posts(nobody)
    broken = {"action": {"type": "Action.Execute", "verb": "?", "data": {}}}
    _, body = await album.office.pat.posts(
        album.office.pat.activity("invoke", name="adaptiveCard/action", value=broken)
    )
    album.pressed.append(Answer(body["value"], None))


STORY = (
    _files,
    _decides,
    _offers,
    _ends_otherwise,
    _repeats,
    _doubts,
    _leaves_open,
    _old_buttons,
    goes_on_after_acceptance,
    talks_loosely,
    _in_a_group,
    _strangers,
    asks_for_access,
)


async def test_whatever_a_person_sees_comes_from_the_catalogue_or_is_data(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        album = Album(office, tmp_path)
        await office.everybody_installs()
        for chapter in STORY:
            await chapter(album)
        assert (await office.request("SME-0001")).state is State.CLOSED
        texts = {text for text in album.texts() if text}
        data = sorted([*album.data(), *data_of(album)], key=len, reverse=True)
        assert [found for text in texts if (found := english_in(text, data))] == []
        unseen = {sentence for sentence in sentences() if not is_among(texts, sentence)}
        assert unseen - OF_EACH_STEP - OF_THE_HANDBOOK == SEEN_ELSEWHERE
