"""A new export beside the corpus as it stands: read whole, compared, put into it."""
