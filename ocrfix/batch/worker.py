"""A worker process: takes tasks from a pipe, does them with models loaded once, until the pipe ends."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from ocrfix.batch.process import few_arenas, few_collections, one_thread_of_algebra
from ocrfix.batch.work import Worker


def main(connection: Connection, worker: bytes, path: list[str]) -> None:
    """The whole life of a worker. ``worker`` is a pickled ``work.Worker``, ``path`` is where their modules are found.

    Answers every task with its result and the MiB the process then holds.
    """
    _serve(connection, worker, path)
    os._exit(0)  # nothing is left to be written, and the libraries take a second to end


def _serve(connection: Connection, worker: bytes, path: list[str]) -> None:
    _alone()
    os.dup2(2, 1)  # what libraries print is no data
    few_arenas()
    one_thread_of_algebra()
    few_collections()
    sys.path[:] = path
    held: Worker = pickle.loads(worker)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        if task is None:
            return
        connection.send((held.perform(task), _resident_mib()))


def _alone() -> None:
    """Ctrl-C is for the main process, which decides what becomes of the page; but nobody outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # blocked by the main process until this is done
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    main_process = parent_process()
    assert main_process is not None
    gone = main_process.sentinel

    def watch() -> None:
        wait([gone])
        os._exit(1)

    threading.Thread(target=watch, name="watch", daemon=True).start()


def _resident_mib() -> float:
    from ocrfix.profile import memory_mib  # noqa: PLC0415 - after the first page: importing it takes time

    return memory_mib()[0]
