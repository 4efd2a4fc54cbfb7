//! Why the system did not do what was asked, in the user's language: what it says itself is English, or in the language
//! of the system.

use juyan::Context;
use std::io::{self, ErrorKind};

/// What went wrong; the system's number for it where no words are known.
pub(crate) fn told(error: &io::Error, context: Context<'_>) -> String {
    let id = match error.kind() {
        ErrorKind::NotFound => "reason.absent",
        ErrorKind::PermissionDenied => "reason.denied",
        ErrorKind::AlreadyExists => "reason.exists",
        ErrorKind::NotADirectory => "reason.no-folder",
        ErrorKind::IsADirectory => "reason.folder",
        ErrorKind::ReadOnlyFilesystem => "reason.read-only",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "reason.full",
        ErrorKind::FileTooLarge => "reason.too-large",
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => "reason.name",
        ErrorKind::ResourceBusy | ErrorKind::WouldBlock | ErrorKind::Deadlock => "reason.busy",
        ErrorKind::InvalidData => "reason.no-utf8",
        ErrorKind::OutOfMemory => "reason.memory",
        ErrorKind::Interrupted | ErrorKind::TimedOut => "reason.interrupted",
        _ => {
            let number = error
                .raw_os_error()
                .map_or_else(String::new, |number| number.to_string());
            return context.fill("reason.other", &[("number", &number)]);
        }
    };
    context.say(id).to_owned()
}
