//! The slow exact reader: byte by byte, for files whose quotation marks are not all where they belong, or that end lines with a
//! lone carriage return. It finds records as the plain `csv` crate does, and says of each what is wrong with its quotes.

/// What is odd about a record's quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Oddity {
    /// Nothing.
    None,
    /// A quotation mark inside an unquoted field: kept as a character.
    Literal,
    /// Text behind a closing quotation mark.
    Broken,
    /// A quotation mark that is never closed.
    Unclosed,
}

/// Finds records and fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanner {
    /// The delimiter.
    pub(super) delimiter: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    Closed,
}

impl Scanner {
    /// Calls `record(start, field ends, oddity)` for each record of `bytes`; line ends are LF, CRLF and lone CR. Empty lines are
    /// no records. The last field's end stands before the line end. Returns where the last complete record ended.
    pub(super) fn scan(self, bytes: &[u8], mut record: impl FnMut(usize, &[u32], Oddity)) -> usize {
        let mut ends: Vec<u32> = vec![];
        let (mut state, mut oddity, mut start, mut complete) = (State::Start, Oddity::None, 0, 0);
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            let line_end = byte == b'\n' || byte == b'\r';
            match (state, byte) {
                (State::Quoted, b'"') => state = State::Closed,
                (State::Quoted, _) => {}
                (State::Closed, b'"') => state = State::Quoted,
                (_, _) if line_end => {
                    if state == State::Start && ends.is_empty() {
                        start = at + 1;
                        complete = start;
                    } else {
                        ends.push(at as u32);
                        at += usize::from(byte == b'\r' && bytes.get(at + 1) == Some(&b'\n'));
                        record(start, &ends, oddity);
                        ends.clear();
                        start = at + 1;
                        complete = start;
                    }
                    (state, oddity) = (State::Start, Oddity::None);
                }
                (_, _) if byte == self.delimiter => {
                    ends.push(at as u32);
                    state = State::Start;
                }
                (State::Start, b'"') => state = State::Quoted,
                (State::Plain, b'"') => oddity = oddity.max(Oddity::Literal),
                (State::Closed, _) => {
                    oddity = Oddity::Broken;
                    state = State::Plain;
                }
                (State::Start | State::Plain, _) => state = State::Plain,
            }
            at += 1;
        }
        if complete < bytes.len() {
            ends.push(bytes.len() as u32);
            record(start, &ends, if state == State::Quoted { Oddity::Unclosed } else { oddity });
        }
        complete
    }

    /// Where the last complete record ends, if one does. A carriage return at the very end may still get its line feed.
    pub(super) fn last_record_end(self, bytes: &[u8]) -> Option<usize> {
        let sure = if bytes.last() == Some(&b'\r') { &bytes[..bytes.len() - 1] } else { bytes };
        let end = self.scan(sure, |_, _, _| {});
        (end > 0).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::{Oddity, Scanner};

    fn fields(text: &str) -> Vec<(Vec<&str>, Oddity)> {
        let mut all = vec![];
        Scanner { delimiter: b',' }.scan(text.as_bytes(), |start, ends, oddity| {
            let mut from = start;
            let of = ends.iter().map(|&end| {
                let field = &text[from..end as usize];
                from = end as usize + 1;
                field
            });
            all.push((of.collect(), oddity));
        });
        all
    }

    #[test]
    fn lone_carriage_returns_end_records() {
        let rows = fields("a,b\rc,d\r\ne,f\n");
        assert_eq!(rows.iter().map(|r| r.0.clone()).collect::<Vec<_>>(), [["a", "b"], ["c", "d"], ["e", "f"]]);
    }

    #[test]
    fn quotes_out_of_place_are_told_apart() {
        assert_eq!(fields("5\" pipe,b\n")[0].1, Oddity::Literal);
        assert_eq!(fields("\"a\"b,c\n")[0].1, Oddity::Broken);
        assert_eq!(fields("\"a\nb,c\n")[0].1, Oddity::Unclosed);
        assert_eq!(fields("\"a\"\"\n\",c\n"), [(vec!["\"a\"\"\n\"", "c"], Oddity::None)]);
    }
}
