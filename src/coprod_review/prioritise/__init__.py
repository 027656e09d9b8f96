"""What to read next: unread reports in an order learnt from what people decided, and when to stop."""
