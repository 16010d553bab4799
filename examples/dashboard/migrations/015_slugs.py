"""Slugs in lower case, with hyphens: they are part of every link."""

import re


def upgrade(conn):
    for app_id, slug in conn.execute("SELECT id, slug FROM apps ORDER BY id").fetchall():
        tidy = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")
        conn.execute("UPDATE apps SET slug = ? WHERE id = ?", (tidy, app_id))


def downgrade(conn):
    """The old spelling is not kept; links in either spelling lead to the app."""
