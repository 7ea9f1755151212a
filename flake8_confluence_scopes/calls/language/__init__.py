"""What each construct of Python gives; ``rules`` is its table of contents."""
