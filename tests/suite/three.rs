//! Three audiences: each site shows exactly its own. Every kind of thing, labelled with every audience, is looked for on
//! every site.

use jiff::civil::date;
use shirube::audit::{self, Names};
use shirube::model::{Commit, History, SiteAudit, SourcePath};
use shirube::output::{Files, Outputs};
use shirube::pipeline::{self, BuildOptions};
use shirube::prove::{ProveOptions, prove};
use shirube::world::{MemoryWorld, World as _};
use std::fmt::Write as _;

/// The audiences, widest first, and the site of each.
const AUDIENCES: [&str; 3] = ["public", "customer", "internal"];
const SITES: [&str; 3] = ["success", "portal", "team"];

/// Something with a label: where it may be seen, and the mark that shows it.
struct Thing {
    /// The position of its audience.
    label: usize,
    /// The file of a site it is looked for in; `None` for all of them.
    file: Option<String>,
    mark: String,
}

#[test]
fn each_site_shows_exactly_what_its_audience_may_see() {
    let (world, things) = source();
    let build = pipeline::build(&world, &BuildOptions::default());
    let errors: Vec<_> = build.report.iter().filter(|it| it.severity == shirube::diag::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut wrong = Vec::new();
    for thing in &things {
        for (reader, site) in SITES.iter().enumerate() {
            let seen = is_seen(&build.outputs, site, thing);
            if seen != (thing.label <= reader) {
                wrong.push(format!(
                    "{} ({}) {} on {site}",
                    thing.mark,
                    AUDIENCES[thing.label],
                    if seen { "stands" } else { "is not" }
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} pairs:\n{}", wrong.len(), things.len() * SITES.len(), wrong.join("\n"));
    assert!(things.len() >= 80, "only {} things are labelled", things.len());
}

#[test]
fn nothing_narrower_influences_a_byte_of_the_two_wider_sites() {
    let (world, _) = source();
    let options = ProveOptions { rounds: 100, seed: 3, site: None, measure: 10, unfiltered: false };
    let proof = prove(&world, &options).expect("there are two wider sites");
    assert_eq!(proof.sites, ["success", "portal"]);
    assert!(proof.leak.is_none(), "{:#?}", proof.leak);
    assert!(proof.held > 0, "a figure is disclosed");
    assert!(proof.effective * 4 >= proof.measured * 3, "{proof:?}");
}

#[test]
fn the_audit_lists_what_each_site_gives_away() {
    let (mut world, _) = source();
    let change = |id: &str, day: &str| Commit {
        id: id.into(),
        author: "青木".into(),
        time: format!("{day}T09:00:00Z").parse().expect("a time"),
        subject: "公開".into(),
        files: vec![SourcePath::new("content/page-public.md"), SourcePath::new("content/notes/page-public.md")],
    };
    world.set_history(History::new(vec![change("c2", "2026-11-03"), change("c1", "2026-10-01")], false));
    let now = |path: &str| world.read(&SourcePath::new(path)).expect("readable").expect("it is there").to_vec();
    let (page, notes) = (now("content/page-public.md"), now("content/notes/page-public.md"));
    world.insert_past("c2", "content/page-public.md", page);
    world.insert_past("c1", "content/page-public.md", "---\ntitle: まだ社内\n---\n\n本文。\n");
    world.insert_past("c2", "content/notes/page-public.md", notes);
    world.insert_past("c1", "content/notes/page-public.md", "---\ntitle: もう公開\naudience: public\n---\n\n本文。\n");
    let (known, build) = pipeline::inspect(&world, &BuildOptions::default());
    let (known, audits) = (known.expect("the settings are fine"), build.audits);
    assert_eq!(audits.iter().map(|it| &*it.site).collect::<Vec<_>>(), ["success", "portal"]);
    let (success, portal) = (&audits[0], &audits[1]);
    let definitions = known.figures.definitions();
    let label = |audience| known.config.audiences.id(audience);
    let of = |name: &str| definitions.find_ref(name).expect("it is declared");
    let told = |it: &SiteAudit| {
        let figures = it.figures.iter().filter(|shown| shown.figure.of == of("told"));
        figures.map(|it| (label(it.figure.audience), it.figure.disclosed, label(it.inputs[0].audience))).collect::<Vec<_>>()
    };
    assert_eq!(told(success), []);
    assert_eq!(told(portal), [("customer", true, "internal")]);
    assert!(success.rules.is_empty());
    assert_eq!(portal.rules.iter().map(|ix| &*definitions.get(*ix).id).collect::<Vec<_>>(), ["told"]);
    let sum = portal.figures.iter().find(|it| it.figure.of == of("sum_public_customer")).expect("it is for customers");
    assert_eq!(sum.inputs.iter().map(|it| label(it.audience)).collect::<Vec<_>>(), ["public", "customer"]);
    let files: Vec<&str> = success.files.iter().map(|path| path.as_str()).collect();
    assert!(files.iter().all(|path| path.ends_with("pic-public.png")) && files.len() == 4, "{files:?}");
    let opened = success.pages.iter().filter_map(|it| Some((it.path.as_str(), label(it.opened.as_ref()?.from))));
    assert_eq!(opened.collect::<Vec<_>>(), [("content/page-public.md", "internal")]);
    let names = Names { config: &known.config, figures: &known.figures };
    let text = audit::text(&audits, names);
    assert!(text.contains("      told total 2026-10 = 89,010\n"), "{text}");
    assert!(text.contains("content/page-public.md  PAGE-public  << was `internal` until c2 (青木: 公開)\n"), "{text}");
    let json = audit::json(&audits, names);
    let rule = &json["sites"][1]["rules"][0];
    assert_eq!(
        (&rule["metric"], &rule["because"], &rule["by"]),
        (&"told".into(), &"契約で約束した".into(), &"r-internal".into())
    );
    assert_eq!(rule["date"], "2026-10-01");
}

fn is_seen(outputs: &Outputs, site: &str, thing: &Thing) -> bool {
    let files: &Files = &outputs.sites[site];
    match &thing.file {
        Some(path) => files.get(path).is_some_and(|content| holds(&content.bytes(), &thing.mark)),
        None => files.iter().any(|(path, content)| path.contains(&thing.mark) || holds(&content.bytes(), &thing.mark)),
    }
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark.as_bytes())
}

/// A source tree with everything in every label, and what is to be looked for.
struct Writer {
    world: MemoryWorld,
    things: Vec<Thing>,
}

impl Writer {
    fn thing(&mut self, label: usize, mark: impl Into<String>) {
        self.things.push(Thing { label, file: None, mark: mark.into() });
    }

    fn thing_in(&mut self, label: usize, file: impl Into<String>, mark: impl Into<String>) {
        self.things.push(Thing { label, file: Some(file.into()), mark: mark.into() });
    }
}

fn source() -> (MemoryWorld, Vec<Thing>) {
    let mut writer = Writer { world: MemoryWorld::new(date(2026, 11, 20)), things: Vec::new() };
    settings(&mut writer);
    registers(&mut writer);
    metrics(&mut writer);
    figures(&mut writer);
    targets(&mut writer);
    pages(&mut writer);
    relations(&mut writer);
    (writer.world, writer.things)
}

fn settings(writer: &mut Writer) {
    let mut text =
        "title: {ja: 三つの読者, en: Three readers}\nlanguages: [ja, en]\naudiences: [public, customer, internal]\nsites:\n"
            .to_owned();
    for (audience, site) in AUDIENCES.iter().zip(SITES) {
        let _ = writeln!(
            text,
            "  - {{id: {site}, audience: {audience}, base_url: 'https://{site}.example.jp/', title: SITE-{site}}}"
        );
    }
    text += "facets:\n";
    for (label, audience) in AUDIENCES.iter().enumerate() {
        let _ = writeln!(
            text,
            "  f-{audience}:\n    name: FACET-{audience}\n    audience: {audience}\n    values: {{one: FACETVALUE-{audience}}}"
        );
        writer.thing(label, format!("FACET-{audience}"));
        writer.thing(label, format!("FACETVALUE-{audience}"));
        // What a site is called is for its own readers.
        writer.thing_in(label, format!("SITE-{audience}"), "");
    }
    writer.things.retain(|thing| !thing.mark.is_empty());
    writer.world.insert("shirube.yaml", text);
}

fn registers(writer: &mut Writer) {
    let (mut segments, mut roles, mut departments, mut units) =
        ("segments:\n".to_owned(), "roles:\n".to_owned(), "departments:\n".to_owned(), "units:\n".to_owned());
    let (mut stages, mut tools) = ("stages:\n".to_owned(), "tools:\n".to_owned());
    for (label, audience) in AUDIENCES.iter().enumerate() {
        let inner = AUDIENCES.len() - 1;
        let _ = writeln!(
            segments,
            "  s-{audience}: {{name: SEGMENT-{audience}, summary: SEGSUMMARY-{audience}, audience: {audience}, criteria: SEGCRITERIA-{audience}}}"
        );
        let _ = writeln!(
            roles,
            "  r-{audience}: {{name: ROLE-{audience}, summary: ROLESUMMARY-{audience}, audience: {audience}, mission: ROLEMISSION-{audience}, stance: defend, need: high, state: dedicated, people: [{{name: PERSON-{audience}}}]}}"
        );
        let _ = writeln!(departments, "  d-{audience}: {{name: DEPARTMENT-{audience}, audience: {audience}}}");
        let _ =
            writeln!(units, "  - {{id: u-{audience}, name: UNIT-{audience}, audience: {audience}, region: REGION-{audience}}}");
        let _ = writeln!(
            stages,
            "  - {{id: st-{audience}, name: STAGE-{audience}, summary: STAGESUMMARY-{audience}, when: STAGEWHEN-{audience}, invite: STAGEINVITE-{audience}, goal: STAGEGOAL-{audience}, audience: {audience}, lead: [r-internal, r-public]}}"
        );
        let _ = writeln!(
            tools,
            "  - {{id: t-{audience}, name: TOOL-{audience}, audience: {audience}, category: TOOLCATEGORY-{audience}, note: TOOLNOTE-{audience}}}"
        );
        for mark in ["SEGMENT", "SEGSUMMARY", "ROLE", "UNIT", "STAGE", "STAGESUMMARY", "STAGEINVITE", "TOOL"] {
            writer.thing(label, format!("{mark}-{audience}"));
        }
        // The label covers name and summary; everything else stays with the narrowest audience.
        for mark in ["SEGCRITERIA", "ROLEMISSION", "PERSON", "REGION", "STAGEGOAL", "TOOLCATEGORY", "TOOLNOTE"] {
            writer.thing(inner, format!("{mark}-{audience}"));
        }
        for address in [format!("segments/s-{audience}/"), format!("roles/r-{audience}/"), format!("journey/st-{audience}/")] {
            writer.thing_in(label, format!("{address}index.html"), "<html");
        }
    }
    for (path, text) in [("segments", segments), ("roles", roles), ("journey", stages), ("tools", tools)] {
        writer.world.insert(&format!("data/{path}.yaml"), text);
    }
    writer.world.insert("data/org.yaml", departments + &units);
}

/// Three metrics by label of their name, three inputs to be added up, and one that is disclosed.
fn metrics(writer: &mut Writer) {
    let mut text = "metrics:\n".to_owned();
    let input = "class: leading, kind: flow, unit: count, better: higher";
    for (label, audience) in AUDIENCES.iter().enumerate() {
        let _ = writeln!(
            text,
            "  m_{audience}: {{name: METRIC-{audience}, description: METRICTEXT-{audience}, audience: {audience}, owner: r-{audience}, {input}}}"
        );
        let _ = writeln!(text, "  v_{audience}: {{name: 入力 {audience}, audience: public, {input}}}");
        writer.thing(label, format!("METRIC-{audience}"));
        writer.thing(label, format!("METRICTEXT-{audience}"));
        writer.thing_in(label, format!("metrics/m_{audience}/index.html"), "<html");
        for other in AUDIENCES {
            let _ = writeln!(
                text,
                "  sum_{audience}_{other}: {{name: 和 {audience} {other}, audience: public, class: outcome, unit: count, better: higher, formula: v_{audience} + v_{other}}}"
            );
        }
    }
    let _ = writeln!(text, "  by_slice: {{name: 区分ごと, audience: public, by: [segment], {input}}}");
    let _ = writeln!(text, "  aimed: {{name: 目標つき, audience: public, {input}}}");
    let _ = writeln!(text, "  hidden: {{name: 隠れた入力, {input}}}");
    let _ = writeln!(
        text,
        "  told: {{name: 開示した値, audience: public, class: outcome, unit: count, better: higher, formula: hidden * 2, disclose: {{to: customer, because: 契約で約束した, by: r-internal, date: 2026-10-01}}}}"
    );
    writer.world.insert("data/metrics.yaml", text);
}

fn figures(writer: &mut Writer) {
    // No sum of two of them is another one of them.
    let numbers = [1_009, 2_027, 4_051];
    let mut text = "month: 2026-10\ntotal:\n  hidden: 44_505\n  aimed: {value: 7, audience: public}\n".to_owned();
    for (label, audience) in AUDIENCES.iter().enumerate() {
        let _ = writeln!(text, "  m_{audience}: {{value: {}, audience: public, note: NOTE-{audience}}}", 61_001 + label);
        let _ = writeln!(text, "  v_{audience}: {{value: {}, audience: {audience}}}", numbers[label]);
        writer.thing_in(label, format!("metrics/v_{audience}/index.html"), grouped(numbers[label]));
        // A value is as narrow as its metric, whatever its own label says.
        writer.thing(label, grouped(61_001 + label));
        writer.thing(AUDIENCES.len() - 1, format!("NOTE-{audience}"));
        for (with, other) in AUDIENCES.iter().enumerate() {
            let file = format!("metrics/sum_{audience}_{other}/index.html");
            writer.thing_in(label.max(with), file, grouped(numbers[label] + numbers[with]));
        }
    }
    text += "segment:\n";
    for (slice, audience) in AUDIENCES.iter().enumerate() {
        // Values of one slice lie on one month each, so that there are all pairs of labels.
        let number = 71_003 + slice * 10;
        let _ = writeln!(text, "  s-{audience}: {{by_slice: {{value: {number}, audience: public}}}}");
        writer.thing_in(slice, "metrics/by_slice/index.html", grouped(number));
    }
    writer.world.insert("data/snapshots/2026-10.yaml", text);
    for (month, value) in AUDIENCES.iter().enumerate() {
        let mut text = format!("month: 2026-0{}\nsegment:\n", 7 + month);
        for (slice, audience) in AUDIENCES.iter().enumerate() {
            let number = 81_007 + slice * 10 + month * 100;
            let _ = writeln!(text, "  s-{audience}: {{by_slice: {{value: {number}, audience: {value}}}}}");
            writer.thing_in(slice.max(month), "metrics/by_slice/index.html", grouped(number));
        }
        writer.world.insert(&format!("data/snapshots/2026-0{}.yaml", 7 + month), text);
    }
    // Twice 44,505, and for customers only because it is disclosed to them.
    writer.thing(1, grouped(89_010));
    writer.thing(2, grouped(44_505));
}

fn targets(writer: &mut Writer) {
    let mut text = "targets:\n".to_owned();
    for (label, audience) in AUDIENCES.iter().enumerate() {
        let months = ["2026-10", "2026-09", "2026-08"][label];
        let number = 91_009 + label;
        let _ = writeln!(
            text,
            "  - {{metric: aimed, months: {months}, at_least: {number}, audience: {audience}, note: TARGETNOTE-{audience}}}"
        );
        writer.thing_in(label, "metrics/aimed/index.html", grouped(number));
        writer.thing(AUDIENCES.len() - 1, format!("TARGETNOTE-{audience}"));
    }
    writer.world.insert("data/targets.yaml", text);
}

fn pages(writer: &mut Writer) {
    for (label, audience) in AUDIENCES.iter().enumerate() {
        for folder in ["playbooks", "stories", "", "notes"] {
            let mark = format!("{}PAGE-{audience}", folder.to_uppercase());
            let inner: String = AUDIENCES[label + 1..]
                .iter()
                .map(|narrower| {
                    format!("> [!{}]\n> PASSAGE-{mark}-{narrower}\n続きの行{mark}{narrower}\n\n", narrower.to_uppercase())
                })
                .collect();
            for (at, narrower) in AUDIENCES.iter().enumerate().skip(label + 1) {
                writer.thing(at, format!("PASSAGE-{mark}-{narrower}"));
                writer.thing(at, format!("続きの行{mark}{narrower}"));
            }
            let month = if folder == "stories" {
                format!("month: 2026-0{}\nconsent: {{level: industry, date: 2026-05-01}}\n", 1 + label)
            } else {
                String::new()
            };
            let text = format!(
                "---\ntitle: {mark}\nsummary: SUMMARY-{mark}\naudience: {audience}\nstatus: published\n{month}tags: [TAG-{audience}]\nfacets: {{f-{audience}: [one]}}\naliases: [/old/{folder}{audience}/]\nextra: {{memo: EXTRA-{mark}}}\n---\n\nBODY-{mark} ![ALT-{mark}](pic-{audience}.png)\n\n<!-- COMMENT-{mark} -->\n\n{inner}"
            );
            let folder = if folder.is_empty() { folder.to_owned() } else { format!("{folder}/") };
            writer.world.insert(&format!("content/{folder}page-{audience}.md"), text);
            writer.world.insert(&format!("content/{folder}pic-{audience}.png"), format!("PICTURE-{mark}"));
            for what in ["SUMMARY", "BODY", "ALT"] {
                writer.thing(label, format!("{what}-{mark}"));
            }
            writer.thing_in(label, format!("{folder}page-{audience}/index.html"), mark.clone());
            writer.thing_in(label, format!("old/{}{audience}/index.html", folder.trim_end_matches('/')), "page-");
        }
        writer.thing(label, format!("TAG-{audience}"));
        // A translation may be for fewer readers than its original, which all may see.
        let text = format!("---\ntitle: TRANSLATION-{audience}\nstatus: published\naudience: {audience}\n---\n\nText.\n");
        writer.world.insert(&format!("content/guides/g-{audience}.en.md"), text);
        writer.world.insert(
            &format!("content/guides/g-{audience}.md"),
            "---\ntitle: 訳される\nstatus: published\naudience: public\n---\n\n本文。\n",
        );
        writer.thing(label, format!("TRANSLATION-{audience}"));
    }
}

/// A relation shows where both of its ends do.
fn relations(writer: &mut Writer) {
    for (label, audience) in AUDIENCES.iter().enumerate() {
        for (end, other) in AUDIENCES.iter().enumerate() {
            let id = format!("rel-{audience}-{other}");
            let text = format!(
                "---\ntitle: 関係 {id}\nstatus: published\naudience: {audience}\nstage: st-{other}\nrole: r-{other}\nowner: r-{other}\nmoves: [m_{other}]\nsegments: [s-{other}]\n---\n\n本文。\n"
            );
            writer.world.insert(&format!("content/playbooks/{id}.md"), text);
            let both = label.max(end);
            for mark in [format!("STAGE-{other}"), format!("METRIC-{other}"), format!("SEGMENT-{other}"), format!("ROLE-{other}")]
            {
                writer.thing_in(both, format!("playbooks/{id}/index.html"), mark);
            }
            for page in [
                format!("journey/st-{other}"),
                format!("metrics/m_{other}"),
                format!("segments/s-{other}"),
                format!("roles/r-{other}"),
            ] {
                writer.thing_in(both, format!("{page}/index.html"), format!("関係 {id}"));
            }
        }
    }
}

fn grouped(number: usize) -> String {
    format!("{},{:03}", number / 1000, number % 1000)
}
