//! How long the system lets us make a file (`ulimit -f`).

use std::io;

/// Says whether a file of `length` bytes may be written. Whoever writes past the limit is ended in the middle.
///
/// # Errors
/// Where it may not: [`io::ErrorKind::FileTooLarge`].
#[cfg(unix)]
pub fn may_be_so_long(length: usize) -> io::Result<()> {
    let most = rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
    if most.is_some_and(|most| u64::try_from(length).is_ok_and(|length| length > most)) {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(())
}

/// Elsewhere there is no such limit.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn may_be_so_long(_length: usize) -> io::Result<()> {
    Ok(())
}
