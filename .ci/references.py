#!/usr/bin/env python3
"""Compares the program's answers with the reference answers of real data sets.   references.py PROGRAM DATA_DIR [EXAMPLE]

EXAMPLE is the built `examples/past_to_future.rs`: with it the models are held against figures at given parameters.

Counts must be equal, money and ratios equal as exact decimals, rates, shares and scores equal as they are
written: six decimals. One line per group of comparisons; a last line with the counts; exit 1 if any failed."""
import csv
import json
import re
import subprocess
import sys
import tempfile
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

PROGRAM, DATA = sys.argv[1], Path(sys.argv[2])
EXAMPLE = sys.argv[3] if len(sys.argv) > 3 else None
AS_WRITTEN = ('_rate', '_share', 'nps', 'csat')  # the ends of keys whose six decimals must be written out
counts = {'passed': 0, 'failed': 0}

# Our key: the reference's key.
REPEAT = {
    'customers': 'customers', 'repeat_customers': 'repeat_customers', 'repeat_rate': 'repeat_purchase_rate',
    'orders': 'orders', 'gross': 'gross', 'refunds': 'returns', 'net': 'net',
    'average_order_value': 'average_order_value', 'frequency': 'purchase_frequency',
}
BY_DAY = {'customers': 'customers', 'repeat_customers': 'repeat_customers_by_day', 'repeat_rate': 'repeat_purchase_rate_by_day'}
GAPS = {'gaps': 'n', 'gap_days_mean': 'mean_days', 'gap_days_median': 'median_days'}
REVENUE = {
    'customers': 'customers', 'loyal_customers': 'repeat_customers', 'loyal_gross': 'gross_repeat', 'loyal_net': 'gross_repeat',
    'other_gross': 'gross_other', 'other_net': 'gross_other', 'difference': 'gross_difference',
    'loyal_share': 'repeat_share_of_gross', 'loyal_per_customer': 'gross_per_repeat_customer',
    'other_per_customer': 'gross_per_other_customer',
}
SEGMENT = {'customers': 'customers', 'orders': 'orders', 'gross': 'gross', 'repeat_customers': 'repeat_customers_ever'}
RETENTION = {'customers': 'customers', 'retained': 'bought_again_next_year'}
INCOME = {'customers': 'customers', 'orders': 'orders', 'gross': 'revenue'}
NPS = {
    'responses': 'n', 'promoters': 'promoters', 'passives': 'passives', 'detractors': 'detractors', 'nps': 'nps', 'mean': 'mean_score',
}


def reference(name):
    return json.loads((DATA / 'reference' / f'{name}.json').read_text(), parse_float=Decimal)


def ask(command, *arguments):
    """Runs the program; gives its answer, or why there is none."""
    run = subprocess.run([PROGRAM, *command.split(), *arguments, '-f', 'json'], capture_output=True, text=True, errors='replace')
    if run.returncode or not run.stdout.startswith('{'):
        said = run.stderr.strip().splitlines() or ['nothing said']
        return None, f'exit {run.returncode}: {said[0]}'
    return json.loads(run.stdout, parse_float=Decimal, parse_int=int), None


def equal(key, ours, theirs):
    if ours is None or theirs is None:
        return ours is theirs
    if key.endswith(AS_WRITTEN):
        return str(ours) == str(theirs)
    return isinstance(ours, (int, Decimal)) and Decimal(ours) == Decimal(theirs)


def compare(title, answer, expected):
    """`expected`: (what it is called, a function that finds its row in the answer, the row's keys and values) each."""
    found, why = answer
    wrong, checked = [why] if why else [], 0
    for name, row_of, values in expected:
        row = found and row_of(found)
        checked += len(values)
        for key, value in values.items():
            if not why and (row is None or key not in row or not equal(key, row[key], value)):
                wrong.append(f'{name}: {key} is {row.get(key, "absent") if row else "absent"}, not {value}')
    failed = checked if why else len(wrong)
    counts['passed'] += checked - failed
    counts['failed'] += failed
    print(f'{"FAILED" if wrong else "ok    "}  {title}: {checked - failed} of {checked}')
    for line in wrong[:5]:
        print(f'        {line}')


def whole(values):
    return 'all', lambda answer: answer.get('summary'), values


def one(values, **wanted):
    """The one record that has the wanted values, compared as text."""
    def row_of(answer):
        rows = [r for r in answer.get('records', []) if all(name_of(r.get(k)) == name_of(v) for k, v in wanted.items())]
        return rows[0] if len(rows) == 1 else None
    return ' '.join(wanted.values()) or '(none)', row_of, values


def each(table):
    """Every group of a table, and that there is no other."""
    counted = 'number of groups', lambda answer: {'groups': len(answer.get('records', []))}, {'groups': len(table)}
    return [one(values, group=group) for group, values in table.items()] + [counted]


def later_month(month, months):
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + months
    return f'{count // 12}-{count % 12 + 1:02}'


def name_of(group):
    """What has no name is called in three ways in the references, and `(none)` in ours."""
    return '(none)' if group in ('', 'NA', '(no demographics)') else str(group)


def picked(keys, *sources):
    merged = {key: value for source in sources for key, value in source.items()}
    return {ours: merged[theirs] for ours, theirs in keys.items()}


def shop(title, file, main, mapping, by=None):
    """Purchases: one transaction file against its reference; `by` names further groups with their flags and values."""
    years = {str(row['year']): row for row in main['by_year']}
    life, count = main['lifetime'], main['counts']
    all_years = ['--from', f'{count["first_order"][:4]}-01-01', '--to', f'{count["last_order"][:4]}-12-31']
    total = {
        'customers': count['customers'], 'orders': count['orders'], 'gross': main['revenue']['gross'], 'net': main['revenue']['net'],
        'repeat_customers': life['customers_with_2_or_more_orders_ever'], 'repeat_rate': life['repeat_rate_ever'],
    }
    annual = {
        'customers': count['customers'], 'annual_value_per_customer': life['annual_revenue_per_customer'],
        'years': life['mean_years_elapsed_365'], 'ltv': life['ltv_elapsed_365'],
    }

    def check(what, command, *more, expected):
        compare(f'{title}: {what}', ask(command, str(DATA / file), *mapping, *more), expected)

    def yearly(keys, gaps=None):
        return each({year: picked(keys, row, row['days_between'][gaps] if gaps else {}) for year, row in years.items()})

    check('repeat by year', 'repeat --by year', expected=yearly(REPEAT))
    check('repeat over all data', 'repeat', *all_years, expected=[whole(total | picked(GAPS, main['days_between']['by_order']))])
    check('days between orders', 'repeat --by year --gaps inside', expected=yearly(GAPS, 'by_order'))
    if 'merge' not in mapping:
        check('days merged', 'repeat --by year --gaps inside --same-day merge', expected=yearly(BY_DAY | GAPS, 'by_day'))
    check('revenue by year', 'revenue --by year', expected=yearly(REVENUE))
    historic = {'ltv': life['revenue_per_customer']}
    check('lifetime value', 'ltv', expected=[one(annual, method='annual', lifespan='observed'), one(historic, method='historic')])
    # The rate of a year that is not over is blank with us, and so are the months of a cohort that are not over.
    over = lambda period: count['last_order'][:10] >= f'{period}-12-27' if len(period) == 4 else count['last_order'][8:10] > '27' or period < count['last_order'][:7]
    stayed = []
    for row in main['yearly_retention']:
        later = str(row['year'] + 1)
        rate = {'retention_rate': row['rate']} if over(later) else {'retention_rate': None}
        stayed.append(one(picked(RETENTION, row) | rate, group=later))
    check('yearly retention', 'retention --by year', expected=stayed)
    cohorts = []
    for month, counts_by_age in main['cohorts_by_first_order_month'].items():
        for age, bought in enumerate(counts_by_age):
            values = {'customers': counts_by_age[0], 'retained': bought if over(later_month(month, age)) else None}
            cohorts.append(one(values, cohort=month, age=str(age)))
    check('cohorts by month', 'retention --cohorts', expected=cohorts)
    for column, (flags, table) in (by or {}).items():
        check(f'repeat by {column}', f'repeat --by {column}', *all_years, *flags, expected=each(table))


def survey(title, file, column, reference, mapping=(), by=None):
    """Answers from 0 to 10: the score, the account of the rows, and the score of groups."""
    def run(*more):
        return ask('nps', str(DATA / file), '--map', f'score={column}', *mapping, *more)

    left_out = reference['blank'] + reference['na_or_text']
    account = {'rows': reference['rows'], 'used': reference['valid'], 'excluded': left_out, 'rejected': 0}
    compare(f'{title}: nps', run(), [whole(picked(NPS, reference['overall'])), ('account', account_of, account)])
    for group, table in (by or {}).items():
        expected = each({name: picked(NPS, row) for name, row in table.items()})
        compare(f'{title}: nps by {group}', run('--by', group), expected)


def account_of(answer):
    """The account of the only input, with all that was excluded as one number."""
    account = answer['inputs'][0]
    return account | {'excluded': sum(account.get('excluded', {}).values())}


def satisfaction(title, file, column, reference, mapping):
    overall = reference['overall']
    share = (Decimal(overall['top2']) / overall['n']).quantize(Decimal('0.000001'), ROUND_HALF_UP)
    expected = {'responses': overall['n'], 'satisfied': overall['top2'], 'csat': share, 'mean': overall['mean']}
    answer = ask('csat', str(DATA / file), '--map', f'score={column}', '--scale', '1-10', *mapping)
    compare(f'{title}: csat of {column}', answer, [whole(expected)])


def within(title, values):
    """Numbers that may differ by so much: (what it is called, ours, theirs, by how much at most) each."""
    wrong = [f'{name}: {ours} is not {theirs} within {most}' for name, ours, theirs, most in values
             if ours is None or abs(float(ours) - float(theirs)) > most]
    counts['passed'] += len(values) - len(wrong)
    counts['failed'] += len(wrong)
    print(f'{"FAILED" if wrong else "ok    "}  {title}: {len(values) - len(wrong)} of {len(values)}')
    for line in wrong[:5]:
        print(f'        {line}')


MODELS = {'mbg': 'mbgnbd', 'bg': 'bgnbd', 'pareto': 'pareto_nbd'}
SIX = 6e-7  # half of the sixth decimal, in which everything is written, and a little


def forecasts():
    """The one-in-ten sample of CDNOW: parameters within a thousandth of their standard error, log-likelihoods within 1e-5."""
    logs = reference('prediction')
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / 'sample.csv'
        rows = [line.split() for line in (DATA / 'cdnow_sample_raw.txt').read_text().splitlines()]
        sample.write_text('customer,date,amount\n' + ''.join(f'{row[1]},{row[2]},{row[4]}\n' for row in rows))
        run = ['forecast', str(sample), '--model', 'all']
        fits = {'cdnow_sample_39w': ask(*run, '--calibration-end', '1997-09-30'), 'cdnow_sample_78w': ask(*run)}
        for log, (answer, why) in fits.items():
            models = {record['model']: record for record in answer['records']} if answer else {}
            for ours, theirs in MODELS.items():
                fit_of(f'{log}: {ours}', models.get(ours, {}), logs['mle'][log][theirs], 'log_likelihood')
            fit_of(f'{log}: value', models.get('mbg', {}), logs['mle'][log]['gamma_gamma'], 'spend_log_likelihood')
        answer = fits['cdnow_sample_39w'][0]
        if answer:
            check_of(answer, logs['mle']['cdnow_sample_39w'], logs['published_extra']['tracking_78_weeks'])
            published(answer, fits['cdnow_sample_78w'][0], logs['published_checks'])


def fit_of(title, record, reference, log_likelihood):
    values = [(log_likelihood, record.get(log_likelihood), reference['loglik'], 1e-5)]
    for name, value in reference['params'].items():
        se, robust = float(reference['se'][name]), float(reference['se_sandwich'][name])
        values += [(name, record.get(name), value, 1e-3 * se), (f'{name}_se', record.get(f'{name}_se'), se, 1e-3 * se),
                   (f'{name}_se_robust', record.get(f'{name}_se_robust'), robust, 1e-3 * robust)]
    within(title, values)


def check_of(answer, reference, weeks):
    parts = {part['command']: part['records'] for part in answer['sections']}
    totals = {record['method']: record for record in parts['holdout']}
    for ours, theirs in MODELS.items():
        known = reference[theirs]['holdout']
        record = totals[ours]
        values = [('actual', record['actual'], known['actual'], 0), ('forecast', record['forecast'], known['forecast'], 1e-3),
                  ('mean error', record['mean_error'], known['mae'], 1e-5), ('gini', record['gini'], known['gini_normalised'], 2e-6),
                  ('naive', totals['naive']['forecast'], known['naive_rate_forecast'], 1e-3),
                  ('naive mean error', totals['naive']['mean_error'], known['naive_mae'], 1e-5),
                  ('naive gini', totals['naive']['gini'], known['naive_gini'], 2e-6),
                  ('zero mean error', totals['zero']['mean_error'], known['zero_forecast_mae'], SIX)]
        for row, (x, customers, actual, expected) in zip(parts['by-frequency'], known['act_exp_by_x']):
            values += [(f'customers {x}', row['customers'], customers, 0), (f'actual {x}', row['actual_mean'], actual, SIX),
                       (f'expected {x}', row[ours], expected, 1e-5)]
        for row, share in zip(parts['deciles'], known['share_of_actual_by_predicted_decile']):
            values.append((f'tenth {row["decile"]}', row[ours], share, SIX))
        within(f'cdnow sample held out: {ours}', values)
    tracked = parts['tracking']
    values = [(f'week {week + 1}', row['actual'], weeks['actual_weekly'][week], 0) for week, row in enumerate(tracked)]
    for ours, theirs in (('bg', 'bg_expected_cum'), ('pareto', 'pn_expected_cum')):
        values += [(f'{ours} {week + 1}', row[f'{ours}_sum'], weeks[theirs][week], 1e-3) for week, row in enumerate(tracked)]
    values.append(('mbg 78', tracked[77]['mbg_sum'], weeks['mbg_expected_cum_78'], 1e-3))
    within('cdnow sample by week', values)


def published(answer, later, checks):
    """What papers and other programs print, as far as a forecast shows it: parameters, errors, frequencies and weeks."""
    models = {record['model']: record for record in answer['records']}
    at_parameters = of_parameters(checks, models)
    all_weeks = {record['model']: record for record in later['records']} if later else {}
    parts = {part['command']: part['records'] for part in answer['sections']}
    values = []
    impossible = 0
    for check in checks:
        words = check['quantity'].split()
        impossible += 'apparelTrans' in words  # the data are not here
        found = of_published(check['quantity'], models, parts)
        if found is None:
            found = at_parameters.get(check['quantity'])
        if 'CDNOW 78 weeks' in check['quantity']:
            found = all_weeks.get('pareto', {}).get(words[-1])
        if found is not None:  # theirs are printed in few digits, and some come from rounded parameters
            most = float(check['abs_diff']) + 1e-4 * abs(float(check['published']))
            values.append((check['quantity'], found, check['published'], most))
    title = f'published values of the cdnow sample ({len(values)} of {len(checks)}; {impossible} need data that are not here)'
    if EXAMPLE:
        values.append(('published values left out', len(checks) - len(values), impossible, 0))
    within(title, values)


def example(lines):
    """What the models say at given parameters: one list of numbers per line."""
    run = subprocess.run([EXAMPLE], input='\n'.join(lines), capture_output=True, text=True, check=True)
    return [[float(word) for word in line.split()] for line in run.stdout.splitlines()]


NAMES = {'mbg': ['r', 'alpha', 'a', 'b'], 'bg': ['r', 'alpha', 'a', 'b'], 'pareto': ['r', 'alpha', 's', 'beta'], 'value': ['p', 'q', 'gamma']}
MANUAL = '0.243 4.414 0.793 2.426'  # the parameters of BTYD's manual, at which its chances are printed


def of_parameters(checks, models):
    """Published values of single customers, real ones and made up, at the parameters that the program has found."""
    if not EXAMPLE:
        return {}
    fitted = {name: ' '.join(str(models['mbg' if name == 'value' else name][key]) for key in keys) for name, keys in NAMES.items()}
    short, questions = {'BG': 'bg', 'PN': 'pareto'}, {}
    for check in checks:
        words = check['quantity'].split()
        model = short.get(words[0])
        if chance := re.fullmatch(r'BG P\(X\((\d+)\)=(\d+)\)', check['quantity']):
            questions[check['quantity']] = 0, f'chance bg {MANUAL} {chance[2]} {chance[1]}'
        elif new := re.fullmatch(r'(BG|PN) E\[X\(([\d.]+)\)\]', check['quantity']):
            questions[check['quantity']] = 2, f'{model} {fitted[model]} 0 0 0 {new[2]}'
        elif 'cust 1516' in check['quantity']:
            questions[check['quantity']] = 2 if 'E[Y' in words[1] else 1, f'{model} {fitted[model]} 26 {216 / 7!r} 31 52'
        elif past := re.search(r'E\[Y\((\d+)\)\] x=(\d+),tx=([\d.]+),T=([\d.]+)', check['quantity']):
            questions[check['quantity']] = 2, f'{model} {fitted[model]} {past[2]} {past[3]} {past[4]} {past[1]}'
        elif spent := re.search(r'E\[M\].*x=(\d+), m=([\d.]+)', check['quantity']):
            questions[check['quantity']] = -1, f'value {fitted["value"]} {spent[1]} {spent[2]}'
    answers = example([line for _, line in questions.values()])
    return {name: answer[place] for (name, (place, _)), answer in zip(questions.items(), answers)}


def grid():
    """Figures in 60-digit arithmetic at given parameters: likelihoods and expectations to nine digits, chances to ten."""
    known = reference('prediction_grid')
    for theirs, ours in {'mbgnbd': 'mbg', 'bgnbd': 'bg', 'pareto_nbd': 'pareto'}.items():
        rows = known[theirs]
        lines = [f'{ours} {" ".join(map(str, row["params"]))} {row["x"]} {row["t_x"]} {row["T"]} {row["t"]}' for row in rows]
        relative(f'grid of {ours}', zip(rows, example(lines)), [('loglik', 1e-9), ('p_alive', 1e-10), ('expected', 1e-9)])
    rows = known['gamma_gamma']
    lines = [f'value {" ".join(map(str, row["params"]))} {row["x"]} {row["m"]}' for row in rows]
    relative('grid of values', zip(rows, example(lines)), [('loglik', 1e-9), ('expected_value', 1e-9)])
    steady = reference('prediction')['published_extra']['clvtools_stability_palive']
    model = ' '.join(str(steady['params'][name]) for name in NAMES['pareto'])
    pasts = list(zip(steady['x'], steady['t_x'], steady['T']))
    found = example([f'pareto {model} {x} {last} {age} 52' for x, last, age in pasts])
    within('chances that other programs give as NaN', [(str(past), row[1], p, 1e-10) for past, row, p in zip(pasts, found, steady['p_alive'])])


def relative(title, pairs, columns):
    values = []
    for row, found in pairs:
        for (key, share), ours in zip(columns, found):
            theirs = float(row[key])
            values.append((f'{key} at {row["params"]} of {[str(row[k]) for k in row if k not in (key, "params")]}', ours, theirs, share * abs(theirs)))
    within(title, values)


def of_published(quantity, models, parts):
    short = {'BG': 'bg', 'PN': 'pareto', 'MBG': 'mbg', 'BG/NBD': 'bg', 'Pareto/NBD': 'pareto', 'MBG/NBD': 'mbg', 'Gamma-Gamma': 'mbg'}
    words = quantity.replace('(CLVTools test) ', '').split()
    if len(words) >= 3 and words[1] == 'CDNOW' and words[2] != '78':
        key = {'LL': 'spend_log_likelihood' if words[0] == 'Gamma-Gamma' else 'log_likelihood'}.get(words[2], words[2])
        return models[short[words[0]]].get(f'{words[3]}_se' if key == 'SE' else key)
    if 'freq' in words:
        row = parts['by-frequency'][int(words[words.index('freq') + 1].rstrip('+'))]
        return row['actual_mean'] if words[0] == 'holdout' else row[short[words[0]]]
    if 'week' in words and words[-2] == 'week':
        row = parts['tracking'][int(words[-1]) - 1]
        if words[0] == 'actual':
            return row['actual_sum' if words[1] == 'cumulative' else 'actual']
        return row[short[words[0]] + ('_sum' if words[2] == 'cumulative' else '')]
    return None


def drivers(by_t, encoding):
    """Segments against the reference of each group; correlations against plain sums over the rows."""
    path = str(DATA / 'french_retailer_nps.csv')
    answer, why = ask('drivers', path, '--map', 'score=nps', *encoding, '--by', 't')
    expected = [one({'responses': row['n'], 'score': Decimal(row['nps'])}, group=name) for name, row in by_t.items()]
    compare('french retailer: drivers by t', (answer, why), expected)
    with open(path, encoding='latin-1', newline='') as file:
        rows = list(csv.DictReader(file))
    values, parts = [], {part['command']: part['records'] for part in answer['sections']} if answer else {}
    for record in parts.get('questions', []):
        pairs = [(float(row[record['question']]), float(row['nps'])) for row in rows
                 if row['nps'].isdigit() and row[record['question']] not in ('', 'NA')]
        means = [sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1)]
        around = [(x - means[0], y - means[1]) for x, y in pairs]
        r = sum(x * y for x, y in around) / (sum(x * x for x, _ in around) * sum(y * y for _, y in around)) ** 0.5
        values += [(record['question'], record['correlation'], r, SIX), ('answers', record['responses'], len(pairs), 0)]
    within('french retailer: questions and the score', values)


def baskets_by_number():
    """Superstore, by plain lists, days merged: how many purchases of each number, what they came to, and how many categories by then."""
    with open(DATA / 'superstore_orders.csv', encoding='utf-8-sig', newline='') as file:
        rows = list(csv.DictReader(file))
    answer, why = ask('basket --same-day merge', str(DATA / 'superstore_orders.csv'))
    column = {role: name for role, name in answer['inputs'][0]['columns'].items()} if answer else {}
    orders = {}
    for row in rows if answer else []:
        order = orders.setdefault((row[column['customer']], row[column['date']]), [row[column['date']], Decimal(0), set()])
        order[1] += Decimal(row[column['amount']]).quantize(Decimal('0.00000001'))
        order[2].add(row[column['category']])
    read = lambda day: datetime.strptime(day, '%Y-%m-%d' if '-' in day else '%m/%d/%Y')
    steps, by_customer = {}, {}
    for (customer, _), (day, value, categories) in orders.items():
        by_customer.setdefault(customer, []).append((read(day), value, categories))
    for bought in by_customer.values():
        bought.sort(key=lambda order: (order[0], order[1]))
        for number, (day, value, _) in enumerate(bought[:10], 1):
            seen = set().union(*(categories for when, _, categories in bought if when <= day))
            step = steps.setdefault(number, [0, Decimal(0), 0, 0])
            step[0] += 1
            step[1] += value
            step[2] += len(seen)
            step[3] += len(seen) > 1
    expected = [(f'{what} {number}', record[key], wanted, most) for record in (answer or {}).get('records', [])
                for number, (n, value, categories, second) in [(record['purchase_number'], steps[record['purchase_number']])]
                for what, key, wanted, most in [('orders', 'orders', n, 0), ('value', 'average_order_value', value / n, 0.01),
                                                ('categories', 'categories_per_customer', categories / n, SIX),
                                                ('second', 'second_category_rate', second / n, SIX)]]
    within('superstore: purchases by number', expected or [('an answer', None, 0, 0)])


def returned():
    """Superstore with its list of returns, by plain sums: what came back is no purchase, and is given back on the day of its order."""
    read = lambda name: csv.DictReader(open(DATA / name, encoding='utf-8-sig', newline=''))
    back, orders = {row['Order ID'] for row in read('superstore_returns.csv')}, {}
    for row in read('superstore_orders.csv'):
        order = orders.setdefault(row['Order ID'], [row['Customer ID'], row['Order Date'], Decimal(0)])
        order[2] += Decimal(row['Sales']).quantize(Decimal('0.00000001'))
    answer, why = ask('repeat --year 2021', *(str(DATA / f'superstore_{name}.csv') for name in ('orders', 'returns')))
    year = {key: order for key, order in orders.items() if order[1].startswith('2021')}
    kept, visits = [order for key, order in year.items() if key not in back], {}
    for customer, *_ in kept:
        visits[customer] = visits.get(customer, 0) + 1
    sums = [sum(order[2] for key, order in year.items() if key in wanted) for wanted in (year, back)]
    summary = answer['summary'] if answer else {}
    account = next((one for one in (answer or {}).get('inputs', []) if one['kind'] == 'returns'), {})
    within('superstore: with its returns', [
        ('orders', summary.get('orders'), len(kept), 0), ('customers', summary.get('customers'), len(visits), 0),
        ('repeat customers', summary.get('repeat_customers'), sum(count > 1 for count in visits.values()), 0),
        ('gross', summary.get('gross'), sums[0], 1e-6), ('refunds', summary.get('refunds'), sums[1], 1e-6),
        ('returns used', account.get('used'), len(back), 0), ('told again', account.get('merged'), 800 - len(back), 0)])


returned()
superstore = reference('superstore')['main']
segments = {row['segment']: picked(SEGMENT, row) for row in superstore['by_segment']}
shop('superstore', 'superstore_orders.csv', superstore, [], by={'Segment': ([], segments)})

cdnow = reference('cdnow_master')  # a log without order ids; its literature counts days, and those of value 0
log = ['--map', 'amount=dollar_value', '--zero-orders', 'count']
shop('cdnow by day', 'cdnow_master.csv', cdnow['main'], [*log, '--same-day', 'merge'])
shop('cdnow by row', 'cdnow_master.csv', cdnow['variant_each_row_is_an_order'], log)

quarters = {'customers': 5376, 'retention_rate': Decimal('0.327009'), 'base_net': Decimal('359153.66'), 'nrr': Decimal('0.372717'), 'grr': Decimal('0.260906')}
answer = ask('retention --quarter 1998-Q2 --exact-window --base year-ago', str(DATA / 'cdnow_master.csv'), *log)
compare('cdnow: retention from the second quarter to that of the next year', answer, [whole(quarters)])

grown = {key: quarters[key] for key in ('base_net', 'nrr', 'grr')}
answer = ask('growth --quarter 1998-Q2 --exact-window --base year-ago', str(DATA / 'cdnow_master.csv'), *log)
compare('cdnow: growth from the second quarter to that of the next year', answer, [whole(grown)])

few = {'customers': 23570, 'top_10_share': Decimal('0.509427'), 'top_20_share': Decimal('0.677774'), 'gini': Decimal('0.634571')}
compare('cdnow: concentration', ask('rfm --concentration', str(DATA / 'cdnow_master.csv'), *log), [whole(few)])

second_days = {90: 6887, 180: 8827, 365: 10810}  # second days within so many days, of all customers
second = [one({'repeat_customers': hits, 'customers': 23570}, definition=f'f2_within_{days}') for days, hits in second_days.items()]
compare('cdnow: second purchase', ask('repeat --definitions', str(DATA / 'cdnow_master.csv'), *log), second)

journey = reference('completejourney_sample')['main']
roles = {'customer': 'household_id', 'order': 'basket_id', 'date': 'transaction_timestamp', 'amount': 'sales_value'}
baskets = [word for role, column in roles.items() for word in ('--map', f'{role}={column}')] + ['--zero-orders', 'count']
people = ['--customers', str(DATA / 'completejourney_demographics.csv')]
income = {row['income']: picked(INCOME, row) for row in journey['by_income']}
shop('completejourney', 'completejourney_transactions_sample.csv', journey, baskets, by={'income': (people, income)})

coupons = {'orders': 'orders', 'order_share': 'share_of_orders', 'net': 'revenue', 'share': 'share_of_revenue',
           'customers': 'customers', 'average_order_value': 'aov'}
for title, columns, with_it, without in (
        ('coupons', 'coupon_disc,coupon_match_disc', 'coupon_orders', 'other_orders'),
        ('shelf discounts', 'retail_disc', 'shelf_discount_orders', None)):
    rows = {'with': with_it, 'without': without}
    expected = [one(picked(coupons, journey['promo'][name]), code=code) for code, name in rows.items() if name]
    lines = str(DATA / 'completejourney_transactions_sample.csv')
    compare(f'completejourney: {title}', ask('promotions', lines, *baskets, '--codes', columns), expected)

french = reference('survey_french_retailer')
western = ['--encoding', 'windows-1252']
survey('french retailer', 'french_retailer_nps.csv', 'nps', french['nps'], western, by={'t': french['nps']['by_t']})
for question in ('satisfaction', 'intention'):
    satisfaction('french retailer', 'french_retailer_nps.csv', question, french[question], western)

drivers(french['nps']['by_t'], western)
baskets_by_number()

carpentries = reference('survey_carpentries')['surveys']
long_term = carpentries['longterm_2017']
for file in ('carpentries_2017.csv', 'carpentries_2017_crlf.csv'):
    survey(file, file, 'Likely-To-Recommend', long_term, by={'Country': long_term['by_country'], 'Position': long_term['by_position']})
training = carpentries['instructor_training_2018']
survey('carpentries instructors', 'carpentries_instructors_2018.csv', 'LikelyToRecommend', training,
       ['--date-format', '%m/%d/%y %H:%M'], by={'month': training['by_month'], 'WhenTaking': training['by_training']})

forecasts()
if EXAMPLE:
    grid()

print(f'{counts["passed"]} passed, {counts["failed"]} failed')
sys.exit(counts['failed'] > 0)
