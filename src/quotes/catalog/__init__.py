"""What is kept, and how it is kept safe.

Findings come in as proposals (`merge`), people own what is kept (`entries`, `people`), every
fault has a name (`faults`, `checks`), and one module touches the disk (`store`).
"""
