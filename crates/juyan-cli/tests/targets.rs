//! Where results go: files, folders, devices; and that nothing of the user's is lost to them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::*;
use std::process::Command;

#[test]
fn one_report_goes_to_a_file_and_several_to_a_folder() {
    let folder = folder("target");
    assert!(
        juyan(&folder, "check --format html -o page.html right.txt")
            .status
            .success()
    );
    assert!(
        std::fs::read_to_string(folder.join("page.html"))
            .unwrap()
            .starts_with("<!doctype html>")
    );
    juyan(&folder, "check --format json -o new/all right.txt wrong.txt");
    assert!(folder.join("new/all/right.json").is_file() && folder.join("new/all/wrong.json").is_file());
    let output = juyan(&folder, "check --format json -o page.html right.txt wrong.txt");
    assert_eq!(output.status.code(), Some(2));
    let left: Vec<_> = folder
        .read_dir()
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .collect();
    assert!(left.iter().all(|name| !name.contains(".part")), "{left:?}");
}

#[test]
fn a_dash_is_the_standard_output() {
    let folder = folder("dash");
    for reports in ["right.txt", "right.txt wrong.txt"] {
        let printed = out(&juyan(&folder, &format!("check --format json {reports}")));
        let output = juyan(&folder, &format!("check --format json -o - {reports}"));
        assert_eq!(out(&output), printed);
        assert!(!folder.join("-").exists());
    }
}

#[test]
fn pages_of_several_reports_want_a_folder() {
    let folder = folder("several");
    for format in ["html", "docx"] {
        let output = juyan(&folder, &format!("check --format {format} right.txt wrong.txt"));
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(output.stdout.is_empty(), "{format}");
        assert!(err(&output).contains("-o"), "{}", err(&output));
        let output = juyan(
            &folder,
            &format!("check --format {format} -o out right.txt wrong.txt"),
        );
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        assert!(folder.join(format!("out/right.{format}")).is_file());
    }
}

#[test]
fn nothing_is_written_over_the_report_or_another_result() {
    let folder = folder("over");
    let output = juyan(&folder, "check --format text -o right.txt right.txt");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(folder.join("right.txt")).unwrap(), RIGHT);
    std::fs::create_dir(folder.join("deeper")).unwrap();
    std::fs::copy(folder.join("wrong.txt"), folder.join("deeper/right.txt")).unwrap();
    let output = juyan(&folder, "check --format json -o out right.txt deeper/right.txt");
    assert_eq!(output.status.code(), Some(2));
    let kept = std::fs::read_to_string(folder.join("out/right.json")).unwrap();
    assert!(json(&kept)["findings"].as_array().unwrap().is_empty());
}

#[test]
fn no_report_is_lost_to_the_result_of_another() {
    let folder = folder("each-over");
    std::fs::write(folder.join("x.html"), RIGHT).unwrap();
    std::fs::write(folder.join("x.txt"), RIGHT).unwrap();
    for order in ["x.txt x.html", "x.html x.txt"] {
        let output = juyan(&folder, &format!("check --format html -o . {order}"));
        assert_eq!(output.status.code(), Some(2));
        let told = err(&output);
        assert!(
            told.lines().count() == 2 && told.lines().all(|line| line.contains("x.html")),
            "{told}"
        );
        assert_eq!(std::fs::read_to_string(folder.join("x.html")).unwrap(), RIGHT);
    }
    std::fs::write(folder.join("right.json.part"), "kept").unwrap();
    juyan(&folder, "check --format json -o right.json right.txt");
    assert_eq!(
        std::fs::read_to_string(folder.join("right.json.part")).unwrap(),
        "kept"
    );
    assert!(folder.join("right.json").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_printed_is_told() {
    let folder = folder("full");
    for arguments in [
        "check wrong.txt",
        "check --format sarif right.txt",
        "read right.txt",
        "explain",
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_juyan"))
            .args(arguments.split_whitespace())
            .current_dir(&folder)
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(err(&output).contains("没有输出完"), "{}", err(&output));
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_into_and_stays_what_it_is() {
    let folder = folder("links");
    std::fs::write(folder.join("last.json"), "").unwrap();
    std::os::unix::fs::symlink("last.json", folder.join("link.json")).unwrap();
    for target in ["link.json", "/dev/null"] {
        let output = juyan(&folder, &format!("check --format json -o {target} right.txt"));
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    }
    assert!(folder.join("link.json").is_symlink());
    let written = std::fs::read_to_string(folder.join("last.json")).unwrap();
    assert_eq!(json(&written)["schema"], "juyan/1");
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_folder_that_was_not_there_is_told() {
    let folder = folder("made");
    let first = juyan(&folder, "check --format json -o reprots/ right.txt");
    assert!(
        err(&first).contains("reprots") && first.status.success(),
        "{}",
        err(&first)
    );
    let again = juyan(&folder, "check --format json -o reprots/ right.txt");
    assert_eq!(err(&again), "");
}

/// For one file nobody means a folder to be made: it is a slip in the path.
#[test]
fn a_file_in_no_folder_is_refused() {
    let folder = folder("typo");
    let refused = juyan(&folder, "check --format html -o reprots/a.html wrong.txt");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        err(&refused).contains("没有文件夹 reprots；"),
        "{}",
        err(&refused)
    );
    assert!(!folder.join("reprots").exists());
}
