"""The life of an application for access, as one table (R21-R24, G30, G31)."""

from playbook.access import effects
from playbook.access.effects import Rules
from playbook.access.fields import ACCEPTANCE, COMPANY, DECLINE_REASON
from playbook.access.record import Application, Command, Party, State
from playbook.life.lifecycle import Lifecycle, Owed, Starts, System, Transition

S, P = State, Party
Row = Transition[Application, Rules]
_STAFF = (Owed(P.PARTNERS_FPM), Owed(P.TEAM))

ACCESS_TABLE = Lifecycle[Application, Rules](
    (
        Row(
            Command.APPLY, "applied", frozenset({S.BLANK}), S.APPLIED, frozenset({P.APPLICANT}), "R21 R22",
            owes=(Owed(P.PARTNERS_FPM, mail=True), Owed(P.TEAM, mail=True)),
        ),
        Row(
            Command.APPROVE, "invited", frozenset({S.APPLIED}), S.INVITED, frozenset({P.PARTNERS_FPM, P.TEAM}),
            "R23 G30 G31", asks=(COMPANY,), owes=(Owed(P.APPLICANT, mail=True), *_STAFF),
            effect=effects.invited,
            starts=(Starts(Command.REMIND, effects.soon_over), Starts(Command.EXPIRE, effects.ends)),
        ),
        Row(
            Command.DECLINE, "declined", frozenset({S.APPLIED}), S.DECLINED,
            frozenset({P.PARTNERS_FPM, P.INFORMED_FPM, P.TEAM}), "R24",
            asks=(DECLINE_REASON,), owes=(Owed(P.APPLICANT, mail=True), *_STAFF),
            effect=effects.declined,
        ),
        Row(
            Command.REGISTER, "registered", frozenset({S.INVITED}), S.REGISTERED, frozenset({P.APPLICANT}),
            "R23 G30", asks=(ACCEPTANCE,), owes=_STAFF,
            effect=effects.registered, also=effects.kept, ends=(Command.REMIND, Command.EXPIRE),
        ),
        Row(
            Command.REMIND, "reminded", frozenset({S.INVITED}), None, frozenset({System.SYSTEM}), "G30",
            owes=(Owed(P.APPLICANT, mail=True),), effect=effects.reminded,
        ),
        Row(
            Command.EXPIRE, "expired", frozenset({S.INVITED}), S.EXPIRED, frozenset({System.SYSTEM}), "G30",
            owes=(Owed(P.APPLICANT, mail=True), *_STAFF), ends=(Command.REMIND,),
        ),
    )
)  # fmt: skip
