"""What happens before gradio's page wakes up: its language is settled, and every answer carries safe headers.

Gradio picks its strings by `navigator.language` and knows the exact tags "en" and "zh-CN" only. A script placed first
in `<head>` narrows the browser's language, or the one chosen in the page earlier, to one of the two.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.middleware import Middleware

STORED_LANGUAGE = "mmdemo-language"
STORED_THEME = "mmdemo-theme"

_SCRIPT = (
    "<script>(()=>{"
    f"const chosen=localStorage.getItem('{STORED_LANGUAGE}');"
    "const tag=chosen?(chosen==='zh'?'zh-CN':'en'):(/^zh/i.test(navigator.language)?'zh-CN':'en');"
    "Object.defineProperty(navigator,'language',{get:()=>tag});"
    "Object.defineProperty(navigator,'languages',{get:()=>[tag]});"
    "document.documentElement.lang=tag;"
    "})()</script>"
).encode()

_HEADERS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class LanguageFirst:
    """ASGI middleware that puts the script into HTML pages and the headers on everything."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = False

        async def send_changed(message: MutableMapping[str, Any]) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                is_page = dict(headers).get(b"content-type", b"").startswith(b"text/html")
                if is_page:
                    headers = [(name, value) for name, value in headers if name != b"content-length"]
                message = {**message, "headers": headers + _HEADERS}
            elif is_page and b"<head>" in message.get("body", b""):
                message = {**message, "body": message["body"].replace(b"<head>", b"<head>" + _SCRIPT, 1)}
            await send(message)

        await self._app(scope, receive, send_changed)


MIDDLEWARE = [Middleware(LanguageFirst)]
