//! Text that nobody should write, and that must do no harm.

use proptest::prelude::*;

use super::*;

/// Every tag that is opened is closed, in order.
fn assert_balanced(html: &str, from: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let mut quoted = false;
        let end = rest[start..].find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let tag = &rest[start + 1..start + end.expect("a tag ends")];
        rest = &rest[start + tag.len() + 2..];
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
        if matches!(name, "br" | "hr" | "img" | "input" | "wbr" | "col") {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "in {html:?} from {from:?}");
        } else {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "in {html:?} from {from:?}");
}

fn assert_sound(text: &str) {
    let _ = front_matter(text);
    let found = passages(text, 0, &AUDIENCES);
    for passage in &found {
        assert!(text.get(passage.range.clone()).is_some() && text.get(passage.word.clone()).is_some());
    }
    for keep in [true, false] {
        for apart in [true, false] {
            let cut = cut(text, 0, &found, |_| keep);
            let document = parse(&cut, &Options { apart, ..options() });
            let html = rendered(&document);
            assert_balanced(&html, text);
            assert!(!html.contains("<script") && !html.contains("style=") && !html.contains("<!--"), "{html}");
            let ranges = document
                .links
                .iter()
                .map(|link| &link.range)
                .chain(document.images.iter().map(|image| &image.range))
                .chain(document.figures.iter().map(|figure| &figure.range))
                .chain(document.blocks.iter().map(|block| &block.range))
                .chain(document.headings.iter().map(|heading| &heading.range))
                .chain(document.findings.iter().map(|finding| &finding.range));
            for range in ranges {
                assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
            }
            for section in document.sections() {
                let mut out = String::new();
                document.render_pieces(section.pieces.clone(), &mut out, &mut Shown);
                assert_balanced(&out, text);
            }
        }
    }
}

fn fragment() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "**",
        "*",
        "「",
        "」",
        "。",
        "、",
        "あ",
        "漢字",
        "a",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "> ",
        ">",
        "- ",
        "- [ ] ",
        "- [x] ",
        "1. ",
        "    ",
        "\t",
        "# ",
        "## ",
        "{#id}",
        "[!INTERNAL]",
        "[!TIP]",
        "> [!INTERNAL]\n> ",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](b.md)",
        "`",
        "```",
        "```chart\n",
        "~~",
        "{{",
        "}}",
        "{{ nrr }}",
        "|",
        "|-|-|\n",
        "\n|a|b|\n|-|-:|\n|c|d|\n",
        "[^1]",
        "[^1]: ",
        "\n: ",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<a href=\"x\">",
        "</a>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<table>",
        "<tr>",
        "<p>",
        "<details>",
        "<img src=x alt='",
        "&amp;",
        "&#xE000;",
        "&#xE001;",
        "\u{E000}",
        "\u{E001}",
        "\u{FFFC}",
        "\\",
        "---",
        "===",
        "\n---\n",
        "<",
        ">",
        "\"",
        "'",
        "=",
        "_",
        "\u{FE0F}",
        "⚠",
        "\u{3000}",
        "\0",
        "<span title=\"",
        "javascript:",
        "[x]: y\n",
        "[x]",
        "<https://e.x/「>",
        "😀",
    ])
    .prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => any::<char>().prop_map(String::from)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_page(fragments in prop::collection::vec(fragment(), 0..40)) {
        assert_sound(&fragments.concat());
    }
}

#[test]
fn deep_nesting_ends_in_text() {
    for text in [
        ">".repeat(2000) + " 深い",
        "- ".repeat(1000) + "深い",
        "*a **b ".repeat(1000),
        "[".repeat(3000) + "深い" + &"](a)".repeat(3000),
        "<div>".repeat(2000) + "\n\n深い",
        "a\n: ".repeat(300) + "深い",
        "**「".repeat(2000) + "深い",
        "{{".repeat(3000),
        "![".repeat(500) + &"](a)".repeat(500),
    ] {
        assert_sound(&text);
    }
}

#[test]
fn a_text_with_every_private_character_keeps_its_words() {
    let all: String = ('\u{E000}'..='\u{F8FF}').collect();
    let html = rendered(&document(&format!("{all}これは**「重要」**です\n\n<b>x</b>\n")));
    assert!(html.contains("重要"));
}
