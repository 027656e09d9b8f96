"""`python -m coprod_review`, the same as the command `coprod-review`."""

import signal
import sys

# While the program loads, an interrupt ends it without a word; from then on each command minds it.
is_minded = signal.getsignal(signal.SIGINT) == signal.default_int_handler
if is_minded:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from coprod_review.cli import main  # noqa: E402 - loads the program, which interrupts may end

if is_minded:
    signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
