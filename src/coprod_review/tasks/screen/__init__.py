"""Reports screened in batches."""
