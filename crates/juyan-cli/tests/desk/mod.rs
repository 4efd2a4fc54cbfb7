//! A folder with two reports, and the command run in it.
#![allow(dead_code, reason = "each file of tests takes what it needs")]

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The parts do not come to the total.
pub(crate) const WRONG: &str = "全年实施重点项目19项，其中新建11项、续建7项。\n";
/// They do.
pub(crate) const RIGHT: &str = "全年实施重点项目18项，其中新建11项、续建7项。\n";

/// An empty folder of the test's own, with the two reports in it.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("wrong.txt"), WRONG).unwrap();
    std::fs::write(folder.join("right.txt"), RIGHT).unwrap();
    folder
}

pub(crate) fn juyan(folder: &Path, arguments: &str) -> Output {
    with_input(folder, arguments, b"")
}

pub(crate) fn with_input(folder: &Path, arguments: &str, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a command that must go well writes.
pub(crate) fn done(folder: &Path, arguments: &str) -> String {
    let output = juyan(folder, arguments);
    assert!(output.status.success(), "{arguments}: {}", err(&output));
    out(&output)
}

/// The same, with what it says beside it.
pub(crate) fn spoken(folder: &Path, arguments: &str) -> String {
    let output = juyan(folder, arguments);
    assert!(output.status.success(), "{arguments}: {}", err(&output));
    out(&output) + &err(&output)
}

pub(crate) fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// A ledger of 152923, `旗.juyan`, with the facts of these reports, which lie beside it as `0.txt`, `1.txt`.
pub(crate) fn recorded(test: &str, reports: &[&str]) -> PathBuf {
    let folder = folder(test);
    done(&folder, "init 旗.juyan --region 152923");
    for (position, report) in reports.iter().enumerate() {
        std::fs::write(folder.join(format!("{position}.txt")), report).unwrap();
        done(&folder, &format!("record 旗.juyan {position}.txt"));
    }
    folder
}

pub(crate) fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap()
}

/// What a form of the watch sheet says, as text.
pub(crate) fn words(folder: &Path, day: &str, form: &str, more: &str) -> String {
    let name = format!("{day}.{form}");
    let arguments = format!("watch 旗.juyan --as-of {day} --format {form} {more} -o {name}");
    let seen = juyan(folder, &arguments);
    assert!(seen.status.success(), "{arguments}: {}", err(&seen));
    let bytes = std::fs::read(folder.join(&name)).unwrap();
    match form {
        "docx" => {
            juyan::document::read(&bytes, &name, juyan::catalogue())
                .unwrap()
                .text
        }
        "xlsx" => {
            let book = juyan_workbook::read(&bytes, &name, juyan::catalogue()).unwrap();
            let rows = book.sheets.into_iter().flat_map(|sheet| sheet.rows);
            rows.map(|row| row.join("\t") + "\n").collect()
        }
        _ => String::from_utf8(bytes).unwrap(),
    }
}
