"""The facts of benches/ledger.rs in DuckDB, as somebody would keep them there by hand: one table, one index.

    python3 benches/ledger_duckdb.py DATABASE FACTS

`cargo bench -p juyan-ledger` calls this where Python has duckdb and pyarrow (pip install duckdb pyarrow). Batches come as
Arrow tables, the quickest way in from Python, and each is committed before the next. Prints what it did, one line each.
"""

import sys
import time

import duckdb
import pyarrow

BATCH = 1000
READS = 2000


def key(number):
    county, indicator, year = number % 100, number // 100 % 500, 1900 + number // 50_000 % 100
    return f"i{indicator}@1529{county:02}:{year}H1"


def batch(start, end):
    numbers = range(start, end)
    return pyarrow.table({
        "seq": pyarrow.array(numbers, pyarrow.int64()),
        "key": [key(number) for number in numbers],
        "region": [f"1529{number % 100:02}" for number in numbers],
        "year": pyarrow.array([1900 + number // 50_000 % 100 for number in numbers], pyarrow.int32()),
        "value": [f"{number % 997}.{number % 100:02}" for number in numbers],
        "unit": ["元"] * len(numbers),
        "department": ["统计局"] * len(numbers),
        "cell": ["F7"] * len(numbers),
    })


def told(what, rows, seconds):
    print(f"{what}: {rows} in {seconds:.3f} s, {rows / seconds:.0f} rows/s", flush=True)


def main(path, facts):
    db = duckdb.connect(path)
    db.execute("CREATE TABLE fact (seq BIGINT, key VARCHAR, region VARCHAR, year INTEGER, value VARCHAR, unit VARCHAR,"
               " department VARCHAR, cell VARCHAR)")
    db.execute("CREATE INDEX fact_by_key ON fact (key)")
    batches = [batch(start, min(start + BATCH, facts)) for start in range(0, facts, BATCH)]
    began = time.perf_counter()
    for rows in batches:
        db.execute("BEGIN")
        db.from_arrow(rows).insert_into("fact")
        db.execute("COMMIT")
    told("the same in one table of DuckDB", facts, time.perf_counter() - began)

    times = []
    for number in range(READS):
        wanted = key(number * 7919 % facts)
        began = time.perf_counter()
        found = db.execute("SELECT * FROM fact WHERE key = ?", [wanted]).fetchall()
        times.append(time.perf_counter() - began)
        assert found, wanted
    times.sort()
    print(f"point read in DuckDB: median {times[READS // 2] * 1e6:.0f} µs, p99 {times[READS * 99 // 100] * 1e6:.0f} µs")

    began = time.perf_counter()
    year = db.execute("SELECT * FROM fact WHERE region = '152907' AND year = 1905 AND seq <= ?", [facts // 2]).fetchall()
    print(f"a county's year in DuckDB: {len(year)} facts in {(time.perf_counter() - began) * 1e3:.1f} ms")


main(sys.argv[1], int(sys.argv[2]))
