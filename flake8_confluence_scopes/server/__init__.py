"""Door 3: the language server. The only room that knows the protocol; pygls is imported in ``features`` alone."""
