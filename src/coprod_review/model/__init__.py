"""The nouns of the review as frozen values; nothing here reads or writes a file."""
