"""Figures and tables, drawn from the tables of the analysis; nothing here reads or writes a file."""
