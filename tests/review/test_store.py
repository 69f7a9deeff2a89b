"""The log of decisions: kept at once, taken back by more of it, never changed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ocrfix.errors import UnreadableInput
from ocrfix.page import Kind, Span, Standing
from ocrfix.review.decisions import (
    Action,
    BlockSign,
    Done,
    EditSign,
    Follow,
    Furnish,
    Merge,
    Move,
    Rewrite,
    SetKind,
    Settle,
    Shift,
    Split,
    from_json,
    to_json,
)
from ocrfix.review.store import FILE, FOLDER, Store

BLOCK = BlockSign(Span("l1", 0, 4), "老桥下的")
SETTLE = Settle(EditSign("e1", "width", ",", "，", "前", "后"), Standing.APPLIED, Standing.SUGGESTED)
ACTIONS: tuple[Action, ...] = (
    SETTLE,
    Rewrite((Span("l1", 1, 2), Span("l2", 0, 1)), "莱市", "菜市"),
    Move(BLOCK, BLOCK, False),
    Furnish(BLOCK),
    SetKind(BLOCK, Kind.CAPTION),
    Merge(BLOCK, BLOCK),
    Split(BLOCK),
    Shift(BLOCK, BLOCK),
    Follow("l1", "l2", ("甲", "乙")),
    Done(False),
)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a.do)
def test_every_decision_is_the_same_when_read_again(action: Action) -> None:
    assert from_json(to_json(action)) == action


def test_decisions_come_back_in_their_order_with_who_and_when(tmp_path: Path) -> None:
    store = Store(tmp_path)
    step = store.add("lin", [("a", SETTLE), ("b", Done())])
    store.add("wang", [("a", Done())])
    told = [(e.step, e.who, e.page) for e in store.events()]
    assert told == [(step, "lin", "a"), (step, "lin", "b"), (3, "wang", "a")]
    assert [e.action for e in store.events("a")] == [SETTLE, Done()]
    assert all(e.at.endswith("+00:00") for e in store.events())


def test_undo_and_redo_go_step_by_step(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.add("lin", [("a", SETTLE)])
    second = store.add("lin", [("a", Done()), ("b", Done())])
    assert store.last_step() == second
    assert {e.page for e in store.withdraw("lin", second)} == {"a", "b"}
    assert [e.step for e in store.events()] == [first]
    assert store.withdraw("lin", second) == ()
    assert store.last_step() == first
    store.withdraw("lin", first)
    assert store.events() == ()
    assert store.last_withdrawn() == first
    store.restore("lin", first)
    assert store.last_withdrawn() == second
    store.restore("lin", second)
    assert len(store.events()) == 3
    assert store.last_withdrawn() is None


def test_after_a_new_decision_nothing_is_brought_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.withdraw("lin", store.add("lin", [("a", SETTLE)]))
    store.add("lin", [("a", Done())])
    assert store.last_withdrawn() is None


def test_the_log_only_grows(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add("lin", [("a", SETTLE)])
    for statement in ("DELETE FROM events", "UPDATE events SET who = 'nobody'"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"), store.writing() as connection:
            connection.execute(statement)
    assert len(store.events()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ocrfix.review.store import Store\n"
        "from ocrfix.review.decisions import Done\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for n in range(10**6):\n"
        "    store.add('lin', [(f'p{n}', Done())]); print(n, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(20)]
    os.kill(process.pid, signal.SIGKILL)
    told += [int(line) for line in process.stdout.read().splitlines() if line]
    process.wait()
    process.stdout.close()
    kept = {e.page for e in Store(tmp_path).events()}
    assert {f"p{n}" for n in told} <= kept


def test_what_is_no_log_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(UnreadableInput, match="no log of decisions"):
        Store(tmp_path)


def test_a_newer_log_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.connection.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(UnreadableInput, match="newer"):
        Store(tmp_path)
