"""Tags for apps, with the one that every app begins with."""


def upgrade(conn):
    conn.execute("""
        CREATE TABLE tags (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE
        )
    """)
    conn.execute("""
        CREATE TABLE IF NOT EXISTS app_tags (
          app_id INTEGER NOT NULL REFERENCES apps (id),
          tag_id INTEGER NOT NULL REFERENCES tags (id),
          PRIMARY KEY (app_id, tag_id)
        )
    """)
    conn.execute("INSERT INTO tags (name) VALUES (?)", ("new",))


def downgrade(conn):
    conn.execute("DROP TABLE IF EXISTS app_tags")
    conn.execute("DROP TABLE IF EXISTS tags")
