"""A review without its app: pages, queue, outputs, and what decisions teach."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ocrfix import cli
from ocrfix.batch.pages import slim
from ocrfix.cli.review import review as command
from ocrfix.errors import ExitCode, UnreadableInput
from ocrfix.formats import json as page_json
from ocrfix.formats import markdown
from ocrfix.page import PERSON, Document, Operation, Page, Span, Standing
from ocrfix.page.schema import dumps
from ocrfix.repair import apply
from ocrfix.repair.run import Repairer
from ocrfix.review import PageDiff, export, fit, queue, session, teach
from ocrfix.review.app.asked import decisions
from ocrfix.review.decisions import Settle
from ocrfix.review.folder import find_pages
from ocrfix.review.index import summary_of
from ocrfix.review.session import MARK, Review
from ocrfix.score.files import find_pairs
from ocrfix.settings.load import Settings, load
from ocrfix.settings.repair import Policy
from ocrfix.settings.review import ReviewSettings
from tests.review.batches import edit, page_of, write_batch

ONE, TWO, THREE = "town-0001", "town-0002", "town-0003"
SETTINGS = Settings()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_batch(tmp_path)


def opened(out: Path, who: str = "lin") -> Review:
    review = Review(out, SETTINGS.review, who)
    for file in list(review.stale.values()):
        review.indexed(summary_of(file.key, file.stamp, str(file.path)))
    return review


@pytest.fixture
def review(out: Path) -> Iterator[Review]:
    found = opened(out)
    yield found
    found.close()


def edit_of(line: str, rule: str = "look-alike") -> str:
    return next(e.id for e in page_of("p").edits if e.spans[0].line == line and e.rule == rule)


def settle(review: Review, page: str, edit: str, standing: str = "applied") -> None:
    review.decide(decisions(review, page, {"do": "settle", "edit": edit, "standing": standing}))


def lead(review: Review, page: str = ONE) -> str:
    return review.open(page).page.articles[0].blocks[1].text


def test_pages_are_found_and_nothing_else(out: Path) -> None:
    (out / "town-0001.edits.json").write_text('{"schema": "ocrfix/edits", "version": 1}')
    (out / "town.issue.json").write_bytes(dumps(Document("town", (page_of("a"), page_of("b")))))
    (out / ".hidden").mkdir()
    shutil.copy(out / f"{ONE}.json", out / ".hidden" / "x.json")
    (out / "below").mkdir()
    shutil.copy(out / f"{ONE}.json", out / "below" / "y.json")
    assert list(find_pages(out)) == ["below/y", ONE, TWO, THREE]


def test_a_link_out_of_the_folder_is_no_page(out: Path, tmp_path: Path) -> None:
    shutil.copy(out / f"{ONE}.json", tmp_path / "outside.json")
    (out / "link.json").symlink_to(tmp_path / "outside.json")
    assert "link" not in find_pages(out)


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnreadableInput, match=r"no page|no such folder"):
            find_pages(folder)


def test_a_damaged_page_stops_no_other(out: Path) -> None:
    (out / f"{TWO}.json").write_text('{"schema": "ocrfix/page", "version": 1, "page": {"name": 7}}')
    review = opened(out)
    assert "damaged" in review.index.errors()[TWO]
    assert {i.row.page for i in review.queue()} == {ONE, THREE}
    with pytest.raises(UnreadableInput):
        review.open(TWO)


def test_the_queue_has_what_waits_and_what_is_alike_first(review: Review) -> None:
    items = review.queue()
    assert len(items) == 3 * 4
    assert [i.row.after for i in items[:6]] == ["河"] * 6
    assert {i.same for i in items[:6]} == {5}
    assert [i.gain for i in items[6:]] == sorted((i.gain for i in items[6:]), reverse=True)
    assert items[0].gain > items[6].gain
    settle(review, ONE, edit_of("two"))
    assert len(review.queue()) == 11
    assert len(review.recurrences(ONE, edit_of("four"))) == 4


def test_an_index_of_another_version_is_made_anew_and_decisions_stay(out: Path) -> None:
    review = opened(out)
    settle(review, ONE, edit_of("two"))
    with review.store.writing() as connection:
        connection.execute("DROP TABLE edits")
        connection.execute("CREATE TABLE edits (page TEXT NOT NULL, id TEXT NOT NULL)")
    review.close()
    again = opened(out)
    assert len(again.queue()) == 11
    assert "林小河说" in lead(again)


def test_accepting_everywhere_sends_away_what_stands_in_its_place_everywhere(out: Path) -> None:
    for name in (ONE, TWO):
        page = page_json.read((out / f"{name}.json").read_bytes(), name)
        rival = edit(page, "unlikely", Operation.REPLACE, Span("two", 8, 9), "何", Standing.APPLIED, 0.99)
        (out / f"{name}.json").write_bytes(page_json.write(apply(page, (rival,))))
    review = opened(out)
    assert "林小何说" in lead(review, TWO)
    asked = {"do": "settle", "edit": edit_of("two"), "standing": "applied", "others": [[TWO, edit_of("two")]]}
    review.decide(decisions(review, ONE, asked))
    assert "林小河说" in lead(review, ONE) and "林小河说" in lead(review, TWO)
    box = page_of("p").line("two").glyphs[8].box
    assert {e.action.edit.box for e in review.store.events() if isinstance(e.action, Settle)} == {box}
    review.undo()
    assert "林小何说" in lead(review, ONE) and "林小何说" in lead(review, TWO)


def test_what_was_decided_while_a_page_was_made_ready_holds(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = session.page_diff

    def deciding(page: Page) -> PageDiff:
        monkeypatch.setattr(session, "page_diff", slow)
        settle(review, ONE, edit_of("two"))
        return slow(page)

    monkeypatch.setattr(session, "page_diff", deciding)
    review.open(ONE)
    assert "林小河说" in lead(review)
    assert review.standing(ONE, edit_of("two")) is Standing.APPLIED


def test_search_finds_what_people_decided(review: Review, out: Path) -> None:
    assert len(review.search("林小诃", 99)) == 3
    settle(review, ONE, edit_of("two"))
    settle(review, ONE, edit_of("four"))
    assert {page for page, _, _ in review.search("林小诃", 99)} == {TWO, THREE}
    assert [page for page, _, _ in opened(out).search("林小河", 99)] == [ONE]
    review.undo()
    review.undo()
    assert len(review.search("林小诃", 99)) == 3


def test_gains_as_good_as_equal_keep_a_person_on_the_page(review: Review) -> None:
    row = review.queue()[0].row
    near = [replace(row, page=p, id=p, after=p, confidence=c) for p, c in (("b", 0.7), ("a", 0.69))]
    far = replace(row, page="z", id="z", after="z", lead="", confidence=0.1)
    ranked = queue.ranked([far, *near], {}, ReviewSettings())
    assert [i.row.page for i in ranked] == ["a", "b", "z"]


def test_what_people_reject_sinks(review: Review) -> None:
    row = review.row(ONE, edit_of("two"))
    assert row is not None
    gains = [queue.gain(row, 1, queue.Tally(a, r), ReviewSettings()) for a, r in ((9, 0), (0, 0), (0, 9))]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > gains[2]


def test_a_decision_holds_at_once_and_in_the_next_review(review: Review, out: Path) -> None:
    settle(review, ONE, edit_of("two"))
    assert "林小河说" in lead(review)
    assert "林小诃说" in lead(review, TWO)
    again = opened(out, "wang")
    assert "林小河说" in lead(again)
    assert [e.who for e in again.store.events()] == ["lin"]
    again.undo()
    assert "林小诃说" in lead(again)
    assert len(again.queue()) == 12


def test_one_decision_for_all_places_alike_is_one_step(review: Review) -> None:
    places = [[r.page, r.id] for r in review.recurrences(ONE, edit_of("two"))]
    assert len(places) == 5
    asked = {"do": "settle", "edit": edit_of("two"), "standing": "applied", "others": places}
    review.decide(decisions(review, ONE, asked))
    assert all("诃" not in lead(review, page) for page in (ONE, TWO, THREE))
    review.undo()
    assert all(lead(review, page).count("诃") == 2 for page in (ONE, TWO, THREE))
    review.redo()
    assert all("诃" not in lead(review, page) for page in (ONE, TWO, THREE))


def test_typing_what_was_suggested_accepts_it(review: Review) -> None:
    text = lead(review).replace("林小诃说", "林小河说")
    key = "one:0:9"
    review.decide(decisions(review, ONE, {"do": "text", "block": key, "text": text}))
    assert lead(review) == text
    page = review.open(ONE).page
    assert not any(e.rule == PERSON for e in page.edits)
    assert review.standing(ONE, edit_of("two")) is Standing.APPLIED


def test_typing_something_else_settles_what_stood_there(review: Review) -> None:
    text = lead(review).replace("林小诃说", "林小何说").replace("的鱼", "的渔")
    review.decide(decisions(review, ONE, {"do": "text", "block": "one:0:9", "text": text}))
    assert lead(review) == text
    assert review.standing(ONE, edit_of("two")) is Standing.REJECTED
    assert review.standing(ONE, edit_of("three", "unsure")) is Standing.APPLIED
    assert sum(e.rule == PERSON for e in review.open(ONE).page.edits) == 2
    review.undo()
    assert review.standing(ONE, edit_of("two")) is None


def test_a_change_typed_away_is_rejected(review: Review) -> None:
    review.decide(decisions(review, ONE, {"do": "text", "block": "head:0:7", "text": "老桥下的莱市场"}))
    assert review.standing(ONE, edit_of("head")) is Standing.REJECTED
    assert not any(e.rule == PERSON for e in review.open(ONE).page.edits)


def test_outputs_are_written_in_every_format_that_is_there(review: Review, out: Path) -> None:
    settle(review, ONE, edit_of("two"))
    before = {p: p.read_bytes() for p in out.glob(f"{TWO}.*")}
    found = export.export(review, SETTINGS)
    assert found.pages == (ONE,)
    endings = (".md", ".json", ".txt", ".alto.xml", ".gt.md")
    assert sorted(f.name for f in found.files) == sorted(f"{ONE}{ending}" for ending in endings)
    for name in (f"{ONE}.md", f"{ONE}.txt", f"{ONE}.gt.md"):
        assert "林小河说" in (out / name).read_text()
    assert {p: p.read_bytes() for p in out.glob(f"{TWO}.*")} == before
    page = page_json.read((out / f"{ONE}.json").read_bytes(), ONE)
    assert page.made_by[MARK] == "1"


def test_writing_twice_changes_nothing_and_undo_still_goes_back(review: Review, out: Path) -> None:
    settle(review, ONE, edit_of("two"))
    review.decide(decisions(review, ONE, {"do": "furnish", "block": "five:0:5"}))
    review.decide(decisions(review, ONE, {"do": "merge", "block": "head:0:7", "beside": "second:0:4"}))
    original = (out / f"{TWO}.json").read_bytes()
    export.export(review, SETTINGS)
    first = {p.name: p.read_bytes() for p in out.glob(f"{ONE}.*")}
    again = opened(out)
    assert again.open(ONE).replayed.misfits == ()
    export.export(again, SETTINGS)
    assert {p.name: p.read_bytes() for p in out.glob(f"{ONE}.*")} == first
    for _ in range(3):
        again.undo()
    export.export(again, SETTINGS)
    left = page_json.read((out / f"{ONE}.json").read_bytes(), ONE)
    other = page_json.read(original, TWO)
    assert left.articles[0].blocks == other.articles[0].blocks
    assert MARK not in left.made_by


def test_the_truth_is_what_score_reads(review: Review, out: Path) -> None:
    settle(review, ONE, edit_of("two"))
    review.decide(decisions(review, ONE, {"do": "done", "done": True}))
    export.export(review, SETTINGS)
    truth = out / f"{ONE}.gt.md"
    assert "3 places left; called right" in truth.read_text().splitlines()[0]
    found = find_pairs(out, out)
    (pair,) = [p for p in found if p.truth == truth]
    output, read = pair.load()
    assert markdown.write(read) == markdown.write(markdown.read(markdown.write(output), ONE))


def test_a_page_converted_anew_tells_what_no_longer_fits(review: Review, out: Path) -> None:
    settle(review, ONE, edit_of("two"))
    review.decide(decisions(review, ONE, {"do": "furnish", "block": "five:0:5"}))
    export.export(review, SETTINGS)
    page = page_of(ONE)
    shorter = page.articles[0].blocks[:2]
    new = replace(page.articles[0], blocks=shorter)
    lines = tuple(line for line in page.lines if line.id != "five")
    columns = tuple(replace(c, lines=c.lines[:2]) for c in page.columns)
    changed = replace(page, articles=(new, page.articles[1]), lines=lines, columns=columns)
    (out / f"{ONE}.json").write_bytes(page_json.write(changed))
    again = opened(out)
    found = again.open(ONE)
    assert [m.index for m in found.replayed.misfits] == [1]
    assert "林小河说" in lead(again)
    exported = export.export(again, SETTINGS)
    assert [p for p, _ in exported.misfits] == [ONE]


def test_an_issue_is_put_together_anew(review: Review, out: Path) -> None:
    pages = tuple(slim(page_of(n)) for n in (ONE, TWO))
    issue = Document("town", pages)
    (out / "town.issue.json").write_bytes(dumps(issue))
    (out / "town.issue.md").write_text(markdown.write_document(issue))
    settle(review, ONE, edit_of("two"))
    found = export.export(review, SETTINGS)
    assert {f.name for f in found.files} >= {"town.issue.json", "town.issue.md"}
    assert "林小河说" in (out / "town.issue.md").read_text()


def test_decisions_as_data(review: Review) -> None:
    settle(review, ONE, edit_of("two"))
    settle(review, TWO, edit_of("head"), "rejected")
    text = lead(review, THREE).replace("今年", "去年")
    review.decide(decisions(review, THREE, {"do": "text", "block": "one:0:9", "text": text}))
    rows = [json.loads(line) for line in teach.lines(review)]
    assert [(r["decision"], r["rule"], r["before"], r["after"]) for r in rows] == [
        ("accepted", "look-alike", "诃", "河"),
        ("rejected", "look-alike", "莱", "菜"),
        ("written", "person", "今", "去"),
    ]
    assert rows[0]["measures"] == {"margin": 2.0}
    assert rows[1]["was"] == "applied"


def lessons(rule: str, *runs: tuple[float | None, int, int]) -> list[teach.Lesson]:
    """Of each confidence so many right and so many wrong."""
    return [
        teach.Lesson(rule, n < right, Standing.SUGGESTED, False, confidence)
        for confidence, right, wrong in runs
        for n in range(right + wrong)
    ]


def test_the_interval_is_that_of_wilson() -> None:
    low, high = fit.wilson(8, 10, 1.96)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)  # Newcombe 1998, method 3, 8 of 10
    assert fit.wilson(0, 0, 1.96) == (0.0, 1.0)


def test_fitting_finds_the_lowest_confidence_that_is_right_so_often() -> None:
    (found,) = fit.fit(lessons("width", (0.6, 5, 20), (0.8, 60, 0), (0.9, 60, 0)), 0.95, SETTINGS)
    assert (found.verdict, found.confidence, found.right, found.count) == (fit.Verdict.CHANGE, 0.8, 120, 120)


@pytest.mark.parametrize(
    ("runs", "verdict"),
    [
        (((0.9, 19, 0),), fit.Verdict.TOO_FEW),
        (((0.9, 30, 0),), fit.Verdict.UNCLEAR),
        (((0.9, 60, 60),), fit.Verdict.SUGGEST),
        (((None, 60, 60),), fit.Verdict.SUGGEST),
        (((None, 60, 1),), fit.Verdict.UNCLEAR),
    ],
)
def test_fitting_says_no_more_than_it_knows(
    runs: tuple[tuple[float | None, int, int], ...], verdict: fit.Verdict
) -> None:
    (found,) = fit.fit(lessons("width", *runs), 0.95, SETTINGS)
    assert found.verdict is verdict


def test_flags_are_not_fitted() -> None:
    (found,) = fit.fit([teach.Lesson("unsure", True, Standing.FLAGGED, True, None)] * 90, 0.95, SETTINGS)
    assert (found.verdict, found.fitted) == (fit.Verdict.FLAGS, False)


def test_what_was_fitted_is_taken_by_the_next_run(tmp_path: Path) -> None:
    (tmp_path / "given.toml").write_text('[repair]\njoin_change = 4.5\npolicy = { width = "flag" }\n')
    given = load(tmp_path / "given.toml")
    found = fit.fit([*lessons("width", (0.8, 120, 0)), *lessons("join", (0.9, 10, 90))], 0.95, given)
    file = tmp_path / "fitted.toml"
    file.write_text(fit.to_toml(found, 0.95, given))
    taken = load(file).repair
    assert taken.rule_confidence == {"width": 0.8}
    assert taken.policy == {"join": Policy.SUGGEST}
    assert taken.join_change == 4.5
    assert "120 of 120" in file.read_text()


def test_a_rules_own_confidence_bounds_what_it_does() -> None:
    edit = next(e for e in page_of("p").edits if e.id == edit_of("two"))
    asked = replace(edit, standing=Standing.APPLIED)
    for sure, standing in ((None, Standing.SUGGESTED), (0.65, Standing.APPLIED), (0.75, Standing.SUGGESTED)):
        own = {} if sure is None else {"look-alike": sure}
        repairer = Repairer(SETTINGS.repair.model_copy(update={"rule_confidence": own}))
        assert repairer._limited(asked).standing is standing


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(command, list(words))
    return done.exit_code, done.output


def test_the_command_writes_and_exports(review: Review, out: Path, tmp_path: Path) -> None:
    settle(review, ONE, edit_of("two"))
    review.close()
    assert run(str(out), "--write")[0] == 0
    assert "林小河说" in (out / f"{ONE}.md").read_text()
    code, text = run(str(out), "--export", "-")
    assert code == 0
    assert json.loads(text.splitlines()[0])["decision"] == "accepted"
    assert cli.run(["review", str(out), "--fit", "0.9", "-o", str(tmp_path / "s.toml")]) == ExitCode.USAGE
    assert not (tmp_path / "s.toml").exists()


@pytest.mark.parametrize(
    "words", [["--fit", "0.9"], ["-o", "x"], ["--write", "--export", "x"], ["--fit", "1.5", "-o", "x"]]
)
def test_the_command_refuses_what_goes_not_together(out: Path, words: list[str]) -> None:
    assert cli.run(["review", str(out), *words]) == ExitCode.USAGE


def test_the_command_tells_a_folder_without_pages(tmp_path: Path) -> None:
    assert cli.run(["review", str(tmp_path), "--write"]) == ExitCode.UNREADABLE_INPUT


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(out: Path) -> None:
    out.chmod(0o500)
    assert cli.run(["review", str(out), "--write"]) == ExitCode.CANNOT_WRITE


def test_help_tells_every_way() -> None:
    assert isinstance(command, click.Command)
    text = run("--help")[1]
    assert all(word in text for word in ("--images", "--port", "--write", "--export", "--fit"))
