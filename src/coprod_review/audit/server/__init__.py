"""The local server: pages and forms to decide, for coders (blind), reviewers and learners."""
