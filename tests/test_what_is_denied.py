"""Who says that a step shall not be taken is not offered it, in any language that is read."""

import pytest

from dialogs.understanding.intents import NEW, Sort, intents
from playbook.people import Role
from tests.office import Office
from tests.overheard import heard_as

FPM, SME, TEAM, PARTNER = Role.FPM, Role.SME, Role.TEAM, Role.PARTNER
STEPS = {intent.name for intent in intents().by_name.values() if intent.sort is Sort.STEP} | {NEW}
NOT_WANTED = [
    (FPM, "I do not want to deny SME-0001"),
    (FPM, "no need to deny Litware"),
    (FPM, "hold off on approving Litware"),
    (FPM, "I refuse nothing, and I won't be returning Litware either"),
    (FPM, "SME-0001 nicht ablehnen"),
    (FPM, "bitte lehnen Sie SME-0001 noch nicht ab"),
    (FPM, "no apruebes SME-0001"),
    (FPM, "no lo rechaces todavía"),
    (FPM, "não aprove a SME-0001"),
    (FPM, "n'approuvez pas SME-0001"),
    (FPM, "surtout pas de refus pour Litware"),
    (FPM, "nunca rechazaría SME-0001"),
    (FPM, "SME-0001を承認しないで"),
    (FPM, "SME-0001は却下しません"),
    (PARTNER, "ne retirez pas la demande Litware"),
    (PARTNER, "bitte SME-0001 nicht zurückziehen"),
    (PARTNER, "no canceles SME-0001"),
    (PARTNER, "SME-0001を取り下げないでください"),
    (PARTNER, "rather than withdraw Litware, tell me what is missing"),
    (TEAM, "no need to recall Proseware"),
    (TEAM, "n'offrez pas SME-0005 à Sam"),
    (TEAM, "avoid reassigning Proseware"),
    (SME, "je n'accepte pas encore SME-0006"),
    (SME, "ainda não aceito a SME-0006"),
    (SME, "I would rather not decline Proseware"),
    (SME, "don't hand back SME-0003"),
]
WANTED = [
    (FPM, "approve", "don't forget to approve Litware"),
    (FPM, "approve", "no problem, please approve Litware"),
    (FPM, "return", "instead of denying Litware, return it"),
    (FPM, "deny", "do not approve Litware but deny it"),
    (FPM, "approve", "SME-0001を承認してくれませんか"),
    (PARTNER, "withdraw", "we do not need the SME for Litware any more"),
    (PARTNER, "withdraw", "wir brauchen den SME für Litware nicht mehr"),
    (PARTNER, "withdraw", "on n'a plus besoin d'aide pour Litware, annulez"),
    (PARTNER, "withdraw", "the customer does not want it anymore cancel Litware"),
    (PARTNER, "withdraw", "the Litware one is no longer needed"),
    (PARTNER, "nudge", "Fran antwortet nicht, bitte bei Litware nachhaken"),
    (SME, "decline", "I am not able to take Proseware"),
]


@pytest.mark.parametrize(("role", "said"), NOT_WANTED)
def test_a_step_that_is_denied_is_not_what_is_meant(role: Role, said: str) -> None:
    assert heard_as(said, role) not in STEPS


@pytest.mark.parametrize(("role", "step", "said"), WANTED)
def test_a_negation_reaches_no_further_than_its_clause(role: Role, step: str, said: str) -> None:
    assert heard_as(said, role) == step


@pytest.mark.parametrize("said", ["I do not want to deny Litware", "no need to deny Litware", "no lo rechaces todavía"])
async def test_who_denies_a_step_hears_that_all_stays_as_it_is(office: Office, said: str) -> None:
    request = await office.pat.files(tenant_name="Litware")
    answer = await office.fran.says(said)
    assert "nothing is changed" in answer.text
    assert request.number in answer.words
    assert "Shall I" not in answer.text


async def test_a_bare_number_is_left_out_as_well(office: Office) -> None:
    await office.pat.files_for("Litware", "Proseware")
    answer = await office.fran.says("approve all but 2")
    assert "approve SME-0001" in answer.words
    assert "SME-0002" not in answer.words


async def test_what_is_left_out_is_not_asked_about(office: Office) -> None:
    await office.pat.files_for("Litware", "Proseware", "Adatum")
    answer = await office.pat.says("withdraw everything except Proseware")
    assert "Litware" in answer.words
    assert "Proseware" not in answer.words


@pytest.mark.parametrize("said", ["Wir brauchen keinen SME für Litware", "we no longer need AIP P2 help at Lucerne"])
async def test_who_needs_nobody_begins_no_request(office: Office, said: str) -> None:
    await office.pat.says(said)
    assert await office.pat.draft() is None


UNREAL = [
    (FPM, "Fran said she would approve SME-0001"),
    (FPM, "Felix told me he'd deny Litware"),
    (FPM, "if Felix approves SME-0001 tell me"),
    (FPM, "once Pat answers I will approve Litware"),
    (FPM, "I almost denied SME-0001 yesterday"),
    (FPM, "hat Felix SME-0001 schon genehmigt?"),
    (FPM, "SME-0001は承認されましたか"),
    (FPM, "Litware will be approved next week"),
    (PARTNER, "if Sam declines Proseware I will withdraw it"),
    (PARTNER, "SME-0001を取り下げたらどうなりますか"),
    (PARTNER, "we submitted a new request yesterday"),
    (TEAM, "if Sana agrees offer SME-0005 to her"),
    (SME, "wenn es auf Spanisch ist nehme ich SME-0006 an"),
    (SME, "Sana told me she declined Proseware"),
]
STILL_REAL = [
    (FPM, "approve", "approve Litware as soon as possible"),
    (FPM, "approve", "can you approve Litware if that is ok"),
    (PARTNER, "withdraw", "the customer asked us to withdraw Litware"),
    (PARTNER, "new", "Fran said it is ok. We need a new SME request"),
    (TEAM, "offer", "Sam would take SME-0005"),
    (SME, "contacted", "I called them yesterday about Adventure Works"),
]


@pytest.mark.parametrize(("role", "said"), UNREAL)
def test_what_is_supposed_reported_or_past_asks_for_no_step(role: Role, said: str) -> None:
    assert heard_as(said, role) not in STEPS


@pytest.mark.parametrize(("role", "step", "said"), STILL_REAL)
def test_manners_and_others_words_do_not_keep_a_step_from_being_meant(role: Role, step: str, said: str) -> None:
    assert heard_as(said, role) == step


async def test_who_asks_about_a_step_hears_how_it_stands(office: Office) -> None:
    await office.pat.files(tenant_name="Litware")
    answer = await office.fran.says("hat Felix SME-0001 schon genehmigt?")
    assert "SME-0001 is submitted" in answer.text
    assert "nothing is changed" not in answer.text


BARE = [
    ("was 1 approved?", "SME-0001 is submitted"),
    ("approve 2, not 1", "Shall I approve SME-0002"),
    ("I would like to deny not 1 but 2", "Shall I deny SME-0002"),
    ("both 1 and 2 should be approved", "Which request"),
    ("I almost approved 2 yesterday", "nothing is changed"),
]


@pytest.mark.parametrize(("said", "answered"), BARE)
async def test_a_bare_number_names_a_request_where_a_step_is_said_of_it(
    office: Office, said: str, answered: str
) -> None:
    await office.pat.files_for("Litware", "Proseware")
    assert answered in (await office.fran.says(said)).text


@pytest.mark.parametrize("said", ["return 2 fields of Litware", "I approve 2 days later than planned, Litware that is"])
async def test_a_number_that_counts_something_names_no_request(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Proseware")
    assert "SME-0002" not in (await office.fran.says(said)).text
