"""What an operation does, in plain words, as its method and path tell: ``GET /wiki/api/v2/pages/{}/labels`` reads labels of
a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from flake8_confluence_scopes.path_template import HOLE, PathTemplate

_HOLE = "{}"
_VALUE = re.compile(r"[\d.]+|latest")
_VERBS = {"GET": "read", "HEAD": "read", "POST": "create", "PUT": "change", "PATCH": "change", "DELETE": "delete"}

# A name for one, and for several; the same where people count neither.
_NOUNS = {
    "action": "an action|actions",
    "addons": "an app|apps",
    "admin-key": "the admin key|the admin key",
    "analytics": "analytics|analytics",
    "ancestors": "ancestors|ancestors",
    "anonymous": "the anonymous user|the anonymous user",
    "app": "the app|the app",
    "applicationlink": "an application link|application links",
    "attachment": "an attachment|attachments",
    "attachments": "an attachment|attachments",
    "audit": "records of the audit log|records of the audit log",
    "available": "available states|available states",
    "blogposts": "a blog post|blog posts",
    "blueprint": "a blueprint|blueprints",
    "child": "a child|children",
    "children": "a child|children",
    "classification-level": "the classification level|the classification level",
    "classification-levels": "a classification level|classification levels",
    "comment": "a comment|comments",
    "comments": "a comment|comments",
    "content": "a piece of content|content",
    "content-states": "a state of content|states of content",
    "contentbody": "a body of content|bodies of content",
    "current": "the user who calls|the user who calls",
    "custom-content": "a piece of custom content|custom content",
    "data-policies": "data policies|data policies",
    "databases": "a database|databases",
    "descendant": "a descendant|descendants",
    "descendants": "a descendant|descendants",
    "direct-children": "a child|children",
    "dynamic": "modules of the app|modules of the app",
    "email": "an e-mail address|e-mail addresses",
    "embeds": "a Smart Link|Smart Links",
    "folders": "a folder|folders",
    "footer-comments": "a footer comment|footer comments",
    "group": "a group|groups",
    "history": "the history|the history",
    "inline-comments": "an inline comment|inline comments",
    "inlinetasks": "a task|tasks",
    "label": "a label|labels",
    "labels": "a label|labels",
    "license": "the licence|the licence",
    "likes": "likes|likes",
    "longtask": "a long task|long tasks",
    "lookandfeel": "the look and feel|the look and feel",
    "macro": "a macro|macros",
    "member": "a member|members",
    "membersByGroupId": "members|members",
    "metadata": "metadata|metadata",
    "module": "a module|modules",
    "notification": "a notification|notifications",
    "operations": "permitted operations|permitted operations",
    "page": "a page|pages",
    "pages": "a page|pages",
    "permission": "a permission|permissions",
    "permissions": "a permission|permissions",
    "properties": "a property|properties",
    "property": "a property|properties",
    "relation": "a relation|relations",
    "restriction": "a restriction|restrictions",
    "retention": "the retention period|the retention period",
    "role-assignments": "an assignment of roles|assignments of roles",
    "settings": "settings|settings",
    "space": "a space|spaces",
    "space-permissions": "a permission of spaces|permissions of spaces",
    "space-role-mode": "the mode of roles in spaces|the mode of roles in spaces",
    "space-roles": "a role in spaces|roles in spaces",
    "spaces": "a space|spaces",
    "state": "the state|the state",
    "systemInfo": "information on the system|information on the system",
    "task": "a task|tasks",
    "tasks": "a task|tasks",
    "temp": "a temporary file|temporary files",
    "template": "a template|templates",
    "theme": "a theme|themes",
    "title": "the title|the title",
    "user": "a user|users",
    "thumbnail": "the thumbnail|the thumbnail",
    "users": "a user|users",
    "version": "a version|versions",
    "versions": "a version|versions",
    "viewers": "the number of viewers|the number of viewers",
    "views": "the number of views|the number of views",
    "watch": "a watcher|watchers",
    "whiteboards": "a whiteboard|whiteboards",
}


# What says how rather than what.
_PASSED_OVER = frozenset("bulk byGroupId byOperation count from id to transition".split())

# Parents that others list by their type.
_TYPED = frozenset("child content descendant".split())

# A segment that says what is done, with the owner in its place.
_ACTIONS = {
    "archive": "archive pages",
    "convert": "convert a body of content",
    "copy": "copy {owner}",
    "data": "change {owner}",
    "download": "download {owner}",
    "export": "export {owner}",
    "move": "move {owner}",
    "redact": "redact {owner}",
    "reset": "reset {owner}",
    "search": "search for {owner}",
}

# Paths that do not tell what they do, from the root on, with and without a method before them.
_WORDS = {
    "/api/v2/content/convert-ids-to-types": "read the types of content",
    "/api/v2/data-policies/metadata": "read data policies",
    "/api/v2/data-policies/spaces": "read spaces under a data policy",
    "/api/v2/space-permissions/transition/access-removals": "take away access to spaces",
    "/api/v2/space-permissions/transition/combinations": "read combinations of permissions of spaces",
    "/api/v2/space-permissions/transition/role-assignments": "assign roles in spaces",
    "/api/v2/spaces/{}/classification-level/default": "{verb} the default classification level of a space",
    "/api/v2/spaces/{}/content/labels": "read labels of the content of a space",
    "/api/v2/user/access/check-access-by-email": "check whether e-mail addresses have access",
    "/api/v2/user/access/invite-by-email": "invite users by their e-mail addresses",
    "/api/v2/users-bulk": "read users",
    "/rest/api/audit/since": "read records of the audit log",
    "/rest/api/content-states/delete": "delete states of content",
    "/rest/api/content/blueprint/instance/{}": "publish a draft",
    "/rest/api/content/{}/notification/child-created": "read who is told of new children of a piece of content",
    "/rest/api/content/{}/notification/created": "read who is told of a new piece of content",
    "/rest/api/content/{}/pageTree": "delete a page and all pages below it",
    "/rest/api/content/{}/pagehierarchy/copy": "copy a page and all pages below it",
    "/rest/api/content/{}/permission/check": "check who may use a piece of content",
    "/rest/api/content/{}/restriction/byOperation/{}/group/{}": "{verb} whether a group is in a restriction of content",
    "/rest/api/content/{}/restriction/byOperation/{}/byGroupId/{}": "{verb} whether a group is in a restriction of content",
    "/rest/api/content/{}/restriction/byOperation/{}/user": "{verb} whether a user is in a restriction of content",
    "/rest/api/contentbody/convert/async/bulk/tasks": "convert bodies of content",
    "/rest/api/group/by-id": "{verb} a group",
    "/rest/api/group/by-name": "read a group",
    "/rest/api/group/member": "read members of a group",
    "/rest/api/group/picker": "search for groups",
    "/rest/api/group/{}/membersByGroupId": "read members of a group",
    "/rest/api/search": "search for content",
    "/rest/api/search/user": "search for users",
    "/rest/api/settings/lookandfeel/selected": "choose the look and feel",
    "/rest/api/settings/theme/selected": "read the site's theme",
    "/rest/api/space/_private": "create a private space",
    "/rest/api/space/{}/permission/custom-content": "give permissions of custom content in a space",
    "/rest/api/space/{}/state/content": "read content of a space by its state",
    "/rest/api/space/{}/state/settings": "read settings of states in a space",
    "/rest/api/space/{}/theme": "{verb} the theme of a space",
    "/rest/api/template/blueprint": "read templates of blueprints",
    "/rest/api/template/page": "read templates of pages",
    "/rest/api/user/memberof": "read groups of a user",
    "/rest/atlassian-connect/{}/app/module/dynamic": "{verb} modules of the app",
    "DELETE /rest/api/content/{}/restriction/byOperation/{}/byGroupId/{}": "take a group out of a restriction of content",
    "DELETE /rest/api/content/{}/restriction/byOperation/{}/group/{}": "take a group out of a restriction of content",
    "DELETE /rest/api/content/{}/restriction/byOperation/{}/user": "take a user out of a restriction of content",
    "DELETE /rest/api/group/user": "take a user out of a group",
    "DELETE /rest/api/group/userByGroupId": "take a user out of a group",
    "DELETE /rest/api/settings/lookandfeel/custom": "reset the look and feel",
    "POST /rest/api/settings/lookandfeel/custom": "change the look and feel",
    "POST /rest/api/content/{}/version": "restore a version of a piece of content",
    "POST /rest/api/group/user": "put a user into a group",
    "POST /rest/api/group/userByGroupId": "put a user into a group",
    "PUT /rest/api/content/{}/restriction/byOperation/{}/byGroupId/{}": "put a group into a restriction of content",
    "PUT /rest/api/content/{}/restriction/byOperation/{}/group/{}": "put a group into a restriction of content",
    "PUT /rest/api/content/{}/restriction/byOperation/{}/user": "put a user into a restriction of content",
}

_VOCABULARY = frozenset((*_NOUNS, *_ACTIONS, *_PASSED_OVER, *(segment for key in _WORDS for segment in key.split("/"))))


class _Part(NamedTuple):
    """A segment that the code fixes, and whether one that names a single thing follows."""

    name: str
    is_one: bool


def words_of(method: str, path: str) -> str:
    """What the operation does, as a phrase without a subject: ``read labels of a page``; empty where the path tells
    nothing. ``path`` as reports write it."""
    template = PathTemplate.parse(path)
    if template is None:
        return ""
    written_out = [_HOLE if HOLE in one or _VALUE.fullmatch(one) else one for one in template.segments if one]
    # What no operation is called, behind what many things are, is one of them: /space/ABC.
    segments = [
        _HOLE if before in _NOUNS and one not in _VOCABULARY else one for before, one in zip(["", *written_out], written_out)
    ]
    written = "/" + "/".join(segments)
    verb = _VERBS.get(method, method.lower())
    known = _WORDS.get(f"{method} {written}") or _WORDS.get(written)
    return known.format(verb=verb) if known else _told(verb, segments)


def _told(verb: str, segments: Sequence[str]) -> str:
    """What the path itself tells."""
    if segments[0] == "download":
        return f"download {_noun(_Part(segments[1] if len(segments) > 1 else 'attachments', False))}"
    parts = _parts(segments)
    if not parts:
        return ""
    if [part.name for part in parts[:2]] == ["user", "watch"] and len(parts) > 2:
        doing = {"read": "read whether a user watches", "delete": "stop watching"}.get(verb, "watch")
        return f"{doing} {_noun(parts[2]._replace(is_one=True))}"
    place = next((place for place, part in enumerate(parts) if part.name in _ACTIONS), None)
    if place is not None:
        return _ACTIONS[parts[place].name].format(owner=_owned(parts[:place]) if place else "content")
    if verb == "create" and parts[-1].is_one and parts[-1].name != "property":
        verb = "change"
    if verb == "create" and parts[-1].name not in ("label", "restriction"):
        parts[-1] = parts[-1]._replace(is_one=True)
    return f"{verb} {_owned(parts)}"


def _parts(segments: Sequence[str]) -> list[_Part]:
    """The nouns of a path, behind its root, a plugin's name and a version."""
    is_plugin = segments[0] == "rest" and segments[1:2] != ["api"]
    found: list[_Part] = []
    for segment in segments[3 if is_plugin and segments[2:3] == [_HOLE] and len(segments) > 3 else 1 if is_plugin else 2 :]:
        if segment == _HOLE:
            if found and (found[-1].name not in _TYPED or len(found) == 1):
                found[-1] = found[-1]._replace(is_one=True)
        elif segment not in _PASSED_OVER:
            # What stands behind /child/ is the children.
            found = [part for part in found if part != _Part("child", False)]
            found.append(_Part(segment, False))
    return found


def _owned(parts: Sequence[_Part]) -> str:
    """The last noun, and whose it is."""
    owners = [part for part in parts[:-1] if part.is_one]
    return _noun(parts[-1]) + (f" of {_noun(owners[-1])}" if owners else "")


def _noun(part: _Part) -> str:
    one, _, several = _NOUNS.get(part.name, "").partition("|")
    if not one:
        return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", part.name).lower()
    return one if part.is_one else several
