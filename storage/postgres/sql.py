"""The statements. A change is one of them: whole, or nothing, in one round trip and without an open transaction."""

# $1 number, $2 revision after, $3 the columns of the request as JSON, $4 its document; $5 event, $6 event as it is
# chained, $7 digest of the request; $8 notices as a JSON list, $9 when they are due; $10 owner and $11 slot of the
# draft that is used up, or null, $12 its id.
_EVENT_AND_NOTICES = r"""
, event AS (
    INSERT INTO events (number, seq, doc, record, hash)
    SELECT number, revision, $5, $7, hash FROM written
), notices AS (
    INSERT INTO outbox (number, seq, ordinal, recipient, attempts, due, first_due, ready, parked, notice)
    SELECT written.number, written.revision, one.ordinal, one.recipient, 0, $9, $9, $9, false, one.notice
    FROM written, jsonb_to_recordset($8::jsonb) AS one (ordinal integer, recipient text, notice text)
)
SELECT count(*) FROM written
"""

_LINK = r"encode(sha256(convert_to({previous} || E'\n' || $6 || E'\n' || $7, 'UTF8')), 'hex')"

# A number that is taken in this very moment fails by its key, and the draft is there as before.
FILE = (
    r"""
WITH free AS (
    SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM requests WHERE number = $1)
), used AS (
    DELETE FROM drafts
    WHERE owner = $10 AND slot = $11 AND id = $12 AND EXISTS (SELECT 1 FROM free)
    RETURNING 1
), written AS (
    INSERT INTO requests (number, serial, revision, state, open, requester, partner, fpm, sme, workload, origin,
                          submitted_at, hash, doc)
    SELECT $1, new.serial, $2, new.state, new.open, new.requester, new.partner, new.fpm, new.sme, new.workload,
           new.origin, new.submitted_at, """
    + _LINK.format(previous="''")
    + r""", $4
    FROM jsonb_to_record($3::jsonb) AS new (serial bigint, state text, open boolean, requester text, partner text,
                                            fpm text, sme text, workload text, origin text, submitted_at timestamptz)
    WHERE EXISTS (SELECT 1 FROM free) AND ($11::text IS NULL OR EXISTS (SELECT 1 FROM used))
    RETURNING number, revision, hash
)"""
    + _EVENT_AND_NOTICES
)

# Who comes second waits for the row, finds another revision and writes nothing.
STEP = (
    r"""
WITH target AS (
    SELECT number, hash FROM requests WHERE number = $1 AND revision = $2 - 1 FOR UPDATE
), used AS (
    DELETE FROM drafts
    WHERE owner = $10 AND slot = $11 AND $12::text IS NOT NULL AND EXISTS (SELECT 1 FROM target)
    RETURNING 1
), written AS (
    UPDATE requests
    SET revision = $2, state = new.state, open = new.open, partner = new.partner, fpm = new.fpm, sme = new.sme,
        workload = new.workload, doc = $4, hash = """
    + _LINK.format(previous="target.hash")
    + r"""
    FROM target, jsonb_to_record($3::jsonb) AS new (state text, open boolean, partner text, fpm text, sme text,
                                                    workload text)
    WHERE requests.number = target.number AND ($11::text IS NULL OR EXISTS (SELECT 1 FROM used))
    RETURNING requests.number, requests.revision, requests.hash
)"""
    + _EVENT_AND_NOTICES
)

REQUEST_AND_EVENT = """
SELECT requests.doc AS request, events.doc AS event
FROM requests LEFT JOIN events ON events.number = requests.number AND events.seq = $2
WHERE requests.number = $1
"""

NEW_DRAFT = """
INSERT INTO drafts (owner, slot, id, revision, doc) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (owner, slot) DO NOTHING RETURNING 1
"""
NEXT_DRAFT = """
UPDATE drafts SET id = $3, revision = $4, doc = $5 WHERE owner = $1 AND slot = $2 AND revision = $4 - 1 RETURNING 1
"""

PUT_REFERENCE = """
INSERT INTO chat_references (person, doc) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET doc = excluded.doc
"""

# $1 number, $2 id of the card, $3 its document, $4 the revision that it shows. The request is held until the card is
# there: a step comes before that and is seen here, or after it and sees the card.
_PUT_COPY = """
WITH request AS (
    SELECT revision FROM requests WHERE number = $1 FOR SHARE
), put AS (
    INSERT INTO copies (number, id, place, doc)
    SELECT $1, $2, coalesce(max(place), 0) + 1, $3 FROM copies WHERE number = $1
    ON CONFLICT (number, id) DO UPDATE SET doc = excluded.doc
){more}
SELECT coalesce((SELECT revision <= $4 FROM request), true)
"""
PUT_COPY = _PUT_COPY.format(more="")

# An e_tag that is given must be the one that stands there; null overwrites.
PUT_STATE = """
INSERT INTO states (key, e_tag, data) SELECT $1, $2, $3 WHERE $4::text IS NULL
ON CONFLICT (key) DO UPDATE SET e_tag = excluded.e_tag, data = excluded.data
RETURNING 1
"""
NEXT_STATE = "UPDATE states SET e_tag = $2, data = $3 WHERE key = $1 AND e_tag = $4 RETURNING 1"

OWE = """
INSERT INTO outbox (number, seq, ordinal, recipient, attempts, due, first_due, ready, parked, notice)
VALUES ($1, $2, $3, $4, 0, $5, $5, $5, false, $6) ON CONFLICT (number, seq, ordinal) DO NOTHING
"""

CLAIM = """
UPDATE outbox SET attempts = attempts + 1, lease_until = $2, ready = $2, released = NULL
WHERE (number, seq, ordinal) IN (
    SELECT number, seq, ordinal FROM outbox WHERE ready <= $1
    ORDER BY ready, number, seq, ordinal LIMIT $3 FOR UPDATE SKIP LOCKED
)
RETURNING notice, attempts, due, first_due
"""

_LENT = "WHERE number = $1 AND seq = $2 AND ordinal = $3 AND attempts = $4 AND lease_until IS NOT NULL"
# The card's values come first; $5 to $8 name the row and its attempt.
DELIVERED_CARD = _PUT_COPY.format(
    more=""", delivered AS (
    DELETE FROM outbox
    WHERE number = $5 AND seq = $6 AND ordinal = $7 AND attempts = $8 AND lease_until IS NOT NULL
)"""
)
DELIVERED = f"DELETE FROM outbox {_LENT}"
RETRY = f"UPDATE outbox SET due = $5, ready = $5, lease_until = NULL {_LENT}"
PARK = f"""
UPDATE outbox SET parked = released IS NULL, due = coalesce(released, due), ready = released, lease_until = NULL {_LENT}
"""
NOTE_RELEASE = """
UPDATE outbox SET released = $2 WHERE recipient = $1 AND lease_until IS NOT NULL AND released IS NULL
"""
RELEASE = """
UPDATE outbox SET parked = false, due = $2, ready = $2 WHERE recipient = $1 AND parked RETURNING 1
"""

TAKE_TURN = """
INSERT INTO turns (conversation, holder, until, recent) VALUES ($1, $2, $3, '{}')
ON CONFLICT (conversation) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE (turns.until <= $4 OR turns.holder = excluded.holder) AND NOT $5 = ANY (turns.recent)
RETURNING 1
"""
WAS_REPEATED = "SELECT $2 = ANY (recent) FROM turns WHERE conversation = $1"
END_TURN = """
UPDATE turns SET until = '-infinity', recent = CASE
    WHEN $3 = '' THEN recent
    ELSE (array_append(recent, $3))[greatest(1, cardinality(recent) - 18):]
END
WHERE conversation = $1 AND holder = $2
"""
