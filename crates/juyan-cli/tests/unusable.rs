//! What cannot be done is refused with what is wrong and what to do, and nothing is written; what is odd is told.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{done, err, folder, juyan, out, recorded, spoken};
use std::path::Path;
use std::process::Command;
use unicode_width::UnicodeWidthStr;

/// Runs what must be refused, with what has to be said.
fn refused(folder: &Path, arguments: &str, told: &[&str]) {
    let output = juyan(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments}: {}", out(&output));
    for told in told {
        assert!(
            err(&output).contains(told),
            "{arguments}: {told} in {}",
            err(&output)
        );
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn paths_that_lead_nowhere_are_told_as_what_they_are() {
    let folder = folder("unusable-paths");
    done(&folder, "init 旗.juyan --region 152923");
    std::fs::create_dir(folder.join("里")).unwrap();
    refused(
        &folder,
        "init 无/新.juyan --region 152923",
        &["没有 无 这个文件夹"],
    );
    refused(&folder, "facts 里", &["里: 这是文件夹"]);
    refused(&folder, "backup 旗.juyan 无/备份.juyan", &["没有 无 这个文件夹"]);
    refused(&folder, "backup 旗.juyan 里", &["里: 这是文件夹"]);
    refused(
        &folder,
        "workbook 旗.juyan --register 口岸日报 -o 表.csv",
        &["结尾写成 .xlsx"],
    );
    assert!(!folder.join("表.csv").exists());
    let output = juyan(&folder, "history 旗.juyan");
    assert!(!output.status.success());
}

#[test]
fn a_register_is_found_by_part_of_its_name() {
    let folder = folder("unusable-registers");
    done(&folder, "init 旗.juyan --region 152923");
    spoken(&folder, "workbook 旗.juyan --register 口岸日 -o 表.xlsx");
    refused(
        &folder,
        "workbook 旗.juyan --register 资金 -o 二.xlsx",
        &["（fund）", "（fund_allocation）"],
    );
    refused(
        &folder,
        "workbook 旗.juyan --register 不存在 -o 二.xlsx",
        &["没有叫“不存在”的台账", "口岸日报（port_day）"],
    );
}

#[test]
fn days_that_cannot_be_are_refused() {
    let folder = folder("unusable-days");
    done(&folder, "init 旗.juyan --region 152923");
    write(&folder, "口岸.csv", "日期,过货量（吨）\n2024-05-08,65900\n");
    refused(
        &folder,
        "import 旗.juyan 口岸.csv --as-of 2999-01-01",
        &["2999-01-01", "还没有到"],
    );
    refused(
        &folder,
        "import 旗.juyan 口岸.csv --as-of 0001-01-01",
        &["早于1900年"],
    );
    refused(
        &folder,
        "import 旗.juyan 口岸.csv --as-of 2024-04-31",
        &["没有这一天，当月最后一天是2024-04-30"],
    );
    refused(
        &folder,
        "import 旗.juyan 口岸.csv --period 2999",
        &["2999 还很远"],
    );
    assert!(!done(&folder, "changes 旗.juyan").contains("导入"));
    // A target may be set for a day to come.
    write(
        &folder,
        "目标.csv",
        "目标编号,指标,年份,目标值,单位,目标形式\nMB-1,地区生产总值,2999,6,%,增速\n",
    );
    done(&folder, "import 旗.juyan 目标.csv --as-of 2999-01-01");
}

#[test]
fn a_text_that_hides_its_rows_is_refused() {
    let folder = folder("unusable-texts");
    done(&folder, "init 旗.juyan --region 152923");
    write(
        &folder,
        "口岸.csv",
        "日期,过货量（吨）,备注\n2024-05-08,65900,\"晴\n2024-05-09,70100,\n",
    );
    refused(
        &folder,
        "import 旗.juyan 口岸.csv",
        &["第2行有一格以引号开头而没有结束"],
    );
    for (name, text) in [
        ("分号.csv", "日期;过货量（吨）\n2024-05-08;65,900\n"),
        ("制表.csv", "口岸日报\n日期\t过货量（吨）\n2024-05-08\t65900\n"),
    ] {
        write(&folder, name, text);
        spoken(&folder, &format!("import 旗.juyan {name}"));
    }
    // The second says what the first did.
    assert_eq!(done(&folder, "changes 旗.juyan").matches("导入").count(), 1);
}

#[test]
fn what_is_entered_keeps_its_form_and_is_taken_once() {
    let folder = folder("unusable-entered");
    done(&folder, "init 旗.juyan --region 152923");
    write(
        &folder,
        "快报.csv",
        "键,值,部门\ngdp@152923:2024H1,16.290亿元,统计局\njob_new@152923:2024H1,110余人,人社局\n\
         gdp@150000:2024H1,1.2万亿元,\n",
    );
    let told = spoken(&folder, "enter 旗.juyan 快报.csv");
    assert!(told.contains("记入事实3条"), "{told}");
    assert!(
        told.contains("提醒：A4：是内蒙古自治区（150000）的数，不是本台账的地区额济纳旗（152923）"),
        "{told}"
    );
    let facts = done(&folder, "facts 旗.juyan");
    assert!(
        facts.contains("16.290亿元  快报.csv B2") && facts.contains("≥110人  快报.csv B3"),
        "{facts}"
    );
    let again = spoken(&folder, "enter 旗.juyan 快报.csv");
    assert!(
        again.contains("与台账一致，没有写入") && again.contains("--again"),
        "{again}"
    );
    write(
        &folder,
        "快报.csv",
        "键,值,部门\ngdp@152923:2024H1,16.290亿元,统计局\njob_new@152923:2024H1,133人,人社局\n",
    );
    let other = spoken(&folder, "enter 旗.juyan 快报.csv");
    assert!(
        other.contains("记入事实1条") && other.contains("另有1条已经这样记过"),
        "{other}"
    );
    write(
        &folder,
        "再记.csv",
        "键,值\ngrain@152923:2024H1,5吨\ngrain@152923:2024H1,5吨\n",
    );
    let twice = spoken(&folder, "enter 旗.juyan 再记.csv");
    assert!(
        twice.contains("记入事实1条") && twice.contains("表内有1行与前面的一行相同"),
        "{twice}"
    );
    // Looked up after a correction, and still so.
    let again = spoken(&folder, "enter 旗.juyan 再记.csv --again");
    assert!(again.contains("记入事实1条"), "{again}");
    let digits = "9".repeat(47);
    write(
        &folder,
        "错.csv",
        &format!(
            "键,值\ngdp@152923:2024H1,{digits}元\ngdp@152923:2999H1,1亿元\ngdp@999999:2024H1,1亿元\ngdp@152923:2024-04-31,1亿元\n"
        ),
    );
    refused(
        &folder,
        "enter 旗.juyan 错.csv",
        &[
            "B2：“999",
            "有47位数字",
            "A3：gdp@152923:2999H1 的时期还没有到",
            "A4：行政区划代码中没有 999999",
            "当月最后一天是2024-04-30",
            "有4行不能用",
        ],
    );
    write(&folder, "计划.csv", "键,值\ngdp@152923:2999#plan,1亿元\n");
    let far = spoken(&folder, "enter 旗.juyan 计划.csv --dry-run");
    assert!(far.contains("的时期很远"), "{far}");
}

#[test]
fn bounds_before_a_number_are_entered_and_commas_elsewhere_than_in_thousands_are_not() {
    let folder = folder("unusable-bounds");
    done(&folder, "init 旗.juyan --region 152923");
    write(
        &folder,
        "界.csv",
        "键,值\nstraw_use_rate@152923:2024H1,稳定在3.5%\ngdp.growth@152923:2024H1,优于5%\nrev_general.growth@152923:2024H1,≥6%\n",
    );
    spoken(&folder, "enter 旗.juyan 界.csv");
    let facts = done(&folder, "facts 旗.juyan");
    for told in ["稳定在3.5%", "优于5%", "≥6%"] {
        assert!(facts.contains(told), "{told}: {facts}");
    }
    write(
        &folder,
        "错.csv",
        "键,值\ngdp@152923:2024H1,\"49,38亿元\"\ngdp@152923:2023H1,\"4,93,8亿元\"\n",
    );
    refused(
        &folder,
        "enter 旗.juyan 错.csv",
        &["B2：“49,38亿元”", "B3：“4,93,8亿元”"],
    );
}

#[test]
fn facts_fit_a_terminal_whatever_their_files_are_called() {
    let folder = folder("unusable-wide");
    done(&folder, "init 旗.juyan --region 152923");
    let name = "额济纳旗统计局来函附表之一（上半年主要指标）.csv";
    write(&folder, name, "键,值\ngdp@152923:2024H1,16.290亿元\n");
    spoken(&folder, &format!("enter 旗.juyan {name}"));
    let facts = done(&folder, "facts 旗.juyan");
    assert!(facts.contains(&format!("\n        {name} B2\n")), "{facts}");
    assert!(
        facts
            .lines()
            .all(|line| line.width() <= 80 && line == line.trim_end()),
        "{facts}"
    );
}

#[test]
fn a_day_is_a_day_and_nothing_else() {
    let folder = folder("unusable-days");
    done(&folder, "init 旗.juyan --region 152923");
    for (arguments, words, told) in [
        ("watch 旗.juyan --as-of", "2024-06-30 xyz", "后面多了“xyz”"),
        ("facts 旗.juyan --known", "2024-07-15 10:00", "后面多了“10:00”"),
        ("facts 旗.juyan --as-of", "2024-07-15T10:00", "后面多了“10:00”"),
        ("watch 旗.juyan --as-of", "45473", "请写成 2024-06-30"),
        ("tasks 旗.juyan --as-of", "2024-06-31", "2024-06-30"),
        ("tasks 旗.juyan --as-of", "6月30日", "不是日期"),
        ("tasks 旗.juyan --as-of", "", "不是日期"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_juyan"))
            .args(arguments.split(' ').chain([words]))
            .current_dir(&folder)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(err(&output).contains(told), "{words}: {}", err(&output));
    }
    for day in ["2099-06-30", "2099/6/30", "2099年6月30日", "20990630"] {
        done(&folder, &format!("facts 旗.juyan --known {day}"));
    }
}

#[test]
fn somebody_answers_for_each_change() {
    let folder = folder("unusable-person");
    let unnamed = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_juyan"));
        for name in ["USER", "USERNAME", "LOGNAME"] {
            command.env_remove(name);
        }
        command.args(arguments).current_dir(&folder).output().unwrap()
    };
    for name in ["", "  "] {
        let nobody = unnamed(&["init", "旗.juyan", "--region", "152923", "--person", name]);
        assert_eq!(nobody.status.code(), Some(2));
        assert!(err(&nobody).contains("--person"), "{}", err(&nobody));
        assert!(!folder.join("旗.juyan").exists());
    }
    // Where not even the system knows the account the change is refused; else it bears the account's name.
    let begun = unnamed(&["init", "旗.juyan", "--region", "152923"]);
    let account = Command::new("id").arg("-un").output();
    let account = account
        .map(|told| out(&told).trim().to_owned())
        .unwrap_or_default();
    if account.is_empty() {
        assert!(
            begun.status.success() || err(&begun).contains("--person"),
            "{}",
            err(&begun)
        );
    } else {
        let changes = out(&unnamed(&["changes", "旗.juyan"]));
        assert!(changes.contains(&account), "{account}: {changes}");
    }
}

#[test]
fn what_was_answered_or_stands_no_more_is_not_answered() {
    let folder = recorded(
        "unusable-answers",
        &[
            "额济纳旗2024年上半年国民经济和社会发展计划执行情况的报告\n口岸过货量1175万吨。\n",
            "额济纳旗2024年上半年国民经济和社会发展计划执行情况的报告\n口岸过货量1200万吨。\n",
            "额济纳旗2024年上半年国民经济和社会发展计划执行情况的报告\n口岸过货量1175万吨，同比增长2%。\n",
        ],
    );
    let facts = done(&folder, "facts 旗.juyan port_freight --format csv");
    let seqs: Vec<&str> = facts
        .lines()
        .filter(|line| line.contains("port_freight@152923:2024H1"))
        .filter_map(|line| line.split(',').next())
        .map(|seq| seq.trim_start_matches('\u{feff}'))
        .collect();
    let [one, two, three] = seqs.as_slice() else {
        panic!("{facts}")
    };
    done(&folder, &format!("answer 旗.juyan {one} {two} --both"));
    refused(
        &folder,
        &format!("answer 旗.juyan {two} {one} --revised"),
        &["次变更中答复", "juyan undo 旗.juyan"],
    );
    refused(
        &folder,
        &format!("answer 旗.juyan {one} {three} --both"),
        &["说法并不矛盾"],
    );
    done(&folder, &format!("withdraw 旗.juyan {three}"));
    refused(
        &folder,
        &format!("answer 旗.juyan {two} {three} --both"),
        &["已经不作数"],
    );
}

/// What is asked for and is not there, and what cannot be asked for, is named; not what stands behind it.
#[test]
fn what_is_asked_wrongly_is_told_as_what_it_is() {
    let folder = folder("asked-wrongly");
    done(&folder, "init a.juyan --region 152923");
    let text = "# 额济纳旗2024年上半年计划执行情况\n\n上半年，化解隐性债务7376.5万元。\n";
    write(&folder, "report.txt", text);
    done(&folder, "record a.juyan report.txt");
    let usage = ["juyan answer --help"];
    refused(
        &folder,
        "answer a.juyan 1 2 --both --revised",
        &["--both 不能和 --revised", usage[0]],
    );
    refused(
        &folder,
        "answer a.juyan 1 2 --both --both",
        &["--both 只能写一次", usage[0]],
    );
    refused(&folder, "answer a.juyan 1 1 --both", &["都是第1号"]);
    refused(&folder, "facts a.juyan nosuch", &["没有代号为nosuch的指标"]);
    refused(&folder, "why a.juyan nosuch", &["没有代号为nosuch的指标"]);
    refused(
        &folder,
        "facts a.juyan gdp{x=1}@152923:2024H1",
        &["这个维度的取值"],
    );
    let found = done(&folder, "facts a.juyan debt_hid");
    assert!(found.contains("debt_hidden_resolved@152923:2024H1"), "{found}");
    let none = juyan(&folder, "facts a.juyan debt_hid --as-of 2024-06-29");
    assert!(none.status.success() && none.stdout.is_empty());
    assert!(
        err(&none).contains("到2024-06-29为止没有任何事实；晚于这一天的有1个"),
        "{}",
        err(&none)
    );
}
