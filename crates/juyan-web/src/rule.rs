//! Who may do what, to whose data, up to which mark of secrecy: one table, and one question asked of it.

use juyan_model::Secrecy;

/// What somebody works as. An account has one role: whoever has two tasks has two accounts, and the log tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reports a department's figures 填报.
    Reporter,
    /// Checks what departments report, and returns it 审核.
    Reviewer,
    /// Writes the report 起草.
    Drafter,
    /// Makes it public 公开.
    Publisher,
    /// Leads: wants to know what is behind 领导.
    Leader,
    /// The people's congress: opinions, and what became of them 人大.
    Congress,
    /// Audits: sees all, changes nothing 审计.
    Auditor,
    /// Keeps accounts and the file, not what stands in it 管理.
    Administrator,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Reporter,
        Self::Reviewer,
        Self::Drafter,
        Self::Publisher,
        Self::Leader,
        Self::Congress,
        Self::Auditor,
        Self::Administrator,
    ];

    /// Its name in files and addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Reviewer => "reviewer",
            Self::Drafter => "drafter",
            Self::Publisher => "publisher",
            Self::Leader => "leader",
            Self::Congress => "congress",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What can be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Have an account of one's own: sign out, change one's password.
    Own,
    /// Look at plan, figures, tasks and where they come from.
    Look,
    /// Look at the rows of registers.
    Registers,
    /// Change a row of a register.
    Edit,
    /// Look at what departments report, on its way.
    Submissions,
    /// Write what a department reports, and hand it in.
    Report,
    /// Return what was handed in, or take it: never write it.
    Review,
    /// Look at drafts of reports, whole.
    Drafts,
    /// Write drafts, ask departments, hand them up.
    Draft,
    /// Say which of several facts under one key stands.
    Answer,
    /// Answer for one's department for a passage of a draft.
    Countersign,
    /// Review a draft for secrets.
    Secrecy,
    /// Sign a draft.
    SignOff,
    /// Make a report public.
    Publish,
    /// Give an opinion for the congress.
    Opine,
    /// Reply to an opinion.
    Reply,
    /// Have a report checked that one brings along.
    Check,
    /// Look at accounts, and make and close them.
    Accounts,
    /// Read who did what.
    Log,
    /// Have the ledger looked through.
    Verify,
    /// Take a copy of the ledger away.
    Backup,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::Own,
        Self::Look,
        Self::Registers,
        Self::Edit,
        Self::Submissions,
        Self::Report,
        Self::Review,
        Self::Drafts,
        Self::Draft,
        Self::Answer,
        Self::Countersign,
        Self::Secrecy,
        Self::SignOff,
        Self::Publish,
        Self::Opine,
        Self::Reply,
        Self::Check,
        Self::Accounts,
        Self::Log,
        Self::Verify,
        Self::Backup,
    ];
}

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// What is public, of whatever department.
    Public,
    /// What is public, and all of one's own department.
    OwnDepartment,
    /// One's own department alone, all of it.
    OnlyOwn,
    /// Everything.
    All,
}

/// A line of the table: a role has a right that reaches so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant(pub Role, pub Right, pub Reach);

/// The table. What does not stand here is refused.
pub const RULES: &[Grant] = &[
    Grant(Role::Reporter, Right::Own, Reach::All),
    Grant(Role::Reporter, Right::Look, Reach::OwnDepartment),
    Grant(Role::Reporter, Right::Registers, Reach::OwnDepartment),
    Grant(Role::Reporter, Right::Edit, Reach::OnlyOwn),
    Grant(Role::Reporter, Right::Submissions, Reach::OnlyOwn),
    Grant(Role::Reporter, Right::Report, Reach::OnlyOwn),
    Grant(Role::Reporter, Right::Reply, Reach::OnlyOwn),
    Grant(Role::Reporter, Right::Drafts, Reach::OnlyOwn),
    Grant(Role::Reporter, Right::Countersign, Reach::OnlyOwn),
    Grant(Role::Reporter, Right::Check, Reach::All),
    Grant(Role::Reviewer, Right::Own, Reach::All),
    Grant(Role::Reviewer, Right::Look, Reach::All),
    Grant(Role::Reviewer, Right::Registers, Reach::All),
    Grant(Role::Reviewer, Right::Submissions, Reach::All),
    Grant(Role::Reviewer, Right::Review, Reach::All),
    Grant(Role::Reviewer, Right::Drafts, Reach::All),
    Grant(Role::Reviewer, Right::Check, Reach::All),
    Grant(Role::Drafter, Right::Own, Reach::All),
    Grant(Role::Drafter, Right::Look, Reach::All),
    Grant(Role::Drafter, Right::Registers, Reach::All),
    Grant(Role::Drafter, Right::Drafts, Reach::All),
    Grant(Role::Drafter, Right::Draft, Reach::All),
    Grant(Role::Drafter, Right::Answer, Reach::All),
    Grant(Role::Drafter, Right::Check, Reach::All),
    Grant(Role::Publisher, Right::Own, Reach::All),
    Grant(Role::Publisher, Right::Look, Reach::All),
    Grant(Role::Publisher, Right::Drafts, Reach::All),
    Grant(Role::Publisher, Right::Secrecy, Reach::All),
    Grant(Role::Publisher, Right::Publish, Reach::All),
    Grant(Role::Publisher, Right::Check, Reach::All),
    Grant(Role::Leader, Right::Own, Reach::All),
    Grant(Role::Leader, Right::Look, Reach::All),
    Grant(Role::Leader, Right::Registers, Reach::All),
    Grant(Role::Leader, Right::Drafts, Reach::All),
    Grant(Role::Leader, Right::SignOff, Reach::All),
    Grant(Role::Leader, Right::Submissions, Reach::All),
    Grant(Role::Congress, Right::Own, Reach::All),
    Grant(Role::Congress, Right::Look, Reach::Public),
    Grant(Role::Congress, Right::Opine, Reach::All),
    Grant(Role::Congress, Right::Check, Reach::All),
    Grant(Role::Auditor, Right::Own, Reach::All),
    Grant(Role::Auditor, Right::Look, Reach::All),
    Grant(Role::Auditor, Right::Registers, Reach::All),
    Grant(Role::Auditor, Right::Submissions, Reach::All),
    Grant(Role::Auditor, Right::Drafts, Reach::All),
    Grant(Role::Auditor, Right::Check, Reach::All),
    Grant(Role::Auditor, Right::Log, Reach::All),
    Grant(Role::Auditor, Right::Verify, Reach::All),
    Grant(Role::Administrator, Right::Own, Reach::All),
    Grant(Role::Administrator, Right::Accounts, Reach::All),
    Grant(Role::Administrator, Right::Log, Reach::All),
    Grant(Role::Administrator, Right::Verify, Reach::All),
    Grant(Role::Administrator, Right::Backup, Reach::All),
];

/// What a right is used on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thing<'a> {
    /// The department whose it is; empty where it is nobody's.
    pub department: &'a str,
    /// Who may see it; what was released counts as public.
    pub secrecy: Secrecy,
}

/// How far a right of a role reaches; none where it has not that right.
fn reach(role: Role, right: Right) -> Option<Reach> {
    let mut rules = RULES.iter();
    rules
        .find(|grant| grant.0 == role && grant.1 == right)
        .map(|grant| grant.2)
}

/// Whether somebody of a role and a department may use a right, on `thing` where it is used on one.
///
/// ```
/// use juyan_model::Secrecy;
/// use juyan_web::{Right, Role, Thing, may};
/// let own = Thing { department: "农牧局", secrecy: Secrecy::Internal };
/// assert!(may((Role::Reporter, "农牧局"), Right::Edit, Some(own)));
/// assert!(!may((Role::Reporter, "商务局"), Right::Edit, Some(own)));
/// assert!(!may((Role::Reviewer, "农牧局"), Right::Edit, Some(own)));
/// ```
pub fn may((role, department): (Role, &str), right: Right, thing: Option<Thing<'_>>) -> bool {
    let Some(reach) = reach(role, right) else {
        return false;
    };
    let Some(thing) = thing else { return true };
    // Nobody's data are not the data of somebody without a department.
    let is_own = !department.is_empty() && thing.department == department;
    let is_public = thing.secrecy == Secrecy::Public;
    match reach {
        Reach::All => true,
        Reach::Public => is_public,
        Reach::OwnDepartment => is_public || is_own,
        Reach::OnlyOwn => is_own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_a_right_once() {
        let mut seen = std::collections::BTreeSet::new();
        for Grant(role, right, _) in RULES {
            assert!(seen.insert((role, right)), "{role:?} has {right:?} twice");
        }
    }

    #[test]
    fn who_reviews_never_writes_what_is_reported() {
        for role in Role::ALL {
            let has = |right| may((role, "农牧局"), right, None);
            assert!(!(has(Right::Report) && has(Right::Review)), "{role:?}");
            assert!(!(has(Right::Edit) && has(Right::Review)), "{role:?}");
        }
        let other = Thing {
            department: "商务局",
            secrecy: Secrecy::Public,
        };
        assert!(!may((Role::Reporter, "农牧局"), Right::Report, Some(other)));
    }

    #[test]
    fn nobody_signs_what_he_wrote_or_reviewed_and_nobody_writes_who_answers_for_it() {
        let apart = [Right::Draft, Right::Countersign, Right::Secrecy, Right::SignOff];
        for role in Role::ALL {
            let has = apart
                .iter()
                .filter(|right| may((role, "农牧局"), **right, None))
                .count();
            assert!(has <= 1, "{role:?}");
        }
    }

    #[test]
    fn nobody_without_a_department_has_what_is_nobodys() {
        let nobodys = Thing {
            department: "",
            secrecy: Secrecy::Internal,
        };
        assert!(!may((Role::Reporter, ""), Right::Edit, Some(nobodys)));
        assert!(!may((Role::Reporter, ""), Right::Look, Some(nobodys)));
        assert!(!may((Role::Congress, ""), Right::Look, Some(nobodys)));
        assert!(may((Role::Leader, ""), Right::Look, Some(nobodys)));
    }
}
