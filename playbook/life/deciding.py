"""Deciding: a pure function from (record, step, what it looks up) to a Change, or a refusal."""

from dataclasses import replace
from datetime import datetime

from playbook.life.changes import Change
from playbook.life.lifecycle import K, Life, Parties, R, Step, System, Transition
from playbook.life.records import Channel, Event, Notice, Timer, timer_key
from playbook.people import SYSTEM, Person, PersonKey
from playbook.refusals import Forbidden, NotNow


def standing(life: Life[R, K], record: R, person: Person, known: K, at: datetime) -> Parties:
    """Return how somebody stands to a record. The system stands to all of them alike."""
    if person.key == SYSTEM:
        return frozenset({System.SYSTEM})
    return life.parties(record, person, known, at)


def permitted(life: Life[R, K], record: R, step: Step, known: K) -> Transition[R, K]:
    """Return the table row that lets this person do this now; raise Forbidden or NotNow with the reason."""
    row = life.table.row(step.command)
    parties = standing(life, record, step.person, known, step.at)
    if not (parties & row.by or life.late(row, parties)):
        raise Forbidden(life.words.not_yours(record, row))
    if record.state not in row.sources or not parties & row.by:
        raise NotNow(life.words.not_now(record, row, life.last_actor(record, parties, known)))
    if why_not := row.refusal(record, step.at):
        raise NotNow(why_not)
    return row


def decide(life: Life[R, K], record: R, step: Step, known: K, closes: str | None = None) -> Change[R]:
    """Decide one step of a record: what it and others become, the events that say so, notices owed and timers.

    `closes` is the slot of the draft that the step uses up.
    """
    row = permitted(life, record, step, known)
    after = replace(
        row.effect(record, step, known) if row.effect else record,
        state=row.leads_to(record.state),
        revision=record.revision + 1,
        changed_at=step.at,
        changed_by=step.person.key,
        last_step=row.event,
    )
    event = Event(
        number=after.number,
        seq=after.revision,
        name=row.event,
        actor=step.person.key,
        at=step.at,
        source=record.state,
        target=after.state,
        details={**step.details, **(row.adds(record, after, known) if row.adds else {})},
        behalf=step.behalf,
    )
    return Change(
        record=after,
        expected=record.revision,
        event=event,
        notices=_notices(life, record, after, step, known),
        closes=closes,
        also=row.also(after, step, known) if row.also else (),
        timers=tuple(Timer(after.number, one.command, one.due(after, known)) for one in row.starts),
        ends=tuple(timer_key(after.number, command) for command in row.ends),
    )


def _notices(life: Life[R, K], before: R, after: R, step: Step, known: K) -> tuple[Notice, ...]:
    """Return the outbox rows a step owes; cards sent before are redrawn with every step after the first."""
    row = life.table.row(step.command)
    owed: dict[tuple[Channel, str, PersonKey | None], None] = {}  # who stands twice, as FPM and team, hears it once
    for one in row.owes:
        if one.sources and before.state not in one.sources:
            continue
        topic = life.topic(row, one.party)
        for key in life.recipients(one.party, before, after, known, step):
            if key != step.person.key or one.even_actor:
                owed[Channel.TEAMS, topic, key] = None
                owed |= {(Channel.MAIL, topic, key): None} if one.mail else {}
    if before.revision:
        owed[Channel.REDRAW, row.event, None] = None
    return tuple(
        Notice(after.number, after.revision, ordinal, channel, topic, to, (Channel.MAIL, topic, to) in owed)
        for ordinal, (channel, topic, to) in enumerate(owed)
    )
