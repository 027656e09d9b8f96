"""What the Snakefile and rules/ ask for while Snakemake reads them; nothing heavy is imported here."""

from pathlib import Path

CAPTIONS = Path(__file__).parent / "captions"
"""The words below what Snakemake's own report shows."""
