"""The report: one self-contained page, written from the ledger of numbers and the analysis."""
