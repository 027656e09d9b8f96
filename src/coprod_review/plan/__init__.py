"""The planner: for one safety issue, what the run has found that bears on it, and what is open."""
