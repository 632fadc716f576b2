//! Names of what the registers hold, each leading to its page where the site has one.

use super::context::Context;
use super::parts;
use super::view::{Fact, Html, Link};
use crate::html;
use crate::model::Ref;
use crate::site::{PageIx, Route};
use std::sync::Arc;

/// A link as HTML; plain text where the site has no page for it.
pub fn anchor(link: &Link) -> String {
    let name = html::escape(&link.name);
    if link.url.is_empty() {
        return name.into_owned();
    }
    let lang = link.lang.as_ref().map_or_else(String::new, |lang| {
        let lang = html::escape(lang);
        format!(" lang=\"{lang}\" hreflang=\"{lang}\"")
    });
    format!("<a href=\"{}\"{lang}>{name}</a>", html::escape(&link.url))
}

/// The page of a tag.
pub fn tag(context: &Context<'_>, tag: &Arc<str>) -> Option<Link> {
    context.link(&Route::Tag(tag.clone()), context.tag(tag).to_owned())
}

/// Links in a sentence, with the comma of the language between them.
pub fn list(context: &Context<'_>, links: impl IntoIterator<Item = Link>) -> Html {
    let links: Vec<String> = links.into_iter().map(|link| anchor(&link)).collect();
    Html::from(links.join(&html::escape(context.word("comma"))))
}

/// A fact with links; none where there are none.
pub fn fact(context: &Context<'_>, key: &str, links: Vec<Link>) -> Option<Fact> {
    let label = context.words.text(key).to_owned();
    (!links.is_empty()).then(|| Fact { label, value: list(context, links) })
}

/// A fact with a text; none where there is none.
pub fn said(context: &Context<'_>, key: &str, text: Option<&crate::model::Localised>) -> Option<Fact> {
    let text = text?;
    Some(Fact { label: context.words.text(key).to_owned(), value: Html::text(context.text(text)) })
}

fn to(context: &Context<'_>, route: &Route, name: &str, anchor: &str) -> Link {
    let url = context.to(route).map_or_else(String::new, |url| format!("{url}{anchor}"));
    Link { name: name.to_owned(), url, ..Link::default() }
}

/// A role or department.
pub fn who(context: &Context<'_>, id: &str) -> Option<Link> {
    let registers = context.site.registers();
    if let Some(role) = registers.role(id) {
        return Some(to(context, &Route::Role(role.id.clone()), context.text(&role.name), ""));
    }
    let name = registers.who(id)?.name();
    Some(to(context, &Route::Organisation, context.text(name), &format!("#{id}")))
}

/// Roles and departments.
pub fn whos<'r>(context: &Context<'_>, ids: impl IntoIterator<Item = &'r Ref>) -> Vec<Link> {
    ids.into_iter().filter_map(|id| who(context, &id.id)).collect()
}

/// A metric or part.
pub fn metric(context: &Context<'_>, id: &str) -> Option<Link> {
    context.site.figures().find(id).map(|of| parts::link(context, of))
}

/// Metrics and parts.
pub fn metrics<'r>(context: &Context<'_>, ids: impl IntoIterator<Item = &'r Ref>) -> Vec<Link> {
    ids.into_iter().filter_map(|id| metric(context, &id.id)).collect()
}

/// A segment.
pub fn segment(context: &Context<'_>, id: &str) -> Option<Link> {
    let segment = context.site.registers().segment(id)?;
    Some(to(context, &Route::Segment(segment.id.clone()), context.text(&segment.name), ""))
}

/// Segments.
pub fn segments<'r>(context: &Context<'_>, ids: impl IntoIterator<Item = &'r Ref>) -> Vec<Link> {
    ids.into_iter().filter_map(|id| segment(context, &id.id)).collect()
}

/// A stage.
pub fn stage(context: &Context<'_>, id: &str) -> Option<Link> {
    let stage = context.site.registers().stage(id)?;
    Some(to(context, &Route::Stage(stage.id.clone()), context.text(&stage.name), ""))
}

/// A unit of the organisation.
pub fn unit(context: &Context<'_>, id: &str) -> Option<Link> {
    let unit = context.site.registers().unit(id)?;
    Some(to(context, &Route::Organisation, context.text(&unit.name), &format!("#unit-{id}")))
}

/// A tool.
pub fn tool(context: &Context<'_>, id: &str) -> Option<Link> {
    let tool = context.site.registers().tool(id)?;
    Some(to(context, &Route::Tools, context.text(&tool.name), &format!("#{id}")))
}

/// An item of the roadmap.
pub fn planned(context: &Context<'_>, item: &crate::model::registers::RoadmapItem) -> Link {
    to(context, &Route::Roadmap, context.text(&item.name), &format!("#{}", item.id))
}

/// Pages in the order a reader goes through them.
pub fn pages(context: &Context<'_>, pages: &[PageIx]) -> Vec<Link> {
    let mut pages = pages.to_vec();
    context.site.in_reading_order(&mut pages);
    pages.into_iter().map(|at| context.page_link(at)).collect()
}

/// The pages an index gives for an id.
pub fn of_index(
    context: &Context<'_>,
    index: &std::collections::BTreeMap<std::sync::Arc<str>, Vec<PageIx>>,
    id: &str,
) -> Vec<Link> {
    index.get(id).map_or_else(Vec::new, |found| pages(context, found))
}
