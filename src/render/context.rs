//! What every page needs while it is made: the site, the language, the words, and the way from here to there.

use super::ledger::Ledger;
use super::pictures::Used;
use super::theme::{Theme, Words};
use super::view::{Entry, FigureText, Link};
use crate::model::page::{Details, PageType};
use crate::model::{Language, Localised, Look, Metric, MetricRef, Printed, SourcePath, fill_with};
use crate::site::{PageIx, Route, Site, SitePage, State, Version};
use crate::workflow::{self, Mark};
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

/// One page in the making.
#[derive(Clone)]
pub struct Context<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// The theme.
    pub theme: &'a Theme,
    /// The words of the interface in the page's language.
    pub words: &'a Words,
    /// The position of the page's language.
    pub language: usize,
    /// The language: `ja`.
    pub lang: &'a str,
    /// The same, with what the program itself says in it.
    pub tongue: &'a Language,
    /// The page's own address, with its language.
    pub address: Arc<str>,
    /// The way to the root of the site: `../../`.
    pub root: String,
    /// The figures it prints.
    pub ledger: Ledger,
    /// The files it uses.
    pub used: Used,
    /// The figures in its sentences, in plain words.
    pub said: Said,
}

/// Figures in sentences as they are printed: by the file of the text, and which of its figures it is.
pub type InSentences = BTreeMap<(SourcePath, usize), String>;

/// The figures in the sentences of one page. Copies of a context share them.
#[derive(Debug, Clone, Default)]
pub struct Said(Rc<RefCell<InSentences>>);

impl Said {
    /// Writes one down.
    pub(super) fn note(&self, path: &SourcePath, place: usize, plain: String) {
        self.0.borrow_mut().insert((path.clone(), place), plain);
    }

    /// All of them.
    pub(super) fn taken(&self) -> InSentences {
        std::mem::take(&mut self.0.borrow_mut())
    }
}

impl<'a> Context<'a> {
    /// The context of a page at an address of a site.
    pub fn new(site: &'a Site<'a>, theme: &'a Theme, language: usize, address: Arc<str>) -> Self {
        let lang = site.config().languages.get(language).map_or("", |lang| lang);
        let depth = address.split('/').filter(|part| !part.is_empty()).count() - usize::from(!address.ends_with('/'));
        let root = if depth == 0 { "./".to_owned() } else { "../".repeat(depth) };
        Context {
            site,
            theme,
            words: theme.words(lang),
            language,
            lang,
            tongue: theme.words(lang).language(),
            address,
            root,
            ledger: Ledger::new(site.is_narrowest()),
            used: Used::default(),
            said: Said::default(),
        }
    }

    /// The same page, where it prints figures of a pilot.
    pub fn of_pilot(&self) -> Self {
        Context { ledger: self.ledger.of_pilot(), ..self.clone() }
    }

    /// A word of the interface.
    pub fn word(&self, key: &'a str) -> &'a str {
        self.words.text(key)
    }

    /// A text in the page's language.
    pub fn text<'t>(&self, text: &'t Localised) -> &'t str {
        text.get(self.lang)
    }

    /// What a tag is called in the page's language.
    pub fn tag<'t>(&'t self, tag: &'t str) -> &'t str {
        self.site.config().tag(tag, self.lang)
    }

    /// The way to an address of the site (with its language), ready for an attribute once escaped.
    pub fn href(&self, address: &str) -> String {
        let path = address.trim_start_matches('/');
        let mut out = self.root.clone();
        encode(&mut out, path);
        if path.is_empty() && out.is_empty() { "./".to_owned() } else { out }
    }

    /// The way to a generated page in this language, if the site has it.
    pub fn to(&self, route: &Route) -> Option<String> {
        Some(self.href(&self.site.address_of(route, self.language)?))
    }

    /// The way to a page somebody wrote.
    pub fn to_page(&self, at: PageIx) -> String {
        self.href(&self.site.page_address(at, self.language))
    }

    /// A link to a page, in its language's name where that is another one.
    pub fn page_link(&self, at: PageIx) -> Link {
        let page = self.site.page(at);
        let version = page.version(self.language);
        Link {
            name: version.title.to_string(),
            url: self.to_page(at),
            lang: (version.language != self.language).then(|| self.language_code(version.language)),
            ..Link::default()
        }
    }

    /// A link to a generated page, if the site has it.
    pub fn link(&self, route: &Route, name: impl Into<String>) -> Option<Link> {
        Some(Link { name: name.into(), url: self.to(route)?, ..Link::default() })
    }

    fn language_code(&self, language: usize) -> String {
        self.site.config().languages.get(language).map_or_else(String::new, |lang| lang.to_string())
    }

    /// A page as an entry of a list.
    pub fn entry(&self, at: PageIx) -> Entry {
        let page = self.site.page(at);
        let version = page.version(self.language);
        let other = version.language != self.language;
        Entry {
            title: version.title.to_string(),
            url: self.to_page(at),
            summary: version.summary.as_deref().map(str::to_owned),
            kind: Some(self.word(kind_word(page.page_type)).to_owned()),
            stage: self.site.stage_of(page).map(|stage| self.text(&stage.name).to_owned()),
            meta: self.entry_meta(page),
            side: self.entry_side(page),
            date: page.meta.date.map(|date| date.to_string()),
            date_text: page.meta.date.map(|date| self.date(date)),
            lang: other.then(|| {
                let code = self.language_code(version.language);
                let name = language_name(&code).to_owned();
                (code, name)
            }),
            mark: match &version.state {
                State::Preview(_) => Some(self.word("mark_draft").to_owned()),
                State::Unapproved => Some(self.word("mark_unapproved").to_owned()),
                State::Future(_) => Some(self.word("mark_future").to_owned()),
                _ => self.freshness(version),
            },
        }
    }

    /// Whether a page is new or was changed lately, for those who may know.
    fn freshness(&self, version: &Version) -> Option<String> {
        let site = self.site;
        let mark = workflow::mark(site.history()?, &version.path, site.today(), &site.config().timezone)?;
        let key = match mark {
            Mark::New => "mark_new",
            Mark::Updated => "mark_updated",
        };
        Some(self.word(key).to_owned())
    }

    fn entry_meta(&self, page: &SitePage) -> Vec<String> {
        let site = self.site;
        let mut meta = Vec::new();
        for facet in site.facets() {
            let names: Vec<&str> = page
                .meta
                .facets
                .iter()
                .filter(|(id, _)| id.id == facet.id)
                .filter_map(|(_, value)| facet.value(&value.id))
                .map(|name| self.text(name))
                .collect();
            if !names.is_empty() {
                meta.push(names.join(self.word("comma")));
            }
        }
        if let Some(stage) = site.stage_of(page) {
            meta.push(self.text(&stage.name).to_owned());
        }
        if page.page_type == PageType::Playbook
            && let Details::Playbook(playbook) = &page.details
            && let Some(role) = playbook.role.as_ref().and_then(|role| site.registers().who(&role.id))
        {
            meta.push(self.text(role.name()).to_owned());
        }
        meta
    }

    fn entry_side(&self, page: &SitePage) -> Option<FigureText> {
        let minutes = match &page.details {
            Details::Playbook(playbook) => playbook.minutes,
            Details::Story(story) => story.minutes,
            _ => None,
        };
        if let Some(minutes) = minutes {
            return Some(FigureText {
                number: minutes.to_string(),
                unit: self.word("minutes").to_owned(),
                prefix: String::new(),
            });
        }
        let month = page.month.filter(|_| page.page_type == PageType::Story)?;
        Some(FigureText { number: String::new(), unit: self.month(month), prefix: String::new() })
    }

    /// A date in words: `2026年10月15日`, `15 October 2026`.
    pub fn date(&self, date: Date) -> String {
        self.dated("date_day", i32::from(date.year()), date.month() as u8, &date.day().to_string())
    }

    /// A month in words: `2026年10月`, `October 2026`.
    pub fn month(&self, month: crate::model::Month) -> String {
        self.dated("date_month", i32::from(month.year()), month.month(), "")
    }

    /// A month without its year: `10月`, `Oct`.
    pub fn short_month(&self, month: crate::model::Month) -> String {
        self.dated("date_month_short", i32::from(month.year()), month.month(), "")
    }

    /// The calendar year of a month: `2026年`, `2026`.
    pub fn year(&self, month: crate::model::Month) -> String {
        self.dated("date_calendar_year", i32::from(month.year()), month.month(), "")
    }

    /// A day or month in the form that the language's words give.
    fn dated(&self, key: &'a str, year: i32, month: u8, day: &str) -> String {
        let name = |key: &'a str| self.word(key).split_whitespace().nth(usize::from(month).saturating_sub(1)).unwrap_or_default();
        // Lists give thousands of days, and few languages call a month by a name.
        fill_with(self.word(key), |hole, out| {
            // Writing to a String cannot fail.
            let _ = match hole {
                "year" => write!(out, "{year}"),
                "month" => write!(out, "{month}"),
                "day" => out.write_str(day),
                "name" => out.write_str(name("date_months")),
                "short" => out.write_str(name("date_months_short")),
                _ => return false,
            };
            true
        })
    }

    /// A period in words: a month, `2026年度 第3四半期`, `FY2026 Q3`.
    pub fn period(&self, period: crate::model::Period) -> String {
        use crate::model::Period;
        match period {
            Period::Month(month) => self.month(month),
            Period::Quarter(year, quarter) => {
                self.words.fill("date_quarter", &[("year", &year.to_string()), ("quarter", &quarter.to_string())])
            }
            Period::Year(year) => self.words.fill("date_year", &[("year", &year.to_string())]),
        }
    }

    /// A period in few letters: `10月`, `第3四半期`, `2026年度`.
    pub fn short_period(&self, period: crate::model::Period) -> String {
        use crate::model::Period;
        match period {
            Period::Month(month) => self.short_month(month),
            Period::Quarter(_, quarter) => self.words.fill("date_quarter_short", &[("quarter", &quarter.to_string())]),
            year => self.period(year),
        }
    }

    /// The months of a period.
    pub fn months(&self, period: crate::model::Period) -> crate::model::MonthRange {
        self.site.config().fiscal_year.months(period)
    }

    /// The last month of a period.
    pub fn last_month(&self, period: crate::model::Period) -> crate::model::Month {
        self.months(period).last
    }

    /// A share in whole percent: `38%`.
    pub fn percent(&self, share: &crate::model::Exact) -> String {
        self.percent_to(share, 0)
    }

    /// A share in percent with so many decimals: `38.2%`.
    pub fn percent_to(&self, share: &crate::model::Exact, decimals: u8) -> String {
        let look = Look {
            unit: crate::model::Unit::Ratio,
            decimals: Some(decimals),
            format: crate::model::Format::Plain,
            counter: None,
            currency: &self.site.config().currency,
            language: self.tongue,
        };
        look.value(share, crate::model::Style::Full).to_string()
    }

    /// How a metric's figures are printed here.
    pub fn look(&self, metric: &'a Metric) -> Look<'a> {
        Look::of(metric, &self.site.config().currency, self.tongue)
    }

    /// How the figures of a metric or part are printed here.
    pub fn look_of(&self, of: MetricRef) -> Look<'a> {
        Look::of_ref(self.site.figures().definitions(), of, &self.site.config().currency, self.tongue)
    }
}

/// A printed figure for a template.
pub fn figure_text(printed: &Printed) -> FigureText {
    FigureText {
        number: format!("{}{}", printed.sign, printed.number),
        unit: format!("{}{}", printed.gap, printed.unit),
        prefix: printed.prefix.to_string(),
    }
}

/// The name of a language in itself.
pub fn language_name(code: &str) -> &str {
    match code {
        "ja" => "日本語",
        "en" => "English",
        "zh" => "中文",
        "zh-Hans" | "zh-CN" => "简体中文",
        "zh-Hant" | "zh-TW" => "繁體中文",
        "ko" => "한국어",
        "vi" => "Tiếng Việt",
        "th" => "ไทย",
        "id" => "Bahasa Indonesia",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        "pt" | "pt-BR" => "Português",
        "it" => "Italiano",
        "nl" => "Nederlands",
        other => other,
    }
}

/// Appends a path, with what may not stand in an address percent-encoded. Japanese stays as it is: browsers show it.
pub fn encode(out: &mut String, path: &str) {
    let mut rest = path;
    while let Some(at) = first_encoded(rest) {
        let (kept, from) = rest.split_at(at);
        out.push_str(kept);
        let char = from.chars().next().unwrap_or_default();
        for byte in char.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        rest = &from[char.len_utf8()..];
    }
    out.push_str(rest);
}

/// Where the first character stands that is encoded. Every link of every page is asked, and of nearly all no byte is among these.
fn first_encoded(path: &str) -> Option<usize> {
    const FULL_WIDTH_SPACE: char = '\u{3000}';
    let mut from = 0;
    loop {
        let at = from + path.as_bytes()[from..].iter().position(|byte| MAY_BE_ENCODED[usize::from(*byte)])?;
        if path.as_bytes()[at] != SPACE_BEGINS || path[at..].starts_with(FULL_WIDTH_SPACE) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// The first byte of a full-width space, and of much else.
const SPACE_BEGINS: u8 = 0xe3;

const MAY_BE_ENCODED: [bool; 256] = {
    let mut table = [false; 256];
    let encoded = b"%?#[]\"<>\\^`{|} \x7f\xe3";
    let mut at = 0;
    while at < encoded.len() {
        table[encoded[at] as usize] = true;
        at += 1;
    }
    let mut control = 0;
    while control < 0x20 {
        table[control] = true;
        control += 1;
    }
    table
};

/// The word for what a page is.
fn kind_word(page_type: PageType) -> &'static str {
    match page_type {
        PageType::Playbook => "kind_guide",
        PageType::Story => "kind_story",
        PageType::Step => "kind_step",
        PageType::Pilot => "kind_pilot",
        PageType::Review => "kind_review",
        PageType::Plain => "kind_page",
    }
}
