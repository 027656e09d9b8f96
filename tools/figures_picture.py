"""Draw docs/images/figures.png, four figures of a finished run: `python tools/figures_picture.py [RESULTS]`.

Four that can be read in the width of a page, in two columns; docs/figures.md lists all. Run it by hand
when the figures have changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "figures.png"
COLUMNS = (("prisma_flow", "map"), ("partnership_model", "claims"))
WIDTH, GAP, N_COLOURS = 860, 40, 128


def main(results: Path) -> None:
    """Write the picture, and say how large it is."""
    columns = [[_read(results / "figures" / f"{name}.png") for name in names] for names in COLUMNS]
    height = max(sum(figure.height + GAP for figure in column) for column in columns) + GAP
    sheet = Image.new("RGB", (len(columns) * (WIDTH + GAP) + GAP, height), "white")
    for n, column in enumerate(columns):
        top = GAP
        for figure in column:
            sheet.paste(figure, (GAP + n * (WIDTH + GAP), top))
            top += figure.height + GAP
    sheet.quantize(N_COLOURS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    print(f"{PICTURE.name}: {PICTURE.stat().st_size // 1024} kilobytes")


def _read(path: Path) -> Image.Image:
    with Image.open(path) as figure:
        height = round(figure.height * WIDTH / figure.width)
        return figure.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "results"))
