"""A run as a whole: begun, watched, taken up again, compared with another, told from what is newer."""
