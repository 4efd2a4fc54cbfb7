//! The words that times are told with, and what each does.

use serde::{Deserialize, Serialize};

/// What a word does in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeWord {
    /// A year, counted from the report's: 去年 is -1.
    Year(i8),
    /// The year before the one that is spoken of: 上年.
    YearBefore,
    /// A month, counted from the report's last: 上月 is -1.
    Month(i8),
    /// The whole of the year that is spoken of: 全年.
    Whole,
    /// The first or second half of a year: 上半年.
    Half(i8),
    /// A third of a month: 上旬.
    Third(i8),
    /// The report's stretch in another year: 同期.
    SamePeriod,
    /// The last day of the year that is spoken of: 年底.
    YearEnd,
    /// The first day of the year that is spoken of: 年初.
    YearBegin,
    /// Behind the number of a year, and behind a number of years: 年.
    YearMark,
    /// Behind a number of years only: 周年.
    YearCount,
    /// Behind the number of a quarter: 季度.
    QuarterMark,
    /// Behind a number of quarters: 个季度.
    QuarterCount,
    /// Behind the number of a month: 月.
    MonthMark,
    /// Behind a number of months: 个月.
    MonthCount,
    /// Behind the number of a day: 日.
    DayMark,
    /// Behind the number of an hour: 时.
    HourMark,
    /// Behind the number of a minute: 分.
    MinuteMark,
    /// Before a number of quarters or months: 前 of 前三季度.
    First,
    /// The first month by its own name: 元月.
    January,
    /// The first months of a year up to one, told by the name of the first: 元至四月.
    FirstMonths(i8),
    /// The last day of what went before: 末.
    End,
    /// The first day of what went before: 初.
    Begin,
    /// From what went before to the end of the report's time: 以来.
    Since,
    /// Behind the number of a five-year plan: 时期.
    Plan,
}
