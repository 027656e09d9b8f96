"""Make render/fonts/*.ttf from the DejaVu Sans that Matplotlib carries: fewer letters, no layout tables.

    python tools/reduced_fonts.py

Run by hand, see src/coprod_review/render/fonts/README.md. Figures embed what they use of a font; from one of
a few hundred letters without layout tables that takes a third of the time.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Review Sans"
FOLDER = Path(__file__).resolve().parents[1] / "src" / "coprod_review" / "render" / "fonts"
STYLES = {"": "Regular", "-Bold": "Bold", "-Oblique": "Oblique"}
LETTERS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x370, 0x3FF),
    (0x2000, 0x2044),
    (0x2070, 0x208E),
    (0x20A0, 0x20BF),
    (0x2100, 0x2193),
    (0x2200, 0x2265),
    (0x2460, 0x2473),
    (0x25A0, 0x25CF),
)
"""Latin and Greek letters, marks, arrows, circled numbers and signs; others come from DejaVu Sans itself."""


def main() -> None:
    """Write the three styles that figures use."""
    FOLDER.mkdir(exist_ok=True)
    for suffix, style in STYLES.items():
        source = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{suffix}.ttf"
        font = TTFont(source, recalcTimestamp=False)
        options = subset.Options(
            hinting=False,
            legacy_kern=True,
            layout_features=[],
            notdef_outline=True,
            name_IDs=[0, 1, 2, 4, 6, 13],
        )
        options.drop_tables += ["GPOS", "GSUB", "GDEF", "MATH", "FFTM"]
        tool = subset.Subsetter(options)
        tool.populate(unicodes=[n for first, last in LETTERS for n in range(first, last + 1)])
        tool.subset(font)
        names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY.replace(' ', '')}-{style}"}
        for entry in font["name"].names:
            if entry.nameID in names:
                entry.string = names[entry.nameID]
        font.save(FOLDER / f"{FAMILY.replace(' ', '')}-{style}.ttf", reorderTables=True)


if __name__ == "__main__":
    main()
