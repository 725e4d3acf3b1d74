"""Which SME fits best: a ranking with its reasons, so that the Assignment team can follow or overrule it (G18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playbook.life.records import Answers
from playbook.messages import routing
from playbook.messages.message import Message
from playbook.people import Expertise, Person, PersonKey
from playbook.requests.record import Request

# Each outweighs all that follow it: no free capacity makes up for a workload that a SME does not know.
WORKLOAD, PRIMARY, SECONDARY, REGION, FREE = 16, 8, 4, 2, 1
_NOTHING = Expertise(frozenset(), frozenset(), frozenset(), 0)


@dataclass(frozen=True)
class Candidate:
    """A SME with a score and one phrase per criterion, good and bad."""

    sme: Person
    score: int
    reasons: tuple[Message, ...]
    declined: bool


def rank(request: Request, smes: Iterable[Person], load: Mapping[PersonKey, int]) -> tuple[Candidate, ...]:
    """Return every SME, best first; who declined this request or handed it back comes last. Ties go to less load."""
    candidates = [_candidate(request, sme, load.get(sme.key, 0)) for sme in smes]
    return tuple(sorted(candidates, key=lambda one: (one.declined, -one.score, load.get(one.sme.key, 0), one.sme.name)))


def _candidate(request: Request, sme: Person, load: int) -> Candidate:
    can = sme.expertise or _NOTHING
    score = WORKLOAD if request.answers["workload"] in can.workloads else 0
    score += _language_score(request.answers, can)
    score += REGION if request.answers["region"] in can.regions else 0
    score += FREE if load < can.capacity else 0
    reasons = routing.match_reasons(request.answers, can, load)
    return Candidate(sme, score, reasons, sme.key in request.declined_by)


def _language_score(answers: Answers, can: Expertise) -> int:
    primary = PRIMARY if answers["primary_language"] in can.languages else 0
    return primary + (SECONDARY if answers["secondary_language"] in can.languages else 0)
