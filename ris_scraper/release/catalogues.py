"""A release as catalogues and reference managers read it: DCAT-AP.de, schema.org, CITATION.cff.

Addresses in them are relative to the file that they stand in, so that they hold wherever the folder is put.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ris_scraper.publish.releases import digest

#: The kinds of files that are offered as distributions of the dataset, by suffix: IANA media type, and what it is.
KINDS = {
    ".db": ("application/vnd.sqlite3", "SQLite: alle Tabellen, Ansichten und die Volltextsuche"),
    ".parquet": ("application/vnd.apache.parquet", "Parquet"),
    ".csv": ("text/csv", "CSV"),
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_GEO = "http://dcat-ap.de/def/politicalGeocoding/"
_EU = "http://publications.europa.eu/resource/authority/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
#: The licences of DCAT-AP.de's list, by SPDX.
_LICENCES = {"CC-BY-4.0": "http://dcat-ap.de/def/licenses/cc-by/4.0"}
Thing = dict[str, Any]


def files(folder: Path) -> list[Path]:
    """The files of a release that are distributions of the dataset."""
    return [file for file in sorted(folder.iterdir()) if file.suffix in KINDS]


def dcat(about: Mapping[str, Any], distributions: Sequence[Path], titles: Mapping[str, str]) -> Thing:
    """The release as a catalogue of DCAT-AP.de 2.0 (JSON-LD); `titles` are those of the tables.

    What only GovData can give, the id of a data provider (dcatde:contributorID), is not in it.
    """
    publisher = {"@id": "#herausgeber", "@type": "foaf:Agent", "foaf:name": about["herausgeber"]}
    said = {"dct:title": _german(about["titel"]), "dct:description": _german(about["text"]), "dct:publisher": publisher}
    dataset = {
        "@id": "#datensatz",
        "@type": "dcat:Dataset",
        **said,
        "dct:identifier": f"{about['name']}-{about['version']}",
        "dct:issued": _typed(about["datum"], "date"),
        "dct:modified": _typed(about["datum"], "date"),
        "owl:versionInfo": about["version"],
        "dct:language": {"@id": f"{_EU}language/DEU"},
        "dcat:theme": {"@id": f"{_EU}data-theme/GOVE"},
        "dcat:keyword": [_german(word) for word in about["stichworte"]],
        "dcatde:politicalGeocodingLevelURI": {"@id": f"{_GEO}Level/administrativeDistrict"},
        "dcatde:politicalGeocodingURI": [{"@id": f"{_GEO}districtKey/{ags}"} for ags in about["kreise"]],
        "dcat:distribution": [_distribution(file, about, titles) for file in distributions],
    }
    return {"@context": _CONTEXT, "@id": "#katalog", "@type": "dcat:Catalog", **said, "dcat:dataset": dataset}


def schema_org(about: Mapping[str, Any], distributions: Sequence[Path], titles: Mapping[str, str]) -> Thing:
    """The release as a Dataset of schema.org (JSON-LD)."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about["titel"],
        "description": about["text"],
        "identifier": f"{about['name']}-{about['version']}",
        "version": about["version"],
        "datePublished": about["datum"],
        "license": about["lizenz_url"],
        "creator": {"@type": "Organization", "name": about["herausgeber"]},
        "keywords": about["stichworte"],
        "inLanguage": "de",
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Country", "name": "Deutschland"},
        "isBasedOn": [source["path"] for source in about["quellen"] if "path" in source],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": _title(file, titles),
                "contentUrl": file.name,
                "encodingFormat": KINDS[file.suffix][0],
                "contentSize": f"{file.stat().st_size} B",
                "sha256": digest(file),
            }
            for file in distributions
        ],
    }


def citation(about: Mapping[str, Any]) -> Thing:
    """The release as CITATION.cff 1.2.0."""
    return {
        "cff-version": "1.2.0",
        "message": "Bitte so zitieren; einzelne Werte belegt die Seite des Portals, die bei ihnen steht.",
        "type": "dataset",
        "title": about["titel"],
        "abstract": about["text"],
        "authors": [{"name": about["herausgeber"]}],
        "version": about["version"],
        "date-released": about["datum"],
        "license": about["lizenz_kennung"],
        "keywords": about["stichworte"],
    }


def _distribution(file: Path, about: Mapping[str, Any], titles: Mapping[str, str]) -> Thing:
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": _typed(digest(file), "hexBinary"),
    }
    licence = _LICENCES.get(about["lizenz_kennung"], about["lizenz_url"])
    return {
        "@id": f"#{file.name}",
        "@type": "dcat:Distribution",
        "dct:title": _german(_title(file, titles)),
        "dcat:accessURL": {"@id": file.name},
        "dcat:downloadURL": {"@id": file.name},
        "dcat:mediaType": {"@id": f"{_MEDIA}{KINDS[file.suffix][0]}"},
        "dcat:byteSize": _typed(str(file.stat().st_size), "decimal"),
        "dct:license": {"@id": licence},
        "dcatde:licenseAttributionByText": _german(f"{about['herausgeber']}: {about['titel']}, {about['version']}"),
        "spdx:checksum": checksum,
    }


def _title(file: Path, titles: Mapping[str, str]) -> str:
    kind = KINDS[file.suffix][1]
    return f"{titles[file.stem]} ({kind})" if file.stem in titles else kind


def _german(text: str) -> Thing:
    return {"@value": text, "@language": "de"}


def _typed(text: str, kind: str) -> Thing:
    return {"@value": text, "@type": f"xsd:{kind}"}
