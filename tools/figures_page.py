"""Print docs/figures.md from the table of figures: `python tools/figures_page.py > docs/figures.md`."""

from __future__ import annotations

from coprod_review.render.figures import FIGURES

OPENING = """# The figures

Printed by `python tools/figures_page.py` from the table in `render/figures.py`. `coprod-review render`
draws them all, `--only NAME` one of them.

[![PRISMA flow, map, partnership model, claims](images/figures.png)](images/figures.png)

Four of them, from the bundled corpus (`python tools/figures_picture.py`; click to enlarge).

Each figure comes as PDF (fonts embedded), SVG (letters as outlines, with title and description), PNG at
every resolution of `figures.dpi` (`<name>.png`, `<name>-600.png`) and as the data that it draws
(`<name>.csv`), in `results/figures/`. `figures.json` holds title, caption, alt text and the note on n and
what is missing. The same results give the same bytes for any number of `--workers`.

- **Widths.** Two journal columns (180 mm) or one (88 mm), as set in `config.yaml`. `--columns one` draws
  the figures that fit one column into `results/figures/one_column/`, with their own `figures.json`; the
  table says why others do not fit. Letters are 7 points or larger in both; a test checks that none is cut
  and none overlap. A label that is too long for its place is replaced by the name of its code.
- **Colours** form a ladder of lightness: they can be distinguished in grey and by colour-blind readers,
  which tests measure. What is inferred is hatched.
- **Nothing to draw?** The figure says so and why, and its data file has column headers only.
- **All on one sheet:** `coprod-review render --sheet sheet.png` (or `.pdf`).
- **Time:** `python benchmarks/figures.py` prints it for one process and for two; `--reports 10000`
  simulates that many included reports.

| figure | what it shows | one column |
|---|---|---|"""


def main() -> None:
    """Print the page."""
    print(OPENING)
    for spec in FIGURES:
        narrow = f"no: {spec.only_wide}" if spec.only_wide else "yes"
        print(f"| `{spec.name}` | **{spec.title}.** {spec.caption} | {narrow} |")


if __name__ == "__main__":
    main()
