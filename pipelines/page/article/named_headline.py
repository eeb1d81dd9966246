"""Headlines that a label names: 主题：… of forums, 公告主旨： in a cell before one, 名　　称：… among 索引号 and 文号."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.page.model import Found
from pipelines.page.tree.density import weight
from pipelines.pattern import Pattern

# forums and forms say before a headline that it is one
LABEL = Pattern(r"^(?:(?:新[闻聞]|文章)?(?:[标標][题題]|主[题題]|[题題]目))\s?[:：]\s*(?=\S{4})")
# of letters to an office: 信件标题, 来信主题
_LETTER = Pattern(
    r"(?:信件|[来來]信|留言|[咨諮][询詢]|[诉訴]求|[邮郵]件|提案|建[议議])(?:[标標]?[题題]目?|主[题題])\s?[：:]?"
)
_CELL = Pattern(r"(?:公告)?主旨\s?[：:]|(?:公告|新[闻聞])(?:[标標][题題]|名[称稱])\s?[：:]")
_OF_DOCUMENT = Pattern(r"^(?:[标標]\s*[题題]|(?:信息|文件|公文)?名\s*[称稱])\s?[:：]\s*(?=\S{6})")
_LEAST = 6.0  # weight
_COLONS = ("：", ":")
_ENDS = frozenset("：:题題目")
_LABEL_SHOWN = 8  # characters


def in_cell(texts: Sequence[str]) -> Found[str] | None:
    """Give the line behind the cell of a label: 公告主旨：, and in the next 閱覽室更新地板."""
    for label, line in pairwise(texts):
        named = label[-1:] in _ENDS and (
            (label[-1] in _COLONS and _CELL.fullmatch(label)) or _LETTER.fullmatch(label)
        )
        if named and weight(line) >= _LEAST:
            return Found(line, f"line behind {label}")
    return None


def named_again(texts: Sequence[str]) -> Found[str] | None:
    """Give what a document is called in the table above it, where a line below says so too."""
    for number, line in enumerate(texts):
        name = _OF_DOCUMENT.sub("", line)
        if name != line and name in texts[number + 1 :]:
            return Found(name, f"line {line[:_LABEL_SHOWN]}, and again below")
    return None
