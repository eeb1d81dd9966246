"""Sites as eight content management systems make them, with their addresses, pagers, chains and traps."""

from __future__ import annotations

from tests.sites.cms import Cms, Neighbours, Section, compact, day, labelled, link, numbered

ZH = (Section("1", "本地", range(1, 31), 20), Section("2", "文化", range(201, 209), 8))
EN = (Section("1", "Local", range(1, 31), 20), Section("2", "Culture", range(201, 209), 8))


TURNS = ("首页", "上一页", "下一页", "尾页")


def government() -> Cms:
    """TRS: a script writes the pager; articles are t20240603_3.html; no chain, lists show all."""
    sections = (Section("zwyw", "政务要闻", range(1, 41), 40), Section("bmdt", "部门动态", range(101, 115), 14))

    def address(section: Section, number: int) -> str:
        return f"/zwgk/{section.code}/{compact(number)[:6]}/t{compact(number)}_{number}.html"

    def page(section: Section, at: int) -> str:
        return f"/zwgk/{section.code}/" + (f"index_{at - 1}.html" if at > 1 else "")

    return Cms(
        name="临江县人民政府",
        root="http://www.linjiang.example",
        sections=sections,
        article=address,
        list=page,
        size=12,
        item=lambda href, text, n: f"<li><span>{day(n)}</span>{link(href, text)}</li>",
        pager=lambda _s, at, count: f'<script>createPageHTML({count}, {at - 1}, "index", "html");</script>',
        crumbs=lambda s: f"<div>您的位置：{link('/', '首页')} &gt; {link(page(s, 1), s.name)}</div>",
        furniture="<div class='nav'><ul>{menu}</ul></div><div class='footer'><a href='/gywm/'>关于我们</a>"
        "<a href='/login.jsp'>登录</a><a href='/fj/biao.doc'>表格</a><a href='/so/?q=a'>搜索</a></div>",
    )


def dede() -> Cms:
    """DedeCMS: list_1_2.html after the folder, old articles only by 上一篇."""

    def page(section: Section, at: int) -> str:
        return f"/a/s{section.code}/" + (f"list_{section.code}_{at}.html" if at > 1 else "")

    return Cms(
        name="江城日报",
        root="http://www.jiangcheng.example",
        sections=ZH,
        article=lambda s, n: f"/a/s{s.code}/2024/{compact(n)[4:]}/{n}.html",
        list=page,
        item=lambda href, text, n: f"<li>{link(href, text)}<small>日期：{day(n)} 点击：{n * 7}</small></li>",
        pager=lambda s, at, count: numbered(lambda i: page(s, i), at, count, TURNS),
        crumbs=lambda s: (
            f"<div class='place'>当前位置: {link('/', '主页')} > {link(page(s, 1), s.name)} > 正文</div>"
        ),
        chain=labelled("上一篇：", "下一篇：", "没有了"),
        furniture="<div id='menu'>{menu}</div><a href='/plus/guestbook.php'>留言</a><a href='/tags.html'>标签</a>"
        "<a href='/plus/search.php?keyword=x'>搜索</a><a href='/plus/print.php?aid=9'>打印</a>",
        part=lambda s, n, number: f"/a/s{s.code}/2024/{compact(n)[4:]}/{n}_{number}.html",
    )


def phpcms() -> Cms:
    """PHPCMS: everything is index.php; the chain is 【上一篇】 inside the link."""

    def page(section: Section, at: int) -> str:
        return f"/index.php?m=content&c=index&a=lists&catid={section.code}" + (f"&page={at}" if at > 1 else "")

    return Cms(
        name="山城网",
        root="http://shancheng.example",
        sections=ZH,
        article=lambda s, n: f"/index.php?m=content&c=index&a=show&catid={s.code}&id={n}",
        list=page,
        item=lambda href, text, n: f"<li>·{link(href, text)} <span class='rt'>{day(n)} 08:00:00</span></li>",
        pager=lambda s, at, count: numbered(lambda i: page(s, i), at, count, ("首页", "上页", "下页", "末页")),
        crumbs=lambda s: (
            f"<div class='crumbs'>{link('/', '首页')}<span> > </span>{link(page(s, 1), s.name)} > 正文</div>"
        ),
        chain=lambda around: "".join(
            link(each[0], f"<span>【{label}】</span> {each[1]}") if each else f"【{label}】已是最后一篇"
            for label, each in zip(("上一篇", "下一篇"), around, strict=True)
        ),
        furniture="<div class='header'><ul class='nav-site'>{menu}</ul></div>"
        "<a href='/index.php?m=member&c=index&a=login'>登录</a><a href='/index.php?m=search&q=1'>搜索</a>",
        part=lambda s, n, number: f"/index.php?m=content&c=index&a=show&catid={s.code}&id={n}&page={number}",
    )


def old_asp() -> Cms:
    """An ASP site of 2003: tables, uppercase names, links in scripts, a select box that jumps."""

    def page(section: Section, at: int) -> str:
        return f"/list.asp?classid={section.code}" + (f"&page={at}" if at > 1 else "")

    def jump(section: Section, at: int, count: int) -> str:
        options = "".join(
            f"<option value='{page(section, i)}'>第{i}页</option>" for i in range(1, count + 1) if i != at
        )
        return f"共{count}页<select onchange='location=this.value'>{options}</select>"

    return Cms(
        name="水乡在线",
        root="http://www.shuixiang.example",
        sections=ZH,
        article=lambda _s, n: f"/shownews.asp?newsid={n}",
        list=page,
        item=lambda href, text, n: (
            f"<tr><td><a href='#' onclick=\"window.open('{href}')\">{text}</a></td><td>({day(n)[5:]})</td></tr>"
        ),
        pager=jump,
        crumbs=lambda s: f"<td>现在位置：{link('/', '首页')}→{link(page(s, 1), s.name)}→阅读文章</td>",
        chain=labelled("上一条：", "下一条：", "已经没有了", "<tr><td>{}</td><td>{}</td></tr>"),
        furniture="<table><tr><td>{menu}</td></tr></table><a href='reg.asp'>注册</a><a href='/down.rar'>下载</a>"
        "<a href='javascript:history.back()'>返回</a><a href='mailto:a@shuixiang.example'>信箱</a>",
    )


def blog() -> Cms:
    """WordPress in English: older posts, rel=prev, a calendar, tags, comments, shares."""

    def page(section: Section, at: int) -> str:
        return f"/category/{section.name.lower()}/" + (f"page/{at}/" if at > 1 else "")

    def turn(section: Section, at: int, count: int) -> str:
        older = link(page(section, at + 1), "Older posts") if at < count else ""
        newer = link(page(section, at - 1), "Newer posts") if at > 1 else ""
        return f"<nav class='navigation posts-navigation'><div class='nav-links'>{older} {newer}</div></nav>"

    def chain(around: Neighbours) -> str:
        names = zip(("prev", "next"), ("Previous Post", "Next Post"), around, strict=True)
        links = "".join(
            f"<a href='{each[0]}' rel='{rel}'><span>{label}</span> <span class='post-title'>{each[1]}</span></a>"
            for rel, label, each in names
            if each
        )
        return f"<nav class='navigation post-navigation'><div class='nav-links'>{links}</div></nav>"

    return Cms(
        name="The Riverside Courier",
        root="https://courier.example",
        sections=EN,
        article=lambda _s, n: f"/2024/06/{day(n)[-2:]}/something-happened-by-the-river-{n}/",
        list=page,
        item=lambda href, text, n: (
            f"<article><h2>{link(href, text)}</h2><time>June {n % 28 + 1}, 2024</time> "
            f"{link(href + '#comments', '3 Comments')} {link(href, 'Read more')}</article>"
        ),
        pager=turn,
        crumbs=lambda s: f"<nav class='breadcrumb'>{link('/', 'Home')} » {link(page(s, 1), s.name)}</nav>",
        chain=chain,
        furniture="<header><nav class='main-navigation'>{menu}</nav></header><aside class='widget'><table id='wp-calendar'>"
        "<tr><td><a href='/2024/06/03/'>3</a></td><td><a href='/2024/05/'>« May</a></td></tr></table>"
        "<a class='tag-cloud-link' href='/tag/river/'>river</a><a href='/wp-login.php'>Log in</a></aside>"
        "<footer><a href='/privacy-policy/'>Privacy Policy</a><a href='/?replytocom=5'>Reply</a></footer>",
        head=lambda _around: "<link rel='alternate' type='application/rss+xml' href='/feed/'>",
        language="en",
    )


def japanese() -> Cms:
    """A Japanese local paper: 次の記事, 前の記事, 次のページ."""

    def page(section: Section, at: int) -> str:
        return f"/news/{section.code}/" + (f"?p={at}" if at > 1 else "")

    return Cms(
        name="川辺新聞",
        root="https://www.kawabe.example",
        sections=(Section("chiiki", "地域", range(1, 25), 16), Section("bunka", "文化", range(201, 207), 6)),
        article=lambda s, n: f"/news/{s.code}/article/{20240600 + n}",
        list=page,
        item=lambda href, text, n: (
            f"<li><a href='{href}'><span class='date'>{day(n).replace('-', '.')}</span>{text}</a></li>"
        ),
        pager=lambda s, at, count: numbered(
            lambda i: page(s, i), at, count, ("最初", "前のページ", "次のページ", "最後")
        ),
        crumbs=lambda s: (
            f"<ul class='topicpath'><li>{link('/', 'ホーム')}</li><li>{link(page(s, 1), s.name)}</li><li>記事</li></ul>"
        ),
        chain=labelled("前の記事", "次の記事", "ありません", "<dl><dt>{}</dt><dd>{}</dd></dl>"),
        furniture="<nav>{menu}</nav><footer><a href='/company/'>会社概要</a><a href='/inquiry/'>お問い合わせ</a></footer>",
        language="ja",
    )


def korean() -> Cms:
    """A Korean local paper: articleView.html?idxno=, 이전글, 다음글, view order as a trap."""

    def page(section: Section, at: int) -> str:
        return f"/news/articleList.html?sc_section_code={section.code}" + (f"&page={at}" if at > 1 else "")

    return Cms(
        name="강변신문",
        root="http://www.gangbyeon.example",
        sections=(Section("S1N1", "지역", range(1, 25), 16), Section("S1N2", "문화", range(201, 207), 6)),
        article=lambda _s, n: f"/news/articleView.html?idxno={1000 + n}",
        list=page,
        item=lambda href, text, n: (
            f"<li><h4>{link(href, text)}</h4><em>{day(n).replace('-', '.')} 09:00</em></li>"
        ),
        pager=lambda s, at, count: numbered(lambda i: page(s, i), at, count, ("처음", "이전", "다음", "끝")),
        crumbs=lambda s: f"<div class='location'>{link('/', '홈')} &gt; {link(page(s, 1), s.name)}</div>",
        chain=labelled("이전글 ", "다음글 ", "이전글이 없습니다."),
        furniture="<ul class='gnb'>{menu}</ul><a href='/member/login.html'>로그인</a>"
        "<a href='/news/articleList.html?sc_order_by=E&view_type=sm'>조회순</a><a href='/com/ad.html'>광고문의</a>",
        language="ko",
    )


def empire() -> Cms:
    """EmpireCMS: parts as 12_2.html, 更多 beside blocks, a mobile twin, session ids in links."""

    def page(section: Section, at: int) -> str:
        return f"/news/{section.code}/" + (f"index_{at}.html" if at > 1 else "")

    return Cms(
        name="古城晚报",
        root="http://www.gucheng.example",
        sections=ZH,
        article=lambda s, n: f"/news/{s.code}/{day(n)}/{n}.html",
        list=page,
        item=lambda href, text, n: (
            f"<li><a href='{href}?spm=a1.b2'><img src='/i.gif'></a><h3>{link(href, text)}</h3><p>{day(n)}</p></li>"
        ),
        pager=lambda s, at, count: numbered(lambda i: page(s, i), at, count, TURNS),
        crumbs=lambda s: (
            f"<div>您现在的位置：{link('/', '首页')}&nbsp;>&nbsp;{link(page(s, 1), s.name)}&nbsp;>&nbsp;内容</div>"
        ),
        chain=lambda around: (
            "<div>"
            + " | ".join(
                f"<a href='{each[0]}' title='{each[1]}'>{label}</a>" if each else f"<a href='#'>{label}</a>"
                for label, each in zip(("上一篇", "下一篇"), around, strict=True)
            )
            + "</div>"
        ),
        furniture="<div class='topmenu'>{menu}</div><h4>本地 <a href='/news/1/'>更多&gt;&gt;</a></h4>"
        "<a href='/e/member/register/'>注册</a><a href='http://m.gucheng.example/'>手机版</a>"
        "<a href='/?PHPSESSID=0123456789abcdef0123'>回首页</a>",
        part=lambda s, n, number: f"/news/{s.code}/{day(n)}/{n}_{number}.html",
    )


def numbers_only(name: str = "平原新闻") -> Cms:
    """Sections and articles have addresses of one shape, lists no dates, and nothing has a class."""

    def page(section: Section, at: int) -> str:
        return f"/{section.code}/" + (f"{at}.html" if at > 1 else "")

    return Cms(
        name=name,
        root="http://pingyuan.example",
        sections=(Section("11", "本地", range(1001, 1031), 20), Section("12", "文化", range(2001, 2009), 8)),
        article=lambda _s, n: f"/{n}/",
        list=page,
        item=lambda href, text, _n: f"<li>{link(href, text)}</li>",
        pager=lambda s, at, count: numbered(lambda i: page(s, i), at, count, TURNS),
        crumbs=lambda s: f"<p>{link('/', '首页')} » {link(page(s, 1), s.name)}</p>",
        chain=labelled("前一篇：", "后一篇：", "无", "<p>{}{}</p>"),
        furniture="<p>{menu}</p><p><a href='/about/'>关于我们</a> <a href='/search/'>搜索</a> <a href='/rss/'>RSS</a></p>",
    )


def jcms() -> Cms:
    """Government pages of the jcms kind: art_12_345.html, col/col12/, another script pager, downloads beside articles."""

    def page(section: Section, at: int) -> str:
        return f"/col/col{section.code}/" + ("index.html" if at == 1 else f"index_{at}.html")

    return Cms(
        name="滨海区政府",
        root="http://www.binhai.example",
        sections=(Section("1201", "要闻", range(1, 31), 30), Section("1202", "公告", range(201, 209), 8)),
        article=lambda s, n: f"/art/2024/6/{int(day(n)[-2:])}/art_{s.code}_{n + 3000}.html",
        list=page,
        item=lambda href, text, n: (
            f"<tr><td><a href='{href}' title='{text}'>{text[:9]}…</a></td><td>[{day(n)}]</td></tr>"
        ),
        pager=lambda _s, at, count: (
            f"<script>createPageHTML('page', {count}, {at}, 'index', 'html', 38);</script>"
        ),
        crumbs=lambda s: (
            f"<table><tr><td>当前位置：</td><td>{link('/', '首页')}</td><td>&gt;</td>"
            f"<td>{link(page(s, 1), s.name)}</td></tr></table>"
        ),
        furniture="<table id='head'><tr><td>{menu}</td></tr></table><a href='/module/download/down.jsp?i_ID=5'>附件</a>"
        "<a href='/attach/0/2024.pdf'>全文下载</a><a href='javascript:doZoom(16)'>大</a><a href='/col/col1201/index.html#x'>↑</a>",
        size=10,
    )


KINDS = (government, dede, phpcms, old_asp, blog, japanese, korean, empire, numbers_only, jcms)
