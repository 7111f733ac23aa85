"""Mail as it is written, and servers that are slow, rude or gone."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from services.notifier.channels import Message, NotDelivered
from services.notifier.channels.email import Email, MailServer, written

POLITE = {"": b"220 here", "EHLO": b"250 here", "MAIL": b"250 ok", "RCPT": b"250 ok", "DATA": b"354 go on"}
MESSAGE = Message(uuid4(), "m@example.org", "Tea", datetime(2026, 11, 18, 17, tzinfo=UTC))
# What mail programs read as "tea", then the end of the line and a header of its own.
SMUGGLED = "=?ascii?q?tea=0D=0ABcc=3A_b=40example.com?="


@asynccontextmanager
async def server(
    answers: dict[str, bytes | None], *, drip: float = 0.0, seconds: float = 10.0
) -> AsyncIterator[MailServer]:
    """Answers by command, with a pause of `drip` seconds before each; None closes the connection."""
    told = POLITE | answers

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        command = b""
        while True:
            await asyncio.sleep(drip)
            answer = told.get(command[:4].decode().strip(), b"250 ok")
            if answer is None:
                break
            writer.write(answer + b"\r\n")
            if command[:4] == b"DATA" and answer.startswith(b"354"):
                await reader.readuntil(b"\r\n.\r\n")
                command = b"END."
                continue
            if command[:4] == b"QUIT" or not (command := await reader.readline()):
                break

    visits = set[asyncio.Task[None]]()

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve(reader, writer))
        visits.add(task)
        await asyncio.wait([task])
        with suppress(OSError):
            writer.close()
            await writer.wait_closed()

    listening = await asyncio.start_server(receive, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield MailServer("127.0.0.1", port, starttls=False, user=None, password=None, seconds=seconds)
    finally:
        listening.close()
        for visit in visits:
            visit.cancel()
        await asyncio.gather(*visits, return_exceptions=True)


async def trouble(at: MailServer) -> bool:
    """Whether the trouble with a message is for good."""
    with pytest.raises(NotDelivered) as caught:
        await Email(at, sender="hello@example.net", name="A note").send(MESSAGE)
    return caught.value.permanent


async def test_a_server_that_takes_it_is_all_that_is_needed() -> None:
    async with server({}) as at:
        await Email(at, sender="hello@example.net", name="A note").send(MESSAGE)


@pytest.mark.parametrize(
    ("answers", "permanent"),
    [
        ({"": b"421 later"}, False),
        ({"": b"554 no"}, False),
        ({"": b"220-" + b"x" * 100_000}, False),
        ({"": None}, False),
        ({"EHLO": b"\xff\xfe\x00 nonsense"}, False),
        ({"MAIL": b"451 later"}, False),
        ({"MAIL": b"550 not you"}, False),
        ({"RCPT": b"450 later"}, False),
        ({"RCPT": b"550 nobody"}, True),
        ({"RCPT": None}, False),
        ({"DATA": b"451 later"}, False),
        ({"DATA": b"554 no"}, True),
        ({"DATA": None}, False),
        ({"END.": b"452 full"}, False),
        ({"END.": b"554 no"}, True),
        ({"END.": None}, False),
    ],
)
async def test_trouble_at_any_step_is_told_apart(answers: dict[str, bytes | None], permanent: bool) -> None:
    async with server(answers) as at:
        assert await trouble(at) == permanent


async def test_a_server_that_is_slow_at_every_step_is_given_up_within_the_time_of_one_try() -> None:
    async with server({}, drip=0.3, seconds=1.0) as at:
        assert not await trouble(at)


@pytest.mark.parametrize(
    "message",
    [
        Message(MESSAGE.id, MESSAGE.address, SMUGGLED, MESSAGE.due_at),
        Message(MESSAGE.id, f"{SMUGGLED}@example.org", "Tea", MESSAGE.due_at),
    ],
    ids=["text", "address"],
)
async def test_nothing_that_hides_in_a_header_is_sent(message: Message) -> None:
    async with server({}) as at:
        with pytest.raises(NotDelivered) as caught:
            await Email(at, sender="hello@example.net", name="A note").send(message)
    assert caught.value.permanent


@pytest.mark.parametrize("text", ["é" * 80, "😀" * 80, "a" * 80, "Tea: <kettle>, then", "お茶の時間", "شاي"])
@pytest.mark.parametrize("address", ["m@example.org", f"{'m' * 64}@{'e' * 60}.{'x' * 60}.{'a' * 50}.org"])
def test_any_words_arrive_as_they_were_written(text: str, address: str) -> None:
    mail = written(Message(MESSAGE.id, address, text, MESSAGE.due_at), "hello@example.net", "Ä note")
    arrived = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    assert (arrived["Subject"], arrived["To"], arrived["From"]) == (text, address, "Ä note <hello@example.net>")
    assert names(arrived.keys()) == names(mail.keys())


def names(keys: Sequence[str]) -> list[str]:
    return sorted(key.lower() for key in keys)
