"""A yes, a reason and a command that are not meant as one: nothing that ends or moves a request happens by them."""

import pytest

from dialogs.understanding.agreement import is_no, is_yes
from dialogs.understanding.second_thoughts import holds_back
from playbook.requests.leaving import is_no_reason
from playbook.requests.record import State
from tests.office import Office


@pytest.mark.parametrize("tail", [", or not?", "?", "and only if they agree", "and don't"])
async def test_a_command_that_takes_itself_back_is_put(office: Office, tail: str) -> None:
    request = await office.pat.files()
    put = await office.pat.says(f"withdraw {request.number} {tail}")
    assert f"Shall I withdraw {request.number}" in put.text
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize("tail", ["?", "if Pat agrees", "and don't tell anybody", "when they are ready"])
async def test_an_approval_with_a_condition_is_put(office: Office, tail: str) -> None:
    request = await office.pat.files()
    await office.fran.says(f"approve {request.number} {tail}")
    assert (await office.newest()).state is State.SUBMITTED
    await office.fran.says("yes")
    assert (await office.newest()).state is State.APPROVED


async def test_a_ground_with_a_reason_that_takes_it_back_is_put(office: Office) -> None:
    request = await office.pat.files()
    await office.fran.says(f"deny {request.number} repeated: not yet")
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize("reason", ["not needed any more", "no longer needed", "customer left", "wrong customer"])
def test_a_reason_may_say_no(reason: str) -> None:
    assert not holds_back(reason)
    assert not is_no_reason(reason)


@pytest.mark.parametrize(
    "reason", ["Not needed", "On leave", "no longer needed", "I fell ill", "out of office next week"]
)
async def test_a_reason_that_could_be_a_wish_is_a_reason(office: Office, reason: str) -> None:
    request = await office.approved()
    await office.tess.says(f"offer {request.number} to Sana")
    await office.sana.says_all(f"decline {request.number}", reason, "yes")
    assert (await office.newest()).state is State.APPROVED


REPLIES = ["hmm", "ok", "undo", "approve it", "wrong one", "please don't", "thanks", "lol", "sorry", "yes", "👍", "k"]
REPLIES += [
    "show me the request again",
    "let me think about it",
    "ich weiß nicht",
    "n/a",
    "give me an example",
    "you write it",
]


@pytest.mark.parametrize("reply", REPLIES)
async def test_noises_orders_and_courtesies_are_no_explanation(office: Office, reply: str) -> None:
    request = await office.pat.files()
    await office.fran.says_all(f"deny {request.number} repeated", reply)
    assert (await office.newest()).state is State.SUBMITTED
    await office.fran.says("yes")
    assert (await office.newest()).state is not State.DENIED


async def test_what_is_marked_as_the_answer_is_one_however_short(office: Office) -> None:
    request = await office.pat.files()
    await office.fran.says(f"deny {request.number} repeated")
    await office.fran.says("answer: ok")
    assert (await office.newest()).state is State.DENIED


@pytest.mark.parametrize(
    "word", ["is it ok?", "sure?", "ok?", "yes 👎", "> yes", "submit", "right", "yes but no", "¿sí?"]
)
def test_what_only_holds_a_yes_is_none(word: str) -> None:
    assert not is_yes(word)


@pytest.mark.parametrize("word", ["yes", "Yes!", "yes yes", "ja bitte", "はい", "了解", "👍", "ok then", "go ahead"])
def test_a_yes_is_one(word: str) -> None:
    assert is_yes(word)
    assert not is_no(word)


@pytest.mark.parametrize(
    "said",
    [
        "don't change the seats to 900",
        "change seats to 900?",
        "last year they had 900 seats",
        "they used to have 900 seats",
    ],
)
async def test_what_is_denied_or_past_changes_no_draft(office: Office, said: str) -> None:
    await office.pat.reviews()
    before = await office.pat.drafted()
    await office.pat.says(said)
    assert await office.pat.drafted() == before


@pytest.mark.parametrize("said", ["not accepting this", "I will not accept it", "never accept SME-0001"])
async def test_what_is_denied_is_not_put(office: Office, said: str) -> None:
    request = await office.approved()
    await office.tess.says(f"offer {request.number} to Sana")
    put = await office.sana.says(said)
    assert "Shall I note that you accept" not in put.text


async def test_nobody_finds_out_by_a_name_whom_an_offer_lies_with(office: Office) -> None:
    """R49: the partner knows the SME from the acceptance on."""
    request = await office.approved()
    await office.pat.files(tenant_name="Proseware")
    await office.tess.says(f"offer {request.number} to Sana")
    sam, sana = [
        await office.pat.says(f"where does the one of {who.person.name} stand") for who in (office.sam, office.sana)
    ]
    assert sana.text.replace(office.sana.person.name, "") == sam.text.replace(office.sam.person.name, "")


@pytest.mark.parametrize("who", ["sana", "sam", "felix", "quinn"])
async def test_a_partner_learns_nothing_of_people_they_do_not_work_with(office: Office, who: str) -> None:
    await office.pat.files()
    person = office.players[who].person
    answer = await office.pat.says(f"who is {person.name}?")
    assert person.email not in answer.words


async def test_a_partner_learns_no_fpm_of_another_company(office: Office) -> None:
    await office.pat.files()
    answer = await office.pat.says(f"who is the FPM of {office.players['quinn'].person.partner}?")
    others = {one.person.email for one in office.players.values()} - {office.fran.person.email}
    assert not [address for address in others if address in answer.words]


async def test_a_partner_learns_who_works_with_them(office: Office) -> None:
    await office.assigned()
    for who in (office.fran, office.sana):
        answer = await office.pat.says(f"who is {who.person.name}?")
        assert who.person.email in answer.words


NO_TEXTS = ["hmm", "lol", "can you write it for me", "let me think", "ok", "/help"]


@pytest.mark.parametrize("said", NO_TEXTS)
async def test_what_says_nothing_is_no_justification(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English, 400 seats, SMC")
    await office.pat.says("change justification")
    draft = await office.pat.draft()
    asked = await office.pat.says(said)
    after = await office.pat.draft()
    assert draft
    assert after
    assert after.answers == draft.answers
    assert "?" in asked.words


@pytest.mark.parametrize("said", ["hmm", "k", "lol", "/help", "-5 seats"])
async def test_what_says_nothing_is_no_customer(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME, EMEA, English, 400 seats")
    asked = await office.pat.says("change tenant name")
    assert "customer" in asked.words
    await office.pat.says(said)
    draft = await office.pat.draft()
    assert draft
    assert "tenant_name" not in draft.given


async def test_a_no_is_answered_before_the_question_that_was_open(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English")
    await office.pat.says("throw it away please")
    answer = await office.pat.says("no")
    assert answer.text.startswith("All right, I changed nothing.")
    assert "How many active licenses" in answer.text


async def test_a_yes_after_something_unclear_at_the_review_files_nothing(office: Office) -> None:
    await office.pat.reviews()
    unclear = await office.pat.says("purple elephants")
    assert "Nothing was submitted yet" in unclear.text
    await office.pat.says("yes")
    assert await office.pat.draft()
    await office.pat.says("submit")
    assert (await office.newest()).state is State.SUBMITTED


HOPES = ["ideally in German", "Portuguese would be nice", "in French if possible", "italiano se possivel"]


@pytest.mark.parametrize("said", HOPES)
async def test_who_hopes_for_a_language_that_no_sme_works_in_hears_so_first(office: Office, said: str) -> None:
    """R10: SMEs for AIP P2 work in English."""
    await office.pat.says("need an AIP P2 SME, 400 seats, EMEA")
    answer = await office.pat.says(said)
    assert "English" in answer.text
    draft = await office.pat.draft()
    assert draft
    assert "primary_language" not in draft.given


async def test_a_language_that_is_named_for_sure_is_taken(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME, 400 seats, EMEA")
    await office.pat.says("they speak only German")
    drafted = await office.pat.drafted()
    assert drafted["primary_language"] == "German"
