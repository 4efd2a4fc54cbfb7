//! Sheets that nobody would send: read without a panic, and in a time that grows with them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its material has failed"
)]

use juyan_catalogue::{Catalogue, Source};
use juyan_register::{Grid, Merge, Registers, check_rows, read_sheet, recognise};
use std::path::Path;

fn catalogue() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    Catalogue::load(&Source::below(&folder).unwrap()).unwrap().0
}

/// Numbers that look drawn, the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

const CELLS: [&str; 24] = [
    "",
    "",
    "日期",
    "过货量",
    "过货量（万吨）",
    "车辆",
    "合计",
    "小计（2项）",
    "单位：万吨、元",
    "甲",
    "1",
    "2",
    "-",
    "2024-06-30",
    "20240230",
    "2024年13月40日",
    "９９９９９９９９９９９９９９９９９９９９９９９９９９９９９９９",
    "1e9",
    "3.2亿亿",
    "注：",
    "\u{3000}",
    "（",
    "45473",
    "\u{0}🐪",
];

/// Who saves a table from a program does not reckon its totals: they are not checked then, and the rows come in.
#[test]
fn a_total_that_was_never_reckoned_keeps_no_row_out() {
    let catalogue = catalogue();
    let register = catalogue.register("port_day").unwrap();
    let text = "日期,过货量（吨）\n2024-05-08,65900\n2024-05-09,70100\n合计,\n";
    let mut grid = Grid::of_csv("日报.csv", text);
    grid.unreckoned.insert((3, 1));
    let sheet = read_sheet(&grid, register, &catalogue);
    let told: Vec<(&str, bool)> = sheet
        .complaints
        .iter()
        .map(|told| (told.id(), told.mild))
        .collect();
    assert_eq!(
        (told, sheet.rows.len()),
        (vec![("sheet.total-unreckoned", true)], 2)
    );
    grid.unreckoned.insert((2, 1));
    let sheet = read_sheet(&grid, register, &catalogue);
    assert!(
        sheet
            .complaints
            .iter()
            .any(|told| told.id() == "sheet.unreckoned" && !told.mild)
    );
}

#[test]
fn any_grid_is_read() {
    let catalogue = catalogue();
    let mut draw = Draw(7);
    for _ in 0..1000 {
        let (rows, columns) = (draw.below(8), 1 + draw.below(6));
        let mut grid = Grid::default();
        for _ in 0..rows {
            let width = draw.below(columns + 1);
            grid.rows.push(
                (0..width)
                    .map(|_| CELLS[draw.below(CELLS.len())].into())
                    .collect(),
            );
        }
        for _ in 0..draw.below(4) {
            let (top, left) = (draw.below(9), draw.below(7));
            grid.merges.push(Merge {
                top,
                left,
                bottom: if draw.below(5) == 0 {
                    usize::MAX
                } else {
                    top + draw.below(3)
                },
                right: left + draw.below(3),
            });
        }
        let register = &catalogue.registers[draw.below(catalogue.registers.len())];
        let port = catalogue.register("port_day").unwrap();
        for register in [register, port] {
            let sheet = read_sheet(&grid, register, &catalogue);
            let checked = check_rows(register, &sheet.rows, &Registers::default(), &catalogue);
            let complaints = checked
                .iter()
                .flat_map(|row| &row.complaints)
                .chain(&sheet.complaints);
            assert!(
                complaints
                    .into_iter()
                    .all(|complaint| !complaint.said(&catalogue, "zh").is_empty())
            );
        }
    }
    recognise(&Grid::default(), &catalogue);
}

/// Twenty thousand rows of which every other is a total, under a merge over all of them.
#[test]
fn a_long_sheet_takes_no_longer_by_the_row() {
    let catalogue = catalogue();
    let register = catalogue.register("port_day").unwrap();
    let mut grid = Grid::default();
    grid.rows
        .push(["日期", "过货量", "备注"].map(Into::into).to_vec());
    for row in 0..20_000 {
        let first = if row % 2 == 0 { "小计" } else { "2024-06-30" };
        grid.rows.push([first, "1", "x"].map(Into::into).to_vec());
    }
    grid.merges.push(Merge {
        top: 1,
        left: 2,
        bottom: usize::MAX,
        right: usize::MAX,
    });
    let sheet = read_sheet(&grid, register, &catalogue);
    assert_eq!((sheet.rows.len(), sheet.totals.len()), (10_000, 10_000));
    assert_eq!(
        check_rows(register, &sheet.rows, &Registers::default(), &catalogue).len(),
        10_000
    );
}
