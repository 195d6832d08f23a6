"""Workbooks and CSV as LibreOffice opens them: sheets.py FOLDER"""

import csv
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

folder = Path(sys.argv[1])
problems = []


def converted(file, kind, into):
    """What LibreOffice makes of a file; with `-1` a CSV for every sheet, values as they are stored."""
    with tempfile.TemporaryDirectory() as home:
        run = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", kind, "--outdir", into, file],
            capture_output=True, text=True, timeout=180, check=False)
    if run.returncode or "rror" in run.stderr + run.stdout:
        problems.append(f"{Path(file).name}: {run.stdout} {run.stderr}".strip())
    return sorted(Path(into).iterdir())


ALL_SHEETS = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'


def numeric(text):
    return re.fullmatch(r"-?\d+(\.\d+)?(E-?\d+)?", text) is not None


for book in sorted(folder.glob("*.xlsx")):
    with zipfile.ZipFile(book) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = parts.read(name).decode()
                if "<f>" in sheet or "<f " in sheet or "<hyperlink" in sheet:
                    problems.append(f"{book.name}: {name} has a formula or a link")
    with tempfile.TemporaryDirectory() as into:
        sheets = converted(book, ALL_SHEETS, into)
        if len(sheets) < 3:
            problems.append(f"{book.name}: only {len(sheets)} sheets")
        text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
        if book.name.startswith("tiers") and ("レギュラー" not in text or "ゴールド" not in text):
            problems.append(f"{book.name}: Japanese is not intact")
        if book.name == "hostile-list-en.xlsx":
            if '=HYPERLINK(""http' not in text:
                problems.append(f"{book.name}: a formula of the data was not kept as text")
            if "Err:" in text or "#NAME" in text or "#REF" in text:
                problems.append(f"{book.name}: a formula was run")
    with tempfile.TemporaryDirectory() as into:
        pdf = converted(book, "pdf", into)
        if not pdf or pdf[0].stat().st_size < 3000:
            problems.append(f"{book.name}: prints nothing")

# Numbers of a sheet are numbers: the months of the workbook against those of the machine format.
records = json.loads((folder / "months.json").read_text(encoding="utf-8"))
with tempfile.TemporaryDirectory() as into:
    sheets = converted(folder / "months-en.xlsx", ALL_SHEETS, into)
    repeat = next((sheet for sheet in sheets if "Repeat" in sheet.name), None)
    if repeat is None:
        problems.append("months-en.xlsx: there is no sheet of repeat purchases")
    else:
        rows = list(csv.DictReader(repeat.open(encoding="utf-8")))
        for record, row in zip(records, rows):
            for label, key in [("customers", "customers"), ("repeat rate", "repeat_rate"), ("gross", "gross")]:
                cell = row[label]
                # A number in the format of per cent is written as one.
                if cell.endswith("%") and numeric(cell[:-1]):
                    cell = str(float(cell[:-1]) / 100)
                if not numeric(cell) or abs(float(cell) - float(record[key])) > 1e-6:
                    problems.append(f"months-en.xlsx: {record['group']}: {label} is {cell}, not {record[key]}")

# The CSV, as a double click opens it: no cell became a formula, so none lost its text.
with tempfile.TemporaryDirectory() as into:
    (again,) = converted(folder / "hostile.csv", "xlsx", into)
    with zipfile.ZipFile(again) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet") and "<f" in re.sub(r"<f(ilter|ont)", "", parts.read(name).decode()):
                problems.append(f"hostile.csv: {name} has a formula")

for problem in problems:
    print("       ", problem)
sys.exit(bool(problems))
