"""What can be said of words across entries and articles: computed, never stored by hand."""
