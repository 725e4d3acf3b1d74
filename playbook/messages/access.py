"""Asking for access, deciding on it, inviting and registering (R21-R24)."""

from collections.abc import Mapping, Sequence

from playbook.access.record import Application, State
from playbook.life.fields import Field
from playbook.messages.asking import KEEP, titled
from playbook.messages.deciding import TEAM_ADDRESS
from playbook.messages.message import Fact, Message, Sentence, Speech, Text, Words, lines, together
from playbook.people import Directory

# What applicants read.
REQUEST_ACCESS = Message("Request access")
FORM = Message("Here is everything at once; press Review when you are done. Typing still works, too.")
FORM_TITLE = Message("Request access to SME Requests")
REVIEW = Message("Please check everything, then say submit. To change something, say for example change name.")
REVIEW_NOT_UNDERSTOOD = Message(
    "I am not sure what you mean. Nothing was submitted yet. Say submit, or which answer to change."
)
NOT_YET = Message(
    "All right, nothing is submitted. Say submit when all is right, or say change and the name of an answer."
)
NEEDED = Message("I need this answer before you submit. To go on later, say cancel: what you gave is kept.")
KEPT = Message("Stopped. Nothing was submitted. Your answers are kept: say request access to go on.")
UNFINISHED = Message("You began to ask for access and did not submit it. Your answers are kept: say request access.")
STARTED_OVER = Message("Everything you answered is cleared; we start over.")
FIRST_QUESTION = Message("Nothing to go back to: this is the first question.")
INCOMPLETE = Message("Some answers are still missing, so nothing was submitted. What you gave is kept.")
DRAFT_IS_GONE = Message("Those answers are no longer there. Say request access to begin again.")
MAY_SAY = Message(
    "You are asking for access: answer the question, or say back, change and the name of a field, form, cancel or "
    "start over. Nothing is submitted before you say so."
)
NOTICE = Message(
    "By registering you agree that SME Requests keeps your name, your e-mail address and what you do here, that your "
    "company, its FPM, the SME Assignment team and the SMEs of your requests see it, and that you file for your "
    "company only."
)
CODE = Message("Invitation code")
CODE_REFUSED = Message(
    "That code is not one with which you can register now. Nothing was changed. Check it against your invitation; "
    "if it does not help, say status."
)
ACCEPT_WITH_CODE = Message(
    "To accept and register, press Complete registration on your invitation, or say register, your code and I accept."
)
SAY_IT_WITH_ACCEPTANCE = Message("If you accept that, say your code once more with the words I accept behind it.")
KEY_IS_GONE = Message("I cannot show your code any more: use the one in your invitation e-mail.")
KNOWN_ALREADY = Message("You are registered already. Say help to see what you can do.")

QUESTIONS: Mapping[str, Message] = {
    "name": Message("What are you called? I show this name to the people you work with here."),
    "company": Message("Which partner company are you with?"),
    "email": Message("What is your work e-mail address?"),
    "purpose": Message("Why do you need access? Who decides reads this."),
    "mail_works": Message("Can the user name with which you sign in to Teams receive e-mail?"),
    "alternate": Message(
        "Then an alternate e-mail address is required, so that you receive what I send. Which one may I write to?"
    ),
    "partner": Message("Which company on the partner list is this person with?"),
    "reason": Message("What is the reason? The applicant reads this."),
}

# Why each is asked, to who asks something else than the handbook knows.
WHY: Mapping[str, Message] = {
    "name": Message(
        "The name is what others here see of you: who decides on your application, and later those you work with. Only "
        "you can give it."
    ),
    "company": Message(
        "The FPM of your company decides on your application, or the SME Assignment team where I do not know the "
        "company or your tenant. So I need to know from you which one it is."
    ),
    "email": Message(
        "I write to this address what is decided, and send the invitation to it. Who decides on your application sees "
        "it, and later those you work with."
    ),
    "purpose": Message(
        "Who decides on your application goes by this. A sentence of your own is enough, for example what you need "
        "Subject Matter Experts (SMEs) for."
    ),
    "mail_works": Message(
        "If no e-mail reaches the user name with which you sign in, you need an alternate address, so that you receive "
        "what I send. If you are not sure, say no and give an address that you read."
    ),
    "alternate": Message(
        "No e-mail reaches your user name, so what I send would not reach you. Any address that you read will do. If "
        "your user name does receive e-mail, say back."
    ),
}
WHAT_FOLLOWS = Message(
    "Nothing is submitted yet, and every answer can still be changed. Once you submit, the FPM of your company or the "
    "SME Assignment team decides, and I tell you here and by e-mail."
)
NO_ANSWER: Mapping[str, Message] = {
    "name": Message("I read no name in that, so nothing was kept. If it is one, give it in quotation marks."),
    "company": Message(
        "I read no company's name in that, so nothing was kept. If it is one, give it in quotation marks."
    ),
    "purpose": Message(
        "I read no reason in that, so nothing was kept. Please say in a few words what you need access for."
    ),
}


def question(field: Field) -> Message:
    """Return the question for a field or a detail."""
    return QUESTIONS[field.key]


def question_again(field: Field, old: Text) -> Speech:
    """Return the question for a field that has an answer."""
    return lines(
        question(field),
        Message("So far: {old}", old=old),
        Message("Say {keep} to leave it as it is.", keep=KEEP),
    )


def check_form(titles: Sequence[Message]) -> Speech:
    """Return which answers of a form were not understood."""
    return together(Message("Some answers need another look; everything else is kept:"), *titles)


def team_or_fpm(application: Application, directory: Directory, *, by_fpm: bool) -> Text:
    """Return who decides."""
    fpm = directory.fpm_of(application.partner)
    if fpm and by_fpm:
        return Message("{fpm}, the FPM of {partner},", fpm=fpm.name, partner=application.partner)
    return Message("the SME Assignment team")


def contact(application: Application, directory: Directory) -> Message:
    """Return whom to contact with any trouble (R24): the FPM, but to nobody who only says that they are a partner's."""
    fpm, company = directory.fpm_of(application.partner), directory.partner(application.partner)
    if fpm is None or company is None or application.tenant not in company.tenants:
        return Message("If you have questions, contact the FastTrack SME Assignment team at {team}.", team=TEAM_ADDRESS)
    return Message("If you have questions, contact your FPM, {fpm}, at {email}.", fpm=fpm.name, email=fpm.email)


def submitted(application: Application, directory: Directory, *, by_fpm: bool) -> Speech:
    """Return that an application was submitted (R21), and who decides."""
    return together(
        Message("Submission completed: your application is {number}.", number=application.number),
        decides(application, directory, by_fpm=by_fpm),
    )


def decides(application: Application, directory: Directory, *, by_fpm: bool) -> Message:
    """Return who decides, and how the applicant hears of it."""
    return Message(
        "Next: {decider} decides, and I tell you here and by e-mail to {email}.",
        decider=team_or_fpm(application, directory, by_fpm=by_fpm),
        email=application.email,
    )


def standing(application: Application, directory: Directory, *, by_fpm: bool) -> Speech:
    """Return to an applicant where their application stands and what comes next."""
    if application.state is State.REGISTERED:
        return welcome(application)
    told = _STANDS_FOR_APPLICANT[application.state].told(number=application.number, until=ends_at(application))
    if application.state is State.APPLIED:
        return together(told, decides(application, directory, by_fpm=by_fpm), contact(application, directory))
    again = ASK_AGAIN if application.state in (State.DECLINED, State.EXPIRED) else None
    return together(told, contact(application, directory), again)


ASK_AGAIN = Message("You may request access again.")
_STANDS_FOR_APPLICANT = {
    State.APPLIED: Sentence("Your application {number} waits for a decision."),
    State.INVITED: Sentence(
        "Your application {number} is approved. Complete your registration by {until}: press the button on the "
        "invitation, or say register and your code."
    ),
    State.DECLINED: Sentence("Your application {number} was declined."),
    State.EXPIRED: Sentence("The invitation to your application {number} was not used in time."),
}


def ends_at(application: Application) -> Fact:
    """Return when an invitation ends."""
    return application.invitation.expires if application.invitation else application.changed_at


def welcome(application: Application) -> Message:
    """Return what somebody reads who has registered."""
    return Message(
        "Welcome, {name}: you are registered for {partner}. Say new request to ask for a SME, or help to see what "
        "else you can do.",
        name=application.answers.get("name", ""),
        partner=application.partner,
    )


def not_known_any_more(number: str) -> Message:
    """Return to who registered once why they are a stranger again."""
    return Message(
        "You registered with {number}, but your company or its tenant has left the partner list since, so I do not "
        "know you any more.",
        number=number,
    )


def one_is_open(number: str) -> Message:
    """Return that one application is open already."""
    return Message("Your application {number} is still open, so nothing new was begun.", number=number)


def submitted_already(number: str) -> Message:
    """Return that what somebody wants to stop or submit was submitted before."""
    return Message("Your application {number} is submitted already. Nothing was changed.", number=number)


def too_many(most: int, days: int, contacted: Message) -> Speech:
    """Return that somebody applied as often as one may."""
    return together(
        Message(
            "You have applied {most} times within {days} days, which is as often as one person may. Nothing was "
            "submitted.",
            most=most,
            days=days,
        ),
        contacted,
    )


def company_left(application: Application, directory: Directory) -> Speech:
    """Return that the company, or its tenant, has left the list between invitation and registration."""
    return together(
        Message("Your company's entry on the partner list has changed since, so you cannot be registered now."),
        contact(application, directory),
    )


def coded(code: str) -> Message:
    """Return a code with its title."""
    return titled(CODE, Words(code))
