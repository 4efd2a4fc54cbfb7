//! What is wrong with a template is told with its place and what to do, and nothing is written over.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod desk;

use desk::{err, juyan, out, read, spoken};
use juyan_print::docx::revisions;
use juyan_print::official::{Office, docx};
use std::path::{Path, PathBuf};

fn ledger(test: &str) -> PathBuf {
    let folder = desk::folder(test);
    spoken(&folder, "init 旗.juyan --region 152923 --example");
    folder
}

/// What is told of a template, the status, and what stands where a report stood before.
fn tried(folder: &Path, template: &str) -> (String, Option<i32>, String) {
    std::fs::write(folder.join("板.md"), template).unwrap();
    std::fs::write(folder.join("报.txt"), "原样").unwrap();
    let done = juyan(folder, "write 板.md --ledger 旗.juyan --period 2024H1 -o 报.txt");
    (err(&done), done.status.code(), read(folder, "报.txt"))
}

#[test]
fn a_flaw_is_told_with_its_place_and_what_to_do() {
    let folder = ledger("templates-flaws");
    for (template, told) in [
        (
            "甲。\n乙{gpd@:P|#.##亿元}，{retial@:P|#亿元}。\n",
            &[
                "第2行第3字",
                "是不是 gdp（地区生产总值）",
                "第2行第19字",
                "retail（社会消费品零售总额）",
            ][..],
        ),
        ("甲{\"停车场@:P|#个}。\n", &["第1行第2字"]),
        ("甲{zzqqxx@:P|#个}。\n", &["第1行第3字", "用引号写原词"]),
        (
            "甲{gdp@150000:P|#.##亿元}。\n",
            &["台账是额济纳旗（152923）的", "内蒙古自治区（150000）"],
        ),
        ("甲{gdp@|#.##亿元}。\n", &["没有写时期", "gdp@152923:P"]),
        ("甲{gdp@:P|{gdp@:P|#}亿元}。\n", &["第1行第10字"]),
        ("{each gdp}\n{name}\n", &["第1行", "{end}"]),
    ] {
        let (said, status, kept) = tried(&folder, template);
        assert_eq!(status, Some(2), "{template}: {said}");
        assert!(
            told.iter().all(|words| said.contains(words)),
            "{template}: {said}"
        );
        assert_eq!(kept, "原样", "{template}");
    }
    // Beside what is known, a key of another region is left out, and somebody has to see to it.
    let (said, status, kept) = tried(&folder, "甲{gdp@150000:P|#.##亿元}。乙{retail@:P|#.##亿元}。\n");
    assert!(said.contains("内蒙古自治区（150000）"), "{said}");
    assert_eq!((status, kept.as_str()), (Some(1), "乙4.3亿元。\n"), "{said}");
}

#[test]
fn the_rows_of_a_register_are_of_the_period() {
    let folder = ledger("templates-rows");
    let rows = |template: &str, period: &str| {
        std::fs::write(folder.join("板.md"), template).unwrap();
        let done = juyan(
            &folder,
            &format!("write 板.md --ledger 旗.juyan --period {period}"),
        );
        (out(&done).lines().count(), err(&done))
    };
    let projects = "{each @key_project}\n{name}\n{end}\n";
    assert_eq!(rows(projects, "2024H1").0, 18);
    let (count, told) = rows(projects, "2025H1");
    assert_eq!(count, 0);
    assert!(told.contains("重点项目台账只到2024-06-30"), "{told}");
    assert_eq!(rows(projects, "2023").0, 0);
    // What happens on days happened within the period.
    let events = "{each @event}\n{name}\n{end}\n";
    let all = rows(events, "2024H1").0;
    let (first, second) = (rows(events, "2024Q1").0, rows(events, "2024Q2").0);
    assert!(
        first > 0 && second > 0 && first + second == all,
        "{first} and {second} of {all}"
    );
    // What ended before the end of the period is not there any more.
    let policies = "{each @policy}\n{name}\n{end}\n";
    let before = rows(policies, "2024H1").0;
    let ended = "政策编号,政策名称,免申即享,实施日期,失效日期\nZC-001,政策1,是,2022-02-01,2024-03-31\n";
    std::fs::write(folder.join("policy.csv"), ended).unwrap();
    spoken(&folder, "import 旗.juyan policy.csv --register policy");
    assert_eq!(rows(policies, "2024H1").0 + 1, before);
}

#[test]
fn tracked_changes_are_told() {
    let folder = ledger("templates-revisions");
    let text = "额济纳旗2024年上半年计划执行情况\n\n全旗社会消费品零售总额4.3亿元。\n";
    let paper = juyan::document::frame(juyan::document::from_text(text), juyan::catalogue());
    let file = docx(&paper, &[], &Office::default(), juyan::catalogue()).unwrap();
    assert_eq!(revisions(&file).unwrap(), 0);
    std::fs::write(folder.join("净.docx"), &file).unwrap();
    let tracked = "import zipfile,sys;a=zipfile.ZipFile('净.docx');b=zipfile.ZipFile('改.docx','w');\
                   [b.writestr(i,(lambda x:x.replace(b'</w:body>',\
                   b'<w:p><w:ins w:id=\"9\" w:author=\"a\"><w:r><w:t>a</w:t></w:r></w:ins></w:p></w:body>')\
                   if i=='word/document.xml' else x)(a.read(i))) for i in a.namelist()];b.close()";
    let done = std::process::Command::new("python3")
        .args(["-c", tracked])
        .current_dir(&folder)
        .status();
    assert!(done.unwrap().success());
    let told = spoken(
        &folder,
        "lift 净.docx --ledger 旗.juyan --period 2024H1 -o 板.docx",
    );
    assert!(!told.contains("修订"), "{told}");
    let told = spoken(
        &folder,
        "lift 改.docx --ledger 旗.juyan --period 2024H1 -o 板.docx",
    );
    assert!(told.contains("有1处修订没有接受或拒绝"), "{told}");
    let told = spoken(
        &folder,
        "write 板.docx --ledger 旗.juyan --period 2024H1 -o 报.docx",
    );
    assert!(told.contains("有1处修订没有接受或拒绝"), "{told}");
}
