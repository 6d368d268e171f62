"""The clock in Germany (pure); no table of time zones, as a machine may have none."""

from __future__ import annotations

from datetime import datetime, timedelta


def german_time(utc: datetime) -> datetime:
    """UTC as German wall time: summer time from the last Sunday of March to that of October, 01:00 UTC.

    >>> german_time(datetime(2026, 9, 29, 14, 30)).hour, german_time(datetime(2026, 12, 1, 16)).hour
    (16, 17)
    """
    begin, end = (_last_sunday(utc.year, month) for month in (3, 10))
    return utc + timedelta(hours=2 if begin <= utc < end else 1)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1)
    return last - timedelta(days=(last.weekday() + 1) % 7)
