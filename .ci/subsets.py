#!/usr/bin/env python3
"""Asks for forecasts of a few customers, picked at random from a real log, over and over.   subsets.py PROGRAM DATA_DIR

40 times each 30, 100 and 300 customers of the one-in-ten sample of CDNOW, the same ones every time. No fit may panic; a parameter that is
shown has standard errors and lies within 1e-4 and 1e4 in units of the data; one that the data do not identify is not shown, and a
warning names it. One line per size; exit 1 if anything is wrong."""
import json
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROGRAM, DATA = sys.argv[1], Path(sys.argv[2])
WEEKS = 273 / 7  # the longest that a customer of the sample is known
NAMES = {'mbg': ['r', 'alpha', 'a', 'b'], 'bg': ['r', 'alpha', 'a', 'b'], 'pareto': ['r', 'alpha', 's', 'beta'], 'value': ['p', 'q', 'gamma']}
chance = random.Random(20240601)
rows = {}
for line in (DATA / 'cdnow_sample_raw.txt').read_text().splitlines():
    _, customer, day, _, dollars = line.split()
    rows.setdefault(customer, []).append(f'{customer},{day},{dollars}')
customers = sorted(rows)


def wrong_of(answer):
    """What is wrong with an answer, and the names of the models that say they are not identified."""
    wrong, loose = [], []
    said = ' | '.join(f'{warning["code"]} {warning["message"]}' for warning in answer['warnings'])
    for record in answer['records']:
        model = record['model']
        missing = [name for name in (record['not_identified'] or '').split(', ') if name]
        if record['identified'] != (not missing):
            wrong.append(f'{model}: identified is {record["identified"]}, not identified is {missing}')
        if record['log_likelihood'] is None or not -1e6 < record['log_likelihood'] < 1e6:
            wrong.append(f'{model}: log-likelihood {record["log_likelihood"]}')
        if record['holdout_forecast'] is not None and not 0 <= record['holdout_forecast'] < 1e5:
            wrong.append(f'{model}: forecast {record["holdout_forecast"]}')
        for part in (model, 'value'):
            names = NAMES[part]
            own = [name for name in names if name in missing]
            if part == 'value' and record['spend_log_likelihood'] is None:
                continue
            if own and (f'{model}: ' if part == model else 'value') not in said:
                wrong.append(f'{part}: no warning names {own}: {said}')
            loose += [part] if own and (part == model or model == 'mbg') else []
            for name in names:
                value, errors = record[name], [record[f'{name}_se'], record[f'{name}_se_robust']]
                unit = {'alpha': WEEKS, 'beta': WEEKS, 'gamma': 30}.get(name, 1)
                if name in own and value is not None:
                    wrong.append(f'{part}: {name} is not identified and shown as {value}')
                if name not in own and (value is None or not 1e-4 <= value / unit <= 1e4):
                    wrong.append(f'{part}: {name} is {value}, and nothing says so')
                if not own and None in errors:
                    wrong.append(f'{part}: {name} has no standard error')
    return wrong, loose


def one(folder, name, picked):
    file = Path(folder) / f'{name}.csv'
    file.write_text('\n'.join(['customer,date,amount', *(row for customer in picked for row in rows[customer])]) + '\n')
    run = [PROGRAM, 'forecast', str(file), '--calibration-end', '1997-09-30', '--model', 'all', '--threads', '1', '-f', 'json']
    done = subprocess.run(run, capture_output=True, text=True, errors='replace')
    if done.returncode == 0:
        return wrong_of(json.loads(done.stdout))
    refused = done.returncode in (3, 4) and 'error: forecast: ' in done.stderr and 'panic' not in done.stderr
    return ([] if refused else [f'exit {done.returncode}: {done.stderr[-300:]}']), ['refused']


failed = 0
with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
    for size in (30, 100, 300):
        picks = [chance.sample(customers, size) for _ in range(40)]
        answers = list(pool.map(one, [folder] * 40, [f'{size}-{number}' for number in range(40)], picks))
        wrong = [line for found, _ in answers for line in found]
        failed += len(wrong)
        counts = {name: sum(name in loose for _, loose in answers) for name in [*NAMES, 'refused']}
        told = ', '.join(f'{name} {count}' for name, count in counts.items())
        print(f'{"FAILED" if wrong else "ok    "}  40 subsets of {size} customers; not identified, and said so: {told}')
        for line in wrong[:5]:
            print(f'        {line}')
sys.exit(failed > 0)
