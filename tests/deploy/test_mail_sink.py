"""The mail box of the demo in containers: it takes messages as a real server would and keeps them whole."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib

from deploy.containers import mail_sink


@asynccontextmanager
async def open_box(folder: Path) -> AsyncIterator[int]:
    server = await asyncio.start_server(
        lambda r, w: mail_sink.talk(r, w, folder), "127.0.0.1", 0, limit=mail_sink.LONGEST_LINE
    )
    async with server:
        yield server.sockets[0].getsockname()[1]


def letter(text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "A minute for you?"
    message.set_content(text)
    return message


def kept_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def test_a_message_is_kept_as_it_was_written(tmp_path: Path) -> None:
    text = "One line.\n.\n..two dots\n.hidden\nLast line.\n"
    async with open_box(tmp_path) as port:
        await aiosmtplib.send(letter(text), hostname="127.0.0.1", port=port)
    (kept,) = kept_in(tmp_path)
    assert kept.suffix == ".eml"
    lines = kept.read_bytes().decode().split("\r\n")
    assert "Subject: A minute for you?" in lines
    assert lines[lines.index("") + 1 :] == text.split("\n")


async def test_several_messages_on_one_connection_stay_apart(tmp_path: Path) -> None:
    async with open_box(tmp_path) as port, aiosmtplib.SMTP(hostname="127.0.0.1", port=port) as client:
        for number in range(3):
            await client.send_message(letter(f"number {number}"))
    texts = [path.read_text().strip().splitlines()[-1] for path in kept_in(tmp_path)]
    assert texts == ["number 0", "number 1", "number 2"]


async def test_a_message_that_breaks_off_is_not_kept(tmp_path: Path) -> None:
    async with open_box(tmp_path) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for line in (b"EHLO x", b"MAIL FROM:<a@example.org>", b"RCPT TO:<b@example.org>", b"DATA"):
            writer.write(line + b"\r\n")
            assert (await reader.readline())[:3] in (b"220", b"250", b"354")
        writer.write(b"Subject: half\r\n")
        writer.write_eof()
        assert await reader.read() == b"354 End with a dot\r\n"
        writer.close()
        await writer.wait_closed()
    assert not kept_in(tmp_path)
