//! Nothing but the key is touched.

use super::with_key;

#[track_caller]
fn check(before: &str, after: &str) {
    assert_eq!(with_key(before, "approval", "{by: x}"), after);
}

#[test]
fn a_new_key_stands_at_the_end() {
    check("---\ntitle: a  # 注\n\n# 終わり\n---\n\n本文\n", "---\ntitle: a  # 注\n\n# 終わり\napproval: {by: x}\n---\n\n本文\n");
    check("\u{feff}---\r\ntitle: a\r\n---\r\n本文", "\u{feff}---\r\ntitle: a\r\napproval: {by: x}\r\n---\r\n本文");
}

#[test]
fn a_key_that_is_there_is_replaced_where_it_stands() {
    check("---\napproval: {by: y, date: 2026-01-01}  # 注\ntitle: a\n---\n", "---\napproval: {by: x}  # 注\ntitle: a\n---\n");
    let block = "---\ntitle: a\napproval:\n  by: y\n  digest: z\nstatus: draft\n---\napproval: text\n";
    check(block, "---\ntitle: a\napproval: {by: x}\nstatus: draft\n---\napproval: text\n");
    check("---\ntitle: a\napproval:\n  by: y\n---\n", "---\ntitle: a\napproval: {by: x}\n---\n");
    check("---\ntitle: a\napproval:\nstatus: draft\n---\n", "---\ntitle: a\napproval: {by: x}\nstatus: draft\n---\n");
}

#[test]
fn a_text_without_front_matter_stays() {
    check("本文\n", "本文\n");
}
