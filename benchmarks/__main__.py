"""Prints every benchmark; the machines are noisy, so read the ratios, not the absolutes.

usage: python -m benchmarks [--pages N] [--kreise N] [--vorlagen N]
"""

from __future__ import annotations

import argparse

from benchmarks import (
    bench_build,
    bench_crawl,
    bench_konzepte,
    bench_read,
    bench_release,
    bench_reuse,
    bench_site,
    bench_start,
    bench_warc,
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--pages", type=int, default=20_000, help="pages of the large build (default 20000)")
    parser.add_argument("--kreise", type=int, default=20, help="Kreise of the site's dataset (default 20)")
    parser.add_argument("--vorlagen", type=int, default=10_000, help="Vorlagen of the site's dataset (default 10000)")
    given = parser.parse_args()
    bench_start.run()
    bench_konzepte.run()
    bench_read.run()
    bench_build.run(given.pages)
    bench_crawl.run(given.pages // 2)
    print(bench_reuse.told(bench_reuse.measured(given.pages // 2)))
    print(bench_release.told(bench_release.measured(1_000_000)))
    print(bench_warc.told(bench_warc.measured(given.pages // 4)))
    bench_site.run(given.kreise, given.vorlagen)


main()
