"""Exercises of a learner: the room they are in, and its pages."""
