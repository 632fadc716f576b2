//! Comments are taken away, and nothing else.

use crate::content::markdown::without_comments;

#[test]
fn comments_go_and_what_looks_like_one_in_code_stays() {
    for (text, expected) in [
        ("本文<!-- 社内 -->つづき", "本文つづき"),
        ("<!-- a\n\nb -->\n\n本文", "\n\n本文"),
        ("`<!-- a -->` と\n\n```\n<!-- b -->\n```\n", "`<!-- a -->` と\n\n```\n<!-- b -->\n```\n"),
        ("<!-- a --><!-- b -->c", "c"),
        ("<!-- never closed\n本文\n", ""),
    ] {
        assert_eq!(without_comments(text), expected, "{text}");
    }
}
