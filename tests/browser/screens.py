"""One walk past every screen of the app: where it stops, somebody else looks."""

from collections.abc import Iterator
from typing import Literal
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.device import Entry
from tests.browser.joined import ACCEPTANCE, DRAWS, clinic_of
from tests.browser.practising import do, go_on, technique
from tests.browser.walking import HOME, MORE, NOTE, PLAN, WEEKS, Walk, hostile, live

# One practice for each kind of step that does not come up in an offer at 9, with the step where it does.
KINDS = {"senses": "five-senses", "choice": "one-tap-hello", "timer": "count-back", "text": "brain-dump"}


def every_screen(walk: Walk) -> Iterator[str]:
    """Stops with the name of what is on the screen."""
    yield from coming_in(walk)
    live(walk)
    yield from a_moment(walk)
    yield from practices(walk)
    yield from safety(walk)
    yield from plan(walk)
    yield from weeks(walk)
    yield from sharing(walk)
    yield from device(walk)


def coming_in(walk: Walk) -> Iterator[str]:
    page = walk.device.open(f"/join?lang={walk.tongue}#{clinic_of(walk.house).invitation()}")
    yield "join"
    page.get_by_label(walk.said("join.adult")).check()
    with page.expect_response(ACCEPTANCE) as answered:
        page.get_by_role("button", name=walk.said("join.go"), exact=True).click()
    asked, told = answered.value.request.post_data_json or {}, answered.value.json()
    walk.device.entry = Entry("", asked["id"], told["subject"])
    walk.heading("welcome.title")
    yield "welcome"
    walk.press("welcome.start")
    walk.heading("moment.title")


def a_moment(walk: Walk) -> Iterator[str]:
    page = walk.page
    walk.feel("Anxious")
    page.get_by_role("slider").press("End")
    walk.press("moment.more")
    page.get_by_label(walk.said("more.note")).fill(NOTE)
    yield "home"
    walk.press("moment.send")
    expect(page.locator(".offer-first h2")).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true })")
    yield "offer"
    page.locator(".offer-first .main").click()
    expect(page.locator(".say")).to_be_visible()
    yield "practice"
    yield from rating(walk)
    expect(page.locator(".offer-first h2")).to_be_visible()
    yield "offer, what next"


def rating(walk: Walk) -> Iterator[str]:
    walk.press("practice.stop")
    walk.heading("practice.end.title")
    walk.page.get_by_role("slider").press("ArrowLeft")
    yield "practice, how it is now"
    walk.press("practice.end.said")


def practices(walk: Walk) -> Iterator[str]:
    for kind, name in KINDS.items():
        walk.open("app.practices", "practices.title")
        search = walk.page.get_by_label(walk.said("practices.search"))
        search.fill(hostile("search"))
        walk.ready("practices.nothing")
        yield f"practices, for {kind}"
        search.fill(technique(name).name)
        walk.main.get_by_role("list").get_by_role("button", name=technique(name).name).first.click()
        expect(walk.page.get_by_role("heading", level=1)).to_have_text(technique(name).name)
        yield f"technique, {name}"
        yield from steps(walk, kind, name)


def steps(walk: Walk, kind: str, name: str) -> Iterator[str]:
    """Up to the step of this kind; where something is written, also to what comes back of it."""
    size: Literal["full", "tiny"] = "full" if kind == "text" else "tiny"
    walk.press("technique.begin" if size == "full" else "technique.tiny")
    for step in technique(name).steps_of(size):
        expect(walk.page.locator(".say")).to_have_text(step.text)
        for field in walk.main.get_by_role("textbox").all():
            field.fill(f"{hostile('one')}, {hostile('other')}")
        yield f"practice, {step.kind} of {name}"
        if step.kind == kind != "text":
            break
        if step.kind == "text":
            go_on(walk.page)
        else:
            do(walk.page, step)
    if walk.page.locator(".practice-act").count():
        walk.press("practice.stop")
    walk.heading("practice.end.title")
    walk.press("practice.end.skip")
    expect(walk.page.get_by_role("heading", level=1)).to_be_focused()
    yield f"practice, after {name}"


def safety(walk: Walk) -> Iterator[str]:
    page = walk.page
    walk.open("own.plan")
    for field in page.get_by_role("textbox").all():
        field.fill(hostile("own"))
    page.get_by_label(walk.said("own.number")).fill("+353 1 234 5678")
    walk.press("own.save")
    walk.ready("own.said.kept")
    yield "safety-plan"
    page.locator(".frame .help").click()
    yield "help"
    walk.press("help.unsafe")
    yield "unsafe"
    page.go_back()
    walk.foot(HOME)
    walk.press("moment.more")
    page.get_by_label(walk.said("more.note")).fill("I want to die")
    page.get_by_role("slider").press("Home")
    walk.feel("Anxious")
    walk.press("moment.send")
    walk.ready("heard.title")
    yield "offer, after words that were heard"
    walk.press("heard.else")
    walk.heading("support.title")
    yield "support"


def plan(walk: Walk) -> Iterator[str]:
    walk.foot(PLAN)
    walk.main.get_by_role("button", name=hostile("title")).wait_for()
    yield "plan"
    yield from written(walk, "plan.add", "plan.edit.tiny", "add-task")
    yield from next_session(walk)
    walk.foot(PLAN)
    walk.main.get_by_role("button", name=hostile("proposal")).click()
    walk.ready("plan.proposal.no")
    yield "proposal"
    walk.foot(PLAN)
    walk.main.get_by_role("button", name=hostile("title")).click()
    walk.ready("plan.not")
    yield "task"
    yield from written(walk, "plan.not", "plan.not.what", "not-this-time")
    yield from written(walk, "plan.smaller", "plan.smaller.take", "smaller")
    yield from written(walk, "plan.change", "plan.edit.name", "change-task")
    yield from written(walk, "plan.five", "plan.five.skip", "questions")


def next_session(walk: Walk) -> Iterator[str]:
    walk.press("plan.session")
    walk.page.get_by_label(walk.said("plan.not.line")).fill(hostile("line"))
    walk.page.get_by_label(walk.said("plan.session.question")).fill(hostile("question"))
    walk.press("plan.edit.keep")
    walk.ready("plan.kept.card")
    yield "session"


def written(walk: Walk, way: str, there: str, name: str) -> Iterator[str]:
    """A screen with fields, each of them filled; back without keeping anything but what is kept by itself."""
    walk.press(way)
    walk.ready(there)
    walk.page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true })")
    for field in walk.main.locator("textarea, input[type=text]").all():
        field.fill(hostile(name))
    yield name
    walk.back()


def weeks(walk: Walk) -> Iterator[str]:
    walk.foot(WEEKS)
    expect(walk.page.locator(".plot circle").first).to_be_visible()
    walk.page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true })")
    yield "weeks"
    walk.main.get_by_role("listitem").get_by_role("button", name="Lonely").first.click()
    walk.ready("one.note")
    yield "one-moment"
    walk.press("one.correct")
    yield "one-moment, to be corrected"


def sharing(walk: Walk) -> Iterator[str]:
    page = walk.page
    walk.open("sharing.title")
    walk.ready("sharing.stop")
    yield "sharing"
    walk.press("sharing.report")
    walk.heading("ask.title")
    group = page.get_by_role("group", name=walk.said("ask.notes"))
    page.get_by_label(walk.said("field.notes")).check()
    group.get_by_role("checkbox").first.check()
    walk.press("agree.look")
    expect(page.locator(".preview")).to_contain_text(NOTE[:40])
    yield "report-new"
    walk.back()
    walk.press("sharing.stop")
    walk.ready("sharing.nothing")
    yield "sharing, nothing"
    walk.press("sharing.new")
    walk.heading("agree.title")
    yield "share-new"


def device(walk: Walk) -> Iterator[str]:
    walk.foot(MORE)
    yield "more"
    walk.open("app.settings", "settings.title")
    yield "settings"
    yield from reminders(walk)
    walk.open("app.settings", "settings.title")
    walk.press("quiet.title")
    walk.heading("quiet.title")
    yield "quiet"
    walk.open("app.settings", "settings.title")
    walk.press("cautions.title")
    walk.heading("cautions.title")
    yield "cautions"
    for way in ("hidden.title", "name.title", "browser.title"):
        walk.open("app.settings", "settings.title")
        walk.press(way)
        walk.heading(way)
        yield way.removesuffix(".title")
    walk.open("app.about", "about.title")
    yield "about"
    walk.open("learn.title")
    yield "learn"
    walk.main.get_by_role("list").get_by_role("button").first.click()
    expect(walk.page.get_by_role("heading", level=1, name=walk.said("learn.title"))).to_be_hidden()
    expect(walk.page.get_by_role("heading", level=1)).to_be_focused()
    yield "learn-page"
    yield from refused(walk)
    walk.open("here.title")
    walk.press("here.leave")
    yield "here"
    walk.press("here.leave.no")
    walk.press("pin.title")
    walk.heading("pin.title")
    yield "pin"


def reminders(walk: Walk) -> Iterator[str]:
    walk.press("reminders.title")
    walk.press("reminders.add")
    page = walk.page
    page.get_by_label(walk.said("reminder.time")).fill("08:00")
    page.get_by_label(walk.said("reminder.address")).fill("maya@example.org")
    page.get_by_label(walk.said("reminder.text")).fill(hostile("reminder"))
    yield "reminder"
    page.get_by_label(walk.said("reminder.text")).fill("")  # No e-mail may say such a thing.
    walk.press("reminder.keep")
    walk.ready("reminders.change")
    yield "reminders"


def refused(walk: Walk) -> Iterator[str]:
    """A moment under an id that is taken."""
    page, taken = walk.page, str(uuid4())
    walk.client.post("/v1/check-ins", {"id": taken, "emotions": ["happy"], "intensity": 3})
    walk.foot(HOME)
    walk.press("moment.unsure")
    page.get_by_role("slider").press("Home")
    walk.press("moment.more")
    page.get_by_label(walk.said("more.note")).fill(hostile("refused"))
    page.evaluate(DRAWS, taken)
    walk.device.expects("status of 4")
    walk.press("moment.send")
    page.get_by_role("contentinfo").get_by_role("button", name=walk.said("app.refused.way")).click()
    walk.heading("refused.title")
    yield "refused"
