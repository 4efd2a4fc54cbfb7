//! What the cube is made of, as an SDMX-JSON 2.0 structure message: concepts, code lists, data structure, dataflow.

use super::DataError;
use super::sdmx::{AGENCY, ATTRIBUTES, Cube, DIMENSIONS, FLOW, TIME, VALUE, VERSION};
use super::sdmx_json::{Message, Meta};
use crate::release::Release;
use serde_json::{Value, json};

const SCHEMA: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json";
const CONCEPTS: &str = "CONCEPTS";

pub(crate) fn write(cube: &Cube, release: &Release) -> Result<Vec<u8>, DataError> {
    let name = |id: &str| cube.names.get(id).cloned().unwrap_or_default();
    let ids = DIMENSIONS.into_iter().chain([TIME, VALUE]).chain(ATTRIBUTES);
    let concepts: Vec<Value> = ids
        .map(|id| json!({ "id": id, "name": name(id), "names": { "zh": name(id) } }))
        .collect();
    let lists: Vec<Value> = DIMENSIONS
        .iter()
        .zip(&cube.codes)
        .map(|(id, codes)| {
            let codes: Vec<Value> = codes
                .iter()
                .map(|(id, name)| json!({ "id": id, "name": name, "names": { "zh": name } }))
                .collect();
            maintained(&list_of(id), &name(id), "codes", &Value::Array(codes))
        })
        .collect();
    let dimensions: Vec<Value> = (1..)
        .zip(DIMENSIONS)
        .map(|(at, id): (usize, _)| {
            json!({
                "id": id, "position": at, "conceptIdentity": concept(id),
                "localRepresentation": { "enumeration": urn("codelist.Codelist", &list_of(id)) },
            })
        })
        .collect();
    let attributes: Vec<Value> = ATTRIBUTES.iter().map(|id| json!({
        "id": id, "conceptIdentity": concept(id), "attributeRelationship": { "observation": {} },
        "localRepresentation": { "format": { "dataType": if matches!(*id, "DECIMALS") { "Integer" } else { "String" } } },
    })).collect();
    let components = json!({
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": dimensions,
            "timeDimension": {
                "id": TIME, "conceptIdentity": concept(TIME),
                "localRepresentation": { "format": { "dataType": "ObservationalTimePeriod" } },
            },
        },
        "measureList": {
            "id": "MeasureDescriptor",
            "measures": [{
                "id": VALUE, "conceptIdentity": concept(VALUE),
                "localRepresentation": { "format": { "dataType": "Decimal" } },
            }],
        },
        "attributeList": { "id": "AttributeDescriptor", "attributes": attributes },
    });
    let title = name(VALUE);
    let mut flow = maintained(
        FLOW,
        &title,
        "structure",
        &urn("datastructure.DataStructure", FLOW).into(),
    );
    if let Some(flow) = flow.as_object_mut() {
        flow.insert("isExternalReference".to_owned(), false.into());
    }
    let message = Message {
        meta: Meta::of(SCHEMA, release),
        data: json!({
            "conceptSchemes": [maintained(CONCEPTS, &title, "concepts", &Value::Array(concepts))],
            "codelists": lists,
            "dataStructures": [maintained(FLOW, &title, "dataStructureComponents", &components)],
            "dataflows": [flow],
        }),
    };
    let mut bytes = serde_json::to_vec(&message)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn maintained(id: &str, name: &str, part: &str, value: &Value) -> Value {
    json!({ "id": id, "agencyID": AGENCY, "version": VERSION, "name": name, "names": { "zh": name }, part: value })
}

fn list_of(dimension: &str) -> String {
    format!("CL_{dimension}")
}

fn urn(class: &str, id: &str) -> String {
    format!("urn:sdmx:org.sdmx.infomodel.{class}={AGENCY}:{id}({VERSION})")
}

fn concept(id: &str) -> String {
    format!("urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:{CONCEPTS}({VERSION}).{id}")
}
