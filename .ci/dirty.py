#!/usr/bin/env python3
"""Dirty files: nothing silently wrong, nothing silently dropped, no crash, and nearly all of the firm cases as wanted.

dirty.py PROGRAM FOLDER    FOLDER holds grade.py and adapter.py; every case that is not as wanted is printed.
"""
import re
import subprocess
import sys

LEAST = 97.0  # per cent of the firm cases
NEVER = ('SILENT-WRONG', 'SILENT-DROP', 'CRASH')  # in no case, not even where opinions differ

program, folder = sys.argv[1:]
grade = [sys.executable, f'{folder}/grade.py', '--', sys.executable, f'{folder}/adapter.py', program]
report = subprocess.run(grade, capture_output=True, text=True).stdout
print(report, end='')
share = re.search(r'^firm cases: PASS .*\(([0-9.]+) %\)', report, re.MULTILINE)
if not share or float(share.group(1)) < LEAST or any(word in report for word in NEVER):
    sys.exit(f'dirty files: expected at least {LEAST} % and none of {", ".join(NEVER)}')
