"""What excuses unlikely text: names, numerals, phrases coined in quotes."""

from __future__ import annotations

import re

NUMERALS = frozenset("一二三四五六七八九十百千万萬亿億零〇两兩廿卅壹贰叁肆伍陆柒捌玖拾佰仟")

_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董"
    "袁潘于余蒋蔣蔡杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鐘鍾谭譚陆陸汪范範金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱"
    "江尹薛闫阎閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万钱錢严嚴覃武戴莫孔向汤湯常温康施文牛樊葛邢安齐易乔乔庞颜"
    "庄章鲁鲁岳倪殷尤翟申耿詹关焦欧左柳甘祝包宁尚符舒阮纪纪柯梅童凌毕单裴霍涂成苗谷盛曲翁冉骆路游辛靳管柴鲍解"
    "房屈费楼缪隋燕桂仇仝亓鄢谌逯仉邬娄卓蔺项竺蒙米卜车栾戚谈阳丛褚尉迟欧阳司马上官诸葛皇甫"
)
_QUOTED = re.compile(r"[“\"《〈「‘『][^“”\"《》〈〉「」‘’『』]{1,16}[”\"》〉」’』]")
_FOREIGN = "·"


def in_name(text: str, i: int) -> bool:
    """Whether the character may belong to a personal name: a surname, one of the two characters after
    one, or a stretch of a foreign name around a middle dot."""
    if _FOREIGN in text[max(0, i - 5) : i + 6]:
        return True
    return any(c in _SURNAMES for c in text[max(0, i - 2) : i + 1])


def in_quotes(text: str) -> frozenset[int]:
    """Positions inside short stretches in quotes or title marks, where phrases are coined."""
    return frozenset(i for m in _QUOTED.finditer(text) for i in range(*m.span()))
