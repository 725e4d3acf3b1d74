"""The field table: what a request is asked for, in the order of asking (R25-R39, G5-G14).

It drives the waterfall, the form card, the review, the card facts and the e-mail. A detail that a transition
asks for is a field too. The sentences around a field stand in `messages`.
"""

from dataclasses import dataclass

from playbook.data.details import DETAILS, Detail
from playbook.life.fields import TEXT_LIMIT, Field, Kind
from playbook.life.records import Answers
from playbook.messages.message import Message
from playbook.requests.record import Request, Ruling, Verdict


@dataclass(frozen=True)
class Need:
    """What is known so far: the answers, and what the tables say about them."""

    answers: Answers
    ruling: Ruling | None


ENGINEER = "ENGINEER"
MIGRATION = "MIGRATION"
EXCHANGE_MIGRATION = "EXCHANGE_MIGRATION"
OTHER_WORKLOAD = "OTHER_FRP"
NO_LANGUAGE = "None"
ASK_EXCEPTION = "ask"
STOP = "stop"
AMER, APJ, EMEA = REGIONS = ("AMER", "APJ", "EMEA")


def is_other_workload(need: Need) -> bool:
    """Apply where the workload has to be named in words (G8)."""
    return need.answers.get("workload") == OTHER_WORKLOAD


def has_no_people_route(need: Need) -> bool:
    """Apply where the partner must choose between stopping and asking for an exception (G2, R15-R17)."""
    return need.ruling is not None and need.ruling.verdict in (Verdict.SELF_DEPLOY, Verdict.NONE)


def is_exception(need: Need) -> bool:
    """Apply where the FPM needs a reason to leave the table (G2, G3, G6)."""
    if need.ruling is None:
        return False
    asked = has_no_people_route(need) and need.answers.get("exception") == ASK_EXCEPTION
    return asked or need.ruling.verdict is Verdict.EXCEPTION


def _detail_field(row: Detail) -> Field:
    """Return the field of a detail, which applies to its workloads (R34)."""

    def applies(need: Need) -> bool:
        return need.answers.get("workload") in row.workloads

    return Field(row.key, row.title, Kind.LINE, row.rule, row.words, applies, optional=not row.required)


DETAIL_FIELDS = tuple(_detail_field(row) for row in DETAILS)
FIELDS: tuple[Field, ...] = (
    Field("workload", Message("Requested Workload"), Kind.CHOICE, "R34", ("workload", "plan")),
    Field("role", Message("Role Request"), Kind.CHOICE, "R33", ("role",)),
    Field("other_workload", Message("Workload name"), Kind.LINE, "G8", ("workload name",), is_other_workload),
    Field("seat_count", Message("Seat Count"), Kind.NUMBER, "R28", ("seats", "seat", "licenses", "licences", "users")),
    Field("region", Message("Region"), Kind.CHOICE, "R31", ("region",)),
    Field("primary_language", Message("Primary Language"), Kind.CHOICE, "R35", ("language", "primary")),
    Field("exception", Message("Exception"), Kind.CHOICE, "G2", ("exception",), has_no_people_route),
    Field(
        "exception_reason",
        Message("Reason for the exception"),
        Kind.TEXT,
        "G3",
        ("exception reason",),
        is_exception,
        limit=1000,
    ),
    Field("secondary_language", Message("Secondary Language"), Kind.CHOICE, "R36", ("second language", "secondary")),
    Field("tenant_name", Message("Tenant Name"), Kind.LINE, "R26", ("customer", "customer name", "customer's name")),
    Field("tenant_id", Message("Tenant ID"), Kind.GUID, "R25", ("tenant", "tenant guid", "customer tenant id")),
    Field("tenant_segment", Message("Tenant Segment"), Kind.CHOICE, "R27", ("segment",)),
    Field("delivery_team", Message("Your Delivery Team"), Kind.CHOICE, "R29", ("delivery team", "team")),
    Field("partner_name", Message("Partner Name"), Kind.CHOICE, "R30", ("partner", "company", "my company")),
    Field("partner_email", Message("Partner Email Address"), Kind.EMAIL, "R32", ("email", "e-mail", "contact", "mail")),
    Field("fpm", Message("FPM to route to"), Kind.CHOICE, "R37", ("fpm", "partner manager")),
    Field("discussed", Message("Discussed with the FPM"), Kind.CHOICE, "R6", ("discussed",)),
    *DETAIL_FIELDS,
    Field(
        "justification",
        Message("Additional information"),
        Kind.TEXT,
        "R37",
        ("additional information", "information", "reason", "details"),
        limit=TEXT_LIMIT,
    ),
)

FIELD = {field.key: field for field in FIELDS}


def in_words(field: Field) -> bool:
    """Tell whether a field wants a person's own words, to which "I don't know" is some answer (G35)."""
    return field.kind is Kind.TEXT or (field in DETAIL_FIELDS and not field.optional)


def applicable(answers: Answers, ruling: Ruling | None) -> tuple[Field, ...]:
    """Return the fields this request needs, in the order of asking."""
    need = Need(answers, ruling)
    return tuple(field for field in FIELDS if field.applies is None or field.applies(need))


def named(text: str) -> Field | None:
    """Return the field a person means by `text`, or None."""
    wanted = " ".join(text.casefold().replace("_", " ").split()).removeprefix("the ").removeprefix("my ")
    for field in FIELDS:
        if wanted in (field.key.replace("_", " "), field.title.id.casefold(), *field.words):
            return field
    return None


def has_no_contact_recorded(request: Request) -> bool:
    """Apply where nobody has said yet that the SME made contact (G21)."""
    return request.contacted_at is None


# Details that the transitions of a request ask for.
RETURN_FIELDS = Field("fields", Message("Fields that need work"), Kind.CHOICES, "G19", ("fields",))
RETURN_NOTE = Field("note", Message("What is missing or incorrect"), Kind.TEXT, "R45", ("note",), limit=1000)
DENIAL_GROUND = Field("ground", Message("Ground"), Kind.CHOICE, "R48", ("ground",))
DENIAL_TEXT = Field("text", Message("Explanation for the partner"), Kind.TEXT, "R46", ("text",), limit=1000)
ROUTED_FPM = Field("fpm", Message("FPM"), Kind.CHOICE, "G13", ("fpm",))
OFFERED_SME = Field("sme", Message("SME"), Kind.CHOICE, "G18", ("sme",))
DECLINE_REASON = Field("reason", Message("Reason"), Kind.TEXT, "G18", ("reason",), limit=1000)
WITHDRAW_REASON = Field("reason", Message("Reason"), Kind.TEXT, "G27", ("reason",), optional=True, limit=1000)
FIRST_CONTACT = Field(
    "contact", Message("First contact made"), Kind.CHOICE, "R50", ("contact",), applies=has_no_contact_recorded
)
ADDRESSEE = Field("to", Message("To"), Kind.CHOICE, "R57", ("to",))
MESSAGE_TEXT = Field("message", Message("Message"), Kind.TEXT, "R57", ("message",), limit=2000)
