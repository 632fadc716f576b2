use super::{language, marked};

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(marked(format!("<html lang=\"en\">{html}</html>"), "ja"), format!("<html lang=\"en\">{expected}</html>"));
}

#[test]
fn an_element_of_another_language_says_so_itself() {
    check("<td class=\"a\">導入</td>", "<td class=\"a\" lang=\"ja\">導入</td>");
    check("<b>1　使いはじめる</b>", "<b lang=\"ja\">1　使いはじめる</b>");
}

#[test]
fn a_run_in_a_sentence_is_marked_alone() {
    check("<p>Now at “導入、活用” since May</p>", "<p>Now at “<bdi lang=\"ja\">導入、活用</bdi>” since May</p>");
    check(
        "<p>大手 and CS Opsの専任, Opsの育成 (2 of 3) 中堅</p>",
        "<p><bdi lang=\"ja\">大手</bdi> and CS Ops<bdi lang=\"ja\">の専任, Opsの育成</bdi> (2 of 3) <bdi lang=\"ja\">中堅</bdi></p>",
    );
    check("<p>導入<br>x</p>", "<p><bdi lang=\"ja\">導入</bdi><br>x</p>");
}

#[test]
fn what_is_marked_already_stays_as_it_is() {
    for html in
        ["<p lang=\"ja\">導入 <b>活用</b></p>", "<a href=\"/導入/\" title=\"a > 導入\">x</a>", "<svg><text>導入</text></svg>"]
    {
        check(html, html);
    }
    check("<p lang=\"ja\"><q lang=\"en\">導入</q></p>", "<p lang=\"ja\"><q lang=\"en\"><bdi lang=\"ja\">導入</bdi></q></p>");
    check("<script>\"<b>導入</b>\"</script>", "<script>\"<b>導入</b>\"</script>");
}

#[test]
fn a_page_that_is_not_closed_loses_nothing() {
    for html in ["<p>導入", "<p 導入", "<!-- 導入", "</b>導入<", "<script>導入"] {
        let found = marked(html.to_owned(), "ja");
        let plain = found.replace(" lang=\"ja\"", "").replace("<bdi>", "").replace("</bdi>", "");
        assert_eq!(plain, html);
    }
}

#[test]
fn only_pages_in_latin_letters_are_marked() {
    assert_eq!(language("en", ["ja", "en"]), Some("ja"));
    assert_eq!(language("ja", ["ja", "en"]), None);
    assert_eq!(language("en", ["en", "de"]), None);
}
