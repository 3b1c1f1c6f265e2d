"""The verbs of the program, without printing: extract, look, check."""
