//! Tables of registers on the command line, as officials send them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{err, juyan, out};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const PROJECTS: &str = include_str!("../../../examples/ejin/registers/key_project.csv");

fn begun(test: &str) -> PathBuf {
    let folder = desk::folder(test);
    std::fs::write(folder.join("重点项目.csv"), PROJECTS).unwrap();
    std::fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/report.txt"),
        folder.join("report.txt"),
    )
    .unwrap();
    assert!(juyan(&folder, "init 旗.juyan --region 152923").status.success());
    folder
}

#[test]
fn one_row_changes_facts_and_the_report_says_otherwise() {
    let folder = begun("import-story");
    let first = juyan(&folder, "import 旗.juyan 重点项目.csv --period 2024H1");
    assert!(
        out(&first).contains("新增18行") && out(&first).contains("94.4%"),
        "{}",
        err(&first)
    );
    juyan(&folder, "record 旗.juyan report.txt");
    std::fs::write(
        folder.join("重点项目.csv"),
        PROJECTS.replace("2024-03-12", "2024-07-10"),
    )
    .unwrap();
    for rehearsal in ["--dry-run", ""] {
        let changed = out(&juyan(
            &folder,
            &format!("import 旗.juyan 重点项目.csv {rehearsal}"),
        ));
        assert!(
            changed.contains("K6 ZD-05 开工日期: 2024-03-12 → 2024-07-10"),
            "{changed}"
        );
        assert!(changed.contains("94.4% → 88.9%"), "{changed}");
        // After a rehearsal there is nothing to undo.
        assert_eq!(
            changed.contains("请撤销后用 --as-of"),
            rehearsal.is_empty(),
            "{changed}"
        );
        assert_eq!(
            changed.contains("请用 --as-of"),
            !rehearsal.is_empty(),
            "{changed}"
        );
        assert!(changed.contains("开复工进度【94.4%】"), "{changed}");
    }
    assert!(out(&juyan(&folder, "import 旗.juyan 重点项目.csv")).contains("没有写入"));
    let undone = out(&juyan(&folder, "undo 旗.juyan 4"));
    assert!(undone.contains("第4次变更已撤销"), "{undone}");
    let history = out(&juyan(
        &folder,
        "history 旗.juyan key_project_start@152923:2024-06-30",
    ));
    assert!(
        history.contains("88.9%") && history.contains("已由第5次变更撤销"),
        "{history}"
    );
}

/// Two sheets of one workbook: each line says where it comes from.
#[test]
fn what_is_told_names_file_and_sheet() {
    let folder = begun("import-places");
    std::fs::write(folder.join("重点项目.csv"), PROJECTS.replace("2024-03-12", "")).unwrap();
    let refused = juyan(&folder, "import 旗.juyan 重点项目.csv");
    assert!(err(&refused).contains("重点项目.csv J6"), "{}", err(&refused));
    std::fs::write(folder.join("重点项目.csv"), PROJECTS).unwrap();
    let told = out(&juyan(&folder, "import 旗.juyan 重点项目.csv"));
    assert!(told.contains("+ 重点项目.csv A2 ZD-01"), "{told}");
}

/// A rehearsal changes no byte and leaves nothing beside the ledger.
#[test]
fn a_rehearsal_leaves_the_file_as_it_was() {
    let folder = begun("import-rehearsal");
    let names = || -> BTreeSet<_> {
        let files = std::fs::read_dir(&folder).unwrap();
        files.map(|file| file.unwrap().file_name()).collect()
    };
    let (before, there) = (std::fs::read(folder.join("旗.juyan")).unwrap(), names());
    let mut permissions = std::fs::metadata(folder.join("旗.juyan")).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(folder.join("旗.juyan"), permissions).unwrap();
    let told = juyan(&folder, "import 旗.juyan 重点项目.csv --period 2024H1 --dry-run");
    assert!(told.status.success(), "{}", err(&told));
    assert!(out(&told).contains("94.4%") && out(&told).contains("什么也没有写入"));
    assert_eq!(std::fs::read(folder.join("旗.juyan")).unwrap(), before);
    assert_eq!(names(), there);
}

/// What is not read is told, in a rehearsal as well; the rest is read.
#[test]
fn sheets_and_rows_that_are_left_out_are_told() {
    let folder = begun("import-left-out");
    let mut book = Workbook::new();
    let days = book.add_worksheet();
    days.set_name("日报").unwrap();
    let rows = [
        ["日期", "过货量"],
        ["2024-05-08", "65900"],
        ["注：口径同上月", ""],
        ["2024-05-09", ""],
        ["2024-05-10", "70100"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            days.write(row, column, text).unwrap();
        }
    }
    let other = book.add_worksheet();
    other.set_name("通讯录").unwrap().write(0, 0, "姓名").unwrap();
    let hidden = book.add_worksheet();
    hidden
        .set_name("上月")
        .unwrap()
        .set_hidden(true)
        .write(0, 0, "日期")
        .unwrap();
    book.save(folder.join("口岸.xlsx")).unwrap();
    for rehearsal in ["--dry-run", ""] {
        let told = juyan(&folder, &format!("import 旗.juyan 口岸.xlsx {rehearsal}"));
        let remarks = err(&told);
        assert!(remarks.contains("口岸.xlsx 的“上月”是隐藏的"), "{remarks}");
        assert!(remarks.contains("口岸.xlsx 的“通讯录”认不出"), "{remarks}");
        assert!(
            remarks.contains("口岸.xlsx 日报!A4：这一行“2024-05-09”"),
            "{remarks}"
        );
        assert!(
            remarks.contains("口岸.xlsx 日报!A5：这一行“2024-05-10 70100”"),
            "{remarks}"
        );
        assert!(
            out(&told).contains("口岸.xlsx 日报：口岸日报，新增1行"),
            "{}",
            out(&told)
        );
    }
}

#[test]
fn the_example_is_of_one_region() {
    let folder = desk::folder("example-region");
    let refused = juyan(&folder, "init 市.juyan --region 110101 --example");
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("--region 152923"), "{}", err(&refused));
    assert!(!folder.join("市.juyan").exists());
}

/// Who takes a row out of a table to take its record away is not told that all is well.
#[test]
fn a_table_that_lacks_a_row_says_so() {
    let folder = begun("import-lacks");
    juyan(&folder, "import 旗.juyan 重点项目.csv --period 2024H1");
    let table = std::fs::read_to_string(folder.join("重点项目.csv")).unwrap();
    let mut lines: Vec<&str> = table.lines().collect();
    lines.remove(2);
    let less = lines.join("\n");
    std::fs::write(folder.join("少.csv"), less).unwrap();
    let output = juyan(&folder, "import 旗.juyan 少.csv --register 重点项目");
    assert_eq!(output.status.code(), Some(0));
    let told = out(&output);
    assert!(
        told.contains("没有写入") && told.contains("另有1条不在表里"),
        "{told}"
    );
}

#[test]
fn tables_that_cannot_be_used_are_told_in_one_message() {
    let folder = begun("import-bad");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    write("empty.csv", b"");
    write("other.csv", "姓名,电话\n甲,1\n".as_bytes());
    write("half.csv", "项目名称,总投资（万元）\n甲,1\n".as_bytes());
    let told = |arguments: &str, words: &str| {
        let output = juyan(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(err(&output).contains(words), "{arguments}: {}", err(&output));
    };
    told("import 旗.juyan empty.csv", "没有表");
    told("import 旗.juyan other.csv", "--register");
    write("坏.xlsx", &[0, 159, 146, 150]);
    write("图.png", &[137, 80, 78, 71, 0]);
    told("import 旗.juyan 坏.xlsx", "工作簿已损坏");
    told("import 旗.juyan 图.png", "xlsx、xls 或 csv");
    told("import 旗.juyan none.csv", "没有这个文件");
    told("import none.juyan 重点项目.csv", "juyan init");
    told("import 旗.juyan 重点项目.csv --register 公交", "没有叫“公交”");
    told("import 旗.juyan 重点项目.csv --period 上半年", "2024H1");
    told("import 旗.juyan 重点项目.csv --as-of 昨天", "2024-06-30");
    told("import 旗.juyan half.csv --register 重点项目", "缺“项目代码”");
    told("import 旗.juyan report.txt", "认不出");
    juyan(&folder, "import 旗.juyan 重点项目.csv --period 2024H1");
    let table = std::fs::read_to_string(folder.join("重点项目.csv")).unwrap();
    write("表头.csv", table.lines().next().unwrap().as_bytes());
    told("import 旗.juyan 表头.csv", "只有表头");
    for (number, words) in [
        ("1e4", "请写成普通的数字"),
        ("43%", "不可换算"),
        ("-5", "不能是负数"),
        ("999999999999999999999999999999", "位数太多"),
    ] {
        write(
            "数.csv",
            format!("项目代码,项目名称,本年完成投资（万元）\nZD-02,风电,{number}\n").as_bytes(),
        );
        told("import 旗.juyan 数.csv --register key_project", words);
    }
}

/// A folder that was not there is made, and said.
#[test]
fn a_folder_that_a_form_needs_is_told() {
    let folder = begun("import-new-folder");
    let written = juyan(&folder, "workbook 旗.juyan --register 重点项目 -o 新建/填报.xlsx");
    assert!(written.status.success());
    assert!(err(&written).contains("原来没有这个文件夹"), "{}", err(&written));
}

#[test]
fn a_table_in_gbk_is_read() {
    let folder = begun("import-gbk");
    // 日期,过货量（吨） as spreadsheets of Chinese systems save it.
    let bytes = b"\xc8\xd5\xc6\xda,\xb9\xfd\xbb\xf5\xc1\xbf\xa3\xa8\xb6\xd6\xa3\xa9\r\n2024-05-08,65900\r\n";
    std::fs::write(folder.join("日报.csv"), bytes).unwrap();
    let posted = juyan(&folder, "import 旗.juyan 日报.csv");
    assert!(
        out(&posted).contains("口岸日报，新增1行"),
        "{}{}",
        out(&posted),
        err(&posted)
    );
}

#[test]
fn a_form_goes_out_and_comes_back() {
    let folder = begun("import-form");
    juyan(&folder, "import 旗.juyan 重点项目.csv --period 2024H1");
    let written = juyan(&folder, "workbook 旗.juyan --register 重点项目 -o 填报.xlsx");
    assert!(out(&written).contains("18行"), "{}", err(&written));
    let back = out(&juyan(&folder, "import 旗.juyan 填报.xlsx"));
    assert!(back.contains("没有写入"), "{back}");
    let refused = juyan(&folder, "workbook 旗.juyan --register 公交 -o 填报.xlsx");
    assert_eq!(refused.status.code(), Some(2));
}

/// What came without a day is told, and of which day it was taken for.
#[test]
fn what_came_without_a_day_is_told() {
    let folder = begun("import-undated");
    let write = |rows: &str| std::fs::write(folder.join("新.csv"), rows).unwrap();
    let heads = "项目代码,项目名称,建设性质,进展阶段\n";
    let first = out(&juyan(&folder, "import 旗.juyan 重点项目.csv --period 2024H1"));
    assert!(!first.contains("当作一直就有"), "{first}");
    write(&format!("{heads}ZD-99,净水厂,新建,前期\n"));
    for rehearsal in ["--dry-run", ""] {
        let told = out(&juyan(&folder, &format!("import 旗.juyan 新.csv {rehearsal}")));
        assert!(told.contains("新增的1行没有写明日期"), "{told}");
    }
    write(&format!("{heads}ZD-99,净水厂,新建,已批复\n"));
    let dated = out(&juyan(&folder, "import 旗.juyan 新.csv --as-of 2024-05-31"));
    assert!(
        dated.contains("不算报到2024-05-31") || dated.contains("保持不变"),
        "{dated}"
    );
    write(&format!(
        "{heads}ZD-99,净水厂一期,新建,已批复\nZD-98,净水厂一期,新建,前期\n"
    ));
    let seen = juyan(&folder, "import 旗.juyan 新.csv --dry-run");
    assert!(
        err(&seen).contains("与新.csv B2（编号“ZD-99”）同名"),
        "{}",
        err(&seen)
    );
    write("项目代码,进展阶段,总投资（万元）\nZD-99,已批复,500\n");
    juyan(
        &folder,
        "import 旗.juyan 新.csv --register key_project --as-of 2024-05-31",
    );
    write("项目代码,总投资（万元）\nZD-99,600\n");
    let corrected = out(&juyan(&folder, "import 旗.juyan 新.csv --register key_project"));
    assert!(
        corrected.contains("当作对2024-05-31所报情况的更正"),
        "{corrected}"
    );
}

/// That a growth does not follow is said when the sheet comes, and whenever somebody asks for it.
#[test]
fn why_a_growth_over_an_incomplete_base_is_not_there_is_told() {
    let folder = begun("import-base");
    let row = |item: &str, day: &str, amount: u32| format!("社会消费品零售总额,{item},{day},{amount}\n");
    let rows =
        row("批发", "2023-06-30", 50) + &row("批发", "2024-06-30", 60) + &row("零售", "2024-06-30", 60);
    let heads = "报表,分项,期末,现价数（万元）\n";
    std::fs::write(folder.join("零售.csv"), format!("{heads}{rows}")).unwrap();
    let brought = juyan(
        &folder,
        "import 旗.juyan 零售.csv --register statistic_line --period 2024H1",
    );
    assert!(
        err(&brought).contains("没有推算retail.growth"),
        "{}{}",
        out(&brought),
        err(&brought)
    );
    let why = juyan(&folder, "why 旗.juyan retail.growth@152923:2024H1");
    assert!(err(&why).contains("今年2行，上年同期1行"), "{}", err(&why));
    // Where a report tells it, that is shown, and that it is not reckoned.
    std::fs::write(
        folder.join("told.txt"),
        "额济纳旗2024年上半年计划执行情况\n\n社会消费品零售总额同比增长5%。\n",
    )
    .unwrap();
    juyan(&folder, "record 旗.juyan told.txt");
    let why = out(&juyan(&folder, "why 旗.juyan retail.growth@152923:2024H1"));
    assert!(
        why.contains("【5%】") && why.contains("今年2行，上年同期1行"),
        "{why}"
    );
    let nothing = juyan(&folder, "why 旗.juyan retail.growth@152923:2022H1");
    assert!(err(&nothing).contains("没有任何事实"), "{}", err(&nothing));
}

/// This year's sheet without a day would be taken for a correction of last year's: it is refused, with what it would have done.
#[test]
fn a_sheet_of_a_new_year_without_a_day_does_not_rewrite_the_last() {
    let folder = begun("import-years");
    let heads =
        "项目代码,项目名称,级别,建设性质,年度计划投资（万元）,本年完成投资（万元）,进展阶段,开工日期\n";
    let write = |name: &str, rows: &str| std::fs::write(folder.join(name), format!("{heads}{rows}")).unwrap();
    write(
        "前年.csv",
        "ZD-01,甲,盟级,新建,500,500,已开工,2023-03-12\nZD-02,乙,盟级,新建,800,700,已开工,2023-05-12\n",
    );
    write(
        "今年.csv",
        "ZD-01,甲,盟级,续建,300,200,已开工,2023-03-12\nZD-02,乙,盟级,续建,900,400,已开工,2023-05-12\n",
    );
    assert!(
        juyan(&folder, "import 旗.juyan 前年.csv --period 2023")
            .status
            .success()
    );
    let facts = || out(&juyan(&folder, "facts 旗.juyan key_project_invest"));
    let before = facts();
    for rehearsal in ["--dry-run", ""] {
        let refused = juyan(
            &folder,
            &format!("import 旗.juyan 今年.csv --period 2024H1 {rehearsal}"),
        );
        assert_eq!(refused.status.code(), Some(2), "{}", out(&refused));
        let told = err(&refused);
        assert!(
            told.contains("--as-of 2024-06-30")
                && told.contains("key_project_invest@152923:2023  0.12亿元 → 0.06亿元"),
            "{told}"
        );
    }
    assert_eq!(facts(), before);
    let dated = juyan(
        &folder,
        "import 旗.juyan 今年.csv --period 2024H1 --as-of 2024-06-30",
    );
    assert!(dated.status.success(), "{}", err(&dated));
    assert!(
        facts().contains("0.12亿元") && facts().contains("2024H1"),
        "{}",
        facts()
    );
    // A correction of last year's says so by naming no period.
    write("更正.csv", "ZD-01,甲,盟级,新建,500,510,已开工,2023-03-12\n");
    assert!(juyan(&folder, "import 旗.juyan 更正.csv").status.success());
}

/// What happened is of its day, whenever it is told; what was on the list only the list of the day tells.
#[test]
fn what_is_told_late_joins_the_half_year_or_says_why_not() {
    let folder = begun("import-late");
    juyan(&folder, "import 旗.juyan 重点项目.csv --period 2024H1");
    let started = |rows: &str| {
        let heads = "项目代码,项目名称,建设性质,进展阶段,开工日期\n";
        std::fs::write(folder.join("新.csv"), format!("{heads}{rows}\n")).unwrap();
        out(&juyan(
            &folder,
            "import 旗.juyan 新.csv --as-of 2024-07-31 --rest-unchanged --dry-run",
        ))
    };
    let joins = started("ZD-01,防沙治沙和风光一体化,新建,已开工,2024-06-20");
    assert!(
        joins.contains("94.4% → 100.0%") && !joins.contains("列入名单"),
        "{joins}"
    );
    let later = started("ZD-01,防沙治沙和风光一体化,新建,已开工,2024-07-10");
    assert!(
        !later.contains("→ 100.0%") && !later.contains("列入名单"),
        "{later}"
    );
    let unlisted = started("ZD-99,净水厂,新建,已开工,2024-06-20");
    assert!(
        !unlisted.contains("18项 →")
            && unlisted.contains("ZD-99写的日期是2024-06-20，但从2024-07-31起才列入名单"),
        "{unlisted}"
    );
    let new = started("ZD-99,净水厂,新建,已开工,2024-07-20");
    assert!(!new.contains("列入名单"), "{new}");
}

/// A report of another region is recorded, and that is said, with how to take it back.
#[test]
fn a_report_of_another_region_is_told() {
    let folder = begun("record-elsewhere");
    let report = std::fs::read_to_string(folder.join("report.txt")).unwrap();
    std::fs::write(folder.join("别处.txt"), report.replace("额济纳旗", "阿拉善右旗")).unwrap();
    let own = juyan(&folder, "record 旗.juyan report.txt");
    assert!(!err(&own).contains("台账是"), "{}", err(&own));
    let other = juyan(&folder, "record 旗.juyan 别处.txt");
    assert!(other.status.success());
    let told = err(&other);
    assert!(
        told.contains("阿拉善右旗 152922")
            && told.contains("额济纳旗 152923")
            && told.contains("juyan undo 旗.juyan 3"),
        "{told}"
    );
}

/// A register of the province's own: a file of words beside the program, and no line of the program.
#[test]
fn a_province_keeps_a_register_of_its_own() {
    let folder = begun("import-own");
    std::fs::create_dir(folder.join("词表")).unwrap();
    std::fs::write(folder.join("词表/机井.toml"), OWN).unwrap();
    std::fs::write(folder.join("机井.csv"), "编号,井深\nJJ-1,120\nJJ-2,95\n").unwrap();
    let unknown = juyan(&folder, "import 旗.juyan 机井.csv");
    assert_eq!(unknown.status.code(), Some(2), "{}", out(&unknown));
    let own = juyan(
        &folder,
        "import 旗.juyan 机井.csv --period 2024H1 --catalogue 词表",
    );
    assert!(
        out(&own).contains("机井台账，新增2行"),
        "{}{}",
        out(&own),
        err(&own)
    );
    let why = out(&juyan(&folder, "why 旗.juyan \"机井数\" --catalogue 词表"));
    assert!(why.contains("2口") && why.contains("机井台账2行"), "{why}");
}

const OWN: &str = r#"
[[register]]
id = "well"
zh = "机井台账"
en = "Wells"
code = ["code"]
dept = "水务局"
[register.example]
"编号" = "JJ-7"
"井深" = "120"
[[register.field]]
id = "code"
zh = "编号"
kind = "text"
required = true
[[register.field]]
id = "depth"
zh = "井深"
kind = "number"
unit = "米"

[[formula]]
id = "wells"
keys = ['"机井数"']
time = "end"
is = "all"
unit = "口"
zh = "机井数"
en = "wells"
[[formula.part]]
id = "all"
zh = "机井"
take = "count"
from = "well"
[formula.example]
period = "2024H1"
gives = { '"机井数"' = "1口" }
rows = { well = [{ code = "1", depth = "12" }] }
"#;
