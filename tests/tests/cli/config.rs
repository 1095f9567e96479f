//! `askhow config`: what holds, and where it comes from.

use crate::helpers::Folder;

#[test]
fn the_schema_describes_every_key() {
    let json = Folder::empty().run(&["config", "--schema"]).ends_with(0).json();
    for key in [
        "reviews",
        "preset",
        "timezone",
        "date-order",
        "quiet-gap",
        "severities",
        "rules",
        "sections",
        "phrases",
    ] {
        assert!(json["properties"][key].is_object(), "{key} in {json:#}");
    }
    assert_eq!(json["additionalProperties"], false);
}
