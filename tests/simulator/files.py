"""The files of a simulated portal: each says which one it is."""

from __future__ import annotations

from tests.simulator.nouns import Response
from tests.support.files import PDF, pdf


def attachment(number: int) -> Response:
    """The attachment with a number, as a PDF of two pages."""
    head = f"Anlage {number}: Entwurf des Klimaschutzkonzepts für den Musterkreis."
    return Response(200, pdf([head, "Der Kreis spart Energie."], ["Zweite Seite: Kosten 5.000 €."]), PDF)
