"""Values as databases and programs of today write them in tables, BibTeX and notes; all entries are invented."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("place", "volume", "issue", "pages"),
    [
        ("(2030) 117:2 Supplement (e651-e652)", "117", "2", "e651-e652"),
        ("(2030) 28 SUPPL. 1 (S12)", "28", "SUPPL. 1", "S12"),
        ("(2030) 33:Supplement 1 (i345-i346)", "33", "Supplement 1", "i345-i346"),
        ("(2030) 75 (100-108)", "75", "", "100-108"),
        ("(2030) 24:1", "24", "1", ""),
        ("(2030) (1-9)", "", "", "1-9"),
        ("(2030)", "", "", ""),
        ("(2030) 12:3-4 (101-109)", "12", "3-4", "101-109"),
        ("(2030) 21 Article Number: 100172", "21", "", "100172"),
    ],
)
def test_the_source_of_embase_tells_volume_issue_and_pages(
    read, place: str, volume: str, issue: str, pages: str
):
    source = f"Owls (Oslo, Norway) {place}. Date of Publication: 1 Oct 2030"
    rows = (("TITLE", "Owls on wards"), ("AUTHOR NAMES", "Berg L."), ("SOURCE", source), ("PUI", "L2"))
    ((record,), _, _) = read("\n".join(f'"{name}","{value}"' for name, value in rows) + "\n")
    assert (record.volume, record.issue, record.pages) == (volume, issue, pages)
    assert (record.container, record.year) == ("Owls (Oslo, Norway)", 2030)
