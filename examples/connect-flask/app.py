"""Tidy Space, a Connect app: marks pages that nobody has edited for a year, and deletes them."""

from __future__ import annotations

import json
from pathlib import Path

import requests
from confluence import Confluence
from flask import Flask, abort, jsonify, request
from tokens import InvalidToken, client_key

app = Flask(__name__)
installations: dict[str, dict[str, str]] = {}
DESCRIPTOR = Path(__file__).with_name("atlassian-connect.json")


@app.get("/atlassian-connect.json")
def descriptor():
    return json.loads(DESCRIPTOR.read_text(encoding="utf-8")) | {"baseUrl": request.host_url.rstrip("/")}


@app.post("/installed")
def installed():
    installation = request.get_json()
    installations[installation["clientKey"]] = installation
    return "", 204


@app.get("/stale")
def stale():
    return jsonify(_site().stale_pages(request.args["space"]))


@app.post("/pages/<page_id>/mark")
def mark(page_id: str):
    site = _site()
    page = site.page(page_id)
    site.add_label(page_id, "stale")
    site.rename(page, f"{page['title']} (stale)")
    return "", 204


@app.delete("/pages/<page_id>")
def delete(page_id: str):
    _site().delete(page_id)
    return "", 204


@app.errorhandler(requests.HTTPError)
def confluence_refused(error: requests.HTTPError):
    return {"confluence": error.response.status_code}, 502


def _site() -> Confluence:
    """The site that the request comes from."""
    token = request.args.get("jwt") or request.headers.get("Authorization", "").removeprefix("JWT ")
    try:
        return Confluence(installations[client_key(token, installations)])
    except InvalidToken:
        abort(401)
