"""Who reads in which language and time zone: as their client says, else as their region has it (English and UTC)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from botbuilder.schema import Activity

from bot_app.wire.identity import locale_of
from cards.languages import language_of
from cards.reader import Reader, zone_named
from playbook.people import Person
from playbook.requests.timelines import Calendar
from storage.chats import ConversationReference


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
