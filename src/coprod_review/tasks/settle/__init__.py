"""From what people and readers supplied to settled codes."""
