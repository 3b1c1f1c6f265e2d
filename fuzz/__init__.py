"""Fuzzing by coverage: bytes that nobody would write, chosen by what they make the program do."""
