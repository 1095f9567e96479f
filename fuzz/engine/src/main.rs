//! libFuzzer, trying the target that `ASKHOW_FUZZ_TARGET` names.

#![no_main]

use std::sync::LazyLock;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("ASKHOW_FUZZ_TARGET").unwrap_or_default();
    askhow_fuzz::target(&name).unwrap_or_else(|| {
        eprintln!("no target is called `{name}`: `cargo xtask fuzz` knows them");
        std::process::exit(2)
    })
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| TARGET(bytes));
