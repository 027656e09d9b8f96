"""Exports read in batches."""
