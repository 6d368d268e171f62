"""Addresses without the visitor's session, which would make a new page of every link (pure)."""

from __future__ import annotations

import re

# Names of parameters that carry a session, and the servers that write them into addresses where cookies fail. Only
# values that look drawn by lot count: rubin's old pages number their meetings by `sid`.
_SESSIONS = (
    "jsessionid",  # Java servlets: SD.NET, ALLRIS 4 (also behind a semicolon)
    "phpsessid",  # PHP: SessionNet, rubin
    "aspsessionid[a-z]*",  # ASP: ALLRIS 3, SessionNet
    "asp\\.net_sessionid",
    "cfid|cftoken",  # ColdFusion: CMS pages around a portal
    "sid|s_id|sessionid|session_id|session",  # own ones of CMS and hosts
)
_LOT = r"(?=[^&#;?]*[0-9])[A-Za-z0-9_.,!-]{16,}"
_PATH = re.compile(rf";(?:{'|'.join(_SESSIONS)})=[^?#;/&]*", re.I)
_QUERY = re.compile(rf"(?<=[?&])(?:{'|'.join(_SESSIONS)})={_LOT}(?:&|(?=#)|$)", re.I)


def without_session(url: str) -> str:
    """The address without the session that a portal wrote into it.

    >>> without_session("https://ris.example/bi/vo0050.php;jsessionid=A1B2?__kvonr=7&PHPSESSID=8fa2c0d91b7e44aa8c1d#top")
    'https://ris.example/bi/vo0050.php?__kvonr=7#top'
    >>> without_session("https://ris.example/sitzungen_top.php?sid=2024-77")
    'https://ris.example/sitzungen_top.php?sid=2024-77'
    """
    if "=" not in url:
        return url
    bare = _QUERY.sub("", _PATH.sub("", url))
    return re.sub(r"[?&]+(?=#|$)", "", bare) if bare != url else url
