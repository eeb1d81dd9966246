"""Where pages keep an article that they do not show: each case is one place or one form."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from html import escape
from urllib.parse import quote

import pytest

from pipelines.page.extract import extract
from pipelines.page.model import Reading
from pipelines.page.tree.document import parse

TITLE, NAME = "河口镇旧桥拆除", "贺知微"
TEXTS = (
    "河口镇的石桥昨天上午开始拆除，工人先把桥面的石板一块块撬起来，编上号码，再用吊车放到岸边的草地上。",
    "这座桥有九十多年了，两头各有一棵樟树，镇上的老人说小时候放学就在桥洞里摸鱼，水清得看得见石头。",
    "新桥往上游移了六十米，明年五月通车，旧石板会砌进河边公园的步道里，一块也不少。",
)
HTML = "".join(f"<p>{text}</p>" for text in TEXTS)
HEADED = f"<h1>{TITLE}</h1><p>2011-06-20 09:15　作者：{NAME}</p>"


def read(body: str, title: str = f"{TITLE}_河口网") -> Reading:
    page = f"<html><head><title>{title}</title></head><body><p>加载中</p>{body}<div>版权所有 河口网</div></body></html>"
    return extract(parse(page, "http://www.hekou.example/2011/0620/77.html"))


def found_in(reading: Reading) -> tuple[str, ...]:
    return reading.body.value.paragraphs if reading.body else ()


def dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def data(content: object, **more: object) -> str:
    article = {"title": TITLE, "author": NAME, "publishTime": "2011-06-20 09:15:00", "content": content, **more}
    return f'<script type="application/json">{dumped({"props": {"article": article}})}</script>'


def pushed(*rows: str) -> str:
    return "".join(f"<script>self.__next_f.push([1,{dumped(row)}])</script>" for row in rows)


UNITS = "".join(f"%u{ord(sign):04x}" if ord(sign) > 255 else quote(sign) for sign in HTML)
SAID = {"title": TITLE, "author": NAME, "publishTime": "2011-06-20", "content": "$1a"}
FORMS = {
    "plain text": data("\n".join(TEXTS)),
    "strings": data(TEXTS),
    "Editor.js": data({"blocks": [{"type": "paragraph", "data": {"text": text}} for text in TEXTS], "version": "2"}),
    "Draft.js": data({"blocks": [{"key": "a", "text": text, "type": "unstyled"} for text in TEXTS], "entityMap": {}}),
    "ProseMirror": data(
        {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in TEXTS]}
    ),
    "Portable Text": data(
        [{"_type": "block", "children": [{"text": text[:9]}, {"marks": ["em"], "text": text[9:]}]} for text in TEXTS]
    ),
    "Contentful": data(
        {"nodeType": "document", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]} for text in TEXTS]}
    ),
    "pieces of markup": data([{"type": "html", "value": HTML}, {"type": "img", "value": "http://img.hekou.example/1.jpg"}]),
    "escaped twice": data(escape(escape("<br/>".join(TEXTS)))),
    "Quill": data({"ops": [{"insert": TEXTS[0][:9]}, {"attributes": {"bold": True}, "insert": f"{TEXTS[0][9:]}\n"}, {"insert": "\n".join(TEXTS[1:])}]}),
    "data in data": data(json.dumps([{"type": "paragraph", "children": [{"text": text}]} for text in TEXTS])),
    "a store of WordPress": f"<script>var posts = {dumped([{'title': {'rendered': TITLE}, 'author': {'name': NAME}, 'content': {'rendered': HTML}, 'excerpt': {'rendered': HTML[:90]}}])}</script>",
    "a store of Angular": data(HTML).replace('"', "&q;").replace("<p>", "&l;p&g;").replace("</p>", "&l;/p&g;").replace("&q;", '"', 2),
    "a call": f"<script>show({dumped({'title': TITLE, 'author': NAME, 'content': HTML})});</script>",
    "what refers to another": f"<script>window.__STATE__={dumped({'N:1': {'title': TITLE, 'author': {'__ref': 'A:2'}, 'body': HTML}, 'A:2': {'name': NAME}})}</script>",
    "a value with its type": f"<my-island props='{dumped({'title': [0, TITLE], 'author': [0, NAME], 'html': [0, HTML]})}'></my-island>",
    "a text pushed in its own row": pushed(f"1a:T{len(HTML.encode()):x},{HTML[:40]}", f'{HTML[40:]}5:["$","$L2",null,{dumped(SAID)}]\n'),
    "a variable": f"{HEADED}<script>var text = {dumped(HTML)}; show(text);</script>",
    "above a notice": f"<h1>{TITLE}</h1><div>2011-06-20 09:15　作者：{NAME}</div><script>show('{HTML}')</script>"
    "<div>版权所有 河口网 地址：河口市江滨路18号 电话：0000-0000000</div>",
    "a string in single quotes": f"{HEADED}<script>$('#t').html('{HTML}')</script>",
    "written line by line": HEADED + "<script>\n" + "\n".join(f"document.write('<p>{text}</p>');" for text in TEXTS) + "</script>",
    "put together": HEADED + "<script>var t = '';" + "".join(f't += "<p>{text}<\\/p>";\n' for text in TEXTS) + "</script>",
    "added one by one": HEADED + "<script>" + "\n".join(f'$("#t").append("<p>{text}</p>");' for text in TEXTS) + "</script>",
    "a list that is joined": HEADED + "<script>t.innerHTML = [" + ",\n".join(f"'<p>{text}</p>'" for text in TEXTS) + "].join('')</script>",
    "all of it in escapes": HEADED + "<script>t.innerHTML = '" + "".join(f"\\u{ord(sign):04x}" for sign in HTML) + "'</script>",
    "%u": f'{HEADED}<script>document.write(unescape("{UNITS}"))</script>',
    "an address": f'{HEADED}<script>t.innerHTML = decodeURIComponent("{quote(HTML)}")</script>',
    "base64": f'{HEADED}<script>t.innerHTML = Base64.decode("{b64encode(HTML.encode()).decode()}")</script>',
    "packed": f'{HEADED}<script>show(inflate(atob("{b64encode(gzip.compress(HTML.encode(), mtime=0)).decode()}")))</script>',
    "an attribute": f'{HEADED}<news-text content="{escape(HTML)}"></news-text>',
    "a field of a form": f'{HEADED}<input type=hidden value="{escape(HTML)}">',
    "base64 in an attribute": f'{HEADED}<div data-text="{b64encode(HTML.encode()).decode()}"></div>',
    "a comment": f"{HEADED}<div id=kept><!--{HTML}--></div><script>show('kept')</script>",
    "a template": f"{HEADED}<template>{HTML}</template>",
    "an editor's script": f'{HEADED}<script type="text/plain">{HTML}</script>',
    "Markdown": f'{HEADED}<script type="text/markdown">\n' + "\n\n".join(TEXTS) + "</script>",
    "a drawing": f"{HEADED}<svg><foreignObject><div>{HTML}</div></foreignObject></svg>",
    "words of a drawing": HEADED + "<svg>" + "".join(f"<text y=9>{text}</text>" for text in TEXTS) + "</svg>",
    "in place of a film": f"{HEADED}<object data=a.swf>{HTML}</object>",
}  # fmt: skip


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS.keys())
def test_the_article_is_found_wherever_it_is_kept(body: str) -> None:
    reading = read(body)
    assert found_in(reading) == TEXTS
    assert reading.headline is not None
    assert reading.headline.value == TITLE
    assert reading.authors is not None
    assert [person.name for person in reading.authors.value] == [NAME]


def test_pages_without_frames_are_in_noframes() -> None:
    page = f"<head><title>{TITLE}</title></head><frameset><frame src=a.htm><noframes><body>{HEADED}{HTML}</body></noframes></frameset>"
    assert found_in(extract(parse(page, "http://www.hekou.example/77.htm"))) == TEXTS


NOTICE = "<p>登录以后可以发表评论，并且在手机和电脑之间同步阅读的进度，每天早上还能收到简报。</p>" * 3
FILM = f"{HEADED}<video src=1.mp4></video>"


@pytest.mark.parametrize(
    "body",
    [
        f"{HEADED}<script>var more = {dumped([{'title': '水库清淤', 'content': HTML}])}</script>",  # another article
        data("", comments=[{"id": 7, "type": "comment", "text": text} for text in TEXTS]),
        f"<script>var site = {dumped({'name': '河口网', 'text': ' '.join(TEXTS)})}</script>",
        f"{HEADED}<script>var dialog = {dumped(HTML)}; $('.ad-box').html('{HTML}')</script>",
        f"{HEADED}<script>var text = {dumped(NOTICE)}</script>",
        data("", replies=[{"floor": 7, "content": text} for text in TEXTS]),
        f"{HEADED}<script>var site = {dumped({'name': '河口网', 'content': HTML})}</script>",
        f"{HEADED}<template>{NOTICE}</template>",
        f"{FILM}<script>var more = {dumped(HTML)}</script>",
        f"{HEADED}<a data-tip='{HTML}'>说明</a>",
        f"{HEADED}<div class=old><!--{HTML}--></div>",
        data([{"user": "河边人", "content": text} for text in TEXTS]),  # readers' comments
        data([{"title": text[:9], "text": text} for text in TEXTS]),  # teasers
        f'<script type="application/json">{dumped({"title": "关于本站", "content": chr(10).join(TEXTS)})}</script>',
        f'<script type="application/json">{dumped({"blocks": [{"type": "p", "text": text} for text in TEXTS]})}</script>',
        data(["河口镇", "石桥", "拆除", "樟树"] * 12),  # keywords
        f"{HEADED}<script>show('{HTML.replace('石桥', 'Cookie')}')</script>",
    ],
)
def test_what_only_looks_like_an_article_is_none(body: str) -> None:
    assert read(body).body is None


@pytest.mark.parametrize(
    "body",
    [
        '<script>var a = "<p>' + '\\"' * 200_000,
        "<script><p " + "'" * 200_000,
        "<object>" * 15_000,
        f"<style>.a{{left:-999px}}{'@a ' * 80_000}</style>",
    ],
)
def test_what_nobody_would_write_takes_no_square_of_its_length(body: str) -> None:
    assert read(body).body is None


def test_sections_without_an_end_take_no_square_of_their_length() -> None:
    assert (
        parse("<?xml version='1.0'?>" + "<![CDATA[" * 80_000, "http://www.hekou.example/").elements["script"] == []
    )
