//! The blocks `figures` and `why` of a case: what the library works out, line by line.
//!
//! A line is a question, ` = ` and the answer: `nrr segment=tier1 at=2026-10 = 104.00%`. What is expected was worked out
//! by hand, so these lines are never rewritten.

use shirube::compute::{Against, Attribution, Contribution, Figures, PilotFigures, Printing, Status, apportioned};
use shirube::config::Config;
use shirube::content;
use shirube::diag::Report;
use shirube::model::page::Details;
use shirube::model::{Audience, Axis, Exact, Figure, Language, Look, MetricRef, Period, SliceIx, Slices, Style};
use shirube::pipeline;
use shirube::world::World;

/// The figures of a case.
pub struct Known {
    config: Config,
    figures: Figures,
    pilots: Vec<(String, PilotFigures)>,
}

impl Known {
    /// Works out all figures, those of pilots too. `None` if the settings cannot be read.
    pub fn of(world: &dyn World) -> Option<Known> {
        let mut report = Report::default();
        let (config, figures) = pipeline::judged(world, &mut report)?;
        let context = content::Context::unprinted(&config.languages, &config.audiences);
        let written = content::load(world, context, &mut report).pages;
        let narrowest = config.audiences.narrowest();
        let pilots = written.iter().filter_map(|written| match &written.page.details {
            Details::Pilot(pilot) => {
                let found = PilotFigures::new(figures.definitions(), pilot, narrowest, &mut report);
                Some((written.page.id.to_string(), found))
            }
            _ => None,
        });
        let pilots = pilots.collect();
        Some(Known { config, figures, pilots })
    }

    /// The lines of a block that do not hold, each with what came out.
    pub fn wrong(&self, lines: &str) -> Vec<String> {
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.filter_map(|line| self.line(line).err()).collect()
    }

    fn line(&self, line: &str) -> Result<(), String> {
        let (question, expected) = line.split_once(" = ").ok_or_else(|| format!("`{line}` has no ` = `"))?;
        let question = Question::parse(question, self).map_err(|mistake| format!("`{line}`: {mistake}"))?;
        let answer = question.answer().unwrap_or_else(|missing| format!("missing: {missing}"));
        if answer == expected.trim() { Ok(()) } else { Err(format!("{line}\n  but it is: {answer}")) }
    }

    /// What `shirube why` prints.
    pub fn why(&self, question: &str) -> Result<String, String> {
        let asked = Question::parse(question, self)?;
        let printing = Printing { currency: &self.config.currency, language: &asked.language };
        Ok(self.figures.why(asked.of, asked.slice, asked.period, printing))
    }
}

/// What can be asked of a figure instead of its printed value.
const WORDS: &[&str] = &[
    "exact", "card", "millions", "change", "year", "status", "target", "achieved", "landing", "restated", "drivers", "rate",
    "mix", "weight", "segments",
];

/// What a line asks for.
struct Question<'k> {
    known: &'k Known,
    of: MetricRef,
    slice: SliceIx,
    period: Period,
    // The period as asked for; without it a figure is of the last month, and that of a pilot of all its months.
    at: Option<Period>,
    pilot: Option<&'k PilotFigures>,
    language: Language,
    driver: Option<MetricRef>,
    // The words after metric and slice: `change`, `exact`.
    words: Vec<&'static str>,
}

impl<'k> Question<'k> {
    fn parse(text: &str, known: &'k Known) -> Result<Question<'k>, String> {
        let figures = &known.figures;
        let mut words = text.split_whitespace();
        let id = words.next().unwrap_or("");
        let of = figures.definitions().find_ref(id).ok_or_else(|| format!("no metric is named `{id}`"))?;
        let last = figures.months().map(|months| Period::Month(months.last));
        let mut question = Question {
            known,
            of,
            slice: Slices::TOTAL,
            period: last.unwrap_or(Period::Year(2026)),
            at: None,
            pilot: None,
            language: known.config.languages.first().map_or_else(Language::default, |first| Language::of(first)),
            driver: None,
            words: Vec::new(),
        };
        for word in words {
            question.word(word)?;
        }
        Ok(question)
    }

    fn word(&mut self, word: &str) -> Result<(), String> {
        let Some((key, value)) = word.split_once('=') else { return self.wanted(word) };
        match key {
            "at" => {
                self.period = value.parse().map_err(|()| format!("`{value}` is not a period"))?;
                self.at = Some(self.period);
            }
            "in" => self.language = Language::of(value),
            "pilot" => {
                let found = self.known.pilots.iter().find(|(id, _)| id == value);
                self.pilot = Some(&found.ok_or_else(|| format!("no pilot is named `{value}`"))?.1);
            }
            "driver" => {
                let found = self.known.figures.definitions().find_ref(value);
                self.driver = Some(found.ok_or_else(|| format!("no metric is named `{value}`"))?);
                self.words.push("driver");
            }
            _ => {
                let axis = Axis::find(key).ok_or_else(|| format!("nobody knows the word `{word}`"))?;
                let found = self.known.figures.slices().find(axis, value);
                self.slice = found.ok_or_else(|| format!("no {key} is named `{value}`"))?;
            }
        }
        Ok(())
    }

    fn wanted(&mut self, word: &str) -> Result<(), String> {
        let known = WORDS.iter().find(|known| **known == word).ok_or_else(|| format!("nobody knows the word `{word}`"))?;
        self.words.push(known);
        Ok(())
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    /// Who asks: somebody who may see everything.
    fn reader(&self) -> Audience {
        self.known.config.audiences.narrowest()
    }

    fn look(&self, of: MetricRef) -> Look<'_> {
        Look::of_ref(self.known.figures.definitions(), of, &self.known.config.currency, &self.language)
    }

    fn style(&self) -> Style {
        match (self.has("card"), self.has("millions")) {
            (true, _) => Style::Card,
            (_, true) => Style::Millions,
            _ => Style::Full,
        }
    }

    /// The answer, or the words of the reason why there is none.
    fn answer(&self) -> Result<String, String> {
        let figures = &self.known.figures;
        let look = self.look(self.of);
        match self.words.first().copied() {
            Some("change") => {
                let change = figures.change(self.of, self.slice, self.period, Against::Previous).value;
                self.changed(change.map_err(|missing| self.reason(&missing)))
            }
            Some("year") => {
                let change = figures.change(self.of, self.slice, self.period, Against::LastYear).value;
                self.changed(change.map_err(|missing| self.reason(&missing)))
            }
            Some("status") => Ok(word(&figures.standing(self.of, self.slice, self.period, self.reader()).status)),
            Some("target") => {
                let target = figures.standing(self.of, self.slice, self.period, self.reader()).target;
                Ok(target.map_or_else(|| "none".to_owned(), |target| look.bound(&target.bound)))
            }
            Some("achieved" | "landing") => self.landing(),
            Some("restated") => {
                let Period::Month(month) = self.period else { return Err("ask for a month".to_owned()) };
                let found = figures.restated(self.of, self.slice, month).ok_or("never restated")?;
                Ok(look.value(&found.was, Style::Full).to_string())
            }
            Some("drivers" | "driver" | "rate" | "mix" | "weight" | "segments") => self.attributed(),
            _ => {
                let figure = self.figure();
                let value = figure.value.as_ref().map_err(|missing| self.reason(missing))?;
                if self.has("exact") { Ok(fraction(value)) } else { Ok(look.value(value, self.style()).to_string()) }
            }
        }
    }

    fn figure(&self) -> Figure {
        match (self.pilot, self.at) {
            (Some(pilot), Some(Period::Month(month))) => pilot.month(self.of, month),
            (Some(pilot), _) => pilot.get(self.of),
            (None, _) => self.known.figures.get(self.of, self.slice, self.period),
        }
    }

    fn reason(&self, missing: &shirube::model::Missing) -> String {
        let figures = &self.known.figures;
        missing.words(&self.language, figures.definitions(), figures.slices())
    }

    fn changed(&self, change: Result<Exact, String>) -> Result<String, String> {
        let change = change?;
        if self.has("exact") { Ok(fraction(&change)) } else { Ok(self.look(self.of).change(&change, self.style()).to_string()) }
    }

    /// 達成率 and 着地見込み率 as they stand in the month asked for.
    fn landing(&self) -> Result<String, String> {
        let Period::Month(month) = self.period else { return Err("ask for a month".to_owned()) };
        let found =
            self.known.figures.landings(month, self.reader()).into_iter().find(|it| it.of == self.of && it.slice == self.slice);
        let found = found.ok_or("neither plan nor outlook")?;
        let share = if self.has("achieved") { found.achieved } else { found.landing };
        share.as_ref().map(fraction).ok_or_else(|| "no share".to_owned())
    }

    fn attributed(&self) -> Result<String, String> {
        let figures = &self.known.figures;
        let before = match self.period {
            Period::Month(month) => Period::Month(month.previous()),
            Period::Year(year) => Period::Year(year - 1),
            Period::Quarter(year, 1) => Period::Quarter(year - 1, 4),
            Period::Quarter(year, quarter) => Period::Quarter(year, quarter - 1),
        };
        let found = figures.attribution(self.of, Slices::TOTAL, before, self.period).ok_or("not a ratio of sums")?;
        let found = found.map_err(|missing| self.reason(&missing))?;
        match self.words.first().copied() {
            Some("drivers") => Ok(self.drivers(&found)),
            Some("driver") => {
                let driver = found.drivers.iter().find(|driver| Some(driver.of) == self.driver).ok_or("no driver")?;
                Ok(fraction(&driver.effect))
            }
            Some("segments") => Ok(self.segments(&found)),
            word => {
                let one = contributions(&found).iter().find(|it| it.slice == self.slice).ok_or("no contribution")?;
                Ok(match word {
                    Some("rate") => fraction(&one.rate_effect),
                    Some("mix") => fraction(&one.mix_effect),
                    _ => format!("{} → {}", fraction(&one.weight[0]), fraction(&one.weight[1])),
                })
            }
        }
    }

    /// All drivers as they are printed, the largest first.
    fn drivers(&self, found: &Attribution) -> String {
        let effects: Vec<Exact> = found.drivers.iter().map(|driver| driver.effect.clone()).collect();
        let names = found.drivers.iter().map(|driver| self.known.figures.definitions().written(driver.of));
        let printed = apportioned(&effects, 4);
        let each = names.zip(&printed).map(|(name, effect)| format!("{name} {}", self.look(self.of).points(effect, 2)));
        each.collect::<Vec<_>>().join(", ")
    }

    /// All segments as they are printed: both effects together.
    fn segments(&self, found: &Attribution) -> String {
        let all = contributions(found);
        let effects: Vec<Exact> = all.iter().map(Contribution::effect).collect();
        let printed = apportioned(&effects, 4);
        let slices = self.known.figures.slices();
        let each = all.iter().zip(&printed);
        let each = each.map(|(one, effect)| format!("{} {}", slices.get(one.slice).id, self.look(self.of).points(effect, 2)));
        each.collect::<Vec<_>>().join(", ")
    }
}

fn contributions(found: &Attribution) -> &[Contribution] {
    found.slices.iter().find(|by| by.axis == Axis::Segment).map_or(&[], |by| &by.contributions)
}

/// A number as a fraction in lowest terms: `26/25`, `3`.
fn fraction(value: &Exact) -> String {
    let written = format!("{value:?}");
    let (top, base) = written.split_once('/').unwrap_or((&written, "1"));
    let (Ok(top), Ok(base)) = (top.parse::<i128>(), base.parse::<i128>()) else { return written };
    let common = divisor(top.abs(), base).max(1);
    if base == common { (top / common).to_string() } else { format!("{}/{}", top / common, base / common) }
}

fn divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { divisor(b, a % b) }
}

fn word(status: &Status) -> String {
    let word = match status {
        Status::OnTarget => "on target",
        Status::AtRisk => "at risk",
        Status::OffTarget => "off target",
        Status::NoTarget => "no target",
        Status::Missing(_) => "missing",
        Status::NotApplicable => "not applicable",
        Status::NotYet => "not yet",
        Status::NotAsked(step) => return format!("not asked yet (from step {step})"),
    };
    word.to_owned()
}
