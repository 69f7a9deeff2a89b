"""hOCR as others write it."""

from __future__ import annotations

from ocrfix.formats import hocr
from ocrfix.page import Box, Direction, Kind, Page
from tests.formats.newspaper import PAGE

TESSERACT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head><title></title><meta name='ocr-system' content='tesseract 5.3.0' /></head>
 <body>
  <div class='ocr_page' id='page_1' title='image "harbour.png"; bbox 0 0 400 300; ppageno 0; scan_res 70 70'>
   <div class='ocr_carea' id='block_1_1' title="bbox 10 10 300 90">
    <p class='ocr_par' id='par_1_1' lang='chi_sim' title="bbox 10 10 300 60">
     <span class='ocr_header' id='line_1_1' title="bbox 10 10 300 60; baseline 0 -2; x_size 40">
      <span class='ocrx_word' id='word_1_1' title='bbox 10 10 90 60; x_wconf 91'>夜航</span>
      <span class='ocrx_word' id='word_1_2' title='bbox 90 10 130 60; x_wconf 40'>船</span>
     </span>
    </p>
    <p class='ocr_par' id='par_1_2' lang='eng' title="bbox 10 70 300 90">
     <span class='ocr_line' id='line_1_2' title="bbox 10 70 300 90">
      <span class='ocrx_word' id='word_1_3' title='bbox 10 70 60 90; x_wconf 95'>Night</span>
      <span class='ocrx_word' id='word_1_4' title='bbox 70 70 120 90; x_wconf 95'>boat,</span>
      <span class='ocrx_word' id='word_1_5' title='bbox 130 70 160 90; x_wconf 95'>late</span>
     </span>
     <span class='ocr_line' id='line_1_3' title="bbox 350 70 370 290">
      <span class='ocrx_word' id='word_1_6' title='bbox 350 70 370 290; x_wconf 80'>客人上岸去</span>
     </span>
    </p>
   </div>
   <div class='ocr_photo' id='block_1_2' title="bbox 10 100 200 200"></div>
  </div>
 </body>
</html>
"""


def test_tesseracts_file() -> None:
    page = hocr.read(TESSERACT.encode(), "harbour")
    assert (page.width, page.height) == (400, 300)
    assert page.source is not None and page.source.file == "harbour.png"
    (article,) = page.articles
    assert [(b.kind, b.text) for b in article.blocks] == [
        (Kind.HEADLINE, "夜航船"),
        (Kind.PARAGRAPH, "Night boat, late客人上岸去"),
    ]
    first = page.line("line_1_1").glyphs
    assert [g.box for g in first[:2]] == [Box(10, 10, 50, 60), Box(50, 10, 90, 60)]
    assert [g.confidence for g in first] == [0.91, 0.91, 0.4]
    down = page.line("line_1_3")
    assert down.direction is Direction.TTB
    assert down.glyphs[1].box == Box(350, 114, 370, 158)
    assert [r.kind for r in page.regions if not r.lines] == [Kind.IMAGE]


def test_html_that_is_no_xml_is_read_as_browsers_do() -> None:
    data = b"""<html><head><meta charset=utf-8><title>x</title></head><body><div class=ocr_page title="bbox 0 0 9 9">
    <span class=ocr_line title="bbox 0 0 9 4">Two words<br></span></div></body></html>"""
    (line,) = hocr.read(data, "x").lines
    assert line.text == "Two words"


def test_other_tools_find_page_lines_and_words_by_their_classes() -> None:
    text = hocr.write(PAGE).decode()
    assert text.count('class="ocr_page"') == 1
    assert text.count('class="ocr_line"') == len(PAGE.lines) + 1
    assert 'x_bboxes 10 100 30 120; x_confs 90">清<' in text
    assert hocr.read(hocr.write(Page("p")), "p") == hocr.held(Page("p"), "p")
