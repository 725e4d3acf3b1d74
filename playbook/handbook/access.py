"""How access is got, and who sees what."""

from playbook.access.effects import VALID
from playbook.handbook.topic import Topic, always
from playbook.messages.access import NOTICE
from playbook.messages.handbook import access as told
from playbook.messages.handbook.sources import Section
from playbook.messages.message import lines

_ACCESS = (Section.ACCESS,)

TOPICS = (
    Topic("access", "R21 R22 R23 G30", _ACCESS, lambda _: told.steps(VALID.days)),
    Topic("alternate_address", "R22", _ACCESS, always(told.ALTERNATE)),
    Topic("invitation", "R23 G30", _ACCESS, lambda _: told.invitation(VALID.days)),
    Topic(
        "access_trouble", "R24 G31", _ACCESS, lambda asked: lines(told.WHO_DECIDES, told.trouble(asked.fpm))
    ),
    Topic("who_sees_what", "R71", (), always(*told.SEEN_BY)),
    Topic("data_kept", "R70 R71", (), always(NOTICE)),
)  # fmt: skip
