"""What a page states, without what names or reaches persons of the administration, whatever field it stands in (pure).

Labels of persons end the fields before them, so readers keep most out; what stands in running text is cut here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ris_scraper.nouns.records import Noun, Parsed
from ris_scraper.words.persons import MAIL, MARK, number, office, without_contacts

_N = TypeVar("_N", bound=Noun)
# Ids of the vendors and words of our own lists.
_KEPT = frozenset(
    ("typ", "id", "einbringer", "vorlage_id", "sitzung_id", "gremium_id", "top_id", "beginn", "ende", "kreise",
     "konzepte", "monat")
)  # fmt: skip
_NUMBERS = ("nummer", "aktenzeichen", "vorlage_nummer", "top")
_OFFICES = ("federfuehrend", "beteiligt")
# More than a pattern looks over, so that values do not touch.
_APART = "\n\n\n\n"


def without_persons(parsed: Parsed) -> Parsed:
    """What a page states without lines of contact, signatures, telephones and mail, and without persons for offices.

    `words.persons.MARK` stands where text was cut; an office that is a person is None, and so is the address of a file
    that holds one of mail. A file that is nothing but a line of contact is none.
    """
    if _is_silent((*parsed.datensaetze, *parsed.hinweise)):
        return parsed
    return parsed.model_copy(
        update={
            "datensaetze": tuple(map(_cleaned, parsed.datensaetze)),
            "hinweise": tuple(map(_cleaned, parsed.hinweise)),
        }
    )


def _is_silent(said: tuple[Noun, ...]) -> bool:
    """Whether nothing is to be cut: all texts of a page at once, as most hold nothing."""
    texts = _APART.join(_texts(said))
    offices = (value for noun in said for name in _OFFICES if (value := getattr(noun, name, None)))
    return without_contacts(texts) is texts and all(office(value) is value for value in offices)


def _texts(said: Iterable[Any]) -> list[str]:
    """All texts in these values and in the records among them."""
    found: list[str] = []
    for value in said:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            found += _texts(value)
        elif isinstance(value, Noun):
            found += _texts([held for name, held in vars(value).items() if held and name not in _KEPT])
    return found


def _cleaned(noun: _N) -> _N:
    said = ((name, value, _value(name, value)) for name, value in vars(noun).items() if value and name not in _KEPT)
    changed = {name: new for name, old, new in said if new is not old}
    return noun.model_copy(update=changed) if changed else noun


def _value(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return _READ.get(name, without_contacts)(value)
    if isinstance(value, tuple):
        kept = tuple(_value(name, item) for item in value)
        changed = any(new is not old for new, old in zip(kept, value, strict=True))
        return tuple(item for item in kept if item and getattr(item, "name", None) != MARK) if changed else value
    return _cleaned(value) if isinstance(value, Noun) else value


def _reference(printed: str) -> str | None:
    """A number of another paper; what has no digit is the rest of a name that was cut at its comma."""
    return number(printed) if any(map(str.isdigit, printed)) else None


def _address(url: str) -> str | None:
    return None if MAIL.search(url) else url


_READ: Mapping[str, Callable[[str], str | None]] = {
    **dict.fromkeys(_OFFICES, office),
    **dict.fromkeys(_NUMBERS, number),
    "bezug": _reference,
    "url": _address,
}
