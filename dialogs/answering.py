"""Questions about requests and people, answered with facts: who, when, why, how many."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from cards.question_card import buttons_for, words_card
from dialogs import request_talk
from dialogs.understanding.clauses import asks
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.scene import Scene
from dialogs.understanding.words import fold
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.messages import hearing, telling
from playbook.messages.deciding import STATES, THE_TEAM
from playbook.messages.message import Speech, Text, Words, bullet, lines
from playbook.people import Person, PersonKey, Role
from playbook.requests.disclosure import known_sme
from playbook.requests.fields import FIELD
from playbook.requests.record import Request, State

Answer = Callable[[Visit, Scene, Request], Awaitable[None]]
_ENDED = frozenset({State.CLOSED, State.DENIED, State.WITHDRAWN})
# Which events a word for a step means: "who sent it back".
_EVENTS: Mapping[str, tuple[str, ...]] = {
    "approved": ("approv", "sign", "said yes", "let", "through", "green", "ok"),
    "denied": ("den", "reject", "refus", "said no", "turned down", "say no"),
    "returned": ("return", "sent back", "sent it back", "came back"),
    "declined": ("declin",),
    "closed": ("clos", "end", "finish", "shut"),
    "offered": ("offer",),
    "assigned": ("accept", "assign"),
    "withdrawn": ("withdr",),
    "routed": ("rout",),
    "triaged": ("triag",),
}


def contact(visit: Visit, key: PersonKey | None) -> Text:
    """Return a person with an address; the Assignment team where nobody is named."""
    person = visit.directory.find(key)
    return hearing.contact(Words(person.name), person.email) if person else THE_TEAM


async def status(visit: Visit, scene: Scene, request: Request) -> None:
    """Say where a request stands."""
    del scene
    await request_talk.status(visit, request.number)


async def holder(visit: Visit, scene: Scene, request: Request) -> None:
    """Say who has to act."""
    del scene
    if request.state in _ENDED:
        visit.say(hearing.ENDED.told(number=request.number))
    else:
        visit.say(hearing.has_it(_holder(visit, request), request.number))
    await request_talk.status(visit, request.number)


def _holder(visit: Visit, request: Request) -> Text:
    match request.state:
        case State.SUBMITTED | State.TRIAGED:
            return contact(visit, request.fpm)
        case State.RETURNED:
            return contact(visit, request.requester)
    sme = known_sme(request, visit.desk.parties(request, visit.person, visit.at))
    return contact(visit, sme) if sme else contact(visit, None)


async def fpm(visit: Visit, scene: Scene, request: Request) -> None:
    """Say who the FPM is, and what to do should they be away (R59)."""
    del scene
    visit.say(hearing.is_fpm(contact(visit, request.fpm), request.number), hearing.ESCALATE)
    await request_talk.show(visit, request.number)


async def sme(visit: Visit, scene: Scene, request: Request) -> None:
    """Say who the SME is (R49)."""
    del scene
    key = request.sme if request.state in (State.ASSIGNED, State.CLOSED) else None
    key = key or known_sme(request, visit.desk.parties(request, visit.person, visit.at))
    if key:
        visit.say(hearing.is_sme(contact(visit, key), request.number))
        visit.say(telling.next_step(request, visit.directory, visit.desk.parties(request, visit.person, visit.at)))
        await request_talk.show(visit, request.number)
    else:
        visit.say(hearing.NO_SME_YET.told(number=request.number))
        await request_talk.status(visit, request.number)


async def requester(visit: Visit, scene: Scene, request: Request) -> None:
    """Say who filed it, with the address that the request names (R32)."""
    del scene
    name = visit.directory.name_of(request.requester)
    who = hearing.contact(name, request.answers.get("partner_email", ""))
    visit.say(hearing.was_filed_by(who, request.partner, request.number))
    await request_talk.show(visit, request.number)


async def decided(visit: Visit, scene: Scene, request: Request) -> None:
    """Say who took a step, and when."""
    view = await request_talk.show(visit, request.number)
    words = " ".join(word.text for word in scene.reading.words)
    wanted = {event for event, marks in _EVENTS.items() if any(mark in words for mark in marks)}
    step = next((one for one in reversed(view.history) if one.name in wanted), view.history[-1])
    visit.say(hearing.took_the_step(telling.history_line(step, visit.directory)))


async def why(visit: Visit, scene: Scene, request: Request) -> None:
    """Say why it came back or ended, in the words of who decided (R45, R48), or why its partner asks for it."""
    if request.requester in {one.value for one in scene.reading.of(Kind.PERSON)}:
        _say_fact(visit, request, "justification")
        await request_talk.show(visit, request.number)
        return
    view = await request_talk.show(visit, request.number)
    said = next((reason for event in reversed(view.history) if (reason := telling.reason_of(event))), None)
    if said:
        visit.say(hearing.reason(request.number, STATES[request.state], said))
    else:
        visit.say(hearing.NO_REASON.told(number=request.number))
    visit.say(telling.standing(request, visit.directory, view.parties))


async def history(visit: Visit, scene: Scene, request: Request) -> None:
    """Tell everything that happened."""
    del scene
    view = await request_talk.show(visit, request.number)
    visit.say(lines(*(bullet(telling.history_line(event, visit.directory)) for event in view.history)))


def _say_fact(visit: Visit, request: Request, key: str) -> None:
    shown = visit.desk.rules.lists.show(FIELD[key], request.answers.get(key, ""))
    visit.say(hearing.fact(request.number, FIELD[key].title, shown))


async def fact(visit: Visit, scene: Scene, request: Request) -> None:
    """Say what a request holds; without a field that is named, what it is about."""
    keys = [key for key in _asked_fields(scene) if key in request.answers]
    if not keys:
        visit.say(telling.summary(request, visit.desk.rules.lists.catalogue.title(request.answers["workload"])))
    for key in keys:
        _say_fact(visit, request, key)
    await request_talk.show(visit, request.number)


_FACT_WORDS: Mapping[str, tuple[str, ...]] = {
    "seat_count": ("seat", "licen", "user", "how big", "how large", "how many", "size", "employees"),
    "region": ("region", "country", "where"),
    "primary_language": ("language", "speak"),
    "workload": ("workload", "product", "topic"),
    "tenant_name": ("customer", "client", "who is it for", "company", "kunde", "cliente"),
    "tenant_segment": ("segment", "enterprise", "smc"),
    "justification": (
        "justification",
        "about",
        "why do they",
        "problem",
        "need",
        "want",
        "reason",
        "write",
        "wrote",
        "say",
        "said",
        "schr",
        "ecri",
    ),
    "tenant_id": ("tenant id", "tenant"),
    "email_source": ("source", "migrat"),
}


def _asked_fields(scene: Scene) -> Iterable[str]:
    named = [value for one in scene.reading.of(Kind.FIELD) for value in one.values]
    words = " ".join(word.text for word in scene.reading.words)
    return named or [key for key, marks in _FACT_WORDS.items() if any(mark in words for mark in marks)]


async def following(visit: Visit, scene: Scene, request: Request) -> None:
    """Say what comes next, and show the steps that are open."""
    del scene
    await request_talk.status(visit, request.number)
    if request.state is State.ASSIGNED:
        visit.say(telling.ONBOARDING)


# What each question about one request is answered by.
ABOUT_ONE: Mapping[str, Answer] = {
    "status": status,
    "holder": holder,
    "fpm": fpm,
    "sme": sme,
    "requester": requester,
    "decided": decided,
    "why": why,
    "due": status,
    "history": history,
    "fact": fact,
    "next": following,
}


def people_of(scene: Scene) -> frozenset[PersonKey]:
    """Return who has a part in a request within reach, as far as the person may know it."""
    named = ((one.requester, one.fpm, scene.smes.get(one.number)) for one in scene.records)
    return frozenset(key for keys in named for key in keys if key)


def person(visit: Visit, who: Person) -> None:
    """Say who somebody is, and what a SME can be asked for."""
    roles = [hearing.ROLES[role.value] for role in Role if who.has(role)]
    visit.say(hearing.person(hearing.contact(Words(who.name), who.email), roles))
    if who.expertise and not visit.person.has(Role.PARTNER):
        visit.say(_abilities(visit, who))


def _abilities(visit: Visit, who: Person) -> Speech:
    title = visit.desk.rules.lists.catalogue.title
    can = who.expertise
    assert can  # noqa: S101 - asked for by whoever has seen it
    workloads = [Words(title(key)) for key in sorted(can.workloads)]
    return hearing.can(
        Words(who.name), workloads, list(map(Words, sorted(can.languages))), list(map(Words, sorted(can.regions)))
    )


async def candidates(visit: Visit, scene: Scene, request: Request | None) -> None:
    """Say which SMEs fit: a request that is asked about, else what was said of language, workload and region."""
    if request and request.state in (State.APPROVED, State.OFFERED, State.ASSIGNED) and visit.person.has(Role.TEAM):
        visit.say(request_talk.ranked(await visit.desk.candidates(request)))
        await request_talk.show(visit, request.number)
        return
    fitting = [one for one in visit.directory.with_role(Role.SME) if _can(one, scene)]
    visit.say(*(_abilities(visit, one) for one in fitting), None if fitting else telling.NOTHING_HERE)


def _can(who: Person, scene: Scene) -> bool:
    can = who.expertise
    wanted = {kind: set(scene.reading.of(kind)) for kind in (Kind.LANGUAGE, Kind.WORKLOAD, Kind.REGION)}
    held = {Kind.LANGUAGE: can.languages, Kind.WORKLOAD: can.workloads, Kind.REGION: can.regions} if can else {}
    return bool(can) and all(
        any(set(one.values) & held[kind] for one in found) for kind, found in wanted.items() if found
    )


def fpm_of_company(visit: Visit, reading: Reading, scene: Scene) -> bool:
    """Say who the FPM of a partner is: of the one that is named, else of one's own. False: it is about a request."""
    said = fold(reading.said)
    named = [one for one in visit.directory.partners if fold(one.name.split()[0]) in said.split()]
    named = named or [one for one in visit.directory.partners if any(fold(word) in said for word in one.synonyms)]
    own = visit.directory.partner(visit.person.partner)
    # Whoever belongs to a company hears of their own only, and not which others there are.
    named = [one for one in named if own in (None, one)]
    company = named[0] if named else own if not scene.named() else None
    if company:
        visit.say(hearing.your_fpm(contact(visit, company.fpm), company.name), hearing.ESCALATE)
    return company is not None


def no_requests(visit: Visit) -> None:
    """Say that there is no request to speak of, and show what this person can begin with."""
    visit.say(hearing.NO_REQUESTS if visit.person.has(Role.PARTNER) else hearing.NO_REQUESTS_HERE)
    first_steps(visit)


def first_steps(visit: Visit) -> None:
    """Show what this person can begin with."""
    visit.show(words_card(visit.reader, buttons_for(visit.person.roles)))


def which(
    visit: Visit, requests: Iterable[Request], words: Callable[[Request], str], asks: Speech = hearing.WHICH
) -> None:
    """Ask which request is meant, each with number, customer and state."""
    found = list(requests)
    visit.say(lines(asks, *(bullet(request_talk.line(visit, one)) for one in found)))
    buttons = [Choice(words(one), Words(one.number)) for one in found]
    visit.show(words_card(visit.reader, buttons[:6]))


async def as_it_is(visit: Visit, scene: Scene) -> None:
    """Say that nothing is changed, and show the one request that is meant; who asked hears how it stands."""
    spoken_of = scene.spoken_of()
    likely = spoken_of if len(spoken_of) == 1 else scene.likely()
    if likely and asks(scene.reading):
        await request_talk.status(visit, likely[0].number)
        return
    visit.say(hearing.ALL_KEPT)
    if likely:
        await request_talk.show(visit, likely[0].number)
    else:
        first_steps(visit)
