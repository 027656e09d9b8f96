"""From codes of record to numbers: maps, cross-tables, trends, the partnership model, claims."""
