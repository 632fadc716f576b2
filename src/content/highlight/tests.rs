//! Code in every language keeps its text and gets its classes.

use proptest::prelude::*;

use super::*;

fn painted(language: &str, code: &str) -> String {
    let mut out = String::new();
    highlight(&mut out, language, code);
    out
}

/// `⟨k:let⟩` stands for `<span class="hk">let</span>`.
#[track_caller]
fn check(language: &str, code: &str, expected: &str) {
    let mut short = painted(language, code).replace("</span>", "⟩");
    for kind in Kind::ALL {
        short = short.replace(&format!("<span class=\"{}\">", kind.class()), &format!("⟨{}:", &kind.class()[1..]));
    }
    assert_eq!(short, expected);
}

#[test]
fn yaml_has_keys_values_and_comments() {
    check(
        "yaml",
        "# 例\nnrr: 101.6\nname: \"導入: #1\" # 注\nlist:\n  - {a: 1, b: tier 1}\n  - 2026-10\nurl: https://e.x/#a\n",
        "⟨c:# 例⟩\n⟨a:nrr⟩: ⟨n:101.6⟩\n⟨a:name⟩: ⟨s:\"導入: #1\"⟩ ⟨c:# 注⟩\n⟨a:list⟩:\n  - {⟨a:a⟩: ⟨n:1⟩, ⟨a:b⟩: tier ⟨n:1⟩}\n  - ⟨n:2026-10⟩\n⟨a:url⟩: https://e.x/#a\n",
    );
    check("yml", "a: true\nb: it's\n", "⟨a:a⟩: ⟨n:true⟩\n⟨a:b⟩: it's\n");
}

#[test]
fn json_tells_keys_from_values() {
    check("json", "{\"a\": \"x\\\"\", \"b\" : [1.5, null]}", "{⟨a:\"a\"⟩: ⟨s:\"x\\\"\"⟩, ⟨a:\"b\"⟩ : [⟨n:1.5⟩, ⟨n:null⟩]}");
}

#[test]
fn settings_have_sections() {
    check("toml", "[表]\na = \"b\" # c\nd = 1_000\n", "⟨h:[表]⟩\n⟨a:a⟩ = ⟨s:\"b\"⟩ ⟨c:# c⟩\n⟨a:d⟩ = ⟨n:1_000⟩\n");
    check("ini", "; 注\n[a]\nb=c;d\n", "⟨c:; 注⟩\n⟨h:[a]⟩\n⟨a:b⟩=c;d\n");
}

#[test]
fn programs_have_words_strings_and_comments() {
    check("rust", "let c: &'a str = \"<b>\"; // 'x'", "⟨k:let⟩ c: &amp;'a ⟨k:str⟩ = ⟨s:\"&lt;b&gt;\"⟩; ⟨c:// 'x'⟩");
    check(
        "python",
        "def f():\n    \"\"\"二\n行\"\"\"\n    return None",
        "⟨k:def⟩ f():\n    ⟨s:\"\"\"二\n行\"\"\"⟩\n    ⟨k:return⟩ ⟨n:None⟩",
    );
    check("ts", "const a = `x${1}`; /* 注", "⟨k:const⟩ a = ⟨s:`x${1}`⟩; ⟨c:/* 注⟩");
    check("sh", "cd \"$HOME\" # x\necho a#b $B", "⟨k:cd⟩ ⟨s:\"$HOME\"⟩ ⟨c:# x⟩\n⟨k:echo⟩ a#b ⟨a:$B⟩");
    check("SQL", "select 顧客 FROM t -- x", "⟨k:select⟩ 顧客 ⟨k:FROM⟩ t ⟨c:-- x⟩");
    check("go", "func f() { return 0x1F }", "⟨k:func⟩ f() { ⟨k:return⟩ ⟨n:0x1F⟩ }");
}

#[test]
fn markup_has_tags_and_attributes() {
    check(
        "html",
        "<!-- 注 --><a href=\"x\">1 < 2</a>",
        "⟨c:&lt;!-- 注 --&gt;⟩&lt;⟨t:a⟩ ⟨a:href⟩=⟨s:\"x\"⟩&gt;1 &lt; 2&lt;/⟨t:a⟩&gt;",
    );
}

#[test]
fn tables_diffs_and_markdown_go_by_line() {
    check("csv", "部署,上限額\n営業一課,30000\n", "⟨h:部署,上限額⟩\n営業一課,30000\n");
    check("diff", "@@ -1 +1 @@\n-a\n+b\n c\n", "⟨h:@@ -1 +1 @@⟩\n⟨d:-a⟩\n⟨i:+b⟩\n c\n");
    check("md", "# 題\n> 引用\n`a` b\n```\n# c\n```\nd", "⟨h:# 題⟩\n⟨c:&gt; 引用⟩\n⟨s:`a`⟩ b\n⟨s:```⟩\n⟨s:# c⟩\n⟨s:```⟩\nd");
}

#[test]
fn an_unknown_language_is_plain() {
    check("brainfuck", "let <a>", "let &lt;a&gt;");
    check("", "let", "let");
}

const NAMES: [&str; 20] = [
    "yaml", "json", "toml", "ini", "python", "js", "rust", "sh", "sql", "html", "css", "csv", "diff", "md", "go", "java", "ruby",
    "text", "", "xml",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_text_is_kept_whatever_it_is(parts in prop::collection::vec(prop_oneof![
        prop::sample::select(vec!["\"", "'", "`", "#", "//", "/*", "*/", "<", ">", "<!--", "-->", "\n", " ", "- ", ":", "{", ",", "}",
            "[", "]", "=", "\\", "a", "1", "日本", "\r\n", "@", "$", "```", "\"\"\"", "-- ", ";", "let", ".", "\t"]).prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ], 0..30)) {
        let code = parts.concat();
        for name in NAMES {
            let mut text = String::new();
            let painted = painted(name, &code);
            let mut rest = painted.as_str();
            while let Some(at) = rest.find('<') {
                text.push_str(&rest[..at]);
                rest = &rest[at + rest[at..].find('>').unwrap() + 1..];
            }
            text.push_str(rest);
            prop_assert_eq!(text, {
                let mut plain = String::new();
                html::text(&mut plain, &code);
                plain
            });
        }
    }
}
