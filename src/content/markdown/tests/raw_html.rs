//! Raw HTML, made safe.

use super::*;

#[test]
fn a_script_is_gone_with_its_content_and_reported() {
    check("a\n\n<script>\nalert('秘')\n</script>\n\nb\n", "<p>a</p>\n<p>b</p>");
    assert_eq!(
        findings("<script>alert(1)</script>\n"),
        [(FindingKind::TagRemoved("script".into()), "<script>alert(1)</script>\n")]
    );
}

#[test]
fn handlers_styles_and_dangerous_addresses_are_gone() {
    check("<div onclick=\"x()\" style=\"color:red\" class=\"wide\">文</div>\n", "<div class=\"wide\">文</div>");
    check("<a href=\"java&#115;cript:alert(1)\" onfocus=x>押す</a>\n", "<p>押す</p>");
    check("[押す](javascript:alert(1)) [b](<data:text/html,x>)\n", "<p>押す b</p>");
    assert_eq!(
        findings("[押す](JavaScript:alert(1))\n"),
        [(FindingKind::UnsafeAddress("JavaScript:alert(1)".into()), "[押す](JavaScript:alert(1))")]
    );
}

#[test]
fn an_element_may_hold_markdown_and_is_always_closed() {
    check(
        "<details>\n<summary>詳しく</summary>\n\n**「本文」**です {{ nrr }}\n\n</details>\n",
        "<details>\n<summary>詳しく</summary>\n<p><strong>「本文」</strong>です ⟦nrr⟧</p>\n</details>",
    );
    check("<div>\n\n終わらない\n", "<div>\n<p>終わらない</p>\n</div>");
    check("</div></main>閉じすぎ\n", "閉じすぎ");
}

#[test]
fn comments_leave_nothing() {
    check("<!-- 社内の覚え書き -->\n本文\n", "<p>本文</p>");
    check("前\n\n<!--\n秘密\n\n-->\n\n後\n", "<p>前</p>\n<p>後</p>");
    assert!(!document("<!-- <b>x</b> -->\n本文\n").raw_html);
}

#[test]
fn nothing_swallows_what_follows() {
    for opening in ["<textarea>", "<plaintext>", "<title>", "<style>", "<div class=\"", "<!--"] {
        let html = rendered(&document(&format!("前\n\n{opening}\n\n後 [a](b.md)\n")));
        let closed = !matches!(opening, "<textarea>" | "<style>" | "<!--");
        assert_eq!(html.contains("<p>後 <a href=\"b.md\">a</a></p>"), closed, "{opening}: {html}");
        assert!(html.starts_with("<p>前</p>"));
    }
}

#[test]
fn links_and_pictures_are_holes_like_those_of_markdown() {
    let document = document("<a href=\"../b.md#x\" title=\"題\"><img src=\"c.png\" alt=\"図&amp;表\" onerror=x></a>\n");
    assert_eq!(document.links[0].dest, "../b.md#x");
    assert_eq!(document.images[0].dest, "c.png");
    assert_eq!(document.images[0].alt, "図&表");
    assert_eq!(
        rendered(&document).trim_end(),
        "<p><a href=\"../b.md#x\" title=\"題\"><img src=\"c.png\" alt=\"図&amp;表\" loading=\"lazy\" decoding=\"async\"></a></p>"
    );
}

#[test]
fn our_own_markup_survives() {
    let text = "<span>x</span>\n\n## 見出し\n\n- [x] 終えた\n\n|a|b|\n|-|-:|\n|1|2|\n\n> [!TIP]\n> 助言[^1]\n\n[^1]: 注\n\n```yaml\na: 1\n```\n\n```chart\nmetric: nrr\n```\n";
    let html = rendered(&document(text));
    for part in [
        "<h2 id=\"見出し\">見出し</h2>",
        "<ul class=\"tasks\">\n<li class=\"task\"><input type=\"checkbox\" id=\"t1\" checked=\"\"><label for=\"t1\">",
        "<table class=\"stacked\">",
        "<td data-h=\"b\" class=\"right\">2</td>",
        "<aside class=\"callout tip\" role=\"note\">",
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"脚注\">",
        "<div>⟦chart⟧</div>",
        "class=\"language-yaml\"",
    ] {
        assert!(html.contains(part), "{part} not in\n{html}");
    }
}

#[test]
fn ids_stay_unique() {
    let document = document("<b id=\"a\">x</b><b id=\"a\">y</b><b id=\"t1\">z</b>\n\n## a\n\n## c {#c}\n\n<b id=\"c\">x</b>\n");
    assert_eq!(document.anchors, ["a"]);
    assert_eq!(&*document.headings[0].id, "a-1");
    assert_eq!(&*document.headings[1].id, "c");
}

#[test]
fn a_forged_placeholder_means_nothing() {
    let html = rendered(&document(
        "<b title=\"&#xE000;0&#xE000;\">&#57344;0&#xE000; &#xE000;0&#xE000;</b>\n\n&#xE000;0&#xE000; {{ nrr }}\n",
    ));
    assert_eq!(html.matches("⟦nrr⟧").count(), 1, "{html}");
}

#[test]
fn sections_are_closed_apart() {
    let text = "<div>\n\n一\n\n## 二\n\n</div>\n\n三\n";
    let document = parse(&Cut::whole(text, 0), &Options { apart: true, ..options() });
    let mut out = String::new();
    document.render_pieces(document.sections()[0].pieces.clone(), &mut out, &mut Shown);
    assert_eq!(out.trim_end(), "<div>\n<p>一</p>\n</div>");
    out.clear();
    document.render_pieces(document.sections()[1].body.clone(), &mut out, &mut Shown);
    assert_eq!(out.trim(), "<p>三</p>");
}
