"""Harnesses that try to lose somebody's work; `make torture` runs them at full length."""
