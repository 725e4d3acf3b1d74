"""An application for access as it is kept, and the names of its states, commands and parties."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from playbook.life.records import Record
from playbook.people import PersonKey

PREFIX = "ACC-"
# The slot of an applicant's draft.
SLOT = "access"


class State(StrEnum):
    """The states of an application; a blank one is about to be submitted."""

    BLANK = "blank"
    APPLIED = "applied"
    DECLINED = "declined"
    INVITED = "invited"
    REGISTERED = "registered"
    EXPIRED = "expired"


OPEN = frozenset({State.APPLIED, State.INVITED})
FINAL = frozenset({State.DECLINED, State.REGISTERED, State.EXPIRED})


@dataclass(frozen=True)
class Invitation:
    """What is kept of a one-time code: the revision that it is derived from, its digest, and when it ends."""

    revision: int
    digest: str
    expires: datetime


@dataclass(frozen=True)
class Application(Record):
    """One application. `partner` is the company on the partner list, "" while nobody has said which it is.

    `brings_tenant`: the applicant's tenant was not on that company's list when the SME Assignment team approved, and
    comes onto it with the registration (G31).
    """

    state: State
    applicant: PersonKey
    partner: str
    submitted_at: datetime
    invitation: Invitation | None = None
    brings_tenant: bool = False

    @property
    def tenant(self) -> str:
        """The tenant the applicant comes from, as the authenticated sender."""
        return self.applicant.partition("/")[0]

    @property
    def reason(self) -> str:
        """Why it was declined; empty when it was not."""
        return self.answers.get("declined", "")

    @property
    def email(self) -> str:
        """Where the applicant reads mail: the alternate address if there is one (R22)."""
        return self.answers.get("alternate") or self.answers.get("email", "")


class Command(StrEnum):
    """What can be asked for; the values are the words people type. The last two are the system's."""

    APPLY = "apply"
    APPROVE = "approve"
    DECLINE = "decline"
    REGISTER = "register"
    REMIND = "remind"
    EXPIRE = "expire"


class Party(StrEnum):
    """How a person stands to one application."""

    APPLICANT = "applicant"
    PARTNERS_FPM = "partner's FPM"
    INFORMED_FPM = "partner's FPM, of an unlisted tenant"
    TEAM = "SME Assignment team"
    STRANGER = "stranger"
