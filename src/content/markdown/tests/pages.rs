//! Pages as they are written.

use super::*;

#[test]
fn a_line_break_inside_a_japanese_sentence_is_nothing() {
    check("効果は3つです。\n順番に進めます。", "<p>効果は3つです。順番に進めます。</p>");
    check("これは\nNRR です", "<p>これは\nNRR です</p>");
    check("**太字**\n「続き」", "<p><strong>太字</strong>「続き」</p>");
    check("中央値は\n{{ hours }}\nです", "<p>中央値は⟦hours⟧です</p>");
    check("そして……\nそれから", "<p>そして……それから</p>");
    check("one\ntwo", "<p>one\ntwo</p>");
    check("한국어\n문장", "<p>한국어\n문장</p>");
}

#[test]
fn figures_stand_in_text_but_not_in_code() {
    check("## NRR {{ nrr }} {#n}\n", "<h2 id=\"n\">NRR ⟦nrr⟧</h2>");
    check(
        "**{{ nrr segment=tier1 at=2026-09 }}**、`{{ nrr }}`",
        "<p><strong>⟦nrr segment=tier1 at=2026-09⟧</strong>、<code>{{ nrr }}</code></p>",
    );
    check("- {{a_b_c}}と{{ d*e }}", "<ul>\n<li>⟦a_b_c⟧と⟦d*e⟧</li>\n</ul>");
    check("{{ nrr\nchange }}", "<p>⟦nrr change⟧</p>");
    check("\\{{ nrr }} {{", "<p>{{ nrr }} {{</p>");
    check(
        "|値|\n|-|\n|{{ nrr }}|\n",
        "<div class=\"table\"><table class=\"stacked\">\n<thead><tr><th scope=\"col\">値</th></tr></thead>\n<tbody>\n<tr><td data-h=\"値\">⟦nrr⟧</td></tr>\n</tbody>\n</table></div>",
    );
}

#[test]
fn a_figure_knows_its_place() {
    let text = "値は**「{{  nrr at=2026-09 }}」**と{{ x[1] }}";
    let found: Vec<_> = document(text).figures.iter().map(|figure| (figure.text.clone(), &text[figure.range.clone()])).collect();
    assert_eq!(found, [("nrr at=2026-09".to_owned(), "nrr at=2026-09"), ("x[1]".to_owned(), "x[1]")]);
}

#[test]
fn an_open_figure_is_reported() {
    assert_eq!(findings("値 {{ nrr です\n\n次"), [(FindingKind::OpenFigure, "{{")]);
    assert_eq!(findings("値 {{ nrr {{ grr }}"), [(FindingKind::OpenFigure, "{{")]);
}

#[test]
fn a_block_keeps_its_yaml_and_where_each_line_is() {
    let text = "1. 図\n\n   ```chart wide\n   metric: nrr\n   by: 区分\n   ```\n";
    let document = document(text);
    let block = &document.blocks[0];
    assert_eq!((block.name.as_str(), block.info.as_str(), block.body.as_str()), ("chart", "wide", "metric: nrr\nby: 区分\n"));
    let place = block.body.find("区分").unwrap();
    assert!(text[block.offset(place)..].starts_with("区分"));
    assert_eq!(rendered(&document).matches("<div>⟦chart⟧</div>").count(), 1);
}

#[test]
fn heading_ids_are_as_on_a_git_host() {
    let text = "## 準備（1週目）\n\n## 準備（1週目）\n\n## Hello, World! A_b-c\n\n## ！？\n\n## 結果 {#result}\n\n## result\n\n## main\n\n## T1\n";
    let document = document(text);
    let ids: Vec<_> = document.headings.iter().map(|heading| &*heading.id).collect();
    assert_eq!(ids, ["準備1週目", "準備1週目-1", "hello-world-a_b-c", "section", "result", "result-1", "main-1", "section-t1"]);
    assert!(document.headings[4].explicit);
    assert_eq!(document.headings[4].text(), "結果");
}

#[test]
fn an_id_given_twice_is_reported_at_the_second_heading() {
    let text = "## 一 {#x}\n\n## 二 {#x}\n";
    assert_eq!(findings(text), [(FindingKind::DuplicateId("x".into()), "## 二 {#x}\n")]);
    assert_eq!(&*document(text).headings[1].id, "x-1");
}

#[test]
fn a_heading_of_the_first_level_is_reported_and_lowered() {
    assert_eq!(findings("# 題\n"), [(FindingKind::TopHeading, "# 題\n")]);
    check("# 題\n", "<h2 id=\"題\">題</h2>");
}

#[test]
fn tasks_are_real_checkboxes_with_what_and_why() {
    check(
        "- [ ] 10件の**申請**を出す\n  金額の小さいものから。\n- [x] 見比べる\n- ふつうの項目\n",
        "<ul class=\"tasks\">\n\
         <li class=\"task\"><input type=\"checkbox\" id=\"t1\"><label for=\"t1\"><span class=\"what\">10件の<strong>申請</strong>を出す</span> <span class=\"why\">金額の小さいものから。</span></label>\n</li>\n\
         <li class=\"task\"><input type=\"checkbox\" id=\"t2\" checked><label for=\"t2\"><span class=\"what\">見比べる</span></label>\n</li>\n\
         <li>ふつうの項目</li>\n</ul>",
    );
    assert_eq!(document("- [ ] a\n- [ ] b\n").tasks, 2);
}

#[test]
fn a_second_paragraph_of_a_task_is_in_its_label_and_a_third_is_not() {
    check(
        "- [ ] 何を\n\n  なぜ\n\n  もっと\n\n  - 中\n",
        "<ul class=\"tasks\">\n<li class=\"task\"><input type=\"checkbox\" id=\"t1\"><label for=\"t1\"><span class=\"what\">何を</span> <span class=\"why\">なぜ</span></label>\n<p>もっと</p>\n<ul>\n<li>中</li>\n</ul>\n</li>\n</ul>",
    );
}

#[test]
fn a_task_in_a_later_item_marks_its_list_only() {
    let html = rendered(&document("- a\n  - b\n- [ ] c\n"));
    assert_eq!(html.matches("class=\"tasks\"").count(), 1);
    assert!(html.starts_with("<ul class=\"tasks\">"));
}

#[test]
fn tables_align_by_class_and_name_their_cells() {
    let html = rendered(&document("|指標|値|\n|:-|-:|\n|NRR|101.6%|\n"));
    assert!(html.contains("<th scope=\"col\" class=\"right\">値</th>"));
    assert!(html.contains("<td data-h=\"値\" class=\"right\">101.6%</td>"));
    assert!(!html.contains("style="));
    let html = rendered(&document("|a|b|c|d||\n|-|-|-|-|-|\n|1|2|3|4|5|\n"));
    assert!(html.starts_with("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表 1\"><table>"));
    assert!(html.contains("<th scope=\"col\">d</th><td></td>"));
}

#[test]
fn footnotes_are_numbered_by_use_and_lead_back() {
    check(
        "甲[^b]と乙[^a]と甲[^b]。\n\n[^a]: 乙の注。\n[^b]: 甲の注。\n",
        "<p>甲<sup><a class=\"note\" href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup>と乙<sup><a class=\"note\" href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup>と甲<sup><a class=\"note\" href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup>。</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"脚注\"><ol>\n\
         <li id=\"fn-1\"><p>甲の注。 <a class=\"back\" href=\"#fnref-1\" aria-label=\"本文へ戻る 1\">↩\u{FE0E}</a> <a class=\"back\" href=\"#fnref-1-2\" aria-label=\"本文へ戻る 1-2\">↩\u{FE0E}</a></p>\n</li>\n\
         <li id=\"fn-2\"><p>乙の注。 <a class=\"back\" href=\"#fnref-2\" aria-label=\"本文へ戻る 2\">↩\u{FE0E}</a></p>\n</li>\n</ol></section>",
    );
    assert_eq!(findings("a\n\n[^x]: 使われない\n"), [(FindingKind::UnusedFootnote("x".into()), "[^x]: 使われない\n")]);
}

#[test]
fn definition_lists_and_strike_through() {
    check(
        "NRR\n: 純収益維持率\n: ~~旧~~\n",
        "<dl>\n<dt id=\"term-nrr\">NRR</dt>\n<dd>純収益維持率</dd>\n<dd><del>旧</del></dd>\n</dl>",
    );
}

#[test]
fn code_may_have_a_file_name() {
    check(
        "```text title=approval-routes.csv note=\"文字コードは UTF-8\"\n部署,上限額\n```\n",
        "<figure class=\"code\"><figcaption><b>approval-routes.csv</b> <span>文字コードは UTF-8</span></figcaption><pre><code class=\"language-text\">部署,上限額\n</code></pre></figure>",
    );
}

#[test]
fn pictures_carry_their_text() {
    let text = "![承認の**流れ**](a.svg \"題\")";
    assert_eq!(document(text).images[0].range, 0..text.len());
    check(text, "<p><img src=\"a.svg\" alt=\"承認の流れ\" title=\"題\" loading=\"lazy\" decoding=\"async\"></p>");
}

#[test]
fn a_figure_in_the_text_of_a_picture_is_reported() {
    assert_eq!(findings("![{{ nrr }}](a.svg)"), [(FindingKind::FigureInAlt, "![{{ nrr }}](a.svg)")]);
}

#[test]
fn addresses_of_every_form_are_links() {
    check(
        "<https://example.com> <a@example.com>",
        "<p><a href=\"https://example.com\">https://example.com</a> <a href=\"mailto:a@example.com\">a@example.com</a></p>",
    );
}

#[test]
fn plain_text_is_what_a_reader_reads() {
    let document = document(
        "## 見出し\n\n一行目\n二行目と{{ nrr }}。\n\n- a\n- [b](c.md)\n\n```yaml\nx: 1\n```\n\n|指標|値|\n|-|-|\n|NRR|1|\n",
    );
    assert_eq!(document.plain, "見出し\n一行目二行目と\u{FFFC}。\na\nb\n指標 値\nNRR 1\n");
    assert_eq!(&document.plain[usize::from(document.headings[0].plain)..], document.plain);
}

#[test]
fn sections_begin_at_headings_of_level_two() {
    let text = "前\n\n## 一言で {#summary}\n\nNRR\n\n### 小\n\n> ## 中\n\n## 理由 {#why}\n\n注[^1]\n\n[^1]: 注\n";
    let document = parse(&Cut::whole(text, 0), &Options { apart: true, ..options() });
    let ids: Vec<_> = document.sections().iter().map(|section| section.heading.map(|at| &*document.headings[at].id)).collect();
    assert_eq!(ids, [None, Some("summary"), Some("why")]);
    let mut out = String::new();
    document.render_pieces(document.sections()[1].body.clone(), &mut out, &mut Shown);
    assert_eq!(out, "<p>NRR</p>\n<h3 id=\"小\">小</h3>\n<blockquote>\n<h2 id=\"中\">中</h2>\n</blockquote>\n");
    out.clear();
    document.render_pieces(document.endnotes(), &mut out, &mut Shown);
    assert!(out.starts_with("<section class=\"footnotes\""));
}

#[test]
fn front_matter_is_split_off() {
    for (text, yaml, body) in [
        ("---\na: 1\n---\n本文", "a: 1\n", "本文"),
        ("\u{FEFF}---\r\na: 1\r\n---\r\n\r\n本文", "a: 1\r\n", "\r\n本文"),
        ("---\n---\n", "", ""),
        ("---  \na: 1\n---", "a: 1\n", ""),
        ("---\na: '----'\n----\n---\n", "a: '----'\n----\n", ""),
    ] {
        let parts = front_matter(text).unwrap().unwrap();
        assert_eq!((&text[parts.yaml], &text[parts.body]), (yaml, body));
    }
    assert_eq!(front_matter("本文\n---\n"), Ok(None));
    assert_eq!(front_matter("----\n"), Ok(None));
    assert_eq!(front_matter("---\ntitle: 題\n"), Err(Unterminated { opening: 0 }));
}
