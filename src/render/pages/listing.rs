//! Lists of pages: by folder, stage, facet, tag, month, and the search page.

use super::initial::{Initial, sorted};
use super::{crumbs, journey_link, strip};
use crate::model::Month;
use crate::model::page::PageType;
use crate::render::Made;
use crate::render::context::Context;
use crate::render::frame::search as search_field;
use crate::render::links;
use crate::render::pictures::Pictures;
use crate::render::prose::Prose;
use crate::render::view::{Block, EntryGroup, FilterGroup, FilterLink, Html, Link, Listing, Page};
use crate::site::{PageIx, Route};
use std::collections::BTreeMap;

/// The title of a folder: its head's, else the theme's words, else its name.
pub(super) fn folder_title(context: &Context<'_>, address: &str) -> String {
    if let Some(head) = context.site.head(address) {
        return head.title(context.language).to_owned();
    }
    let typed = PageType::WITH_FOLDER.into_iter().find(|page_type| address == format!("/{}/", page_type.folder()));
    match typed {
        Some(PageType::Playbook) => context.word("guides").to_owned(),
        Some(PageType::Story) => context.word("stories").to_owned(),
        Some(PageType::Step) => context.word("steps").to_owned(),
        Some(PageType::Pilot) => context.word("pilots").to_owned(),
        Some(PageType::Review) => context.word("reviews").to_owned(),
        _ => address.trim_matches('/').rsplit('/').next().unwrap_or_default().to_owned(),
    }
}

/// The list of a folder.
pub(super) fn folder(context: &Context<'_>, address: &str, pictures: &Pictures<'_>) -> Made {
    let site = context.site;
    let pages = site.folders().get(address).map_or(&[][..], |folder| &folder.pages);
    let title = folder_title(context, address);
    let head = site.head(address);
    let body = head.map(|page| {
        let version = page.version(context.language);
        Html::from(Prose::new(context, &version.path, None, pictures).whole(site.text(version)))
    });
    let lead = head.and_then(|page| page.version(context.language).summary.as_deref().map(str::to_owned));
    let guides = address == "/playbooks/";
    let listing = Listing {
        breadcrumbs: crumbs(context, Vec::new(), &title),
        strip: if guides { strip(context, None) } else { Vec::new() },
        title: title.clone(),
        lead: lead.clone(),
        body: body.filter(|body| !body.is_empty()),
        filters: if guides { filters(context, None) } else { Vec::new() },
        groups: if guides { by_stage(context, pages) } else { vec![group(context, pages)] },
        ..Listing::default()
    };
    Made::new("list", title, Page::Listing(listing)).described(lead)
}

fn group(context: &Context<'_>, pages: &[PageIx]) -> EntryGroup {
    EntryGroup { entries: pages.iter().map(|at| context.entry(*at)).collect(), ..EntryGroup::default() }
}

/// Pages in groups by stage, in the order of the journey; those without a stage last.
fn by_stage(context: &Context<'_>, pages: &[PageIx]) -> Vec<EntryGroup> {
    let site = context.site;
    let mut groups: BTreeMap<usize, Vec<PageIx>> = BTreeMap::new();
    let stages = &site.registers().journey;
    for at in pages {
        let stage = site.stage_of(site.page(*at)).and_then(|stage| stages.iter().position(|known| known.id == stage.id));
        groups.entry(stage.unwrap_or(stages.len())).or_default().push(*at);
    }
    if groups.len() < 2 {
        return vec![group(context, pages)];
    }
    groups
        .into_iter()
        .map(|(stage, pages)| match stages.get(stage) {
            Some(stage) => EntryGroup {
                id: Some(stage.id.to_string()),
                title: Some(context.text(&stage.name).to_owned()),
                url: context.to(&Route::Stage(stage.id.clone())),
                ..group(context, &pages)
            },
            None => EntryGroup { title: Some(context.word("no_stage").to_owned()), ..group(context, &pages) },
        })
        .collect()
}

/// Facets, tags: links with counts, those with pages only.
fn filters(context: &Context<'_>, current: Option<&Route>) -> Vec<FilterGroup> {
    let site = context.site;
    let mut groups = Vec::new();
    let link = |route: Route, name: String, count: usize| {
        Some(FilterLink { name, url: context.to(&route)?, count, current: current == Some(&route) })
    };
    for facet in site.facets() {
        let links: Vec<FilterLink> = facet
            .values
            .iter()
            .filter_map(|(value, name)| {
                let pages = site.relations().facet_values.get(&*format!("{}/{value}", facet.id))?;
                link(Route::Facet(facet.id.clone(), value.clone()), context.text(name).to_owned(), pages.len())
            })
            .collect();
        groups.push(FilterGroup { name: context.text(&facet.name).to_owned(), links });
    }
    // Many tags would push everything else off the page: the index holds them all.
    let links = site
        .common_tags(12)
        .filter_map(|(tag, count)| link(Route::Tag(tag.clone()), context.tag(tag).to_owned(), count))
        .collect();
    groups.push(FilterGroup { name: context.word("tags").to_owned(), links });
    groups.retain(|group| !group.links.is_empty());
    groups
}

/// All tags.
pub(super) fn tags(context: &Context<'_>) -> Made {
    let title = context.word("tags").to_owned();
    let mut groups = filters(context, None);
    groups.pop();
    let links = context
        .site
        .tags()
        .iter()
        .filter_map(|(tag, pages)| Some(Link { count: Some(pages.len()), ..links::tag(context, tag)? }));
    let mut links: Vec<Link> = links.collect();
    links.sort_by(|a, b| a.name.cmp(&b.name));
    let links = Block::Links { title: None, links };
    let listing = Listing {
        breadcrumbs: crumbs(context, Vec::new(), &title),
        title: title.clone(),
        blocks: vec![links],
        ..Listing::default()
    };
    Made::new("list", title, Page::Listing(listing))
}

/// The pages with a tag.
pub(super) fn tag(context: &Context<'_>, tag: &str) -> Made {
    let pages = context.site.tags().get(tag).map_or(&[][..], Vec::as_slice);
    let above = context.link(&Route::Tags, context.word("tags"));
    narrowed(context, context.tag(tag), above, Route::Tag(tag.into()), pages)
}

/// The pages with a value of a facet.
pub(super) fn facet(context: &Context<'_>, facet: &str, value: &str) -> Made {
    let site = context.site;
    let pages = site.relations().facet_values.get(&*format!("{facet}/{value}")).map_or(&[][..], Vec::as_slice);
    let name = site
        .facets()
        .iter()
        .find(|known| &*known.id == facet)
        .and_then(|known| known.value(value))
        .map_or(value, |name| context.text(name));
    narrowed(context, name, None, Route::Facet(facet.into(), value.into()), pages)
}

fn narrowed(context: &Context<'_>, name: &str, above: Option<Link>, route: Route, pages: &[PageIx]) -> Made {
    let guides = Route::Folder("/playbooks/".into());
    let mut pages = pages.to_vec();
    context.site.in_reading_order(&mut pages);
    let listing = Listing {
        breadcrumbs: crumbs(context, above.into_iter().collect(), name),
        title: name.to_owned(),
        filters: filters(context, Some(&route)),
        clear_url: context.to(&guides),
        groups: vec![EntryGroup { caption: Some(context.words.fill("pages_of", &[("name", name)])), ..group(context, &pages) }],
        ..Listing::default()
    };
    Made::new("list", name, Page::Listing(listing))
}

/// A stage: what it is, its guides and stories.
pub(super) fn stage(context: &Context<'_>, id: &str) -> Made {
    let site = context.site;
    let Some(stage) = site.registers().stage(id) else { return super::not_found(context) };
    let of = |index: &BTreeMap<std::sync::Arc<str>, Vec<PageIx>>| {
        let mut pages = index.get(id).cloned().unwrap_or_default();
        site.in_reading_order(&mut pages);
        pages
    };
    let guides = of(&site.relations().stage_playbooks);
    let stories = of(&site.relations().stage_stories);
    let name = context.text(&stage.name);
    let title = if guides.is_empty() { name.to_owned() } else { context.words.fill("stage_guides", &[("name", name)]) };
    let mut groups = Vec::new();
    if !guides.is_empty() {
        groups.push(EntryGroup { numbered: true, caption: Some(title.clone()), ..group(context, &guides) });
    }
    if !stories.is_empty() {
        let title = context.words.fill("stage_stories", &[("name", name)]);
        groups.push(EntryGroup { id: Some("stories".into()), title: Some(title), ..group(context, &stories) });
    }
    let (previous, next) = neighbours(context, id);
    let lead = stage.summary.as_ref().map(|text| context.text(text).to_owned());
    let listing = Listing {
        breadcrumbs: crumbs(context, journey_link(context).into_iter().collect(), &title),
        strip: strip(context, Some(id)),
        title: title.clone(),
        lead: lead.clone(),
        filters: filters(context, None),
        groups,
        blocks: paper(context, id, guides.len()).into_iter().chain(super::journey::stage_blocks(context, stage)).collect(),
        previous,
        next,
        ..Listing::default()
    };
    Made::new("list", title, Page::Listing(listing)).described(lead)
}

/// The way to all guides of a stage on one page.
fn paper(context: &Context<'_>, id: &str, guides: usize) -> Option<Block> {
    let words = context.words.fill("stage_paper_link", &[("count", &guides.to_string())]);
    let link = context.link(&Route::StagePrint(id.into()), words)?;
    Some(Block::Links { title: None, links: vec![link] })
}

fn neighbours(context: &Context<'_>, id: &str) -> (Option<Link>, Option<Link>) {
    let stages = &context.site.registers().journey;
    let Some(at) = stages.iter().position(|stage| &*stage.id == id) else { return (None, None) };
    let link = |stage: Option<&crate::model::registers::Stage>, hint: &'static str| {
        let stage = stage?;
        let name = context.text(&stage.name);
        let name = match stage.invite.as_ref() {
            Some(invite) => context.words.fill("stage_invite", &[("name", name), ("invite", context.text(invite))]),
            None => name.to_owned(),
        };
        let link = context.link(&Route::Stage(stage.id.clone()), name)?;
        Some(Link { hint: Some(context.words.text(hint).to_owned()), ..link })
    };
    (link(at.checked_sub(1).and_then(|at| stages.get(at)), "previous_stage"), link(stages.get(at + 1), "next_stage"))
}

/// The stories of a month.
pub(super) fn story_month(context: &Context<'_>, month: Month) -> Made {
    let site = context.site;
    let title = context.words.fill("stories_of_month", &[("month", &context.month(month))]);
    let above = context.link(&Route::Folder("/stories/".into()), folder_title(context, "/stories/"));
    let months: Vec<Month> = site.story_months().into_iter().collect();
    let at = months.iter().position(|known| *known == month).unwrap_or(0);
    let link = |month: Option<&Month>| context.link(&Route::StoryMonth(*month?), context.month(*month?));
    let listing = Listing {
        breadcrumbs: crumbs(context, above.into_iter().collect(), &title),
        title: title.clone(),
        blocks: super::story::cards(context, &site.stories_of(month), 2),
        previous: link(at.checked_sub(1).and_then(|before| months.get(before))),
        next: link(months.get(at + 1)),
        ..Listing::default()
    };
    Made::new("list", title, Page::Listing(listing))
}

// A list of more pages than this is looked through by initials, and one of many more on the folder's own page.
const FEW: usize = 12;
const MANY: usize = 300;

/// The pages of a folder by the initials of their titles; a short list in its own order.
fn by_initial(context: &Context<'_>, address: &str, pages: &[PageIx]) -> Vec<EntryGroup> {
    let site = context.site;
    let title = folder_title(context, address);
    let url = Some(context.href(&site.prefixed(address, context.language)));
    if pages.len() <= FEW || pages.len() > MANY {
        let first = &pages[..pages.len().min(FEW)];
        return vec![EntryGroup { title: Some(title), url, ..group(context, first) }];
    }
    let mut initials: BTreeMap<Initial, Vec<PageIx>> = BTreeMap::new();
    for at in pages {
        initials.entry(Initial::of(site.page(*at).title(context.language))).or_default().push(*at);
    }
    let of_initial = |(initial, mut pages): (Initial, Vec<PageIx>)| {
        pages.sort_by_key(|at| sorted(site.page(*at).title(context.language)));
        let name = match initial {
            Initial::Row(kana) => context.words.fill("initial_row", &[("kana", &kana.to_string())]),
            Initial::Letter(letter) => letter.to_string(),
            Initial::Kanji => context.word("initial_kanji").to_owned(),
            Initial::Other => context.word("initial_other").to_owned(),
        };
        let title = context.words.fill("initial_of", &[("name", &title), ("initial", &name)]);
        EntryGroup { title: Some(title), url: url.clone(), ..group(context, &pages) }
    };
    initials.into_iter().map(of_initial).collect()
}

/// The search page: without a script, everything by kind, stage and initial.
pub(super) fn search(context: &Context<'_>) -> Made {
    let site = context.site;
    let title = context.word("search_title").to_owned();
    let mut groups = by_stage(context, site.of_type(PageType::Playbook));
    // Without stages guides are listed as everything else is.
    let staged = groups.len() > 1;
    groups.retain(|_| staged);
    for (address, folder) in site.folders() {
        if !(staged && &**address == "/playbooks/") && address.matches('/').count() == 2 {
            groups.extend(by_initial(context, address, &folder.pages));
        }
    }
    groups.retain(|group| !group.entries.is_empty());
    let lead = context.word("search_lead").to_owned();
    let listing = Listing {
        breadcrumbs: crumbs(context, Vec::new(), &title),
        title: title.clone(),
        lead: Some(lead),
        search: search_field(context),
        groups,
        ..Listing::default()
    };
    Made::new("search", title, Page::Listing(listing))
}
