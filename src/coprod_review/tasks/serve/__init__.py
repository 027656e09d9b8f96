"""Deciding in the browser: what a person is shown of a run, and how each decision reaches the files."""
