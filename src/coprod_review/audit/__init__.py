"""The audit site: one page for each report, number and export, that opens from disk."""
