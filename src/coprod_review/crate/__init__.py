"""The run as a Workflow Run RO-Crate: values in, JSON-LD entities out; `io/crate.py` writes them."""
