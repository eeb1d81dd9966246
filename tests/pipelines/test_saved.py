"""Pages that a browser saved as one file."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from pipelines.read import Fetched, Page, Rejected, read_page

TEXT = "河口镇的石桥昨天上午开始拆除，工人先把桥面的石板一块块撬起来，编上号码，再用吊车放到岸边的草地上，围观的人很多。"
PAGE = f"<html><head><title>旧桥拆除_河口网</title></head><body><h1>旧桥拆除</h1><p>2011-06-20 09:15　来源：河口晚报</p><p>{TEXT}</p></body></html>"
URL = "http://www.hekou.example/2011/0620/77.mht"


def saved(kind: str, charset: str, coding: str) -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message.set_content(b"GIF89a", "image", "gif")
    message.make_related()
    message.attach(part := EmailMessage())
    part.set_content(PAGE, subtype=kind, charset=charset, cte=coding)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("charset", "coding"), [("gb2312", "quoted-printable"), ("utf-8", "base64"), ("gb18030", "8bit")]
)
@pytest.mark.parametrize("type_", ["message/rfc822", "application/octet-stream", None])
def test_a_saved_page_is_read(charset: str, coding: str, type_: str | None) -> None:
    found = read_page(Fetched(URL, saved("html", charset, coding), type_))
    assert isinstance(found, Page)
    assert found.article is not None
    assert (found.article.headline, found.article.article_body) == ("旧桥拆除", TEXT)


@pytest.mark.parametrize("body", [b"multipart/related", b"Content-Type: multipart/related\n\n"])
def test_a_message_without_a_page_is_none(body: bytes) -> None:
    found = read_page(Fetched(URL, body, "message/rfc822"))
    assert isinstance(found, Rejected) or found.article is None
