//! The functional words of reports and the classes they fall into.

use serde::{Deserialize, Serialize};

/// Declares the classes once: their order is their bit, their kebab-case name is what the files say.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// What a word does in a sentence. A word may do several things.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Class { $($(#[$doc])* $name),* }

        impl Class {
            const fn bit(self) -> u32 {
                match self { $(Self::$name => Bit::$name.index()),* }
            }
        }

        #[derive(Clone, Copy)]
        enum Bit { $($name),* }

        impl Bit {
            #[allow(clippy::as_conversions, reason = "a discriminant is its own index")]
            const fn index(self) -> u32 { self as u32 }
        }
    };
}

classes! {
    /// Goes up: 增长, 提高.
    Rise,
    /// Goes down: 下降, 减少.
    Fall,
    /// Stays: 持平.
    Flat,
    /// Names a rate of change: 增速, 增幅.
    RateNoun,
    /// Names a rate of fall: 降幅.
    FallNoun,
    /// Gets smaller, said of a rate: 收窄.
    Narrow,
    /// Gets larger, said of a rate: 扩大.
    Widen,
    /// More than the other: 高于, 快于.
    Above,
    /// Less than the other: 低于.
    Below,
    /// Joins subject and value: 达到, 为.
    Link,
    /// Joins and says that the value is passed: 突破.
    Reach,
    /// Against the same time of last year: 同比.
    Yoy,
    /// Against the period before: 环比.
    Mom,
    /// Against the beginning of the year: 较年初.
    Ytd,
    /// Against the end of last year, which is `Yoy` in a year's own report: 较上年末.
    YearEnd,
    /// Against the plan: 超序时进度.
    VsPlan,
    /// Opens a comparison with what follows: 比, 较.
    Than,
    /// Average over years: 年均.
    Average,
    /// A plan, budget or target as the whole of a progress: 年计划, 调整预算.
    PlanWhole,
    /// Names a progress: 计划完成率.
    ProgressNoun,
    /// Right before a percentage, says how much of the thing before it is done: 工程量已完成80%.
    Finished,
    /// Opens a share: 占.
    ShareOf,
    /// Names a share: 占比, 比重.
    ShareNoun,
    /// Makes a contribution in points: 拉动.
    Pull,
    /// Takes a position: 位居.
    RankVerb,
    /// Deals values out in order: 分别.
    Deal,
    /// One value for all: 均.
    All,
    /// Each: 各.
    Each,
    /// Opens the parts of what went before: 其中.
    Among,
    /// Opens a change of scope that is no part: 此外.
    Besides,
    /// Names what is left of a whole, so that nothing else is: 其他.
    Rest,
    /// Opens the parts of what stands right before: 包括.
    Contains,
    /// Begins a way of splitting a whole: 分, 按, 从 (分产业看).
    FacetOpen,
    /// Ends a way of splitting a whole: 看, 划分.
    FacetClose,
    /// Says that what follows makes up what went before: 构成如下, 包括.
    MadeOf,
    /// Adds what follows to what went before: 加上.
    Plus,
    /// Takes what follows from what went before: 扣除.
    Deduct,
    /// Names what income leaves over spending: 当年结余, 收支相抵.
    Surplus,
    /// Names an income: 收入.
    Income,
    /// Names a spending: 支出.
    Outlay,
    /// After an addition: 后.
    After,
    /// Names what everything before it comes to: 合计, 总计.
    InAll,
    /// Names a whole that holds what was said to be new: 总数.
    TotalNoun,
    /// Says that a thing is new: 新增.
    Newly,
    /// Introduces some of the things just counted: 尚有, 还有.
    SomeOf,
    /// The nation or the world as the scope of a figure: 全国.
    ScopeNation,
    /// A government's own level as the scope of a figure: 市本级.
    ScopeOwn,
    /// What goes into a process: 入洗.
    Input,
    /// What comes out of a process: 产出.
    Output,
    /// A rate of things that are counted one by one: 覆盖率, 开工率.
    CountedRate,
    /// Ends the name of a rate: 率, 面, 进度.
    RateSuffix,
    /// Says of what was added how much more that was than before: 多增, 少增.
    RiseOfRise,
    /// After inflation: 实际 of 实际增长.
    Real,
    /// Says that prices are held constant: 可比价.
    ConstantPrice,
    /// Before a noun makes its opposite: 未, 非.
    Negation,
    /// Divides by the number of people or the like: 人均, 户均.
    PerHead,
    /// From an earlier beginning: 累计.
    Cumulative,
    /// Within the named month: 当月.
    Current,
    /// From … to …: 由, 从.
    From,
    /// … to …: 至, 到, 提高到.
    To,
    /// What is not done yet: 计划, 力争.
    Plan,
    /// Done, whatever the section says: 已.
    Done,
    /// Foreseen: 预计.
    Foreseen,
    /// What could be: 能力.
    Capacity,
    /// A heading under which nothing is done yet: 下半年工作安排.
    PlanHeading,
    /// A heading under which things are done: 工作回顾.
    ReviewHeading,
    /// A verb that stands before what is measured and is no part of its name: 追回, 引进.
    Verb,
    /// Words before a subject that are no part of it: 全市, 已, 成功.
    Lead,
    /// A lead that behind a verb qualifies the noun: 培训 in 新建培训机构.
    Qualifier,
    /// A lead that acts on what follows: 推广 in 推广节能空调.
    Act,
    /// Names what a rising value passes, and nothing that is counted: 大关, 台阶.
    Hurdle,
    /// A thing that comes in classes by an amount: 企业 in 产值超亿元的企业达到20家.
    Graded,
    /// The reporting area: 全旗, 我市.
    Area,
    /// Introduces a field: 方面.
    Topic,
    /// A noun whose value is a state at a time: 余额, 存栏.
    Stock,
    /// A verb or noun whose value accrues: 发放, 产量.
    Flow,
    /// Attributes of a project, which belong to no period: 总投资.
    Attribute,
    /// Near: 约, before the number.
    AboutBefore,
    /// Near: 左右, after the unit.
    AboutAfter,
    /// Before the unit: 余, 多.
    OverInside,
    /// At least, before the number: 超过.
    OverBefore,
    /// At least, after the unit: 以上.
    OverAfter,
    /// At most, before the number: 不足.
    UnderBefore,
    /// At most, after the unit: 以内.
    UnderAfter,
    /// Holds a numeral without number sense: 统一, 进一步.
    NoNumber,
    /// A fixed term with a numeral: 第一产业, 二氧化硫.
    FixedName,
    /// After a numeral makes a name: 号, 届.
    NameHead,
    /// Begins a numbering: 第.
    Ordinal,
    /// An end of a noun phrase: 的.
    Of,
    /// Joins two nouns: 和, 与, 及.
    And,
    /// Words that end a list of examples: 等.
    EtCetera,
    /// Ends the name before it, since what follows did not happen or is not there: 未, 无, 未发生.
    None,
    /// Makes a list item of a numeral: 是, 要, after a mark.
    ListItem,
    /// Counts positions: 位, 名.
    RankUnit,
    /// After a duration makes a name of it: 行动, 计划.
    SpanName,
    /// After hours or minutes makes a name of them: 生活圈, 不打烊.
    ClockName,
    /// A unit word that makes a name of its numeral, whatever the numeral: 级, 线.
    NameUnit,
    /// After a bare scale word makes a name: 级, 律师.
    ClassHead,
    /// Says under which condition the figures hold, not what they are of: 按可比价格.
    Aside,
    /// A noun that names a relation only: 增量.
    Relation,
    /// As much as: 相当于.
    Likeness,
    /// Says in a title that does not tell how it went that what follows is wanted: 实事项目.
    TitlePlan,
    /// Stands in titles of reports: 报告, 公报.
    TitleWord,
    /// In a title says that the report is on the first half of its year: 半年工作总结.
    MidYear,
    /// A report called by the year in which it is given: 政府工作报告.
    WorkReport,
    /// At least, before a bare scale word: 上 of 上千, 数 of 数十.
    OverBare,
    /// Joins the ends of a range of numbers or times: 至, 到.
    Through,
    /// Stands between denominator and numerator: 分之.
    Fraction,
    /// Gives a reason, no part of the name before it: 受.
    Cause,
    /// Before a number of a table or picture: 图.
    Numbered,
    /// After a numeral with its classifier, makes a name of it: 会议.
    NameTail,
    /// Towards which something acts, no part of the name before it: 对.
    Toward,
    /// The noun that is counted, whatever is told of it next: 企业, 项目.
    HeadNoun,
    /// People and households, which are what is counted by household or without a unit: 牧民, 农户.
    Folk,
    /// Ends the name of a place, before which a numeral with a measure belongs to it: 村 of 五里村.
    PlaceTail,
    /// Not done yet, before a verb only: 将新建.
    PlanBeforeVerb,
    /// A verb that says where a state has come to: 提高至.
    StockVerb,
    /// What happens to the things counted before it: 开工.
    Event,
    /// Up to which day: 截至.
    AsOf,
    /// The whole year, as part of what is planned: 年度.
    Annual,
    /// Behind a duration, the years that have passed: 来.
    Elapsed,
    /// Before a duration that ends now: 连续.
    Running,
    /// Makes a statement without a number of what follows: 未发生重特大火灾. Narrower than `none`: 无 and 未 alone do not.
    NotHappened,
    /// A milestone without a number: 达到预期序时进度.
    OnSchedule,
    /// The meeting at whose session a report on the year before is given: 人民代表大会.
    Session,
    /// Other words, kept whole so that no functional word is found inside them: 增长点.
    Noun,
    /// A field of the publication header, by kind: 索引号.
    FieldIndexNumber,
    /// Who published: 发布机构.
    FieldIssuer,
    /// Whether and how it is public: 公开方式.
    FieldOpenness,
    /// The class it is filed under: 组配分类.
    FieldCategory,
    /// The document's number: 发文字号.
    FieldDocumentNumber,
    /// When it was drawn up: 成文时间.
    FieldFormed,
    /// When it was published: 发布日期.
    FieldPublished,
    /// Whether it is in force: 公文时效.
    FieldValidity,
    /// The title as a field: 信息名称.
    FieldTitle,
    /// Key words: 主题词.
    FieldKeywords,
    /// Where the text comes from: 信息来源.
    FieldSource,
    /// Who edited or wrote it: 责任编辑.
    FieldEditor,
    /// Where the page stands in its site: 当前位置.
    FieldPosition,
    /// A field of the page that says nothing about the document: 浏览次数.
    FieldOther,
    /// A button of the page: 打印本页, 关闭窗口.
    SiteTool,
    /// Ends a title: 报告, 公报.
    TitleEnd,
    /// Begins a caption: 表, 附表.
    CaptionStart,
    /// Names the unit of a whole table: 单位.
    CaptionUnit,
    /// Before an indicator's name leaves it what it is: 现状, 全口径.
    Attributive,
    /// Behind an indicator's name says nothing of its own: 总量, 任务.
    MeasureTail,
    /// Stands between a name and its number and is part of neither: 每年, 首次, 拟按.
    Bridge,
    /// Ends the name of works, whose size the amount before them is: 露天矿, 生产线.
    Works,
    /// Before a duration that has just passed: 过去五年.
    Behind,
    /// Before a duration that lies ahead: 今后五年.
    Ahead,
    /// Before a position, among the first of a row: 前 of 居全国前3位.
    Top,
    /// Before a portion that names the best: 全球前1%学科.
    TopOf,
    /// Numbers the terms of an assembly, whose sittings are numbered behind it: 十五届四次全会.
    TermNumber,
    /// Says that the number behind it is what is wanted: 目标为.
    Target,
    /// Behind a portion: what it is put to or comes from: 用于, 投向, 来自.
    PutTo,
    /// Begins what is said of a thing that was counted before it: 入选 of 3项成果入选…, 正式 of 5个站点正式启用.
    Predicate,
    /// Names an indicator only where nothing qualifies it: 利润总额.
    BareName,
    /// Ends with an indicator's name but is another thing: 存贷款余额.
    OtherThing,
    /// A state that tells apart parts of a count: 新建, 已开工.
    PartState,
    /// The income side of a budget as a whole: 收入总计.
    IncomeTotal,
    /// The spending side of a budget as a whole: 支出总计.
    OutlayTotal,
    /// Says that both sides of a budget come to the same: 收支平衡.
    Balanced,
    /// One of the four budgets: 政府性基金预算.
    BudgetBook,
    /// What a year leaves to the next: 结转下年.
    CarriedOut,
    /// What the year before left: 上年结转.
    CarriedIn,
    /// What all years have left: 滚存结余.
    Standing,
    /// A budget as it was passed: 年初预算.
    InitialBudget,
    /// A budget as it was changed later: 调整后.
    AdjustedBudget,
    /// Behind an indicator's name, how the number came about: 代编数, 决算数.
    Version,
    /// Opens what is wanted, from there on: 主要预期目标是.
    PlanOpener,
    /// Opens the time that has just passed, from there on: 刚刚过去的2025年.
    JustPast,
    /// Right before an amount that was done beyond the plan: 超额完成, 超计划.
    BeyondPlan,
    /// Right before an amount, behind what is compared with: 比计划多.
    MoreBy,
    /// Right before an amount, behind what is compared with: 比上年少.
    LessBy,
    /// Against the share of the year that has passed: 超序时进度.
    VsPace,
    /// Says how much there is of the thing told before it: 产量, 产值.
    MeasureNoun,
    /// Points at the first of two things told before: 前者.
    Former,
    /// Points at the second of two things told before: 后者.
    Latter,
}

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self::EMPTY.with(class)
    }
}

/// A set of classes, as bits: the first 128 classes, then the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Classes(u128, u128);

impl Classes {
    /// The empty set.
    pub const EMPTY: Self = Self(0, 0);

    /// The set with `class` in it.
    #[must_use]
    pub const fn with(self, class: Class) -> Self {
        let bit = class.bit();
        if bit < u128::BITS {
            Self(self.0 | 1 << bit, self.1)
        } else {
            Self(self.0, self.1 | 1 << (bit - u128::BITS))
        }
    }

    /// Whether `class` is in the set.
    pub const fn has(self, class: Class) -> bool {
        self.any(Self::EMPTY.with(class))
    }

    /// Whether one of `others` is in the set.
    pub const fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0 || self.1 & others.1 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 | other.1)
    }

    /// The set of the classes listed.
    pub const fn of(classes: &[Class]) -> Self {
        let mut set = Self::EMPTY;
        let mut rest = classes;
        while let [first, tail @ ..] = rest {
            set = set.with(*first);
            rest = tail;
        }
        set
    }
}
