//! A hash that is written down, or handed to others to come back with.

/// FNV-1a over words, a blank behind each: the same on every machine and in every version.
pub fn stable_hash<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    let bytes = words.into_iter().flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_one_that_was_written_down() {
        assert_eq!(format!("{:016x}", stable_hash(["a"])), "089c0207b5452844");
        assert_ne!(stable_hash(["a", "b"]), stable_hash(["ab"]));
    }
}
