"""Tables that R writes with blanks between the cells; all rows are invented."""

from __future__ import annotations

HEAD = '"AU" "TI" "SO" "LA" "DT" "DE" "AB" "PY" "VL" "DI" "TC"'
OWLS = (
    '"BERG L, 2030, WARDS" "BERG L;LUNDGREN AB" "OWLS, ON WARDS." "JOURNAL OF WARDS" "ENG" "JOURNAL ARTICLE"'
    ' "OWLS;NIGHT CARE" "WE LOOKED AT OWLS." 2030 "12" "10.5555/owls.1" 0'
)
NIGHTS = '"LUNDGREN AB, 2031, WARDS" "LUNDGREN AB" "NIGHTS" "WARD SCIENCE" "ENG" NA "" NA 2031 NA NA NA'


def test_cells_between_blanks_are_read_with_and_without_names_of_rows(read):
    (owls, nights), rejects, summary = read(f"{HEAD}\n{OWLS}\n{NIGHTS}\n")
    assert not rejects
    assert summary.format == "csv"
    assert (owls.title, owls.authors, owls.year) == ("OWLS, ON WARDS", ("BERG, L", "LUNDGREN, AB"), 2030)
    assert (owls.container, owls.volume, owls.doi) == ("JOURNAL OF WARDS", "12", "10.5555/owls.1")
    assert (owls.keywords, owls.type, owls.language) == (("OWLS", "NIGHT CARE"), "article", "en")
    assert (nights.title, nights.abstract, nights.volume, nights.doi) == ("NIGHTS", "", "", "")
    without = "\n".join(row.split('" ', 1)[1] for row in (OWLS, NIGHTS))
    assert [record.title for record in read(f"{HEAD}\n{without}\n")[0]] == [owls.title, nights.title]


def test_a_row_with_marks_that_do_not_close_costs_itself_alone(read):
    broken = OWLS.replace("LOOKED AT", 'LOOKED \\"AT\\"')
    records, rejects, _ = read(f"{HEAD}\n{OWLS}\n{broken}\n{NIGHTS}\n")
    assert ([record.year for record in records], len(rejects)) == ([2030, 2031], 1)
