//! Changes to the text of a page: hidden pages as a whole, and what visible ones keep from an audience.

use super::invent::Inventor;
use super::random::Random;
use crate::content::markdown::{self, AudienceWord, Options, Passage, PassageKind, Words};
use crate::model::{Audience, Language};
use std::ops::Range;

const LINES: &[&str] = &[
    "## 社内の見出し",
    "## 手順 {#steps}",
    "- [ ] 社内の確認",
    "[社内の手引き][inner]\n\n[inner]: handover-meeting.md",
    "脚注[^x]をつける。\n\n[^x]: 社内だけの脚注。",
    "`code` と {{ nrr }} と {{ first_response_hours }}",
    "![図](internal.png)",
    "```chart\nmetric: nrr\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<!-- 社内の注 -->",
    "<b>太字</b>と<span id=\"main\">",
];

/// Changes a hidden page's text.
pub(super) fn whole(body: &str, inventor: &Inventor<'_>, random: &mut Random) -> (String, &'static str) {
    let mut lines: Vec<String> = body.lines().map(str::to_owned).collect();
    match random.below(4) {
        0 => {
            lines.retain(|_| !random.one_in(3));
            (lines.join("\n") + "\n", "took lines away")
        }
        1 if lines.len() > 2 => {
            let moved = lines.remove(random.below(lines.len()));
            lines.insert(random.below(lines.len()), moved);
            (lines.join("\n") + "\n", "moved a line")
        }
        2 => (inventor.words(random), "wrote something else"),
        _ => {
            lines.insert(random.below(lines.len() + 1), invented(inventor, random));
            (lines.join("\n") + "\n", "added text")
        }
    }
}

/// Changes what a visible page keeps from an audience: passages and comments.
pub(super) fn kept_back(body: &str, inventor: &Inventor<'_>, random: &mut Random) -> Option<(String, &'static str)> {
    let words: Vec<AudienceWord<'_>> = inventor.audiences.ids().map(|id| AudienceWord { id, label: "" }).collect();
    let passages = markdown::passages(body, 0, &words);
    let hidden: Vec<&Passage> =
        passages.iter().filter(|passage| is_hidden(passage, inventor.audience) && is_outer(body, passage)).collect();
    match (random.below(4), random.pick(&hidden)) {
        (0, Some(chosen)) => {
            let cut = markdown::cut(body, 0, &passages, |passage| !std::ptr::eq(passage, *chosen));
            Some((cut.text.into_owned(), "took a passage away"))
        }
        (1 | 2, Some(chosen)) => {
            let mut text = body.to_owned();
            text.replace_range(inside(body, chosen), &quoted(&invented(inventor, random)));
            Some((text, "changed a passage"))
        }
        (3, _) => {
            let comment = format!("<!-- {} -->\n\n", inventor.words(random).replace("--", "").replace('>', ""));
            insert(body, &comment, &words, random, "added a comment")
        }
        _ => {
            let word = inventor.audiences.ids().nth(usize::from(inventor.audience.0) + 1)?.to_uppercase();
            let lazy = if random.one_in(3) { "つづきの行\n" } else { "" };
            let passage = format!("> [!{word}]\n> {}\n{lazy}\n", inventor.words(random).replace(['#', '<', '`'], ""));
            let more = if lazy.is_empty() { format!("> [!{word}]\n{}\n", quoted(&invented(inventor, random))) } else { passage };
            insert(body, &more, &words, random, "added a passage")
        }
    }
}

fn is_hidden(passage: &Passage, from: Audience) -> bool {
    matches!(passage.kind, PassageKind::Audience(at) if !from.sees(Audience(at as u8)))
}

/// Whether a passage stands at the outer level, so that lines which begin with `>` are its own.
fn is_outer(body: &str, passage: &Passage) -> bool {
    body[..passage.range.start].ends_with('\n') || passage.range.start == 0
}

/// What stands in a passage below its first line; its own lines, so that nothing around it is touched.
fn inside(body: &str, passage: &Passage) -> Range<usize> {
    let end = passage.range.start + body[passage.range.clone()].trim_end().len();
    let begin = body[passage.word.end..end].find('\n').map_or(end, |line_end| passage.word.end + line_end + 1);
    begin..end.max(begin)
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { ">\n".to_owned() } else { format!("> {line}\n") }).collect()
}

fn invented(inventor: &Inventor<'_>, random: &mut Random) -> String {
    let line = random.pick(LINES).copied().unwrap_or_default();
    format!("{line}\n\n{}", inventor.words(random))
}

fn options<'a>(audiences: &'a [AudienceWord<'a>], words: &'a Words<'a>) -> Options<'a> {
    Options { blocks: &[], audiences, words, reserved_ids: &[], highlight: false, plain: false, apart: false }
}

/// Puts a block before a heading at the outer level, or at the end.
fn insert(
    body: &str,
    block: &str,
    audiences: &[AudienceWord<'_>],
    random: &mut Random,
    did: &'static str,
) -> Option<(String, &'static str)> {
    let document = markdown::parse(&markdown::Cut::whole(body, 0), &options(audiences, &Words::of(&Language::default())));
    let outer =
        |at: &usize| body[*at..].starts_with('#') && body[..*at].ends_with("\n\n") && !body[..*at].trim_end().ends_with("-->");
    let places: Vec<usize> = document.headings.iter().map(|heading| heading.range.start).filter(outer).collect();
    let mut text = body.to_owned();
    match random.pick(&places) {
        Some(place) if !random.one_in(3) => text.insert_str(*place, block),
        _ => {
            text = format!("{}\n\n{block}", text.trim_end());
        }
    }
    Some((text, did))
}
