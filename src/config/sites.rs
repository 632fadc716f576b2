//! The list of sites in `shirube.yaml`.

use super::fields;
use super::read::web_address;
use super::{SiteConfig, SiteKind};
use crate::diag::{Diagnostic, Hint, codes};
use crate::model::Localised;
use crate::yaml::{Decoder, Map, Value, shortened};
use std::ops::Range;
use std::sync::Arc;

/// The sites: at least one, ids and addresses each once.
pub fn sites(decoder: &mut Decoder<'_>, map: &Map<'_>, title: &Localised) -> Vec<SiteConfig> {
    let mut sites: Vec<SiteConfig> = Vec::new();
    for node in decoder.list(map, "sites") {
        let Some(entry) = decoder.map(node, &fields::SITE) else { continue };
        let Some(site) = site(decoder, &entry, title) else { continue };
        if let Some(first) = sites.iter().find(|known| known.id == site.id) {
            let message = format!("two sites have the id `{}`", site.id);
            let finding = Diagnostic::new(&codes::DUPLICATE_ID, site.place, message);
            decoder.report.push(finding.also(first.place.clone(), "the first one is here").hint("rename one of them"));
            continue;
        }
        if let Some(first) = sites.iter().find(|known| known.base_url == site.base_url) {
            let place = decoder.place(entry.span_of("base_url"));
            let message = format!("the sites `{}` and `{}` have the same address", first.id, site.id);
            let finding = Diagnostic::new(&codes::DUPLICATE_ADDRESS, place, message);
            decoder.report.push(finding.also(first.place.clone(), "the first one is here").hint("give each its own `base_url`"));
        }
        sites.push(site);
    }
    if matches!(map.get("sites").map(|node| &node.value), Some(Value::List(items)) if items.is_empty()) {
        decoder.say(&codes::INVALID_VALUE, map.span_of("sites"), "`sites` needs at least one entry", "write at least one");
    }
    sites
}

fn site(decoder: &mut Decoder<'_>, entry: &Map<'_>, title: &Localised) -> Option<SiteConfig> {
    let id = decoder.text(entry, "id");
    let audience = decoder.audience(entry, "audience");
    let base_url = decoder.text(entry, "base_url").and_then(|text| base_url(decoder, text, entry.span_of("base_url")));
    let kind = decoder.one_of(entry, "kind", &[("customer", SiteKind::Customer), ("team", SiteKind::Team)]);
    let own_title = decoder.localised(entry, "title");
    let id = id.filter(|id| decoder.is_id(id, entry.span_of("id")))?;
    let narrowest = audience == decoder.audiences.narrowest();
    Some(SiteConfig {
        id: Arc::from(id),
        place: decoder.place(entry.span_of("id")),
        kind: kind.unwrap_or(if narrowest { SiteKind::Team } else { SiteKind::Customer }),
        audience,
        base_url: base_url?,
        title: own_title.unwrap_or_else(|| title.clone()),
        offline: decoder.bool(entry, "offline").unwrap_or(false),
    })
}

fn base_url(decoder: &mut Decoder<'_>, text: &str, span: Range<usize>) -> Option<Arc<str>> {
    if !web_address(text) || text.contains(['?', '#']) {
        let message = format!("`{}` cannot be the address of a site", shortened(text));
        let full = format!("https://{}/", text.trim_end_matches('/'));
        let fits = text.contains('.') && web_address(&full) && !text.contains(['?', '#', ':']);
        let hint = if fits { Hint::write(&full) } else { "write it in full, like `https://success.example.jp/`".into() };
        decoder.say(&codes::INVALID_VALUE, span, message, hint);
        return fits.then(|| Arc::from(full));
    }
    Some(Arc::from(format!("{}/", text.trim_end_matches('/'))))
}
