"""The ways in which the hostile server misbehaves: one table, each case with what has to come of it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from tests.codings import brotli, raw_deflate, zstd

RESET, CLOSE = "reset", "close"
READ = "read"  # wait until the client has read all: a reset takes back what it has not

TEXT = "清晨的码头上，渔船刚刚靠岸。The boats have come in with the morning tide. " * 40
PAGE = f"<html><head><title>码头</title></head><body><p>{TEXT}</p></body></html>".encode("gb18030")
MEGABYTE = bytes(range(256)) * (1 << 12)


@dataclass(frozen=True)
class Pause:
    seconds: float


@dataclass(frozen=True)
class Many:
    """A large body, not held in memory."""

    piece: bytes
    times: int

    def pieces(self) -> Iterator[bytes]:
        return repeat(self.piece, self.times)


Step = bytes | Pause | Many | str


@dataclass(frozen=True, kw_only=True)
class Case:
    """`body`: what the spider sees, None where it sees no response at all. `surplus` and `interim`: what is sent
    around the response and left out of its record; `interim_all`: nothing else comes. `cut`: bytes sent may be
    missing at the end, because the client had gone. `reused`: what a second request on one connection gets. `on`:
    the case whose address, and so whose connection, this one shares; `after`: the case that it follows.
    """

    name: str
    steps: tuple[Step, ...]
    body: bytes | Many | None
    number: int = 0
    interim: bytes = b""
    surplus: bytes = b""
    truncated: str | None = None
    flags: tuple[str, ...] = ()
    cut: bool = False
    not_http: bool = False
    method: str = "GET"
    send: bytes = b""
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    tls: bool = False
    proxied: bool = False
    after: str | None = None
    reused: tuple[Step, ...] | None = None
    attempts: int = 1
    stop: bool = False
    interim_all: bool = False
    on: str | None = None

    @property
    def host(self) -> str:
        number = CASES[self.on].number if self.on else self.number
        return f"127.0.{1 + number // 200}.{1 + number % 200}"


def lines(*headers: str | bytes, status: str | bytes = "HTTP/1.1 200 OK", end: bytes = b"\r\n") -> bytes:
    """Write a header block."""
    parts = [part.encode("latin-1") if isinstance(part, str) else part for part in (status, *headers)]
    return b"".join(part + end for part in parts) + end


def sized(body: bytes = PAGE, *headers: str | bytes, status: str | bytes = "HTTP/1.1 200 OK") -> bytes:
    """Write a response with the right length."""
    return lines("Content-Type: text/html", *headers, f"Content-Length: {len(body)}", status=status) + body


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + end


def chunked_page(data: bytes, *headers: str) -> bytes:
    return lines("Content-Type: text/html", "Transfer-Encoding: chunked", *headers) + data


def split(data: bytes, size: int, seconds: float = 0.0) -> tuple[Step, ...]:
    """Send in pieces, each on its way before the next."""
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return tuple(step for piece in pieces for step in (piece, Pause(seconds)))


def encoded(coding: str, body: bytes) -> bytes:
    return sized(body, f"Content-Encoding: {coding}")


def case(name: str, *steps: Step, body: bytes | Many | None = PAGE, **more: object) -> Case:
    """Make a case that closes the connection after its last step, unless it says how it ends."""
    ending = () if steps and steps[-1] in (RESET, CLOSE, "") else (CLOSE,)
    return Case(name=name, steps=(*(step for step in steps if step != ""), *ending), body=body, **more)  # type: ignore[arg-type]


STAY = ""  # as a last step: the connection stays open
HALVES = (PAGE[:700], PAGE[700:])
GZIPPED = gzip.compress(PAGE, mtime=0)

HEADERS = (
    case("plain", sized()),
    case("odd_case", sized(PAGE, "sErVeR: x", "X-WEIRD_case: Y", 'eTAG: "1"', "WWW-authenticate: none")),
    case("odd_order", lines("Zebra: 1", f"Content-Length: {len(PAGE)}", "Alpha: 2", "Zebra: 3") + PAGE),
    case("duplicates", sized(PAGE, "X-A: 1", "X-B: 2", "X-A: 3", "X-A: 1")),
    case("cookies_set_twice", sized(PAGE, "Set-Cookie: a=1; Path=/", "Set-Cookie: b=2; HttpOnly")),
    case("folded", sized(PAGE, "X-Long: one\r\n\ttwo\r\n   three")),
    case("folded_at_once", lines(" stray: continuation", f"Content-Length: {len(PAGE)}") + PAGE),
    case("gbk_header", sized(PAGE, "X-Title: 码头新闻".encode("gbk"))),
    case("utf8_header", sized(PAGE, "X-Title: 碼頭新聞".encode())),
    case("control_bytes", sized(PAGE, b"X-Bell: a\x07b\x00c\x7f")),
    case("no_colon", sized(PAGE, "this line is no header")),
    case("blank_in_name", sized(PAGE, "Bad Name: x")),
    case("blank_before_colon", sized(PAGE, "X-Spaced : x")),
    case("spaced_length", lines(f"Content-Length : {len(PAGE)}") + PAGE + b"more", surplus=b"more"),
    case("no_name", sized(PAGE, ": nothing")),
    case("gbk_name", sized(PAGE, "标题: x".encode("gbk"))),
    case("no_blank_after_colon", sized(PAGE, "X-Tight:x", "X-Empty:")),
    case("header_of_64k", sized(PAGE, "Content-Security-Policy: " + "default-src 'self'; " * 3300)),
    case("header_of_500k", sized(PAGE, "X-Huge: " + "x" * 500_000)),
    case("five_hundred_headers", sized(PAGE, *(f"X-{number}: {number}" for number in range(500)))),
    case("lf_only", lines("Content-Type: text/html", f"Content-Length: {len(PAGE)}", end=b"\n") + PAGE),
    case("mixed_line_ends", b"HTTP/1.1 200 OK\nA: 1\r\nContent-Length: %d\n\r\n%b" % (len(PAGE), PAGE)),
    case("header_of_64k_lines", sized(PAGE, *(f"X-Line-{number}: {'y' * 900}" for number in range(71)))),
    case("tabs_around_values", sized(PAGE, "X-Tab:\tx\t", "X-Blanks:    x   ")),
    case("folded_length", lines("Content-Length:\r\n " + str(len(PAGE))) + PAGE),
    case("folded_with_gbk", sized(PAGE, b"X-Title: \xc2\xeb\xcd\xb7\r\n\t\xd0\xc2\xce\xc5")),
    case("latin1_header", sized(PAGE, "X-Name: café".encode("latin-1"))),
    case("empty_header_line_name", sized(PAGE, ":", "::", " : x")),
    case("bare_cr_in_header", sized(PAGE, b"X-A: one\rtwo", b"X-B: 3")),
    case("header_block_only_lf_after", b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\n%b" % (len(PAGE), PAGE)),
    case("two_content_types", sized(PAGE, "Content-Type: text/html; charset=gbk", "content-type: text/plain")),
    case("signed_length", lines(f"Content-Length: +{len(PAGE)}") + PAGE, flags=("partial",)),
    case("header_without_value_at_end", sized(PAGE, "X-Empty:  ")),
    case("split_in_header", *split(sized()[:90], 7, 0.001), sized()[90:]),
)
STATUS = (
    case("no_reason", sized(status="HTTP/1.1 200 ")),
    case("no_reason_no_blank", sized(status="HTTP/1.1 200")),
    case("gbk_reason", sized(status="HTTP/1.1 200 正常".encode("gbk"))),
    case("long_reason", sized(status="HTTP/1.1 200 " + "very " * 2000 + "fine")),
    case("status_299", sized(status="HTTP/1.1 299 Fine as well")),
    case("status_404", sized(status="HTTP/1.1 404 Not Found")),
    case("status_500", sized(status="HTTP/1.1 500 Oh no")),
    case("status_999", sized(status="HTTP/1.1 999 Go away")),
    case("two_blanks", sized(status="HTTP/1.1  200  OK")),
    case("lower_case_http", sized(status="http/1.1 200 ok")),
    case("http_without_version", sized(status="HTTP 200 OK")),
    case("http10", lines("Content-Type: text/html", status="HTTP/1.0 200 OK") + PAGE),
    case("http10_keepalive", sized(PAGE, "Connection: Keep-Alive", status="HTTP/1.0 200 OK"), STAY),
    case("http12", sized(status="HTTP/1.2 200 OK")),
    case("icy", sized(status="ICY 200 OK"), not_http=True, body=None),
    case("status_0", sized(status="HTTP/1.1 0 Odd"), not_http=True, body=None),
    case("status_000", sized(status="HTTP/1.1 000 Odd"), not_http=True, body=None),
    case("status_below_nothing", sized(status="HTTP/1.1 -1 Odd"), not_http=True, body=None),
    case("status_20x", sized(status="HTTP/1.1 20x Odd"), not_http=True, body=None),
    case("blank_lines_first", b"\r\n\r\n" + sized(), interim=b"\r\n\r\n"),
    case("status_600", sized(status="HTTP/1.1 600 Odd")),
    case("status_451_utf8", sized(status="HTTP/1.1 451 因法律原因不可用".encode())),
    case("tab_after_version", sized(status="HTTP/1.1\t200\tOK")),
    case("http11_long_version", sized(status="HTTP/1.10 200 OK")),
    case("reset_content", lines("Content-Length: 0", status="HTTP/1.1 205 Reset Content"), body=b""),
    case(
        "partial_content",
        sized(PAGE[:100], "Content-Range: bytes 0-99/4000", status="HTTP/1.1 206 Partial"),
        body=PAGE[:100],
    ),
    case("redirect_301_with_body", sized(PAGE, "Location: /elsewhere", status="HTTP/1.1 301 Moved")),
    case("redirect_308", sized(b"", "Location: //127.0.0.1/x", status="HTTP/1.1 308 Moved"), body=b""),
    case("redirect_utf8", sized(b"", "Location: /碼頭?a=新聞".encode(), status="HTTP/1.1 302 Found"), body=b""),
    case("redirect_nowhere", sized(b"", status="HTTP/1.1 302 Found"), body=b""),
    case("redirect_bad_url", sized(b"", "Location: http://[::1", status="HTTP/1.1 302 Found"), body=b""),
    case("unauthorized", sized(PAGE, "WWW-Authenticate: Basic realm=x", status="HTTP/1.1 401 No")),
    case("too_many", sized(PAGE, "Retry-After: 1", status="HTTP/1.1 429 Too Many Requests")),
    case("empty_ok", sized(b""), body=b""),
    case("no_content", lines(status="HTTP/1.1 204 No Content"), body=b""),
    case("no_content_with_body", lines(status="HTTP/1.1 204 No Content") + b"but", body=b"", surplus=b"but"),
    case("not_modified", lines('ETag: "x"', "Content-Length: 9882", status="HTTP/1.1 304 Not Modified"), body=b""),
    case("head", lines("Content-Length: 9882"), body=b"", method="HEAD"),
    case("head_with_body", lines("Content-Length: 4") + b"body", body=b"", method="HEAD", surplus=b"body"),
    case("redirect_private", sized(b"", "Location: http://10.0.0.1/", status="HTTP/1.1 302 Found"), body=b""),
    case("redirect_gbk", sized(b"", "Location: /码头".encode("gbk"), status="HTTP/1.1 302 Found"), body=b""),
)
CHUNKS = (
    case("chunked", chunked_page(chunked(*HALVES))),
    case("chunked_extensions", chunked_page(b'%x;name="a;b"; q\r\n%b\r\n0;last\r\n\r\n' % (len(PAGE), PAGE))),
    case("chunked_trailers", chunked_page(chunked(PAGE, end=b"0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n"))),
    case("chunked_upper_hex", chunked_page(b"%X\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE))),
    case("chunked_zero_padded", chunked_page(b"%012x\r\n%b\r\n000\r\n\r\n" % (len(PAGE), PAGE))),
    case("chunked_blank_after_size", chunked_page(b"%x  \r\n%b\r\n0  \r\n\r\n" % (len(PAGE), PAGE))),
    case("chunked_bare_lf", chunked_page(b"%x\n%b\n0\n\n" % (len(PAGE), PAGE))),
    case("chunked_no_line_end", chunked_page(b"%x\r\n%b0\r\n\r\n" % (len(PAGE), PAGE))),
    case("chunked_in_bytes", chunked_page(chunked(*(PAGE[at : at + 1] for at in range(len(PAGE)))))),
    case("chunked_dribble", *split(chunked_page(chunked(PAGE[:60])), 1, 0.001), body=PAGE[:60]),
    case("chunked_empty", chunked_page(b"0\r\n\r\n"), body=b""),
    case("chunked_long_extension", chunked_page(b"%x;%b\r\n%b\r\n0\r\n\r\n" % (len(PAGE), b"e" * 5000, PAGE))),
    case("chunked_trailer_gbk", chunked_page(chunked(PAGE, end=b"0\r\nX-\xb1\xea: \xcc\xe2\r\n\r\n"))),
    case("chunked_blank_before_size", chunked_page(b" %x\r\n%b\r\n 0\r\n\r\n" % (len(PAGE), PAGE))),
    case("chunked_split_in_size", *split(chunked_page(chunked(PAGE, PAGE)), 997, 0.001), body=PAGE + PAGE),
    case("chunked_http10", lines("Transfer-Encoding: chunked", status="HTTP/1.0 200 OK") + chunked(PAGE)),
    case("chunked_twice", lines("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + chunked(PAGE)),
    case("chunked_keep_alive", chunked_page(chunked(PAGE)), STAY),
    case("chunked_surplus", chunked_page(chunked(PAGE)) + b"and more", surplus=b"and more"),
    case("chunked_no_end", chunked_page(chunked(PAGE, end=b"")), truncated="disconnect", flags=("dataloss",)),
    case("chunked_no_last_line", chunked_page(chunked(PAGE, end=b"0\r\n"))),
    case(
        "chunked_cut",
        chunked_page(b"fff\r\n" + PAGE[:100]),
        body=PAGE[:100],
        truncated="disconnect",
        flags=("dataloss",),
    ),
    case(
        "chunked_bad_size",
        chunked_page(chunked(PAGE[:100], end=b"zz\r\nrubbish")),
        body=PAGE[:100],
        truncated="disconnect",
        flags=("dataloss",),
    ),
    case("chunked_by_header_only", chunked_page(PAGE)),
    case("chunked_and_length", lines("Content-Length: 5", "Transfer-Encoding: chunked") + chunked(PAGE)),
    case("transfer_chunked_upper", lines("Transfer-Encoding: Chunked") + chunked(PAGE)),
    case("transfer_identity", lines("Transfer-Encoding: identity", f"Content-Length: {len(PAGE)}") + PAGE),
    case("transfer_unknown", lines("Transfer-Encoding: x-own") + PAGE),
    case("transfer_gzip_chunked", lines("Transfer-Encoding: gzip, chunked") + chunked(GZIPPED), body=GZIPPED),
)
CODINGS = (
    case("gzip", encoded("gzip", GZIPPED)),
    case("x_gzip", encoded("X-GZIP", GZIPPED)),
    case("gzip_chunked", chunked_page(chunked(GZIPPED[:50], GZIPPED[50:]), "Content-Encoding: gzip")),
    case("deflate", encoded("deflate", zlib.compress(PAGE))),
    case("deflate_raw", encoded("deflate", raw_deflate(PAGE))),
    case("brotli", encoded("br", brotli(PAGE))),
    case("zstandard", encoded("zstd", zstd(PAGE))),
    case("gzip_lie", encoded("gzip", PAGE)),
    case("gzip_two_members", encoded("gzip", gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:]))),
    case("gzip_padded", encoded("gzip", GZIPPED + b"\0\0\0padding")),
    case("gzip_twice", encoded("gzip, gzip", gzip.compress(GZIPPED))),
    case("gzip_in_brotli", encoded("gzip, br", brotli(GZIPPED))),
    case("gzip_empty", encoded("gzip", b""), body=b""),
    case("gzip_of_nothing", encoded("gzip", gzip.compress(b"")), body=b""),
    case(
        "gzip_twice_told",
        lines("Content-Encoding: gzip", "Content-Encoding: gzip", f"Content-Length: {len(GZIPPED)}") + GZIPPED,
    ),
    case("deflate_lie", encoded("deflate", PAGE)),
    case("brotli_lie", encoded("br", PAGE)),
    case("zstandard_lie", encoded("zstd", PAGE)),
    case("coding_upper", encoded("GZip", GZIPPED)),
    case("gzip_on_404", sized(GZIPPED, "Content-Encoding: gzip", status="HTTP/1.1 404 Not Found")),
    case("coding_unknown", encoded("rot13", PAGE)),
    case("coding_identity", encoded("identity", PAGE)),
)
LENGTHS = (
    case("length_too_long", lines("Content-Length: 99999") + PAGE, truncated="disconnect", flags=("dataloss",)),
    case("length_too_short", lines("Content-Length: 100") + PAGE, body=PAGE[:100], surplus=PAGE[100:]),
    case("length_twice", lines(*[f"Content-Length: {len(PAGE)}"] * 2) + PAGE),
    case("length_as_list", lines(f"Content-Length: {len(PAGE)}, {len(PAGE)}") + PAGE),
    case("length_conflict", lines("Content-Length: 10", "Content-Length: 20") + PAGE, flags=("partial",)),
    case("length_no_number", lines("Content-Length: many") + PAGE, flags=("partial",)),
    case("length_of_5000_digits", lines("Content-Length: " + "9" * 5000) + PAGE, flags=("partial",)),
    case("length_negative", lines("Content-Length: -1") + PAGE, flags=("partial",)),
    case("length_zero_with_body", lines("Content-Length: 0") + PAGE, body=b"", surplus=PAGE),
    case("length_padded", lines(f"Content-Length: 000{len(PAGE)}") + PAGE),
    case("length_float", lines(f"Content-Length: {len(PAGE)}.0") + PAGE, flags=("partial",)),
    case("length_hex", lines(f"Content-Length: {len(PAGE):#x}") + PAGE, flags=("partial",)),
    case("length_thrice", lines(*[f"Content-Length: {len(PAGE)}"] * 3) + PAGE),
    case("length_empty", lines("Content-Length:") + PAGE, flags=("partial",)),
    case(
        "length_one_more",
        lines(f"Content-Length: {len(PAGE) + 1}") + PAGE,
        truncated="disconnect",
        flags=("dataloss",),
    ),
    case("length_missing", lines("Content-Type: text/html") + PAGE, flags=("partial",)),
    case("second_response", sized() + sized(b"unasked"), surplus=sized(b"unasked")),
)
INTERIM = (
    case("interim_103", lines("Link: </a.css>", status="HTTP/1.1 103 Early Hints") + sized(),
         interim=lines("Link: </a.css>", status="HTTP/1.1 103 Early Hints")),
    case("interim_many", lines(status="HTTP/1.1 100 Continue") * 3 + sized(),
         interim=lines(status="HTTP/1.1 100 Continue") * 3),
    case("interim_mixed", lines(status="HTTP/1.1 100 Continue") + lines("Link: x", status="HTTP/1.1 103 Early Hints")
         + sized(), interim=lines(status="HTTP/1.1 100 Continue")
         + lines("Link: x", status="HTTP/1.1 103 Early Hints")),
    case("interim_199", lines(status="HTTP/1.1 199 Odd") + sized(), interim=lines(status="HTTP/1.1 199 Odd")),
    case("interim_and_404", lines(status="HTTP/1.1 103 Early Hints") + sized(status="HTTP/1.1 404 Not Found"),
         interim=lines(status="HTTP/1.1 103 Early Hints")),
    case("interim_apart", lines(status="HTTP/1.1 102 Processing"), Pause(0.05), sized(),
         interim=lines(status="HTTP/1.1 102 Processing")),
)  # fmt: skip
ENDS = (
    case("reset_in_body", sized()[:-500], READ, RESET, body=PAGE[:-500], truncated="disconnect",
         flags=("dataloss",)),
    case("reset_without_length", lines("A: b") + PAGE, READ, RESET, truncated="disconnect",
         flags=("partial",)),
    case("reset_in_header", b"HTTP/1.1 200 OK\r\nContent-Ty", READ, RESET, body=None,
         truncated="disconnect"),
    case("reset_in_chunk", chunked_page(b"fff\r\n" + PAGE[:300]), READ, RESET, body=PAGE[:300],
         truncated="disconnect", flags=("dataloss",)),
    case("reset_after_end", sized(), READ, RESET),
    case("closed_after_header", lines("Content-Length: 500"), body=b"", truncated="disconnect",
         flags=("dataloss",)),
    case("closed_after_status_line", b"HTTP/1.1 200 OK\r\n", body=None, truncated="disconnect"),
    case("closed_in_status_line", b"HTTP/1.1 2", body=None, truncated="disconnect", not_http=True),
    case("one_byte", b"H", body=None, truncated="disconnect", not_http=True),
    case("zero_bytes_answer", bytes(500) + b"\r\n", body=None, truncated="disconnect", not_http=True),
    case("tls_alert", b"\x15\x03\x01\x00\x02\x02\x46\r\n", body=None, truncated="disconnect", not_http=True),
    case("silence_in_chunk", chunked_page(b"fff\r\n" + PAGE[:300]), Pause(30), body=None, truncated="time"),
    case("silence_between_interim", lines(status="HTTP/1.1 103 Early Hints"), Pause(30), body=None,
         truncated="time", interim=lines(status="HTTP/1.1 103 Early Hints"), interim_all=True),
    case("slow_header", *split(sized()[:120], 10, 0.02), sized()[120:]),
    case("endless_body", lines("Content-Type: text/html"), Many(MEGABYTE, 200), body=None, truncated="length",
         cut=True),
    case("endless_chunks", chunked_page(b""), Many(b"100000\r\n" + MEGABYTE + b"\r\n", 200), body=None,
         truncated="length", cut=True),
    case("reset_at_once", RESET, body=None),
    case("closed_at_once", CLOSE, body=None),
    case("closed_in_header", b"HTTP/1.1 200 OK\r\nContent-Ty", body=None, truncated="disconnect"),
    case("silence", Pause(30), body=None),
    case("silence_in_header", b"HTTP/1.1 200 OK\r\nA: b", Pause(30), body=None, truncated="time"),
    case("silence_in_body", sized()[:-9], Pause(30), body=None, truncated="time"),
    case("slow_body", *split(sized(), 1000, 0.02)),
    case("not_http", b"SSH-2.0-OpenSSH_9.6\r\n", body=None, truncated="disconnect", not_http=True),
    case("html_alone", b"<html>no header at all</html>\r\n", body=None, truncated="disconnect", not_http=True),
    case("over_size", lines("Content-Length: 99999999") + b"x" * 1000, Pause(1), body=None, truncated="length",
         cut=True),
    case("over_size_untold", lines("A: b"), Many(b"x" * (1 << 20), 70), body=None, truncated="length", cut=True),
    case("endless_header", b"HTTP/1.1 200 OK\r\n", Many(b"X-More: " + b"x" * 9000 + b"\r\n", 2000), body=None,
         truncated="disconnect", cut=True),
    case("endless_interim", Many(lines(status="HTTP/1.1 103 Early Hints") * 99, 4000), body=None, cut=True,
         truncated="disconnect", interim_all=True),
    case("stopped", sized()[:80], Pause(1), sized()[80:], body=None, truncated="length", stop=True, cut=True),
    case("sixty_megabytes", lines(f"Content-Length: {60 << 20}"), Many(MEGABYTE, 60), body=Many(MEGABYTE, 60)),
    case("sixty_megabytes_chunked", chunked_page(b""), Many(b"100000\r\n" + MEGABYTE + b"\r\n", 60), b"0\r\n\r\n",
         body=Many(MEGABYTE, 60)),
    case("large_surplus", lines(f"Content-Length: {9 << 20}"), Many(MEGABYTE, 9), b"tail", body=Many(MEGABYTE, 9),
         surplus=b"tail"),
    case("late_surplus", sized(), Pause(0.3), b"later", STAY, surplus=b"later"),
    case("late_surplus_chunked", chunked_page(chunked(PAGE)), Pause(0.3), b"later", STAY, surplus=b"later"),
    case("late_response", sized(), Pause(0.3), sized(b"unasked"), STAY, surplus=sized(b"unasked")),
    case("late_surplus_tls", sized(), Pause(0.3), b"later", STAY, surplus=b"later", tls=True),
    case("surplus_before_close", lines("Connection: close", f"Content-Length: {len(PAGE)}") + PAGE + b"more",
         surplus=b"more"),
)  # fmt: skip
REQUESTS = (
    case("post", sized(), method="POST", send=b'{"page": 2}', headers=(("Content-Type", "application/json"),)),
    case("post_gbk", sized(), method="POST", send="q=码头".encode("gbk")),
    case("post_empty", sized(), method="POST"),
    case("query", sized(), query="?b=2&a=%C2%EB%CD%B7&a=1&&c"),
    case("own_headers", sized(), headers=(("X-Odd_name", "1"), ("Cookie", "a=1; b=2"), ("Referer", "http://x/"))),
    case("put", sized(), method="PUT", send=b"<x/>"),
    case("post_large", sized(), method="POST", send=PAGE * 300),
    case("post_redirected", sized(b"", "Location: /x", status="HTTP/1.1 303 See Other"), body=b"", method="POST",
         send=b"a=1"),
    case("query_gbk", sized(), query="?q=%C2%EB%CD%B7&sort=%2B"),
    case("query_brackets", sized(), query="?a[]=1&b={x}|y"),
    case("query_question", sized(), query="?a=?b=/c"),
    case("kept_alive_first", sized(), STAY),
    case("kept_alive_second", sized(), STAY, after="kept_alive_first", on="kept_alive_first"),
    case("dying_first", sized(), STAY),
    case("dying_second", sized(), STAY, after="dying_first", on="dying_first", reused=(CLOSE,), attempts=2),
    case("tls", sized(), tls=True),
    case("tls_gzip_chunked", chunked_page(chunked(GZIPPED), "Content-Encoding: gzip"), tls=True),
    case("tls_interim", lines(status="HTTP/1.1 103 Early Hints") + sized(), tls=True,
         interim=lines(status="HTTP/1.1 103 Early Hints")),
    case("tls_post", sized(), tls=True, method="POST", send=b"a=1"),
    case("tls_cut", sized()[:-9], tls=True, body=PAGE[:-9], truncated="disconnect", flags=("dataloss",)),
    case("tls_chunked_no_end", chunked_page(chunked(PAGE, end=b"")), tls=True, truncated="disconnect",
         flags=("dataloss",)),
    case("tls_large", lines(f"Content-Length: {9 << 20}"), Many(MEGABYTE, 9), tls=True, body=Many(MEGABYTE, 9)),
    case("proxied_chunked", chunked_page(chunked(PAGE), "Via: 1.1 x"), proxied=True),
    case("proxied_404", sized(status="HTTP/1.1 404 Not Found"), proxied=True),
    case("proxied_post", sized(), proxied=True, method="POST", send=b"a=1"),
    case("proxied_query", sized(), proxied=True, query="?b=2&a=1"),
    case("proxied", sized(PAGE, "Via: 1.1 x"), proxied=True),
    case("proxied_tls", sized(), proxied=True, tls=True),
)  # fmt: skip

_ALL = (*HEADERS, *STATUS, *CHUNKS, *CODINGS, *LENGTHS, *INTERIM, *ENDS, *REQUESTS)
CASES: dict[str, Case] = {
    item.name: Case(**{**item.__dict__, "number": number}) for number, item in enumerate(_ALL, start=1)
}
