"""A copy of the review that may be published: its files made, and made again to verify one."""
