//! Halves of pairs of surrogates that stand alone. Editors that keep texts in UTF-16 may send one between two keys, and
//! JSON has no such character: U+FFFD stands for it, which is as long in every encoding of positions.

/// What stands for them in JSON, and in UTF-8.
const ESCAPED: &[u8; 6] = b"\\ufffd";
const ENCODED: [u8; 3] = [0xEF, 0xBF, 0xBD];

/// Writes U+FFFD over each of them, be it escaped or in bytes; whether there was one.
pub fn mend(body: &mut [u8]) -> bool {
    let (mut at, mut mended) = (0, false);
    while let Some(rest) = body.get_mut(at..).filter(|rest| !rest.is_empty()) {
        at += match (escaped(rest), &*rest) {
            (Some(0xD800..=0xDBFF), _)
                if matches!(rest.get(6..).and_then(escaped), Some(0xDC00..=0xDFFF)) =>
            {
                12
            }
            (Some(0xD800..=0xDFFF), _) => {
                mended |= put(rest, ESCAPED);
                ESCAPED.len()
            }
            (None, [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..]) => {
                mended |= put(rest, &ENCODED);
                ENCODED.len()
            }
            // Also of two backslashes, where no escape begins at the second.
            (_, [b'\\', _, ..]) => 2,
            _ => 1,
        };
    }
    mended
}

fn put(rest: &mut [u8], new: &[u8]) -> bool {
    rest.get_mut(..new.len()).map(|place| place.copy_from_slice(new)).is_some()
}

/// The unit of UTF-16 that `\uXXXX` stands for, if the text begins so.
fn escaped(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], expected: &[u8]) {
        let mut mended = body.to_vec();
        assert_eq!(mend(&mut mended), body != expected);
        assert_eq!(mended, expected, "{}", String::from_utf8_lossy(&mended));
    }

    #[test]
    fn halves_are_replaced() {
        check(br#""\ud83d""#, br#""\ufffd""#);
        check(br#""\ud83dx\uDE92\n""#, br#""\ufffdx\ufffd\n""#);
        check(br#""\ud83d\ud83d\ude92""#, br#""\ufffd\ud83d\ude92""#);
        check(br#""\ud83d\u0041""#, br#""\ufffd\u0041""#);
        check(b"\"\xED\xA0\xBD\"", b"\"\xEF\xBF\xBD\"");
    }

    #[test]
    fn what_is_whole_stays() {
        check(
            br#""\ud83d\ude92 \u00e9 \\ud83d \\\\ud83d \"""#,
            br#""\ud83d\ude92 \u00e9 \\ud83d \\\\ud83d \"""#,
        );
        check("\"🚒 \u{d7ff} \u{e000}\"".as_bytes(), "\"🚒 \u{d7ff} \u{e000}\"".as_bytes());
        check(br"\u", br"\u");
        check(br"\ud8", br"\ud8");
        check(br"\u+d83", br"\u+d83");
        check(b"\\", b"\\");
        check(b"\xED\xA0", b"\xED\xA0");
    }
}
