//! One list in three forms.

use super::*;

fn sheet() -> Sheet {
    const COLUMNS: &[Column] = &[
        Column { key: "path", head: Some("PAGE") },
        Column { key: "type", head: None },
        Column { key: "title", head: Some("TITLE") },
        Column { key: "days_over", head: Some("DAYS") },
    ];
    let row = |path: &str, title: &str, days: Value| vec![json!(path), json!("page"), json!(title), days];
    Sheet {
        name: "pages",
        columns: COLUMNS,
        rows: vec![row("a.md", "見直しの\"手順\", 一", json!(7)), row("long/b.md", "b", Value::Null)],
    }
}

#[test]
fn columns_line_up_beside_japanese() {
    let expected = "\
PAGE       TITLE               DAYS
a.md       見直しの\"手順\", 一     7
long/b.md  b
";
    assert_eq!(sheet().table(), expected);
}

#[test]
fn spreadsheets_get_what_they_can_read() {
    let expected = "path,type,title,days_over\r\na.md,page,\"見直しの\"\"手順\"\", 一\",7\r\nlong/b.md,page,b,\r\n";
    assert_eq!(sheet().csv(), expected);
}

#[test]
fn programs_get_numbers_and_nothing_for_what_is_not_known() {
    let found: Value = serde_json::from_str(&sheet().json()).expect("it is JSON");
    assert_eq!(found["pages"][0]["days_over"], 7);
    assert_eq!(found["pages"][1]["days_over"], Value::Null);
}
