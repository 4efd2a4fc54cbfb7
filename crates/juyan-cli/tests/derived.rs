//! A fact of the old report is corrected: its figures change, and so do those that follow from it, or they are told.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{err, juyan, out, read, spoken};
use std::path::{Path, PathBuf};

const OLD: &str = "额济纳旗2024年上半年计划执行情况\n\n一、计划执行情况\n\n\
                   盟级重点项目共18项，其中新建11项、续建7项；已开工17项，开复工进度94.4%。\
                   完成投资7.9亿元，占年度计划投资的33%。年度计划投资23.75亿元。\n\n\
                   全旗生产总值16.29亿元，同比增长2.7%。\n";
const WRITE: &str = "write 模板.md --ledger 旗.juyan --period 2024H1 -o 新.txt";

fn lifted(test: &str, old: &str) -> PathBuf {
    let folder = desk::folder(test);
    std::fs::write(folder.join("旧.txt"), old).unwrap();
    spoken(&folder, "init 旗.juyan --region 152923");
    spoken(&folder, "record 旗.juyan 旧.txt");
    spoken(&folder, "lift 旧.txt --ledger 旗.juyan -o 模板.md");
    folder
}

/// Enters what `key` is, and answers that it corrects what was told.
fn corrected(folder: &Path, key: &str, value: &str) {
    std::fs::write(folder.join("新.csv"), format!("key,value\n\"{key}\",{value}\n")).unwrap();
    spoken(folder, "enter 旗.juyan 新.csv");
    let facts = out(&juyan(folder, "facts 旗.juyan"));
    let rows = facts.lines().filter(|row| row.contains(&format!(" {key} ")));
    let numbers: Vec<&str> = rows.filter_map(|row| row.split_whitespace().next()).collect();
    assert_eq!(numbers.len(), 2, "{facts}");
    spoken(
        folder,
        &format!("answer 旗.juyan {} {} --revised", numbers[0], numbers[1]),
    );
}

fn written(folder: &Path) -> (Option<i32>, String, String) {
    let done = juyan(folder, WRITE);
    (done.status.code(), read(folder, "新.txt"), err(&done))
}

#[test]
fn what_follows_from_a_corrected_fact_changes_with_it() {
    let folder = lifted("derived-follows", OLD);
    assert_eq!(written(&folder).0, Some(0));
    assert_eq!(read(&folder, "新.txt"), OLD);

    corrected(&folder, "key_project_invest@152923:2024H1", "9.5亿元");
    let (status, text, told) = written(&folder);
    assert_eq!(text, OLD.replace("7.9亿元", "9.5亿元").replace("33%", "40%"));
    assert!(
        told.contains("第5行 40%：按更正后的 key_project_invest@152923:2024H1 重算"),
        "{told}"
    );
    assert_eq!(status, Some(0), "{told}");

    // A total of things that are counted, and the rate that is of the total.
    corrected(&folder, "key_project{stage=continued}@152923:2024H1", "8项");
    let (status, text, told) = written(&folder);
    assert!(
        text.contains("共19项，其中新建11项、续建8项；已开工17项，开复工进度89.5%"),
        "{text}"
    );
    assert!(
        told.contains("台账中 key_project@152923:2024H1 仍是18项"),
        "{told}"
    );
    assert_eq!(status, Some(0), "{told}");
}

#[test]
fn what_does_not_follow_is_told() {
    let folder = lifted("derived-told", OLD);
    corrected(&folder, "gdp@152923:2024H1", "17.29亿元");
    let (status, text, told) = written(&folder);
    // At constant prices the level does not give the growth.
    assert_eq!(text, OLD.replace("16.29", "17.29"));
    assert!(
        told.contains("gdp@152923:2024H1 已经更正，gdp.growth@152923:2024H1 仍是原来的2.7%"),
        "{told}"
    );
    assert_eq!(status, Some(1), "{told}");

    // The same, when what follows was corrected before.
    corrected(&folder, "gdp.growth@152923:2024H1", "9%");
    assert_eq!(written(&folder).0, Some(0));
}

#[test]
fn what_the_old_report_does_not_say_against_itself_is_told() {
    let folder = lifted("derived-refuted", OLD);
    corrected(&folder, "key_project_invest.progress@152923:2024H1", "45%");
    let (status, text, told) = written(&folder);
    assert_eq!(text, OLD.replace("33%", "45%"));
    assert!(
        told.contains("（J0601）") && told.contains("key_project_invest.progress@152923:2024H1"),
        "{told}"
    );
    assert!(told.contains("原稿没有这个问题"), "{told}");
    assert_eq!(status, Some(1), "{told}");

    // One that the old report had itself is none of the new one.
    let folder = lifted("derived-had", &OLD.replace("33%", "45%"));
    let (status, _, told) = written(&folder);
    assert!(!told.contains("J0601"), "{told}");
    assert_eq!(status, Some(0), "{told}");
}
