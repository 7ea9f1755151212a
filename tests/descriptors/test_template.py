"""A descriptor that Django or Jinja renders."""

from __future__ import annotations

import time

import pytest

from flake8_confluence_scopes.descriptors import connect
from flake8_confluence_scopes.descriptors.declaration import Unreadable

NOT_LITERAL = 'is a template without one literal "scopes" list; set confluence-scopes instead'
TOO_DEEP = "is nested too deeply, in more than 200 levels; set confluence-scopes instead"
NOT_JSON = "is not JSON: Expecting property name enclosed in double quotes"
EXAMPLE = 'write a list such as ["READ", "WRITE"]'


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ('{"enabled": {{ enabled }}, "scopes": ["read", "WRITE"]}', ("READ", "WRITE")),
        ('{"baseUrl": "{{ url_for("index") }}",\n "scopes" : [\n"READ"\n]\n}', ("READ",)),
        ('{% load static %}{"scopes": ["READ"]}', ("READ",)),
        ('{# the app #}{"scopes": ["READ"]}', ("READ",)),
        ('{# "scopes": ["ADMIN"] #}{"scopes": [], "a": {{ a }}}', ()),
        ('{"scopes": ["READ",{# most need it #} {# and some #}"WRITE"]}', ("READ", "WRITE")),
        ('{"scopes": ["READ"]{% if pages %}, "modules": {}{% endif %}}', ("READ",)),
        ('{"scopes": ["READ"], {{ rest }}', ("READ",)),
        ('{"key": "scopes", "a": {{ a }}, "scopes": ["READ"]}', ("READ",)),
        ('{"a": {{ a }}, "scopes": ["READ"], "modules": {"x": [{"scopes": ["ADMIN"]}]}}', ("READ",)),
        ('{"modules": {"x": [{"scopes": ["ADMIN"]}], "scopes": []}, "scopes": ["READ"], "a": {{ a }}}', ("READ",)),
        ('{"a": "}{{ "{" }}", "b": "\\"{", "c": {{{ c }}}, "scopes": ["READ"]}', ("READ",)),
        ('{# { #}{% comment %} { "scopes": [ " {% endcomment %}{"a": {{ a }}, "scopes": ["READ"]}', ("READ",)),
        ('{ {% if a %}"a": {"b": {{ b }}},{% elif b %}"a": [],{% else %}{% endif %}"scopes": ["READ"]}', ("READ",)),
        ('{ {%- for a in b -%}"{{ a }}": {},{%- endfor -%} "scopes": ["READ"]}', ("READ",)),
        ('{ {% %} "scopes": ["READ"]}', ("READ",)),
        ('{"modules": {"x": {{ x }}, "y": "z"}, "scopes": ["READ"]}', ("READ",)),
        ('{"a": {"b": {{ b }}}, "scopes": ["READ"]}', ("READ",)),
    ],
)
def test_literal_scopes_are_read(text: str, scopes: tuple[str, ...]) -> None:
    assert connect.scopes(text.encode()) == scopes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"scopes": {{ scopes|safe }}}', NOT_LITERAL),
        ('{"scopes": ["READ"{% if admin %}, "ADMIN"{% endif %}]}', NOT_LITERAL),
        ('{% if admin %}{"scopes": ["ADMIN"]}{% else %}{"scopes": ["READ"]}{% endif %}', NOT_LITERAL),
        ('{% include "descriptor.json" %}', NOT_LITERAL),
        ('{# "scopes": ["ADMIN"] #}{"a": {{ a }}}', NOT_LITERAL),
        ('{"a": {{ a }} {# "scopes": ["ADMIN"]', NOT_LITERAL),
        ('{"a": {{ a }}, "scopes": ["{{ scope }}"]}', NOT_LITERAL),
        ('{"scopes": ["READ", "{{ scope }}"]}', NOT_LITERAL),
        ('{"scopes": "{{ scopes }}"}', NOT_LITERAL),
        ('{"scopes": ["{# none #}"]}', NOT_LITERAL),
        ('{"a": {{ a }}, "scopes": "READ"}', f'has a text as "scopes"; {EXAMPLE}'),
        ('{"a": {{ a }}, "scopes": [1]}', f'has a number among its "scopes"; {EXAMPLE}'),
        ('{"a": {{ a }}, "scopes": ' + "[" * 1000, TOO_DEEP),
        ('{{ a }} "scopes": ["READ"]', NOT_LITERAL),
        ('{"a": {{ a }}, "modules": {"x": [{"scopes": ["ADMIN"]}]}}', NOT_LITERAL),
        ('{"a": {{ a }}, "scopes": ["READ"], "scopes": ["READ"], "scopes": ["READ"]}', NOT_LITERAL),
        ('{"a": {{ a }}, {% comment %} "scopes": ["READ"]}', NOT_LITERAL),
        ('{% if a %}{"a": 1,{% else %}{ {% endif %}"scopes": ["READ"]}', NOT_LITERAL),
        ('{% if a %}{ {% endif %}"scopes": ["READ"]}', NOT_LITERAL),
        ('{ {% else %} "scopes": ["READ"]}', NOT_LITERAL),
        ('{ {% endif %} "scopes": ["READ"]}', NOT_LITERAL),
        ('{ {% if a %} {% endfor %} {% for a in b %} {% endif %} "scopes": ["READ"]}', NOT_LITERAL),
        ('{{ a }} ]{"scopes": ["READ"]}', NOT_LITERAL),
        ('{"a": [{{ a }}}, "scopes": ["READ"]}', NOT_LITERAL),
        ('{"a": {{ "}}" }}, "scopes": ["READ"]}', NOT_LITERAL),
        ('{"a": {{ a }}, "scopes": ["READ"], "b": "', NOT_LITERAL),
        ('{"a": {{ a }}, "scopes": ["READ"], "b": {{ b }', NOT_LITERAL),
        ('{"a": [{{ a, "scopes": ["READ"]', f"{NOT_JSON} (line 1, column 9)"),
        ('{"a": }}, "scopes": ["READ"], {{', "is not JSON: Expecting value (line 1, column 7)"),
    ],
)
def test_other_templates_have_a_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        connect.scopes(text.encode())
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 500_000,
        "{#" * 500_000 + "#}",
        "{{ a }}" + '"scopes"     ' * 70_000,
        '{{ a }} "scopes":' + " " * 1_000_000,
        '{"a": {{ a }}' + ', "scopes": [{{ "' * 60_000,
        '{"a": {{ a }}' + ', "scopes": ["' * 70_000,
        '{"a": {{ a }}' + ', "scopes": [{}' * 60_000,
        "{% comment %}" * 70_000,
        "{% if a %}" * 60_000 + "{% endfor %}",
        '{% a %}{"' + "\\" * 500_000,
        "{{ a }}" + "{% " * 300_000,
        '{{ a }} "scopes":"' + "\\" * 1_000_000,
        '{{ a }} "scopes": [' + '"",' * 300_000,
    ],
)
def test_no_megabyte_takes_long(text: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable):
        connect.scopes(text.encode())
    assert time.process_time() - start < 5
