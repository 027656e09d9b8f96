"""coprod-review: an auditable literature review on co-production and patient safety."""

__version__ = "0.1.0"
