"""Runs one function of a migration for Plumbline, and serves it a database connection.

The connection is not real: every call goes to the engine, which runs it on its own connection, inside the transaction that
also holds the migration's entry in the migrations table. Requests and answers are lines of JSON on what were standard input
and output; what the migration prints goes to the engine as output. Standard library only, Python 3.8 or newer.
"""

import inspect
import io
import json
import os
import queue
import sqlite3
import sys
import threading
import traceback
import types

OWN_FOLDER = os.path.dirname(os.path.abspath(__file__))
# Python puts it there itself, unless it is told to keep to safe paths.
sys.path[:] = [OWN_FOLDER] + [entry for entry in sys.path if entry != OWN_FOLDER]

from plumbline_connection import Connection  # noqa: E402


class Channel:
    """Lines of JSON to and from the engine. One call at a time, whatever thread it comes from."""

    def __init__(self):
        # The migration must neither read the engine's answers nor print between them.
        self._reader = os.fdopen(os.dup(0), "rb")
        self._writer = os.fdopen(os.dup(1), "wb")
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)
        self._calling = threading.RLock()
        self._writing = threading.Lock()
        self._answers = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self._reader:
            self._answers.put(json.loads(line))
        # The engine is gone, and with it the transaction: nothing that happens here can count any more.
        os._exit(1)

    def receive(self):
        return self._answers.get()

    def send(self, message):
        line = json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"
        with self._writing:
            self._writer.write(line)
            self._writer.flush()

    def call(self, operation, **arguments):
        """Asks the engine, and returns its answer or raises its error as sqlite3 would."""
        with self._calling:
            self.send({"op": operation, **arguments})
            answer = self.receive()
        if "error" in answer:
            raise exception_from(answer)
        return answer


def exception_from(answer):
    error = answer["error"]
    kind = error["class"]
    if kind == "SeveralStatements":
        kind = "ProgrammingError" if sys.version_info >= (3, 11) else "Warning"
    raised = MemoryError() if kind == "MemoryError" else getattr(sqlite3, kind)(error["message"])
    raised.plumbline_tx = answer["tx"]
    code = error.get("code")
    if code is not None and code.startswith("SQLITE_"):
        raised.sqlite_errorname = code
        number = getattr(sqlite3, code, None)
        if number is not None:
            raised.sqlite_errorcode = number
    raised.plumbline_code = code
    return raised


class OutputStream(io.RawIOBase):
    """Standard output of the migration, which the engine shows."""

    def __init__(self, channel):
        super().__init__()
        self._channel = channel

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        if data:
            self._channel.send({"op": "output", "text": data.decode("utf-8", "replace")})
        return len(data)


def load(source, path):
    """Runs the file as a module, from the text that the engine read and records."""
    module = types.ModuleType(os.path.splitext(os.path.basename(path))[0])
    module.__file__ = path
    sys.modules[module.__name__] = module
    exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)
    return module


def call_function(module, name, connection):
    function = getattr(module, name, None)
    if not callable(function):
        raise AttributeError("%s has no function %s()" % (os.path.basename(module.__file__), name))
    if inspect.iscoroutinefunction(function):
        raise TypeError("%s() is async, and is called with a connection that is not" % name)
    parameters = list(inspect.signature(function).parameters.values())
    first = parameters[0].name if parameters else None
    function(connection.cursor() if first in ("cursor", "cur") else connection)


def describe(error, path):
    """What went wrong, in which line of the migration."""
    line = error.lineno if isinstance(error, SyntaxError) and error.filename == path else None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == path:
            line = frame.lineno
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if os.path.dirname(os.path.abspath(frame.filename)) != OWN_FOLDER
    ]
    return {
        "op": "failed",
        "type": type(error).__name__,
        "message": str(error),
        "database": isinstance(error, sqlite3.Error),
        "code": getattr(error, "plumbline_code", None),
        "line": line,
        "traceback": "".join(traceback.format_list(frames)) if len(frames) > 1 else None,
    }


def main():
    channel = Channel()
    job = channel.receive()
    sys.path[0] = job["root"]
    sys.path.append(os.path.dirname(job["file"]))
    sys.argv = [job["file"]]
    raw = OutputStream(channel)
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", errors="replace", line_buffering=True)
    try:
        module = load(job["source"], job["file"])
        call_function(module, job["function"], Connection(channel, job["dialect"]))
        outcome = {"op": "done"}
    except BaseException as error:  # also SystemExit: a migration that leaves half way is not done
        outcome = describe(error, job["file"])
    sys.stdout.flush()
    channel.send(outcome)
    # Threads that the migration left behind must not hold up the run.
    os._exit(0)


if __name__ == "__main__":
    main()
