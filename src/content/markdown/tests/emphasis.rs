//! Bold and italics next to Japanese punctuation.

use super::check;

#[test]
fn bold_ends_after_a_japanese_full_stop() {
    check(
        "**このアスタリスクは強調記号として認識されず、そのまま表示されます。**この文のせいで。",
        "<p><strong>このアスタリスクは強調記号として認識されず、そのまま表示されます。</strong>この文のせいで。</p>",
    );
}

#[test]
fn bold_may_begin_and_end_with_brackets_inside_a_sentence() {
    check("これは**「重要」**です", "<p>これは<strong>「重要」</strong>です</p>");
    check("**NRR（純収益維持率）**を確認", "<p><strong>NRR（純収益維持率）</strong>を確認</p>");
    check("*（注）*本文", "<p><em>（注）</em>本文</p>");
}

#[test]
fn a_japanese_letter_on_one_side_is_enough() {
    check("**Churn:**解約", "<p><strong>Churn:</strong>解約</p>");
    check("**100%**を超える", "<p><strong>100%</strong>を超える</p>");
}

#[test]
fn asterisks_between_spaces_stay() {
    check("スペース ** は強調 ** ではない", "<p>スペース ** は強調 ** ではない</p>");
}

#[test]
fn emphasis_inside_words_is_as_everywhere() {
    check("2**3**4 and a**b**c", "<p>2<strong>3</strong>4 and a<strong>b</strong>c</p>");
}

#[test]
fn several_in_a_row_do_not_nest() {
    check("**『A』**と**『B』**と**C。**", "<p><strong>『A』</strong>と<strong>『B』</strong>と<strong>C。</strong></p>");
    check("**太字**。**『続き』**、終", "<p><strong>太字</strong>。<strong>『続き』</strong>、終</p>");
    check("***「強斜」***です", "<p><em><strong>「強斜」</strong></em>です</p>");
}

#[test]
fn code_escapes_and_addresses_keep_their_asterisks() {
    check("`**「x」**y` **「z」**w", "<p><code>**「x」**y</code> <strong>「z」</strong>w</p>");
    check("\\**「x」\\**y", "<p>**「x」**y</p>");
    check(
        "[**「リンク」**先](https://e.x/a**「b」**c)",
        "<p><a href=\"https://e.x/a**%E3%80%8Cb%E3%80%8D**c\"><strong>「リンク」</strong>先</a></p>",
    );
    check("```\n**「x」**y\n```", "<pre><code>**「x」**y\n</code></pre>");
    check("[a](/b**「c」**d \"**「t」**u\")", "<p><a href=\"/b**%E3%80%8Cc%E3%80%8D**d\" title=\"**「t」**u\">a</a></p>");
}

#[test]
fn a_strike_through_is_treated_alike() {
    check("これは~~「旧」~~です", "<p>これは<del>「旧」</del>です</p>");
    check("2~3週目、4〜5週目", "<p>2~3週目、4〜5週目</p>");
}

#[test]
fn a_private_character_of_the_author_stays() {
    check("**「\u{E000}」**の", "<p><strong>「\u{E000}」</strong>の</p>");
}
