"""Small pages made up for the tests of scoring."""

from __future__ import annotations

from ocrfix.page import Article, Block, Kind, Page

LETTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"


def article(name: str, *texts: str) -> Article:
    """The first text is the headline, the others are paragraphs."""
    kinds = [Kind.HEADLINE] + [Kind.PARAGRAPH] * (len(texts) - 1)
    return Article(id=name, blocks=tuple(Block(k, t) for k, t in zip(kinds, texts, strict=True)))


def page(*articles: Article, furniture: tuple[str, ...] = (), name: str = "p") -> Page:
    return Page(name=name, articles=articles, furniture=tuple(Block(Kind.FOLIO, t) for t in furniture))


RIVER = article("river", "长河开通新航线", "昨日上午第一艘渡轮离开北岸码头。", "船长说今后每天往返十二次。")
SCHOOL = article("school", "山村小学迎来新教室", "三间砖房代替了漏雨的旧屋，孩子们搬进了桌椅。")
MARKET = article("market", "菜市早市延长一小时", "管理处决定从下月起提前开门，摊主普遍表示欢迎。", "老人买菜更从容了。")
THREE = page(RIVER, SCHOOL, MARKET, furniture=("晨报", "第三版"))
