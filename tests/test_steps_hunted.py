"""Which step, which request and which person is meant: kinds of lines that a tester found to be heard wrong.

Each is said in a situation of the corpus, where many others of the same kind could have been.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from playbook.requests.record import State
from tests.hearing.stages import Stages
from tests.office import Answer

Case = tuple[str, str]


@pytest.fixture(scope="module")
def stages() -> Iterator[Stages]:
    """Situations that are prepared once."""
    with TemporaryDirectory() as folder:
        yield Stages(Path(folder))


async def said(stages: Stages, situation: str, *lines: str) -> Answer:
    """Say lines in a fresh copy of a situation; return the last answer."""
    async with stages.open(situation) as (_, who):
        return await who.says_all(*lines)


@pytest.mark.parametrize(
    "case",
    [
        ("when will i get an answer for 5", "SME-0005"),
        ("any news on 5?", "SME-0005"),
        ("wie steht es mit 6", "SME-0006"),
        ("hay novedades de 5", "SME-0005"),
        ("is there a decision on 1 yet", "SME-0001"),
        ("how many users has 6", "Seat Count of SME-0006"),
        ("what about 0003", "SME-0003"),
        ("the customer of 0001 went bankrupt", "Shall I withdraw SME-0001"),
        ("edit 2: 410 seats; region is APJ", "SME-0002"),
    ],
)
async def test_a_bare_number_behind_a_question_or_a_step_names_its_request(stages: Stages, case: Case) -> None:
    answer = await said(stages, "partner-busy", case[0])
    assert case[1] in answer.text
    assert "SME-0007" not in answer.text


async def test_several_bare_numbers_are_asked_about(stages: Stages) -> None:
    answer = await said(stages, "partner-busy", "status 1, 3 and 6")
    assert all(f"- SME-000{number}:" in answer.text for number in (1, 3, 6))
    assert "SME-0007" not in answer.text


@pytest.mark.parametrize("line", ["need 5 SMEs for AIP P2 at Northwind", "I need AIP P2 for 3 customers"])
async def test_a_number_that_counts_names_no_request(stages: Stages, line: str) -> None:
    assert "SME-000" not in (await said(stages, "partner-busy", line)).text


@pytest.mark.parametrize("line", ["litware now has 950 seats", "edit 1: 950 seats"])
async def test_a_change_is_put_with_what_it_changes(stages: Stages, line: str) -> None:
    assert "Seat Count: 950" in (await said(stages, "partner-busy", line)).text


@pytest.mark.parametrize("line", ["cancel the last one", "withdraw my last request"])
async def test_the_last_one_is_the_last_that_they_can_take_the_step_on(stages: Stages, line: str) -> None:
    assert "Shall I withdraw SME-0006" in (await said(stages, "partner-busy", line)).text


@pytest.mark.parametrize(
    "line",
    [
        "please withdraw both AIP ones",
        "retirez la demande Proseware svp",
        "retira la solicitud de Proseware por favor",
        "SME-0001を取り下げてください",
        "could we take back woodgrove please",
    ],
)
async def test_a_command_is_no_reason_of_its_own(stages: Stages, line: str) -> None:
    answer = await said(stages, "partner-busy", line)
    assert "Shall I withdraw" in answer.text
    assert "Reason:" not in answer.text


@pytest.mark.parametrize(
    "case",
    [
        ("Litware cancelled the project, please withdraw it", "Reason: Litware cancelled the project"),
        ("bitte die Anfrage für Litware zurückziehen, der Kunde will nicht mehr", "Reason: der Kunde will nicht mehr"),
        ("0006 war ein Fehler, bitte zurückziehen", "Reason: 0006 war ein Fehler"),
        ("please withdraw litware it was a duplicate", "Reason: it was a duplicate"),
        ("take back proseware as they solved it", "Reason: they solved it"),
    ],
)
async def test_a_reason_is_kept_without_the_command_beside_it(stages: Stages, case: Case) -> None:
    assert (await said(stages, "partner-busy", case[0])).text.rstrip().endswith(case[1])


@pytest.mark.parametrize(
    "case",
    [
        ("Northwind: return it, region and language are missing, and justification too", "region and language"),
        ("return litware as the seats look odd", "the seats look odd"),
        ("return it and tell pat the seats of litware are wrong", "the seats of litware are wrong"),
        ("return litware and let them know that the region is missing", "the region is missing"),
    ],
)
async def test_a_note_says_what_is_missing_and_not_that_it_is_returned(stages: Stages, case: Case) -> None:
    assert f"What is missing or incorrect: {case[1]}" in (await said(stages, "fpm-busy", case[0])).text


@pytest.mark.parametrize("line", ["actually return it instead", "better: return it for the seats"])
async def test_another_step_at_a_question_needs_its_own_words(stages: Stages, line: str) -> None:
    answer = await said(stages, "fpm-asked", line)
    assert "Shall I return SME-0001" in answer.text
    assert "What is missing or incorrect:" not in answer.text


@pytest.mark.parametrize(
    "case",
    [
        ("pls triage 1 and tell pat I need a week", "into triage", "tell pat I need a week"),
        ("approve litware and let pat know that Sana is best", "approve SME-0001", "let pat know that Sana is best"),
        ("triage litware und sag Pat dass es dauert", "into triage", "sag Pat dass es dauert"),
        ("deny northwind as out of scope and tell tess", "deny SME-0008", "Explanation for the partner: out of scope"),
        ("the litware one is ok, approve and send northwind back", "approve SME-0001", "send northwind back"),
    ],
)
async def test_of_two_wishes_the_first_is_put_and_the_second_kept(stages: Stages, case: Sequence[str]) -> None:
    answer = await said(stages, "fpm-busy", case[0])
    assert case[1] in answer.text
    assert case[2] in answer.text
    assert "Message:" not in answer.text


async def test_a_new_request_may_be_the_second_wish(stages: Stages) -> None:
    answer = await said(stages, "partner-busy", "take woodgrove back please and then make a new one")
    assert "Shall I withdraw SME-0002" in answer.text
    assert "say: make a new one" in answer.text


@pytest.mark.parametrize(
    "case",
    [
        ("ask pat how many seats are active at litware", "Message: how many seats are active at litware"),
        ("ask the partner which region northwind is in", "Message: which region northwind is in"),
        ("could you tell pat that I need a week for litware", "Message: I need a week for litware"),
    ],
)
async def test_what_a_colleague_shall_be_asked_is_no_question_to_the_bot(stages: Stages, case: Case) -> None:
    assert case[1] in (await said(stages, "fpm-busy", case[0])).text


@pytest.mark.parametrize(
    "line", ["can you ask Felix to look at my Litware one, Fran's on leave", "tell Sam thanks", "tell Felix it is late"]
)
async def test_nobody_is_told_in_the_place_of_who_is_named(stages: Stages, line: str) -> None:
    answer = await said(stages, "partner-busy", line)
    assert "To: Fran" not in answer.text


async def test_him_is_who_was_put_just_now_and_else_nobody(stages: Stages) -> None:
    put = await said(stages, "fpm-busy", "let felix decide northwind", "tell him the partner is in a hurry")
    assert "Felix Ortega cannot be written to about SME-0008" in put.text
    assert "It still needs: To" in put.text
    assert "To: Petra" not in (await said(stages, "fpm-busy", "tell him the northwind partner is in a hurry")).text


@pytest.mark.parametrize(
    "line",
    [
        "litware is fine but they should talk to me first",
        "approve litware but I want to see their labels first",
        "northwind ist ok aber sie sollen zuerst mit mir reden",
        "litware is fine when sana has seen it",
    ],
)
async def test_what_something_else_must_come_before_is_not_put(stages: Stages, line: str) -> None:
    assert "Shall I approve" not in (await said(stages, "fpm-busy", line)).text


@pytest.mark.parametrize("line", ["please don't withdraw litware, that was a mistake", "ne retirez pas litware"])
async def test_a_step_that_is_not_wanted_brings_no_other_one(stages: Stages, line: str) -> None:
    answer = await said(stages, "partner-busy", line)
    assert "nothing is changed" in answer.text
    assert "SME-0001" in answer.words


@pytest.mark.parametrize(
    "case",
    [
        ("approve litware", "no the other one", "Shall I approve SME-0008"),
        ("return litware: the seats are odd", "die andere bitte", "Shall I return SME-0008"),
        ("approve litware", "i meant deny", "Shall I deny SME-0001"),
        ("approve litware", "and northwind too", "say: approve SME-0008"),
        ("return litware", "northwind auch", "Shall I return SME-0001"),
        ("close adventure works", "not contacted yet I think", "First contact made: No"),
        ("approve litware", "and the region", "Region of SME-0001: EMEA"),
        ("approve litware", "what about the language", "Shall I approve SME-0001"),
    ],
)
async def test_what_follows_a_put_step_is_about_it(stages: Stages, case: Sequence[str]) -> None:
    assert case[2] in (await said(stages, "fpm-busy", *case[:2])).text


async def test_what_is_compared_with_is_not_denied(stages: Stages) -> None:
    lines = ("triage litware", "yes", "is it the same topic as wingtip?", "then deny it")
    assert "Shall I deny SME-0001" in (await said(stages, "fpm-busy", *lines)).text


@pytest.mark.parametrize(
    "case",
    [
        ("it's repeated: third time since june, see SME-0007", "Explanation for the partner: third time since june"),
        ("because they asked this for 3 customers already", "Ground: Same topic for multiple customers"),
        ("they want it for several tenants", "explain"),
        ("same as wingtip", "explain"),
        ("comme la dernière fois", "explain"),
        ("2", "explain"),
        ("the second one", "explain"),
        ("number 4 please", "explain"),
        ("out of scope. We don't lead engagements, sorry Pat.", "Ground: Outside the scope"),
        ("litware? no i meant northwind", "Shall I deny SME-0008"),
        ("too little info and out of scope", "Just one can be taken"),
        ("zu wenig Infos und ausserhalb des Umfangs", "Just one can be taken"),
        ("cancel that", "nothing was changed"),
        ("annule ça", "nothing was changed"),
        ("let pat know i'm thinking about it", "Message: i'm thinking about it"),
        ("what did they write?", "Additional information of SME-0001"),
    ],
)
async def test_a_ground_is_heard_in_the_words_of_who_denies(stages: Stages, case: Case) -> None:
    async with stages.open("fpm-asked") as (office, fran):
        assert case[1] in (await fran.says(case[0])).text
        assert (await office.request("SME-0001")).state is State.SUBMITTED


@pytest.mark.parametrize(
    "case",
    [
        ("approve nora", "no application of nora"),
        ("decline Maria Lopez please", "no application of Maria Lopez"),
        ("is anybody waiting for access", "No application for access waits"),
        ("any new applications?", "No application for access waits"),
        ("approve litware", "Shall I approve SME-0001"),
    ],
)
async def test_applications_are_asked_about_in_any_words(stages: Stages, case: Case) -> None:
    assert case[1] in (await said(stages, "fpm-busy", case[0])).text


@pytest.mark.parametrize(
    "line",
    ["what happens if the customer only has 120 seats", "what if they have only 100 users", "is 120 seats enough"],
)
async def test_a_question_about_so_many_seats_needs_no_request(stages: Stages, line: str) -> None:
    assert "people resources" in (await said(stages, "partner-new", line)).text


async def test_what_is_told_of_a_need_is_nobody_elses_step(stages: Stages) -> None:
    answer = await said(stages, "partner-new", "its for a hospital with 2000 beds, AIP P2")
    assert "Shall I begin a new request" in answer.text


async def test_a_denied_request_is_filed_again_as_a_new_one(stages: Stages) -> None:
    answer = await said(stages, "partner-busy", "file wingtip again but with 250 seats")
    assert "Shall I begin a new request with the answers of SME-0007" in answer.text


async def test_a_denied_request_is_not_spoken_of_as_closed(stages: Stages) -> None:
    assert "Say revise and its number" in (await said(stages, "fpm-busy", "reopen wingtip")).text


@pytest.mark.parametrize(
    "line",
    [
        "Deny SME-0008. Ground: out of scope. Text: SMEs do not lead engagements.",
        "deny SME-0008, ground: out of scope, explanation: SMEs do not lead engagements.",
    ],
)
async def test_the_details_of_a_command_may_be_called_by_their_names(stages: Stages, line: str) -> None:
    answer = await said(stages, "fpm-busy", line)
    assert "SME-0008 is denied" in answer.text
    assert "Outside the scope of SME activities: SMEs do not lead engagements." in answer.words


async def test_all_fields_may_be_returned_in_a_word(stages: Stages) -> None:
    put = await said(stages, "fpm-busy", "return litware", "yes", "all of it", "they should start from scratch")
    assert "Fields that need work: Requested Workload, Role Request, Seat Count" in put.text
    assert "What is missing or incorrect: they should start from scratch" in put.text


async def test_who_is_not_convinced_is_not_sent_away(stages: Stages) -> None:
    assert "deny SME-0001" in (await said(stages, "fpm-one", "hmm not convinced")).words
