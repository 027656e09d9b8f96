"""Included reports and networks as files of other programs."""
