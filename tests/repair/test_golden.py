"""One golden case a flaw, all made up, and the traps that must survive untouched."""

from __future__ import annotations

import pytest

from ocrfix.page import Standing
from ocrfix.repair import revert
from tests.repair.made_up import flagged, repaired, repairer, text_of, text_page

MENDED = {
    "overlap without a gap": (
        "市图书馆表示，将延长周末的开放时间，方便市民借阅图书报刊长周末的开放时间，方便市民借阅图书报刊杂志，并增设座位。",
        "市图书馆表示，将延长周末的开放时间，方便市民借阅图书报刊杂志，并增设座位。",
    ),
    "overlap with a gap": (
        "河道整治是这座老城的一件大事。城东老街的改造工程也在加快推进尽量是这座老城的一件大事。城东老街的改造工程也在加快"
        "推进减少对居民的影响，预计明年完工。",
        "河道整治是这座老城的一件大事。城东老街的改造工程也在加快推进尽量减少对居民的影响，预计明年完工。",
    ),
    "an overlap inside one sentence": (
        "施工单位表示，年底前将完成全部桥面铺装和护栏安装工作的铺装和护栏安装工作的收尾，届时两岸居民出行将更加便利。",
        "施工单位表示，年底前将完成全部桥面铺装和护栏安装工作的收尾，届时两岸居民出行将更加便利。",
    ),
    "an overlap with a look-alike misread": (
        "市图书馆表示，将延长周末的开放时间，方便市民借阅图书报刊，末的开放时间，方便巿民借阅图书报刊，并增设座位。",
        "市图书馆表示，将延长周末的开放时间，方便市民借阅图书报刊，并增设座位。",
    ),
    "a line repeated in place": (
        "记者昨日从市水务局获悉，城西水厂二期\n记者昨日从市水务局获悉，城西水厂二期\n工程已经通水，日供水能力提高一倍。",
        "记者昨日从市水务局获悉，城西水厂二期工程已经通水，日供水能力提高一倍。",
    ),
    "a text layer printed twice": ("昨昨日日上上午午，全市春季运动会开幕。", "昨日上午，全市春季运动会开幕。"),
    "a broken column": (
        "会议指出，要进一步优化营商环\n\n境，为企业发展提供更好的服务。",
        "会议指出，要进一步优化营商环境，为企业发展提供更好的服务。",
    ),
    "a broken page between blank lines": (
        "据介绍，今年全市将新建改建农村公路，重点改善山区群众的出行条\n\n\n\n件。目前，各项工作正在有序推进。",
        "据介绍，今年全市将新建改建农村公路，重点改善山区群众的出行条件。目前，各项工作正在有序推进。",
    ),
    "a break inside a bracket": (
        "新馆昨天启用，市民可以凭有效证件（身份证、社会保障卡\n\n或护照）入馆，每天限额两千人，周一闭馆。",
        "新馆昨天启用，市民可以凭有效证件（身份证、社会保障卡或护照）入馆，每天限额两千人，周一闭馆。",
    ),
    "stray spaces": (
        "据统计，今年以来全市新增就业 人口两万余人，其中高校毕业生占 三成以上，就业形势总体 稳定。",
        "据统计，今年以来全市新增就业人口两万余人，其中高校毕业生占三成以上，就业形势总体稳定。",
    ),
    "letter-spaced text": (
        "记 者 从 市 气 象 局 获 悉 ，本 周 末 天 气 晴 好 。",
        "记者从市气象局获悉，本周末天气晴好。",
    ),
    "a doubled bracket": (
        "《管理办法（试行）》（以下简称《办法》））自今年起施行，有效期两年。",
        "《管理办法（试行）》（以下简称《办法》）自今年起施行，有效期两年。",
    ),
    "a doubled comma": ("昨天下午，，市民服务中心启用。", "昨天下午，市民服务中心启用。"),
    "half-width punctuation": (
        '他说:"天气好,就出来走走(散步)。"邻居问:今天几号?',
        "他说：“天气好，就出来走走（散步）。”邻居问：今天几号？",
    ),
}


@pytest.mark.parametrize("case", MENDED, ids=str)
def test_flaws_are_mended(case: str) -> None:
    flawed, right = MENDED[case]
    page = repaired(flawed)
    assert text_of(page) == right
    assert [line.text for line in revert(page).lines] == [row for row in flawed.split("\n") if row.strip()]
    assert repairer().page(page) == page, "a second proposal must be empty"
    applied = [e for e in page.edits if e.standing is Standing.APPLIED]
    assert applied and all(e.confidence for e in applied)


_LEAD = "本市昨日举行全民健身日活动，来自各区的两千多名市民参加了健步走、太极拳、广场舞等项目，现场气氛热烈"

TRAPS = {
    "a lead that a later sentence repeats": f"{_LEAD}。\n\n活动由市体育局主办。记者看到，{_LEAD}，许多人全家出动。",
    "a doubled character across a join is right": "游客可以乘车到达汽车站，站前广场设有换乘指示牌。",
    "parallel sentences": "要不断增强人民群众的获得感，不断增强人民群众的幸福感，不断增强人民群众的安全感。",
    "parallel sentences with a full stop": "为学生办实事，是学校的本分。为教师办实事，是学校的责任。"
    "为家长办实事，是学校的心意。",
    "long parallel sentences": "把党的领导贯穿到城市规划的全过程各方面，把党的领导贯穿到城市建设的全过程各方面。",
    "a list of offices": "即日起，河东区人民政府办公室一楼服务大厅和云川县人民政府办公室一楼服务大厅同时受理申请。",
    "three reports": "会上听取了推进城市更新工作进展情况的汇报、推进河道治理工作进展情况的汇报"
    "和推进垃圾分类工作进展情况的汇报。",
    "not only but also": "干部们说，既要在基层治理工作的重点难点上下功夫，更要在基层治理工作的重点难点上见真章。",
    "a song": "孩子们齐声唱道：“美丽的白鹭洲，我的家，美丽的白鹭洲，我的家。”歌声传得远。",
    "a slogan": "看台上的观众齐声高喊：“加油，加油，加油，加油！”球员们又一次把球打进了大门。",
    "a motto in quotes": "展览以“青山绿水 美丽家园”为主题，分三个单元，展出作品一百多件。",
    "a dateline and a credit": "本报讯 昨天上午，市图书馆新馆开馆，市民可以免费办证。（记者 陈小河）",
    "old punctuation": "本埠昨日天晴、各校開學、學生紛紛到校、街市亦較往日熱鬧、",
    "names with spaces": "本报讯（记者 陈小河 林远山）昨日，市博物馆新馆开馆。",
    "a deck of names": "王大河主持 李远山赵青川出席",
    "numbers and times": "比赛于19:30开始，共有1,200人到场，最终比分为3:2。",
    "dates": "2023年5月6日至7日，阅读节在市图书馆举行。",
    "reduplication": "孩子们高高兴兴、蹦蹦跳跳地走进校园，开开心心上学。",
    "dashes and dots": "他望着远处——那是他的故乡……许久没有说话。",
    "Latin text": "The town (pop. 1,200) had two mills, a school, and no railway.",
    "Latin doubles": "The bookkeeper of the committee cannot possibly address all bees, , and he said so.",
    "Latin in Chinese": "老师问：“Is it sunny?”学生答：“It's sunny!”大家都笑了，课堂很热闹。",
    "quotes over two paragraphs": "“这条路我走了二十年，每天都从桥上过。\n\n“现在桥宽了，灯也亮了，走夜路不怕了。”",
    "a list": "1.身份证复印件；\n2.户口簿复印件；\n3.近期照片两张。",
    "rare names": "村民亓大爷和鄢家兄弟住在垟头村，村口有一棵老樟树。",
    "a number of pieces, each its own line": "甲组：十二人\n乙组：十二人\n丙组：十二人",
}


@pytest.mark.parametrize("case", TRAPS, ids=str)
def test_traps_survive(case: str) -> None:
    text = TRAPS[case]
    page = repaired(text)
    assert [line.text for line in page.lines] == [row for row in text.split("\n") if row.strip()]
    applied = [e.rule for e in page.edits if e.standing is Standing.APPLIED]
    assert not applied


def test_a_true_line_end_is_not_joined() -> None:
    page = repaired("本市新建的三座公园昨天开放，市民可以免费入园\n\n在郊区，另有五座公园正在规划，预计后年建成。")
    assert len(page.blocks) == 2


def test_headlines_are_not_joined() -> None:
    text = "老城改造年内完工\n十二条街巷面貌一新\n\n本报讯 老城改造工程进展顺利，预计年底前全部完工。"
    assert len(repaired(text).blocks) == 3


def test_wrapped_text_becomes_paragraphs() -> None:
    rows = [
        "　　昨天上午，市图书馆新馆正式向",
        "市民开放。新馆位于河东新区，共有",
        "五层，藏书八十万册，设有阅览座位",
        "两千多个。",
        "　　新馆还设有儿童阅览区和视障阅",
        "览室，并提供二十四小时自助借还服",
        "务，受到市民欢迎。",
    ]
    assert [b.text for b in repaired("\n".join(rows)).blocks] == [
        "".join(rows[:4]).strip(),
        "".join(rows[4:]).strip(),
    ]


def test_lost_marks_are_flagged() -> None:
    page = repaired("本市新建的三座公园昨天同时对外开放，市民可以免费入园")
    assert flagged(page, "lost-mark") == ["园"]
    assert not flagged(repaired("本市新建的三座公园昨天开放，市民可以免费入园。（下转第2版）"), "lost-mark")


def test_brackets_without_partner_are_flagged() -> None:
    page = repaired("市文化馆（位于河东路一号昨天起试运行，每周一闭馆。")
    assert flagged(page, "unbalanced") == ["（"]


def test_odd_straight_quotes_are_flagged_and_left() -> None:
    page = repaired('他说："这里变化真大，我都认不出来了。')
    assert flagged(page, "quotes") == ['"']
    assert '"' in text_of(page)


def test_garble_is_flagged_and_left() -> None:
    text = "会议要求，要加强城市管理，提升服务水平，推动经济社会发展。全市各单位要认真肚锰落实，确保工作取得实效。"
    page = repaired(text)
    assert any(c in "肚锰" for c in "".join(flagged(page, "garble") + flagged(page, "unlikely")))
    assert text_of(page) == text


def test_a_garbled_fragment_is_flagged_whole() -> None:
    text = "会议要求，各单位要加强城市管理，提升服务水平，认真肚锰蔚犀落实，确保工作取得实效。"
    page = repaired(text)
    assert set("肚锰蔚犀") <= set("".join(flagged(page, "garble")))
    assert text_of(page) == text


def test_the_other_reading_of_a_misread_overlap_is_flagged() -> None:
    page = repaired(MENDED["an overlap with a look-alike misread"][0])
    assert flagged(page, "overlap") == ["市"]


def test_what_stood_between_two_readings_is_flagged() -> None:
    page = repaired(MENDED["overlap with a gap"][0])
    assert flagged(page, "overlap") == ["尽量"]


def test_articles_and_jumps() -> None:
    text = (
        "河东晚报\n\n2023年5月6日 星期六\n\n\n\n老城改造年内完工\n\n"
        "本报讯 老城改造工程进展顺利，预计年底前全部完工。（下转3版）\n\n\n\n"
        "本报讯 市图书馆新馆昨天开馆，市民可以免费办理借书证。\n\n新馆共有五层，藏书八十万册。"
    )
    page = repaired(text)
    assert [b.text for b in page.furniture] == ["河东晚报", "2023年5月6日 星期六"]
    first, second = page.articles
    assert first.headline == "老城改造年内完工"
    assert first.jumps[0].target == "3" and first.jumps[0].note == "（下转3版）"
    assert len(second.blocks) == 2 and not second.headline


def test_ids_are_stable() -> None:
    text = MENDED["stray spaces"][0]
    assert [e.id for e in repaired(text).edits] == [e.id for e in repairer().page(text_page(text)).edits]
