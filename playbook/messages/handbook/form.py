"""What a request needs, and what is meant by each of its fields (R25-R38)."""

from collections.abc import Mapping, Sequence

from playbook.life.fields import Kind
from playbook.messages.asking import EXAMPLES
from playbook.messages.message import Listed, Message, Speech, Text, lines

TENANT_ID = Message(
    "Tenant ID is the ID of the customer's tenant, not of yours: a GUID such as {example}. The customer's admin finds "
    "it in the Microsoft Entra admin center, or the Azure portal, under Overview or Properties.",
    example=EXAMPLES[Kind.GUID],
)
TENANT_NAME = Message("Tenant Name is the customer's name as it is displayed in FTOP.")
SEGMENT = Message(
    "Tenant Segment is SMC or Enterprise, by the size of the customer. The playbook draws no line between them: you "
    "choose, and it routes nothing."
)
DELIVERY_TEAM = Message("Your Delivery Team is FTP Partner for every partner, so it is filled in for you.")
SEATS = Message(
    "Seat Count is the number of active licenses the customer has for this workload: not all users, and not licenses "
    "of other workloads."
)
MEANINGS: Mapping[str, Message] = {
    "role": Message(
        "Role Request is the kind of SME: FastTrack Migration Resource for a migration, FastTrack Engineer SME for "
        "everything else."
    ),
    "workload": Message("Requested Workload is the one workload, with its plan, that a SME is needed for."),
    "other_workload": Message("Workload name is the name of the workload in words, where the list does not have it."),
    "seat_count": SEATS,
    "region": Message("Region is the customer's, not yours."),
    "primary_language": Message("Primary Language is the one the SME should speak."),
    "secondary_language": Message("Secondary Language is another one the SME may speak; say None if there is none."),
    "exception": Message(
        "Exception is asked where the tables have no people resources: ask your FPM for one, or stop here."
    ),
    "exception_reason": Message("Reason for the exception is why your FPM should leave the table."),
    "tenant_id": TENANT_ID,
    "tenant_name": TENANT_NAME,
    "tenant_segment": SEGMENT,
    "delivery_team": DELIVERY_TEAM,
    "partner_name": Message(
        "Partner Name is your own company. If it is not on the list, contact your FPM."
    ),
    "partner_email": Message(
        "Partner Email Address is the point of contact for the request: whom the FPM writes to with questions."
    ),
    "fpm": Message(
        "FPM to route to is who decides. If yours is not listed, the SME Assignment team routes the request."
    ),
    "discussed": Message(
        "Discussed with the FPM says whether role requirements and expectations were talked about before submitting."
    ),
    "email_source": Message("E-mail source is where the mailboxes of a migration come from, such as Lotus Notes."),
    "mailboxes": Message("Mailboxes to move is how many mailboxes a migration moves, and by when."),
    "labels_in_use": Message(
        "Labels in use says which labels the customer has already, and on what: documents, mail or sites."
    ),
    "app_policies": Message(
        "Discovery or session policies says which of the two the request is about, or that it is about both."
    ),
    "endpoint_protection": Message(
        "Endpoint protection today is what protects the devices of the customer at present."
    ),
    "justification": Message(
        "Additional information says why a SME is needed, and what is noteworthy about the request for the SME."
    ),
}  # fmt: skip
INFORMATION = (
    Message("Additional information must say why a SME is needed (the justification) and what the SME should know."),
    Message("For migrations it names the e-mail source, and the request names the FPM it should be routed to."),
    Message("Left empty, there may not be enough information to approve the request, so I do not submit it empty."),
)
NOT_LISTED = Message("Partner Name offers your own company only. If it is not there, contact your FPM.")
SECOND_LANGUAGE = Message(
    "A secondary language is asked for, and None is an answer. It must differ from the primary one; English as the "
    "second helps where SMEs work in English."
)
MIGRATION = (
    Message("For an Exchange migration the role is FastTrack Migration Resource, without a seat limit."),
    Message("Name the e-mail source (Lotus Notes, for example) in the request."),
    Message("In migration benefit delivery the SME may work directly with the customer; repeats do not count."),
)  # fmt: skip


def needed(always: Sequence[Text], sometimes: Sequence[Text]) -> Speech:
    """Return the fields of a request: those that each needs, and those that only some need."""
    return lines(
        Message("A request needs: {fields}.", fields=Listed(tuple(always))),
        Message("Only where it applies: {fields}.", fields=Listed(tuple(sometimes))),
    )


def choices(titles: Sequence[Text]) -> Message:
    """Return what can be chosen for a field."""
    return Message("You can choose {titles}.", titles=Listed(tuple(titles), "or"))
