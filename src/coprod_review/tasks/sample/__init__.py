"""Reports drawn for people."""
