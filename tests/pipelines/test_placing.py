"""What was done to a page is told field by field: undone there, the edits give what the field was."""

from __future__ import annotations

import pytest

from pipelines.placing import field_edits, places
from pipelines.text.edits import Edit, apply_edits, undo_edits

# Source with what was repaired as [before|after]; the field as it is read from the repaired page, the same way.
CASES = {
    "a whole headline": ("<title>[æ¡¥|桥梁]_县报网</title><h1>x</h1>", "[æ¡¥|桥梁]"),
    "cut at a title's mark": ("<title>大桥明年[建戎|建成]通车_县报网</title>", "大桥明年[建戎|建成]通车"),
    "taken out before a tag": ("<p>全[\x07|]长<b>三公里[\x07|]</b>，</p>", "全[\x07|]长三公里[\x07|]，"),
    "the same words twice, one of them whole": (
        "<p>昨天，大桥建成通车，全长三公里。</p><p>今天，大桥[建戎|建成]通车，全长两公里。</p>",
        "昨天，大桥建成通车，全长三公里。\n\n今天，大桥[建戎|建成]通车，全长两公里。",
    ),
    "in the title and the headline, both the same": (
        "<title>大桥[\x02|]通车</title><h1>大桥[\x02|]通车</h1>",
        "大桥[\x02|]通车",
    ),
    "twice at one place": ("<p>大桥[\x02|][(tōng)|]通车</p>", "大桥[\x02|][(tōng)|]通车"),
    "blanks folded, references read": (
        "<p>总投资&nbsp;[十戎|十二\n\u3000亿]元，&ldquo;预计&rdquo;[名|明]年</p>",
        "总投资\u00a0[十戎|十二 亿]元，“预计”[名|明]年",
    ),
    "elsewhere on the page": ("<h1>大桥[\x02|]通车</h1><p>记者从县里获悉</p>", "记者从县里获悉"),
    "words that other words hold": ("<p>张[\x02|]三说。</p><p>他对张三丰说。</p>", "他对张三丰说。"),
    "a name before a blank and the next field": (
        "<p>来源：青川[日?|日报] 记者：周小[戮|红]\u3000编辑：王[\x07|]兵</p>",
        "青川[日?|日报]",
    ),
    "a name between blanks": ("<p>来源 青川日报 记者 周小[戮|红]\u3000编辑 王[\x07|]兵</p>", "周小[戮|红]"),
    "markup in the field": ("<p>全长<b>[三戎|三公里]</b>，</p>", "<p>全长<b>[三戎|三公里]</b>，</p>"),
}


def parsed(marked: str) -> tuple[str, list[Edit]]:
    """The text before its repair, and the edits."""
    text, edits = "", []
    for number, piece in enumerate(marked.replace("]", "[").split("[")):
        before, _, after = piece.partition("|")
        if number % 2:
            edits.append(Edit("test", len(text), len(text) + len(before), before, after, 0.9))
        text += before
    return text, edits


@pytest.mark.parametrize("name", CASES)
def test_edits_of_a_field_are_found(name: str) -> None:
    source, edits = parsed(CASES[name][0])
    field, wanted = parsed(CASES[name][1])
    repaired = apply_edits(field, wanted)
    found = field_edits(tuple(places(apply_edits(source, edits), edits)), "f", repaired)
    told = [Edit(each.kind, each.start, each.end, each.before, each.after, each.confidence) for each in found]
    assert undo_edits(repaired, told) == field
    assert apply_edits(field, told) == repaired
    assert [(edit.start, edit.before) for edit in told] == [(edit.start, edit.before) for edit in wanted]
