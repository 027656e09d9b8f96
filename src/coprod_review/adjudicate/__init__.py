"""From codings to settled codes: agreement between coders, disagreements, and what settles a code."""
