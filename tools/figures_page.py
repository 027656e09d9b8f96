"""Print docs/figures.md from the table of figures: `python tools/figures_page.py > docs/figures.md`."""

from __future__ import annotations

from coprod_review.render.figures import FIGURES

OPENING = """# The figures

Printed by `python tools/figures_page.py` from the table in `render/figures.py`. `coprod-review render`
draws them all, `--only NAME` one of them.

![All figures of the bundled corpus on one sheet](images/figures.png)

Each figure is a PDF (fonts embedded), an SVG (letters as outlines, with title and description), a PNG at
every resolution of `figures.dpi` (`<name>.png`, `<name>-600.png`) and the data that it draws (`<name>.csv`)
in `results/figures/`. `figures.json` holds title, caption, alt text and the note on n and what is missing.
The same results give the same bytes, whatever the number of `--workers`.

- **Widths.** Two journal columns (180 mm) or one (88 mm), as `config.yaml` says. `--columns one` draws what
  fits one column into `results/figures/one_column/`, with a `figures.json` of its own; what does not says
  why below. Letters are of 7 points or more in both; a test measures that none is cut and none overlaps.
  A label that is too long for its place gives way to the name of its code.
- **Colours** are a ladder of lightness: they stay apart in grey and for colour-blind readers, which tests
  measure. What is inferred is hatched.
- **Nothing to draw?** The figure says so and why, and its data are a table of columns alone.
- **All on one sheet:** `coprod-review render --sheet sheet.png` (or `.pdf`).
- **Time:** `python benchmarks/figures.py` prints it for one process and for two, `--reports 10000` as if so
  many reports were included.

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
