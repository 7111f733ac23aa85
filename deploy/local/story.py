"""The story that `make demo` tells, through the public HTTP API alone: eight weeks, an evening, a reminder, a report.

Each turn is checked; NotAsTold says which did not happen.
"""

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx

from deploy.local import page
from deploy.local.evening import Maya, show, show_cards, show_numbers
from deploy.local.keys import write_private
from deploy.local.living import live
from deploy.local.opening import People, open_clinic
from deploy.local.reminding import delivered, set_up
from deploy.local.sharing import REPORT_FILE, share
from deploy.local.visitor import Body, Visitor, expect
from deploy.local.weeks import calendar

FEELING = "fearful.anxious"
AT_WORK: Body = {
    "emotions": [FEELING],
    "intensity": 9,
    "triggers": ["work"],
    "context": {"privacy": "public", "minutes": 3, "energy": "low", "can_write": False},
    "note": "Tomorrow's review. My chest is tight.",
}
LATER: Body = {"emotions": [FEELING], "intensity": 9, "triggers": ["work"], "context": {"place": "bed"}}
TOKEN_FILE = "maya.token"


@dataclass(frozen=True)
class Place:
    """Where the story happens. `ends_now`: nobody will be there to answer when it is told."""

    address: str
    folder: Path
    mail: Path
    ends_now: bool


def tell(place: Place, operator_code: str) -> None:
    """Raises NotAsTold."""
    with httpx.Client(base_url=place.address, trust_env=False, timeout=15) as http:
        anybody = Visitor(http)
        feelings = look_around(anybody)
        people = open_clinic(anybody, operator_code)
        weeks = calendar(datetime.now(UTC))
        techniques = {each["id"]: each for each in anybody.get("/v1/techniques")["techniques"]}
        maya = Maya(people.client, techniques, weeks.zone)
        live(maya, weeks, feelings)
        reminder = set_up(people.client, weeks.zone, place.mail)
        first_evening(maya, feelings)
        second_evening(maya)
        report = share(people, weeks, place.folder)
        who_may_look(people, anybody)
        delivered(reminder)
    write_private(place.folder / TOKEN_FILE, (people.client.token or "").encode())
    try_it(place, report)


def look_around(anybody: Visitor) -> dict[str, str]:
    """What everybody may see. Gives the feelings' labels."""
    wheel = anybody.get("/v1/emotions")["emotions"]
    expect(len(wheel) == 130, f"the wheel has {len(wheel)} feelings, not 130")
    return {each["id"]: each["label"] for each in wheel}


def first_evening(maya: Maya, feelings: dict[str, str]) -> None:
    page.heading("Today, still at work: 9 of 10")
    page.say(f"Maya opens the wheel and taps {feelings[FEELING]}, 9 of 10. Trigger: work.")
    page.say("There are people around her, and she has three minutes.")
    page.say(f"Her note: “{AT_WORK['note']}”")
    first = maya.checks_in(AT_WORK)
    maya.expects_body_first(first)
    show(first, maya.techniques)
    show_numbers(first["options"][0])
    left_out(first)

    page.heading("The first practice")
    second = maya.does(first, then=8, helped="a_bit")
    page.say("Still 8. The next one goes another way:")
    maya.expects_another_way(second, first)
    show(second, maya.techniques)

    page.heading("The second practice, another way")
    third = maya.does(second, then=6, helped="helped")
    maya.expects(third, "reflect")
    expect(not third["cards"], "a card was shown although it got lighter")
    page.say("Now there is room to think, if she wants to:")
    show(third, maya.techniques)
    page.say("Or enough for now. Maya stops here, and that is a good answer too.")


def left_out(offer: Body) -> None:
    """One example of a practice that was not offered, with its reason."""
    refused = offer["not_offered"]
    expect(bool(refused), "nothing was left out, which cannot be at 9")
    one = next((each for each in refused if each["reason"]["code"] == "first-line"), refused[0])
    page.say(f"The other {len(refused)} wait, each with its reason. {one['name']}: “{one['reason']['text']}”")


def second_evening(maya: Maya) -> None:
    page.heading("Another time, when it stays")
    page.say("Maya is in bed. It is 9 again.")
    first = maya.checks_in(LATER)
    maya.expects_body_first(first)
    second = maya.does(first, then=9, helped="no", aloud=False)
    page.say("Still 9. The next one goes another way:")
    maya.expects_another_way(second, first)
    third = maya.does(second, then=8, helped="a_bit", aloud=False)
    expect(third["phase"] == "people", f"the phase is {third['phase']}, not people")
    expect([card["kind"] for card in third["cards"]] == ["people"], "the card about other people is missing")
    page.say("Two practices, and it is still high. Now other people come in; nothing is taken away:")
    show_cards(third["cards"])
    show(third, maya.techniques)
    numbers(replace(maya.visitor, token=None))


def numbers(anybody: Visitor) -> None:
    """Help is there without a login."""
    found = anybody.get("/v1/help?country=IE")
    expect(bool(found["emergency"]), "help knows no emergency number")
    page.say(f"Behind “See numbers to call”, without a login, for Ireland ({found['notice']}):")
    emergency = " or ".join(each["number"] for each in found["emergency"])
    page.list_of([f"in danger: call {emergency}", *(reached(each) for each in found["lines"])])


def reached(line: Body) -> str:
    """How to reach somebody, for example `Samaritans: call 116 123` or `text 50808`."""
    keyword = f"{line['keyword']} to " if line["keyword"] else ""
    way = f"{' or '.join(line['channels'])} {keyword}{line['number']}"
    return f"{line['name']}: {way}" if line["name"] else way


def who_may_look(people: People, anybody: Visitor) -> None:
    page.heading("Who may look")
    moments = people.client.get("/v1/check-ins?limit=2")["check_ins"]
    expect([each["intensity"] for each in moments] == [9, 9], "her history does not begin with both moments of today")
    expect(moments[-1]["note"] == AT_WORK["note"], "her own words did not come back")
    people.therapist.get(f"/v1/check-ins/{moments[-1]['id']}", 403)
    anybody.get(f"/v1/check-ins/{moments[-1]['id']}", 401)
    page.say(
        "Beside the report nobody gets anything. Maya reads her moments, and her own words. Her therapist asks for one "
        "and is told no; so is anybody else."
    )


def try_it(place: Place, report: str) -> None:
    page.heading("Try it yourself, while it is up")
    page.say(f"The report: {os.path.relpath(place.folder / REPORT_FILE)}   The e-mail: {os.path.relpath(place.mail)}")
    if place.ends_now:
        page.say("These lines work while it is up. This time it ends here; without --once it stays up.")
    token = f'-H "Authorization: Bearer $(cat {os.path.relpath(place.folder / TOKEN_FILE)})"'
    for what, line in (
        ("help, without a login", f"curl -s '{place.address}/v1/help?country=IE'"),
        ("her plan, for an hour", f"curl -s {token} {place.address}/v1/plan"),
        ("her report", f"curl -s {token} -o notes.pdf {place.address}/v1/reports/{report}/pdf"),
    ):
        print(f"  # {what}\n  {line}", flush=True)
