"""The site on loopback."""

from __future__ import annotations

from twisted.internet import reactor
from twisted.internet.error import CannotListenError
from twisted.web.resource import Resource
from twisted.web.server import Request
from twisted.web.server import Site as Factory

from crawler.errors import UsageError
from crawler.interrupts import stop_by
from crawler.serve.web import Answer, Asked, Site


class _Root(Resource):
    isLeaf = True  # noqa: N815  Twisted's name; paths hold URLs, which do not fall into segments

    def __init__(self, site: Site) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._site = site

    def render_GET(self, request: Request) -> bytes:  # noqa: N802
        host = request.getHeader("host") or ""
        purpose = request.getHeader("sec-fetch-dest") or ""
        answer = self._site.answer(Asked(host, request.uri.decode("latin-1"), purpose))
        request.setResponseCode(answer.status)
        for name, value in _headers(answer):
            request.setHeader(name, value)  # type: ignore[no-untyped-call]
        return answer.body


def _headers(answer: Answer) -> list[tuple[str, str]]:
    fields = [
        ("Content-Type", answer.content_type),
        ("Content-Security-Policy", answer.policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("X-DNS-Prefetch-Control", "off"),
    ]
    return [*fields, ("Location", answer.location)] if answer.location else fields


class Server:
    """Listens as soon as it is made; `run` serves until Ctrl-C or SIGTERM."""

    def __init__(self, site: Site, port: int) -> None:
        """Port 0 takes a free one."""
        factory = Factory(_Root(site))  # type: ignore[no-untyped-call]
        try:
            self._listening = reactor.listenTCP(port, factory, interface="127.0.0.1")  # type: ignore
        except CannotListenError:
            raise UsageError(f"port {port} is taken; give another one with --port, or 0 for any") from None

    @property
    def url(self) -> str:
        port = self._listening.getHost().port  # type: ignore
        return f"http://127.0.0.1:{port}/"

    def run(self) -> None:
        stop_by(lambda: reactor.callFromThread(reactor.stop))  # type: ignore
        reactor.run(installSignalHandlers=False)  # type: ignore
