"""A mail box for the demo in containers: takes every message and keeps it as a file in a folder.

Standard library only, so that it runs in a plain Python image: python mail_sink.py PORT FOLDER
"""

import asyncio
import sys
import time
from pathlib import Path

LONGEST_LINE = 65536
GREETING = "220 mail ESMTP"
ANSWERS = {
    "EHLO": "250 mail",
    "HELO": "250 mail",
    "MAIL": "250 OK",
    "RCPT": "250 OK",
    "RSET": "250 OK",
    "NOOP": "250 OK",
    "DATA": "354 End with a dot",
    "QUIT": "221 Bye",
}
KEPT = "250 Kept"
UNKNOWN = "502 Not known here"


async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, folder: Path) -> None:
    """One connection (RFC 5321), until the other side says goodbye or goes away."""
    try:
        await say(writer, GREETING)
        while line := await reader.readline():
            verb = line[:4].decode("ascii", "replace").upper().strip()
            await say(writer, ANSWERS.get(verb, UNKNOWN))
            if verb == "DATA":
                keep(folder, await message(reader))
                await say(writer, KEPT)
            if verb == "QUIT":
                break
    except (ConnectionError, asyncio.IncompleteReadError):
        pass  # Whoever went away tries again.
    finally:
        writer.close()


async def say(writer: asyncio.StreamWriter, words: str) -> None:
    writer.write(f"{words}\r\n".encode())
    await writer.drain()


async def message(reader: asyncio.StreamReader) -> bytes:
    """What comes until a line with a dot alone. Raises IncompleteReadError when it breaks off."""
    lines: list[bytes] = []
    while (line := await reader.readuntil(b"\r\n")) != b".\r\n":
        lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
    return b"".join(lines)


def keep(folder: Path, content: bytes) -> None:
    """Whole or not there at all, under a name that sorts by time."""
    path = folder / f"{time.time_ns()}.eml"
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.rename(path)


async def serve(port: int, folder: Path) -> None:
    server = await asyncio.start_server(lambda r, w: talk(r, w, folder), port=port, limit=LONGEST_LINE)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
