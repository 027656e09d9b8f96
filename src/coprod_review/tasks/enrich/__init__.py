"""What the exports leave out, asked of services."""
