//! Compiles the catalogue's files into one image, with the crate that also reads them at run time.

use juyan_catalogue::{Catalogue, Source};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("../..");
    let sources = Source::below(&root.join("catalogue"))?;
    let (mut catalogue, _) = Catalogue::load(&sources).map_err(|errors| {
        errors
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    for rule in catalogue.rules.values_mut() {
        let page = root.join(format!("docs/findings/{}.md", rule.code));
        println!("cargo::rerun-if-changed={}", page.display());
        rule.page = std::fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    }
    println!("cargo::rerun-if-changed={}", root.join("catalogue").display());
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("catalogue.image");
    // Examples prove the records in tests; the program has no use for them.
    catalogue
        .units
        .iter_mut()
        .for_each(|unit| unit.example = "".into());
    catalogue
        .indicators
        .iter_mut()
        .for_each(|indicator| indicator.example = "".into());
    catalogue
        .registers
        .iter_mut()
        .for_each(|register| register.example.clear());
    catalogue
        .formulas
        .iter_mut()
        .for_each(|formula| formula.example = None);
    let image = catalogue.to_image()?;
    if Catalogue::from_image(&image)? != catalogue {
        return Err("the image does not give the catalogue back".into());
    }
    std::fs::write(out, image)?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("catalogue.sources");
    let packed = Source::pack(&sources)?;
    if Source::unpack(&packed)? != sources {
        return Err("the packed files do not give the sources back".into());
    }
    std::fs::write(out, packed)?;
    Ok(())
}
