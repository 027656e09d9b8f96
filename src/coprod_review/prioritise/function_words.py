"""English function words: they hold sentences together, and tell of no subject."""

from __future__ import annotations

_WORDS = """
the this that these those such same other another each every either neither both all any some none
several many much more most less least few fewer enough own

he him his she her hers it its they them their theirs we us our ours you your yours me my mine
himself herself itself themselves ourselves yourself yourselves myself oneself one ones
who whom whose which what whoever whatever whichever where when why how whether there here

of in on at by for from to into onto upon with within without about above across after against along amid
among amongst around as before behind below beneath beside besides between beyond during except inside
like near off out outside over past per since than through throughout till toward towards under until up
down via

and or nor but yet so if unless although though because while whereas once thus hence therefore however
moreover furthermore otherwise instead then also too even only just still already again ever never always
often sometimes rather quite very no not

an is are was were be been being am has have had having do does did doing done can cannot could may might
must shall should will would ought
"""

FUNCTION_WORDS = frozenset(_WORDS.split())
"""Articles, pronouns, prepositions, conjunctions, such adverbs and auxiliary verbs, in small letters.

Words of one letter are no terms, and are left out."""
