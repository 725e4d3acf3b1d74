"""The embedded engine: TinyDB's tables over SQLite, one process, one folder."""
