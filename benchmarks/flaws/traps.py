"""Made-up text that looks flawed and is right: what repair must leave alone."""

from __future__ import annotations

import random
from collections.abc import Callable

_PLACES = ("河东区", "云川县", "青溪镇", "南岭乡", "柳湾社区", "石桥街道", "白鹭洲", "海门港")
_WORK = ("乡村振兴", "城市更新", "河道治理", "基层医疗", "公共文化", "安全生产", "老旧小区改造", "垃圾分类")
_WHOM = ("学生", "教师", "家长", "老人", "商户", "游客", "居民", "企业", "农户", "司机")
_GOOD = ("获得感", "幸福感", "安全感", "归属感", "自豪感", "参与感")
_DOUBLE = ("高高兴兴", "认认真真", "热热闹闹", "干干净净", "实实在在", "方方面面", "轰轰烈烈", "清清楚楚")
_NAMES = ("亓大川", "鄢小河", "谌青", "逯远山", "仉立春", "邬海棠", "竺明", "蔺书文")

Picker = Callable[[tuple[str, ...], int], list[str]]


def _parallel(pick: Picker) -> str:
    a, b, c = pick(_GOOD, 3)
    return f"会议提出，要不断增强人民群众的{a}，不断增强人民群众的{b}，不断增强人民群众的{c}，让发展更有温度。"


def _parallel_long(pick: Picker) -> str:
    a, b, c = pick(_WORK, 3)
    clauses = "，".join(f"把为民服务的理念贯穿到{work}的全过程各方面" for work in (a, b, c))
    return f"要{clauses}。"


def _parallel_sentences(pick: Picker) -> str:
    a, b, c = pick(_WHOM, 3)
    return f"为{a}办实事，是这座城市的本分。为{b}办实事，是这座城市的责任。为{c}办实事，是这座城市的心意。"


def _also(pick: Picker) -> str:
    (a,) = pick(_WORK, 1)
    return f"干部们说，既要在{a}工作的重点难点上下功夫，更要在{a}工作的重点难点上见真章，不能只做表面文章。"


def _addresses(pick: Picker) -> str:
    a, b, c = pick(_PLACES, 3)
    halls = "、".join(f"{place}人民政府办公室一楼服务大厅" for place in (a, b, c))
    return f"{halls}同时设立了咨询点。"


def _addresses_and(pick: Picker) -> str:
    a, b = pick(_PLACES, 2)
    return f"即日起，{a}人民政府办公室一楼服务大厅和{b}人民政府办公室一楼服务大厅同时受理居民的申请。"


def _from_to(pick: Picker) -> str:
    a, b, c = pick(_WORK, 3)
    first, second, third = (f"全市推进{work}工作进展情况的汇报" for work in (a, b, c))
    return f"调研组先后听取了{first}、{second}和{third}。"


def _doubles(pick: Picker) -> str:
    a, b, c = pick(_DOUBLE, 3)
    return f"孩子们{a}地走进校园，老师们{b}地准备每一堂课，大家{c}地过好每一天。"


def _station(pick: Picker) -> str:
    a, b = pick(_PLACES, 2)
    return f"从{a}汽车站站前广场出发，乘车到{b}客运站站前路，全程约四十分钟，沿途经过三座大桥桥头公园。"


def _lead_repeated(pick: Picker) -> str:
    a, b = pick(_PLACES, 2)
    (work,) = pick(_WORK, 1)
    lead = f"{a}日前启动了为期三个月的{work}专项行动，计划完成十二个重点项目，惠及沿线两万多名居民"
    return f"{lead}。\n\n据介绍，这项行动由多个部门共同组织。记者了解到，{lead}，其中{b}的项目已经开工。"


def _names(pick: Picker) -> str:
    a, b, c = pick(_NAMES, 3)
    return f"本报讯（记者 {a} {b} 通讯员 {c}）记者昨天获悉，新一轮便民服务活动将于下周启动，市民可以就近参加。"


def _verse(pick: Picker) -> str:
    (a,) = pick(_PLACES, 1)
    return f"孩子们齐声唱道：“美丽的{a}，我的家，美丽的{a}，我的家，春天的花儿开满坡，开满坡。”歌声传得很远。"


def _slogan(pick: Picker) -> str:
    return "看台上的观众齐声高喊：“加油，加油，加油，加油！”球员们冲过中线，又一次把球打进了对方的大门。"


def _scores(pick: Picker) -> str:
    a, b = pick(_PLACES, 2)
    return f"{a}队以3:2战胜{b}队，全场有12,500名观众，比赛从19:30打到21:15，两队共得到11次角球。"


def _dash(pick: Picker) -> str:
    (a,) = pick(_PLACES, 1)
    return f"他望着远处——那是他住了四十年的{a}……许久没有说话，只是不停地摆手、摆手。"


TRAPS: tuple[Callable[[Picker], str], ...] = (
    _parallel, _parallel_long, _parallel_sentences, _also, _addresses, _addresses_and, _from_to, _doubles, _station,
    _lead_repeated, _names, _verse, _slogan, _scores, _dash,
)  # fmt: skip


def trap(rng: random.Random) -> str:
    """One trap, drawn at random; may hold an empty line between two paragraphs."""

    def pick(words: tuple[str, ...], count: int) -> list[str]:
        return rng.sample(words, count)

    return rng.choice(TRAPS)(pick)
