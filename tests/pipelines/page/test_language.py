"""Languages and scripts, told from the text before what the page claims."""

from __future__ import annotations

import pytest

from pipelines.page.lines.language import find_language

CASES = [
    ("山里的桥修好了，孩子们上学不用再绕十里路。", "zh-Hans"),
    ("山裡的橋修好了，孩子們上學不用再繞十里路。", "zh-Hant"),
    ("山あいの橋が完成し、子どもたちの通学が楽になった。", "ja"),
    ("산골 마을의 다리가 완공되어 아이들의 등굣길이 편해졌다.", "ko"),
    ("The bridge in the hills is open, and it was the children who crossed it first.", "en"),
    ("Die Brücke im Tal ist fertig, und die Kinder haben sie als Erste benutzt.", "de"),
    ("Le pont est ouvert et ce sont les enfants qui l'ont traversé pour la première fois dans la vallée.", "fr"),
    ("El puente del valle se abrió y los niños fueron los primeros en cruzar por él.", "es"),
    ("Il ponte della valle è aperto e i bambini sono stati i primi che lo hanno attraversato.", "it"),
    ("A ponte do vale foi aberta e as crianças foram as primeiras a passar por ela, mas não com os pais.", "pt"),
    ("Мост в долине открыли, и дети прошли по нему первыми, как и было обещано.", "ru"),
    ("Міст у долині відкрили, і діти першими пройшли по ньому, як це було обіцяно.", "uk"),
    ("افتتح الجسر في الوادي، وكان الأطفال أول من عبره مع أهلهم بعد انتظار طويل.", "ar"),
    ("پل در دره افتتاح شد و کودکان را که از آن گذشتند این روز برای همه بود.", "fa"),
    ("Tilts ielejā ir atvērts, un bērni to šķērsoja pirmie, kā arī viņu vecāki pēc gada.", "lv"),
    ("Tiltas slėnyje yra atidarytas, ir vaikai buvo pirmi, kurie po jo statybos į kitą krantą ėjo.", "lt"),
    ("Sild orus on avatud ja lapsed olid esimesed, kes seda kasutasid, aga see ei jäänud nii.", "et"),
    ("Most v dolini je odprt in otroci so ga prečkali prvi, ki so pri tem po letu čakanja peli.", "sl"),
    ("Vadidəki körpü açılıb və uşaqlar ilk olaraq bu körpü ilə keçib, daha sonra isə böyüklər.", "az"),
    ("Мост у долини је отворен и деца су прва прешла преко њега, као што је и било обећано.", "sr"),
    ("Мостот во долината е отворен и децата први поминаа по него, како што беше ветено.", "mk"),
    ("Мостът в долината е открит и децата първи минаха по него, както беше обещано.", "bg"),
    ("Мост у даліне адкрылі, і дзеці першымі прайшлі па ім, як і было абяцана.", "be"),
    ("Аңғардағы көпір ашылды, балалар алғаш болып өтті және бұл туралы бүкіл ауыл айтты.", "kk"),
    ("Өрөөндөгү көпүрө ачылды, балдар биринчи болуп өтүштү жана бул жөнүндө айыл айтты.", "ky"),
    ("Хөндий дэх гүүр нээгдэж, хүүхдүүд анх удаа гарсан бөгөөд энэ нь тосгоны баяр байлаа.", "mn"),
    ("Үзәндәге күпер ачылды, балалар беренче булып үттеләр һәм бу турыда авыл сөйләде.", "tt"),
    ("Mae'r bont yn y cwm ar agor ac roedd y plant yn croesi gyntaf gyda'u rhieni.", "cy"),
    ("Tá an droichead sa ghleann oscailte agus ba iad na leanaí a chuaigh trasna ar dtús.", "ga"),
    ("A ponte do val abriuse e os nenos foron os primeiros en cruzala, pero non cos pais.", "gl"),
    (
        "Die brug in die vallei is oop, en ná jare se wag was dit die kinders wat hul ouers nie wou laat voorgaan nie.",
        "af",
    ),
    ("Pira li geliyê vebû û zarok yên pêşîn bûn ku ji ser wê derbas bûn.", "ku"),
    ("Vodiydagi ko'prik ochildi va bolalar birinchi bo'lib o'tdi, bu haqida qishloq ham gapirdi.", "uz"),
    ("پرد لە دۆڵەکە کرایەوە و منداڵان یەکەم کەس بوون کە بەسەریدا پەڕینەوە.", "ckb"),
    ("پل په دره کې پرانیستل شو او ماشومان لومړني وو چې پرې واوښتل.", "ps"),
    ("جىلغىدىكى كۆۋرۈك ئېچىلدى ۋە بالىلار بىرىنچى بولۇپ ئۆتتى.", "ug"),
    ("दरीतील पूल सुरू झाला आणि मुले त्यावरून जाणारी पहिली होती, असे त्यांनी सांगितले आहे.", "mr"),
    ("घाटी में पुल खुल गया और बच्चे उसे पार करने वाले पहले थे।", "hi"),
    ("उपत्यकाको पुल खुलेको छ र बालबालिका पहिलो पटक तरेका छन् भने गाउँमा खुसी छ।", "ne"),
    ("లోయలో వంతెన తెరుచుకుంది.", "te"),
    ("ಕಣಿವೆಯಲ್ಲಿ ಸೇತುವೆ ತೆರೆಯಿತು.", "kn"),
    ("താഴ്‌വരയിലെ പാലം തുറന്നു.", "ml"),
    ("ખીણમાં પુલ ખુલ્યો.", "gu"),
    ("ਵਾਦੀ ਵਿੱਚ ਪੁਲ ਖੁੱਲ੍ਹ ਗਿਆ।", "pa"),
    ("නිම්නයේ පාලම විවෘත විය.", "si"),
    ("הגשר בעמק נפתח והילדים היו הראשונים שעברו עליו.", "he"),
    ("די בריק אין טאָל איז אָפֿן און די קינדער זענען געווען די ערשטע.", "yi"),
    ("Η γέφυρα στην κοιλάδα άνοιξε.", "el"),
    ("Cây cầu trong thung lũng đã được mở và những đứa trẻ là người đi qua cho một ngày của các em.", "vi"),
]


@pytest.mark.parametrize(("text", "language"), CASES)
def test_language_of_the_text(text: str, language: str) -> None:
    found = find_language(text, "")
    assert found is not None
    assert found.value == language


def test_the_text_goes_before_the_claim() -> None:
    found = find_language("山裡的橋修好了，孩子們上學不用再繞十里路。", "en")
    assert found and found.value == "zh-Hant"


def test_the_claim_tells_where_the_text_does_not() -> None:
    found = find_language("", "pt-BR")
    assert found and found.value == "pt-BR"
    assert find_language("", "") is None
    assert find_language("12345 67", "not a tag!") is None


def test_a_claim_of_a_language_without_words_of_ours_is_believed() -> None:
    found = find_language("Mae'r bont yn y dyffryn ar agor.", "cy")
    assert found and found.value == "cy"
    found = find_language("Кӯпрук дар дара кушода шуд.", "tg")
    assert found and found.value == "tg"
    found = find_language("ལུང་གཤོངས་ནང་གི་ཟམ་པ་འདི་ཁ་ཕྱེ་ཡོདཔ་ཨིན།", "dz")
    assert found and found.value == "dz"
    found = find_language("ལུང་གཤོངས་ནང་གི་ཟམ་པ་ཁ་ཕྱེ་སོང་།", "en-US")
    assert found and found.value == "bo"
    found = find_language("Кӯпрук дар дара кушода шуд.", "en")
    assert found and found.value == "tg"


def test_code_in_a_text_is_not_its_language() -> None:
    found = find_language(
        "用函数注册回调：\n" + "handler.insert_one(json.loads(data))\n" * 4 + "这样关闭时总会运行。", ""
    )
    assert found and found.value == "zh-Hans"
