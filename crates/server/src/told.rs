//! What is shown in a message that an editor makes links of.
//!
//! VS Code reads `[text](address)` in its messages, `command:` among the addresses, and runs that at a click. Keys of
//! settings and words of reviews stand in ours, and nothing that we say there is a link.

/// A message in which nothing is a link, and no control character but line ends is left.
pub fn unlinked(message: &str) -> String {
    let message = message.replace("](", "] (");
    message.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_is_a_link() {
        assert_eq!(
            unlinked("unknown key `[x](command:y)`\n\u{1b}[31m"),
            "unknown key `[x] (command:y)`\n\u{fffd}[31m"
        );
        assert_eq!(unlinked("[]]](((a"), "[]]] (((a");
    }
}
