"""Prints every benchmark; the machines are noisy, so read the ratios, not the absolutes.

usage: python -m benchmarks [--pages N]
"""

from __future__ import annotations

import argparse

from benchmarks import bench_build, bench_crawl, bench_read


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--pages", type=int, default=20_000, help="pages of the large build (default 20000)")
    pages = parser.parse_args().pages
    bench_read.run()
    bench_build.run(pages)
    bench_crawl.run(pages // 2)


main()
