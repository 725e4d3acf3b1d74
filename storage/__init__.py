"""Keeping records: the development store on TinyDB, the records' JSON, and the roster of people."""
