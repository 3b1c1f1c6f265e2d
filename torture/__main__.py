"""All of it, at full length: `make torture`."""

import sys

from torture import crowd, faults, histories

if __name__ == "__main__":
    sys.exit(max(histories.main(), faults.main([]), crowd.main()))
