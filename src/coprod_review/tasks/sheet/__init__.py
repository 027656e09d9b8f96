"""Coding in a spreadsheet: what of the review a sheet is made from and held against."""
