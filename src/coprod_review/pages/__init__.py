"""What the report and the audit site share: numbers with their lists, page names, wording, one look."""
