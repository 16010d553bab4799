"""Widgets get a title of their own; until somebody writes one it is their kind."""


def migrate(conn):
    conn.execute("ALTER TABLE widgets ADD COLUMN title TEXT NOT NULL DEFAULT ''")
    conn.execute("UPDATE widgets SET title = kind WHERE title = ''")


def rollback(conn):
    conn.execute("ALTER TABLE widgets DROP COLUMN title")
