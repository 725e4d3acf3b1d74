"""The tables and their indexes, said once: each engine makes its own DDL of them.

A table holds documents by id. An index stands over expressions of a document, so that nothing is kept twice; what a
list sorts or counts by and no field says is derived when the document is written, under "by", and `verify` derives it
again. Tables and what they hold:

========== ============================== ==============================================================
table      id                             document
========== ============================== ==============================================================
requests   number                         the record, with "by", the salt of its texts and their commitment;
                                          applications, members and tenants likewise
events     number/seq                     the event, with its link in the chain; see chain.py
drafts     owner|slot                     the record
agenda     number/seq/ordinal of a notice  what is due, when, and who has it on loan; see agenda.py
references person                         the record
copies     number|conversation|activity   the record
states     key                            {"data": object}
turns      conversation                   who has its turn, and what was heard last
about      name                           what the program keeps for itself
========== ============================== ==============================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass

from playbook import patterns
from playbook.access import record as access
from playbook.access.record import Application
from playbook.access.registered import Member, PartnerTenant
from playbook.life.records import Record, urgency
from playbook.requests.record import Request
from playbook.requests.table import FINAL
from storage.documents import CannotOpen, Path, Row

# Raise it when an older program would misread what this one writes.
FORMAT = 4

REQUESTS, EVENTS, DRAFTS, AGENDA = "requests", "events", "drafts", "agenda"
APPLICATIONS, MEMBERS, TENANTS = "applications", "members", "tenants"
REFERENCES, COPIES, STATES = "references", "copies", "states"
TURNS, ABOUT = "turns", "about"
# What backups and moves bring along, and what only a running program needs.
TABLES = (REQUESTS, APPLICATIONS, MEMBERS, TENANTS, EVENTS, DRAFTS, AGENDA, REFERENCES, COPIES, STATES, ABOUT)
ALL_TABLES = (*TABLES, TURNS)

SERIAL, OPEN, URGENCY = ("by", "serial"), ("by", "open"), ("by", "urgency")
READY, HELD, DUE = ("by", "ready"), ("by", "held"), ("by", "timer")
# Parts that are numbers; all others that are searched for are texts.
NUMBERS = frozenset({SERIAL, OPEN})


@dataclass(frozen=True)
class Kind:
    """How the records of one life are kept: in which table, and in which states one is over.

    `versioned`: that they changed can be told without reading them. `by_urgency`: lists of those that are open begin
    with what is due first.
    """

    table: str
    final: frozenset[str] = frozenset()
    versioned: bool = False
    by_urgency: bool = False


KINDS: Mapping[type[Record], Kind] = {
    Request: Kind(REQUESTS, FINAL, by_urgency=True),
    Application: Kind(APPLICATIONS, access.FINAL),
    Member: Kind(MEMBERS, versioned=True),
    PartnerTenant: Kind(TENANTS, versioned=True),
}

# The names by which a Query asks for a part that lies deeper in the document.
PARTS: Mapping[str, Path] = {"workload": ("answers", "workload")}


@dataclass(frozen=True)
class Index:
    """An index over parts of a table's documents. `only_open` leaves out records that are over."""

    name: str
    table: str
    parts: tuple[Path, ...]
    only_open: bool = False


# Each index costs every filing a page or so; what is asked for seldom shares one. Most records are over: those that
# are not have indexes of their own, which stay small, in the order in which their lists are read.
INDEXES = (
    Index("requests_by_serial", REQUESTS, (SERIAL,)),
    Index("requests_by_requester", REQUESTS, (("requester",), SERIAL, ("submitted_at",))),
    Index("requests_by_partner", REQUESTS, (("partner",), SERIAL, PARTS["workload"], ("submitted_at",))),
    Index("requests_by_fpm", REQUESTS, (("fpm",), SERIAL)),
    Index("requests_by_sme", REQUESTS, (("sme",), SERIAL)),
    Index("requests_by_origin", REQUESTS, (("origin",),)),
    Index("open_by_urgency", REQUESTS, (URGENCY, ("state",)), only_open=True),
    Index("open_by_requester", REQUESTS, (("requester",), SERIAL, ("state",)), only_open=True),
    Index("open_by_partner", REQUESTS, (("partner",), SERIAL, ("state",)), only_open=True),
    Index("open_by_fpm", REQUESTS, (("fpm",), URGENCY, ("state",)), only_open=True),
    Index("open_by_sme", REQUESTS, (("sme",), URGENCY, ("state",)), only_open=True),
    Index("applications_by_serial", APPLICATIONS, (SERIAL,)),
    Index("applications_by_applicant", APPLICATIONS, (("applicant",), SERIAL)),
    Index("open_applications_by_serial", APPLICATIONS, (SERIAL, ("state",)), only_open=True),
    Index("members_by_serial", MEMBERS, (SERIAL,)),
    Index("tenants_by_serial", TENANTS, (SERIAL,)),
    Index("copies_by_chat", COPIES, (("conversation_id",),)),
    Index("agenda_by_ready", AGENDA, (READY,)),
    Index("agenda_by_timer", AGENDA, (DUE,)),
    Index("agenda_by_holder", AGENDA, (HELD,)),
)


def refuse_format(found: int) -> None:
    """Raise CannotOpen for a store that another version wrote."""
    if found > FORMAT:
        raise CannotOpen("a newer version of this program wrote the store; start that version instead")
    if found < FORMAT:
        raise CannotOpen(
            "an earlier version of this program wrote the store, unreadable for this one; "
            "name another folder or database"
        )


def derived(record: Record) -> Row:
    """Return what lists of records sort and count by."""
    kind = KINDS[type(record)]
    is_open = record.state not in kind.final
    urgent = {"urgency": urgency(record) if is_open else None} if kind.by_urgency else {}
    return {"serial": serial(record.number), "open": 1 if is_open else None, **urgent}


def serial(number: str) -> int:
    """Return what records are ordered by: SME-10000 comes after SME-9999."""
    digits = patterns.SERIAL.find(number)
    return int(digits.group()) if digits else 0
