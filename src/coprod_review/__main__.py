"""`python -m coprod_review`, the same as the command `coprod-review`."""

import sys

from coprod_review.cli import main

sys.exit(main())
