use super::layers::Layer;
use super::*;
use crate::world::MemoryWorld;
use jiff::civil::date;

fn languages() -> Vec<Arc<str>> {
    vec!["ja".into(), "en".into()]
}

fn look() -> Look {
    Look { theme: "default".into(), accent: None, font: Vec::new(), logo: None, font_file: None }
}

fn load(files: &[(&str, &str)]) -> (Theme, Vec<String>) {
    let mut world = MemoryWorld::new(date(2026, 11, 20));
    for (path, text) in files {
        world.insert(path, *text);
    }
    let mut report = Report::default();
    let theme = Theme::load(&world, &look(), &languages(), &mut report);
    (theme, report.iter().map(|finding| format!("{}:{} {}", finding.place.path, finding.place.line, finding.message)).collect())
}

fn lost(theme: &Theme) -> String {
    let frame = Frame { lang: "ja".into(), ..Frame::default() };
    let html = theme.page(&frame, &Page::NotFound(crate::render::view::NotFound::default())).expect("the page is rendered");
    String::from_utf8(html).expect("the page is text")
}

#[test]
fn every_language_has_the_same_words() {
    let layer = Layer::built_in();
    let keys = |lang: &str| {
        let text = layer.text(&format!("strings/{lang}.yaml"), &mut Report::default()).expect("the file is there").to_owned();
        let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_owned());
        text.lines().filter(|line| !line.starts_with('#')).filter_map(key).collect::<Vec<_>>()
    };
    assert_eq!(keys("ja"), keys("en"));
}

#[test]
fn the_accent_of_drawn_pictures_is_that_of_the_stylesheet() {
    let layer = Layer::built_in();
    let tokens = layer.text("styles/tokens.css", &mut Report::default()).expect("the file is there");
    assert!(tokens.contains(&format!("--accent: {};", Colour::OWN)));
}

#[test]
fn templates_say_nothing_by_themselves() {
    for (path, bytes) in Layer::built_in().files {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if !path.ends_with(".html") {
            continue;
        }
        let foreign = text.chars().find(|character| ('\u{3041}'..='\u{9fff}').contains(character) && !matches!(character, '・'));
        assert_eq!(foreign, None, "{path}");
        assert!(!text.contains(" style="), "{path} has a style of its own, which the content security policy forbids");
    }
}

#[test]
fn a_site_replaces_one_file_and_keeps_the_rest() {
    let (theme, findings) = load(&[(
        "themes/default/templates/not-found.html",
        "{% extends \"base.html\" %}{% block main %}<h1>迷いました</h1>{% endblock main %}",
    )]);
    assert_eq!(findings, Vec::<String>::new());
    let page = lost(&theme);
    assert!(page.contains("<h1>迷いました</h1>") && page.contains("本文へ移動"), "{page}");
}

#[test]
fn a_site_extends_the_file_it_replaces() {
    let (theme, _) = load(&[(
        "themes/default/templates/not-found.html",
        "{% extends \"base/not-found.html\" %}{% block main %}{{ super() }}<p>電話でもどうぞ</p>{% endblock main %}",
    )]);
    let page = lost(&theme);
    assert!(page.contains("ページが見つかりません") && page.contains("<p>電話でもどうぞ</p>"), "{page}");
}

#[test]
fn a_site_changes_one_word_and_keeps_the_rest() {
    let (theme, _) = load(&[("themes/default/strings/ja.yaml", "search: さがす")]);
    assert_eq!(theme.words("ja").text("search"), "さがす");
    assert_eq!(theme.words("ja").text("home"), "ホーム");
}

#[test]
fn words_that_a_language_lacks_are_counted_and_named() {
    let mut world = MemoryWorld::new(date(2026, 11, 20));
    world.insert("themes/default/strings/fr.yaml", "action: Action\naction_done: Fait\nsearch: Rechercher\n");
    let mut report = Report::default();
    let languages: [Arc<str>; 4] = ["ja".into(), "en-GB".into(), "fr-CA".into(), "it".into()];
    let theme = Theme::load(&world, &look(), &languages, &mut report);
    let all = theme.words("en-GB").keys().len();
    let found: Vec<_> = report.iter().map(|finding| format!("{} {}", finding.place.path, finding.message)).collect();
    let said = |place, lang, count, names| {
        let names = format!("`action_dropped`, `action_late`, {names}");
        format!("{place} {count} of {all} words of the interface are missing in `{lang}` and stand in English: {names}")
    };
    let french = said("themes/default/strings/fr.yaml", "fr-CA", all - 3, "`action_open`, `actions_finding`, `actual`, …");
    assert_eq!(found[0], french);
    assert!(found[1].starts_with(&format!("shirube.yaml {all} of {all} words")), "{}", found[1]);
    assert_eq!(found.len(), 2);
    assert_eq!((theme.words("fr-CA").text("search"), theme.words("it").text("search")), ("Rechercher", "Search"));
}

#[test]
fn a_broken_template_is_reported_and_the_own_one_stands_in() {
    let (theme, findings) = load(&[("themes/default/templates/not-found.html", "\n{% if %}")]);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("themes/default/templates/not-found.html:2 "), "{findings:?}");
    assert!(lost(&theme).contains("ページが見つかりません"));
}

#[test]
fn a_change_of_style_changes_its_address() {
    let (plain, _) = load(&[]);
    let (own, _) = load(&[("themes/default/styles/tokens.css", ":root { --accent: #b8430a }")]);
    assert_ne!(plain.stylesheet(crate::config::SiteKind::Customer, false).path, own.stylesheet(SiteKind::Customer, false).path);
}

#[test]
fn a_word_with_a_brace_in_it_is_filled_once() {
    assert_eq!(crate::model::fill("{a}と{b}と{c}", [("a", "{b}"), ("b", "2")].into_iter()), "{b}と2と{c}");
}

#[test]
fn the_theme_inside_the_program_has_no_mistake() {
    let (_, findings) = load(&[]);
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn every_stylesheet_closes_what_it_opens() {
    for (path, bytes) in Layer::built_in().files {
        if path.ends_with(".css") {
            let count = |sign| bytes.iter().filter(|byte| **byte == sign).count();
            assert_eq!(count(b'{'), count(b'}'), "{path}: what follows it in the joined stylesheet would be lost");
        }
    }
}

#[test]
fn a_company_sets_its_colour_in_one_line() {
    let (theme, findings) = load(&[("themes/default/theme.yaml", "accent: \"#b8430a\"")]);
    assert_eq!(findings, Vec::<String>::new());
    let css = String::from_utf8_lossy(&theme.stylesheet(crate::config::SiteKind::Customer, false).bytes).into_owned();
    assert!(css.contains(":root:not(.team){--accent:#b8430a}"), "{css}");
}

#[test]
fn a_colour_too_pale_to_be_read_is_darkened_and_said() {
    let (_, findings) = load(&[("themes/default/theme.yaml", "name: ours\naccent: \"#ffd400\"")]);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("themes/default/theme.yaml:2 the accent `#ffd400` is too pale"), "{findings:?}");
}

#[test]
fn what_no_template_names_is_not_asked_for() {
    let named = |files: &[(&str, &str)]| {
        let (theme, findings) = load(files);
        assert_eq!(findings, [""; 0]);
        (theme.names(STRUCTURED), theme.names(TICKS))
    };
    let own = |name: &str| {
        let path = format!("templates/{name}");
        let text = Layer::built_in().text(&path, &mut Report::default()).expect("the file is there").to_owned();
        (format!("themes/default/{path}"), text)
    };
    let ((base, base_text), (article, _)) = (own("base.html"), own("article.html"));
    let unsaid = base_text.replace("frame.structured", "frame.description");
    assert_eq!(named(&[]), (true, true));
    assert_eq!(named(&[(&base, &unsaid)]), (false, true));
    assert_eq!(named(&[(&article, "{% extends \"base.html\" %}")]), (true, false));
    // The program's own is reached by its whole name.
    assert_eq!(
        named(&[(&base, "{% extends \"base/base.html\" %}"), (&article, "{% extends 'base/article.html' %}")]),
        (true, true)
    );
    // So is a part.
    let including = unsaid.replace("</head>", "{% include 'parts/own.html' %}</head>");
    let part = "themes/default/templates/parts/own.html";
    assert_eq!(named(&[(&base, &including), (part, "{{ frame.structured }}")]), (true, true));
}
