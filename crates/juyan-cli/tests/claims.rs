//! What a report claims without a number, what doubled, and what was answered for: they stand on what the ledger has.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{err, juyan, read, recorded, spoken};

const OLD: &str = "额济纳旗2024年上半年计划执行情况\n\n一、主要指标\n\n经济运行稳中向好，全旗生产总值16.29亿元，同比增长2.7%；\
                   社零总额4.3亿元，同比增长0.6%。旅游市场持续向好。牲畜存栏与上年持平。\n";

#[test]
fn a_claim_stands_while_two_facts_speak_for_it() {
    let worse = "额济纳旗2025年上半年统计快报\n\n全旗生产总值17.05亿元，同比下降1.25%。社零总额4.5亿元，同比增长0.6%。\n";
    let folder = recorded("claims-stand", &[OLD, worse]);
    let told = spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    assert!(told.contains("1处没有数字的说法"), "{told}");
    assert!(told.contains("第5行 “持续向好”没有绑定"), "{told}");
    assert!(read(&folder, "模板.md").contains("经济运行{?better|稳中向好}，"));
    spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 还原.txt",
    );
    assert_eq!(read(&folder, "还原.txt"), OLD);

    let next = juyan(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2025H1 -o 新.txt",
    );
    let told = err(&next);
    // A fact speaks against it.
    assert_eq!(next.status.code(), Some(1), "{told}");
    assert!(!read(&folder, "新.txt").contains("稳中向好"), "{told}");
    assert!(
        told.contains("略去“经济运行稳中向好”") && told.contains("支持它的事实1项，相反的1项"),
        "{told}"
    );
    // What is bound to nothing stays, and is told.
    assert!(told.contains("第5行 “持续向好”没有绑定，照模板原样"), "{told}");
    assert!(told.contains("“持平”没有绑定，照模板原样"), "{told}");
}

#[test]
fn what_doubled_is_said_to_where_it_did() {
    let old = "额济纳旗2024年上半年计划执行情况\n\n一、主要指标\n\n进出口总额69亿元，同比翻一番。旅游收入比2020年翻两番。\n";
    let next = "额济纳旗2025年上半年统计快报\n\n进出口总额130亿元，同比增长88.4%。\n";
    let more = "额济纳旗2026年上半年统计快报\n\n进出口总额310亿元，同比增长138.5%。\n";
    let folder = recorded("claims-double", &[old, next, more]);
    let told = spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    assert!(
        read(&folder, "模板.md").contains("同比{trade_total.growth@:P|[翻一番]}。"),
        "{}",
        read(&folder, "模板.md")
    );
    assert!(!told.contains("未绑定"), "{told}");
    let write = |period: &str| {
        spoken(
            &folder,
            &format!("write 模板.md --ledger 旗.juyan --period {period} -o 新.txt"),
        );
        read(&folder, "新.txt")
    };
    assert_eq!(write("2024H1"), old);
    let next = write("2025H1");
    assert!(next.contains("130亿元，同比增长88.4%。"));
    // Nobody told it of the next half-year, and the old one is not said again.
    assert!(!next.contains("旅游收入"), "{next}");
    assert!(write("2026H1").contains("310亿元，同比翻一番。"));
}

/// Two facts that differ and of which somebody said that both stand are in question no more: one is said, and that there is another.
#[test]
fn facts_that_both_stand_are_not_in_question() {
    let other = "额济纳旗2024年上半年统计快报\n\n社零总额4.7亿元。\n";
    let folder = recorded("claims-both", &[OLD, other]);
    let lift = || spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    assert!(lift().contains("retail@152923:2024H1 下的说法不一致"));
    let facts = spoken(&folder, "facts 旗.juyan retail@152923:2024H1");
    let numbers: Vec<&str> = facts
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.parse::<u32>().is_ok())
        .collect();
    spoken(
        &folder,
        &format!("answer 旗.juyan {} {} --both", numbers[0], numbers[1]),
    );
    let told = lift();
    assert!(!told.contains("不一致"), "{told}");
    assert!(read(&folder, "模板.md").contains("社零总额{retail@:P|"));
    let told = spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 还原.txt",
    );
    assert_eq!(read(&folder, "还原.txt"), OLD);
    assert!(
        told.contains("第5行 4.3亿元：retail@152923:2024H1 下有几个并存的说法"),
        "{told}"
    );
}
