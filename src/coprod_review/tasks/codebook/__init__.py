"""The codebook tried as data, on its own and on a finished run."""
