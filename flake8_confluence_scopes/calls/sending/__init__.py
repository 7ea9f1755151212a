"""Which requests a call sends, by itself or through the project's own functions."""
