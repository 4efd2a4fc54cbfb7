//! Running programs: their output, and what they cost.

use crate::root;
use anyhow::{Context, bail};
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a run cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost {
    /// Seconds on the wall.
    pub(crate) wall: f64,
    /// Seconds of all cores, the system's time with them.
    pub(crate) cpu: f64,
    /// The most memory held, in MB.
    pub(crate) memory: f64,
}

/// Runs a program and gives what it printed. `statuses` are those that are no failure.
pub(crate) fn run(command: &mut Command, statuses: &[i32]) -> anyhow::Result<Vec<u8>> {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().with_context(|| format!("{command:?}"))?;
    if !status.code().is_some_and(|code| statuses.contains(&code)) {
        bail!(
            "{command:?} ended with {status}: {}",
            String::from_utf8_lossy(&stderr)
        );
    }
    Ok(stdout)
}

/// Builds and runs a benchmark, which is named as `cargo bench` names it; gives what it printed.
pub(crate) fn bench(named: &[&str]) -> anyhow::Result<String> {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["bench", "--quiet"])
        .args(named)
        .current_dir(root())
        .stderr(Stdio::inherit());
    Ok(String::from_utf8(run(&mut command, &[0])?)?)
}

/// The cheapest of `times` runs: what else the machine does only ever adds.
///
/// Python asks the system for the child's costs, as the standard library of Rust does not. Its `spawn` leaves little of its
/// own in the child's memory.
pub(crate) fn cost<S: AsRef<OsStr>>(program: &Path, arguments: &[S], times: u32) -> anyhow::Result<Cost> {
    const SCRIPT: &str = "
import os, sys, time
best = None
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1): sys.exit('failed')
    one = (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    best = one if best is None else tuple(map(min, best, one))
print(*best)
";
    let mut command = Command::new("python3");
    command
        .args(["-c", SCRIPT, &times.to_string()])
        .arg(program)
        .args(arguments)
        .stderr(Stdio::inherit());
    let printed = String::from_utf8(run(&mut command, &[0])?)?;
    let numbers = printed
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<Vec<f64>, _>>()?;
    let [wall, cpu, memory] = numbers[..] else {
        bail!("no costs of {}", program.display())
    };
    Ok(Cost { wall, cpu, memory })
}
