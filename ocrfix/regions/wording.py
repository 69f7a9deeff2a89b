"""Wording that newspapers share, as soft evidence of what a piece of text is.

Patterns cover simplified and traditional forms and are of the trade, not of one title.
"""

from __future__ import annotations

import re

_NUMERAL = "0-9〇○零一二三四五六七八九十百千廿卅"

DATE = re.compile(
    rf"[{_NUMERAL}]{{2,8}}\s*年\s*[{_NUMERAL}]{{1,3}}\s*月(\s*[{_NUMERAL}]{{1,3}}\s*日)?"
    r"|星期[一二三四五六日天]|禮拜[一二三四五六日]|周[一二三四五六日]$"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|[农農]历|[农農]曆|中華民[国國]|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
    r"|\b(MON|TUE|WED|THU|FRI|SAT|SUN)(\b|[A-Z]*DAY)",
    re.IGNORECASE,
)

IMPRINT = re.compile(
    r"责任?编辑|責任?編輯|^[□■◎●☐\s]*[编編][辑輯]|本版[责責]?[编編]|校\s*[对對]\s*[/／:：]?|版式|美编|美編|视觉|視覺|"
    r"主编|主編|[总總][编編]|督印|承印|印刷|[发發]行人?\s*[:：]|[邮郵]编|[邮郵]箱|[电電][话話号]|社址|报社地址|www\.|https?:|"
    r"国内统一|[国國]内刊号|CN\s?\d\d|代号|零售价?[:：每]|每份|定价|定價|今日.{0,3}版|第\s*[0-9〇一二三四五六七八九十百千]+\s*[期号號]|"
    r"全[张張]|新[闻聞][热熱][线線]|[总總]第"
)

PAGE_NUMBER = re.compile(
    r"^\W*[A-Z]?\s?\d{1,3}\s*版?[^\w%％。，、；]*$|^第?\s*[0-9〇一二三四五六七八九十]{1,3}\s*版$|^[A-Z]\d{1,3}\b|\b[A-Z]\d{2}$"
)

TITLE = re.compile(
    r"[报報]$|日[报報]|[晚晨时時商][报報]|[报報]社|周刊|週刊|DAILY|TIMES|NEWS|POST|HERALD", re.IGNORECASE
)

BYLINE = re.compile(
    r"^\W*(本[报報刊社台](?![^，。]{0,8}[讯訊电電])|[实實][习習]|特[约約派]|[见見][习習]|首席|[记記]者|通[讯訊][员員]|[驻駐]|撰文|[编編][译譯]|文[/／]|"
    r"文[:：]|作者|[摄攝]影|[图圖文]/|By\s)|"
    r"^(?!.{0,10}[讯訊电電]\W?[（(])(.{0,6}[记記]者.{1,18}|.{2,8}[/／][文图圖摄攝].{0,12})$"
)


def is_byline(text: str) -> bool:
    """Whether a short text names its writers. With the end of a sentence in it, it is running text (that a reporter
    saw something) or the last words of a caption and its credit."""
    return BYLINE.search(text) is not None and not any(mark in text for mark in "。！？；")


TEXT_CREDIT = re.compile(r"[/／]\s*文|文\s*[/／]")
"""Names the writer of the text as well: a byline, though it may close with the picture's credit."""

CAPTION_START = re.compile(r"^[■▲△▼◆●◎←→↑↓►◀▶]|^[图圖](为|為|[①-⑳0-9一二三四五六])|^[上下左右][图圖]")

POINTER = re.compile(r"^[■▲△▼←→↑↓►◀▶]|^[图圖](为|為|[①-⑳0-9一二三四五六])|^[上下左右][图圖]")
"""The same, but for marks that also open the headlines of small items (●, ◎, ◆)."""

CAPTION_END = re.compile(
    r"([摄攝影]|[图圖]片?|供[图圖]|[资資]料[图圖]片?|社[发發]|[图圖]片来源.*|[图圖]源.*|制[图圖]|[绘繪])\s*[）)]?\W?$"
)

CAPTION_CLOSED = re.compile(
    r"[。！？…」』”]\s*[^。，；、！？]{0,12}([摄攝]影?|供[图圖]|[资資]料[图圖]片?|[图圖]片)\W?$"
)
"""A sentence and, behind it, who took the picture: a whole caption."""

JUMP_TO = re.compile(
    r"[（(【]?\s*(?:[紧緊]?[下转轉接]{1,2}[轉转接]|[转轉]|下接|下[转轉])\s*第?\s*([A-Z]?[0-9〇一二三四五六七八九十]{1,3})\s*版[^）)】]{0,14}[）)】]?"
    r"|[（(]?\s*(?:continued|cont'd|see)\s+(?:on\s+)?(?:page|p\.?)\s*([A-Z]?\d{1,3})\s*[）)]?",
    re.IGNORECASE,
)

JUMP_FROM = re.compile(
    r"[（(【]?\s*(?:[紧緊]?上接|[紧緊]接|[续續])\s*第?\s*([A-Z]?[0-9〇一二三四五六七八九十]{1,3})\s*版[^）)】]{0,14}[）)】]?"
    r"|[（(]?\s*(?:continued|cont'd)\s+from\s+(?:page|p\.?)\s*([A-Z]?\d{1,3})\s*[）)]?",
    re.IGNORECASE,
)

DATELINE = re.compile(
    r"^\W{0,2}(本[报報台社][^，。、\s]{0,6}[讯訊电電]|本[报報][讯訊]|新[华華]社|据?.{0,5}社.{0,12}[电電讯訊]|中新[社网網]|"
    r"【.{2,12}】|[（(].{2,14}[电電讯訊][）)]|本港|[讯訊][（(])"
)
"""How a news story opens; seldom the way a story goes on."""

_BRIEFS = (
    r".{0,4}(短波|[简簡][讯訊]|快[讯訊]|速[递遞]|速[览覽]|要[闻聞]|[动動][态態]|集[纳納]|一[周週]|短新?[闻聞]|[资資][讯訊]|"
    r"[汇匯彙]|看台|播[报報]|NEWS|BRIEFS?).{0,3}"
)

BRIEFS_TITLE = re.compile(rf"^\W*{_BRIEFS}\W*$", re.IGNORECASE)
"""The title of a column of news in brief, by its words."""

BRIEFS = re.compile(rf"^\W*({_BRIEFS}|.{{2,4}})\W*$", re.IGNORECASE)
"""The same, or a label so short that it can be one: a label, not a headline."""

SCAN = re.compile(r"[扫掃](一[扫掃]|[码碼描])|二[维維][码碼]|QR\s?CODE", re.IGNORECASE)
"""What stands beside a code to be scanned: a service of the page, no part of a story."""
