"""What applicants say beside the answer, or around it: questions are answered, noise is not kept, names are found."""

import pytest

from playbook.access.record import State
from tests.applying import NUMBER, Newcomer, newcomer
from tests.office import Answer, Office

ALL = {
    "name": "Nora Newman",
    "company": "Contoso",
    "email": "nora@contoso.example",
    "purpose": "I deploy labels.",
    "mail_works": "no",
    "alternate": "nora@home.example",
}
ASKED = {
    "name": "What are you called?",
    "company": "Which partner company are you with?",
    "email": "What is your work e-mail address?",
    "purpose": "Why do you need access?",
    "mail_works": "Can the user name with which you sign in to Teams receive e-mail?",
    "alternate": "Then an alternate e-mail address is required",
}
WHY = {
    "name": "The name is what others here see of you",
    "company": "The FPM of your company decides on your application",
    "email": "I write to this address what is decided",
    "purpose": "Who decides on your application goes by this",
    "mail_works": "you need an alternate address",
    "alternate": "No e-mail reaches your user name",
}
LONG = "My manager asked me to. Who knows why? Anyway: we run forty projects and need experts for AIP and Intune."
TWO = "a@contoso.example or b@contoso.example"
REVIEW = "Please check everything, then say submit."


async def asked_for(office: Office, field: str) -> Newcomer:
    """Return an applicant who has answered everything before a field; all for the review."""
    nora, keys = newcomer(office), list(ALL)
    before = keys[: keys.index(field)] if field else keys
    await nora.says_all("request access", *(ALL[key] for key in before))
    return nora


async def kept(nora: Newcomer) -> dict[str, str]:
    """Return what is kept of an application."""
    draft = await nora.desk_draft()
    assert draft is not None
    return dict(draft.answers)


async def keeps(nora: Newcomer, said: str) -> tuple[dict[str, str], Answer]:
    """Return what a reply changes among the answers, and what it is answered."""
    before = await kept(nora)
    answer = await nora.says(said)
    after = await kept(nora)
    assert before.keys() <= after.keys()
    return {key: value for key, value in after.items() if before.get(key) != value}, answer


@pytest.mark.parametrize("field", list(ALL))
@pytest.mark.parametrize(
    "said", ["why do you ask?", "why", "Pourquoi", "is that really necessary", "can you fill it in"]
)
async def test_who_asks_why_hears_it_and_is_asked_again(office: Office, field: str, said: str) -> None:
    changed, answer = await keeps(await asked_for(office, field), said)
    assert changed == {}
    assert WHY[field] in answer.text
    assert answer.text.index(WHY[field]) < answer.text.index(ASKED[field])


@pytest.mark.parametrize("field", [*ALL, ""])
@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("who decides?", "where company or tenant are not known, the SME Assignment team does"),
        ("how long is the invitation valid?", "The code is valid for 7 days"),
        ("what data do you keep?", "SME Requests keeps your name"),
    ],
)
async def test_a_question_is_answered_by_the_handbook_as_one_about_access(
    office: Office, field: str, said: str, heard: str
) -> None:
    changed, answer = await keeps(await asked_for(office, field), said)
    assert changed == {}
    assert heard in answer.text
    assert ASKED.get(field, REVIEW) in answer.text
    assert "not one e-mail address" not in answer.text
    assert "is not on the list" not in answer.text


@pytest.mark.parametrize(
    ("field", "said", "heard"),
    [
        ("email", "who will see it?", "Who decides on your application sees it"),
        ("mail_works", "no idea", "If you are not sure, say no"),
    ],
)
async def test_who_is_unsure_about_an_answer_hears_what_it_is_for(
    office: Office, field: str, said: str, heard: str
) -> None:
    changed, answer = await keeps(await asked_for(office, field), said)
    assert changed == {}
    assert heard in answer.text


@pytest.mark.parametrize("field", ["name", "company", "purpose"])
@pytest.mark.parametrize(
    "said",
    [*("no", "yes", "ok", "thanks", "good morning", "bonjour", "👍"), *("asdf", "asdfasdf", "test", "none", "...")],
)
async def test_courtesy_and_noise_are_kept_as_no_answer(office: Office, field: str, said: str) -> None:
    changed, answer = await keeps(await asked_for(office, field), said)
    assert changed == {}
    assert "so nothing was kept" in answer.text
    assert ASKED[field] in answer.text


@pytest.mark.parametrize("field", list(ALL)[:4])
@pytest.mark.parametrize("said", ["later", "skip", "I don't know", "one moment"])
async def test_who_cannot_answer_now_hears_how_to_go_on_later(office: Office, field: str, said: str) -> None:
    changed, answer = await keeps(await asked_for(office, field), said)
    assert changed == {}
    assert "To go on later, say cancel" in answer.text
    assert ASKED[field] in answer.text


@pytest.mark.parametrize(
    ("field", "said"),
    [
        *(("company", said) for said in ("asdf?", "Contoso?", "I'm Nora", "I am confused", "it is a secret")),
        *(("name", said) for said in ("the company is secret", "I'm happy", "Hello Everybody", "you\u2019re funny")),
    ],
)
async def test_no_sentence_and_no_guess_becomes_a_name(office: Office, field: str, said: str) -> None:
    changed, answer = await keeps(await asked_for(office, field), said)
    assert changed == {}
    assert ASKED[field] in answer.text


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("My name is Nora Nguyen", "Nora Nguyen"),
        ("it's Nora", "Nora"),
        ("Hi, I\u2019m Nora.", "Nora"),
        ("Guten Tag, ich heiße Jürgen Groß", "Jürgen Groß"),
        ("je m'appelle Zoé", "Zoé"),
        ("Nora, thanks", "Nora"),
        ("Will Young", "Will Young"),
        ("maria de la cruz", "maria de la cruz"),
        ("O'Brien, Nora", "O'Brien, Nora"),
        ("野田 花子", "野田 花子"),
        ('"Ty"', "Ty"),
    ],
)
async def test_a_name_is_kept_without_what_introduces_it(office: Office, said: str, name: str) -> None:
    changed, answer = await keeps(await asked_for(office, "name"), said)
    assert changed == {"name": name}
    assert answer.text == ASKED["company"]


@pytest.mark.parametrize(
    ("said", "company"),
    [
        ("we are Contoso Ltd", "Contoso Ltd"),
        ("Contoso Ltd.", "Contoso Ltd."),
        ("I work for contoso.", "contoso"),
        ("at Contoso, of course", "Contoso"),
        ("meine Firma ist Contoso GmbH", "Contoso GmbH"),
        ("ma societe est Contoso", "Contoso"),
        ("mi empresa se llama Contoso", "Contoso"),
        ("our company is called Smith, Jones and Partners", "Smith, Jones and Partners"),
        ("bank of america", "bank of america"),
        ("Hello Fresh", "Hello Fresh"),
        ("Access", "Access"),
        ('"What If Consulting"', "What If Consulting"),
    ],
)
async def test_a_company_is_kept_without_what_introduces_it(office: Office, said: str, company: str) -> None:
    changed, answer = await keeps(await asked_for(office, "company"), said)
    assert changed == {"company": company}
    assert answer.text == ASKED["email"]


@pytest.mark.parametrize(
    ("field", "said", "changes"),
    [
        ("name", "I'm Nora and I work for Contoso", {"name": "Nora", "company": "Contoso"}),
        ("name", "Nora Nguyen from Contoso", {"name": "Nora Nguyen", "company": "Contoso"}),
        ("name", "Nora Nguyen, nora@contoso.example", {"name": "Nora Nguyen", "email": "nora@contoso.example"}),
        ("name", "nora@contoso.example", {"email": "nora@contoso.example"}),
        ("company", "my name is Nora Nguyen", {"name": "Nora Nguyen"}),
        ("purpose", "my company is Fabrikam", {"company": "Fabrikam"}),
        ("", "the company is Fabrikam", {"company": "Fabrikam"}),
    ],
)
async def test_what_is_told_of_another_answer_is_kept_there_and_repeated(
    office: Office, field: str, said: str, changes: dict[str, str]
) -> None:
    changed, answer = await keeps(await asked_for(office, field), said)
    assert changed == changes
    assert [value for key, value in changes.items() if key != field and value not in answer.text] == []
    assert ("" if field in changes else ASKED.get(field, REVIEW)) in answer.text


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("email", "my email is nora@contoso.example, thanks", "nora@contoso.example"),
        ("mail_works", "yes it can", "yes"),
        ("mail_works", "no, it can't", "no"),
        ("purpose", "to find out which SMEs are available", "to find out which SMEs are available"),
        ("purpose", "We might ask for SMEs for our customers", "We might ask for SMEs for our customers"),
        *(
            ("purpose", said, said)
            for said in ("I work for Contoso, we deploy.", "To file, and I work for Contoso", LONG)
        ),
    ],
)
async def test_an_answer_is_found_among_other_words_and_a_reason_kept_whole(
    office: Office, field: str, said: str, value: str
) -> None:
    changed, _ = await keeps(await asked_for(office, field), said)
    assert changed == {field: value}


@pytest.mark.parametrize("said", ["yes, why?", "yes, but not always", "not nora@contoso.example", TWO])
@pytest.mark.parametrize("field", ["email", "mail_works"])
async def test_what_is_unsure_is_no_address_and_no_yes(office: Office, field: str, said: str) -> None:
    changed, answer = await keeps(await asked_for(office, field), said)
    assert changed == {}
    assert ASKED[field] in answer.text


@pytest.mark.parametrize(
    "said",
    [
        *(
            "send it off",
            "send it",
            "submit",
            "file it",
            "go ahead",
            "yes",
            "Yes please",
            "submit it, please",
        ),
        *(
            "ok, send it",
            "great, send it off!",
            "looks good, submit",
            "submit my application",
            "ja",
            "abschicken",
            "sí",
        ),
    ],
)
async def test_the_review_is_submitted_by_words_that_say_what_the_button_says(office: Office, said: str) -> None:
    nora = await asked_for(office, "")
    assert f"Submission completed: your application is {NUMBER}." in (await nora.says(said)).text
    assert (await nora.application()).state is State.APPLIED


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("should I send it?", "Nothing is submitted yet"),
        ("no", "All right, nothing is submitted."),
        ("hold on", "All right, nothing is submitted."),
        ("do not send it", "All right, nothing is submitted."),
        ("ok", "Nothing was submitted yet."),
        ("yes?", "Nothing was submitted yet."),
        ("send it?", "Nothing is submitted yet"),
    ],
)
async def test_the_review_stays_for_whatever_is_less_than_that(office: Office, said: str, heard: str) -> None:
    changed, answer = await keeps(await asked_for(office, ""), said)
    assert changed == {}
    assert heard in answer.text
    assert REVIEW in answer.text
    assert answer.card is not None


async def test_who_wants_to_submit_too_early_hears_what_is_missing(office: Office) -> None:
    changed, answer = await keeps(await asked_for(office, "company"), "send it off")
    assert changed == {}
    assert "Some answers are still missing" in answer.text
    assert ASKED["company"] in answer.text


async def test_keeping_an_old_answer_is_not_taken_for_leaving_it_open(office: Office) -> None:
    nora = await asked_for(office, "email")
    await nora.says("back")
    assert (await nora.says("leave it")).text == ASKED["email"]
    assert (await kept(nora))["company"] == "Contoso"
