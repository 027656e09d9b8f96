"""Exports into records: one module per format, chosen by content, and nothing lost on the way."""
