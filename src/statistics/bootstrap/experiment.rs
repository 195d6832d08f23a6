use super::*;
use crate::statistics::{
    mix::{Rolls, mix},
    normal, student,
};

fn rep<const K: usize>(cells: &Cells<K>, draws: &Draws) -> Vec<[f64; K]> {
    let filled: Vec<(u16, [i64; K])> = cells
        .filled()
        .map(|(c, s)| (c, s.map(|x| x as i64)))
        .collect();
    draws
        .replicates()
        .map(|r| {
            let mut t = [0i64; K];
            for (c, s) in &filled {
                let n = i64::from(r[usize::from(*c) % CELLS]);
                for k in 0..K {
                    t[k] += n * s[k];
                }
            }
            t.map(|x| x as f64)
        })
        .collect()
}
fn q7(v: &[f64], p: f64) -> f64 {
    let h = (v.len() - 1) as f64 * p.clamp(0., 1.);
    let f = h.floor();
    let i = f as usize;
    let j = (i + 1).min(v.len() - 1);
    v[i] + (h - f) * (v[j] - v[i])
}

struct Cov {
    hit: u32,
    lo: u32,
    hi: u32,
    w: f64,
}
fn main_run(name: &str, na: usize, nb: usize, sigma: f64, trials: u64, shift: f64, zero: f64) {
    let draws = Draws::new(42);
    let mut rolls = Rolls::new(mix(na as u64 * 7919 + nb as u64));
    let names = [
        "percentile",
        "expanded",
        "bca",
        "bca-expanded",
        "z-jack-t",
        "avg",
    ];
    let mut cov: Vec<Cov> = names
        .iter()
        .map(|_| Cov {
            hit: 0,
            lo: 0,
            hi: 0,
            w: 0.,
        })
        .collect();
    let mean = (1. - zero) * libm::exp(sigma * sigma / 2.) * 10000.;
    let one = nb == 0;
    let truth = if one { mean } else { mean - mean * shift };
    let mut draw = |m: f64, rolls: &mut Rolls| -> (u16, [i128; 2]) {
        let z = normal::quantile((rolls.next() >> 11) as f64 / 9007199254740992.0 + 1e-17);
        let buy = (rolls.next() >> 11) as f64 / 9007199254740992.0 >= zero;
        (
            cell(rolls.next()),
            [
                1,
                if buy {
                    (10000. * m * libm::exp(sigma * z)) as i128
                } else {
                    0
                },
            ],
        )
    };
    for _ in 0..trials {
        let (mut a, mut b) = (Cells::<2>::new(), Cells::<2>::new());
        for _ in 0..na {
            let (c, s) = draw(1., &mut rolls);
            a.add(c, s);
        }
        for _ in 0..nb {
            let (c, s) = draw(shift, &mut rolls);
            b.add(c, s);
        }
        let st = |x: &[f64; 2], y: &[f64; 2]| {
            if one {
                x[1] / x[0]
            } else {
                x[1] / x[0] - y[1] / y[0]
            }
        };
        let f = |t: [i128; 2]| t.map(|x| x as f64);
        let (ta, tb) = (f(a.totals()), f(b.totals()));
        let theta = st(&ta, &tb);
        let (ra, rb) = (rep(&a, &draws), rep(&b, &draws));
        let mut v: Vec<f64> = ra
            .iter()
            .zip(&rb)
            .map(|(x, y)| st(x, y))
            .filter(|x| x.is_finite())
            .collect();
        v.sort_by(f64::total_cmp);
        // jackknife over cells
        let mut both = std::collections::BTreeMap::<u16, ([f64; 2], [f64; 2])>::new();
        for (c, s) in a.filled() {
            both.entry(c).or_default().0 = s.map(|x| x as f64);
        }
        for (c, s) in b.filled() {
            both.entry(c).or_default().1 = s.map(|x| x as f64);
        }
        let d: Vec<f64> = both
            .values()
            .map(|(x, y)| theta - st(&[ta[0] - x[0], ta[1] - x[1]], &[tb[0] - y[0], tb[1] - y[1]]))
            .collect();
        let md = d.iter().sum::<f64>() / d.len() as f64;
        let (mut s2, mut s3) = (0., 0.);
        for x in &d {
            let e = x - md;
            s2 += e * e;
            s3 += e * e * e;
        }
        let acc = s3 / (6. * s2 * s2.sqrt());
        let below = v.iter().filter(|x| **x < theta).count() as f64 / v.len() as f64;
        let z0 = normal::quantile(below);
        let n = if one { na } else { na.min(nb) } as u64;
        let z = normal::z_for(0.95);
        let t = student::t_for(0.95, n - 1) * (n as f64 / (n - 1) as f64).sqrt();
        let bca = |z: f64| {
            let g = |w: f64| normal::cdf(z0 + (z0 + w) / (1. - acc * (z0 + w)));
            (q7(&v, g(-z)), q7(&v, g(z)))
        };
        let pct = |z: f64| (q7(&v, normal::cdf(-z)), q7(&v, normal::cdf(z)));
        let se = s2.sqrt();
        let av = {
            let (x, y) = (pct(t), bca(t));
            ((x.0 + y.0) / 2., (x.1 + y.1) / 2.)
        };
        for (k, (l, h)) in [
            pct(z),
            pct(t),
            bca(z),
            bca(t),
            (theta - t * se, theta + t * se),
            av,
        ]
        .into_iter()
        .enumerate()
        {
            let c = &mut cov[k];
            if truth < l {
                c.lo += 1
            } else if truth > h {
                c.hi += 1
            } else {
                c.hit += 1
            }
            c.w += (h - l) / truth.abs().max(mean);
        }
    }
    for (n, c) in names.iter().zip(&cov) {
        println!(
            "{name} a={na} b={nb} s={sigma} {n:12} cover {:.3} below {:.3} above {:.3} width {:.3}",
            c.hit as f64 / trials as f64,
            c.lo as f64 / trials as f64,
            c.hi as f64 / trials as f64,
            c.w / trials as f64
        );
    }
}
#[test]
#[ignore]
fn run() {
    let n = 1;
    main_run("one", 20, 0, 1.0, n, 1., 0.);
    main_run("one", 100, 0, 1.0, n, 1., 0.);
    main_run("one", 1000, 0, 1.0, n, 1., 0.);
    main_run("two", 20, 20, 1.0, n, 1., 0.);
    main_run("two", 100, 100, 1.0, n, 1., 0.);
    main_run("two", 1000, 1000, 1.0, n, 1., 0.);
    main_run("two", 30, 1000, 1.0, n, 1., 0.);
    main_run("two", 100, 1000, 1.0, n, 1., 0.);
    main_run("two", 50, 50, 1.3, n, 0.5, 0.);
    main_run("two", 100, 400, 1.2, n, 1., 0.5);
    main_run("two", 1000, 4000, 1.2, n, 1., 0.5);
}
#[test]
#[ignore]
fn time() {
    let t = std::time::Instant::now();
    let d = Draws::new(1);
    d.replicates().count();
    println!("draws {:?}", t.elapsed());
    let mut a = Cells::<3>::new();
    for i in 0..100000u64 {
        a.add(cell(i), [1, 2, i as i128]);
    }
    let t = std::time::Instant::now();
    rep(&a, &d);
    println!("dense3 {:?}", t.elapsed());
    let mut a = Cells::<3>::new();
    for i in 0..100u64 {
        a.add(cell(i), [1, 2, i as i128]);
    }
    let t = std::time::Instant::now();
    rep(&a, &d);
    println!("sparse3 {:?}", t.elapsed());
}
