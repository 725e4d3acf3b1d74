"""The way of a request: clocks, steps, denials, and what can still be changed."""

from datetime import timedelta

from playbook.handbook.asked import Asked
from playbook.handbook.topic import Topic, always
from playbook.messages import deciding, telling
from playbook.messages.handbook import process as told
from playbook.messages.handbook.sources import MY_REQUESTS, NEW_REQUEST, Section
from playbook.messages.message import Message, Speech, Words, lines
from playbook.requests.effects import MOST_RETURNS
from playbook.requests.lists import GROUNDS
from playbook.requests.record import Command, State
from playbook.requests.table import REFILED, REQUEST_TABLE
from playbook.requests.timelines import CONFIRMATION, DECISION, TRIAGE

_MINUTES = CONFIRMATION // timedelta(minutes=1)


def _triage() -> Message:
    return told.business_days(TRIAGE.days)


def _decision(asked: Asked) -> Message:
    return told.business_days(DECISION.days, working=asked.rules.clockwork.business_days)


def how_long(asked: Asked) -> Speech:
    """Return the clocks, the decision first (R41, R44, R46)."""
    return lines(told.decided_within(_decision(asked)), told.NOTIFIED_EITHER_WAY, told.before_that(_MINUTES, _triage()))


def way(asked: Asked) -> Speech:
    """Return what happens after a submission (R41-R50)."""
    return told.way(_MINUTES, _triage(), _decision(asked))


def clock(asked: Asked) -> Speech:
    """Return which days count, and when the clock stands still (G15, G16)."""
    return lines(told.counted(working=asked.rules.clockwork.business_days), told.THE_CLOCK)


def after_assignment(asked: Asked) -> Speech:
    """Return what follows once there is a SME (R49-R51, R53)."""
    del asked
    return lines(told.SME_CONTACTS, telling.ONBOARDING, told.THEN_CLOSED)


def avoid_denial(asked: Asked) -> Speech:
    """Return how a denial is avoided (R38, R48, R52)."""
    return lines(told.discuss(asked.fpm), told.INFORMATION_AVOIDS_DENIAL, told.NOT_THE_SAME_TOPIC)


def repeated(asked: Asked) -> Speech:
    """Return what a repeated topic does, by the window that is set (R20, G20)."""
    return lines(told.REPEATS_MAY_BE_DENIED, told.repeated(asked.rules.topic_window.days))


def exceptions(asked: Asked) -> Speech:
    """Return how an exception is asked for, and what always is one (G2, G3)."""
    keys = {key for row in asked.catalogue.people if row.exception for key in row.workloads}
    return lines(told.EXCEPTION, told.excepted([Words(asked.catalogue.title(key)) for key in sorted(keys)]))


def _open_while(step: str, *commands: Command) -> Message:
    """Return where the table lets the requester take a step."""
    sources = frozenset[State]().union(*(REQUEST_TABLE.row(command).sources for command in commands))
    return told.open_while(step, [deciding.STATES[state] for state in State if state in sources])


TOPICS = (
    Topic("how_long", "R41 R44 R46 G15", (Section.TIMELINES,), how_long),
    Topic("clock", "R46 G15 G16", (Section.TIMELINES,), clock),
    Topic("after_submitting", "R41 R42 R44 R46 R49 R50", (Section.SUBMITTING, Section.TIMELINES), way),
    Topic(
        "triage", "R44 G17", (Section.TIMELINES,), lambda _: lines(told.WHAT_TRIAGE_IS, told.triaged_within(_triage()))
    ),
    Topic("who_is_notified", "R41 R42", (Section.SUBMITTING, Section.TIMELINES), lambda _: told.notified(_MINUTES)),
    Topic(
        "no_confirmation", "R43", (Section.TIMELINES,), lambda asked: telling.no_confirmation(asked.fpm), MY_REQUESTS
    ),
    Topic("after_approval", "R2 R46 G18", (Section.ROLE, Section.TIMELINES), always(told.OFFERED_NEXT), MY_REQUESTS),
    Topic("after_assignment", "R49 R50 R51 R53", (Section.TIMELINES, Section.ONBOARDING), after_assignment),
    Topic(
        "first_contact",
        "R49 G22",
        (Section.TIMELINES,),
        lambda asked: lines(told.SME_CONTACTS, told.no_contact(asked.fpm)),
    ),
    Topic("onboarding", "R51 R53 R61", (Section.ONBOARDING,), always(telling.ONBOARDING, told.STEPS_COME)),
    Topic("release", "R54", (Section.ONBOARDING,), always(told.RELEASE)),
    Topic("after_closing", "R56 G29", (Section.FRP,), lambda asked: told.fpm_first(asked.fpm), NEW_REQUEST),
    Topic(
        "reopening",
        "R56 G27 G32",
        (Section.FRP,),
        lambda asked: lines(told.STAYS_CLOSED, told.fpm_first(asked.fpm)),
        NEW_REQUEST,
    ),
    Topic("proactive", "R55 G26", (Section.PROACTIVE,), always(told.PROACTIVE)),
    Topic(
        "denial_grounds",
        "R48 R20 R47",
        (Section.DENIALS, Section.SCOPE),
        lambda asked: lines(told.grounds([one.title for one in GROUNDS]), told.discuss(asked.fpm)),
    ),
    Topic("avoiding_denial", "R38 R48 R52 R6", (Section.DENIALS,), avoid_denial),
    Topic("repeated_topic", "R20 R48 R63 G20", (Section.SCOPE, Section.DENIALS, Section.FPM), repeated),
    Topic("after_denial", "R46 G27", (), lambda asked: lines(told.REVISE, told.discuss(asked.fpm))),
    Topic("exceptions", "R14 G2 G3", (Section.ROLE,), exceptions),
    Topic("discuss_first", "R6 R52", (Section.ROLE, Section.DENIALS), always(told.DISCUSS_FIRST)),
    Topic(
        "returned",
        "R45 G16 G19",
        (Section.SUBMITTING,),
        lambda _: lines(told.RETURNED, told.at_most(MOST_RETURNS)),
        MY_REQUESTS,
    ),
    Topic("resubmitting", "R45 G19", (Section.SUBMITTING,), always(told.TO_RESUBMIT, told.RETURNED), MY_REQUESTS),
    Topic("editing", "G19 G27", (), lambda _: lines(_open_while("edit", *sorted(REFILED)), told.AFTER_THAT_FPM)),
    Topic(
        "withdrawing",
        "G27 G32",
        (),
        lambda _: lines(_open_while("withdraw", Command.WITHDRAW), told.WITHDRAWN_IS_FINAL),
        MY_REQUESTS,
    ),
    Topic("nudging", "G34", (), always(told.NUDGE), MY_REQUESTS),
    Topic("handing_back", "G18 G32", (), always(told.HAND_BACK)),
    Topic("tracking", "R40", (Section.FORM,), always(told.TRACK)),
    Topic("how_to_file", "R39", (Section.SUBMITTING, Section.FORM), always(told.HOW_TO_FILE)),
)
