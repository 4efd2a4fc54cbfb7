//! What is wrong with a plan, or told of it twice and differently, is said before anything is judged by it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{done, err, folder, json, juyan, out};
use std::path::PathBuf;

const HEADINGS: &str = "目标编号,指标,年份,目标值,单位,目标形式,松紧,数据键,责任单位,批准机关,批准日期\n";

/// A ledger with these targets.
fn planned(test: &str, targets: &str) -> PathBuf {
    let folder = folder(test);
    std::fs::write(folder.join("目标.csv"), format!("{HEADINGS}{targets}")).unwrap();
    done(&folder, "init 旗.juyan --region 152923");
    done(&folder, "import 旗.juyan 目标.csv --register target");
    folder
}

#[test]
fn a_target_that_nothing_done_can_meet_is_told() {
    let folder = planned(
        "plan-flaws",
        "A,生产总值,2024,2.5,%,增速,,gdp.growth@150100:2024#plan,发改委,人大,2024-01-26\n\
         B,零售额,2024,3,%,增速,,retail.growth@152923:2023#plan,商务局,人大,2024-01-26\n\
         C,某指标,2024,3,个,水平,不低于,retial@152923:2024#plan,商务局,人大,2024-01-26\n\
         D,投资,2024,10,%,增速,,fai.growth@152923:2024#plan,,人大,2024-01-26\n\
         E,固定资产投资,2024,12,%,增速,,fai.growth@152923:2024#plan,发改委,人大,2024-01-26\n\
         F,苏木的育苗面积,2024,12,亩,水平,不低于,\"\"\"育苗面积\"\"@152923103:2024#plan\",苏木,人大,2024-01-26\n\
         G,去年的投资,2023,10,%,增速,,fai.growth@152923:2023#plan,,人大,2023-01-26\n",
    );
    let seen = json(&done(&folder, "watch 旗.juyan --as-of 2024-06-30 --format json"));
    let flaws: Vec<&str> = seen["flaws"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|flaw| flaw.as_str())
        .collect();
    let of = |code: &str| -> String {
        let start = format!("年度计划目标{code}：");
        flaws
            .iter()
            .filter(|flaw| flaw.starts_with(&start))
            .copied()
            .collect()
    };
    assert!(of("A").contains("不是本地区的键"), "{flaws:?}");
    assert!(of("B").contains("不在这个目标的年份之内"), "{flaws:?}");
    assert!(of("C").contains("目录里没有"), "{flaws:?}");
    assert!(of("D").contains("没有责任单位"), "{flaws:?}");
    assert!(of("E").contains("与D是同一个数据键"), "{flaws:?}");
    assert_eq!((of("F"), of("G")), (String::new(), String::new()));
    // Whoever brings them in is told at once.
    std::fs::write(
        folder.join("又.csv"),
        format!(
            "{HEADINGS}H,某指标,2025,3,亿元,水平,不低于,retail@150100:2025#plan,商务局,人大,2025-01-26\n"
        ),
    )
    .unwrap();
    let brought = err(&juyan(&folder, "import 旗.juyan 又.csv --register target"));
    assert!(
        brought.contains("年度计划目标H：") && brought.contains("年度计划目标D："),
        "{brought}"
    );
    for form in ["table", "html"] {
        let told = desk::words(&folder, "2024-06-30", form, "");
        assert!(told.contains("没有责任单位"), "{form}: {told}");
        // What has to be put right is for who keeps the ledger.
        let told = desk::words(&folder, "2024-06-30", form, "--public");
        assert!(!told.contains("没有责任单位"), "{form}: {told}");
    }
}

/// A league's plan has targets of its banners; those of its neighbour are none of its.
#[test]
fn a_target_of_a_place_within_is_ones_own() {
    let folder = folder("plan-within");
    let rows = "A,生产总值,2024,2.5,%,增速,,gdp.growth@152923:2024#plan,发改委,人大,2024-01-26\n\
                B,生产总值,2024,2.5,%,增速,,gdp.growth@152201:2024#plan,发改委,人大,2024-01-26\n";
    std::fs::write(folder.join("目标.csv"), format!("{HEADINGS}{rows}")).unwrap();
    done(&folder, "init 盟.juyan --region 152900");
    let told = err(&juyan(&folder, "import 盟.juyan 目标.csv --register target"));
    assert!(
        told.contains("年度计划目标B：") && !told.contains("年度计划目标A："),
        "{told}"
    );
}

/// What was approved and what a report calls the plan are held against each other as soon as both are there.
#[test]
fn a_plan_that_is_told_otherwise_is_asked_about_unless_an_adjustment_explains_it() {
    let folder = planned(
        "plan-otherwise",
        "A,城镇新增就业,2024,220,人,水平,不低于,job_new@152923:2024#plan,人社局,人大,2024-01-26\n\
         B,生产总值,2024,2.5,%,增速,左右,gdp.growth@152923:2024#plan,发改委,人大,2024-01-26\n",
    );
    let report = |words: &str| format!("额济纳旗2024年上半年计划执行情况\n\n二、下半年工作安排\n\n{words}\n");
    let seen = |name: &str, words: &str| {
        std::fs::write(folder.join(name), report(words)).unwrap();
        done(&folder, &format!("record 旗.juyan {name}"))
    };
    // As many, or as many as the plan's words take in.
    let same = seen(
        "same.txt",
        "全年城镇新增就业220人以上。地区生产总值全年增长2.5%左右。",
    );
    assert!(!same.contains("批准的目标"), "{same}");
    let rounded = seen("rounded.txt", "地区生产总值全年增长3%左右。");
    assert!(
        rounded.contains("B  批准的目标2.5%") && rounded.contains("3%  rounded.txt"),
        "{rounded}"
    );
    let other = seen("other.txt", "全年城镇新增就业300人。");
    assert!(
        other.contains("A  批准的目标220人") && other.contains("300人  other.txt"),
        "{other}"
    );
    let watched = |form: &str| desk::words(&folder, "2024-06-30", form, "");
    for form in ["table", "html", "csv", "xlsx", "docx"] {
        let told: String = watched(form)
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        assert!(
            told.contains("批准的目标是220人") && told.contains("300人"),
            "{form}: {told}"
        );
        assert_eq!(
            told.contains("juyan"),
            form != "docx" && told.contains("withdraw"),
            "{form}"
        );
    }
    let outside = desk::words(&folder, "2024-06-30", "table", "--public");
    assert!(!outside.contains("300人"), "{outside}");
    let seen = json(&watched("json"));
    let target = &seen["targets"]
        .as_array()
        .unwrap()
        .iter()
        .find(|target| target["code"] == "A")
        .unwrap();
    assert_eq!(
        (&target["planned"][0]["value"], &target["target"]),
        (&"300".into(), &"220".into())
    );
    // An adjustment that was approved explains it.
    std::fs::write(
        folder.join("调整.csv"),
        "调整编号,目标编号,调整后目标值,批准机关,批准日期,调整原因\nTZ-1,A,300,旗人大常委会,2024-06-20,岗位增加\n",
    )
    .unwrap();
    let adjusted = done(&folder, "import 旗.juyan 调整.csv");
    assert!(!adjusted.contains("A  批准的目标"), "{adjusted}");
    assert!(!watched("table").contains("说是300人"));
    // Whoever brings in the plan last is asked as well.
    std::fs::write(
        folder.join("目标二.csv"),
        format!(
            "{HEADINGS}C,失业率,2024,3.5,%,控制,不高于,unemp_reg@152923:2024#plan,人社局,人大,2024-01-26\n"
        ),
    )
    .unwrap();
    std::fs::write(
        folder.join("rate.txt"),
        report("全年城镇登记失业率控制在4.5%以内。"),
    )
    .unwrap();
    done(&folder, "record 旗.juyan rate.txt");
    let plan = done(&folder, "import 旗.juyan 目标二.csv --register target");
    assert!(
        plan.contains("C  批准的目标3.5%") && plan.contains("4.5%  rate.txt"),
        "{plan}"
    );
}

/// Who releases a share is told that the target goes out with it, and so is who prints the public sheet; the sheet says nothing of it.
#[test]
fn a_release_that_gives_a_target_away_is_told() {
    let folder = planned(
        "plan-given-away",
        "A,化解隐性债务,2024,14464,万元,水平,不低于,debt_hidden_resolved@152923:2024#plan,财政局,人大,2024-01-26\n",
    );
    let secret = "目标编号,公开属性\nA,不公开\n";
    std::fs::write(folder.join("属性.csv"), secret).unwrap();
    done(&folder, "import 旗.juyan 属性.csv --register target");
    let report = "额济纳旗2024年上半年计划执行情况\n\n化解隐性债务7376.5万元，完成年度计划的51%。\n";
    std::fs::write(folder.join("report.txt"), report).unwrap();
    done(&folder, "record 旗.juyan report.txt");
    let facts = done(&folder, "facts 旗.juyan --format json");
    let facts: Vec<_> = facts.lines().map(json).collect();
    let release = |start: &str| {
        let fact = facts
            .iter()
            .find(|fact| fact["key"].as_str().unwrap().starts_with(start));
        let number = fact.unwrap_or_else(|| panic!("{facts:?}"))["fact"].to_string();
        let done = juyan(&folder, &format!("release 旗.juyan {number} --ground 审查1号"));
        assert!(done.status.success(), "{}", err(&done));
        err(&done)
    };
    assert_eq!(release("debt_hidden_resolved@"), "");
    let told = release("debt_hidden_resolved.progress@");
    assert!(told.contains("debt_hidden_resolved@152923:2024#plan"), "{told}");
    let seen = juyan(&folder, "watch 旗.juyan --as-of 2024-06-30 --public");
    assert!(
        err(&seen).contains("可以算出来") && !out(&seen).contains("可以算出来"),
        "{}",
        err(&seen)
    );
    assert!(!err(&juyan(&folder, "watch 旗.juyan --as-of 2024-06-30")).contains("可以算出来"));
}
