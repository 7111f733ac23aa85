"""E-mail by SMTP: a neutral subject, a neutral sender, no link, and nothing that names the person or the reminder."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

import aiosmtplib

from services.notifier.channels import Message, NotDelivered
from services.notifier.words import CLOSING, ENCODED
from shared.keyring import derived_id

PERMANENT = range(500, 600)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. `starttls` refuses a connection that cannot be encrypted; `seconds` bounds a try."""

    host: str
    port: int
    starttls: bool
    user: str | None
    password: str | None
    seconds: float


class Email:
    """One connection per message, so that one message's trouble is never another's."""

    def __init__(self, server: MailServer, *, sender: str, name: str) -> None:
        self._server = server
        self._sender = sender
        self._name = name

    async def send(self, message: Message) -> None:
        """Hand the message over. Raises NotDelivered; permanent only where the server refuses address or message."""
        # Mail programs would read other words, even other headers, than those that stand there.
        if ENCODED in message.address + message.text:
            raise NotDelivered(permanent=True)
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password if server.user else None,
            start_tls=server.starttls,
            timeout=server.seconds,
        )
        try:
            await self._hand_over(message, client)
        except (aiosmtplib.SMTPException, OSError) as error:
            raise NotDelivered(permanent=is_permanent(error)) from None
        finally:
            client.close()

    async def _hand_over(self, message: Message, client: aiosmtplib.SMTP) -> None:
        """The client bounds each command; all of them together have to be over in time as well."""
        mail = written(message, self._sender, self._name)
        end = asyncio.get_running_loop().time() + self._server.seconds
        async with asyncio.timeout_at(end):
            await client.connect()
            await client.send_message(mail, sender=self._sender, recipients=[message.address])
        # It is taken; a server that does not say goodbye changes nothing about that.
        with suppress(aiosmtplib.SMTPException, OSError):
            async with asyncio.timeout_at(end):
                await client.quit()


def is_permanent(error: Exception) -> bool:
    """Whether the answer is about this address or message. A refused login or sender is the operator's to mend."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return all(each.code in PERMANENT for each in error.recipients)
    if isinstance(error, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError):
        return error.code in PERMANENT
    return False


def written(message: Message, sender: str, name: str) -> EmailMessage:
    """The mail. Its Message-ID is the same at every try, so that whoever receives it twice can tell."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((name, sender))
    mail["To"] = message.address
    mail["Subject"] = message.text
    mail["Date"] = format_datetime(message.due_at)
    mail["Message-ID"] = f"<{derived_id(message.id, 'message').hex}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{message.text}\n\n{CLOSING}\n")
    return mail
