"""Who is speaking, from the authenticated activity alone: never from text, card data, e-mail or a name.

And who reads the answer: in which language and time zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from botbuilder.schema import Activity

from cards.reader import Reader, language_of, zone_named
from playbook import patterns
from playbook.people import Person, PersonKey, person_key
from playbook.requests.timelines import Calendar
from storage.chats import ConversationReference

PERSONAL = "personal"
# A message of Teams' names each person mentioned, and nobody mentions more.
MOST_ENTITIES = 50
# As long as a language tag is (RFC 5646, 4.4.1): what is kept of it is looked up and compared, never parsed.
LONGEST_LOCALE = 35


def sender_of(activity: Activity) -> PersonKey | None:
    """Return who sent an activity: (tenant id, AAD object id), both GUIDs, or None when Teams gives no such person.

    The tenant is Teams' channelData; where the conversation names one too, they must agree.
    """
    tenant = tenant_of(activity)
    object_id = activity.from_property.aad_object_id if activity.from_property else None
    elsewhere = _conversation_tenant(activity)
    if elsewhere and elsewhere.lower() != tenant.lower():
        return None
    if not (tenant and object_id and patterns.GUID_ANY_CASE.match(tenant) and patterns.GUID_ANY_CASE.match(object_id)):
        return None
    return person_key(tenant, object_id)


def tenant_of(activity: Activity) -> str:
    """Return the tenant an activity comes from; empty when it names none."""
    data = activity.channel_data
    tenant = data.get("tenant") if isinstance(data, Mapping) else None
    named = tenant.get("id") if isinstance(tenant, Mapping) else None
    return named if isinstance(named, str) and named else _conversation_tenant(activity)


def _conversation_tenant(activity: Activity) -> str:
    """Return the tenant of the conversation. The SDK knows it by "tenantID", a name that Teams does not use."""
    found = activity.conversation.additional_properties.get("tenantId")
    return found if isinstance(found, str) else ""


def is_personal(activity: Activity) -> bool:
    """Tell whether this is somebody's private chat with the bot. Clients that name no type have one chat each."""
    return (activity.conversation.conversation_type or PERSONAL) == PERSONAL and not activity.conversation.is_group


def reference_of(activity: Activity, person: PersonKey, known: ConversationReference | None) -> ConversationReference:
    """Return where the person of a personal turn can be reached from now on."""
    return ConversationReference(
        person=person,
        service_url=activity.service_url or "",
        channel_id=activity.channel_id or "",
        conversation_id=activity.conversation.id,
        tenant_id=tenant_of(activity),
        user_id=activity.from_property.id,
        user_name=activity.from_property.name or "",
        bot_id=activity.recipient.id if activity.recipient else "",
        bot_name=(activity.recipient.name if activity.recipient else "") or "",
        locale=locale_of(activity) or (known.locale if known else ""),
        zone=_zone(activity) or (known.zone if known else ""),
        welcomed_as=known.welcomed_as if known else "",
    )


def locale_of(activity: Activity) -> str:
    """Return the locale that the client names; empty when it names none, or something too long to be one."""
    named = activity.locale or ""
    return named if len(named) <= LONGEST_LOCALE else ""


def _zone(activity: Activity) -> str:
    """Return the time zone that the client names; empty when it names none that is known."""
    named = activity.local_timezone or ""
    return named if zone_named(named) else ""


def said(activity: Activity) -> str:
    """Return the text of a message without the mention of the bot itself.

    Only the mention's own text goes: the SDK's helper takes the bot's name out of every other word as well.
    """
    text = activity.text or ""
    for entity in (activity.entities or [])[:MOST_ENTITIES]:
        extra = entity.additional_properties
        mentioned = extra.get("mentioned")
        ours = isinstance(mentioned, Mapping) and activity.recipient and mentioned.get("id") == activity.recipient.id
        if ours and isinstance(extra.get("text"), str):
            text = text.replace(extra["text"], "", 1)
    return text.strip()


@dataclass(frozen=True)
class Readers:
    """Makes readers of people. `calendars` hold the time zone of each region."""

    calendars: Mapping[str, Calendar]

    def in_turn(self, activity: Activity, person: Person | None = None) -> Reader:
        """Return who reads the answer to an activity; `person` is None for somebody who is not on the roster."""
        return self._reader(locale_of(activity), activity.local_timezone or "", person)

    def of(self, person: Person, reference: ConversationReference | None) -> Reader:
        """Return a person as a reader of what comes to them unasked, by what their client said last."""
        return self._reader(reference.locale, reference.zone, person) if reference else self._reader("", "", person)

    def of_group(self, locale: str) -> Reader:
        """Return everybody who reads along where somebody with this locale asked; it shows no times."""
        return self._reader(locale, "", None)

    def _reader(self, locale: str, zone: str, person: Person | None) -> Reader:
        calendar = self.calendars.get((person.region if person else None) or "")
        known = zone_named(zone) or (zone_named(calendar.zone.key) if calendar else None)
        return Reader(language_of(locale), known or UTC)
