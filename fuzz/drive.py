"""One target under libFuzzer: `python -m fuzz.drive TARGET CORPUS… -runs=…`."""

import sys

import atheris

if __name__ == "__main__":
    target = sys.argv.pop(1)
    with atheris.instrument_imports(include=["quotes"]):
        from fuzz.targets import load

        attempt = load(target).attempt
    atheris.Setup(sys.argv, attempt)
    atheris.Fuzz()
