"""What Maya does in an evening: she is offered something, is led through it, and says how it is now."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from deploy.local import page
from deploy.local.visitor import Body, Visitor, expect

HIGH = 8
BODY_FIRST = {"breathing", "grounding"}
TERMS = {
    "fit": "fits the feeling",
    "int": "fits the strength",
    "lvl": "fits the stage",
    "help": "may help",
    "ctx": "fits the moment",
    "evi": "evidence",
    "hw": "homework",
    "fat": "done lately",
}
ENOUGH = {"Enough for now", "Stop here"}


@dataclass(frozen=True)
class Maya:
    """A client, with the catalogue in her hand. `zone` is where she is."""

    visitor: Visitor
    techniques: dict[str, Body]
    zone: str

    def checks_in(self, moment: Body) -> Body:
        """A moment, and the offer for it."""
        tapped = time.monotonic()
        recorded = self.visitor.post("/v1/check-ins", moment | {"time_zone": self.zone})
        offer = self.visitor.offer(recorded["id"])
        page.say(f"The offer is there {1000 * (time.monotonic() - tapped):.0f} ms after her tap.")
        return offer

    def does(self, offer: Body, *, then: int, helped: str, aloud: bool = True) -> Body:
        """Start the first option, do every step, say how strong it is now; gives the offer that follows."""
        chosen = offer["options"][0]
        started = {"technique_id": chosen["technique_id"], "check_in_id": offer["check_in_id"]}
        practice = self.visitor.post("/v1/practices", started)
        page.say(f"She starts “{chosen['name']}”." if aloud else f"She does “{chosen['name']}”.")
        while practice["next_step"] is not None:
            practice = self.takes(practice, aloud)
        ended = self.visitor.post(
            f"/v1/practices/{practice['id']}/finish", {"intensity_after": then, "helped": helped}, 200
        )
        expect(ended["state"] == "finished", f"the practice is {ended['state']}, not finished")
        page.say(f"Where is it now? {then}.")
        following: Body = ended["next"]
        return self.visitor.offer(practice["id"]) if following["pending"] else following

    def takes(self, practice: Body, aloud: bool) -> Body:
        """Read one step and answer it."""
        number = practice["next_step"]
        guide = practice["steps"][number - 1]["guide"]
        if aloud:
            page.item(f"{number}.", f"step {number} of {practice['steps_total']}{pace(guide)}")
            page.read(guide["text"])
            page.list_of(guide.get("notice") or ())
        response = answer(guide)
        if aloud and response is not None:
            page.item("", f"She taps: {response}")
        path = f"/v1/practices/{practice['id']}/steps/{number}"
        after = self.visitor.post(path, {} if response is None else {"response": response}, 200)
        expect(after["steps_done"] == number, f"step {number} is not done")
        return after

    def channel(self, option: Body) -> str:
        found: str = self.techniques[option["technique_id"]]["channel"]
        return found

    def expects(self, offer: Body, phase: str) -> None:
        """What must be true of any offer in this phase."""
        expect(offer["phase"] == phase, f"the offer's phase is {offer['phase']}, not {phase}")
        expect(bool(offer["options"]), "the offer is empty")
        expect(all(each["reasons"] for each in offer["options"]), "an option comes without a reason")
        if offer["intensity"] >= HIGH:
            for each in offer["options"]:
                technique = self.techniques[each["technique_id"]]
                expect(technique["first_line"], f"{each['name']} is no first-line practice, at {offer['intensity']}")
                expect(technique["needs"]["writing"] == "none", f"{each['name']} asks for writing")

    def expects_body_first(self, offer: Body) -> None:
        self.expects(offer, "g1")
        expect(len(offer["options"]) == 3, f"{len(offer['options'])} options instead of three")
        family = self.techniques[offer["options"][0]["technique_id"]]["family"]
        expect(family in BODY_FIRST, f"the first option is of the family {family}, not breathing or grounding")

    def expects_another_way(self, offer: Body, before: Body) -> None:
        """After a step that was not enough, the next one goes another way."""
        self.expects(offer, "g2")
        used = self.channel(before["options"][0])
        for each in offer["options"]:
            expect(self.channel(each) != used, f"{each['name']} goes by the same channel again: {used}")


def answer(guide: Body) -> str | int | None:
    """What Maya taps: that it is enough, or the first choice, or the middle of a scale. Words she leaves out."""
    if guide["kind"] == "choice":
        labels = [str(each["label"]) for each in guide["options"] if not each["opens"]]
        return next((each for each in labels if each in ENOUGH), labels[0])
    if guide["kind"] == "rate":
        return int(guide["lo"] + guide["hi"]) // 2
    return None


def pace(guide: Body) -> str:
    """How long a step keeps her; the story does not wait for it."""
    if guide["kind"] == "breathe":
        breath = guide["pace"]
        lasts = f"{breath['rounds']} breaths" if breath["rounds"] else f"{breath['seconds']:.0f} s"
        return f"  (in {breath['in']:g} s, out {breath['out']:g} s, {lasts})"
    seconds = guide.get("seconds")
    return f"  ({seconds:.0f} s)" if seconds else ""


def show(offer: Body, techniques: dict[str, Body]) -> None:
    """The options with their reasons in words; on the right the score, of at most 100."""
    for place, each in enumerate(offer["options"], 1):
        technique = techniques[each["technique_id"]]
        minutes = f"{each['minutes']} min"
        page.item(f"{place}", f"{each['name']:<38}{technique['channel']:<12}{minutes:<8}{each['score']:>6.1f}")
        page.item("", " ".join(reason["text"] for reason in each["reasons"]))


def show_numbers(option: Body) -> None:
    """What a score of at most 100 is made of; each term is 0 to 1."""
    terms = [f"{TERMS.get(name, name)} {value:.2f}" for name, value in option["terms"].items() if value]
    page.say(f"How “{option['name']}” comes to {option['score']:.1f} of 100: {', '.join(terms)}.")


def show_cards(cards: Sequence[Body]) -> None:
    for card in cards:
        page.item("+", card["title"])
        page.item("", card["text"])
        page.choices(choice["label"] for choice in card["choices"])
