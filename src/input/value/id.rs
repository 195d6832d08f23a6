//! Ids are text: what they look like is noticed, what they say is never changed unasked.

/// What an id looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdShape {
    /// Nothing but blanks.
    Empty,
    /// Any text without a shape of its own.
    Plain,
    /// An e-mail address.
    EMail,
    /// A whole number with `.0` behind it, as a column of floats writes it.
    FloatShaped,
    /// A number in scientific notation: a spreadsheet has thrown digits away.
    Exponent,
}

/// Cuts ASCII blanks off both ends.
pub fn trim(text: &[u8]) -> &[u8] {
    text.trim_ascii()
}

/// Tells the shape of an id.
pub fn shape(text: &[u8]) -> IdShape {
    let text = trim(text);
    let Some(last) = text.last() else {
        return IdShape::Empty;
    };
    if text[0].is_ascii_digit() && last.is_ascii_digit() {
        if let Some(whole) = text.strip_suffix(b".0") {
            if whole.iter().all(u8::is_ascii_digit) {
                return IdShape::FloatShaped;
            }
        } else if is_exponent(text) {
            return IdShape::Exponent;
        }
    }
    if is_email(text) { IdShape::EMail } else { IdShape::Plain }
}

/// `1.23E+11` or `1E+11`; without the sign, `12E5` is as likely a code of the shop's own.
fn is_exponent(text: &[u8]) -> bool {
    let Some(at) = text.iter().position(|byte| matches!(byte, b'e' | b'E')) else {
        return false;
    };
    let (number, power) = (&text[..at], &text[at + 1..]);
    let mut parts = number.splitn(2, |byte| *byte == b'.');
    let whole = parts.next().unwrap_or_default();
    let fraction = parts.next().unwrap_or_default();
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    whole.len() == 1
        && digits(whole)
        && digits(fraction)
        && matches!(power, [b'+', rest @ ..] if (1..=3).contains(&rest.len()) && digits(rest))
}

/// Whether a closer look could find an exponent: one byte tells nearly every id apart.
#[inline]
pub fn may_be_damaged(text: &[u8]) -> bool {
    matches!(text.get(1), Some(b'.' | b'E' | b'e'))
}

/// One `@` with something before it and a dotted name behind it, and no blank anywhere.
fn is_email(text: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'@', text) else {
        return false;
    };
    let host = &text[at + 1..];
    let dotted = memchr::memrchr(b'.', host).is_some_and(|dot| dot > 0 && dot + 1 < host.len());
    at > 0
        && dotted
        && memchr::memchr(b'@', host).is_none()
        && !text.iter().any(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control())
}

/// Writes an e-mail address the one way under which its spellings meet.
pub fn folded_email(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Words that stand where an id should, and name no customer.
const NOBODY: [&str; 21] = [
    "guest",
    "(guest)",
    "anonymous",
    "unknown",
    "none",
    "null",
    "(null)",
    "n/a",
    "na",
    "nan",
    "-",
    "ゲスト",
    "非会員",
    "会員以外",
    "匿名",
    "不明",
    "一般",
    "walk-in",
    "walkin",
    "#n/a",
    "\\n",
];

/// Says whether a text stands for "no customer".
pub fn placeholder(text: &str) -> bool {
    let text = text.trim();
    // The longest word has twelve bytes.
    text.len() <= 12 && NOBODY.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shapes_are_told_apart() {
        for (text, expected) in [
            ("", IdShape::Empty),
            ("  ", IdShape::Empty),
            ("00123", IdShape::Plain),
            ("3074457347487777543", IdShape::Plain),
            ("ヤマダ", IdShape::Plain),
            ("=1+1", IdShape::Plain),
            ("C1.0", IdShape::Plain),
            ("1.5", IdShape::Plain),
            ("1.2.0", IdShape::Plain),
            ("17850.0", IdShape::FloatShaped),
            (" 12345.0 ", IdShape::FloatShaped),
            ("1.23E+11", IdShape::Exponent),
            ("1E+20", IdShape::Exponent),
            ("12E5", IdShape::Plain),
            ("1E5", IdShape::Plain),
            ("Anna@Example.com", IdShape::EMail),
            (" anna@example.com ", IdShape::EMail),
            ("@SUM(1)", IdShape::Plain),
            ("a@b", IdShape::Plain),
            ("a@b@c.de", IdShape::Plain),
        ] {
            assert_eq!(shape(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn spellings_of_one_address_meet() {
        assert_eq!(folded_email(" Anna@Example.COM "), "anna@example.com");
    }

    #[test]
    fn a_guest_is_nobody_but_a_zero_may_be_a_customer() {
        for text in ["guest", "Guest", "GUEST", "anonymous", "n/a", "-", "ゲスト", "非会員", " 会員以外 "] {
            assert!(placeholder(text), "{text}");
        }
        for text in ["0", "", "guest1", "Noneman", "C1"] {
            assert!(!placeholder(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_upset_it(text: Vec<u8>) {
            let _ = shape(&text);
            prop_assert!(trim(&text).len() <= text.len());
        }
    }
}
