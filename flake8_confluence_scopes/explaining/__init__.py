"""What ``explain`` and ``catalog`` print, as values, lines and JSON: of calls, scopes, methods, answers and catalogs."""
