#!/usr/bin/env python3
"""Compares the program's answers with the reference answers of real data sets.   references.py PROGRAM DATA_DIR

Counts must be equal, money and ratios equal as exact decimals, rates, shares and scores equal as they are
written: six decimals. One line per group of comparisons; a last line with the counts; exit 1 if any failed."""
import json
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

PROGRAM, DATA = sys.argv[1], Path(sys.argv[2])
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
    all_weeks = {record['model']: record for record in later['records']} if later else {}
    parts = {part['command']: part['records'] for part in answer['sections']}
    values = []
    for check in checks:
        words = check['quantity'].split()
        found = of_published(check['quantity'], models, parts)
        if 'CDNOW 78 weeks' in check['quantity']:
            found = all_weeks.get('pareto', {}).get(words[-1])
        if found is not None:  # theirs are printed in few digits, and some come from rounded parameters
            most = float(check['abs_diff']) + 1e-4 * abs(float(check['published']))
            values.append((check['quantity'], found, check['published'], most))
    within(f'published values of the cdnow sample ({len(values)} of {len(checks)})', values)


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

few = {'customers': 23570, 'top_10_share': Decimal('0.509427'), 'top_20_share': Decimal('0.677774'), 'gini': Decimal('0.634571')}
compare('cdnow: concentration', ask('rfm --concentration', str(DATA / 'cdnow_master.csv'), *log), [whole(few)])

within = {90: 6887, 180: 8827, 365: 10810}  # second days within so many days, of all customers
second = [one({'repeat_customers': hits, 'customers': 23570}, definition=f'f2_within_{days}') for days, hits in within.items()]
compare('cdnow: second purchase', ask('repeat --definitions', str(DATA / 'cdnow_master.csv'), *log), second)

journey = reference('completejourney_sample')['main']
roles = {'customer': 'household_id', 'order': 'basket_id', 'date': 'transaction_timestamp', 'amount': 'sales_value'}
baskets = [word for role, column in roles.items() for word in ('--map', f'{role}={column}')] + ['--zero-orders', 'count']
people = ['--customers', str(DATA / 'completejourney_demographics.csv')]
income = {row['income']: picked(INCOME, row) for row in journey['by_income']}
shop('completejourney', 'completejourney_transactions_sample.csv', journey, baskets, by={'income': (people, income)})

french = reference('survey_french_retailer')
western = ['--encoding', 'windows-1252']
survey('french retailer', 'french_retailer_nps.csv', 'nps', french['nps'], western, by={'t': french['nps']['by_t']})
for question in ('satisfaction', 'intention'):
    satisfaction('french retailer', 'french_retailer_nps.csv', question, french[question], western)

carpentries = reference('survey_carpentries')['surveys']
long_term = carpentries['longterm_2017']
for file in ('carpentries_2017.csv', 'carpentries_2017_crlf.csv'):
    survey(file, file, 'Likely-To-Recommend', long_term, by={'Country': long_term['by_country'], 'Position': long_term['by_position']})
training = carpentries['instructor_training_2018']
survey('carpentries instructors', 'carpentries_instructors_2018.csv', 'LikelyToRecommend', training,
       ['--date-format', '%m/%d/%y %H:%M'], by={'month': training['by_month'], 'WhenTaking': training['by_training']})

forecasts()

print(f'{counts["passed"]} passed, {counts["failed"]} failed')
sys.exit(counts['failed'] > 0)
