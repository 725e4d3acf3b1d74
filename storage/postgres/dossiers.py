"""All that a request is shown by, read from PostgreSQL in one statement."""

from collections.abc import Collection
from typing import TypeVar

from asyncpg import Connection

from playbook.life.ports import Copy, Dossier, Reference
from playbook.life.records import Event, Record
from playbook.people import PersonKey
from playbook.requests.table import FINAL
from playbook.requests.topics import MOST_SIMILAR
from storage.codec import decode
from storage.postgres.text import loaded

R = TypeVar("R", bound=Record)

# $1 number, $2 how many similar requests, $3 people, $4 the states that count as load.
_DOSSIER = """
SELECT doc,
    ARRAY(SELECT doc FROM events WHERE number = $1 ORDER BY seq) AS history,
    ARRAY(
        SELECT earlier.doc
        FROM json_array_elements_text(requests.doc::json -> 'similar') WITH ORDINALITY AS one (number, place)
        JOIN requests AS earlier ON earlier.number = one.number
        WHERE place <= $2 ORDER BY place
    ) AS similar_requests,
    ARRAY(SELECT doc FROM copies WHERE number = $1 ORDER BY place, id) AS copies,
    ARRAY(
        SELECT doc FROM chat_references WHERE person = ANY ($3::text[]) OR person IN (
            SELECT copies.doc::json ->> 'person' FROM copies WHERE number = $1
        )
    ) AS references_of_people,
    (
        SELECT json_object_agg(sme, load) FROM (
            SELECT sme, count(*) AS load FROM requests
            WHERE {still_open} AND sme IS NOT NULL AND state = ANY ($4::text[]) GROUP BY sme
        ) AS busy
    ) AS loads
FROM requests WHERE number = $1
"""


async def dossier(
    connection: Connection, kind: type[R], number: str, people: Collection[PersonKey], load_states: Collection[str]
) -> Dossier[R] | None:
    """Return a record with all that it is shown by; see Store."""
    # The index over open requests stays small; it is taken when this word is read.
    text = _DOSSIER.format(still_open="open" if FINAL.isdisjoint(load_states) else "true")
    row = await connection.fetchrow(text, number, MOST_SIMILAR, list(people), sorted(load_states))
    if row is None:
        return None
    references = [decode(Reference, loaded(doc)) for doc in row["references_of_people"]]
    return Dossier(
        record=decode(kind, loaded(row["doc"])),
        history=tuple(decode(Event, loaded(doc)) for doc in row["history"]),
        related=tuple(decode(kind, loaded(doc)) for doc in row["similar_requests"]),
        copies=tuple(decode(Copy, loaded(doc)) for doc in row["copies"]),
        references={one.person: one for one in references},
        loads={PersonKey(sme): load for sme, load in loaded(row["loads"] or "{}").items()},
    )
