"""What a request needs, and what is meant by its fields, out of the field table."""

from playbook.handbook.asked import Asked
from playbook.handbook.topic import Topic, always
from playbook.messages.handbook import form as told
from playbook.messages.handbook.sources import NEW_REQUEST, Section
from playbook.messages.message import Passage, Speech, lines, together
from playbook.requests.fields import FIELD, FIELDS
from playbook.requests.lists import fixed

_FORM = (Section.FORM,)


def needed(asked: Asked) -> Speech:
    """Return the fields of a request (R25-R37)."""
    del asked
    return told.needed(
        [field.title for field in FIELDS if field.applies is None],
        [field.title for field in FIELDS if field.applies is not None],
    )


def meaning(asked: Asked) -> Speech:
    """Return what is meant by the fields that are named; without one, what a request needs."""
    return lines(*map(meaning_of, asked.fields)) if asked.fields else needed(asked)


def meaning_of(key: str) -> Passage:
    """Return what is meant by a field, with what can be chosen where that is the same for everybody."""
    options = [choice.title for choice in fixed(FIELD[key])]
    return together(told.MEANINGS[key], told.choices(options) if len(options) > 1 else None)


TOPICS = (
    Topic("what_is_needed", "R25 R26 R27 R28 R29 R30 R31 R32 R33 R34 R35 R36 R37 R39", _FORM, needed, NEW_REQUEST),
    Topic("field", "R25 R26 R27 R28 R29 R30 R31 R32 R33 R34 R35 R36 R37", _FORM, meaning),
    Topic("additional_information", "R37 R38", (Section.FORM, Section.DENIALS), always(*told.INFORMATION)),
    Topic("seats_counted", "R28", _FORM, always(told.SEATS)),
    Topic("tenant_id", "R25 G11", _FORM, always(told.TENANT_ID)),
    Topic("tenant_name", "R26", _FORM, always(told.TENANT_NAME)),
    Topic("segment", "R27 G12", _FORM, lambda _: meaning_of("tenant_segment")),
    Topic("delivery_team", "R29", _FORM, always(told.DELIVERY_TEAM)),
    Topic("company_not_listed", "R30", _FORM, always(told.NOT_LISTED)),
    Topic("second_language", "R36 G6 G14", _FORM, always(told.SECOND_LANGUAGE)),
    Topic("point_of_contact", "R32", _FORM, lambda _: meaning_of("partner_email")),
    Topic("migration", "R3 R4 R20 R37", (Section.ROLE, Section.SCOPE, Section.FORM), always(*told.MIGRATION)),
)
