"""What the report is made from, read once."""
