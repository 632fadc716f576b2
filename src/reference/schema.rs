//! JSON Schema (draft-07, which editors know best) of a format.

use super::Format;
use crate::yaml::{Field, Fields, Shape};
use serde_json::{Map, Value, json};

/// The ids a site has of a kind (`metric`, `segment` …), for completion.
pub type Ids<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// The schema of a format. Ids of the site are offered, and others are not refused: the file that declares them may be newer.
pub fn schema(format: &Format, ids: Ids<'_>) -> String {
    let mut maker = Maker { ids, definitions: Map::new() };
    let root = maker.object(format.fields);
    let mut whole = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("{} / {}", format.ja, format.en),
        "description": format.files,
    });
    if let (Value::Object(whole), Value::Object(root)) = (&mut whole, root) {
        whole.extend(root);
        whole.insert("definitions".to_owned(), Value::Object(maker.definitions));
    }
    format!("{whole:#}\n")
}

struct Maker<'a> {
    ids: Ids<'a>,
    definitions: Map<String, Value>,
}

impl Maker<'_> {
    fn object(&mut self, fields: &'static Fields) -> Value {
        let properties: Map<String, Value> = fields.all().map(|field| (field.name.to_owned(), self.field(field))).collect();
        let required: Vec<&str> = fields.all().filter(|field| field.required).map(|field| field.name).collect();
        let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        // Draft 4, which some editors still speak, has no empty list here.
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        object
    }

    fn field(&mut self, field: &Field) -> Value {
        let mut schema = self.shape(&field.shape);
        let description = json!(format!("{}\n{}", field.ja, field.en));
        if schema.get("$ref").is_some() {
            // Beside a reference nothing else is read.
            return json!({ "allOf": [schema], "description": description });
        }
        schema["description"] = description;
        schema
    }

    fn shape(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Text | Shape::Formula | Shape::Audience => {
                self.offered(if matches!(shape, Shape::Audience) { "audience" } else { "" })
            }
            Shape::Id(kind) => self.offered(kind),
            Shape::Localised => {
                json!({ "anyOf": [{ "type": ["string", "number"] }, { "type": "object", "additionalProperties": { "type": ["string", "number"] } }] })
            }
            // `182_000_000` is a text for most readers of YAML.
            Shape::Number => json!({ "type": ["number", "string"] }),
            Shape::Bool => json!({ "type": "boolean" }),
            Shape::Date => pattern("^\\d{4}-\\d{2}-\\d{2}$"),
            Shape::Month => pattern("^\\d{4}-\\d{2}$"),
            Shape::Months => pattern("^\\d{4}-\\d{2}(\\s*\\.\\.\\s*\\d{4}-\\d{2})?$"),
            Shape::Period => pattern("^(\\d{4}-\\d{2}|FY\\d{4}(-Q[1-4])?)$"),
            Shape::OneOf(words) => json!({ "enum": words }),
            Shape::List(item) => json!({ "type": "array", "items": self.shape(item) }),
            Shape::Map(value) => json!({ "type": "object", "additionalProperties": self.shape(value) }),
            Shape::Either(one, other) => json!({ "anyOf": [self.shape(one), self.shape(other)] }),
            Shape::Object(fields) => self.reference(fields),
            Shape::Any => json!({}),
        }
    }

    /// A text; the ids of a kind are offered.
    fn offered(&self, kind: &str) -> Value {
        let ids = (self.ids)(kind);
        let text = json!({ "type": ["string", "number"] });
        if ids.is_empty() { text } else { json!({ "anyOf": [{ "enum": ids }, text] }) }
    }

    /// A mapping may hold others of its own kind, so each is written once.
    fn reference(&mut self, fields: &'static Fields) -> Value {
        let name: String = fields.name.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '-' }).collect();
        if !self.definitions.contains_key(&name) {
            self.definitions.insert(name.clone(), Value::Null);
            let object = self.object(fields);
            self.definitions.insert(name.clone(), object);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }
}

/// A text of a form. Readers of YAML make a date of some, which is let pass as well.
fn pattern(pattern: &str) -> Value {
    json!({ "type": ["string", "number"], "pattern": pattern })
}
