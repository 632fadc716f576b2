//! The one filter: from everything that is known to what one audience may see.

use super::addresses;
use super::filter::Filter;
use super::memory::{Basis, Memory};
use super::page::{Gone, SitePage, State, Version};
use super::place::{self, Placed};
use super::{Routes, Shape, Site, SiteFigures};
use crate::compute::Figures;
use crate::config::{Config, Facet, SiteConfig};
use crate::content::markdown::{self, Cut, PassageKind};
use crate::content::{Content, Context, Written};
use crate::diag::Report;
use crate::model::page::{Details, Page, PageType, Step};
use crate::model::registers::Registers;
use crate::model::{Audience, History, SiteAudit};
use crate::workflow::{self, Approvals, Standing, Standings};
use jiff::civil::Date;
use rayon::prelude::*;
use smallvec::{SmallVec, smallvec};
use std::sync::{Arc, OnceLock};

/// Everything that was read and computed, unfiltered.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The registers.
    pub registers: &'a Arc<Registers>,
    /// The figures.
    pub figures: &'a Arc<Figures>,
    /// The figures for all sites but the narrowest.
    pub wider_figures: &'a Figures,
    /// The pages and files.
    pub content: &'a Content,
    /// The approvals of the pages.
    pub approvals: &'a Approvals,
    /// How each page stands, in the order of the pages.
    pub standings: &'a Standings,
    /// What git knows.
    pub history: Option<&'a History>,
    /// Today.
    pub today: Date,
    /// What of the unpublished is shown.
    pub show: Show,
    /// What the wider sites give away, as far as they are made.
    pub audits: &'a [SiteAudit],
}

/// What of the unpublished is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Show {
    /// Pages that are not published yet.
    pub drafts: bool,
    /// Pages whose day has not come.
    pub future: bool,
}

/// Assembles the site one audience gets to see; what rests on nothing that has changed is taken from memory. Addresses that two
/// pages claim are reported.
pub fn assemble<'a>(sources: Sources<'a>, settings: &'a SiteConfig, memory: &mut Memory, report: &mut Report) -> Site<'a> {
    let definitions = sources.figures.definitions();
    let sees_metric =
        |id: &str| definitions.find_ref(id).is_some_and(|of| settings.audience.sees(definitions.get(of.metric).audience));
    let filter = Filter::new(settings.audience, &sources.config.audiences, sources.registers, &sees_metric);
    let basis = Basis::of(sources, settings);
    let last = memory.last.take().filter(|last| last.basis.same(&basis));
    let (registers, facets) = match &last {
        Some(last) => (Arc::clone(&last.shape.registers), last.shape.facets.clone()),
        None => (Arc::new(filter.registers()), filter.facets(&sources.config.facets)),
    };
    let page = |family: usize| site_page(sources, settings, (&filter, &facets), sources.content.families.members(family));
    let families = 0..sources.content.families.len();
    let pages: Vec<Option<Arc<SitePage>>> = match &last {
        Some(last) => last.pages_with(sources, page),
        None => families.into_par_iter().with_max_len(256).map(|family| page(family).map(Arc::new)).collect(),
    };
    let (placed, known) = match &last {
        Some(last) => place::again(&last.pages, &pages, &last.shape, filter.narrowest),
        None => (place::all(&pages, &registers, filter.narrowest), false),
    };
    let Placed { pages: on_site, structure, folders, tags, relations, dated } = placed;
    let mut shape = Shape {
        today: sources.today,
        narrowest: filter.narrowest,
        show: sources.show,
        facets,
        registers,
        pages: on_site,
        structure,
        folders,
        tags,
        relations,
        dated,
        routes: Arc::new(Routes::default()),
        glossaries: OnceLock::new(),
    };
    let figures = if filter.narrowest { sources.figures } else { sources.wider_figures };
    let figures = SiteFigures::new(figures, settings.audience, filter.narrowest);
    // Names, dates and words of changes never leave the narrowest site: whoever changes only a passage inside a public page
    // would be seen outside.
    let history = sources.history.filter(|_| filter.narrowest);
    let audits = if filter.narrowest { sources.audits } else { &[] };
    let mut found = Report::default();
    match last.filter(|_| known) {
        Some(last) => (shape.routes, found) = (Arc::clone(&last.shape.routes), last.found),
        None => {
            let site = Site { settings, config: sources.config, shape: Arc::new(shape), figures, history, audits, asked: None };
            let routes = addresses::routes(&site, &mut found);
            shape = Arc::into_inner(site.shape).expect("nobody else holds it yet");
            shape.routes = Arc::new(routes);
        }
    }
    report.append(found.clone());
    let shape = Arc::new(shape);
    memory.keep(basis, sources, pages, Arc::clone(&shape), found);
    Site { settings, config: sources.config, shape, figures, history, audits, asked: None }
}

/// The steps of maturity that have a guide on the narrowest site.
pub fn steps<'c>(content: &'c Content, standings: &[Standing], show: Show) -> Vec<&'c Step> {
    let guides = content.of_type(PageType::Step);
    let guides = content.pages[guides.clone()].iter().zip(&standings[guides]);
    let shown = |standing| !matches!(state(standing, show), None | Some(State::Gone(_)));
    let step = |(written, standing): (&'c Arc<Written>, &Standing)| match &written.page.details {
        Details::Step(step) if written.page.original && shown(*standing) => Some(&**step),
        _ => None,
    };
    guides.filter_map(step).collect()
}

/// The page of a family as the site has it.
///
/// By source, not by address: two sources for one address stay two pages, so that the collision is judged after the filter and an
/// internal one never takes the place of a public one.
fn site_page(
    sources: Sources<'_>,
    settings: &SiteConfig,
    (filter, facets): (&Filter<'_>, &[Facet]),
    family: &[u32],
) -> Option<SitePage> {
    let written = |at: u32| &*sources.content.pages[at as usize];
    // One that these readers may not see is none to them, whatever the others are.
    let visible = |page: &Page| page.original && settings.audience.sees(page.meta.audience);
    let original = family.iter().copied().find(|at| visible(&written(*at).page))?;
    let page = &written(original).page;
    let stands = |at: u32| match sources.content.families.original(at as usize) == original as usize {
        true => sources.standings[at as usize],
        // Of several originals, which is an error, this site has another than most.
        false => {
            let own = &written(at).page;
            workflow::standing(&own.meta, &page.meta, sources.approvals.let_out(&own.path), sources.today)
        }
    };
    state(stands(original), sources.show)?;
    let mut versions: SmallVec<[Option<Version>; 1]> = smallvec![None; sources.config.languages.len()];
    for at in family.iter().copied().filter(|at| settings.audience.sees(written(*at).page.meta.audience)) {
        if let Some(state) = state(stands(at), sources.show)
            && let Some(slot) = versions.get_mut(written(at).page.language)
        {
            *slot = Some(version(sources, settings.audience, written(at), state));
        }
    }
    Some(SitePage {
        stem: Arc::clone(&page.stem),
        page_type: page.page_type,
        id: Arc::clone(&page.id),
        address: Arc::clone(&page.address),
        heads_list: page.is_index && page.page_type == PageType::Plain,
        meta: filter.meta(&page.meta, facets),
        details: filter.details(&page.details),
        month: page.month(),
        versions,
        original: page.language,
    })
}

/// How a version stands today; `None` if it is left out.
fn state(standing: Standing, show: Show) -> Option<State> {
    match standing {
        Standing::Live => Some(State::Live),
        Standing::Gone(why) => Some(State::Gone(Gone::Notice(why))),
        Standing::Unpublished(status) => show.drafts.then_some(State::Preview(status)),
        Standing::Unapproved => show.drafts.then_some(State::Unapproved),
        Standing::Future(day) => show.future.then_some(State::Future(day)),
    }
}

fn version(sources: Sources<'_>, audience: Audience, written: &Written, state: State) -> Version {
    let page = &written.page;
    let hidden = |kind: PassageKind| matches!(kind, PassageKind::Audience(at) if !audience.sees(Audience(at as u8)));
    let document = if written.passages.iter().any(|passage| hidden(passage.kind)) {
        let config = sources.config;
        let context = Context {
            languages: &config.languages,
            audiences: &config.audiences,
            highlight: config.highlight,
            search: config.search,
            tongues: &sources.content.tongues,
        };
        let cut: Cut<'_> = markdown::cut(page.body(), page.body_start, &written.passages, |passage| !hidden(passage.kind));
        Arc::new(context.parse(&cut, page))
    } else {
        Arc::clone(&written.document)
    };
    Version {
        language: page.language,
        title: Arc::clone(&page.meta.title),
        summary: page.meta.summary.clone(),
        document,
        state,
        aliases: page.meta.aliases.iter().map(|alias| Arc::clone(&alias.id)).collect(),
        path: page.path.clone(),
    }
}
