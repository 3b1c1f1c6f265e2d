"""How things look: tables, explanations, citations and export formats. Decides nothing."""
