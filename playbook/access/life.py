"""An application as desk and decisions know it: the table, the parties, and how a step is refused."""

from enum import StrEnum

from playbook.access import parties
from playbook.access.effects import Rules
from playbook.access.record import PREFIX, Application, Party
from playbook.access.table import ACCESS_TABLE, Row
from playbook.life.lifecycle import Life, Parties, Words
from playbook.messages import applications
from playbook.messages.message import Fact


def _never(row: Row, who: Parties) -> bool:
    del row, who
    return False


def _last_actor(application: Application, who: Parties, rules: Rules) -> Fact | None:
    del who
    return applications.name_of(application.changed_by, application, rules.directory)


def _topic(row: Row, party: StrEnum) -> str:
    return f"{row.event}.{'applicant' if party is Party.APPLICANT else 'staff'}"


ACCESS_LIFE = Life(
    prefix=PREFIX,
    record=Application,
    table=ACCESS_TABLE,
    parties=parties.parties_of,
    recipients=parties.recipients,
    may_see=parties.may_see,
    late=_never,
    last_actor=_last_actor,
    topic=_topic,
    words=Words(
        unknown=applications.unknown_number,
        not_yours=applications.not_yours,
        not_now=applications.not_now,
        stale=applications.stale,
        overtaken=applications.SOMEBODY_WAS_FASTER,
        incomplete=applications.PLEASE_COMPLETE,
    ),
)
