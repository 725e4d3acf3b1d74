"""What is said about access: to applicants, whose every sentence leads here, and to who decides."""

from collections.abc import Mapping

from cards.access_card import ASK, application_card, form_card, question_card, review_card, shown
from cards.question_card import words_card
from cards.request_card import list_card
from cards.step_buttons import Unfinished
from dialogs import handbook_talk
from dialogs.overhearing import LONGEST_HEARD, topic_asked
from dialogs.understanding.agreement import is_no, is_yes
from dialogs.understanding.entities import Known, read
from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.reading import Reading
from dialogs.understanding.runs import COMMON, is_common
from dialogs.understanding.social import SOCIAL
from dialogs.understanding.wordlist import wordlist
from dialogs.understanding.words import fold
from dialogs.visit import About, Visit
from playbook.access.desk import PAGE, AccessDesk, AccessDesks
from playbook.access.fields import CHOICES, FIELD
from playbook.access.record import FINAL, OPEN, SLOT, Command, State
from playbook.access.table import ACCESS_TABLE
from playbook.answers import Choice, clean
from playbook.life.fields import Field
from playbook.life.records import Draft
from playbook.messages import access, applications, asking
from playbook.messages.message import Message, Speech
from playbook.refusals import Incomplete, Refusal, Unknown
from playbook.requests.leaving import is_no_reason, says_nothing_yet, wants_later

(ACCEPT,) = CHOICES["accept"]
# What an applicant asks of their application, where the handbook's topic is about requests; empty: about the question.
_IN_AN_APPLICATION = {
    "who_approves": "access_trouble",
    "how_long": "access_trouble",
    "who_sees_what": "",
    "editing": "",
}
# What stands in names in small letters.
_JOINTS = wordlist("of and the for de la le el del van von der den da do dos das di du des und et y e al")
_MOST_WORDS = 10


class AccessTalk:
    """Speaks about applications through the desk of a visit's people."""

    def __init__(self, desks: AccessDesks) -> None:
        """Look through these desks."""
        self._desks = desks

    def desk(self, visit: Visit) -> AccessDesk:
        """Return the desk among the people of this visit."""
        return self._desks.among(visit.directory)

    async def draft(self, visit: Visit) -> Draft | None:
        """Return what the person has answered so far; a turn reads it once."""
        if SLOT not in visit.drafts:
            visit.drafts[SLOT] = await self.desk(visit).draft(visit.person)
        return visit.drafts[SLOT]

    async def expect_draft(self, visit: Visit) -> Draft:
        """Return the person's draft; raise Refusal when there is none, with what became of it."""
        draft = await self.draft(visit)
        if draft is None:
            latest = await self.desk(visit).latest(visit.person)
            is_open = latest is not None and latest.state in OPEN
            raise Refusal(access.submitted_already(latest.number) if latest and is_open else access.DRAFT_IS_GONE)
        return draft

    async def begin(self, visit: Visit) -> Draft:
        """Return the person's draft, begun now if there is none; refuse who may not apply now."""
        draft = await self.desk(visit).begin(visit.person, visit.new_id(), visit.at)
        visit.drafts[SLOT] = draft
        return draft

    def ask(self, visit: Visit, draft: Draft, field: Field) -> None:
        """Ask for one field."""
        held = draft.answers.get(field.key)
        again = access.question_again(field, shown(field, draft.answers)) if held else None
        visit.say(again or access.question(field))
        visit.show(question_card(visit.reader, draft, field, boxed=visit.pressed))

    async def keep(self, visit: Visit, draft: Draft, texts: Mapping[str, str]) -> Draft:
        """Keep answers and say what is wrong with others."""
        answered = await self.desk(visit).answer(draft, texts, visit.at)
        visit.drafts[SLOT] = answered.draft
        visit.say(*answered.problems.values())
        return answered.draft

    async def take(self, visit: Visit, draft: Draft, texts: Mapping[str, str], asked: str) -> None:
        """Keep answers, and repeat those that were not asked for, so that a wrong guess is seen at once."""
        kept = await self.keep(visit, draft, texts)
        others = [FIELD[key] for key in texts if key != asked and key in kept.answers]
        titled = [asking.titled(field.title, shown(field, kept.answers)) for field in others]
        visit.say(asking.noted(titled) if titled else None)

    def reading(self, visit: Visit, text: str) -> Reading:
        """Return a message as it is read."""
        return read(clean(text)[:LONGEST_HEARD], Known(visit.desk.rules.lists, visit.person, today=visit.at.date()))

    def explain(self, visit: Visit, reading: Reading, asked: str) -> None:
        """Answer a question by the handbook, else by why the field is asked for, or at the review by what follows."""
        topic = topic_asked(reading, visit.directory)
        topic = _IN_AN_APPLICATION.get(topic, topic)
        if topic:
            handbook_talk.answer(visit, topic, reading)
        else:
            visit.say(access.WHY.get(asked, access.WHAT_FOLLOWS))

    async def forget(self, visit: Visit, draft: Draft) -> None:
        """Clear all answers."""
        visit.drafts[SLOT] = await self.desk(visit).start_over(draft, visit.at)

    async def discard(self, visit: Visit) -> None:
        """Throw the draft away."""
        await self.desk(visit).discard(visit.person)
        visit.drafts[SLOT] = None

    def form(self, visit: Visit, draft: Draft) -> None:
        """Show every field at once."""
        visit.say(access.FORM)
        visit.show(form_card(visit.reader, draft, draft.answers, {}))

    async def fill(self, visit: Visit, draft: Draft, texts: Mapping[str, str]) -> bool:
        """Keep a form; return whether it is complete. Else it comes back with what was given and what is wrong."""
        desk = self.desk(visit)
        answered = await desk.answer(draft, texts, visit.at)
        visit.drafts[SLOT] = answered.draft
        lacking = {one.key: _lacks(one) for one in desk.missing(answered.draft)}
        problems = {**lacking, **answered.problems}
        if not problems:
            return True
        visit.say(access.check_form([FIELD[key].title for key in FIELD if key in problems]))
        held = {**answered.draft.answers, **{key: texts[key] for key in answered.problems}}
        visit.show(form_card(visit.reader, answered.draft, held, problems))
        return False

    def review(self, visit: Visit, draft: Draft) -> None:
        """Show everything before it is submitted."""
        visit.say(access.REVIEW)
        visit.show(review_card(visit.reader, draft))

    async def submit(self, visit: Visit, draft_id: str) -> None:
        """Submit the draft with this id; a repeat is answered by what became of it."""
        draft, desk = await self.draft(visit), self.desk(visit)
        if draft is None or draft.id != draft_id:
            latest = await desk.latest(visit.person)
            if latest is None or latest.origin != draft_id:
                raise Refusal(access.DRAFT_IS_GONE)
            await self.stands(visit)
            return
        application = await desk.submit(draft, visit.person, visit.at)
        visit.drafts[SLOT] = None
        visit.say(access.submitted(application, visit.directory, by_fpm=desk.by_fpm(application)))
        await self.show(visit, application.number)

    async def stands(self, visit: Visit) -> None:
        """Tell a stranger where their application stands, or how to become known: never a dead end."""
        draft = await self.draft(visit)
        latest = await self.desk(visit).latest(visit.person)
        if latest and not (draft and latest.state in FINAL):
            if latest.state is State.REGISTERED:
                visit.say(access.not_known_any_more(latest.number), access.ASK_AGAIN)
                visit.show(words_card(visit.reader, [ASK]))
            else:
                await self.show(visit, latest.number)
        elif draft:
            visit.say(access.UNFINISHED)
            visit.show(words_card(visit.reader, [ASK]))
        else:
            visit.turn_away()
            visit.show(words_card(visit.reader, [ASK]))

    async def show(self, visit: Visit, number: str, unfinished: Unfinished | None = None) -> None:
        """Show an application as it now is, with the steps open to this person."""
        desk = self.desk(visit)
        view = await desk.view(number, visit.person, visit.at)
        drawn = application_card(
            visit.reader,
            view,
            visit.directory,
            [visit.user_id],
            by_fpm=desk.by_fpm(view.application),
            unfinished=unfinished,
        )
        visit.show(drawn, About(number, view.application.revision))

    async def status(self, visit: Visit, number: str) -> None:
        """Say where an application stands, and show it."""
        await self.show(visit, number)
        if not visit.stranger:
            application = await self.desk(visit).visible(number, visit.person, visit.at)
            visit.say(applications.stands(application))

    async def carry_out(
        self, visit: Visit, command: Command, number: str, texts: Mapping[str, str], revision: int | None
    ) -> None:
        """Take a step and show the application after it; a refusal shows it as it is and says why."""
        desk = self.desk(visit)
        try:
            after = await desk.carry_out(number, command, texts, visit.person, at=visit.at, revision=revision)
        except Refusal as refusal:
            await self.refused(visit, command, number, texts, refusal)
            return
        if command is not Command.REGISTER:
            visit.say(applications.stands(after))
        if command is Command.APPROVE and after.brings_tenant:
            visit.say(applications.brings_tenant(after))
        await self.show(visit, number)

    async def refused(
        self, visit: Visit, command: Command, number: str, texts: Mapping[str, str], refusal: Refusal
    ) -> None:
        """Say why a step was refused, and give back what the person typed. A refused code is told nothing more of."""
        if isinstance(refusal, Unknown) or refusal.message == access.CODE_REFUSED:
            raise refusal
        problems = refusal.problems if isinstance(refusal, Incomplete) else {}
        titles = {field.key: field.title for field in ACCESS_TABLE.row(command).asks}
        visit.refuse(refusal)
        visit.say(*(asking.titled(titles[key], problem) for key, problem in problems.items()))
        await self.show(visit, number, Unfinished(command, texts) if problems else None)

    async def register(self, visit: Visit, code: str, *, accepted: bool) -> None:
        """Register by words; the notice is accepted in the same message, so that no code has to be remembered."""
        desk = self.desk(visit)
        texts = {"accept": "yes"} if accepted else {}
        try:
            application = await desk.register(visit.person, code, texts, visit.at)
        except Incomplete:
            visit.say(access.NOTICE, access.SAY_IT_WITH_ACCEPTANCE)
            visit.show(words_card(visit.reader, [Choice(f"register {code} {ACCEPT.name}", ACCEPT.title)]))
            return
        await self.show(visit, application.number)

    async def also_waiting(self, visit: Visit) -> None:
        """Say that applications wait for this person as well, if any do."""
        if found := await self.desk(visit).waiting(visit.person, visit.at):
            visit.say(applications.ALSO_WAIT if len(found) > 1 else applications.ONE_WAITS)

    async def waiting(self, visit: Visit) -> None:
        """List the applications that wait for this person."""
        found = await self.desk(visit).waiting(visit.person, visit.at)
        rows: list[tuple[Message, str]] = [(applications.line(one), f"status {one.number}") for one in found[:PAGE]]
        if not rows:
            visit.say(applications.NONE_WAIT)
            return
        visit.say(*(line for line, _ in rows), applications.AND_MORE if len(found) > PAGE else None)
        visit.show(list_card(visit.reader, applications.LISTED, rows))


def _lacks(field: Field) -> Speech:
    """Return what is said of a field that a form leaves empty; of the alternate address, why it is needed (R22)."""
    return access.question(field) if field.applies else asking.empty(field)


def says_nothing(said: str) -> bool:
    """Tell whether a reply is a courtesy, a bare yes or no, letters without a sense, or leaves the answer for later."""
    words = [fold(word).strip(" ,.!") for word in said.split()]
    plain = is_yes(said) or is_no(said) or fold(said).strip(" .!") in SOCIAL or SOCIAL.keys() >= set(words)
    return plain or is_no_reason(said) or says_nothing_yet(said) or wants_later(said)


def is_name(said: str, *, alone: bool = True) -> bool:
    """Tell whether words may be a name: not those of a sentence. `alone`: nothing introduces them."""
    typed = said.split()
    words = [_of_a_sentence(fold(word.replace("\u2019", "'")).strip(" ,.!()\"'")) for word in typed]
    if "?" in said or not 0 < len(words) <= _MOST_WORDS or says_nothing(said) or GRAMMAR | SOCIAL.keys() >= set(words):
        return False
    small = {word for word, raw in zip(words, typed, strict=True) if raw[0].islower()} - _JOINTS
    common = all(word in COMMON or is_common(word) for word in words)
    return small.isdisjoint(GRAMMAR) and not (said.islower() and common and (len(words) > 1 or not alone))


def _of_a_sentence(word: str) -> str:
    """Return the pronoun of "I'm" or "that's", and any other word as it is."""
    first, _, end = word.partition("'")
    return first if end in ("m", "s", "re", "ve", "ll", "d") else word
