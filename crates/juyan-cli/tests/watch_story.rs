//! A half-year and what came after it, as an office lives it: the example, a table of July, a target that somebody wrote over,
//! and what the monitor says of four days, in every form.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{done, folder, json, words};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const DAYS: [&str; 4] = ["2024-02-15", "2024-06-30", "2024-07-31", "2024-10-20"];

/// The example; the investment of a project by the end of July; and a target with another number in its place.
/// Made once, and copied into the folder of each test.
fn lived(test: &str) -> PathBuf {
    static LIVED: OnceLock<PathBuf> = OnceLock::new();
    let made = LIVED.get_or_init(|| made("watch-story-made"));
    let folder = folder(test);
    std::fs::copy(made.join("旗.juyan"), folder.join("旗.juyan")).unwrap();
    folder
}

fn made(test: &str) -> PathBuf {
    let folder = folder(test);
    done(&folder, "init 旗.juyan --region 152923 --example");
    let july = "项目代码,项目名称,建设性质,进展阶段,本年完成投资（万元）,累计完成投资（万元）,开工日期\n\
                ZD-02,分散式风电送出,新建,已开工,12500,12500,2024-04-14\n";
    std::fs::write(folder.join("七月.csv"), july).unwrap();
    done(
        &folder,
        "import 旗.juyan 七月.csv --register key_project --as-of 2024-07-31 --rest-unchanged --person 统计科",
    );
    let target = "目标编号,指标,年份,目标值,单位,目标形式,松紧\n\
                  MB-08,盟级重点项目完成投资,2024,15,亿元,水平,不低于\n";
    std::fs::write(folder.join("目标.csv"), target).unwrap();
    done(
        &folder,
        "import 旗.juyan 目标.csv --register target --person 某科员 --reason 便于完成",
    );
    folder
}

fn seen(folder: &Path, day: &str, more: &str) -> Value {
    json(&done(
        folder,
        &format!("watch 旗.juyan --as-of {day} --format json {more}"),
    ))
}

fn target<'v>(seen: &'v Value, code: &str) -> &'v Value {
    let targets = seen["targets"].as_array().unwrap();
    targets.iter().find(|target| target["code"] == code).unwrap()
}

#[test]
fn each_day_is_told_by_what_was_so_by_then() {
    let folder = lived("watch-story");
    let told = |day: &str| {
        let seen = seen(&folder, day, "");
        let told = |field: &str| target(&seen, "MB-08")[field].as_str().unwrap_or("").to_owned();
        (told("actual"), told("day"), told("target"), told("light"))
    };
    let expected = |actual: &str, day: &str, light: &str| {
        (
            actual.to_owned(),
            day.to_owned(),
            "23.75".to_owned(),
            light.to_owned(),
        )
    };
    assert_eq!(told("2024-02-15"), expected("0.3", "2024-01-31", "yellow"));
    assert_eq!(told("2024-06-30"), expected("7.9", "2024-06-30", "red"));
    assert_eq!(told("2024-07-31"), expected("8.65", "2024-07-31", "red"));
    // Nothing came since July: no light, and the department is asked.
    assert_eq!(told("2024-10-20"), expected("8.65", "2024-07-31", "none"));
    let october = seen(&folder, "2024-10-20", "");
    assert_eq!(target(&october, "MB-08")["awaited"]["due"], "2024-09-30");
    let reminders = october["reminders"].as_array().unwrap();
    let commission = |reminder: &&Value| reminder["owner"] == "发展和改革委员会";
    let asked = reminders.iter().find(commission).unwrap();
    assert!(asked["figures"].as_array().unwrap().contains(&"MB-08".into()));
    // The light of a day is that of the month which ended on it, whenever one asks.
    for day in ["2024-06-30", "2024-07-31"] {
        let then = target(&seen(&folder, day, ""), "MB-08")["light"].clone();
        let months = target(&october, "MB-08")["months"].as_array().unwrap();
        let month = months.iter().find(|month| month["end"] == day).unwrap();
        assert_eq!(month["light"], then, "{day}");
    }
    let changes = &target(&october, "MB-08")["overwritten"];
    assert_eq!(
        (&changes[0]["was"], &changes[0]["target"]),
        (&"23.75".into(), &"15".into())
    );
    assert_eq!(
        (&changes[0]["by"], &changes[0]["reason"]),
        (&"某科员".into(), &"便于完成".into())
    );
    // The day after July's end the figures of June stand, until those of July are due.
    let first = seen(&folder, "2024-08-01", "");
    let stands = target(&first, "MB-08");
    assert_eq!(
        (&stands["day"], &stands["stands"]),
        (&"2024-07-31".into(), &Value::Null)
    );
    let debt = target(&first, "MB-09");
    assert_eq!(
        (&debt["light"], &debt["day"]),
        (&"green".into(), &"2024-06-30".into())
    );
    assert_eq!(
        debt["stands"],
        serde_json::json!({ "for": "2024-07-31", "until": "2024-08-15" })
    );
    let mid = seen(&folder, "2024-08-15", "");
    assert_eq!(target(&mid, "MB-09")["light"], "none");
    assert_eq!(target(&mid, "MB-09")["awaited"]["due"], "2024-07-31");
    // Two papers differ on the freight of the half-year (P10).
    let june = seen(&folder, "2024-06-30", "");
    assert_eq!(target(&june, "MB-12")["rivals"][0]["value"], "1175");
}

#[test]
fn every_form_of_every_day_says_the_same_and_bears_its_marks() {
    let folder = lived("watch-story-forms");
    for day in DAYS {
        for form in ["table", "html", "docx", "xlsx", "csv", "json"] {
            let words = words(&folder, day, form, "");
            let flat: String = words
                .chars()
                .filter(|c| !c.is_whitespace() && *c != '-')
                .collect();
            // The bulletin names what is behind or has to be asked for, the others everything.
            assert!(
                flat.contains("盟级重点项目完成投资") && flat.contains("23.75"),
                "{day} {form}"
            );
            let mark = match (form, day) {
                ("json" | "csv", "2024-02-15") => "internal",
                ("json" | "csv", _) => "released",
                (_, "2024-02-15") => "（不公开）",
                _ => "（准公开）",
            };
            let is_asked = form != "docx" || !["2024-06-30", "2024-07-31"].contains(&day);
            assert!(
                !is_asked || flat.contains(mark),
                "{day} {form}: no {mark} in {words}"
            );
            let silent = match form {
                "json" => r#""due":"20240930","guessed""#,
                "csv" => "20240930",
                _ => "2024年9月30日的",
            };
            assert_eq!(flat.contains(silent), day == "2024-10-20", "{day} {form}");
        }
    }
}

#[test]
fn what_leaves_the_house_holds_nothing_that_was_not_released() {
    let folder = lived("watch-story-public");
    for form in ["table", "html", "docx", "xlsx", "csv", "json"] {
        // What was done by the half-year, and its share, were released; the target was not.
        let june = words(&folder, "2024-06-30", form, "--public");
        assert!(!june.contains("14464"), "{form}: {june}");
        assert!(form == "docx" || june.contains("7376.5"), "{form}: {june}");
        for day in ["2024-02-15", "2024-10-20"] {
            let words = words(&folder, day, form, "--public");
            let secret = day == "2024-02-15" && words.contains("化解隐性债务");
            assert!(
                !secret && !words.contains("14464") && !words.contains("510.4"),
                "{day} {form}: {words}"
            );
            // Who is late with what, and how to answer, is said inside.
            let inside = self::words(&folder, day, form, "");
            let asks = ["催报", "juyan ", "请核对", "答复前"];
            let asked = asks.iter().find(|ask| words.contains(**ask));
            assert!(asked.is_none(), "{day} {form}: {asked:?} in {words}");
            let is_paper = ["table", "html", "docx"].contains(&form);
            assert!(!is_paper || inside.contains("催报"), "{day} {form}");
        }
    }
}

/// The bulletin of September stands on figures of July: it says so beside each. What has to be looked into is told in every form.
#[test]
fn every_form_says_of_which_day_a_figure_is_and_what_has_to_be_checked() {
    let folder = lived("watch-story-check");
    let flat = |day: &str, form: &str| -> String {
        let words = words(&folder, day, form, "");
        words
            .chars()
            .filter(|character| !character.is_whitespace())
            .collect()
    };
    let bulletin = flat("2024-10-20", "docx");
    assert!(
        bulletin.contains("1—9月") && bulletin.contains("8.65亿元（截至7月31日）"),
        "{bulletin}"
    );
    // A figure of the last month needs no day.
    assert!(flat("2024-06-30", "docx").contains("7.9亿元16.5"));
    for form in ["table", "html", "docx", "xlsx", "csv"] {
        let words = flat("2024-06-30", form);
        let other = if form == "docx" {
            "另一处记载为1175万吨"
        } else {
            "另有1175万吨"
        };
        assert!(words.contains(other), "{form}: {words}");
        assert!(words.contains("批准的23.75亿元被改为15亿元"), "{form}: {words}");
    }
}

/// Under a rule set that looks at nodes alone nobody owes a figure; before it is approved a target has no light.
#[test]
fn nobody_is_asked_for_what_is_not_judged() {
    let folder = lived("watch-story-judged");
    let october = seen(&folder, "2024-10-20", "--rules yichang");
    for reminder in october["reminders"].as_array().unwrap() {
        let of = |field: &str| reminder[field].as_array().unwrap().len();
        assert_eq!((of("figures"), of("targets")), (0, 0), "{reminder}");
    }
    assert_eq!(target(&october, "MB-08")["awaited"], Value::Null);
    let early = seen(&folder, "2024-01-25", "");
    for item in early["targets"].as_array().unwrap() {
        assert_eq!(
            (&item["light"], &item["lags"]),
            (&"none".into(), &false.into()),
            "{item}"
        );
        assert!(
            item["why"].as_str().unwrap().contains("2024年1月26日才批准"),
            "{item}"
        );
    }
    let approved = seen(&folder, "2024-02-15", "");
    assert_eq!(target(&approved, "MB-08")["light"], "yellow");
}
