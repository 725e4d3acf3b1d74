"""How each table stands in SQLite: the columns that are read out of its documents, and the indexes over them.

A table is (id, doc, crc) and these columns. Nothing but a document is ever the truth: a column repeats a part of it
so that it can be searched for. Tables that are not named here are kept without columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playbook import patterns
from playbook.requests.table import FINAL
from storage.archive import COPIES, DRAFTS, OUTBOX, REQUESTS, Row

Value = str | int | None


@dataclass(frozen=True)
class Layout:
    """The columns of one table, each with how it is read, and its indexes by name."""

    columns: Mapping[str, Callable[[Row], Value]] = field(default_factory=dict)
    indexes: Mapping[str, str] = field(default_factory=dict)

    def values(self, row: Row) -> dict[str, Value]:
        """Return the columns of a document."""
        return {name: read(row) for name, read in self.columns.items()}


def serial(number: str) -> int:
    """Return what requests are ordered by: SME-10000 comes after SME-9999."""
    digits = patterns.SERIAL.find(number)
    return int(digits.group()) if digits else 0


def _part(name: str) -> Callable[[Row], Value]:
    return lambda row: row[name]


def _is_open(row: Row) -> Value:
    return None if row["state"] in FINAL else 1


def _ready(row: Row) -> Value:
    """Return when an outbox row can be lent: when it is due and not on loan any more; None while it is parked."""
    return None if row["parked"] else max(row["due"], row["lease_until"] or "")


# Each index costs every filing a page or so; what is asked for seldom shares one. Most requests are over: those
# that are not have indexes of their own, which stay small, and so have outbox rows that are parked or on loan.
LAYOUTS: Mapping[str, Layout] = {
    REQUESTS: Layout(
        columns={
            "serial": lambda row: serial(row["number"]),
            "state": _part("state"),
            "open": _is_open,
            "requester": _part("requester"),
            "partner": _part("partner"),
            "fpm": _part("fpm"),
            "sme": _part("sme"),
            "workload": lambda row: row["answers"].get("workload"),
            "origin": _part("origin"),
            "submitted_at": _part("submitted_at"),
        },
        indexes={
            "requests_by_serial": "(serial)",
            "requests_by_requester": "(requester, serial, submitted_at)",
            "requests_by_partner": "(partner, serial, workload, submitted_at)",
            "requests_by_fpm": "(fpm, serial)",
            "requests_by_sme": "(sme, serial) WHERE sme IS NOT NULL",
            "requests_by_origin": "(origin)",
            "open_by_serial": "(serial, state) WHERE open = 1",
            "open_by_partner": "(partner, serial, state) WHERE open = 1",
            "open_by_fpm": "(fpm, serial, state) WHERE open = 1",
            "open_by_sme": "(sme, serial, state) WHERE open = 1 AND sme IS NOT NULL",
        },
    ),
    DRAFTS: Layout(columns={"owner": _part("owner")}, indexes={"drafts_by_owner": "(owner)"}),
    OUTBOX: Layout(
        columns={
            "ready": _ready,
            "lent": lambda row: None if row["lease_until"] is None else 1,
            "held": lambda row: row["notice"]["to"] if row["parked"] or row["lease_until"] else None,
        },
        indexes={
            "outbox_by_ready": "(ready) WHERE ready IS NOT NULL",
            "outbox_lent": "(lent) WHERE lent = 1",
            "outbox_held": "(held) WHERE held IS NOT NULL",
        },
    ),
    COPIES: Layout(columns={"number": _part("number")}, indexes={"copies_by_number": "(number)"}),
}


def layout_of(table: str) -> Layout:
    """Return the layout of a table."""
    return LAYOUTS.get(table, _PLAIN)


_PLAIN = Layout()


def quoted(name: str) -> str:
    """Return a table's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def create(table: str) -> list[str]:
    """Return the statements that make a table which is not there yet."""
    layout = layout_of(table)
    columns = "".join(f", {name}" for name in layout.columns)
    kept = f"(id TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, crc INTEGER NOT NULL{columns})"
    over = [f"CREATE INDEX IF NOT EXISTS {name} ON {quoted(table)} {what}" for name, what in layout.indexes.items()]
    return [f"CREATE TABLE IF NOT EXISTS {quoted(table)} {kept}", *over]
