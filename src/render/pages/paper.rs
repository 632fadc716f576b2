//! All guides of a stage on one page: to be printed, and to go through at a table.

use super::{crumbs, strip};
use crate::html;
use crate::render::Made;
use crate::render::context::Context;
use crate::render::pictures::Pictures;
use crate::render::prose::Prose;
use crate::render::sheet;
use crate::render::view::{Article, ContentsEntry, Html, Page};
use crate::site::{PageIx, Route, State};

/// The page in the context's language.
pub(super) fn stage(context: &Context<'_>, id: &str, pictures: &Pictures<'_>) -> Made {
    let Some(stage) = context.site.registers().stage(id) else { return super::not_found(context) };
    let mut guides = context.site.relations().stage_playbooks.get(id).cloned().unwrap_or_default();
    guides.retain(|at| !matches!(context.site.page(*at).version(context.language).state, State::Gone(_)));
    context.site.in_reading_order(&mut guides);
    let name = context.text(&stage.name);
    let title = context.words.fill("stage_guides", &[("name", name)]);
    let above = context.link(&Route::Stage(stage.id.clone()), title.clone());
    let mut body = String::new();
    let mut keepable = false;
    for (number, at) in guides.iter().enumerate() {
        keepable |= guide(context, *at, number + 1, pictures, &mut body);
    }
    let entry = |(number, at): (usize, &PageIx)| ContentsEntry {
        id: format!("g{}", number + 1),
        title: context.site.page(*at).title(context.language).to_owned(),
        number: None,
    };
    let lead = context.word("stage_paper_lead").to_owned();
    let article = Article {
        breadcrumbs: crumbs(context, above.into_iter().collect(), context.word("stage_paper")),
        strip: strip(context, Some(id)),
        title: title.clone(),
        lead: Some(lead.clone()),
        contents: guides.iter().enumerate().map(entry).collect(),
        keepable,
        body: Html::from(body),
        ..Article::default()
    };
    let title = format!("{title} | {}", context.word("stage_paper"));
    Made::new("paper", title, Page::Article(article)).described(Some(lead))
}

/// One guide; whether it has ticks.
fn guide(context: &Context<'_>, at: PageIx, number: usize, pictures: &Pictures<'_>, out: &mut String) -> bool {
    let page = context.site.page(at);
    let version = page.version(context.language);
    let document = context.site.text(version);
    let text = Prose::new(context, &version.path, page.month, pictures).written_in(version.language).whole(document);
    let lang = context.site.config().languages.get(version.language).filter(|_| version.language != context.language);
    out.push_str("<section class=\"sheet\" data-ticks=\"");
    html::attr(out, &format!("{}:{}", context.site.settings().id, context.site.page_address(at, context.language)));
    if let Some(lang) = lang {
        out.push_str("\" lang=\"");
        html::attr(out, lang);
    }
    let url = html::escape(&context.to_page(at)).into_owned();
    let title = html::escape(&version.title);
    out.push_str(&format!("\"><h2 id=\"g{number}\"><a href=\"{url}\">{title}</a></h2>"));
    if let Some(summary) = &version.summary {
        out.push_str(&format!("<p class=\"lead\">{}</p>", html::escape(summary)));
    }
    out.push_str("<div class=\"prose\">");
    out.push_str(&sheet::apart(&text, &format!("g{number}-")));
    out.push_str("</div></section>");
    document.tasks > 0
}
