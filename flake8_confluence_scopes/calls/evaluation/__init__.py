"""How a question is answered once, and within bounds. It knows no construct of Python: those are handed to it."""
