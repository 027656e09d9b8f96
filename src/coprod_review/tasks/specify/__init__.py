"""What the run would have found, had one choice or two been made otherwise."""
