"""Minute Keeper, a Connect app: writes the minutes of meetings, adds to them, settles them, and throws them away."""

from __future__ import annotations

import json
from pathlib import Path

from atlassian import Confluence
from atlassian.errors import ApiError
from flask import Flask, abort, jsonify, request
from minutes import Minutes
from requests import HTTPError
from tokens import SiteSession, sender

app = Flask(__name__)
urls: dict[str, str] = {}
secrets: dict[str, str] = {}
DESCRIPTOR = Path(__file__).with_name("atlassian-connect.json")


@app.get("/atlassian-connect.json")
def descriptor():
    return json.loads(DESCRIPTOR.read_text(encoding="utf-8")) | {"baseUrl": request.host_url.rstrip("/")}


@app.post("/installed")
def installed():
    site = request.get_json()
    urls[site["clientKey"]] = site["baseUrl"]
    secrets[site["clientKey"]] = site["sharedSecret"]
    return "", 204


@app.get("/minutes")
def list_minutes():
    return jsonify([page["title"] for page in _minutes().all()])


@app.post("/minutes")
def write():
    return {"id": _minutes().write(request.args["space"], request.args["title"], "<p>Present: everybody.</p>")}


@app.post("/minutes/<page_id>/decisions")
def decide(page_id: str):
    _minutes().add(page_id, request.args["title"], "<p>Decided.</p>")
    return "", 204


@app.post("/minutes/<page_id>/settled")
def settle(page_id: str):
    _minutes().settle(page_id)
    return "", 204


@app.delete("/minutes/<page_id>")
def throw_away(page_id: str):
    _minutes().throw_away(page_id)
    return "", 204


@app.errorhandler(HTTPError)
@app.errorhandler(ApiError)
def confluence_refused(error: Exception):
    return {"confluence": str(error)}, 502


def _minutes() -> Minutes:
    """Those of the site that the request comes from."""
    token = request.args.get("jwt") or request.headers.get("Authorization", "").removeprefix("JWT ")
    try:
        site = sender(token, secrets)
    except PermissionError:
        abort(401)
    session = SiteSession(urls[site], secrets[site])
    return Minutes(Confluence(url=urls[site], session=session, cloud=True))
