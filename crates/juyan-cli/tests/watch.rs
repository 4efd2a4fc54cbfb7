//! The plan of a ledger as its users watch it on the command line.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod banner;
mod desk;

use banner::begun;
use desk::{done, err, json, juyan};
use juyan::model::Cell;
use juyan_ledger::FieldChange;
use serde_json::Value;

/// Columns of a terminal: Han and full-width signs take two.
fn columns(line: &str) -> usize {
    let width = |c: char| {
        if matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}') {
            2
        } else {
            1
        }
    };
    line.chars().map(width).sum()
}

#[test]
fn the_table_says_what_is_behind_and_fits_a_terminal() {
    let folder = begun("watch-table");
    let told = done(&folder, "watch 旗.juyan --as-of 2024-06-30");
    let flat: String = told.split_whitespace().collect();
    assert!(
        flat.contains("落后16.5个百分点") && flat.contains("（×2.0）"),
        "{told}"
    );
    assert!(flat.contains("不是完成数；回测2022年"), "{told}");
    let unnamed = told.split("落后而问题部分没有写到").nth(1).unwrap();
    assert!(
        unnamed
            .lines()
            .nth(1)
            .unwrap()
            .starts_with("- 盟级重点项目完成投资")
    );
    let head = done(&folder, "verify 旗.juyan");
    let hash = head
        .split(|c: char| !c.is_ascii_hexdigit())
        .find(|word| word.len() == 64)
        .unwrap();
    assert!(flat.contains(hash), "{told}");
    for language in ["zh", "en"] {
        for command in ["watch", "tasks"] {
            let told = done(
                &folder,
                &format!("{command} 旗.juyan --as-of 2024-10-20 --lang {language}"),
            );
            let wide: Vec<&str> = told.lines().filter(|line| columns(line) > 80).collect();
            assert!(wide.is_empty(), "{wide:#?}");
        }
    }
}

#[test]
fn every_form_bears_the_head_of_the_chain() {
    let folder = begun("watch-forms");
    let head = json(&done(&folder, "watch 旗.juyan --as-of 2024-06-30 --format json"))["head"].clone();
    let head = head.as_str().unwrap();
    let page = done(&folder, "watch 旗.juyan --as-of 2024-06-30 --format html");
    assert!(page.contains(head) && page.contains("<svg") && !page.contains("<script"));
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("url("));
    for form in ["xlsx", "docx"] {
        done(
            &folder,
            &format!("watch 旗.juyan --as-of 2024-06-30 --format {form} -o 监测.{form}"),
        );
        let bytes = std::fs::read(folder.join(format!("监测.{form}"))).unwrap();
        assert!(bytes.starts_with(b"PK"));
    }
    let document = std::fs::read(folder.join("监测.docx")).unwrap();
    let document = juyan::document::read(&document, "监测.docx", juyan::catalogue()).unwrap();
    assert!(document.text.contains(head), "{}", document.text);
    assert!(document.text.contains("催报") && document.text.contains("发展和改革委员会"));
    let again = done(&folder, "watch 旗.juyan --as-of 2024-06-30 --format html");
    assert!(page == again, "the same ledger gives another page");
}

/// A year that comes to 131.3% has an axis to 150%, and the number stands above the point and below the edge.
#[test]
fn what_comes_to_more_than_its_target_stays_within_its_plot() {
    let folder = begun("watch-above");
    let page = done(&folder, "watch 旗.juyan --as-of 2024-06-30 --format html");
    let above = page.split("<svg").find(|svg| svg.contains(">131.3%<")).unwrap();
    assert!(
        above.contains(">150%<") && above.contains("class=\"foreseen-text\""),
        "{above}"
    );
    let foreseen = above.split("class=\"foreseen-text\"").nth(1).unwrap();
    let height: f32 = foreseen.split('"').nth(3).unwrap().parse().unwrap();
    assert!((15.0..60.3).contains(&height), "{foreseen}");
    let below = page.split("<svg").find(|svg| svg.contains(">87.0%<")).unwrap();
    assert!(!below.contains(">125%<"), "{below}");
}

#[test]
fn the_rows_for_a_spreadsheet_have_one_width() {
    let folder = begun("watch-csv");
    let rows = done(&folder, "watch 旗.juyan --as-of 2024-06-30 --format csv");
    let mut lines = rows.lines();
    let columns = lines.next().unwrap().split(',').count();
    let row = lines.find(|line| line.starts_with("MB-08")).unwrap();
    assert!(row.starts_with("MB-08,盟级重点项目完成投资,key_project_invest@152923:2024#plan,flow,23.75,7.9,亿元,2024-06-30,33.26,49.73,16.46"));
    assert_eq!(row.split(',').count(), columns);
    assert_eq!(rows.lines().count(), 16);
}

/// What is behind is above nought and what is ahead below it, whoever reads it, and a number where numbers are.
#[test]
fn every_form_has_one_sign_for_what_is_behind() {
    let folder = begun("watch-signs");
    let told = |form: &str| {
        done(
            &folder,
            &format!("watch 旗.juyan --as-of 2024-06-30 --format {form}"),
        )
    };
    let table = told("table");
    let row = |name: &str| table.lines().find(|line| line.contains(name)).unwrap();
    assert!(row("盟级重点项目完成投资").contains(" 16.5 "), "{table}");
    assert!(row("偿还到期法定债务本金").contains(" -48.8 "), "{table}");
    assert!(row("社会消费品零售总额").contains(" 3.6 "), "{table}");
    let page = told("html");
    assert!(page.contains(">3.6</text>") && page.contains(">-0.2</text>"));
    assert!(!page.contains(">-3.6</text>"));
    done(
        &folder,
        "watch 旗.juyan --as-of 2024-06-30 --format xlsx -o 表.xlsx",
    );
    let bytes = std::fs::read(folder.join("表.xlsx")).unwrap();
    let mut files = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut cells = String::new();
    let mut sheet = files.by_name("xl/worksheets/sheet1.xml").unwrap();
    std::io::Read::read_to_string(&mut sheet, &mut cells).unwrap();
    assert!(
        cells.contains("<v>16.5</v>") && cells.contains("<v>-48.8</v>"),
        "{cells}"
    );
}

/// The names of all fields in `value`.
fn fields(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                found.push(name.clone());
                fields(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| fields(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_field_of_the_json_is_described() {
    let folder = begun("watch-json");
    let seen = json(&done(&folder, "watch 旗.juyan --as-of 2024-10-20 --format json"));
    let page = std::fs::read_to_string(banner::root().join("docs/watch.md")).unwrap();
    let mut names = Vec::new();
    fields(&seen, &mut names);
    names.retain(|name| !page.contains(&format!("`{name}`")));
    names.dedup();
    assert!(names.is_empty(), "docs/watch.md does not tell of {names:?}");
    // Of the jobs and of the works against pollution nothing is known after June, and by June they were in time.
    assert_eq!(seen["unnamed"], serde_json::json!(["MB-08"]));
    assert_eq!(seen["counts"]["overdue"], 3);
}

#[test]
fn an_own_rule_set_is_a_file() {
    let folder = begun("watch-rules");
    let own = "[[lights]]\nid = \"ours\"\nzh = \"我局\"\nen = \"Ours\"\n[[lights.rule]]\nof = [\"flow\"]\n\
               [[lights.rule.band]]\ncolour = \"yellow\"\nwhere = [\"behind > 5\"]\nzh = \"落后{behind}，过五\"\nen = \"more than 5\"\n\
               [[lights.rule.band]]\ncolour = \"green\"\nzh = \"可\"\nen = \"well\"\n";
    std::fs::write(folder.join("我局.toml"), own).unwrap();
    let told = done(&folder, "watch 旗.juyan --as-of 2024-06-30 --rules 我局.toml");
    assert!(
        told.contains("落后16.5，过五") && told.contains("规则：我局"),
        "{told}"
    );
    std::fs::write(folder.join("错.toml"), own.replace("behind > 5", "lag > 5")).unwrap();
    let refused = juyan(&folder, "watch 旗.juyan --as-of 2024-06-30 --rules 错.toml");
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("没有“lag”这个量"), "{}", err(&refused));
    // Who wrote it is told in his language what is wrong with it, in which line.
    for (was, is, line, said) in [
        (
            "colour = \"green\"",
            "color = \"green\"",
            "第13行",
            "没有“color”这一项",
        ),
        ("\"green\"", "\"绿\"", "第13行", "不能写“绿”"),
        ("en = \"Ours\"\n", "", "第1行", "缺“en”这一项"),
        ("behind > 5", "behind => 5", "第9行", "条件“behind => 5”写错了"),
        ("[\"flow\"]", "\"flow\"", "第6行", "请加方括号"),
        ("\"ours\"", "\"ours", "第2行", "少了引号"),
        ("id = \"ours\"", "id = \"我局\"", "第1行", "以小写字母开头"),
        ("where = [\"behind > 5\"]\n", "", "第7行", "这一档没有 where"),
        ("\"yellow\"", "\"green\"", "第12行", "只有green一种颜色"),
        ("behind > 5", "behind < 5", "第12行", "请核对不等号的方向"),
        ("behind > 5", "behind > 0.05", "第7行", "5%请写 5"),
        // It is so whatever comes: everything would be of one colour.
        ("behind > 5", "time >= 0", "第12行", "最后这一档轮不到"),
        ("behind > 5", "time < -1", "第7行", "谁也不会符合"),
        (
            "colour = \"green\"",
            "colour = \"green\"\nwhere = [\"behind < 5\"]",
            "第5行",
            "最后一档还带条件",
        ),
    ] {
        std::fs::write(folder.join("错.toml"), own.replace(was, is)).unwrap();
        let refused = |more: &str| {
            let seen = juyan(
                &folder,
                &format!("watch 旗.juyan --as-of 2024-06-30 --rules 错.toml {more}"),
            );
            assert_eq!(seen.status.code(), Some(2));
            err(&seen)
        };
        let told = refused("");
        assert!(told.contains(said) && told.contains(line), "{told}");
        assert!(!refused("--lang en").contains(said));
    }
    // Ahead by five points and more.
    std::fs::write(folder.join("超前.toml"), own.replace("behind > 5", "behind > -5")).unwrap();
    done(&folder, "watch 旗.juyan --as-of 2024-06-30 --rules 超前.toml");
    std::fs::write(folder.join("错.toml"), b"[[lights]]\nzh = \"\xce\xd2\"\n").unwrap();
    let refused = juyan(&folder, "watch 旗.juyan --as-of 2024-06-30 --rules 错.toml");
    assert!(err(&refused).contains("另存为UTF-8"), "{}", err(&refused));
    // The mark that editors put before a text is no fault.
    std::fs::write(folder.join("我局.toml"), format!("\u{feff}{own}")).unwrap();
    done(&folder, "watch 旗.juyan --as-of 2024-06-30 --rules 我局.toml");
}

#[test]
fn what_cannot_be_done_is_told() {
    let folder = begun("watch-refused");
    drop(banner::empty(&folder.join("空.juyan")));
    for (arguments, said) in [
        (
            "watch 旗.juyan --as-of 2024-06-30 --rules 月报",
            "--rules: 没有“月报”这套预警规则",
        ),
        (
            "watch 旗.juyan --as-of 2024-06-30 --rules 月报.toml",
            "月报.toml: 没有",
        ),
        ("watch 旗.juyan --as-of 2024-13-30", "2024-13-30"),
        ("watch 空.juyan --as-of 2024-06-30", "没有2024年的计划目标"),
        ("watch 无.juyan --as-of 2024-06-30", "没有 无.juyan"),
        ("watch 旗.juyan --as-of 2019-06-30", "没有2019年的计划目标"),
        ("tasks 空.juyan --as-of 2024-06-30", "没有任务"),
        (
            "watch 旗.juyan --lang en --rules none --as-of 2024-06-30",
            "there is no rule set `none`",
        ),
        (
            "watch 空.juyan --lang en --as-of 2024-06-30",
            "no targets of 2024",
        ),
    ] {
        let refused = juyan(&folder, arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments}");
        let told = err(&refused);
        assert!(
            told.contains(said) && told.lines().count() == 1,
            "{arguments}: {told}"
        );
    }
}

#[test]
fn what_became_known_later_changes_no_earlier_sheet() {
    let folder = begun("watch-known");
    let path = folder.join("旗.juyan");
    let mut ledger = juyan_ledger::Ledger::open(&path).unwrap();
    let later = juyan_ledger::Act {
        at: "2024-08-02T00:00:00Z".parse().unwrap(),
        ..banner::act()
    };
    let day: juyan::model::Date = "2024-07-31".parse().unwrap();
    let fields = [
        ("key", Cell::Text("key_project_invest@152923".into())),
        ("day", Cell::Day(day)),
        ("value", Cell::Number("14.5".parse().unwrap())),
        ("unit", Cell::Text("亿元".into())),
    ];
    let write = |change: &mut juyan_ledger::Writing<'_>| {
        fields.iter().try_for_each(|(name, cell)| {
            let field = FieldChange {
                register: "trend",
                code: "key_project_invest@152923/2024-07-31",
                name,
                since: None,
                cell: Some(cell),
                origin: None,
            };
            change.field(&field).map(drop)
        })
    };
    ledger.change(&later, write).unwrap();
    drop(ledger);
    let light = |arguments: &str| {
        let seen = json(&done(
            &folder,
            &format!("watch 旗.juyan --rules 瓯海 --format json {arguments}"),
        ));
        let targets = seen["targets"].as_array().unwrap();
        let item = targets.iter().find(|item| item["code"] == "MB-08").unwrap();
        item["light"].as_str().unwrap().to_owned()
    };
    assert_eq!(light("--as-of 2024-07-31"), "green");
    // That evening nothing was known of July, and June's figure stood.
    assert_eq!(light("--as-of 2024-07-31 --known 2024-07-31"), "red");
    assert_eq!(light("--as-of 2024-06-30"), "red");
}
