"""From settled codes to the numbers of the analysis, with the files that each part of it starts from."""
