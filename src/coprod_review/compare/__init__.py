"""Two runs compared: what changed, and what each change comes from; values in, values out."""
