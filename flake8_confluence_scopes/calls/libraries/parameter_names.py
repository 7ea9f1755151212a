"""Parameters of other packages' functions that have one meaning wherever they stand."""

from __future__ import annotations

# Arguments of a request that never carry its method or its URL.
PAYLOAD = frozenset(
    """allow_redirects auth body cert content cookies data files headers hooks json params proxies stream timeout
    verify""".split()
)
