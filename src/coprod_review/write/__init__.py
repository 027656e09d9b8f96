"""Stage: included reports, with their codes, as files of reference managers. One module a format; no I/O."""
