//! What is related is linked in both directions, on the team's site of the sample: a playbook names its metrics, and each of
//! these metrics names the playbook.

use crate::links::{Site, attributes, decoded, resolve};
use crate::tools::{DAY, Folder, repository};
use shirube::diag::Report;
use shirube::model::Ref;
use shirube::model::page::Details;
use shirube::pipeline::{self, Known};
use shirube::world::DiskWorld;
use std::collections::BTreeSet;

/// Two pages that must lead to one another, each by its file.
type Pair = (String, String);

fn pairs(known: &Known) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut relate = |page: &str, kind: &str, refs: &[Ref]| {
        pairs.extend(refs.iter().map(|one| (page.to_owned(), format!("{kind}/{}/index.html", one.id))));
    };
    for written in known.content.pages.iter() {
        let page = &written.page;
        let path = page.path.as_str();
        let Some(name) = path.strip_prefix("content/").and_then(|path| path.strip_suffix(".md")) else { continue };
        let file = format!("{name}/index.html");
        match &page.details {
            Details::Playbook(it) => {
                relate(&file, "metrics", &it.moves);
                relate(&file, "segments", &it.segments);
                relate(&file, "roles", it.role.as_slice());
                relate(&file, "journey", it.stage.as_slice());
            }
            Details::Step(it) => {
                relate(&file, "playbooks", &it.playbooks);
                relate(&file, "roles", &it.roles);
            }
            Details::Story(it) => {
                relate(&file, "playbooks", &it.playbooks);
                relate(&file, "segments", it.segment.as_slice());
                relate(&file, "journey", it.stage.as_slice());
            }
            _ => {}
        }
    }
    for role in &known.registers.roles {
        let file = format!("roles/{}/index.html", role.id);
        relate(&file, "metrics", &role.kpis);
        relate(&file, "metrics", &role.watch);
    }
    for segment in &known.registers.segments {
        let file = format!("segments/{}/index.html", segment.id);
        relate(&file, "metrics", &segment.kpis);
        relate(&file, "metrics", &segment.leading);
    }
    for stage in &known.registers.journey {
        let file = format!("journey/{}/index.html", stage.id);
        relate(&file, "metrics", &stage.metrics);
    }
    pairs
}

/// The pages that a page leads to.
fn targets(page: &str, html: &str) -> BTreeSet<String> {
    let links = attributes(html, "href").map(|link| decoded(link.split(['#', '?']).next().unwrap_or_default()));
    links.filter(|link| !link.is_empty()).filter_map(|link| resolve(page, &link, false)).collect()
}

#[test]
fn what_is_related_is_linked_in_both_directions() {
    let world = DiskWorld::open(repository(), DAY.parse().ok()).expect("the sample is there");
    let known = pipeline::known(&world, &mut Report::default()).expect("its settings can be read");
    let built = Folder::built(repository());
    let site = Site::read(&built.0.join("out/team"));
    let pairs = pairs(&known);
    assert!(pairs.len() > 100, "the sample relates many things, not {}", pairs.len());
    let leads = |from: &str, to: &str| site.pages.get(from).is_some_and(|html| targets(from, html).contains(to));
    let shown = |pair: &&Pair| site.pages.contains_key(&pair.0) && site.pages.contains_key(&pair.1);
    let mut missing = BTreeSet::new();
    for (one, other) in pairs.iter().filter(shown) {
        missing.extend((!leads(one, other)).then(|| format!("{one} does not lead to {other}")));
        missing.extend((!leads(other, one)).then(|| format!("{other} does not lead back to {one}")));
    }
    assert!(missing.is_empty(), "{} links are missing\n{}", missing.len(), missing.into_iter().collect::<Vec<_>>().join("\n"));
}
