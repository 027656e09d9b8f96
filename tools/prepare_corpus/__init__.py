"""Parts of the preparation of the bundled corpus: source, placement, forms, dialects, sheets."""
