"""The audit site drawn by several processes."""
