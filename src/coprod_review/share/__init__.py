"""A copy of a review that may be published: what is withheld, by which marks, and whether it still agrees."""
