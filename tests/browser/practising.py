"""The ways through a practice: to its first step, from one step to the next, to its end."""

import re

from playwright.sync_api import Locator, Page, expect

from shared.catalogue import Step, Technique, load_catalogue
from tests.browser.places import open_more


def technique(name: str) -> Technique:
    return load_catalogue().techniques[name]


def look_up(page: Page, name: str) -> None:
    """Open what there is to read about a practice."""
    open_more(page, "Practices")
    page.get_by_label("Search by name or feeling").fill(technique(name).name)
    page.get_by_role("list").get_by_role("button", name=re.compile(f"^{re.escape(technique(name).name)}")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(technique(name).name)


def begin(page: Page, name: str, *, tiny: bool = False) -> None:
    look_up(page, name)
    page.get_by_role("button", name="Only the smallest version" if tiny else "Begin", exact=True).click()
    expect(said(page)).to_have_text(technique(name).steps_of("tiny" if tiny else "full")[0].text)


def said(page: Page) -> Locator:
    """What the step says."""
    return page.locator(".say")


def go_on(page: Page) -> None:
    """The one button that leads on."""
    page.locator(".practice-act .button").first.click()


def do(page: Page, step: Step) -> None:
    """Do a step in the quickest way that answers it."""
    if step.kind == "choice" and not step.many and page.locator(".option").count():
        label = next(option.label for option in step.options if not (option.opens or option.back or option.ends))
        page.get_by_role("button", name=label, exact=True).click()
        return
    if step.kind == "choice" and step.many:
        page.locator(".option").first.click()
    elif step.kind == "choice":
        page.get_by_role("group").get_by_role("button").first.click()
    elif step.kind == "rate":
        page.get_by_role("slider").first.press("ArrowRight")
    elif step.kind in ("text", "plan"):
        for field in page.get_by_role("textbox").all():
            field.fill("call mum, wash up")
    elif step.kind == "senses":
        for _ in step.notice[1:]:
            go_on(page)
    go_on(page)


def walk(page: Page, name: str, *, tiny: bool = False) -> None:
    """Through all of it, to the question how it is now."""
    begin(page, name, tiny=tiny)
    for step in technique(name).steps_of("tiny" if tiny else "full"):
        expect(said(page)).to_have_text(step.text)
        do(page, step)
    expect(page.get_by_role("heading", name="How is it now?")).to_be_visible()
