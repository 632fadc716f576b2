//! What escaping must keep and must replace.

use super::*;

#[track_caller]
fn check(with: fn(&mut String, &str), from: &str, to: &str) {
    let mut out = String::from("|");
    with(&mut out, from);
    assert_eq!(out, format!("|{to}"));
}

#[test]
fn text_keeps_quotes_and_japanese() {
    check(text, "「A&B」<b> \"x\" 'y'", "「A&amp;B」&lt;b&gt; \"x\" 'y'");
    check(text, "", "");
}

#[test]
fn an_attribute_cannot_be_left() {
    check(attr, "\" onclick='x'>", "&quot; onclick=&#39;x&#39;&gt;");
}

#[test]
fn escape_borrows_what_needs_no_change() {
    assert!(matches!(escape("解約率は2%"), Cow::Borrowed(_)));
    assert_eq!(escape("<&>"), "&lt;&amp;&gt;");
}

#[test]
fn an_address_is_encoded_once() {
    check(href, "/手引き/a b?x=1&y=%E3#\"", "/%E6%89%8B%E5%BC%95%E3%81%8D/a%20b?x=1&amp;y=%E3#%22");
    check(href, "a'b<c>", "a&#39;b%3Cc%3E");
}
