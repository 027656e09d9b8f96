"""What the Snakefile and rules/ ask for while Snakemake reads them; nothing heavy is imported here."""
