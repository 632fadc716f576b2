//! The mapping of `shirube.yaml` → settings, with every mistake reported.

use super::fields;
use super::look;
use super::sites::sites;
use super::{Approval, Config, Contact, Facet, Feedback};
use crate::diag::{Severity, codes};
use crate::model::{Audiences, FiscalYear, Localised, Ref};
use crate::yaml::{Decoder, Map, Node, Value, shortened, suggestion};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;

// Words that open a callout everybody knows; a passage `[!TIP]` for an audience `tip` could not be told from one.
const ALERTS: &[&str] = &["note", "tip", "important", "warning", "caution"];

/// The languages: at least one, each once.
pub fn languages(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Vec<Arc<str>>> {
    let good = |text: &str| {
        let mut parts = text.split('-');
        let first = parts.next().unwrap_or("");
        matches!(first.len(), 2 | 3)
            && first.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    let mut languages: Vec<Arc<str>> = Vec::new();
    for (text, span) in decoder.texts(map, "languages") {
        if !good(text) {
            let message = format!("`{}` is not the code of a language", shortened(text));
            decoder.say(&codes::INVALID_VALUE, span, message, "write codes like `ja`, `en` or `zh-Hant`");
        } else if languages.iter().any(|known| **known == *text) {
            let message = format!("the language `{text}` stands twice");
            decoder.say(&codes::DUPLICATE_ID, span, message, "take one of them away");
        } else {
            languages.push(Arc::from(text));
        }
    }
    at_least_one(decoder, map, "languages", languages)
}

/// The audiences: at least one, each once, none named like a callout.
pub fn audiences(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Audiences> {
    let mut ids: Vec<Arc<str>> = Vec::new();
    for (text, span) in decoder.texts(map, "audiences") {
        if !decoder.is_id(text, span.clone()) {
            continue;
        }
        if ALERTS.contains(&text) {
            let message = format!("an audience cannot be called `{text}`: `[!{}]` is a callout", text.to_uppercase());
            decoder.say(&codes::INVALID_VALUE, span, message, "choose another id");
        } else if ids.iter().any(|known| **known == *text) {
            let message = format!("the audience `{text}` stands twice");
            decoder.say(&codes::DUPLICATE_ID, span, message, "take one of them away");
        } else {
            ids.push(Arc::from(text));
        }
    }
    Audiences::new(at_least_one(decoder, map, "audiences", ids)?)
}

fn at_least_one(decoder: &mut Decoder<'_>, map: &Map<'_>, name: &str, found: Vec<Arc<str>>) -> Option<Vec<Arc<str>>> {
    if found.is_empty() {
        // An absent key was reported, and so was every entry that was not understood.
        if matches!(map.get(name).map(|node| &node.value), Some(Value::List(items)) if items.is_empty()) {
            let message = format!("`{name}` needs at least one entry");
            decoder.say(&codes::INVALID_VALUE, map.span_of(name), message, "write at least one");
        }
        return None;
    }
    Some(found)
}

/// The settings. What is wrong is reported and replaced by its default.
pub fn config(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Config {
    let title = decoder.localised(map, "title").unwrap_or_default();
    Config {
        languages: decoder.languages.to_vec(),
        audiences: decoder.audiences.clone(),
        timezone: timezone(decoder, map),
        currency: currency(decoder, map),
        fiscal_year: fiscal_year(decoder, map),
        sites: sites(decoder, map, &title),
        title,
        facets: facets(decoder, map),
        tags: tags(decoder, map),
        approval: approval(decoder, map),
        look: look::look(decoder, map),
        mark_terms: decoder.bool(map, "mark_terms").unwrap_or(true),
        search: decoder.bool(map, "search").unwrap_or(true),
        highlight: decoder.bool(map, "highlight").unwrap_or(true),
        feedback: feedback(decoder, map),
        contact: contact(decoder, map),
        edit_url: edit_url(decoder, map),
        popular: popular(decoder, map),
        footer: decoder.localised(map, "footer"),
        rights: decoder.localised(map, "rights"),
        severities: severities(decoder, map),
        japanese_findings: decoder.one_of(map, "findings_in", &[("en", false), ("ja", true)]).unwrap_or_default(),
        ingest: ingest(decoder, map),
    }
}

fn timezone(decoder: &mut Decoder<'_>, map: &Map<'_>) -> TimeZone {
    let name = decoder.text(map, "timezone").unwrap_or("Asia/Tokyo");
    TimeZone::get(name).unwrap_or_else(|_| {
        let message = format!("`{}` is not a time zone", shortened(name));
        let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let hint = suggestion(name, known.iter().map(String::as_str));
        decoder.say(
            &codes::INVALID_VALUE,
            map.span_of("timezone"),
            message,
            hint.unwrap_or_else(|| "write a name like `Asia/Tokyo`".into()),
        );
        TimeZone::UTC
    })
}

fn currency(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Arc<str> {
    let Some(text) = decoder.text(map, "currency") else { return Arc::from("JPY") };
    if text.len() != 3 || !text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let message = format!("`{}` is not a currency", shortened(text));
        decoder.say(&codes::INVALID_VALUE, map.span_of("currency"), message, "write three capitals: `JPY`, `USD`");
        return Arc::from("JPY");
    }
    Arc::from(text)
}

fn fiscal_year(decoder: &mut Decoder<'_>, map: &Map<'_>) -> FiscalYear {
    let default = FiscalYear::default();
    let Some(node) = map.get("fiscal_year").filter(|node| node.value != Value::Null) else { return default };
    let Some(year) = decoder.map(node, &fields::FISCAL_YEAR) else { return default };
    let mut starts = decoder.parsed(&year, "starts", "a month from 1 to 12").unwrap_or(default.starts);
    if !(1..=12).contains(&starts) {
        let message = format!("there is no month {starts}");
        decoder.say(&codes::INVALID_VALUE, year.span_of("starts"), message, "write a month from 1 to 12");
        starts = default.starts;
    }
    let named_after_end = decoder.one_of(&year, "named_after", &[("start", false), ("end", true)]).unwrap_or(false);
    FiscalYear { starts, named_after_end }
}

fn facets(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Vec<Facet> {
    let mut facets = Vec::new();
    for (key, node) in entries(decoder, map, "facets") {
        let Some(id) = decoder.id(&key.text, key.span.clone()) else { continue };
        let Some(facet) = decoder.map(node, &fields::FACET) else { continue };
        let mut values = Vec::new();
        for (key, node) in entries(decoder, &facet, "values") {
            let id = decoder.id(&key.text, key.span.clone());
            values.extend(id.and_then(|id| Some((id, decoder.as_localised(node)?))));
        }
        let name = decoder.localised(&facet, "name");
        facets.push(Facet {
            place: decoder.place(key.span.clone()),
            audience: decoder.audience(&facet, "audience"),
            name: name.unwrap_or_else(|| Localised::one(Arc::clone(&decoder.languages[0]), Arc::clone(&id))),
            values,
            id,
        });
    }
    facets
}

fn tags(decoder: &mut Decoder<'_>, map: &Map<'_>) -> BTreeMap<Arc<str>, Localised> {
    let entries = entries(decoder, map, "tags");
    entries.into_iter().filter_map(|(key, node)| Some((key.text.as_str().into(), decoder.as_localised(node)?))).collect()
}

fn approval(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Approval {
    let node = map.get("approval").filter(|node| node.value != Value::Null);
    let Some(approval) = node.and_then(|node| decoder.map(node, &fields::APPROVAL)) else { return Approval::default() };
    let required = decoder.list(&approval, "required_for");
    let required_for = required.iter().filter_map(|node| decoder.as_audience(node)).collect();
    let mut approvers = Vec::new();
    for (key, node) in entries(decoder, &approval, "approvers") {
        let label = Node { span: key.span.clone(), value: Value::Scalar { text: key.text.clone(), quoted: false } };
        let audience = decoder.as_audience(&label);
        let who: Vec<Ref> = decoder.items(node).iter().filter_map(|node| decoder.as_reference(node)).collect();
        approvers.extend(audience.map(|audience| (audience, who)));
    }
    Approval { required_for, approvers }
}

fn feedback(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Feedback> {
    let node = map.get("feedback").filter(|node| node.value != Value::Null)?;
    let feedback = decoder.map(node, &fields::FEEDBACK)?;
    let (url, mail) = (decoder.text(&feedback, "url"), decoder.text(&feedback, "mail"));
    match (url, mail) {
        (Some(url), None) if web_address(url) => Some(Feedback::Url(Arc::from(url))),
        (None, Some(mail)) if mail_address(mail) => Some(Feedback::Mail(Arc::from(mail))),
        (Some(_), None) => {
            let hint = "write an address that begins with https://";
            decoder.say(&codes::INVALID_VALUE, feedback.span_of("url"), "this is not the address of an endpoint", hint);
            None
        }
        (None, Some(_)) => {
            let hint = "write an address like success@example.jp";
            decoder.say(&codes::INVALID_VALUE, feedback.span_of("mail"), "this is not a mail address", hint);
            None
        }
        _ => {
            let message = "`feedback` needs either `url` or `mail`, not both";
            let span = map.key_span("feedback").unwrap_or_else(|| node.span.clone());
            decoder.say(&codes::INVALID_VALUE, span, message, "keep one of them");
            None
        }
    }
}

/// Whether a text is an absolute http(s) address.
pub fn web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or("");
        let good = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'\\' | b'`');
        !host.is_empty() && !host.contains('@') && rest.bytes().all(good)
    })
}

fn mail_address(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+@".contains(&byte);
    text.bytes().all(good)
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.contains('@') && host.split('.').all(|part| !part.is_empty()))
}

fn contact(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Contact> {
    let node = map.get("contact").filter(|node| node.value != Value::Null)?;
    let contact = decoder.map(node, &fields::CONTACT)?;
    let url = decoder.text(&contact, "url")?;
    if !web_address(url) && !url.strip_prefix("mailto:").is_some_and(mail_address) {
        let hint = "write an address that begins with https:// or mailto:";
        decoder.say(&codes::INVALID_VALUE, contact.span_of("url"), format!("`{}` cannot be linked to", shortened(url)), hint);
        return None;
    }
    Some(Contact { url: Arc::from(url), text: decoder.localised(&contact, "text") })
}

fn edit_url(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Arc<str>> {
    let url = decoder.text(map, "edit_url")?;
    if !web_address(url) || !url.contains("{path}") {
        let message = format!("`{}` does not say where a page is edited", shortened(url));
        let hint = "write an address with `{path}` for the file, like `https://git.example.jp/team/site/edit/main/{path}`";
        decoder.say(&codes::INVALID_VALUE, map.span_of("edit_url"), message, hint);
        return None;
    }
    Some(Arc::from(url))
}

fn popular(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Vec<Localised> {
    decoder.list(map, "popular").iter().filter_map(|node| decoder.as_localised(node)).collect()
}

fn severities(decoder: &mut Decoder<'_>, map: &Map<'_>) -> BTreeMap<&'static str, Option<Severity>> {
    let words =
        [("error", Some(Severity::Error)), ("warning", Some(Severity::Warning)), ("note", Some(Severity::Note)), ("off", None)];
    let mut severities = BTreeMap::new();
    for (key, node) in entries(decoder, map, "severity") {
        let Some(code) = codes::find(&key.text) else {
            let known = codes::ALL.iter().map(|code| code.id);
            let hint = suggestion(&key.text, known).unwrap_or_else(|| "`shirube explain` lists all codes".into());
            let message = format!("no finding has the code `{}`", shortened(&key.text));
            decoder.say(&codes::UNKNOWN_ID, key.span.clone(), message, hint);
            continue;
        };
        let Some(severity) = decoder.as_one_of(node, "severity", &words) else { continue };
        // An error says that something was not understood or would leak: publishing in spite of it is no choice.
        if code.severity == Severity::Error && severity != Some(Severity::Error) {
            let message = format!("`{}` is an error and stays one", code.id);
            decoder.say(&codes::INVALID_VALUE, key.span.clone(), message, "only warnings and notes can be made milder");
            continue;
        }
        severities.insert(code.id, severity);
    }
    severities
}

fn ingest(decoder: &mut Decoder<'_>, map: &Map<'_>) -> BTreeMap<Arc<str>, Ref> {
    let node = map.get("ingest").filter(|node| node.value != Value::Null);
    let Some(ingest) = node.and_then(|node| decoder.map(node, &fields::INGEST)) else { return BTreeMap::new() };
    let ids = entries(decoder, &ingest, "ids");
    ids.into_iter().filter_map(|(key, node)| Some((Arc::from(key.text.as_str()), decoder.as_reference(node)?))).collect()
}

fn entries<'n>(decoder: &mut Decoder<'_>, map: &Map<'n>, name: &str) -> Vec<crate::yaml::Entry<'n>> {
    map.get(name).filter(|node| node.value != Value::Null).map_or_else(Vec::new, |node| decoder.entries(node))
}
