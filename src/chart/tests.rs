//! What a reader of a chart would notice: labels that run into one another or out of the picture,
//! gaps that are drawn over, a table that says something else than the picture.

use super::*;
use crate::model::{Language, Month};

/// A text of a picture, as the box it takes by our own measure.
#[derive(Debug)]
struct Printed {
    text: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

fn printed(svg: &str) -> Vec<Printed> {
    svg.split("<text").skip(1).map(|rest| one_text(rest.split("</text>").next().unwrap_or(""))).collect()
}

fn one_text(rest: &str) -> Printed {
    let (tag, inner) = rest.split_once('>').expect("a text has an end");
    let number = |name: &str| attribute(tag, name).and_then(|v| v.parse::<f64>().ok()).expect("a text has a place");
    let classes: Vec<&str> = attribute(tag, "class").unwrap_or("").split(' ').collect();
    let (mut wide, mut tallest, mut plain) = (0.0, 0.0_f64, String::new());
    for run in inner.split("<tspan").flat_map(|part| part.split("</tspan>")) {
        let (own, text) = match run.split_once('>') {
            Some((tag, text)) if run.starts_with(" class") => (attribute(tag, "class").unwrap_or("").split(' ').collect(), text),
            _ => (Vec::new(), run),
        };
        let has = |class: &str| own.contains(&class) || classes.contains(&class);
        let size = if has("big") {
            16.0
        } else if has("mid") {
            14.0
        } else {
            12.0
        };
        let text =
            text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        wide += if has("b") || has("big") { text::width_bold(&text, size) } else { text::width(&text, size) };
        tallest = tallest.max(size);
        plain.push_str(&text);
    }
    let x = number("x");
    let left = if classes.contains(&"m") {
        x - wide / 2.0
    } else if classes.contains(&"e") {
        x - wide
    } else {
        x
    };
    Printed { text: plain, left, right: left + wide, base: number("y"), size: tallest }
}

/// Fails if a label of any drawing leaves its picture or lies over another.
#[track_caller]
fn check_labels(figure: &str) {
    for svg in figure.split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap_or("")) {
        let tag = svg.split('>').next().unwrap_or("");
        let size = |name: &str| attribute(&format!("{tag}\""), name).and_then(|v| v.parse::<f64>().ok()).expect("a size");
        let (width, height) = (size("width"), size("height"));
        let texts = printed(svg);
        for (at, a) in texts.iter().enumerate() {
            let inside = a.left >= -0.6 && a.right <= width + 0.6 && a.base - a.size * 0.8 >= -0.6 && a.base <= height + 0.6;
            assert!(inside, "{:?} is cut off in a picture of {width} × {height}", a);
            for b in &texts[at + 1..] {
                let across = a.right.min(b.right) - a.left.max(b.left);
                let down = a.base.min(b.base) - (a.base - a.size * 0.8).max(b.base - b.size * 0.8);
                assert!(across <= 0.6 || down <= 0.6, "{a:?} lies over {b:?}");
            }
        }
    }
}

/// Fails if what is written could not be in a page: numbers that are none, tags left open.
#[track_caller]
fn check_markup(html: &str) {
    for wrong in ["NaN", "inf\"", "inf ", "-0 ", "e+"] {
        assert!(!html.contains(wrong), "{wrong:?} in {html}");
    }
    let mut open = Vec::new();
    for part in html.split('<').skip(1) {
        let tag = part.split('>').next().unwrap_or("");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("").to_owned();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most.max(1)
    }

    fn value(&mut self) -> Value {
        const ODD: [f64; 8] = [f64::NAN, f64::INFINITY, 0.0, -0.0, 1e300, -1e180, 1e-300, 1e14];
        let number = match self.below(14) {
            0 => return Value::missing("記録なし"),
            1 if self.below(6) == 0 => ODD[self.below(ODD.len())],
            _ => (self.below(20_000) as f64 - 6_000.0) / 100.0,
        };
        let text = if number.is_finite() && number.abs() < 1e6 {
            format!("{number:.1}万円").replace('-', "−")
        } else if number == 1e14 {
            "100,000,000,000,000円".to_owned()
        } else {
            "∞".to_owned()
        };
        Value::new(number, text)
    }

    fn name(&mut self) -> String {
        const NAMES: [&str; 10] = [
            "NRR",
            "エクステンション",
            "危険な社数の割合（Tier3）",
            "Customers at risk in the third tier",
            "解約",
            "オンボーディング完了率",
            "A & B <C>",
            "",
            "1人あたり保有社数",
            "利用規模別と導入形態別に集計した、更新前3か月のお客様の危険な割合",
        ];
        NAMES[self.below(NAMES.len())].to_owned()
    }

    fn series(&mut self, count: usize, values: usize) -> Vec<Series> {
        (0..count).map(|_| Series { name: self.name(), values: (0..values).map(|_| self.value()).collect() }).collect()
    }

    fn frame(&mut self) -> Frame {
        let lang = if self.below(2) == 0 { "ja" } else { "en" };
        let size = [Size::Both, Size::Aside][self.below(2)];
        Frame { id: "c".into(), language: Language::of(lang), title: self.name(), label: self.name(), size, ..Frame::default() }
    }

    fn axis(&mut self, count: usize) -> Axis {
        if self.below(3) == 0 {
            return Axis::Names { head: self.name(), names: (0..count).map(|_| self.name()).collect() };
        }
        Axis::Months(months(&format!("2024-{:02}", 1 + self.below(12)), count))
    }

    fn marks(&mut self) -> Vec<Mark> {
        let count = self.below(6);
        let month = |dice: &mut Self| format!("202{}-{:02}", 4 + dice.below(3), 1 + dice.below(12));
        (0..count).map(|_| Mark { month: month(self).parse().expect("a month"), label: self.name() }).collect()
    }
}

fn months(first: &str, count: usize) -> Vec<Month> {
    let first: Month = first.parse().expect("a month");
    (0..count).map(|at| first.plus(at as i32)).collect()
}

fn ticks() -> TickFormat {
    TickFormat { suffix: "万円".into(), ..TickFormat::plain(&Language::of("ja")) }
}

fn values(values: &[Option<f64>]) -> Vec<Value> {
    values.iter().map(|value| value.map_or(Value::missing("記録なし"), |v| Value::new(v, format!("{v}%")))).collect()
}

fn line_of(numbers: &[Option<f64>]) -> Line {
    let course = Course {
        frame: Frame { id: "nrr".into(), language: Language::of("ja"), title: "NRR".into(), ..Frame::default() },
        ticks: TickFormat::plain(&Language::of("ja")),
        axis: Axis::Months(months("2025-10", numbers.len())),
        series: vec![Series { name: "NRR".into(), values: values(numbers) }],
        target: None,
        marks: Vec::new(),
    };
    Line { course, base: None, from_zero: false }
}

/// Every chart on an axis, from the same dice.
fn on_an_axis(dice: &mut Dice, count: usize) -> Vec<String> {
    let series = 1 + dice.below(8);
    let axis = dice.axis(count);
    let series = dice.series(series, count);
    let target =
        (dice.below(2) == 0).then(|| Target { name: "目標".into(), values: (0..count).map(|_| dice.value()).collect() });
    let marks = dice.marks();
    let frame = dice.frame();
    let course = Course {
        frame: frame.clone(),
        ticks: ticks(),
        axis: axis.clone(),
        series: series.clone(),
        target: target.clone(),
        marks: marks.clone(),
    };
    let base = (dice.below(2) == 0).then_some(100.0);
    let line_chart = Line { course: course.clone(), base, from_zero: dice.below(2) == 0 };
    let few = series.iter().take(1 + dice.below(3)).cloned().collect();
    let accent = (dice.below(2) == 0).then_some(count.saturating_sub(1));
    let bar_chart = Bars { course: Course { series: few, ..course.clone() }, accent };
    let stack = Stacked { course: Course { target: None, ..course }, shares: dice.below(2) == 0 };
    vec![
        line(&line_chart),
        bars(&bar_chart),
        stacked(&stack),
        multiples(&Multiples { frame, axis, panels: series, base: Some(1.0) }),
    ]
}

/// Every chart of rows or steps, from the same dice.
fn of_rows(dice: &mut Dice, count: usize) -> Vec<String> {
    let frame = dice.frame();
    let steps = (0..count)
        .map(|at| Step {
            name: dice.name(),
            sub: if dice.below(3) == 0 { "10月末".into() } else { String::new() },
            value: dice.value(),
            kind: if at == 0 || at + 1 == count { StepKind::Total } else { StepKind::Change },
        })
        .collect();
    let bridge = Waterfall { frame: frame.clone(), ticks: ticks(), head: String::new(), steps };
    let heat = Heatmap {
        frame: frame.clone(),
        ticks: ticks(),
        head: dice.name(),
        columns: dice.axis(count),
        rows: (0..count).map(|at| (dice.name(), (0..count - at).map(|_| dice.value()).collect())).collect(),
        range: None,
    };
    let side = |dice: &mut Dice| Side { name: dice.name(), ticks: ticks(), split: (dice.below(2) == 0).then_some(3.0) };
    let points = Quadrant {
        frame: frame.clone(),
        across: side(dice),
        up: side(dice),
        corners: std::array::from_fn(|_| dice.name()),
        points: (0..count).map(|_| Point { name: dice.name(), across: dice.value(), up: dice.value() }).collect(),
        head: String::new(),
    };
    let funnel_steps = (0..count).map(|_| FunnelStep { name: dice.name(), value: dice.value(), rate: "→ 67%".into() });
    let through = Funnel { frame: frame.clone(), steps: funnel_steps.collect(), heads: Default::default() };
    let spread = Distribution {
        frame: frame.clone(),
        ticks: ticks(),
        head: String::new(),
        value_head: String::new(),
        classes: (0..count).map(|_| (dice.name(), dice.value())).collect(),
        median: (dice.below(2) == 0).then(|| (dice.below(12) as f64 - 1.0, "3.2時間".into())),
    };
    let plans = Bullets {
        frame,
        heads: Default::default(),
        rows: (0..count).map(|_| (dice.name(), std::array::from_fn(|_| dice.value()))).collect(),
    };
    vec![waterfall(&bridge), heatmap(&heat), quadrant(&points), funnel(&through), distribution(&spread), bullets(&plans)]
}

/// Every drawn tree, from the same dice. Parents may be anything, circles included.
fn trees(dice: &mut Dice, count: usize) -> Vec<String> {
    const STATUS: [Status; 7] =
        [Status::Good, Status::Warn, Status::Bad, Status::Running, Status::NotApplicable, Status::Missing, Status::None];
    let frame = dice.frame();
    let node = |dice: &mut Dice| Node {
        column: dice.below(8),
        parents: (0..dice.below(3)).map(|_| dice.below(count + 2)).collect(),
        relation: [Relation::Adds, Relation::Predicts, Relation::Moves][dice.below(3)],
        sign: "＋".into(),
        name: dice.name(),
        href: if dice.below(2) == 0 { "../m/".into() } else { String::new() },
        value: ["101.65", "", "182,000,000"][dice.below(3)].into(),
        unit: ["%", "万円", "件/営業日（月間の平均）"][dice.below(3)].into(),
        status: STATUS[dice.below(7)],
        status_word: ["達成", "", "Not applicable"][dice.below(3)].into(),
        note: dice.name(),
        course: (0..dice.below(14)).map(|_| dice.value().at).collect(),
    };
    let figures = Tree {
        frame,
        columns: (0..4).map(|_| (dice.name(), dice.name())).collect(),
        nodes: (0..count).map(|_| node(dice)).collect(),
        heads: Default::default(),
    };
    vec![tree(&figures)]
}

#[test]
fn labels_never_overlap_and_never_leave_the_picture() {
    for seed in 0..120 {
        let mut dice = Dice(seed);
        let count = dice.below(62);
        for figure in on_an_axis(&mut dice, count).into_iter().chain(trees(&mut dice, count)) {
            check_labels(&figure);
        }
        let count = dice.below(16);
        for figure in of_rows(&mut dice, count) {
            check_labels(&figure);
        }
    }
}

#[test]
fn any_input_gives_a_well_formed_picture() {
    for (seed, count) in [0, 1, 2, 3, 120, 1000].into_iter().enumerate() {
        let mut dice = Dice(seed as u64 + 900);
        let rows = if count > 120 { 60 } else { count };
        let figures = on_an_axis(&mut dice, count).into_iter().chain(of_rows(&mut dice, rows)).chain(trees(&mut dice, rows));
        for figure in figures {
            check_markup(&figure);
            assert!(figure.starts_with("<figure class=\"chart chart-") && figure.ends_with("</figure>"));
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(on_an_axis(&mut Dice(5), 30), on_an_axis(&mut Dice(5), 30));
}

#[test]
fn no_colour_is_written_into_a_picture() {
    for figure in on_an_axis(&mut Dice(3), 13).into_iter().chain(of_rows(&mut Dice(3), 9)).chain(trees(&mut Dice(3), 9)) {
        assert!(!figure.contains("style=") && !figure.contains("rgb") && !figure.contains("stroke=\""));
        assert!(!figure.split("fill=\"").skip(1).any(|fill| !fill.starts_with("url(#")));
    }
}

#[test]
fn a_missing_month_breaks_the_line_and_a_month_alone_is_a_dot() {
    let whole = line_svg(&line_of(&[Some(1.0), Some(2.0), Some(3.0), Some(2.0)]), Width::Wide);
    let broken = line_svg(&line_of(&[Some(1.0), Some(2.0), None, Some(2.0)]), Width::Narrow);
    assert_eq!(whole.matches("class=\"ln\"").count(), 1);
    assert_eq!(broken.matches("class=\"ln\"").count(), 1);
    let alone = line_svg(&line_of(&[Some(1.0), None, Some(2.0), None, None]), Width::Narrow);
    assert_eq!((alone.matches("class=\"ln\"").count(), alone.matches("h0").count()), (0, 2));
}

#[test]
fn a_month_left_out_of_the_list_is_a_gap_too() {
    let mut chart = line_of(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]);
    let mut list = months("2025-10", 5);
    list.remove(2);
    chart.course.axis = Axis::Months(list);
    assert_eq!(line_svg(&chart, Width::Wide).matches("class=\"ln\"").count(), 2);
}

#[test]
fn the_table_holds_exactly_the_texts_that_were_given() {
    let mut chart = line_of(&[Some(98.5), None]);
    chart.course.target = Some(Target { name: "目標".into(), values: values(&[Some(100.8), Some(100.8)]) });
    chart.course.marks = vec![Mark { month: "2025-11".parse().unwrap(), label: "価格改定".into() }];
    let figure = line(&chart);
    assert!(figure.contains(
        "<th scope=\"col\">月</th><th scope=\"col\">NRR</th><th scope=\"col\">目標</th><th scope=\"col\">できごと</th>"
    ));
    assert!(figure.contains("<tr><th scope=\"row\">2025年10月</th><td>98.5%</td><td>100.8%</td><td></td></tr>"));
    assert!(figure.contains("<tr><th scope=\"row\">2025年11月</th><td>記録なし</td><td>100.8%</td><td>価格改定</td></tr>"));
}

#[test]
fn the_picture_says_what_it_shows_and_decoration_says_nothing() {
    let mut chart = line_of(&[Some(98.5)]);
    chart.course.frame.label = "NRR 98.5%、目標100.8%に2.3pt届かない".into();
    assert!(line(&chart).contains("role=\"img\" aria-label=\"NRR 98.5%、目標100.8%に2.3pt届かない\""));
    assert!(line_svg(&chart, Width::Wide).contains("aria-hidden=\"true\""));
}

#[test]
fn both_drawings_of_a_figure_have_ids_of_their_own() {
    let figure = on_an_axis(&mut Dice(1), 5).join("") + &of_rows(&mut Dice(1), 5)[0];
    for id in figure.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|id| id.ends_with("-h")) {
        assert!(id.starts_with("c-w") || id.starts_with("c-n"), "{id}");
    }
}

#[test]
fn months_are_named_by_the_calendar_in_both_languages() {
    let mut chart = line_of(&[Some(1.0); 13]);
    let texts = |chart: &Line| printed(&line_svg(chart, Width::Wide)).into_iter().map(|text| text.text).collect::<Vec<_>>();
    let japanese = texts(&chart);
    for label in ["10月", "2025年", "1月", "2026年"] {
        assert!(japanese.iter().any(|text| text == label), "{label}");
    }
    assert_eq!(japanese.iter().filter(|text| text.ends_with('年')).count(), 2);
    chart.course.frame.language = Language::of("en-GB");
    let english = texts(&chart);
    assert!(["Oct", "2025", "Jan", "2026"].iter().all(|label| english.iter().any(|text| text == label)));
}

#[test]
fn a_bridge_with_small_changes_says_that_its_axis_is_broken() {
    let step =
        |value: f64, kind| Step { name: "ARR".into(), value: Value::new(value, value.to_string()), kind, ..Step::default() };
    let bridge = |change: f64| Waterfall {
        frame: Frame { id: "b".into(), language: Language::of("ja"), title: "ARR".into(), ..Frame::default() },
        ticks: TickFormat::plain(&Language::of("ja")),
        head: String::new(),
        steps: vec![step(240.0, StepKind::Total), step(change, StepKind::Change), step(240.0 + change, StepKind::Total)],
    };
    assert!(waterfall(&bridge(15.6)).contains("0から始まっていません"));
    assert!(!waterfall(&bridge(-200.0)).contains("0から始まっていません"));
}

#[test]
fn pictures_stay_small() {
    let numbers: Vec<Option<f64>> = (0..36).map(|at| Some(95.0 + f64::from(at).sin() * 3.0)).collect();
    let mut chart = line_of(&numbers);
    chart.course.series = (0..3).map(|_| chart.course.series[0].clone()).collect();
    let long = line_svg(&chart, Width::Wide).len();
    assert!(long < 5_000, "{long}");
    let mut dice = Dice(7);
    let cell = |dice: &mut Dice| Value::new(dice.below(1000) as f64, String::from("1,234,567"));
    let heat = Heatmap {
        frame: Frame::default(),
        ticks: TickFormat::plain(&Language::of("ja")),
        head: String::new(),
        columns: Axis::Names { head: String::new(), names: (0..36).map(|at| at.to_string()).collect() },
        rows: (0..36).map(|at| (at.to_string(), (0..36).map(|_| cell(&mut dice)).collect())).collect(),
        range: None,
    };
    let long = heatmap_svg(&heat, Width::Wide).len();
    assert!(long < 21_000, "{long}");
}

#[test]
fn a_spark_of_nothing_is_an_empty_picture() {
    let none = Spark { values: vec![None, Some(f64::NAN)], target: vec![], kind: SparkKind::Bars, size: SparkSize::Card };
    let picture = spark(&none);
    assert!(picture.contains("aria-hidden") && !picture.contains("<path") && !picture.contains("<rect"));
}

#[test]
fn a_node_without_room_beside_its_value_says_its_status_below() {
    let node = Node {
        name: "手引きを読んだ会社数".into(),
        value: "サクセスサイトの".into(),
        status: Status::NotApplicable,
        status_word: "まだ問わない".into(),
        note: "+24社".into(),
        course: vec![Some(1.0), Some(2.0)],
        ..Node::default()
    };
    let figure = tree(&Tree {
        frame: Frame { size: Size::Wide, ..Dice(1).frame() },
        columns: Vec::new(),
        nodes: vec![node],
        heads: Default::default(),
    });
    assert!(figure.contains(">まだ問わない</text>") && figure.contains(">+24社</text>"), "{figure}");
}
