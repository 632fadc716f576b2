//! The home page of a site for customers.

use crate::model::page::PageType;
use crate::render::Made;
use crate::render::context::Context;
use crate::render::frame::search;
use crate::render::links;
use crate::render::pictures::Pictures;
use crate::render::prose::Prose;
use crate::render::view::{Entry, Help, Home, Html, Link, Page, StageCard, Way};
use crate::site::{PageIx, Route};

/// How many pages are shown as new.
const NEWS: usize = 4;

/// Makes the home page.
pub(super) fn make(context: &Context<'_>, pictures: &Pictures<'_>) -> Made {
    let site = context.site;
    let config = site.config();
    let head = site.head("/");
    let version = head.map(|page| page.version(context.language));
    let title = context.text(&site.settings().title).to_owned();
    let body = version.map(|version| Html::from(Prose::new(context, &version.path, None, pictures).whole(site.text(version))));
    let lead = version.and_then(|version| version.summary.as_deref().map(str::to_owned));
    let home = Home {
        title: version.map(|version| version.title.to_string()),
        lead: lead.clone(),
        body: body.filter(|body| !body.is_empty()),
        search: search(context),
        popular: popular(context),
        announcements: announcements(context),
        stages: stage_cards(context),
        ways: ways(context),
        news: news(context).into_iter().map(|at| context.entry(at)).collect(),
        news_url: None,
        help: config.contact.as_ref().map(|contact| Help {
            html: Html::text(contact.text.as_ref().map_or_else(|| context.word("help_text"), |text| context.text(text))),
            url: Some(contact.url.to_string()),
        }),
    };
    Made::new("home", title, Page::Home(home)).described(lead)
}

/// What is told today; what ends first comes first.
pub(super) fn announcements(context: &Context<'_>) -> Vec<Entry> {
    let site = context.site;
    let mut told: Vec<_> = site
        .announced()
        .iter()
        .map(|at| (*at, site.page(*at)))
        .filter(|(_, page)| page.is_listed())
        .filter_map(|(at, page)| Some((page.meta.announce.filter(|it| it.holds(site.today()))?.until, at)))
        .collect();
    told.sort();
    let entry = |(until, at)| Entry { date: Some(format!("{until}")), date_text: Some(context.date(until)), ..context.entry(at) };
    told.into_iter().map(entry).collect()
}

fn popular(context: &Context<'_>) -> Vec<Link> {
    let Some(search) = context.to(&Route::Search) else { return Vec::new() };
    let words = context.site.config().popular.iter().map(|word| context.text(word));
    words.map(|word| Link { name: word.to_owned(), url: format!("{search}?q={}", query(word)), ..Link::default() }).collect()
}

fn query(word: &str) -> String {
    word.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The stages as cards on the line.
pub(super) fn stage_cards(context: &Context<'_>) -> Vec<StageCard> {
    let site = context.site;
    let card = |stage: &crate::model::registers::Stage| {
        let mut guides = site.relations().stage_playbooks.get(&stage.id).cloned().unwrap_or_default();
        site.in_reading_order(&mut guides);
        let text = |text: &Option<crate::model::Localised>| text.as_ref().map(|text| context.text(text).to_owned());
        Some(StageCard {
            name: context.text(&stage.name).to_owned(),
            url: context.to(&Route::Stage(stage.id.clone()))?,
            when: text(&stage.when),
            invite: text(&stage.invite),
            summary: text(&stage.summary),
            count: guides.len(),
            guides: guides.iter().take(3).map(|at| context.page_link(*at)).collect(),
        })
    };
    site.registers().journey.iter().filter_map(card).collect()
}

/// Ways in by facet, by folder where there are no stages, and by tag.
fn ways(context: &Context<'_>) -> Vec<Way> {
    let site = context.site;
    let counted = |link: Option<Link>, count: usize| link.map(|link| Link { count: Some(count), ..link });
    let mut ways: Vec<Way> = site
        .facets()
        .iter()
        .map(|facet| {
            let links = facet.values.iter().filter_map(|(value, name)| {
                let pages = site.relations().facet_values.get(&*format!("{}/{value}", facet.id))?;
                counted(context.link(&Route::Facet(facet.id.clone(), value.clone()), context.text(name)), pages.len())
            });
            Way { name: context.text(&facet.name).to_owned(), links: links.collect() }
        })
        .collect();
    let typed = |address: &str| PageType::WITH_FOLDER.iter().any(|page_type| address == format!("/{}/", page_type.folder()));
    let mut folders: Vec<_> =
        site.folders().iter().filter(|(address, _)| !typed(address) && address.matches('/').count() == 2).collect();
    folders.sort_by_key(|(_, folder)| folder.head.and_then(|at| site.page(at).meta.weight).unwrap_or(i32::MAX));
    let links = folders.into_iter().filter_map(|(address, folder)| {
        let title = super::listing::folder_title(context, address);
        counted(context.link(&Route::Folder(address.clone()), title), folder.pages.len())
    });
    ways.push(Way { name: context.word("sections").to_owned(), links: links.collect() });
    let tags = site.common_tags(8);
    let links = tags.filter_map(|(tag, count)| counted(links::tag(context, tag), count));
    ways.push(Way { name: context.word("tags").to_owned(), links: links.collect() });
    ways.retain(|way| !way.links.is_empty());
    ways
}

/// The newest guides and stories.
fn news(context: &Context<'_>) -> Vec<PageIx> {
    let site = context.site;
    let is_news = |at: &PageIx| {
        let page = site.page(*at);
        page.is_listed() && matches!(page.page_type, PageType::Playbook | PageType::Story | PageType::Plain)
    };
    site.newest().iter().copied().filter(is_news).take(NEWS).collect()
}
