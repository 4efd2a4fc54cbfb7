//! A report of the year in other words than the plan's: what may be a target's is asked about, not dunned for, and what is said of a
//! single fact is kept.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{done, err, folder, json, juyan, out};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const REPORT: &str = "额济纳旗2024年计划执行情况报告\n\n一、2024年计划执行情况\n\n\
    农村牧区居民人均可支配收入28100元，增长7.2%。污染防治攻坚战下达项目的实施进度为100%。\
    策克口岸累计过货量2450万吨。盟级重点项目完成投资24亿元。\n";

fn refused(folder: &Path, arguments: &str, words: &str) {
    let seen = juyan(folder, arguments);
    assert_eq!(seen.status.code(), Some(2), "{arguments}: {}", out(&seen));
    assert!(err(&seen).contains(words), "{arguments}: {}", err(&seen));
}

/// The example with such a report in it. Made once, and copied into the folder of each test.
fn told(test: &str) -> PathBuf {
    static TOLD: OnceLock<PathBuf> = OnceLock::new();
    let made = TOLD.get_or_init(|| {
        let folder = folder("other-words-made");
        done(&folder, "init 旗.juyan --region 152923 --example");
        std::fs::write(folder.join("年.txt"), REPORT).unwrap();
        done(&folder, "record 旗.juyan 年.txt");
        folder
    });
    let folder = folder(test);
    std::fs::copy(made.join("旗.juyan"), folder.join("旗.juyan")).unwrap();
    folder
}

fn watched(folder: &Path) -> Value {
    json(&done(folder, "watch 旗.juyan --as-of 2024-12-31 --format json"))
}

fn target<'v>(seen: &'v Value, code: &str) -> &'v Value {
    let targets = seen["targets"].as_array().unwrap();
    targets.iter().find(|target| target["code"] == code).unwrap()
}

/// The targets whose figures somebody is reminded of.
fn dunned(seen: &Value) -> Vec<&str> {
    let reminders = seen["reminders"].as_array().unwrap().iter();
    let figures = reminders.flat_map(|reminder| {
        let all = ["figures", "targets"].into_iter();
        all.flat_map(move |field| reminder[field].as_array().unwrap())
    });
    figures.filter_map(Value::as_str).collect()
}

#[test]
fn what_may_be_a_targets_is_asked_about_and_not_dunned_for() {
    let folder = told("other-words-asked");
    let seen = watched(&folder);
    // Words that are the plan's own need no question.
    assert_eq!(
        target(&seen, "MB-08")["source"]["key"],
        "key_project_invest@152923:2024"
    );
    assert_eq!(target(&seen, "MB-08")["actual"], "24");
    assert_eq!(target(&seen, "MB-07")["actual"], "7.2");
    let likely = |code: &str| target(&seen, code)["likely"][0].clone();
    assert_eq!(likely("MB-12")["value"], "2450");
    assert_eq!(likely("MB-12")["as"], "port_freight@152923:2024");
    assert_eq!(likely("MB-11")["value"], "100");
    let asked = dunned(&seen);
    assert!(
        !asked
            .iter()
            .any(|code| ["MB-07", "MB-11", "MB-12"].contains(code)),
        "{asked:?}"
    );
    // Of the product nothing came at all.
    assert!(asked.contains(&"MB-01"), "{asked:?}");
    // Every form that the keeper of the ledger reads tells how to settle it.
    let fact = likely("MB-12")["fact"].to_string();
    let command = format!("juyan bind 旗.juyan {fact} 'port_freight@152923:2024'");
    let flat = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for form in ["table", "html", "xlsx", "csv"] {
        let words = desk::words(&folder, "2024-12-31", form, "").replace("&#39;", "'");
        assert!(flat(&words).contains(&flat(&command)), "{form}: {words}");
    }
}

#[test]
fn a_fact_that_was_bound_counts_and_one_that_is_its_own_is_asked_about_no_more() {
    let folder = told("other-words-bound");
    let seen = watched(&folder);
    let fact = |code: &str| target(&seen, code)["likely"][0]["fact"].to_string();
    let bound = done(
        &folder,
        &format!("bind 旗.juyan {} port_freight@152923:2024", fact("MB-12")),
    );
    assert!(bound.contains("port_freight@152923:2024"), "{bound}");
    done(
        &folder,
        &format!("bind 旗.juyan {} --as-is --reason 只是下达的", fact("MB-11")),
    );
    let seen = watched(&folder);
    assert_eq!(target(&seen, "MB-12")["actual"], "2450");
    assert_eq!(target(&seen, "MB-12")["light"], "green");
    assert_eq!(target(&seen, "MB-11")["likely"], Value::Array(Vec::new()));
    assert!(dunned(&seen).contains(&"MB-11"));
    // It is an act like any other.
    let changes = done(&folder, "changes 旗.juyan");
    assert!(changes.lines().any(|line| line.contains("定键")), "{changes}");
    let last = changes.lines().rfind(|line| line.contains("定键")).unwrap();
    let number = last.split_whitespace().next().unwrap().to_owned();
    done(&folder, &format!("undo 旗.juyan {number}"));
    assert_eq!(target(&watched(&folder), "MB-11")["likely"][0]["value"], "100");
    refused(
        &folder,
        "bind 旗.juyan 99999 gdp@152923:2024",
        "没有第99999号事实",
    );
    refused(&folder, "bind 旗.juyan 1 gdp.growht@152923", "^");
}

/// What is told of one year is not another's, nor what is told of one banner its neighbour's, unless the paper was misread.
#[test]
fn a_fact_is_not_bound_to_another_time_or_place_unasked() {
    let folder = told("other-words-elsewhere");
    let fact = target(&watched(&folder), "MB-12")["likely"][0]["fact"].to_string();
    let before = done(&folder, "changes 旗.juyan");
    let bind = |key: &str| format!("bind 旗.juyan {fact} {key}");
    let pointed = |key: &str, at: &str| {
        let told = err(&juyan(&folder, &bind(key)));
        let caret = told.lines().find(|line| line.trim() == "^").map(str::len);
        assert_eq!(caret, key.find(at).map(|at| at + 3), "{told}");
        assert!(told.contains("--misread"), "{told}");
    };
    pointed("port_freight@152923:2023", "2023");
    pointed("port_freight@152923:2024H1", "2024H1");
    pointed("port_freight@152923:2024H2", "2024H2");
    pointed("port_freight@152922:2024", "152922");
    assert_eq!(done(&folder, "changes 旗.juyan"), before);
    // What stands on its last day may be told of a year, and a paper may have been misread.
    done(&folder, &bind("port_freight@152923:2024-12-31"));
    done(&folder, &bind("port_freight@152923:2023 --misread"));
}

/// What was planned is not what was done, nor the other way round, unless the paper was misread.
#[test]
fn a_plan_is_not_bound_as_done_unasked() {
    let folder = told("other-words-mode");
    let fact = target(&watched(&folder), "MB-12")["likely"][0]["fact"].to_string();
    let before = done(&folder, "changes 旗.juyan");
    let key = "port_freight@152923:2024#plan";
    let bind = format!("bind 旗.juyan {fact} {key}");
    let told = err(&juyan(&folder, &bind));
    let caret = told.lines().find(|line| line.trim() == "^").map(str::len);
    assert_eq!(caret, key.find('#').map(|at| at + 3), "{told}");
    refused(&folder, &bind, "--misread");
    assert_eq!(done(&folder, "changes 旗.juyan"), before);
    done(&folder, &format!("{bind} --misread"));
    refused(
        &folder,
        &format!("bind 旗.juyan {fact} port_freight@152923:2024"),
        "#plan",
    );
}

/// Tons are no yuan, whatever somebody says; nor is anything an indicator that nobody has.
#[test]
fn a_fact_is_not_bound_to_what_is_told_in_another_kind_of_unit() {
    let folder = told("other-words-unit");
    let fact = target(&watched(&folder), "MB-12")["likely"][0]["fact"].to_string();
    let before = done(&folder, "changes 旗.juyan");
    let bind = |key: &str| format!("bind 旗.juyan {fact} {key}");
    refused(&folder, &bind("gdp@152923:2024"), "以亿元计");
    refused(&folder, &bind("port_freight.growth@152923:2024"), "是比率");
    refused(&folder, &bind("port_freight.rank@152923:2024"), "是位次");
    refused(&folder, &bind("gdpp@152923:2024"), "没有代码为gdpp的指标");
    assert_eq!(done(&folder, "changes 旗.juyan"), before);
    // Under own words what stands there already says in what it is told.
    done(&folder, &bind("\"过货量\"@152923:2024"));
    let other = target(&watched(&folder), "MB-11")["likely"][0]["fact"].to_string();
    refused(
        &folder,
        &format!("bind 旗.juyan {other} \"过货量\"@152923:2023"),
        "以吨计",
    );
}

#[test]
fn a_figure_of_a_report_is_withdrawn_and_what_follows_is_not() {
    let folder = told("other-words-withdrawn");
    let fact = target(&watched(&folder), "MB-12")["likely"][0]["fact"].to_string();
    done(&folder, &format!("withdraw 旗.juyan {fact} --reason 报告印错"));
    let seen = watched(&folder);
    assert_eq!(target(&seen, "MB-12")["likely"], Value::Array(Vec::new()));
    assert!(dunned(&seen).contains(&"MB-12"));
    refused(&folder, &format!("withdraw 旗.juyan {fact}"), "已经不作数");
    let facts = done(&folder, "facts 旗.juyan port_freight@152923:2024H1 --format json");
    let follows = facts
        .lines()
        .map(json)
        .find(|fact| fact["source"] == "port_freight")
        .unwrap();
    refused(
        &folder,
        &format!("withdraw 旗.juyan {}", follows["fact"]),
        "juyan why",
    );
}

#[test]
fn what_is_not_public_is_released_by_an_act() {
    let folder = told("other-words-released");
    let facts = done(&folder, "facts 旗.juyan debt_hidden_resolved --format json");
    let facts: Vec<Value> = facts.lines().map(json).collect();
    let number = |key: &str| {
        let fact = facts.iter().find(|fact| fact["key"] == key);
        fact.map(|fact| fact["fact"].to_string()).unwrap()
    };
    let hidden = number("debt_hidden_resolved@152923:2024H1");
    refused(
        &folder,
        &format!("release 旗.juyan {hidden} --ground 保密审查"),
        "公开",
    );
    // What the act of release in the example is taken back for, another one may give again.
    let changes = done(&folder, "changes 旗.juyan");
    let release = changes
        .lines()
        .find(|line| line.split_whitespace().nth(3) == Some("公开"))
        .unwrap();
    let release = release.split_whitespace().next().unwrap().to_owned();
    done(&folder, &format!("undo 旗.juyan {release}"));
    let seen = || {
        done(
            &folder,
            "watch 旗.juyan --as-of 2024-06-30 --public --format json",
        )
    };
    assert!(!seen().contains("7376.5"));
    let told: Vec<String> = facts
        .iter()
        .filter(|fact| !fact["key"].as_str().unwrap().contains("#plan"))
        .map(|fact| fact["fact"].to_string())
        .collect();
    for fact in told {
        // Those that reports tell are public by themselves.
        juyan(
            &folder,
            &format!("release 旗.juyan {fact} --ground 保密审查〔2024〕12号"),
        );
    }
    assert!(seen().contains("7376.5"));
    refused(
        &folder,
        &format!("release 旗.juyan {hidden} --ground 再来一次"),
        "公开",
    );
}

/// A paper goes to departments: it says who is to answer what by when, and names no command, no key and no number of a fact.
#[test]
fn a_paper_asks_people_and_names_no_command() {
    let folder = told("other-words-paper");
    let target = "目标编号,指标,年份,目标值,单位,目标形式,松紧\n\
                  MB-08,盟级重点项目完成投资,2024,15,亿元,水平,不低于\n";
    std::fs::write(folder.join("目标.csv"), target).unwrap();
    done(
        &folder,
        "import 旗.juyan 目标.csv --register target --person 某科员 --reason 便于完成",
    );
    for (day, lang) in [("2024-06-30", "zh"), ("2024-12-31", "zh"), ("2024-12-31", "en")] {
        let words = desk::words(&folder, day, "docx", &format!("--lang {lang}"));
        for not_said in ["juyan", "@152923", "--", "某科员"] {
            assert!(!words.contains(not_said), "{day} {lang} says {not_said}: {words}");
        }
    }
    let june = desk::words(&folder, "2024-06-30", "docx", "");
    let asked = june.split("需核实答复的事项").nth(1).unwrap();
    let of = |owner: &str| {
        asked
            .lines()
            .find(|line| line.starts_with(owner))
            .unwrap_or_else(|| panic!("{asked}"))
    };
    assert!(asked.contains("五个工作日内"), "{asked}");
    assert!(of("口岸管理委员会").contains("另一处记载为1175万吨"), "{asked}");
    assert!(
        of("发展和改革委员会").contains("批准的23.75亿元被改为15亿元"),
        "{asked}"
    );
    let december = desk::words(&folder, "2024-12-31", "docx", "");
    let asked = december.split("需核实答复的事项").nth(1).unwrap();
    // What is the figure of one target is not asked for another.
    assert!(!asked.contains("农村"), "{asked}");
    assert!(
        asked.contains(
            "《额济纳旗2024年计划执行情况报告》说“策克口岸累计过货量2450万吨”，其中2450万吨是不是“口岸货运量”截至2024年12月31日的数"
        ),
        "{asked}"
    );
}

fn year(year: u16, freight: u32) -> String {
    format!(
        "额济纳旗{year}年计划执行情况报告\n\n一、{year}年计划执行情况\n\n\
         策克口岸累计过货量{freight}万吨。首批边民互市开展，货运量{}万吨。\n",
        freight / 10
    )
}

/// What was said of words in one year holds for the same words in the next, on record; where it is taken back they are asked about again.
#[test]
fn what_was_answered_of_words_is_remembered() {
    let folder = folder("other-words-remembered");
    done(&folder, "init 旗.juyan --region 152923 --person 建账人");
    for (of, freight) in [(2023, 2300), (2024, 2450), (2025, 2600)] {
        std::fs::write(folder.join(format!("{of}.txt")), year(of, freight)).unwrap();
    }
    done(&folder, "record 旗.juyan 2023.txt");
    let facts = || -> Vec<Value> {
        let facts = done(&folder, "facts 旗.juyan --format json");
        facts.lines().map(json).collect()
    };
    let key_of = |printed: &str| {
        let found = facts().into_iter().find(|fact| fact["printed"] == printed);
        found.unwrap()["key"].as_str().unwrap().to_owned()
    };
    let number = |printed: &str| {
        let found = facts().into_iter().find(|fact| fact["printed"] == printed);
        found.unwrap()["fact"].to_string()
    };
    let own = key_of("2300万吨");
    assert!(own.contains("策克口岸累计过货量"), "{own}");
    let bind = |printed: &str, key: &str| {
        done(
            &folder,
            &format!("bind 旗.juyan {} {key} --person 张科", number(printed)),
        )
    };
    bind("2300万吨", "port_freight@152923:2023");
    // A key of the catalogue is told by the words before the number.
    assert_eq!(key_of("230万吨"), "port_freight@152923:2023");
    bind("230万吨", "port_freight{site=hushi}@152923:2023");
    let told = done(&folder, "record 旗.juyan 2024.txt --person 李科");
    assert!(told.contains("张科") && told.contains("第3次"), "{told}");
    assert_eq!(key_of("2450万吨"), "port_freight@152923:2024");
    assert_eq!(key_of("245万吨"), "port_freight{site=hushi}@152923:2024");
    // A paper that is only checked is read as it would be recorded.
    let lower = year(2024, 2450).replace("2450", "2440");
    std::fs::write(folder.join("draft.txt"), lower).unwrap();
    let checked = out(&juyan(&folder, "check draft.txt --ledger 旗.juyan --format json"));
    let told = json(checked.lines().next().unwrap());
    let findings = told["findings"].as_array().unwrap();
    let differs = findings.iter().find(|finding| finding["rule"] == "J0503");
    assert!(
        differs.is_some_and(|finding| finding.to_string().contains("2440")),
        "{findings:?}"
    );
    let why = done(&folder, "why 旗.juyan port_freight@152923:2024");
    assert!(why.contains("照第3次变更的答复（张科）"), "{why}");
    let changes = done(&folder, "changes 旗.juyan");
    assert!(
        changes.lines().nth(4).unwrap().contains("照第3、4次的答复"),
        "{changes}"
    );
    // Who says it is something else says so of the words.
    bind("2300万吨", "\"煤炭过货量\"@152923:2023");
    assert_eq!(key_of("2450万吨"), "\"煤炭过货量\"@152923:2024");
    done(&folder, "undo 旗.juyan 6");
    assert_eq!(key_of("2450万吨"), "port_freight@152923:2024");
    // Without the answer they stand under their own words, and that is said.
    let before = done(&folder, "undo 旗.juyan 3 --dry-run");
    let undone = done(&folder, "undo 旗.juyan 3");
    for told in [before, undone] {
        assert!(told.contains("另1个数恢复原来的说法"), "{told}");
    }
    assert_eq!(key_of("2450万吨"), own.replace("2023", "2024"));
    done(&folder, "record 旗.juyan 2025.txt");
    assert_eq!(key_of("2600万吨"), own.replace("2023", "2025"));
    assert_eq!(key_of("260万吨"), "port_freight{site=hushi}@152923:2025");
    // The paper that was answered for may not be taken back before its answers; one that only followed may.
    done(&folder, "undo 旗.juyan 5");
    refused(&folder, "undo 旗.juyan 2", "第4次");
    done(&folder, "verify 旗.juyan");
}

/// A task whose figure a report may tell under other words is asked about, and nobody is reminded of it; one that the figure would not
/// be enough for is overdue.
#[test]
fn what_may_show_that_a_task_is_done_is_asked_about() {
    let folder = told("other-words-task");
    let tasks = "任务编号,任务内容,任务性质,牵头单位,对应指标,目标值,单位,提出日期,完成时限,完成情况\n\
                 RW-96,全年过货2400万吨以上,量化,口岸管理委员会,port_freight@152923:2024,2400,万吨,2024-06-30,2024-12-20,未启动\n\
                 RW-97,全年过货2500万吨以上,量化,口岸管理委员会,port_freight@152923:2024,2500,万吨,2024-06-30,2024-12-20,未启动\n";
    std::fs::write(folder.join("任务.csv"), tasks).unwrap();
    done(&folder, "import 旗.juyan 任务.csv --register task");
    let task = |seen: &Value, code: &str| {
        let tasks = seen["tasks"].as_array().unwrap();
        tasks.iter().find(|task| task["code"] == code).unwrap().clone()
    };
    let dunned = |seen: &Value, code: &str| {
        let reminders = seen["reminders"].as_array().unwrap();
        reminders
            .iter()
            .any(|reminder| reminder["tasks"].as_array().unwrap().contains(&code.into()))
    };
    let seen = watched(&folder);
    let asked = task(&seen, "RW-96");
    assert_eq!(asked["likely"][0]["value"], "2450");
    assert_eq!(asked["likely"][0]["as"], "port_freight@152923:2024");
    assert_eq!(
        (&asked["unanswered"], &asked["light"]),
        (&false.into(), &"none".into())
    );
    assert_eq!(task(&seen, "RW-97")["likely"], Value::Array(Vec::new()));
    assert!(!dunned(&seen, "RW-96") && dunned(&seen, "RW-97"));
    let listed = done(&folder, "tasks 旗.juyan --as-of 2024-12-31");
    assert!(
        listed.contains("待认定") && listed.contains("juyan bind"),
        "{listed}"
    );
    let paper = desk::words(&folder, "2024-12-31", "docx", "");
    assert!(
        paper.contains("说“策克口岸累计过货量2450万吨”，其中2450万吨是不是“全年过货2400万吨以上”的完成数"),
        "{paper}"
    );
    let fact = asked["likely"][0]["fact"].to_string();
    done(&folder, &format!("bind 旗.juyan {fact} port_freight@152923:2024"));
    let seen = watched(&folder);
    assert_eq!(task(&seen, "RW-96")["state"], "done");
    assert_eq!(task(&seen, "RW-96")["likely"], Value::Array(Vec::new()));
}

/// What has to be done every month is told month by month.
#[test]
fn a_month_that_was_missed_is_named() {
    let folder = told("other-words-months");
    let tasks = "任务编号,任务内容,任务性质,牵头单位,对应指标,目标值,单位,提出日期,完成时限,考核频次,完成情况\n\
                 RW-98,今后每月新增就业20人以上,量化,人社局,job_new@152923,20,人,2024-06-30,2024-12-31,每月,未启动\n";
    std::fs::write(folder.join("任务.csv"), tasks).unwrap();
    done(&folder, "import 旗.juyan 任务.csv --register task");
    let trend =
        "数据键,月末,累计数,单位\njob_new@152923,2024-07-31,150,人\njob_new@152923,2024-08-31,160,人\n";
    std::fs::write(folder.join("进度.csv"), trend).unwrap();
    done(
        &folder,
        "import 旗.juyan 进度.csv --register trend --rest-unchanged",
    );
    let listed: String = done(&folder, "tasks 旗.juyan --as-of 2024-10-20")
        .split_whitespace()
        .collect();
    assert!(
        listed.contains("逐期3期，达到1期，没有达到：8月（10人）、9月（未报）"),
        "{listed}"
    );
    let paper = desk::words(&folder, "2024-10-20", "docx", "");
    assert!(
        paper.contains(
            "“今后每月新增就业20人以上”（没有达到：8月（10人）、9月（未报）），到2024年12月31日止每期都要达到"
        ),
        "{paper}"
    );
}

/// Equal kinds of units are held against each other under one indicator; what own words are told in is part of them.
#[test]
fn what_is_told_in_two_units_of_one_kind_is_asked_about_where_it_differs() {
    let folder = folder("other-words-units");
    done(&folder, "init 旗.juyan --region 152923");
    let told = |name: &str, words: &str| {
        let report = format!("额济纳旗2024年计划执行情况报告\n\n一、2024年计划执行情况\n\n{words}\n");
        std::fs::write(folder.join(name), report).unwrap();
        done(&folder, &format!("record 旗.juyan {name}"))
    };
    told("a.txt", "粮食产量6万吨。全旗充电桩24个。育苗面积300亩。");
    let same = told("b.txt", "粮食产量6000万公斤。全旗充电桩24座。育苗面积20公顷。");
    assert!(!same.contains("请答复"), "{same}");
    let other = told("c.txt", "粮食产量5000万公斤。全旗充电桩20座。");
    assert!(
        other.contains("  grain_output@") || other.contains("  grain@"),
        "{other}"
    );
    assert!(
        other.contains("  charge_pile@") && other.contains("20座"),
        "{other}"
    );
    let answer = done(&folder, "facts 旗.juyan charge_pile --format json");
    let numbers: Vec<String> = answer
        .lines()
        .map(|line| json(line)["fact"].to_string())
        .collect();
    done(
        &folder,
        &format!("answer 旗.juyan {} {} --both", numbers[0], numbers[2]),
    );
    done(
        &folder,
        &format!("answer 旗.juyan {} {} --both", numbers[1], numbers[2]),
    );
    let again = told("d.txt", "粮食产量6万吨。");
    assert!(!again.contains("charge_pile"), "{again}");
}
