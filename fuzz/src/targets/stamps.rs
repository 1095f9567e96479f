//! Lines of timelines and chats: places inside the line, and the stamp that is offered for the next entry is read whole.

use askhow_timeline::{Role, next_stamp, read_chat};

use crate::input::text;
use crate::timeline::fits::readers_fit;
use crate::timeline::timeline;

pub fn run(bytes: &[u8]) {
    let text = text(bytes);
    readers_fit(&text);
    for line in text.lines().take(40) {
        readers_fit(line);
    }
    for message in read_chat(&text) {
        assert!(message.span.end <= text.len());
    }
    let timeline = timeline(&text);
    for (line, reading) in timeline.lines().iter().zip(timeline.readings()) {
        let Some(stamp) = line.stamp.as_deref().filter(|_| line.role == Role::Entry) else { continue };
        let Some(next) = next_stamp(stamp, reading, 7) else { continue };
        let again = askhow_timeline::read_stamp(&next);
        let whole = again.as_ref().map(|again| again.span.of(&next));
        assert_eq!(whole, Some(next.as_str()), "after {:?}", line.text);
    }
}
