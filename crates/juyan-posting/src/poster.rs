//! Who posts: the catalogue with its formulas bound, and a sheet that was recognised.

use juyan_catalogue::{Catalogue, RegisterType};
use juyan_register::{Column, Complaint, Formulas, Grid, Place, Sheet, read_sheet, recognise};
use smol_str::SmolStr;

/// Posts sheets to ledgers by the registers and formulas of one catalogue.
#[derive(Debug)]
pub struct Poster<'c> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) formulas: Formulas<'c>,
}

/// A sheet of a register that is known, read.
#[derive(Debug, Clone)]
pub struct PosterSheet<'c> {
    /// The file and the sheet.
    pub at: Place,
    /// The type of the register.
    pub register: &'c RegisterType,
    /// What stands in the sheet.
    pub sheet: Sheet,
}

impl<'c> Poster<'c> {
    /// Binds the formulas of `catalogue`.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            formulas: Formulas::new(catalogue),
        }
    }

    /// Reads `grid` as a sheet of `register`, or of the register that its headings tell. None where they tell none.
    pub fn sheet(&self, grid: &Grid, register: Option<&'c RegisterType>) -> Option<PosterSheet<'c>> {
        let register = register.or_else(|| recognise(grid, self.catalogue))?;
        let sheet = read_sheet(grid, register, self.catalogue);
        let at = Place {
            file: grid.file.clone(),
            sheet: grid.sheet.clone(),
            cell: SmolStr::default(),
        };
        Some(PosterSheet { at, register, sheet })
    }
}

impl PosterSheet<'_> {
    /// The columns of the sheet; none where no headings were found.
    pub fn columns(&self) -> &[Column] {
        &self.sheet.columns
    }

    /// What is so wrong with the sheet that its rows are not worth checking.
    pub fn grave(&self) -> impl Iterator<Item = &Complaint> {
        self.sheet.complaints.iter().filter(|complaint| !complaint.mild)
    }
}
