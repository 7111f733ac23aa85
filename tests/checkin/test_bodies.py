"""What a posted check-in says, whatever it looked like on the wire."""

from services.checkin.api.bodies import PostedCheckIn


def test_the_same_words_are_the_same_content_in_any_order_and_other_words_are_not() -> None:
    one = PostedCheckIn.model_validate_json(
        '{"intensity": 9, "emotions": ["sad"], "occurred_at": "2026-11-02T08:50:00Z"}'
    )
    two = PostedCheckIn.model_validate_json(
        '{"id": "00000000-0000-0000-0000-000000000001", "occurred_at": "2026-11-02T08:50:00+00:00", "note": null,'
        ' "emotions": ["sad"], "triggers": [], "intensity": 9}'
    )
    other = PostedCheckIn.model_validate_json('{"intensity": 8, "emotions": ["sad"]}')
    assert one.content() == two.content() != other.content()


def test_the_order_of_feelings_is_content() -> None:
    one = PostedCheckIn(emotions=["sad", "angry"], intensity=5)
    two = PostedCheckIn(emotions=["angry", "sad"], intensity=5)
    assert one.content() != two.content()
