//! Several sheets of one workbook, which may tell one record between them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::Desk;
use juyan_posting::{PostError, RowKind};

#[test]
fn one_record_in_two_sheets_says_the_same_or_is_told() {
    let mut desk = Desk::new();
    let one = "项目代码,项目名称,级别,建设性质,进展阶段,开工日期\nP1,项目1,盟级,新建,已开工,2024-03-12\n";
    let other = "项目代码,项目名称,本年完成投资（万元）\nP1,项目1,150\n";
    let (_, posted) = desk.post_sheets(&[("甲", one), ("乙", other)]).unwrap();
    let kinds: Vec<RowKind> = posted.sheets.iter().map(|sheet| sheet.rows[0].kind).collect();
    assert_eq!(kinds, [RowKind::Added, RowKind::Changed]);
    assert!(matches!(
        desk.post_sheets(&[("甲", one), ("乙", other)]),
        Err(PostError::Unchanged(_))
    ));
    let wrong = other.replace("项目1", "项目一");
    let Err(PostError::Refused(complaints)) = desk.post_sheets(&[("甲", one), ("乙", &wrong)]) else {
        unreachable!("two names")
    };
    let told = complaints[0].said(juyan::catalogue(), "zh");
    assert!(
        told.contains("重点项目.xlsx 乙!B2") && told.contains("重点项目.xlsx 甲!B2"),
        "{told}"
    );
}
