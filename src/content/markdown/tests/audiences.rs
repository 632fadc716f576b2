//! Passages for some readers only.

use super::*;

/// What a site that may see audiences up to a place is left with.
fn seen(text: &str, up_to: usize) -> String {
    let passages = passages(text, 0, &AUDIENCES);
    let cut = cut(text, 0, &passages, |passage| match passage.kind {
        PassageKind::Audience(place) => place <= up_to,
        _ => true,
    });
    cut.text.into_owned()
}

fn kinds(text: &str) -> Vec<(PassageKind, &str)> {
    passages(text, 0, &AUDIENCES).into_iter().map(|passage| (passage.kind, &text[passage.word])).collect()
}

#[test]
fn a_passage_is_found_with_its_lazily_continued_lines() {
    let text = "前。\n\n> [!INTERNAL]\n> 秘密の一行。\n続きも秘密。\n\n後。\n";
    let found = passages(text, 100, &AUDIENCES);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, PassageKind::Audience(2));
    assert_eq!(&text[found[0].range.start - 100..found[0].range.end - 100], "> [!INTERNAL]\n> 秘密の一行。\n続きも秘密。\n");
    assert_eq!(seen(text, 0), "前。\n\n\n後。\n");
}

#[test]
fn a_text_with_a_cut_passage_equals_the_text_without_its_lines() {
    for (with, without) in [
        ("a\n> [!INTERNAL]\n> x\n", "a\n"),
        ("a\n\n> [!INTERNAL]\n> x\n>\n> - y\n\n## b\n", "a\n\n\n## b\n"),
        ("> [!INTERNAL]\r\n> x\r\n\r\nb\r\n", "\r\nb\r\n"),
        ("- a\n  > [!INTERNAL]\n  > x\n- b\n", "- a\n- b\n"),
        ("> a\n>\n> > [!INTERNAL]\n> > x\n>\n> b\n", "> a\n>\n>\n> b\n"),
        ("a\n\n> [!INTERNAL]\n> x", "a\n\n"),
    ] {
        assert_eq!(seen(with, 0), without, "from {with:?}");
    }
}

#[test]
fn a_passage_behind_a_dash_leaves_the_dash() {
    assert_eq!(seen("- > [!INTERNAL]\n  > x\n- b\n", 0), "- \n- b\n");
}

#[test]
fn what_a_cut_passage_defines_is_gone() {
    let text = "[招待][secret]と注[^1]。\n\n> [!INTERNAL]\n> ## 見出し {#hidden}\n>\n> [secret]: https://example.com/internal\n>\n> [^1]: 社内の注。\n";
    let passages = passages(text, 0, &AUDIENCES);
    let cut = cut(text, 0, &passages, |_| false);
    let document = parse(&cut, &options());
    assert!(document.headings.is_empty() && document.links.is_empty() && document.footnotes == 0);
    assert_eq!(rendered(&document), "<p>[招待][secret]と注[^1]。</p>\n");
}

#[test]
fn a_passage_inside_a_passage_goes_with_it_or_alone() {
    let text = "> [!PARTNER]\n> 相手にも。\n>\n> > [!INTERNAL]\n> > 社内だけ。\n\n終\n";
    assert_eq!(seen(text, 0), "\n終\n");
    assert_eq!(seen(text, 1), "> [!PARTNER]\n> 相手にも。\n>\n\n終\n");
    assert_eq!(seen(text, 2), text);
}

#[test]
fn places_lead_back_to_the_file() {
    let text = "一\n\n> [!INTERNAL]\n> x\n\n[二](b.md)\n";
    let passages = passages(text, 7, &AUDIENCES);
    let cut = cut(text, 7, &passages, |_| false);
    let document = parse(&cut, &options());
    let range = document.links[0].range.clone();
    assert_eq!(&text[range.start - 7..range.end - 7], "[二](b.md)");
}

#[test]
fn a_word_nobody_knows_is_reported_whatever_its_form() {
    assert_eq!(kinds("> [!INTERNAI]\n> x\n"), [(PassageKind::Unknown, "INTERNAI")]);
    assert_eq!(kinds("> [!internal]\n> x\n"), [(PassageKind::Unknown, "internal")]);
    assert_eq!(kinds("> [!ＩＮＴＥＲＮＡＬ]\n> x\n"), [(PassageKind::Unknown, "ＩＮＴＥＲＮＡＬ")]);
    assert_eq!(kinds("> ［！INTERNAL］\n> x\n"), [(PassageKind::Crowded, "INTERNAL")]);
    assert_eq!(kinds("> [ !INTERNAL]\n> x\n"), [(PassageKind::Crowded, "INTERNAL")]);
    assert_eq!(kinds("> [! INTERNAL]\n> x\n"), [(PassageKind::Unknown, " INTERNAL")]);
    assert_eq!(kinds("> **[!INTERNAL]**\n> x\n"), [(PassageKind::Misplaced, "INTERNAL")]);
    assert_eq!(kinds("> \u{200B}[!INTERNAL]\n> x\n"), [(PassageKind::Misplaced, "INTERNAL")]);
    assert_eq!(kinds(">[!INTERNAL]\n> x\n"), [(PassageKind::Audience(2), "INTERNAL")]);
    assert_eq!(kinds("> [!INTERNAL] x\n> y\n"), [(PassageKind::Crowded, "INTERNAL")]);
    assert_eq!(kinds("> [!INTERNAL]: x\n> y\n"), [(PassageKind::Crowded, "INTERNAL")]);
}

#[test]
fn a_passage_that_is_no_quote_is_reported() {
    assert_eq!(kinds("[!INTERNAL]\n秘密\n"), [(PassageKind::Misplaced, "INTERNAL")]);
    assert_eq!(kinds("<div>\n> [!INTERNAL]\n> 秘密\n</div>\n"), [(PassageKind::Misplaced, "INTERNAL")]);
    assert_eq!(kinds("> 前置き\n> [!Internal]\n> 秘密\n"), [(PassageKind::Misplaced, "Internal")]);
}

#[test]
fn code_comments_and_pictures_in_links_are_no_passages() {
    assert_eq!(kinds("```\n> [!INTERNAL]\n```\n\n`[!INTERNAL]` \\[!INTERNAL]\n"), []);
    assert_eq!(kinds("<!--\n> [!INTERNAL]\n-->\n"), []);
    assert_eq!(kinds("[![図](a.png)](b.md)\n\n> [![図](a.png)](b.md)\n"), []);
}

#[test]
fn alerts_are_for_everybody() {
    assert_eq!(kinds("> [!TIP]\n> x\n"), [(PassageKind::Alert(Alert::Tip), "TIP")]);
    check(
        "> [!TIP]\n> 先に**書き出す**こと。\n",
        "<aside class=\"callout tip\" role=\"note\"><p class=\"callout-word\"><span class=\"icon\" aria-hidden=\"true\"></span>ヒント</p><div class=\"callout-text\">\n<p>先に<strong>書き出す</strong>こと。</p>\n</div></aside>",
    );
}

#[test]
fn a_kept_passage_says_whom_it_is_for() {
    check(
        "> [!INTERNAL]\n> 電話する。\n> - [a](b.md)\n",
        "<aside class=\"callout passage\" role=\"note\" data-audience=\"internal\"><p class=\"callout-word\"><span class=\"icon\" aria-hidden=\"true\"></span>社内限り</p><div class=\"callout-text\">\n<p>電話する。</p>\n<ul>\n<li><a href=\"b.md\">a</a></li>\n</ul>\n</div></aside>",
    );
    let document = document("> [!INTERNAL]\n>\n> {{ nrr }}と[a](b.md)\n\n{{ grr }}\n");
    assert_eq!(document.figures[0].audience, Some(2));
    assert_eq!(document.figures[1].audience, None);
    assert_eq!(document.links[0].audience, Some(2));
}

#[test]
fn what_looks_like_a_mark_and_is_none_is_told() {
    for text in [
        "> [!INTERNAL\n> x\n",
        "> &#91;!INTERNAL]\n> x\n",
        "> &#x5B;&excl;INTERNAL&rsqb;\n> x\n",
        "> &lbrack;!Internal]\n> x\n",
        "> [&#33;INTERNAL]\n> x\n",
        "> [\\!INTERNAL]\n> x\n",
        "> \\[!INTERNAL]\n> x\n",
        "> 【!INTERNAL】\n> x\n",
        "> 〔！ＩＮＴＥＲＮＡＬ〕\n> x\n",
        "    > [!INTERNAL]\n    > x\n",
        ">     [!INTERNAL]\n>     x\n",
        "前。\n[ ! INTERNAL ]\n秘密\n",
        "> [!INTERNALL\n> x\n",
        "> 前\n> [!INTERNALL]\n> x\n",
        "&#91;!INTERNAL]\n",
        "> [!INTER\u{200B}NAL\n> x\n",
    ] {
        let kinds: Vec<PassageKind> = kinds(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [PassageKind::Misplaced], "{text:?}");
    }
}

#[test]
fn a_mark_that_is_meant_to_be_read_is_left_alone() {
    for text in [
        "`[!INTERNAL]`と書きます。\n",
        "```markdown\n> [!INTERNAL]\n> x\n```\n",
        "\\[!INTERNAL]と書きます。\n",
        "<!-- [!INTERNAL -->\n",
        "> [![図](a.png)](b.md)\n",
        "配列は a[!x] と書く。\n",
        "【重要】まず！読む\n",
    ] {
        assert_eq!(kinds(text), [], "{text:?}");
    }
}
