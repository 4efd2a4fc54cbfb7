//! The cube as SDMX-CSV 2.0.

use super::DataError;
use super::sdmx::{AGENCY, ATTRIBUTES, Cube, DIMENSIONS, FLOW, TIME, VALUE, VERSION};

pub(crate) fn write(cube: &Cube) -> Result<Vec<u8>, DataError> {
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let heading = ["STRUCTURE", "STRUCTURE_ID", "ACTION"].into_iter();
    out.write_record(heading.chain(DIMENSIONS).chain([TIME, VALUE]).chain(ATTRIBUTES))?;
    let flow = format!("{AGENCY}:{FLOW}({VERSION})");
    for observation in &cube.observations {
        let start = ["dataflow", &flow, "R"].into_iter();
        let told = [observation.time.as_str(), observation.value.as_str()];
        let key = observation.key.iter().map(String::as_str);
        let attributes = observation.attributes.iter().map(String::as_str);
        out.write_record(start.chain(key).chain(told).chain(attributes))?;
    }
    out.into_inner()
        .map_err(|error| csv::Error::from(error.into_error()).into())
}
