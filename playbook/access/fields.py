"""What an applicant is asked, in the order of asking, and the details of the steps (R21-R24)."""

from collections.abc import Mapping

from playbook.access.record import Application
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.life.records import Answers
from playbook.messages.message import Message


def _needs_alternate(answers: Answers) -> bool:
    """Apply where the user name receives no mail (R22)."""
    return answers.get("mail_works") == "no"


def _company_unknown(application: Application) -> bool:
    return not application.partner


FIELDS: tuple[Field, ...] = (
    Field("name", Message("Name"), Kind.LINE, "R21", ("name", "my name", "your name"), limit=80),
    Field("company", Message("Company"), Kind.LINE, "R21", ("company", "partner")),
    Field("email", Message("Work e-mail"), Kind.EMAIL, "R21", ("email", "e-mail", "mail")),
    Field("purpose", Message("Reason for access"), Kind.TEXT, "R21", ("reason", "why"), limit=1000),
    Field("mail_works", Message("Teams user name receives e-mail"), Kind.CHOICE, "R22", ("receives mail",)),
    Field(
        "alternate",
        Message("Alternate e-mail"),
        Kind.EMAIL,
        "R22",
        ("alternate", "alternate address"),
        _needs_alternate,
    ),
)
FIELD = {field.key: field for field in FIELDS}

COMPANY = Field("partner", Message("Company on the partner list"), Kind.CHOICE, "G31", applies=_company_unknown)
DECLINE_REASON = Field("reason", Message("Reason for the applicant"), Kind.TEXT, "R24", limit=1000)
ACCEPTANCE = Field("accept", Message("Notice"), Kind.CHOICE, "R23")

CHOICES: Mapping[str, tuple[Choice, ...]] = {
    "mail_works": (
        Choice("yes", Message("Yes"), ("y", "yep", "sure", "true")),
        Choice("no", Message("No"), ("n", "nope", "false")),
    ),
    "accept": (Choice("yes", Message("I accept"), ("accept", "accepted", "yes", "agree", "i agree")),),
}


def applicable(answers: Answers) -> tuple[Field, ...]:
    """Return the fields that these answers need, in the order of asking."""
    return tuple(field for field in FIELDS if field.applies is None or field.applies(answers))
