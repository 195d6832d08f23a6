"""Records in pandas and DuckDB: records.py RECORDS.json RECORDS.csv"""

import json
import sys
from decimal import Decimal

import duckdb
import pandas

path, sheet = sys.argv[1:3]
problems = []
exact = json.load(open(path, encoding="utf-8"), parse_float=Decimal)
total = sum(Decimal(record["gross"]) for record in exact)

frame = pandas.read_json(path, dtype=False)
if len(frame) != len(exact) or list(frame.columns) != list(exact[0]):
    problems.append("pandas: not one row per record and one column per key")
nested = [name for name in frame.columns if name != "warnings" and frame[name].map(lambda cell: isinstance(cell, (dict, list))).any()]
if nested:
    problems.append(f"pandas: nested columns {nested}")
texts = pandas.read_csv(sheet, dtype=str, keep_default_na=False, encoding="utf-8-sig")
if [Decimal(text) for text in texts["gross"][:len(exact)]] != [Decimal(record["gross"]) for record in exact]:
    problems.append("pandas: the CSV and the JSON differ in their amounts")

types = dict(duckdb.sql(f"select column_name, column_type from (describe select * from read_json_auto('{path}'))").fetchall())
if list(types) != list(exact[0]) or any("STRUCT" in kind for kind in types.values()):
    problems.append(f"DuckDB: not flat: {types}")
if types["customers"] != "BIGINT" or types["gross"] not in ("DOUBLE", "DECIMAL(18,2)") or types["from"] != "DATE":
    problems.append(f"DuckDB: numbers and dates are not what they are: {types}")
summed = duckdb.sql(f"select sum(gross) from read_json('{path}', columns = {{gross: 'DECIMAL(38,2)'}})").fetchall()[0][0]
if summed != total:
    problems.append(f"DuckDB: gross is {summed}, not {total}")

for problem in problems:
    print("       ", problem)
sys.exit(bool(problems))
