//! The cube as an SDMX-JSON 2.0 data message, all dimensions at the observation. Values are texts, so that no reader rounds them.

use super::DataError;
use super::sdmx::{AGENCY, ATTRIBUTES, Cube, DIMENSIONS, FLOW, TIME, VALUE, VERSION};
use crate::release::Release;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json";

pub(crate) fn write(cube: &Cube, release: &Release) -> Result<Vec<u8>, DataError> {
    let dimensions: Vec<Listed<'_>> = cube.codes.iter().map(Listed::coded).collect();
    let times = Listed::plain(
        cube.observations
            .iter()
            .map(|observation| observation.time.as_str()),
    );
    // A component without values is none in a message.
    let attributes: Vec<(usize, &str, Listed<'_>)> = (0..)
        .zip(ATTRIBUTES)
        .map(|(at, id): (usize, _)| {
            let said = cube
                .observations
                .iter()
                .filter_map(|observation| observation.attributes.get(at));
            (at, id, Listed::plain(said.map(String::as_str)))
        })
        .filter(|(.., listed)| !listed.places.is_empty())
        .collect();
    let mut observations = Map::new();
    for observation in &cube.observations {
        let mut places: Vec<String> = dimensions
            .iter()
            .zip(&observation.key)
            .map(|(listed, code)| listed.place(code).to_string())
            .collect();
        places.push(times.place(&observation.time).to_string());
        let mut told = vec![Value::from(observation.value.as_str())];
        told.extend(
            attributes
                .iter()
                .map(|(at, _, listed)| match observation.attributes.get(*at) {
                    Some(said) if !said.is_empty() => Value::from(listed.place(said)),
                    _ => Value::Null,
                }),
        );
        observations.insert(places.join(":"), Value::Array(told));
    }
    let name = |id: &str| cube.names.get(id).cloned().unwrap_or_default();
    let mut components: Vec<Value> = (0..)
        .zip(DIMENSIONS.iter().zip(&dimensions))
        .map(|(at, (id, listed)): (usize, _)| {
            json!({ "id": id, "name": name(id), "names": { "zh": name(id) }, "keyPosition": at, "roles": [], "values": listed.values })
        })
        .collect();
    components.push(json!({
        "id": TIME, "name": name(TIME), "names": { "zh": name(TIME) }, "keyPosition": DIMENSIONS.len(), "roles": [TIME],
        "values": times.times(),
    }));
    let attributes: Vec<Value> = attributes
        .iter()
        .map(|(_, id, listed)| {
            json!({
                "id": id, "name": name(id), "names": { "zh": name(id) }, "roles": [],
                "relationship": { "observation": {} }, "values": listed.said(),
            })
        })
        .collect();
    let flow = format!("urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={AGENCY}:{FLOW}({VERSION})");
    let message = Message {
        meta: Meta::of(SCHEMA, release),
        data: json!({
            "structures": [{
                "links": [{ "rel": "dataflow", "urn": flow }],
                "dimensions": { "dataSet": [], "series": [], "observation": components },
                "measures": { "observation": [{ "id": VALUE, "name": name(VALUE), "names": { "zh": name(VALUE) }, "roles": [] }] },
                "attributes": { "dataSet": [], "series": [], "observation": attributes },
                "dataSets": [0],
            }],
            "dataSets": [{
                "structure": 0,
                "action": "Replace",
                "links": [{ "rel": "dataflow", "urn": flow }],
                "observations": observations,
            }],
        }),
    };
    let mut bytes = serde_json::to_vec(&message)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A message; what it says of itself comes first, for by that its kind is told.
#[derive(Serialize)]
pub(super) struct Message<'a> {
    pub(super) meta: Meta<'a>,
    pub(super) data: Value,
}

/// What a message says of itself, its schema first.
#[derive(Serialize)]
pub(super) struct Meta<'a> {
    schema: &'static str,
    id: String,
    test: bool,
    prepared: String,
    #[serde(rename = "contentLanguages")]
    languages: [&'static str; 1],
    name: &'a str,
    names: BTreeMap<&'static str, &'a str>,
    sender: Value,
}

impl<'a> Meta<'a> {
    pub(super) fn of(schema: &'static str, release: &'a Release) -> Self {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let id: String = release.index.chars().map(plain).collect();
        Self {
            schema,
            id: format!("{id}-v{}", release.version),
            test: false,
            prepared: format!("{}T00:00:00+08:00", release.published),
            languages: ["zh"],
            name: release.title(),
            names: [("zh", release.title())].into(),
            sender: json!({ "id": AGENCY, "name": release.header.get(crate::HeaderField::Issuer) }),
        }
    }
}

/// The values of a component, and where each stands.
struct Listed<'a> {
    values: Vec<Value>,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Listed<'a> {
    fn coded(codes: &'a BTreeMap<String, String>) -> Self {
        Self {
            values: codes
                .iter()
                .map(|(code, name)| json!({ "id": code, "name": name, "names": { "zh": name } }))
                .collect(),
            places: codes.keys().map(String::as_str).zip(0..).collect(),
        }
    }

    fn plain(values: impl Iterator<Item = &'a str>) -> Self {
        let mut places = BTreeMap::new();
        for value in values.filter(|value| !value.is_empty()) {
            let next = places.len();
            places.entry(value).or_insert(next);
        }
        Self {
            values: Vec::new(),
            places,
        }
    }

    fn place(&self, code: &str) -> usize {
        self.places.get(code).copied().unwrap_or_default()
    }

    fn in_order(&self) -> Vec<&'a str> {
        let mut values: Vec<(&str, usize)> = self
            .places
            .iter()
            .map(|(value, place)| (*value, *place))
            .collect();
        values.sort_unstable_by_key(|(_, place)| *place);
        values.into_iter().map(|(value, _)| value).collect()
    }

    fn times(&self) -> Vec<Value> {
        self.in_order()
            .into_iter()
            .map(|value| json!({ "value": value }))
            .collect()
    }

    fn said(&self) -> Vec<Value> {
        self.in_order()
            .into_iter()
            .map(|value| json!({ "value": value }))
            .collect()
    }
}
