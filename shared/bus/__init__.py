"""The news: events told on Redis Streams, heard in batches, caught up with from the log, and handled once."""

from shared.bus.dead_letters import dead_letters_command
from shared.bus.hearing import Hearing
from shared.bus.news import Bus, RedisNews
from shared.bus.settings import HearingSettings
from shared.bus.tables import bus_tables
from shared.bus.tail import Tail
from shared.bus.wire import decode, encode, stream_name
from shared.bus.work import Handler, Work

__all__ = [
    "Bus",
    "Handler",
    "Hearing",
    "HearingSettings",
    "RedisNews",
    "Tail",
    "Work",
    "bus_tables",
    "dead_letters_command",
    "decode",
    "encode",
    "stream_name",
]
