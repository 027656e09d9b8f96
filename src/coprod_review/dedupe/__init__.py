"""Records to reports: candidate pairs, verdicts with reasons, clusters, merged reports and their ids."""
