"""What is said beside the cases: words of politics, faith, groups and expression, and numbers of people as a goal."""

import re
from collections.abc import Sequence
from typing import Any, Final

from comity.law.crossing import digits
from comity.law.fact import Fact
from comity.law.producers.common import found, unknown
from comity.law.producers.crossing import said_by
from comity.law.settings import Settings
from comity.law.situation import Situation, words
from comity.law.text import comparable

LISTS: Final = ("political", "expression", "trait")
OFFICE_TALK: Final = frozenset({"article", "assembly", "published", "posted", "speech", "rally", "union", "opinion",
                                "opinions", "报道", "批评"})  # fmt: skip
"""Words of the lists that every office uses of its own work; alone they raise nothing in its talk."""

_TIME = r"(?!\W*(?:hours?|days?|weeks?|months?|years?|minutes?|working|calendar|per\s?cent|%))"
_ENGLISH_NUMBER = (r"(?:\d[\d,.]*+|(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|"
                   r"seventy|eighty|ninety|a|several)?[\s-]*(?:dozens?|hundreds?|thousands?)|ten|twenty|thirty|forty|"
                   rf"fifty|sixty|seventy|eighty|ninety){_TIME}")  # fmt: skip
_ENGLISH_ACT = (r"(?:arrest\w*|detain\w*|detention\w*|apprehen\w*|captur\w*|seiz\w*|deport\w*|expel\w*|expulsion\w*|"
                r"repatriat\w*|raid\w*|releas\w*|convict\w*|search\w*|round\w*\s+up|suspects?|detainees?)")  # fmt: skip
_HAN_NUMBER = r"(?:\d++|[一二两三四五六七八九十百千万]++)(?!\s*(?:小时|天|日|个月|月|年|分钟))"
_KHMER_NUMBER = r"(?:\d++|ដប់|ម្ភៃ|សាមសិប|សែសិប|ហាសិប|រយ|ពាន់)(?!\s*(?:ម៉ោង|ថ្ងៃ|ខែ|ឆ្នាំ|នាទី|សប្តាហ៍))"
_HAN_ACT = r"(?:抓捕|逮捕|拘留|抓获|遣返|驱逐|搜查|释放|打掉|刑拘|缉捕)"
_KHMER_ACT = r"(?:ចាប់ខ្លួន|ឃុំខ្លួន|ចាប់|បញ្ជូនខ្លួន|បណ្តេញ|ឆែកឆេរ|ដោះលែង)"

ORDERS: Final = (
    # a number of people as something that must be reached
    re.compile(
        rf"\b(?:must|shall|should|have\s+to|need\s+to|will|at\s+least|no\s+fewer\s+than|not\s+less\s+than|minimum\s+of|"
        rf"target\s+(?:of|is)|goal\s+(?:of|is)|quota\s+(?:of|is)|aim\s+for|reach)\b[^.;\n]{{0,60}}?"
        rf"(?:{_ENGLISH_NUMBER}\W+(?:\w+\W+){{0,3}}?{_ENGLISH_ACT}|{_ENGLISH_ACT}\W+(?:\w+\W+){{0,3}}?{_ENGLISH_NUMBER}"
        rf"(?!\s*(?:st|nd|rd|th|of\s+the)\b)\W+(?:people|persons|suspects|men|women|members|detainees|a\s|per\b|each|every|"
        rf"by\b|$))"
    ),
    re.compile(
        rf"{_ENGLISH_NUMBER}\W+(?:\w+\W+){{0,2}}?{_ENGLISH_ACT}\W+(?:a|per|each|every)\W+(?:day|week|month|team|province|"
        r"station|unit|officer)"
    ),
    re.compile(rf"\b(?:arrest|detention|deportation|removal)\s+(?:quota|target)s?\b[^.;\n]{{0,40}}?{_ENGLISH_NUMBER}"),
    re.compile(rf"\b(?:quota|target)s?\s+(?:of|is|:)\s*{_ENGLISH_NUMBER}\W+(?:\w+\W+){{0,2}}?(?:people|persons|{_ENGLISH_ACT})"),
    re.compile(rf"(?:指标|任务|目标|不少于|至少|必须|务必|完成|每月|每周|每日)[^。；\n]{{0,20}}?{_HAN_ACT}[^。；\n]{{0,8}}?{_HAN_NUMBER}\s*(?:名|人|个)"),
    re.compile(rf"{_HAN_ACT}[^。；\n]{{0,8}}?(?:指标|任务|不少于|至少)[^。；\n]{{0,8}}?{_HAN_NUMBER}"),
    re.compile(rf"(?:指标|任务|目标|不少于|至少)[^。；\n]{{0,6}}?{_HAN_NUMBER}\s*(?:名|人|个)[^。；\n]{{0,8}}?{_HAN_ACT}"),
    re.compile(rf"(?:គោលដៅ|យ៉ាងតិច|ត្រូវ|កូតា|មិនតិចជាង)[^។\n]{{0,40}}?{_KHMER_ACT}[^។\n]{{0,30}}?{_KHMER_NUMBER}"),
    re.compile(rf"{_KHMER_ACT}[^។\n]{{0,30}}?(?:យ៉ាងតិច|មិនតិចជាង|កូតា)[^។\n]{{0,20}}?{_KHMER_NUMBER}"),
    re.compile(rf"{_ENGLISH_ACT}\W+(?:\w+\W+){{0,2}}?(?:at\s+least|no\s+fewer\s+than|not\s+less\s+than|up\s+to|a\s+minimum\s+of)\W+"
               rf"{_ENGLISH_NUMBER}"),
    re.compile(rf"\b(?:arrest|detain|deport|expel|repatriate|release|capture|round\s+up)\W+(?:\w+\W+){{0,2}}?{_ENGLISH_NUMBER}"
               r"\W+(?:\w+\W+){0,2}?(?:people|persons|men|women|suspects|workers|detainees|prisoners|members|families)\b"),
    # one act on many at a stroke
    re.compile(
        rf"\b{_ENGLISH_ACT}\W+(?:all|everyone|everybody|each\s+of|every\s+one\s+of|the\s+(?:following|attached|listed))\b"
        r"(?!\W+(?:the\s+)?(?:documents?|records?|files?|evidence|exhibits?|items?|costs?|information|devices?|data))"
    ),
    re.compile(rf"\b(?:all|every)\s+(?:the\s+)?(?:\d[\d,]*\s+)?(?:detainees|suspects|prisoners|arrestees|workers|occupants|"
               rf"residents|persons|people)\b[^.;\n]{{0,40}}?\b(?:are|be|is|to\s+be|shall|must|will)\b[^.;\n]{{0,20}}?{_ENGLISH_ACT}"),
    re.compile(rf"(?:全部|所有|一律|统统|批量|集体){{1}}[^。；\n]{{0,12}}?{_HAN_ACT}|{_HAN_ACT}(?:全部|所有|名单)"),
    re.compile(rf"{_KHMER_ACT}[^។\n]{{0,20}}?(?:ទាំងអស់|ទាំង\d+)"),
)  # fmt: skip
"""What can hardly be meant otherwise: so many must be arrested; all of them at a stroke."""


def talk_indicators(situation: Situation, settings: Settings) -> Fact:
    """Does any text point to politics, expression or a protected group? Only raises a review."""
    texts, flags = said_by(situation), words(situation.request.get("flags") or [])
    if not texts or flags is None:
        return unknown("texts")
    lists = [settings.words[name] for name in LISTS]
    seen = sorted({word for listed in lists for word in listed.found_in(texts)} - OFFICE_TALK)
    raised = sorted(set(flags) & {flag for listed in lists for flag in listed.flags})
    return found("found" if seen or raised else "none", words=seen, flags=raised, about=situation.said_hash)


def quota_order(situation: Situation, settings: Settings) -> Fact:
    """Is a number of people set as something to be reached, or one act ordered on many at once?"""
    texts = said_by(situation)
    if not texts:
        return unknown("texts")
    seen = orders_in(texts)
    return found("found" if seen else "none", words=seen)


def quota_signs(situation: Situation, settings: Settings) -> Fact:
    """Does a word speak of quotas, targets or lists of people? Only raises a review."""
    texts = said_by(situation)
    if not texts:
        return unknown("texts")
    seen = settings.words["quota"].found_in(texts)
    return found("found" if seen else "none", words=seen, about=situation.said_hash)


def orders_in(texts: Sequence[Any]) -> list[str]:
    """The passages that set a number of people or order one act on many, as they were read."""
    plain = [comparable(digits(str(text))) for text in texts]
    return sorted({match.group(0) for text in plain for form in ORDERS for match in form.finditer(text)})


PRODUCERS = {"talk_indicators": talk_indicators, "quota_order": quota_order, "quota_signs": quota_signs}
