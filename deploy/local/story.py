"""The evening that `make demo` tells, through the public HTTP API alone. Each turn is checked; NotAsTold says which
did not happen."""

import os
from dataclasses import replace
from pathlib import Path

import httpx

from deploy.local import page
from deploy.local.evening import Maya, show, show_cards, show_numbers
from deploy.local.keys import write_private
from deploy.local.opening import open_clinic
from deploy.local.visitor import Body, Visitor, expect

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


def tell(address: str, operator_code: str, folder: Path, *, ends_now: bool) -> None:
    """`ends_now`: nobody will be there to answer when the story is told. Raises NotAsTold."""
    with httpx.Client(base_url=address, trust_env=False, timeout=15) as http:
        anybody = Visitor(http)
        feelings = look_around(anybody)
        therapist, client = open_clinic(anybody, operator_code)
        techniques = {each["id"]: each for each in anybody.get("/v1/techniques")["techniques"]}
        maya = Maya(client, techniques)
        first_evening(maya, feelings)
        second_evening(maya)
        who_may_look(maya, therapist, anybody)
    write_private(folder / TOKEN_FILE, (client.token or "").encode())
    try_it(address, folder / TOKEN_FILE, ends_now)


def look_around(anybody: Visitor) -> dict[str, str]:
    """What everybody may see. Gives the feelings' labels."""
    wheel = anybody.get("/v1/emotions")["emotions"]
    expect(len(wheel) == 130, f"the wheel has {len(wheel)} feelings, not 130")
    return {each["id"]: each["label"] for each in wheel}


def first_evening(maya: Maya, feelings: dict[str, str]) -> None:
    page.heading("Still at work: 9 of 10")
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
    expect([card["id"] for card in third["cards"]] == ["people"], "the card about other people is missing")
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


def who_may_look(maya: Maya, therapist: Visitor, anybody: Visitor) -> None:
    page.heading("Who may look")
    moments = maya.visitor.get("/v1/check-ins")["check_ins"]
    expect([each["intensity"] for each in moments] == [9, 9], "her history does not hold both moments")
    expect(moments[-1]["note"] == AT_WORK["note"], "her own words did not come back")
    therapist.get(f"/v1/check-ins/{moments[-1]['id']}", 403)
    anybody.get(f"/v1/check-ins/{moments[-1]['id']}", 401)
    page.say(
        "Maya reads both moments, and her own words. Her therapist asks for one and is told no; so is anybody else."
    )


def try_it(address: str, token_file: Path, ends_now: bool) -> None:
    page.heading("Try it yourself, while it is up")
    if ends_now:
        page.say("These lines work while it is up. This time it ends here; without --once it stays up.")
    here = os.path.relpath(token_file)
    token = f'-H "Authorization: Bearer $(cat {here})"'
    for what, line in (
        ("help, without a login", f"curl -s '{address}/v1/help?country=IE'"),
        ("her moments, for an hour", f"curl -s {token} {address}/v1/check-ins"),
        ("the wheel", f"curl -s {address}/v1/emotions"),
    ):
        print(f"  # {what}\n  {line}", flush=True)
