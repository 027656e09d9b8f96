"""The only layer that touches the disk: stage tables, people's CSV and YAML, results."""
