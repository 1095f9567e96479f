//! As much of XML 1.0 as the formats that are written in it need: tags with attributes, and text.

/// The head of a file.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The inside of a tag: its name and its attributes, escaped.
pub fn tag(name: &str, attributes: &[(&str, &str)]) -> String {
    attributes.iter().fold(name.to_owned(), |mut acc, (name, value)| {
        acc.push_str(&format!(" {name}=\"{}\"", attribute(value)));
        acc
    })
}

/// Text between tags.
pub fn text(text: &str) -> String {
    text.chars().map(|c| escaped(c).unwrap_or_else(|| c.to_string())).collect()
}

/// A value in double quotes, whose line breaks and tabs a reader would take for blanks.
fn attribute(value: &str) -> String {
    let in_quotes = |c: char| match c {
        '"' => Some("&quot;".to_owned()),
        '\n' | '\t' => Some(format!("&#{};", u32::from(c))),
        _ => escaped(c),
    };
    value.chars().map(|c| in_quotes(c).unwrap_or_else(|| c.to_string())).collect()
}

/// What may not stand as it is. For what XML 1.0 has no way to write, not even as a number, the sign for such a
/// character stands.
fn escaped(c: char) -> Option<String> {
    match c {
        '&' => Some("&amp;".to_owned()),
        '<' => Some("&lt;".to_owned()),
        '>' => Some("&gt;".to_owned()),
        '\r' => Some("&#13;".to_owned()),
        '\n' | '\t' => None,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Some('\u{fffd}'.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(text("a <b> & \"c\" ]]>\n\té"), "a &lt;b&gt; &amp; \"c\" ]]&gt;\n\té");
        assert_eq!(tag("e", &[("m", "a\"b'<\n\t&")]), "e m=\"a&quot;b'&lt;&#10;&#9;&amp;\"");
        assert_eq!(tag("e", &[]), "e");
    }

    #[test]
    fn characters_that_xml_has_not_are_replaced_and_all_others_stay() {
        assert_eq!(text("a\0b\u{1b}c\u{b}d\u{fffe}\u{ffff}"), "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}\u{fffd}");
        assert_eq!(tag("e", &[("m", "\u{1}\r")]), "e m=\"\u{fffd}&#13;\"");
        assert_eq!(text("\u{7f}\u{85}\u{2028}\u{fffd}𝄞"), "\u{7f}\u{85}\u{2028}\u{fffd}𝄞");
    }
}
