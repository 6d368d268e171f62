"""What keeps a small server alive. Runs in the server, so it imports nothing of ours.

The dataset does not change while it is served: `publish` makes a new folder, and the server starts anew. So what was
counted or answered once need not be worked out again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl

DATABASE = "ris"
#: Bytes of answers and their addresses that are remembered, and of one answer at most; packed ones count as they are.
MEMORY, LARGEST = 64_000_000, 2_000_000
# What Python needs for an answer beside its bytes: objects, headers, places in tables.
_BESIDE = 3_000

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[dict[str, Any], Any, Send], Awaitable[None]]
Key = tuple[str, str, bytes, bytes, bool]


@hookimpl
def startup(datasette: Any) -> None:
    """Hand Datasette the rows of the views as `publish` counted them; it only expects those of tables there."""
    known = (datasette.inspect_data or {}).get(DATABASE, {})
    if "views" not in known:
        return
    _ = datasette.get_database(DATABASE).cached_table_counts  # now, because a page that lists it wants tables only
    known["tables"].update(known["views"])


class Answer:
    """The messages of an answer, as long as it is small enough to be kept."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.size = 0

    def add(self, message: Message) -> None:
        """Take in the next message; of an answer that is too large none is held."""
        self.size += len(message.get("body", b""))
        if self.size <= LARGEST:
            self.messages.append(message)
        else:
            self.messages.clear()

    @property
    def may_be_kept(self) -> bool:
        """Whether it is whole, good, small and for everybody; a file that may still break off says `no-store`."""
        if not self.messages or self.messages[-1].get("more_body"):
            return False
        start = self.messages[0]
        headers = [(bytes(name).lower(), value) for name, value in start["headers"]]
        own = any(name == b"set-cookie" or (name, value) == (b"cache-control", b"no-store") for name, value in headers)
        return start.get("status") == 200 and not own


class Memory:
    """The answers that were given last, up to MEMORY bytes."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0

    def get(self, key: Key) -> Answer | None:
        """An answer, None if it is not remembered."""
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def put(self, key: Key, answer: Answer) -> None:
        """Remember an answer; those that were not asked for the longest make room."""
        if key in self._answers:
            return
        self._answers[key] = answer
        self._size += _takes(key, answer)
        while self._size > MEMORY:
            self._size -= _takes(*self._answers.popitem(last=False))


def _takes(key: Key, answer: Answer) -> int:
    """Bytes of an entry: whoever asks decides how long an address and the name of a host are."""
    return sum(len(part) for part in key if isinstance(part, str | bytes)) + answer.size + _BESIDE


def key_of(scope: dict[str, Any]) -> Key | None:
    """What an answer depends on; None where it may depend on more: cookies, files that know their own age."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(("/-/", "/static/", "/ris.db")):
        return None
    headers = dict(scope["headers"])
    if b"cookie" in headers:
        return None
    packed = b"gzip" in headers.get(b"accept-encoding", b"")
    return scope.get("scheme", "http"), scope["path"], scope["query_string"], headers.get(b"host", b""), packed


# The last to wrap, so that it remembers answers as they go out: harmless and packed.
@hookimpl(trylast=True)
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Around all of Datasette: what was answered before is answered from memory."""

    def wrap(app: App) -> App:
        memory = Memory()

        async def remembering(scope: dict[str, Any], receive: Any, send: Send) -> None:
            key = key_of(scope)
            if key is None:
                await app(scope, receive, send)
                return
            known = memory.get(key)
            if known:
                for message in known.messages:
                    await send(message)
                return
            answer = Answer()

            async def sending(message: Message) -> None:
                answer.add(message)
                await send(message)

            await app(scope, receive, sending)
            if answer.may_be_kept:
                memory.put(key, answer)

        return remembering

    return wrap
