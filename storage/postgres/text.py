"""Documents as the text that stands in a column, and back."""

import json
from collections.abc import Mapping
from typing import Any

from playbook.life.ports import Copy
from storage.archive import REQUESTS, Row
from storage.codec import encode
from storage.document_ids import copy_id
from storage.layout import layout_of
from storage.rows import written


def loaded(text: str) -> Row:
    """Return the document that a text holds."""
    row: Row = json.loads(text)
    return row


def columns(request: Row) -> dict[str, Any]:
    """Return what a request is searched for."""
    values = layout_of(REQUESTS).values(request)
    return {**values, "open": bool(values["open"])}


def copy_values(copy: Copy) -> tuple[str, str, str, int]:
    """Return what the statements that put a card begin with: number, id, document and revision."""
    return copy.number, copy_id(copy), written(encode(copy)), copy.revision


def notices(rows: Mapping[str, Row]) -> str:
    """Return the notices of a change as the list that its statement takes apart."""
    found = [
        {"ordinal": row["notice"]["ordinal"], "recipient": row["notice"]["to"], "notice": written(row["notice"])}
        for row in rows.values()
    ]
    return json.dumps(found)
