"""Sites whose lists stand in files of data that scripts read: assigned to a name, or as the argument of a function.
All texts are our own.
"""

from __future__ import annotations

import json

from tests.sites.cms import day, link, title
from tests.sites.served import Served, cut

SECTIONS = {"gn": "国内", "gj": "国际"}
_MENU = f"<div class=nav>{''.join(link(f'/{code}/', name) for code, name in SECTIONS.items())}</div>"


class DataFiles(Served):
    """`<script src="/js/list_gn_1.js">` holds `var newsList=[…]`; the pages themselves turn as links."""

    def build(self) -> None:
        self.use("/", self.page("东岭网", _MENU))
        for place, code in enumerate(SECTIONS):
            pages = cut(range(7000 + 100 * place, 7030 + 100 * place), 10)
            for at, shown in enumerate(pages, 1):
                source = f"/js/list_{code}_{at}.js"
                entries = [{"title": title(n), "url": self.at(code, n), "time": day(n)} for n in shown]
                self.use(source, f"var newsList={json.dumps(entries)};", "application/javascript")
                turns = "".join(link(self.turn(code, i), str(i)) for i in range(1, len(pages) + 1) if i != at)
                scripts = (
                    f"<div id=list></div><script src='/js/jquery.min.js'></script><script src='{source}'></script>"
                )
                page = self.page(SECTIONS[code], f"{_MENU}{scripts}<div class=page>{turns}</div>")
                self.use(self.turn(code, at), page)
                for number in shown:
                    self.write(self.at(code, number), number, _MENU)

    def at(self, code: str, number: int) -> str:
        return f"/{code}/2024/{number}.shtml"

    def turn(self, code: str, page: int) -> str:
        return f"/{code}/" if page == 1 else f"/{code}/index_{page}.shtml"


class Padded(Served):
    """JSONP, `gn({"data": {"total": 40, "list": […]}})`, that a script of the page asks for by number."""

    def build(self) -> None:
        self.use("/", self.page("样报", _MENU))
        for place, code in enumerate(SECTIONS):
            script = (
                f'var page=1;$.ajax({{url:"/data/page/{code}_"+page+".jsonp?cb={code}",dataType:"jsonp",'
                "success:function(d){d.data.list.forEach(function(v){$('#list').append('<li><a href=\"'+v.url+'\">'"
                "+v.title+'</a></li>')})}})"
            )
            more = f"<div id=list></div><div>加载更多</div><script>{script}</script>"
            self.use(f"/{code}/", self.page(SECTIONS[code], _MENU + more))
            for at, shown in enumerate(cut(range(7200 + 100 * place, 7240 + 100 * place), 20), 1):
                entries = [{"title": title(n), "url": f"/2024/06/{n}.shtml", "focus_date": day(n)} for n in shown]
                data = json.dumps({"data": {"total": 40, "list": entries}})
                self.use(f"/data/page/{code}_{at}.jsonp?cb={code}", f"{code}({data})", "application/javascript")
                for number in shown:
                    self.write(f"/2024/06/{number}.shtml", number, _MENU)


SITES = (DataFiles, Padded)
