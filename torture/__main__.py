"""All of it, at full length: `make torture`. Each harness ends with its figures in one line."""

import sys

from torture import articles, crowd, faults, histories, leftovers, outputs, patterns

if __name__ == "__main__":
    sys.exit(
        max(
            articles.main([]),
            patterns.main([]),
            leftovers.main([]),
            outputs.main([]),
            histories.main(),
            faults.main([]),
            crowd.main(),
        )
    )
