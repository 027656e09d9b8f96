"""The parts of `tools/practice_corpus.py`."""
