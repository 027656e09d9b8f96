"""The machine coders: trained, kept in the results, taken up again, and run on batches."""
