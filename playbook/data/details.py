"""What a workload asks besides the form's fields, so that the SME who fits best can be found (R34, R37).

A starter list to CHECK with the SME Assignment team: the playbook says that certain workloads need more details, and
names the e-mail source alone. A row is all that a detail needs; form, review, cards, e-mails and returns follow.
"""

from dataclasses import dataclass

from playbook.messages.message import Message


@dataclass(frozen=True)
class Detail:
    """One more thing to know of some workloads, by their keys in workloads.toml.

    `key` names the answer for good: requests are kept with it. What is not `required` may be skipped. `words` are
    other names a person may use for it. `rule` is the requirement it comes from.
    """

    key: str
    workloads: frozenset[str]
    title: Message
    question: Message
    words: tuple[str, ...] = ()
    required: bool = False
    rule: str = "R34"


DETAILS = (
    Detail(
        "email_source",
        frozenset({"EXCHANGE_MIGRATION"}),
        Message("E-mail source"),
        Message("Which system do the mailboxes come from (Lotus Notes, Gmail, Exchange 2013, ...)?"),
        ("source", "mail source", "email source"),
        required=True,
        rule="R37",
    ),
    Detail(
        "mailboxes",
        frozenset({"EXCHANGE_MIGRATION"}),
        Message("Mailboxes to move"),
        Message("How many mailboxes are to move, and by when?"),
        ("number of mailboxes",),
    ),
    Detail(
        "labels_in_use",
        frozenset({"AIP_P1", "AIP_P2"}),
        Message("Labels in use"),
        Message("Which labels are in use already, and on what (documents, mail, sites)?"),
        ("labels",),
    ),
    Detail(
        "app_policies",
        frozenset({"MCAS"}),
        Message("Discovery or session policies"),
        Message("What is it about: discovery of apps, session policies, or both?"),
        ("discovery", "session policies"),
    ),
    Detail(
        "endpoint_protection",
        frozenset({"MDATP"}),
        Message("Endpoint protection today"),
        Message("Which endpoint protection does the customer use today?"),
        ("endpoint protection", "antivirus"),
    ),
)
