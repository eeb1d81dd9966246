"""Boxes and lines of other articles inside a text, told by links and layout: what looks like them and is prose stays."""

from __future__ import annotations

import re

import pytest

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse

TEXT = [
    "The ferry between Gull Point and Tarra will run again from August, the operator said on Monday.",
    "It was cut when passenger numbers fell below forty a day, and nobody had been asked beforehand.",
    "The state will review the trial after twelve months and may then keep the boat for good.",
]
LEADS = "Bus drivers vote to strike over new rosters"


def paragraphs(inside: str) -> list[str]:
    page = (
        "<html><head><title>Ferry returns</title></head><body><h1>Ferry returns</h1><p>1 July 2024</p>"
        f"<div class=content><p>{TEXT[0]}</p><p>{TEXT[1]}</p>{inside}<p>{TEXT[2]}</p></div></body></html>"
    )
    body = extract(parse(page, "https://www.gull.example/news/ferry-returns-again")).body
    return list(body.value.paragraphs) if body else []


def with_end(end: str, writer: str = "Ann Price") -> list[str]:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    head = f"<h1>Ferry returns</h1><div><span class=author>{writer}</span> <time>1 July 2024 10:00</time></div>"
    page = f"<head><title>Ferry returns</title></head><body>{head}<div class=content>{text}{end}</div></body>"
    body = extract(parse(page, "https://www.gull.example/news/ferry-returns-again")).body
    return list(body.value.paragraphs) if body else []


@pytest.mark.parametrize(
    "inside",
    [
        f'<p><a href="/2"><strong>İlginizi Çekebilir: {LEADS}</strong></a></p>',
        f'<p><b>Pozrite si:</b> <a href="https://www.gull.example/2">{LEADS}</a></p>',
        f'<p>Shiko: <a href="/2">{LEADS}</a></p><p>Shiko: <a href="/3">{LEADS} again</a></p>',
        '<p>Get more of it on <a href="https://news.google.com/publications/x">Google News</a></p>',
        "<div><h3>Mornings</h3><p>What happened on the coast.</p><form><button>Send</button></form></div>",
        f'<div type="RelatedOneNews" class="Sortable"><a href="/2">{LEADS}</a><p>The union wants ten hours.</p></div>',
        '<section class="KeyPoints"><h2>Key points:</h2><ul><li>The ferry returns</li></ul></section>',
        "<p>REKLAM</p>",
        f'<p><b>[</b><a href="/news/2.html-{LEADS[:3]}-on-strike"><b>{LEADS}</b></a><b>]</b></p>',
        f'<div class="inline"><a href="https://www.gull.example/news/bus-drivers-vote">{LEADS}</a></div>',
        '<div class=x1><h4>Mornings</h4><p>What happened on the coast.</p><a href="/newsletters/">Yes, please</a></div>',
        '<section><h2>Go on for 1 crown</h2><p>All of it, and crosswords.</p><a href="/kop">Kop nu</a></section>',
        f'<div class=x2><h3><a href="/news/bus-drivers">{LEADS}</a></h3><p>They want ten hours of rest.</p></div>',
        f'<div class=x2><a href="https://www.gull.example/news/bus"><h3>{LEADS}</h3></a><p>They want rest.</p></div>',
        '<div class=x3><b>Did you like this?</b><br>Stay with us from 2 crowns. <a href="/abonnement/">Join</a></div>',
        "<div class=x4><p>Will the ferry last?</p><label>Yes</label><label>No</label></div>",
        '<hr><p>Our letter comes on Fridays: <a href="https://letters.example/">here</a>.</p><hr>',
        '<p><a href="/nieuwsbrief">What the coast talks of, each morning at six</a></p>',
        f'<p><b>[ <a href="/news/strike">{LEADS}</a> ]</b></p>',
        f'<div class=x5><div>Uudised</div><div><a href="/news/strike">{LEADS}</a></div></div>',
        "<div class=x6><img src=/quay.jpg width=600><div>An empty quay, seen from the mole</div></div>",
        "<div class=x7><img src=/quay.jpg width=600><p class=cap>An empty quay, seen from the mole</p></div>",
        '<ul><li>Hear Ferry Hour on <a href="/sounds">Gull Sounds</a></li></ul>',
        "<p>Tekst gaat verder onder de advertentie</p>",
    ],
)
def test_what_leads_elsewhere_is_no_text(inside: str) -> None:
    assert paragraphs(inside) == TEXT


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Related: the two storms shared a name, a track and a cost.</p>",
        '<p>The report says: <a href="/2">the river rose by two metres within one night.</a></p>',
        '<p>The mayor wrote: <a href="/2">“We never stopped asking for the boat”</a></p>',
        f'<p>Study: <a href="https://university.example/2">{LEADS}</a></p>',
        '<p>18:05: <a href="/2">The first boat leaves Gull Point with forty on board</a></p>',
        '<p>Best film: <a href="/2">The Long Way Home by the Northern Shore</a></p>'
        "<p>It was filmed on the last boat of the winter, in one take.</p>"
        '<p>Best song: <a href="/3">A Lantern for the Last of the Ferrymen</a></p>',
        '<p>Whoever asks, the <a href="https://news.google.com/x">search</a> found nine of them.</p>',
        "<p>Reklam: the word was painted on the hull.</p>",
        "<div><p>Key points of the plan were read aloud in the hall.</p></div>",
    ],
)
def test_prose_that_looks_like_it_stays(inside: str) -> None:
    assert len(paragraphs(inside)) == len(TEXT) + inside.count("<p>")


def test_tags_below_a_text_are_none_of_it() -> None:
    assert (
        paragraphs(f'<p>{TEXT[2]}</p><p>Etiketler: <a href="/t">ferry</a>, <a href="/u">coast</a></p></div><div>')
        == TEXT
    )


def test_a_text_goes_on_behind_a_list_of_others_where_each_paragraph_has_a_box_of_its_own() -> None:
    links = '<ul><li><a href="/2">Bus drivers vote</a></li><li><a href="/3">Sand</a></li></ul>'
    first, second, third = (f'<div class="block text"><p>{text}</p></div>' for text in TEXT)
    others = f'<div class="block text"><p><b>Leia também:</b></p>{links}</div>'
    page = f"<body><h1>Ferry returns</h1><div class=body>{first}{second}{others}{third}</div></body>"
    body = extract(parse(page, "https://www.gull.example/news/1.html")).body
    assert body is not None and list(body.value.paragraphs) == TEXT


@pytest.mark.parametrize(
    ("head", "foot", "name"),
    [
        ("<title>Ferry returns | Gull and Tarra</title>", "© 2024 Gull and Tarra Ltd.", "Gull and Tarra"),
        ("<title>Ferry returns | Sport</title>", "© 2024 Gull and Tarra Ltd.", None),
        ("<title>Ferry returns | Gull</title>", "© 2024 Gullworth Holdings", None),
        ("<title>渡轮回来了_青石县航运局</title>", "版权所有：青石县航运局", None),
        (
            '<meta property="og:site_name" content="GULL AND TARRA"><title>Ferry returns - Gull and Tarra</title>',
            "",
            "Gull and Tarra",
        ),
        ('<meta property="og:site_name" content="GULL TV"><title>Ferry returns</title>', "", "GULL TV"),
    ],
)
def test_a_source_is_what_title_and_foot_agree_on(head: str, foot: str, name: str | None) -> None:
    text = "".join(f"<p>{text}</p>" for text in TEXT)
    page = f"<head>{head}</head><body><h1>Ferry returns</h1><div class=content>{text}</div><footer>{foot}</footer></body>"
    source = extract(parse(page, "https://www.north.example/news/1.html")).source
    assert (source.value.name if source else None) == name


@pytest.mark.parametrize(
    "end",
    [
        '<p><em>Know more? Write to <a href="mailto:desk@gull.example">desk@gull.example</a></em></p>',
        '<p><b>Были там? Пишите в наш <a href="https://t.me/gull_bot">Telegram</a>.</b></p>',
        '<p>देश की खबरों के लिए हमारे <a href="https://whatsapp.com/channel/1">चैनल</a> से जुड़ें।</p>',
        '<p><em>Write: <a href="mailto:a@gull.example">a@gull.example</a></em></p><p><em>See us on <a href="https://facebook.com/gull">Facebook</a></em></p>',
        "<p><strong>Muhabir: Ann Price</strong></p>",
        "<p>Opublikował: Adam Holt</p>",
        "<p>Ann Price</p>",
        "<p>von Ann Price</p>",
        "<p>EK</p>",
        '<p>The readers are the strength of a paper. <a href="/assinaturas">Assine já</a></p>',
        '<p><b>If you liked this, <a href="https://ko-fi.com/gull">buy us a coffee</a>.</b></p>',
        '<p>Saw it too? Пишите нам: <a href="https://vk.com/gull">ВК</a>, <a href="https://t.me/gull">Телеграм</a></p><div>Rate it 0</div>',
        "<p><em>(c.b.)</em></p>",
        "<div>FerryCoast</div><div>LIKE 120SAD 4</div>",
        '<p><em>Have a say in it: <a href="https://notices.example/">Public Notices</a>.</em></p>',
        '<p>Know of another boat? Write to us at <a href="mailto:desk@gull.example">desk@gull.example</a></p>',
        f'<p><b>Go on</b></p><p><b><a href="/news/bus-drivers-vote">{LEADS}</a></b></p>',
        "<p>fot. Anna Nowak</p>",
        "<p>Editör: Can Aksoy</p>",
        "<p>Haben Sie einen Fehler entdeckt? Wir freuen uns über einen Hinweis.</p>",
        "<div class=v><p>Film: 20 seconds</p></div>",
        "<p>※この記事へのご感想は、kansou@gull.example までお寄せください。</p>",
    ],
)
def test_last_lines_for_readers_are_no_text(end: str) -> None:
    assert with_end(end) == TEXT


@pytest.mark.parametrize(
    "end",
    [
        "<p><em>And the sea gave back the boat it had taken.</em></p>",
        "<p>Correction: that was the word the operator used on Monday.</p>",
        "<p><em>Correction: An earlier version misstated the year of the cut.</em></p>",
        "<p><em>Corrections of the timetable will be printed in August.</em></p>",
        '<p>Those who want a seat write to <a href="mailto:seats@ferry.example">the ferry office</a> by Friday.</p>',
        '<p>The mayor wrote so on <a href="https://t.me/mayor/12">Telegram</a>.</p>',
        '<p><b>The boat sails at six.</b></p><p><b>Seats: <a href="mailto:seats@ferry.example">the office</a>.</b></p>',
        '<p><em>Note: whoever asks, the <a href="https://ferry.example/1">list</a> is public.</em></p>',
        "<p>The first ticket went to Ann Price</p>",
        "<p>Chair: Society of Tarra</p>",
        "<p>NO, said all of them.</p>",
        "<p>One name was on every list of those who asked: nobody knew Bea Holt</p>",
        "<p><b>Go on</b></p><p>So said the board at the pier.</p>",
        "<blockquote><p>The boat is back</p></blockquote>",
        "<p>※船の切符は、seats@ferry.example でも受け付けている。</p>",
        "<p>“Write to me,” she said, and gave an address, ann@ferry.example, that nobody had.</p>",
    ],
)
def test_last_lines_like_those_stay(end: str) -> None:
    assert len(with_end(end)) == len(TEXT) + end.count("<p>")


@pytest.mark.parametrize(
    "inside",
    [
        f'<p><a href="https://university.example/news/bus-drivers-vote">{LEADS}</a></p>',
        f'<h3><a href="/news/bus-drivers-vote">{LEADS}</a></h3>',
        f'<p><a href="/plans/coast.pdf">{LEADS}</a></p>',
        f'<p><a href="/timetable">{LEADS}</a></p>',
        '<p><a href="/news/bus-drivers-vote">“We never stopped asking for the boat.”</a></p>',
        f'<p>This is what we had said of it before:</p><p><a href="/news/bus-drivers-vote">{LEADS}</a></p>',
        "".join(
            f'<p><a href="/news/bus-drivers-{name}">{LEADS}: {name}</a></p><p>They want {name} of rest in each week.</p>'
            for name in ("ten-hours", "two-days", "a-night", "a-month")
        ),
        f'<p><a href="/news/ferry-returns-again">{LEADS}</a></p>',
        "<p><a href=/news/a-b-c>Tarra</a></p>",
        "<div><h4>How to help</h4><p>Gifts are taken at the church.</p><p><a href='https://church.example/'>Church of Tarra</a></p></div>",
        "<div><h4>Where to go</h4><p>The pier opens at six.</p></div>",
        '<p>The boat is on <a href="/sounds/">the radio</a></p>',
        '<div class=q><h3>Where do I go?</h3><p>To the pier, or <a href="/pier">the office</a>.</p></div>'
        "<div class=q><h3>And then?</h3><p>You wait in the hall, as all of them do.</p></div>",
        '<div class=x><h3><a href="https://inn.example/">The Quay Inn</a></h3><p>Soup and bread.</p></div>',
        "<div class=x><img src=/quay.jpg width=600><p>The quay was empty when the first of them came.</p></div>",
    ],
)
def test_links_and_boxes_of_the_text_stay(inside: str) -> None:
    tail = "".join(f"<p>{line}</p>" for line in TEXT)
    assert len(paragraphs(inside + tail)) == len(TEXT) * 2 + len(re.findall("<(?:p|h3|h4)>", inside))


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("<p style='text-align:center'>An empty quay. Foto: Bea Holt</p>", True),
        ("<div><small>سالن تازه مطالعه | عکس: رضا کاوه</small></div>", True),
        ("<p><em>Пором біля пристані. Фото: Тарас Левчук</em></p>", True),
        ("<p>The quay was empty. Nobody took a photo: the phones were dead.</p>", False),
        ("<p>She keeps one thing of it, a photo: Bea Holt</p>", False),
    ],
)
def test_what_ends_with_who_took_the_picture_right_below_it_is_a_caption(line: str, caption: bool) -> None:
    assert len(paragraphs(f"<div><img src=/quay.jpg width=600></div>{line}")) == len(TEXT) + (not caption)


@pytest.mark.parametrize(
    "heading", ["<p>How it ends</p>", "<p><b>How it ends</b></p>", "<div><b>How it ends</b></div>"]
)
@pytest.mark.parametrize(
    "others",
    [
        '<div class=more><b>Read more</b><ul><li><a href="/news/bus-drivers-vote">Bus drivers vote</a></li></ul></div>',
        '<blockquote><p>Read more</p><p><a href="/news/bus-drivers-vote">Bus drivers vote</a></p></blockquote>',
        '<h3>Read more</h3><ul><li><a href="/news/bus-drivers-vote">Bus drivers vote</a></li></ul>',
        '<p><b>Read more</b></p><p><a href="/news/bus-drivers-vote">Bus drivers vote</a></p>',
    ],
)
def test_the_text_goes_on_below_other_articles_and_a_heading_of_any_kind(others: str, heading: str) -> None:
    rest = "".join(f"<p>{line}</p>" for line in TEXT)
    assert paragraphs(others + heading + rest) == [*TEXT[:2], "How it ends", *TEXT, TEXT[2]]


@pytest.mark.parametrize(
    "line",
    [
        'Folgen Sie uns auf <a href="https://www.instagram.com/gull">Instagram</a> und verpassen Sie nichts.',
        'Alle Nachrichten von der Küste finden Sie <a href="/kueste/">hier</a>.',
        'Pour ne rien manquer, <a href="https://www.gull.example/newsletters/matin">inscrivez-vous à notre lettre</a>.',
        'Puedes seguir las noticias de la costa en <a href="https://www.facebook.com/gull">Facebook</a>.',
        'Resta aggiornato con il nostro canale <a href="https://t.me/gull">Telegram</a>.',
        'Bądź na bieżąco! Polub nas na <a href="https://www.facebook.com/gull">Facebooku</a>.',
        'Все новости побережья — в нашем <a href="https://t.me/gull">Telegram-канале</a>.',
        'Ha nem akar lemaradni semmiről, kövessen minket a <a href="https://www.facebook.com/gull">Facebookon</a>!',
        'Haberdar olmak için <a href="https://whatsapp.com/channel/7">WhatsApp kanalımıza</a> katılın.',
        'Пратите нас на <a href="https://www.facebook.com/gull">Фејсбуку</a> и <a href="https://x.com/gull">Иксу</a>.',
        'הצטרפו לערוץ ה<a href="https://t.me/gull">טלגרם</a> שלנו.',
        'انضموا إلى قناتنا على <a href="https://t.me/gull">تلغرام</a>.',
    ],
)
@pytest.mark.parametrize("end", [False, True])
def test_an_invitation_that_leads_to_a_channel_or_a_service_is_no_text(line: str, end: bool) -> None:
    assert (with_end(f"<p>{line}</p>") if end else paragraphs(f"<p>{line}</p>")) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        'Das teilte die Polizei am Abend auf <a href="https://t.me/polizei">Telegram</a> mit.',
        'Halb Gull Point folgt ihr auf <a href="https://www.instagram.com/ann">Instagram</a>.',
        'Wir sind auf <a href="https://www.facebook.com/ferry">Facebook</a> angegriffen worden, sagte sie.',
        'Hundreds get free tickets through the ferry’s <a href="https://www.facebook.com/ferry">page</a>.',
        'Об этом сообщили в канале <a href="https://t.me/mchs">спасателей</a>.',
        'Trener obserwuje rywali na <a href="https://www.instagram.com/rywale">Instagramie</a>.',
        'מאות תושבים הצטרפו לקבוצת <a href="https://www.facebook.com/kvutza">הפייסבוק</a> של השכונה.',
        'انضم إلى الفريق لاعب أعلن عنه في <a href="https://x.com/lacib">حسابه</a>.',
        'Join our boat, the captain <a href="https://x.com/captain/status/12">wrote</a>, and be home by six.',
        'Folgen Sie mir, rief der Kapitän, und alle <a href="/news/boat-drill-2023">liefen los</a>.',
    ],
)
@pytest.mark.parametrize("end", [False, True])
def test_what_was_said_on_channels_and_words_of_invitations_alone_are_text(line: str, end: bool) -> None:
    said = with_end(f"<p>{line}</p>") if end else paragraphs(f"<p>{line}</p>")
    assert len(said) == len(TEXT) + 1


OFFERED = (
    "<p>Every morning at six the desk sends out what the coast will talk of. It costs nothing for four weeks.</p>"
)


@pytest.mark.parametrize(
    "label",
    [
        *(
            "czytaj-dalej",
            "mat-podobne",
            "zobacz_takze",
            "leggi-anche",
            "masInformacion",
            "otras_noticias",
            "leia_mais",
        ),
        *("lire-aussi", "lk_zumthema", "lees-ook", "laes-ogsaa", "citeste-si", "ilgili-haber", "also-read-panel"),
        *(
            "morelinks",
            "similarItems",
            "rich-link",
            "post__tags",
            "articleTags",
            "story_tool",
            "herramientas_nota",
        ),
        *(
            "Reklama",
            "pubblicita",
            "werbung-box",
            "adBox",
            "komentarze",
            "comentariiArticol",
            "ankieta",
            "mistape",
        ),
    ],
)
def test_a_box_with_a_name_that_papers_give_to_what_is_no_text_goes(label: str) -> None:
    assert paragraphs(f'<div class="{label}">{OFFERED}</div>') == TEXT


@pytest.mark.parametrize(
    "label",
    [
        *(
            "no-tts",
            "with_ads",
            "more-content",
            "topstory",
            "also",
            "reading",
            "readable",
            "komentar-text",
            "proglas",
        ),
        *(
            "paragraph-tagged",
            "reportage",
            "context",
            "imprint",
            "adresse",
            "advice",
            "cited",
            "respondent",
            "docx",
        ),
    ],
)
def test_a_box_with_a_name_like_those_stays(label: str) -> None:
    assert len(paragraphs(f'<div class="{label}">{OFFERED}</div>')) == len(TEXT) + 1


def test_the_rest_of_a_text_behind_a_paywall_is_text_and_what_stands_in_its_place_is_none() -> None:
    rest = [
        "The ferry will call at the lighthouse as well, where nobody but the keeper has lived for thirty years.",
        "He says that he will sell tea on the landing, and that he has already bought the cups for it in Tarra.",
    ]
    before = [
        f"In the year 20{year} the boat carried {year} people a day, and nobody thought of an end."
        for year in range(10, 18)
    ]
    above = "".join(f"<p>{line}</p>" for line in before)
    inside = "".join(f"<p>{line}</p>" for line in rest)
    assert with_end(f'{above}<div class="paywall">{inside}</div>') == [*TEXT, *before, *rest]
    assert with_end(f'{above}<div class="paywall">{inside}<button>Go on</button></div>') == [*TEXT, *before]


@pytest.mark.parametrize(
    "others",
    [
        f'<div class=more><h2>اقرأ أيضا</h2><ul><li><span>list 1 of 2</span><a href="/2"><h3>{LEADS}</h3></a></li><li><span>list 2 of 2</span>'
        f'<a href="/3"><h3>{LEADS} again</h3></a></li></ul><span>end of list</span></div><h2>A blue book</h2>',
        "</div><div class=c><p><b>LEIA TAMBÉM:</b></p></div>"
        f'<div class=c><ul><li><a href="/2">{LEADS}</a></li><li><a href="/3">{LEADS} again</a></li></ul></div><div class=c>',
    ],
)
def test_the_text_goes_on_behind_other_articles_that_were_left_out_before(others: str) -> None:
    page = (
        "<head><title>Ferry returns</title></head><body><h1>Ferry returns</h1><p>1 July 2024</p><article>"
        f"<div class=c><p>{TEXT[0]}</p></div><div class=c><p>{TEXT[1]}</p>{others}<p>{TEXT[2]}</p></div></article></body>"
    )
    body = extract(parse(page, "https://www.gull.example/news/ferry-returns-again")).body
    assert body is not None
    assert [line for line in body.value.paragraphs if line != "A blue book"] == TEXT


def test_a_box_of_credits_may_hold_the_day_and_who_took_the_picture_wrote_nothing() -> None:
    page = (
        "<head><title>Ferry returns</title></head><body><article><h1>Ferry returns</h1>"
        '<div class="story__credits"><div class="story__date">14.03.2024 • 13:40</div></div>'
        '<div class="b__img"><img src="/q.jpg"><span class="b__img-author">Photo: Bea Holt</span></div>'
        f'<div class=content><p>{TEXT[0]}</p><p>{TEXT[1]}</p></div><div class="b__author">Text: <span itemprop="author">Ann Price</span></div></article></body>'
    )
    reading = extract(parse(page, "https://www.gull.example/news/ferry-returns-again"))
    assert reading.published is not None and reading.published.value.iso.startswith("2024-03-14")
    assert reading.authors is not None and [person.name for person in reading.authors.value] == ["Ann Price"]
