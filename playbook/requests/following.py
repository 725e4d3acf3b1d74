"""What follows from the workload: the role (R5, G10, G33), and which other answers a change of it opens."""

from collections.abc import Mapping
from dataclasses import dataclass

from playbook.life.records import Answers, Draft
from playbook.messages import asking
from playbook.messages.message import Message
from playbook.requests.fields import FIELD
from playbook.requests.lists import Lists
from playbook.requests.workloads import role_of

# An exception is asked for one workload; for another one it is asked anew (G2, G3).
OF_ONE_WORKLOAD = frozenset({"exception", "exception_reason"})
_BY_WORKLOAD = OF_ONE_WORKLOAD | {"role", "other_workload", "email_source"}
# A role that was sent back is corrected by the workload, since it follows from it.
_OPENS = {"workload": _BY_WORKLOAD, "role": _BY_WORKLOAD | {"workload"}}


def opened(only: tuple[str, ...]) -> frozenset[str]:
    """Return the fields of a returned request that are open: those sent back, and what follows from them (G19)."""
    return frozenset(only).union(*(_OPENS.get(key, ()) for key in only))


@dataclass(frozen=True)
class Followed:
    """Answers with the role that follows; what to say of it; and whether the person has to choose between two ways."""

    answers: Answers
    remark: Message | None = None
    in_doubt: bool = False


def with_role(draft: Draft, answers: Answers, newest: Mapping[str, str], lists: Lists) -> Followed:
    """Return a draft's new answers with the role that the workload asks for; `newest` are those just given.

    A workload wins over the role. A role that was changed to one that does not fit is not taken, but asked about.
    """
    if "workload" not in answers:
        return Followed(answers)
    fitting, held = role_of(answers["workload"]), answers.get("role")
    if held == fitting:
        return Followed(answers)
    workload, role = lists.catalogue.title(answers["workload"]), lists.show(FIELD["role"], fitting)
    followed = {**answers, "role": fitting}
    if held is None:
        return Followed(followed, asking.role_follows(workload, role))
    other = lists.show(FIELD["role"], held)
    if newest.get("workload", draft.answers.get("workload")) != draft.answers.get("workload"):
        return Followed(followed, asking.role_gives_way(workload, role, other))
    return Followed(followed, asking.role_does_not_fit(workload, role, other), in_doubt=True)
