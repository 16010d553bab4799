"""The connection that a migration is given: as PEP 249 and sqlite3 have it, every call of it served by the engine."""

import base64
import datetime
import decimal
import json
import math
import re
import sqlite3
import sys
import uuid

SAFE_INTEGER = 2**53 - 1
SQLITE_INTEGER = 2**63


def encode(value, dialect):
    """Writes a parameter so that nothing of it is lost in JSON: integers beyond 2**53, floats and bytes have a tag."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return value if dialect == "postgresql" else int(value)
    if isinstance(value, int):
        if dialect == "sqlite" and not -SQLITE_INTEGER <= value < SQLITE_INTEGER:
            raise OverflowError("Python int too large to convert to SQLite INTEGER")
        return int(value) if -SAFE_INTEGER <= value <= SAFE_INTEGER else {"i": str(int(value))}
    if isinstance(value, float):
        return {"f": "nan" if math.isnan(value) else repr(float(value))}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"b": base64.b64encode(bytes(value)).decode("ascii")}
    if dialect == "postgresql":
        if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
            return value.isoformat()
        if isinstance(value, (decimal.Decimal, uuid.UUID)):
            return str(value)
        if isinstance(value, (dict, list)):
            return json.dumps(value)
    # Adapters that Python has for dates, and those that the migration registered.
    try:
        adapted = sqlite3.adapt(value)
    except sqlite3.ProgrammingError:
        adapted = value
    if adapted is not value:
        return encode(adapted, dialect)
    message = "Error binding parameter: type '%s' is not supported" % type(value).__name__
    raise (sqlite3.ProgrammingError if sys.version_info >= (3, 11) else sqlite3.InterfaceError)(message)


def decode(value):
    if not isinstance(value, dict):
        return value
    if "i" in value:
        return int(value["i"])
    if "f" in value:
        return float(value["f"])
    if "b" in value:
        return base64.b64decode(value["b"])
    return datetime.datetime.fromisoformat(value["t"].replace("Z", "+00:00"))


def encode_parameters(parameters, dialect):
    if isinstance(parameters, dict) or (hasattr(parameters, "keys") and hasattr(parameters, "__getitem__")):
        return {str(name): encode(parameters[name], dialect) for name in parameters.keys()}
    if isinstance(parameters, (str, bytes)):
        return [encode(item, dialect) for item in parameters]
    return [encode(item, dialect) for item in parameters]


def number_placeholders(sql, parameters):
    """Turns the `%s` and `%(name)s` of PostgreSQL's drivers for Python into `$1`. Like them, only where there are parameters."""
    values = []
    numbers = {}

    def replace(match):
        if match.group(0) == "%%":
            return "%"
        name = match.group(1)
        if name is None:
            values.append(parameters[len(values)])
            return "$%d" % len(values)
        if name not in numbers:
            values.append(parameters[name])
            numbers[name] = len(values)
        return "$%d" % numbers[name]

    try:
        numbered = re.sub(r"%%|%s|%\((\w+)\)s", replace, sql)
    except (IndexError, KeyError) as error:
        raise sqlite3.ProgrammingError("the query has more placeholders than parameters: %s" % error) from None
    return numbered, values or list(parameters)


class RowMaker:
    """Makes real `sqlite3.Row`s, which only a cursor of a real connection can describe."""

    def __init__(self):
        self._connection = None
        self._names = None
        self._cursor = None

    def row(self, names, values):
        if names != self._names:
            if self._connection is None:
                self._connection = sqlite3.connect(":memory:")
            columns = ", ".join('NULL AS "%s"' % name.replace('"', '""') for name in names)
            self._cursor = self._connection.execute("SELECT " + columns)
            self._names = names
        return sqlite3.Row(self._cursor, values)


class Cursor:
    """A cursor as PEP 249 and sqlite3 have it, over rows that the engine has read already."""

    arraysize = 1

    def __init__(self, connection):
        self.connection = connection
        self.row_factory = connection.row_factory
        self.description = None
        self.rowcount = -1
        self.lastrowid = None
        self._names = ()
        self._rows = iter(())
        self._closed = False

    def execute(self, sql, parameters=()):
        self._check()
        self._take(self.connection._execute(sql, parameters))
        return self

    def executemany(self, sql, seq_of_parameters):
        self._check()
        self._take(self.connection._executemany(sql, seq_of_parameters))
        return self

    def executescript(self, sql_script):
        self._check()
        if not isinstance(sql_script, str):
            raise TypeError("executescript() argument must be str, not " + type(sql_script).__name__)
        self.connection._call("executescript", sql=sql_script)
        self.description = None
        self.rowcount = -1
        self._rows = iter(())
        return self

    def fetchone(self):
        self._check()
        return next(self, None)

    def fetchmany(self, size=None):
        self._check()
        rows = []
        for row in self:
            rows.append(row)
            if len(rows) == (self.arraysize if size is None else size):
                break
        return rows

    def fetchall(self):
        self._check()
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        values = next(self._rows)
        factory = self.row_factory
        if factory is None:
            return values
        if isinstance(factory, type) and issubclass(factory, sqlite3.Row):
            return self.connection._rows.row(self._names, values)
        return factory(self, values)

    def close(self):
        self._closed = True
        self._rows = iter(())

    def setinputsizes(self, sizes):
        """PEP 249 allows it to do nothing."""

    def setoutputsize(self, size, column=None):
        """PEP 249 allows it to do nothing."""

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()
        return False

    def _check(self):
        if self._closed:
            raise sqlite3.ProgrammingError("Cannot operate on a closed cursor.")
        self.connection._check()

    def _take(self, answer):
        names = answer["columns"]
        self.description = tuple((name, None, None, None, None, None, None) for name in names) if names else None
        self._names = tuple(names)
        self.rowcount = answer["rowcount"]
        if answer.get("lastrowid") is not None:
            self.lastrowid = decode(answer["lastrowid"])
        text = self.connection.text_factory
        self._rows = iter([tuple(self._value(item, text) for item in row) for row in answer["rows"]])

    @staticmethod
    def _value(item, text):
        value = decode(item)
        if isinstance(value, str) and text is not str:
            return value.encode("utf-8") if text is bytes else text(value.encode("utf-8"))
        return value


class Connection:
    """A connection as PEP 249 and sqlite3 have it. The transaction around the migration stays the engine's."""

    Warning = sqlite3.Warning
    Error = sqlite3.Error
    InterfaceError = sqlite3.InterfaceError
    DatabaseError = sqlite3.DatabaseError
    DataError = sqlite3.DataError
    OperationalError = sqlite3.OperationalError
    IntegrityError = sqlite3.IntegrityError
    InternalError = sqlite3.InternalError
    ProgrammingError = sqlite3.ProgrammingError
    NotSupportedError = sqlite3.NotSupportedError

    def __init__(self, channel, dialect):
        self.row_factory = None
        self.text_factory = str
        self.isolation_level = ""
        self.in_transaction = False
        self._channel = channel
        self._dialect = dialect
        self._rows = RowMaker()
        self._closed = False

    def cursor(self, factory=None):
        self._check()
        return Cursor(self) if factory is None else factory(self)

    def execute(self, sql, parameters=()):
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql, parameters):
        return self.cursor().executemany(sql, parameters)

    def executescript(self, sql_script):
        return self.cursor().executescript(sql_script)

    def commit(self):
        self._check()
        self._call("commit")

    def rollback(self):
        self._check()
        self._call("rollback")

    def close(self):
        # As in sqlite3: what was not committed is lost.
        if not self._closed:
            self._call("rollback")
            self._closed = True

    def interrupt(self):
        """Nothing runs while the migration has its turn."""

    @property
    def total_changes(self):
        self._check()
        return decode(self._call("total_changes")["value"])

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.commit()
        else:
            self.rollback()
        return False

    def __getattr__(self, name):
        if hasattr(sqlite3.Connection, name):
            raise sqlite3.NotSupportedError(
                "connection.%s is not available in a migration that Plumbline runs" % name
            )
        raise AttributeError("'Connection' object has no attribute '%s'" % name)

    def _check(self):
        if self._closed:
            raise sqlite3.ProgrammingError("Cannot operate on a closed database.")

    def _call(self, operation, **arguments):
        try:
            answer = self._channel.call(operation, **arguments)
        except (sqlite3.Error, sqlite3.Warning, MemoryError) as error:
            self.in_transaction = error.plumbline_tx
            raise
        self.in_transaction = answer["tx"]
        return answer

    def _execute(self, sql, parameters):
        if not isinstance(sql, str):
            raise TypeError("execute() argument 1 must be str, not " + type(sql).__name__)
        if self._dialect == "postgresql" and parameters:
            sql, parameters = number_placeholders(sql, parameters)
        params = encode_parameters(parameters if parameters is not None else (), self._dialect)
        return self._call("execute", sql=sql, params=params, implicit=self._implicit())

    def _executemany(self, sql, seq_of_parameters):
        if not isinstance(sql, str):
            raise TypeError("executemany() argument 1 must be str, not " + type(sql).__name__)
        rows = list(seq_of_parameters)
        if self._dialect == "postgresql" and rows:
            template = sql
            sql = number_placeholders(template, rows[0])[0]
            rows = [number_placeholders(template, parameters)[1] for parameters in rows]
        rows = [encode_parameters(parameters, self._dialect) for parameters in rows]
        return self._call("executemany", sql=sql, rows=rows, implicit=self._implicit())

    def _implicit(self):
        return self.isolation_level is not None
