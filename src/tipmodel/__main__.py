"""Run the command line as ``python -m tipmodel``."""

import sys

from .cli import main

sys.exit(main())
