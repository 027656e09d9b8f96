"""The macros by which ADS names journals, as AASTeX and the classes of other journals define them."""

from __future__ import annotations

import re

_MACRO = re.compile(r"[{\s]*\\([A-Za-z]+)[}\s]*")
_TABLE = r"""
aj Astronomical Journal|actaa Acta Astronomica|araa Annual Review of Astronomy and Astrophysics
apj Astrophysical Journal|apjl Astrophysical Journal Letters|apjlett Astrophysical Journal Letters
apjs Astrophysical Journal Supplement Series|apjsupp Astrophysical Journal Supplement Series|ao Applied Optics
apss Astrophysics and Space Science|aap Astronomy and Astrophysics|aapr Astronomy and Astrophysics Reviews
aaps Astronomy and Astrophysics Supplement Series|azh Astronomicheskii Zhurnal
baas Bulletin of the American Astronomical Society|caa Chinese Astronomy and Astrophysics
cjaa Chinese Journal of Astronomy and Astrophysics|icarus Icarus
jcap Journal of Cosmology and Astroparticle Physics|jrasc Journal of the Royal Astronomical Society of Canada
memras Memoirs of the Royal Astronomical Society|mnras Monthly Notices of the Royal Astronomical Society
na New Astronomy|nar New Astronomy Reviews|nat Nature|iaucirc IAU Circulars|pra Physical Review A
prb Physical Review B|prc Physical Review C|prd Physical Review D|pre Physical Review E
prl Physical Review Letters|pasa Publications of the Astronomical Society of Australia
pasp Publications of the Astronomical Society of the Pacific
pasj Publications of the Astronomical Society of Japan|rmxaa Revista Mexicana de Astronomia y Astrofisica
qjras Quarterly Journal of the Royal Astronomical Society|skytel Sky and Telescope|solphys Solar Physics
sovast Soviet Astronomy|ssr Space Science Reviews|zap Zeitschrift fuer Astrophysik
planss Planetary and Space Science
physrep Physics Reports|physscr Physica Scripta|grl Geophysical Research Letters
jgr Journal of Geophysical Research|jqsrt Journal of Quantitative Spectroscopy and Radiative Transfer
gca Geochimica et Cosmochimica Acta|fcp Fundamentals of Cosmic Physics|nphysa Nuclear Physics A
memsai Memorie della Societa Astronomica Italiana|procspie Proceedings of SPIE|psj Planetary Science Journal
jcp Journal of Chemical Physics|bain Bulletin of the Astronomical Institutes of the Netherlands
"""
NAME_BY_MACRO = {
    macro: name
    for entry in _TABLE.replace("\n", "|").split("|")
    if entry
    for macro, _, name in (entry.partition(" "),)
}


def journal_named(written: str) -> str:
    """The name of the journal that a macro stands for; other text as it is."""
    found = _MACRO.fullmatch(written)
    return NAME_BY_MACRO.get(found.group(1), written) if found else written
