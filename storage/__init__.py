"""Keeping records: the embedded store on TinyDB and SQLite, PostgreSQL, the records' JSON, and the roster."""
