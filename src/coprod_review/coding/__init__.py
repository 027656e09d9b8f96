"""Machine coders: rules, lineage, classifier and their combination. Only here: spaCy and scikit-learn."""
