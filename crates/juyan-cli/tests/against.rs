//! Reports held against a ledger and against earlier papers on the command line.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod banner;
mod desk;

use banner::begun;
use desk::{err, folder, json, juyan, out};
use std::path::Path;

/// The rules that are broken, each with its severity and message.
fn found(folder: &Path, arguments: &str) -> Vec<(String, String, String)> {
    let checked = juyan(folder, &format!("check {arguments} --format json"));
    let told = json(&out(&checked));
    let findings = told["findings"].as_array().unwrap();
    let text = |finding: &serde_json::Value, field: &str| finding[field].as_str().unwrap().to_owned();
    findings
        .iter()
        .map(|finding| {
            (
                text(finding, "rule"),
                text(finding, "severity"),
                text(finding, "message"),
            )
        })
        .collect()
}

#[test]
fn the_example_and_its_own_ledger_agree() {
    let folder = begun("against-own");
    let alone = found(&folder, "report.txt");
    assert_eq!(found(&folder, "report.txt --ledger 旗.juyan"), alone);
    let recorded = juyan(&folder, "record 旗.juyan report.txt");
    assert!(recorded.status.success(), "{}", err(&recorded));
    assert_eq!(found(&folder, "report.txt --ledger 旗.juyan"), alone);
}

#[test]
fn what_the_plan_and_the_registers_say_otherwise_is_told() {
    let folder = begun("against-slips");
    let report = std::fs::read_to_string(folder.join("report.txt")).unwrap();
    let slipped = report
        .replace("完成年度偿还进度的98.5%", "完成年度偿还进度的97.5%")
        .replace("城镇新增就业121人", "城镇新增就业131人");
    assert_ne!(slipped, report);
    let slipped = slipped.replace(
        "二、下半年工作安排",
        "2024年一般公共预算收入计划增长5%。\n\n二、下半年工作安排",
    );
    std::fs::write(folder.join("slipped.txt"), slipped).unwrap();
    let alone = found(&folder, "slipped.txt");
    let mut told = found(&folder, "slipped.txt --ledger 旗.juyan");
    told.retain(|finding| !alone.contains(finding));
    let rules: Vec<(&str, &str)> = told
        .iter()
        .map(|(rule, severity, _)| (rule.as_str(), severity.as_str()))
        .collect();
    for expected in [("J0602", "warning"), ("J0603", "warning"), ("J0503", "warning")] {
        assert!(rules.contains(&expected), "{told:#?}");
    }
    let progress = told.iter().find(|(rule, ..)| rule == "J0603").unwrap();
    assert!(
        progress.2.contains("2489—2491.5万元") && progress.2.contains("2465万元"),
        "{}",
        progress.2
    );
    assert!(
        told.iter().all(|(_, severity, _)| severity != "error"),
        "{told:#?}"
    );
    let allowed = found(
        &folder,
        "slipped.txt --ledger 旗.juyan --allow J0603 --allow target-changed",
    );
    assert!(
        allowed
            .iter()
            .all(|(rule, ..)| rule != "J0603" && rule != "J0602")
    );
}

/// Registers that end in June say nothing against nine months, and nothing of September on the sheet of that day.
#[test]
fn a_report_of_nine_months_is_not_held_against_rows_of_six() {
    let folder = begun("against-nine-months");
    let nine = "额济纳旗2024年1—9月国民经济和社会发展计划执行情况\n\n一、计划执行情况\n\n\
                1—9月，重点项目完成投资16.2亿元，口岸货运量1800万吨，城镇新增就业190人，受理劳动争议案件150件。\n";
    std::fs::write(folder.join("nine.txt"), nine).unwrap();
    let told = found(&folder, "nine.txt --ledger 旗.juyan");
    assert!(told.is_empty(), "{told:#?}");
    let recorded = juyan(&folder, "record 旗.juyan nine.txt");
    assert!(recorded.status.success(), "{}", err(&recorded));
    let watched = json(&out(&juyan(
        &folder,
        "watch 旗.juyan --as-of 2024-10-20 --format json",
    )));
    for target in watched["targets"].as_array().unwrap() {
        let told = target["source"]["kind"] == "fact" && target["day"] == "2024-09-30";
        assert!(
            target["light"] == "none" || told || target["code"] == "MB-14",
            "{target}"
        );
    }
    let facts = out(&juyan(&folder, "facts 旗.juyan --format csv"));
    let mut reckoned = facts
        .lines()
        .filter(|line| line.contains("M01-M09") && !line.contains("nine.txt"));
    assert_eq!(reckoned.next(), None);
}

#[test]
fn tasks_of_the_ledger_are_asked_after_when_they_are_due() {
    let folder = begun("against-tasks");
    let year =
        "额济纳旗2024年国民经济和社会发展计划执行情况\n\n全年城镇新增就业233人。改造供热管网12.8公里。\n";
    std::fs::write(folder.join("year.txt"), year).unwrap();
    let told = found(&folder, "year.txt --ledger 旗.juyan");
    let (_, severity, message) = told.iter().find(|(rule, ..)| rule == "J0604").unwrap();
    assert_eq!(severity, "question");
    assert!(
        message.contains("充电桩") && !message.contains("供热管网"),
        "{message}"
    );
}

#[test]
fn several_papers_stand_beside_a_report() {
    let folder = folder("against-papers");
    let title = |of: &str| format!("额济纳旗{of}国民经济和社会发展计划执行情况\n\n");
    std::fs::write(
        folder.join("last.txt"),
        title("2023年上半年") + "上半年一般公共预算收入1.25亿元。\n",
    )
    .unwrap();
    std::fs::write(
        folder.join("plan.txt"),
        "额济纳旗2024年国民经济和社会发展计划\n\n2024年一般公共预算收入计划增长8%。\n",
    )
    .unwrap();
    let now = title("2024年上半年")
        + "上半年一般公共预算收入1.33亿元，同比增长10.1%。2024年一般公共预算收入计划增长5%。\n";
    std::fs::write(folder.join("now.txt"), now).unwrap();
    let told = found(&folder, "now.txt --with last.txt plan.txt");
    let rules: Vec<&str> = told.iter().map(|(rule, ..)| rule.as_str()).collect();
    assert!(rules.contains(&"J0501") && rules.contains(&"J0602"), "{told:?}");
    assert!(!found(&folder, "now.txt").iter().any(|(rule, ..)| rule == "J0501"));
    for (arguments, said) in [
        ("check now.txt --with none.txt", "none.txt"),
        ("check now.txt --ledger none.juyan", "none.juyan"),
    ] {
        let refused = juyan(&folder, arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments}");
        assert!(
            err(&refused).contains(said) && err(&refused).lines().count() == 1,
            "{}",
            err(&refused)
        );
    }
}
