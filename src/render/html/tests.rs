//! Whole pages.

use super::*;
use crate::render::example;
use crate::words::Lang;

fn page(document: &Document, lang: Lang) -> String {
    let mut out = vec![];
    write(document, &Options { lang, ..Options::default() }, &mut out).expect("memory takes it");
    String::from_utf8(out).expect("UTF-8")
}

/// SHA-256 as FIPS 180-4 writes it, for the digest in the policy.
fn sha256(bytes: &[u8]) -> [u8; 32] {
    // The first 32 bits of the fractions of the roots of the first primes.
    let primes = (2u32..).filter(|n| (2..*n).all(|d| n % d != 0));
    let fraction = |root: f64| ((root - root.floor()) * 4_294_967_296.0) as u32;
    let primes: Vec<f64> = primes.take(64).map(f64::from).collect();
    let k: Vec<u32> = primes.iter().map(|prime| fraction(libm::cbrt(*prime))).collect();
    let mut h: Vec<u32> = primes.iter().take(8).map(|prime| fraction(libm::sqrt(*prime))).collect();
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend((bytes.len() as u64 * 8).to_be_bytes());
    for block in message.chunks(64) {
        let mut w: Vec<u32> =
            block.chunks(4).map(|word| u32::from_be_bytes(word.try_into().expect("four bytes"))).collect();
        for t in 16..64 {
            let (a, b) = (w[t - 15], w[t - 2]);
            let small = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let large = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            w.push(large.wrapping_add(w[t - 7]).wrapping_add(small).wrapping_add(w[t - 16]));
        }
        let mut v = h.clone();
        for t in 0..64 {
            let one = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let chosen = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let first = v[7].wrapping_add(one).wrapping_add(chosen).wrapping_add(k[t]).wrapping_add(w[t]);
            let zero = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let second = zero.wrapping_add((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(first);
            v[0] = first.wrapping_add(second);
        }
        h.iter_mut().zip(v).for_each(|(sum, more)| *sum = sum.wrapping_add(more));
    }
    let bytes: Vec<u8> = h.iter().flat_map(|word| word.to_be_bytes()).collect();
    bytes.try_into().expect("eight words")
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let of = |three: &[u8]| {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        let signs: String =
            (0..=three.len()).map(|n| char::from(SIGNS[(bits >> (18 - 6 * n) & 63) as usize])).collect();
        format!("{signs:=<4}")
    };
    bytes.chunks(3).map(of).collect()
}

#[test]
fn the_policy_names_the_style_sheet() {
    assert_eq!(base64(&sha256(b"abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    assert_eq!(STYLE_DIGEST, format!("sha256-{}", base64(&sha256(STYLE.as_bytes()))));
}

#[test]
fn a_page_asks_for_nothing_and_runs_nothing() {
    for document in [example::nps(), example::repeat_by_two(), example::ltv(), example::report(), example::check()] {
        for lang in [Lang::En, Lang::Ja] {
            let page = page(&document, lang);
            for forbidden in [
                "<script", "<link", "<img", "<iframe", "<object", "http:", "https:", "url(", "@import", " style=",
                " on",
            ] {
                let found = page.find(forbidden).map(|at| &page[at..(at + 60).min(page.len())]);
                assert!(
                    found.is_none_or(|found| forbidden == " on" && !found.contains("=\"")),
                    "{forbidden}: {found:?}"
                );
            }
        }
    }
}
