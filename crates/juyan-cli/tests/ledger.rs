//! A ledger as its users keep it on the command line.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const REPORT: &str =
    "额济纳旗2024年上半年计划执行情况\n\n地区生产总值16.29亿元，同比增长2.7%。完成货运量1175万吨。\n";
const LATER: &str = "额济纳旗2024年上半年计划执行情况\n\n地区生产总值16.31亿元，同比增长2.7%。\n";

fn begun() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.txt"), REPORT).unwrap();
    std::fs::write(folder.path().join("later.txt"), LATER).unwrap();
    let begun = juyan(folder.path(), &["init", "旗.juyan", "--region", "152923"]);
    assert!(begun.status.success());
    assert!(out(&begun).contains("额济纳旗"));
    folder
}

fn juyan(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_juyan"));
    command.args(arguments).current_dir(folder).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn what_a_report_states_can_be_asked_for() {
    let folder = begun();
    let recorded = juyan(
        folder.path(),
        &["record", "旗.juyan", "report.txt", "--person", "统计科"],
    );
    assert!(recorded.status.success(), "{}", err(&recorded));
    let facts = out(&juyan(
        folder.path(),
        &["facts", "旗.juyan", "gdp", "--format", "json"],
    ));
    let first: serde_json::Value = serde_json::from_str(facts.lines().next().unwrap()).unwrap();
    assert_eq!(first["key"], "gdp@152923:2024H1");
    assert_eq!(
        (&first["value"], &first["printed"]),
        (&"1629000000".into(), &"16.29亿元".into())
    );
    let why = out(&juyan(folder.path(), &["why", "旗.juyan", "gdp@152923:2024H1"]));
    assert!(
        why.contains("地区生产总值【16.29亿元】") && why.contains("统计科"),
        "{why}"
    );
    let again = juyan(folder.path(), &["record", "旗.juyan", "report.txt"]);
    assert!(out(&again).contains("跳过"));
}

#[test]
fn what_differs_is_asked_and_the_answer_kept() {
    let folder = begun();
    let path = folder.path();
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    let asked = out(&juyan(path, &["record", "旗.juyan", "later.txt"]));
    assert!(
        asked.contains("gdp@152923:2024H1") && asked.contains("16.29亿元") && asked.contains("16.31亿元"),
        "{asked}"
    );
    let numbers: Vec<&str> = asked
        .lines()
        .filter(|line| line.starts_with("    "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let answered = juyan(
        path,
        &[
            "answer",
            "旗.juyan",
            numbers[0],
            numbers[1],
            "--revised",
            "--reason",
            "季后修订",
        ],
    );
    assert!(answered.status.success(), "{}", err(&answered));
    let stands = out(&juyan(path, &["facts", "旗.juyan", "gdp@152923:2024H1"]));
    assert!(
        stands.contains("16.31亿元") && !stands.contains("16.29亿元"),
        "{stands}"
    );
    let history = out(&juyan(path, &["history", "旗.juyan", "gdp@152923:2024H1"]));
    assert!(
        history.contains("16.29亿元") && history.contains("更正") && history.contains(" 记入报告"),
        "{history}"
    );
}

#[test]
fn undoing_is_a_change_and_the_chain_goes_on() {
    let folder = begun();
    let path = folder.path();
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    let sound = out(&juyan(path, &["verify", "旗.juyan"]));
    let head = sound.trim().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(head.len(), 64);
    assert!(juyan(path, &["undo", "旗.juyan", "2"]).status.success());
    assert_eq!(out(&juyan(path, &["facts", "旗.juyan"])), "");
    assert!(
        juyan(path, &["verify", "旗.juyan", "--head", &head])
            .status
            .success()
    );
    assert!(
        juyan(path, &["backup", "旗.juyan", "copy.juyan"])
            .status
            .success()
    );
    assert!(
        juyan(path, &["verify", "copy.juyan", "--head", &head])
            .status
            .success()
    );
    let forged = juyan(path, &["verify", "旗.juyan", "--head", &"0".repeat(64)]);
    assert_eq!(forged.status.code(), Some(1));
    let names: Vec<_> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        names.iter().all(|name| !name.to_string_lossy().contains("-wal")),
        "{names:?}"
    );
}

#[test]
fn changes_are_listed_with_the_numbers_that_undo_takes() {
    let folder = begun();
    let path = folder.path();
    juyan(
        path,
        &[
            "record",
            "旗.juyan",
            "report.txt",
            "--person",
            "统计科",
            "--reason",
            "半年报",
        ],
    );
    let listed = out(&juyan(path, &["changes", "旗.juyan"]));
    let lines: Vec<&str> = listed.lines().map(str::trim).collect();
    assert!(
        lines[0].starts_with("1  20") && lines[0].contains("建账"),
        "{listed}"
    );
    assert!(lines[1].starts_with("2  20"), "{listed}");
    assert!(
        lines[1].ends_with("记入报告  统计科  report.txt  半年报"),
        "{listed}"
    );
    // A rehearsal tells what goes, and lets it stand.
    let rehearsed = juyan(path, &["undo", "旗.juyan", "2", "--dry-run"]);
    assert!(rehearsed.status.success(), "{}", err(&rehearsed));
    let told = out(&rehearsed);
    assert!(
        told.contains("gdp@152923:2024H1  16.29亿元 → （不再有）（地区生产总值）"),
        "{told}"
    );
    assert_eq!(out(&juyan(path, &["changes", "旗.juyan"])), listed);
    juyan(path, &["undo", "旗.juyan", "2"]);
    let listed = out(&juyan(path, &["changes", "旗.juyan"]));
    assert!(
        listed.contains("（已由第3次撤销）") && listed.contains("第2次"),
        "{listed}"
    );
    // What does not stand any more is told with what became of it.
    let why = out(&juyan(path, &["why", "旗.juyan", "gdp@152923:2024H1"]));
    assert!(
        why.contains("16.29亿元，已由第3次变更撤销") && why.contains("第3次变更 20"),
        "{why}"
    );
}

/// What stands after an undoing is looked up, not worked out: of two reports that differ the other one stands, what both say stays,
/// and of an answer both stand again. A rehearsal says the same and leaves the file as it is.
#[test]
fn an_undoing_tells_what_stands_after_it() {
    let folder = begun();
    let path = folder.path();
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    juyan(path, &["record", "旗.juyan", "later.txt"]);
    let bytes = || std::fs::read(path.join("旗.juyan")).unwrap();
    let undo = |change: &str, told: &[&str], untold: &[&str]| {
        let before = bytes();
        let rehearsed = juyan(path, &["undo", "旗.juyan", change, "--dry-run"]);
        assert!(before == bytes(), "a rehearsal wrote to the file");
        let undone = juyan(path, &["undo", "旗.juyan", change]);
        assert!(undone.status.success(), "{}", err(&undone));
        for output in [rehearsed, undone] {
            let output = out(&output);
            assert!(told.iter().all(|told| output.contains(told)), "{output}");
            assert!(!untold.iter().any(|untold| output.contains(untold)), "{output}");
        }
    };
    let both = "gdp@152923:2024H1  16.29亿元、16.31亿元 → ";
    undo("3", &[&format!("{both}16.29亿元")], &["gdp.growth", "文件写的是"]);
    juyan(path, &["record", "旗.juyan", "later.txt"]);
    undo(
        "2",
        &[&format!("{both}16.31亿元"), "1175万吨 → （不再有）"],
        &["gdp.growth"],
    );
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    let facts = out(&juyan(
        path,
        &["facts", "旗.juyan", "gdp@152923:2024H1", "--format", "json"],
    ));
    let numbers: Vec<serde_json::Value> = facts
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let number = |at: usize| numbers[at]["fact"].to_string();
    juyan(path, &["answer", "旗.juyan", &number(0), &number(1), "--revised"]);
    undo(
        "8",
        &["gdp@152923:2024H1  16.29亿元 → 16.31亿元、16.29亿元"],
        &["→ （不再有）"],
    );
}

/// Who meddled with the file is told of in the user's words; names of its guards say nothing to anybody.
#[test]
fn what_was_tampered_with_is_told_in_plain_words() {
    let folder = begun();
    let path = folder.path();
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    let db = rusqlite::Connection::open(path.join("旗.juyan")).unwrap();
    let mut guards = db
        .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        .unwrap();
    let names = guards.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let names: Vec<String> = names.map(Result::unwrap).collect();
    drop(guards);
    for name in &names {
        db.execute_batch(&format!("DROP TRIGGER \"{name}\"")).unwrap();
    }
    db.execute_batch("UPDATE fact SET key = 'no key at all'").unwrap();
    drop(db);
    let verified = juyan(path, &["verify", "旗.juyan"]);
    assert_eq!(verified.status.code(), Some(1));
    let told = err(&verified);
    assert!(told.contains(&format!("有{}处被删除", names.len())), "{told}");
    assert!(names.iter().all(|name| !told.contains(name.as_str())), "{told}");
    let facts = juyan(path, &["facts", "旗.juyan"]);
    assert_eq!(facts.status.code(), Some(2));
    let told = err(&facts);
    assert!(
        told.contains("可能被改动过") && told.contains("juyan verify"),
        "{told}"
    );
}

#[test]
fn keys_are_found_by_what_they_begin_with() {
    let folder = begun();
    let path = folder.path();
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    let only = out(&juyan(path, &["why", "旗.juyan", "gdp.growth"]));
    assert!(only.starts_with("gdp.growth@152923:2024H1"), "{only}");
    let several = juyan(path, &["history", "旗.juyan", "gdp"]);
    assert_eq!(several.status.code(), Some(2));
    assert!(err(&several).contains("有2个") && err(&several).contains("gdp@152923:2024H1（地区生产总值）"));
    let wrong = err(&juyan(path, &["why", "旗.juyan", "gdp@15"]));
    assert!(wrong.contains("这里应是地区代码"), "{wrong}");
    // A whole key is meant as it stands, though another begins so.
    let year = juyan(path, &["history", "旗.juyan", "gdp@152923:2024"]);
    assert_eq!(year.status.code(), Some(2), "{}", out(&year));
    // What there is instead is told, and that there is nothing is an answer.
    let none = juyan(path, &["facts", "旗.juyan", "gdp@152923:2024"]);
    assert!(err(&year).contains("  gdp@152923:2024H1\n") && err(&none).contains("  gdp@152923:2024H1\n"));
    assert!(none.status.success() && out(&none).is_empty());
}

/// 下降0.6% is listed with its sign, which stands in the words and not in the number.
/// All that a fact says of itself stands in its row, so that who has only the rows knows what may leave the house.
#[test]
fn rows_of_facts_say_who_may_see_them_who_reports_them_and_at_whose_prices() {
    let folder = begun();
    let path = folder.path();
    let told = "额济纳旗2024年上半年计划执行情况\n\n地区生产总值16.29亿元，同比增长2.7%。化解隐性债务7376.5万元。\
                一般公共预算收入1.33亿元。\n\n二、下半年工作安排\n\n全年城镇新增就业220人以上。\n";
    std::fs::write(path.join("told.txt"), told).unwrap();
    juyan(path, &["record", "旗.juyan", "told.txt"]);
    let facts = out(&juyan(path, &["facts", "旗.juyan", "--format", "json"]));
    let facts: Vec<serde_json::Value> = facts
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |start: &str, field: &str| -> String {
        let mut facts = facts.iter();
        let fact = facts
            .find(|fact| fact["key"].as_str().unwrap().starts_with(start))
            .unwrap();
        fact[field].as_str().unwrap().to_owned()
    };
    assert_eq!(of("gdp@", "prices"), "current");
    assert_eq!(of("gdp.growth@", "prices"), "constant");
    assert_eq!(
        (of("gdp@", "name"), of("gdp@", "department")),
        ("地区生产总值".into(), "统计局".into())
    );
    assert_eq!(
        (of("gdp@", "period"), of("gdp@", "mode")),
        ("2024H1".into(), "actual".into())
    );
    assert_eq!(
        (of("job_new@", "mode"), of("job_new@", "bound")),
        ("plan".into(), "over".into())
    );
    assert_eq!(
        (of("gdp@", "source_kind"), of("gdp@", "openness")),
        ("document".into(), "public".into())
    );
    assert_eq!(of("debt_hidden_resolved@", "openness"), "internal");
    let number = facts.iter().find(|fact| fact["openness"] == "internal").unwrap()["fact"].to_string();
    juyan(
        path,
        &["release", "旗.juyan", &number, "--ground", "保密审查〔2024〕1号"],
    );
    juyan(path, &["facts", "旗.juyan", "--format", "csv", "-o", "事实.csv"]);
    let rows = std::fs::read_to_string(path.join("事实.csv")).unwrap();
    // Spreadsheets of Chinese systems know by it that it is UTF-8.
    let rows = rows.strip_prefix('\u{feff}').unwrap();
    let heading = "fact,key,name,region,period,mode,value,value_to,class,unit,printed,bound,prices,note,department,openness,\
                   source_kind,source,change";
    assert_eq!(rows.lines().next(), Some(heading));
    assert!(
        rows.lines()
            .any(|row| row.contains("debt_hidden") && row.contains(",released,document,told.txt,")),
        "{rows}"
    );
}

#[test]
fn a_fall_is_listed_as_one() {
    let folder = begun();
    let path = folder.path();
    let fall = "额济纳旗2024年上半年计划执行情况\n\n社会消费品零售总额同比下降0.6%。\n";
    std::fs::write(path.join("fall.txt"), fall).unwrap();
    juyan(path, &["record", "旗.juyan", "fall.txt"]);
    let facts = out(&juyan(path, &["facts", "旗.juyan", "retail.growth"]));
    assert!(facts.contains("-0.6%"), "{facts}");
}

#[test]
fn days_are_read_in_any_spelling_and_none_lies_before_the_ledger() {
    let folder = begun();
    let path = folder.path();
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    let by = |day: &str| {
        let facts = juyan(path, &["facts", "旗.juyan", "gdp", "--as-of", day]);
        assert!(facts.status.success(), "{day}: {}", err(&facts));
        out(&facts)
    };
    assert_eq!(by("2024/6/30"), by("2024-06-30"));
    assert!(!by("2024年6月30日").is_empty() && by("2024.5.31").is_empty());
    for command in ["facts", "watch", "tasks"] {
        let before = juyan(path, &[command, "旗.juyan", "--known", "2001-01-01"]);
        assert_eq!(before.status.code(), Some(2), "{command}");
        assert!(err(&before).contains("还没有建立"), "{command}: {}", err(&before));
    }
}

#[test]
fn what_cannot_be_done_is_told_in_one_message() {
    let folder = begun();
    let path = folder.path();
    let told = |arguments: &[&str], words: &str| {
        let output = juyan(path, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(words), "{arguments:?}: {}", err(&output));
    };
    told(&["init", "旗.juyan", "--region", "152923"], "已经存在");
    told(&["init", "b.juyan", "--region", "999999"], "999999");
    told(&["facts", "none.juyan"], "juyan init");
    told(&["facts", "report.txt"], "不是居延台账");
    told(&["why", "旗.juyan", "gdp.growht@152923"], "\n      ^");
    told(&["why", "旗.juyan", "gdp@152923:2031"], "没有任何事实");
    for asked in ["facts", "why"] {
        told(
            &[asked, "旗.juyan", "retial@152923:2024H1"],
            "retail（社会消费品零售总额）",
        );
    }
    for begun in ["retail", "retail.growth", "\"育苗面积\""] {
        told(&["why", "旗.juyan", begun], &format!("{begun} 下没有任何事实"));
    }
    told(&["facts", "旗.juyan", "--known", "昨天"], "2024-06-30");
    told(&["undo", "旗.juyan", "1"], "不能撤销");
    told(&["answer", "旗.juyan", "1", "2", "--both"], "没有第1号事实");
    told(&["answer", "旗.juyan", "1", "2"], "--revised");
    told(&["record", "旗.juyan", "none.txt"], "没有这个文件");
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    told(
        &["answer", "旗.juyan", "1", "1", "--both"],
        "都是第1号，是同一个事实",
    );
    told(
        &["answer", "旗.juyan", "1", "2", "--revised"],
        "不是同一个键下的两个事实",
    );
    told(&["verify", "旗.juyan", "--head", "e457b5bef51c"], "64位");
}

/// A slip in `-o` does not cost what is nowhere else.
#[test]
fn no_result_is_written_over_a_ledger() {
    let folder = begun();
    let path = folder.path();
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    let whole = std::fs::read(path.join("旗.juyan")).unwrap();
    for arguments in [
        "facts 旗.juyan --format csv -o 旗.juyan",
        "watch 旗.juyan --as-of 2024-06-30 -o 旗.juyan",
        "workbook 旗.juyan --register 重点项目 -o 旗.juyan",
        "check report.txt --format html -o 旗.juyan",
        "backup 旗.juyan 旗.juyan",
    ] {
        let refused = juyan(path, &arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(refused.status.code(), Some(2), "{arguments}: {}", out(&refused));
        assert_eq!(
            std::fs::read(path.join("旗.juyan")).unwrap(),
            whole,
            "{arguments}"
        );
    }
}

/// Where no file can grow any more a ledger is read all the same, and what is to be written is refused for what it is.
#[cfg(target_os = "linux")]
#[test]
fn without_room_a_ledger_is_read_and_not_called_a_forged_one() {
    let folder = begun();
    let path = folder.path();
    juyan(path, &["record", "旗.juyan", "report.txt"]);
    let whole = std::fs::read(path.join("旗.juyan")).unwrap();
    let with_room = |blocks: u8, arguments: &str| {
        let command = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec '{}' {arguments}",
            env!("CARGO_BIN_EXE_juyan")
        );
        let mut shell = Command::new("sh");
        shell.args(["-c", &command]).current_dir(path).output().unwrap()
    };
    // Not a byte, and one page of 4 KiB.
    for (blocks, arguments) in [
        (0, "facts 旗.juyan gdp"),
        (8, "verify 旗.juyan"),
        (8, "facts 旗.juyan"),
    ] {
        let read = with_room(blocks, arguments);
        assert!(read.status.success(), "{arguments}: {}", err(&read));
        assert_eq!(
            out(&read),
            out(&juyan(path, &arguments.split(' ').collect::<Vec<_>>()))
        );
    }
    for arguments in ["undo 旗.juyan 2", "record 旗.juyan report.txt"] {
        let refused = with_room(8, arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments}");
        assert!(
            err(&refused).contains("没有空间"),
            "{arguments}: {}",
            err(&refused)
        );
    }
    assert_eq!(std::fs::read(path.join("旗.juyan")).unwrap(), whole);
}

/// What `SQLite` says of its pages is English, and helps nobody to get his ledger back.
#[test]
fn a_damaged_ledger_is_told_in_words_of_ours() {
    let folder = begun();
    juyan(folder.path(), &["record", "旗.juyan", "report.txt"]);
    let path = folder.path().join("旗.juyan");
    let whole = std::fs::read(&path).unwrap();
    for page in [1, whole.len() / 8192, whole.len() / 4096 - 1] {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        let verified = juyan(folder.path(), &["verify", "旗.juyan"]);
        let told = err(&verified);
        assert_ne!(verified.status.code(), Some(0), "{told}");
        assert!(told.contains("旗.juyan") && told.contains("备份"), "{told}");
        let english = ["malformed", "Tree", "btree", "error code", "Rowid", "page "];
        assert!(!english.iter().any(|words| told.contains(words)), "{told}");
        // Of what is damaged there is no backup that anybody should trust.
        let copied = juyan(folder.path(), &["backup", "旗.juyan", &format!("{page}.juyan")]);
        assert_ne!(copied.status.code(), Some(0), "{}", out(&copied));
    }
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let told = err(&juyan(folder.path(), &["verify", "旗.juyan"]));
    assert!(told.contains("备份") && !told.contains("malformed"), "{told}");
}

/// The register of tasks is kept under the full name, the indicators of the catalogue have the short one.
#[test]
fn a_department_is_shown_under_one_name() {
    let folder = TempDir::new().unwrap();
    let init = ["init", "旗.juyan", "--region", "152923", "--example"];
    let begun = juyan(folder.path(), &init);
    assert!(begun.status.success(), "{}", err(&begun));
    let facts = out(&juyan(folder.path(), &["facts", "旗.juyan", "--format", "csv"]));
    for (short, full) in [
        ("发改委", "发展和改革委员会"),
        ("人社局", "人力资源和社会保障局"),
        ("住建局", "住房和城乡建设局"),
        ("林草局", "林业和草原局"),
        ("水利局", "水务局"),
        ("农业农村局", "农牧局"),
    ] {
        assert!(facts.contains(full) && !facts.contains(short), "{short}");
    }
}
