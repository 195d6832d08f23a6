//! Arbitrary bytes, and good files that met with an accident: there is never a panic, and every row is accounted for.

use super::{HEADER, Paper};
use proptest::prelude::*;
use serde_json::Value;
use std::ffi::OsString;
use std::path::Path;

/// Runs the program inside the test: what it answers, if it does.
fn ran(command: &str, path: &Path, more: &[&str]) -> Option<Value> {
    let words = ["loyalty", command, "-f", "json", "-q", "--no-config", "--threads", "2"];
    let line = words.iter().chain(more).map(OsString::from).chain([path.as_os_str().to_owned()]);
    let (mut out, mut remarks) = (vec![], vec![]);
    let _ = loyalty_metrics::commands::run(line, &mut out, &mut remarks);
    if out.is_empty() { None } else { Some(serde_json::from_slice(&out).expect("an answer is JSON")) }
}

/// Rows read are rows used, merged, left out and rejected.
fn adds_up(answer: &Value) -> bool {
    let count = |value: &Value| value.as_u64().expect("a count");
    answer["inputs"].as_array().expect("inputs").iter().filter(|input| input["refused"].is_null()).all(|input| {
        let excluded: u64 = input["excluded"].as_object().expect("rules").values().map(count).sum();
        count(&input["rows"]) == count(&input["used"]) + count(&input["merged"]) + excluded + count(&input["rejected"])
    })
}

fn holds(bytes: &[u8], chunk: usize) -> Result<(), TestCaseError> {
    let paper = Paper::with(bytes);
    let chunk = chunk.to_string();
    for (command, more) in
        [("check", &[][..]), ("repeat", &["--max-rejected", "100%"]), ("nps", &["--max-rejected", "100%"])]
    {
        let flags = [more, &["--chunk-bytes", &chunk]].concat();
        if let Some(answer) = ran(command, &paper.path(), &flags) {
            prop_assert!(adds_up(&answer), "{} {:?}: {}", command, String::from_utf8_lossy(bytes), answer["inputs"]);
        }
    }
    Ok(())
}

/// What befalls a file on its way.
#[derive(Debug, Clone)]
enum Accident {
    Flipped(usize, u8),
    Lost(usize, usize),
    Inserted(usize, Vec<u8>),
    CutOff(usize),
}

fn accident() -> impl Strategy<Value = Accident> {
    let troublesome = prop::sample::select(b"\"\n\r,;|\t\0\x1a\x80\xff\x81-0".to_vec());
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Accident::Flipped(at, byte)),
        (any::<usize>(), 1usize..40).prop_map(|(at, count)| Accident::Lost(at, count)),
        (any::<usize>(), prop::collection::vec(troublesome, 1..4))
            .prop_map(|(at, bytes)| Accident::Inserted(at, bytes)),
        any::<usize>().prop_map(Accident::CutOff),
    ]
}

fn befall(bytes: &mut Vec<u8>, accident: &Accident) {
    let place = |at: usize| at % (bytes.len() + 1);
    match accident {
        Accident::Flipped(at, byte) => {
            let at = place(*at);
            if let Some(own) = bytes.get_mut(at) {
                *own = *byte;
            }
        }
        Accident::Lost(at, count) => {
            let at = place(*at);
            bytes.drain(at..(at + count).min(bytes.len()));
        }
        Accident::Inserted(at, more) => {
            let at = place(*at);
            bytes.splice(at..at, more.iter().copied());
        }
        Accident::CutOff(at) => bytes.truncate(place(*at)),
    }
}

/// Good files: orders with lines that belong together, answers, Japanese in its own encoding.
fn good() -> impl Strategy<Value = Vec<u8>> {
    let orders = "order_id,customer_id,ordered_at,amount,status,note\n\
        O-1,anna,2024-01-05,10.00,paid,\"tea, green\"\nO-1,anna,2024-01-05,2.50,,\"a \"\"cup\"\"\"\n\
        O-2,,2024-01-06,5.50,cancelled,\nO-3,ben,2024-02-01,-3.00,paid,\"two\nlines\"\nO-4,anna,2024-03-09,40.00,paid,x\n";
    let answers = "answered_at,customer_id,score,comment\n2024-01-05,anna,9,fine\n2024-01-06,ben,,\n2024-01-07,cleo,3,\"so, so\"\n";
    let japanese = "注文番号,会員ID,注文日,合計,備考\n1,7,2024/3/1,\"1,200\",表示\n2,8,2024/3/2,980円,ソース\n";
    let japanese = encoding_rs::SHIFT_JIS.encode(japanese).0.into_owned();
    prop::sample::select(vec![orders.as_bytes().to_vec(), answers.as_bytes().to_vec(), japanese])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn good_files_after_accidents_are_accounted_for(
        bytes in good(),
        accidents in prop::collection::vec(accident(), 1..4),
        chunk in 16usize..200,
    ) {
        let mut bytes = bytes;
        for accident in &accidents {
            befall(&mut bytes, accident);
        }
        holds(&bytes, chunk)?;
    }

    #[test]
    fn arbitrary_bytes_below_a_header_are_accounted_for(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        chunk in 16usize..200,
    ) {
        holds(&[HEADER.join(",").as_bytes(), b"\n", &bytes].concat(), chunk)?;
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), chunk in 16usize..200) {
        holds(&bytes, chunk)?;
    }
}
