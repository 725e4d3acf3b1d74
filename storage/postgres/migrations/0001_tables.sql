-- Documents stand as the text they were written as, so that chains of events and copies are exact; what is searched
-- for is a column. Keys begin with the record they belong to. No foreign key, trigger, sequence or advisory lock:
-- Citus, YugabyteDB and CockroachDB lack one or the other.

CREATE TABLE requests (
    number text PRIMARY KEY,
    serial bigint NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL,
    open boolean NOT NULL,
    requester text NOT NULL,
    partner text NOT NULL,
    fpm text,
    sme text,
    workload text,
    origin text NOT NULL,
    submitted_at timestamptz NOT NULL,
    hash text NOT NULL,
    doc text NOT NULL
);
CREATE INDEX requests_by_serial ON requests (serial DESC);
CREATE INDEX requests_by_requester ON requests (requester, serial DESC, submitted_at);
CREATE INDEX requests_by_partner ON requests (partner, serial DESC, workload, submitted_at);
CREATE INDEX requests_by_fpm ON requests (fpm, serial DESC);
CREATE INDEX requests_by_sme ON requests (sme, serial DESC) WHERE sme IS NOT NULL;
CREATE INDEX requests_by_origin ON requests (origin);
CREATE INDEX open_by_serial ON requests (serial DESC, state) WHERE open;
CREATE INDEX open_by_partner ON requests (partner, serial DESC, state) WHERE open;
CREATE INDEX open_by_fpm ON requests (fpm, serial DESC, state) WHERE open;
CREATE INDEX open_by_sme ON requests (sme, serial DESC, state) WHERE open;

CREATE TABLE events (
    number text NOT NULL,
    seq integer NOT NULL,
    doc text NOT NULL,
    record text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (number, seq)
);

CREATE TABLE drafts (
    owner text NOT NULL,
    slot text NOT NULL,
    id text NOT NULL,
    revision integer NOT NULL,
    doc text NOT NULL,
    PRIMARY KEY (owner, slot)
);

-- `ready` is when a row can be lent: when it is due, or when its loan ends; null while it is parked.
CREATE TABLE outbox (
    number text NOT NULL,
    seq integer NOT NULL,
    ordinal integer NOT NULL,
    recipient text,
    attempts integer NOT NULL,
    due timestamptz NOT NULL,
    first_due timestamptz NOT NULL,
    lease_until timestamptz,
    ready timestamptz,
    released timestamptz,
    parked boolean NOT NULL,
    notice text NOT NULL,
    PRIMARY KEY (number, seq, ordinal)
);
CREATE INDEX outbox_by_ready ON outbox (ready) WHERE ready IS NOT NULL;
CREATE INDEX outbox_held ON outbox (recipient) WHERE parked OR lease_until IS NOT NULL;

CREATE TABLE chat_references (
    person text PRIMARY KEY,
    doc text NOT NULL
);

CREATE TABLE copies (
    number text NOT NULL,
    id text NOT NULL,
    place bigint NOT NULL,
    doc text NOT NULL,
    PRIMARY KEY (number, id)
);

CREATE TABLE states (
    key text PRIMARY KEY,
    e_tag text NOT NULL,
    data text NOT NULL
);

-- Which replica has a conversation's turn, and the activities whose turns were ended last.
CREATE TABLE turns (
    conversation text PRIMARY KEY,
    holder text NOT NULL,
    until timestamptz NOT NULL,
    recent text[] NOT NULL
);

-- The schema numbers of the records that were written, so that an older program does not misread a newer one's.
CREATE TABLE about (
    id text PRIMARY KEY,
    doc text NOT NULL
);
