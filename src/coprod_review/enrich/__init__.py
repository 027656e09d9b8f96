"""Enriching: what the exports leave out, the requests that ask public services for it, and their answers."""
