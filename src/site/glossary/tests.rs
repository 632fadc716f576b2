//! Where a text names a term.

use super::Glossary;
use crate::content::markdown::Term;

fn glossary(names: &[&str], lang: &str) -> Glossary {
    let term = |name: &&str| Term {
        id: format!("term-{name}"),
        name: (*name).to_owned(),
        meaning: "意味".to_owned(),
        range: 0..0,
        audience: None,
    };
    Glossary::of(&names.iter().map(term).collect::<Vec<_>>(), lang)
}

/// All places that would be found one after the other.
#[track_caller]
fn check(lang: &str, names: &[&str], text: &str, expected: &[&str]) {
    let glossary = glossary(names, lang);
    let (mut at, mut before, mut found) = (0, None, Vec::new());
    while let Some(char) = text[at..].chars().next() {
        let length = match glossary.at(&text[at..], before) {
            Some((length, term)) => {
                found.push(format!("{}={}", &text[at..at + length], names[term]));
                length
            }
            None => char.len_utf8(),
        };
        before = text[at..at + length].chars().next_back();
        at += length;
    }
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_longest_name_counts() {
    check("ja", &["解約", "解約率"], "解約率は解約の割合", &["解約率=解約率", "解約=解約"]);
    check("en", &["Churn", "Churn rate"], "churn rate, churn", &["churn rate=Churn rate", "churn=Churn"]);
}

#[test]
fn a_part_of_a_longer_word_is_another_word() {
    check("ja", &["代理", "席", "シート"], "代理店が出席し、スプレッドシートを開く", &[]);
    check("ja", &["代理", "席", "シート"], "代理の席にシートを", &["代理=代理", "席=席", "シート=シート"]);
    check("ja", &["CSV"], "CSVをCSV2へ、XCSVは別", &["CSV=CSV"]);
    check("en", &["Seat"], "unseat, seated, car-seat", &[]);
}

#[test]
fn what_leaves_a_word_what_it_is_may_stand_beside_it() {
    check("ja", &["申請"], "申請時と各申請", &["申請=申請", "申請=申請"]);
    check("ja", &["差し戻し"], "差し戻します", &["差し戻し=差し戻し"]);
}

#[test]
fn english_has_capitals_and_plurals() {
    check(
        "en",
        &["Approval flow", "Box", "IT"],
        "Approval\n flows in boxes, it is",
        &["Approval\n flows=Approval flow", "boxes=Box"],
    );
    check("en", &["IT", "NRR"], "IT knows NRR, nrr and ＮＲＲ", &["IT=IT", "NRR=NRR", "ＮＲＲ=NRR"]);
}

#[test]
fn a_name_is_said_without_its_brackets() {
    check("ja", &["承認の流れ（ワークフロー）"], "承認の流れを", &["承認の流れ=承認の流れ（ワークフロー）"]);
}

#[test]
fn names_are_looked_for_as_html_has_them() {
    check("en", &["Q&A"], "our Q&amp;A page", &["Q&amp;A=Q&A"]);
}

#[test]
fn other_languages_join_words_in_their_own_way() {
    check("ko", &["해지율"], "해지율은 낮다", &["해지율=해지율"]);
    check("zh", &["续约"], "客户续约率", &["续约=续约"]);
}
