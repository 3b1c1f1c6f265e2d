"""What each fault means, why it matters, an example of it, and how it is mended."""

from quotes.catalog.explanations.of_catalogs import OF_CATALOGS
from quotes.catalog.explanations.of_drafts import OF_DRAFTS
from quotes.catalog.explanations.page import Explanation

__all__ = ["EXPLANATIONS", "Explanation"]

EXPLANATIONS: dict[str, Explanation] = OF_CATALOGS | OF_DRAFTS
