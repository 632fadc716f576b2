//! Every length and place of a picture stands for a value of the table behind it.
//!
//! Values are read as they are printed, so each comparison leaves room for their rounding and for the tenth of a pixel of the picture.

use super::drawing::{self, Area, attribute, boxes, groups, has_class, paths, rectangles, strokes, tags};
use super::{Figure, Shown};

/// What a picture writes is rounded to a tenth of a pixel, and a box has two ends.
const TENTHS: f64 = 0.3;

/// How many series are told apart.
const SERIES: usize = 6;

/// What is wrong with the shapes of a figure.
pub(super) fn complaints(figure: &Figure<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for picture in figure.pictures() {
        let wrong = match figure.kind {
            "line" => lines(figure, picture),
            "bars" => bars(figure, picture),
            "stacked" => stacked(figure, picture, false),
            "shares" => stacked(figure, picture, true),
            "multiples" => multiples(figure, picture),
            "waterfall" => waterfall(figure, picture),
            "heatmap" => heatmap(figure, picture),
            "funnel" => funnel(figure, picture),
            "bullet" => bullets(figure, picture),
            "distribution" => distribution(figure, picture),
            "quadrant" => quadrant(figure, picture),
            _ => Ok(()),
        };
        found.extend(wrong.err());
    }
    found
}

type Checked = Result<(), String>;

fn must(holds: bool, wrong: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(wrong()) }
}

/// One straight rule leads from all of the ones to all of the others; what it makes of a value.
struct Rule {
    from: (f64, f64),
    slope: f64,
}

impl Rule {
    /// The rule that the two most distant pairs give; `None` where all values are the same.
    fn of(pairs: &[(Shown, f64)]) -> Option<Rule> {
        let lo = pairs.iter().min_by(|a, b| a.0.value.total_cmp(&b.0.value))?;
        let hi = pairs.iter().max_by(|a, b| a.0.value.total_cmp(&b.0.value))?;
        let far = hi.0.value - lo.0.value;
        (far > 1e-9).then(|| Rule { from: (lo.0.value, lo.1), slope: (hi.1 - lo.1) / far })
    }

    fn at(&self, value: f64) -> f64 {
        self.from.1 + (value - self.from.0) * self.slope
    }

    /// Whether a value stands where the rule says.
    fn holds(&self, what: &str, shown: Shown, place: f64) -> Checked {
        let room = TENTHS + 2.0 * self.slope.abs() * shown.room;
        let expected = self.at(shown.value);
        must((expected - place).abs() <= room, || format!("{what}: {} stands at {place}, not at {expected:.1}", shown.value))
    }
}

/// All of the values stand on one rule; larger ones further up or to the right.
fn on_one_rule(what: &str, pairs: &[(Shown, f64)], upwards: bool) -> Result<Option<Rule>, String> {
    let Some(rule) = Rule::of(pairs) else { return Ok(None) };
    must(rule.slope == 0.0 || (rule.slope < 0.0) == upwards, || format!("{what}: larger values stand lower"))?;
    pairs.iter().try_for_each(|(shown, place)| rule.holds(what, *shown, *place))?;
    Ok(Some(rule))
}

/// The rows stand at equal steps; `None` where there are too few to tell.
fn at_equal_steps(what: &str, rows: &[usize], places: &[f64]) -> Result<Option<Rule>, String> {
    let exact = |row: usize| Shown { value: row as f64, room: 0.0 };
    let pairs: Vec<(Shown, f64)> = rows.iter().map(|row| exact(*row)).zip(places.iter().copied()).collect();
    on_one_rule(what, &pairs, false)
}

/// Which rows of a column have a value, and the values.
fn column(figure: &Figure<'_>, at: usize) -> (Vec<usize>, Vec<Shown>) {
    let rows = figure.rows.iter().enumerate();
    rows.filter_map(|(row, cells)| Some((row, Shown::read(cells.get(at)?)?))).unzip()
}

fn lines(figure: &Figure<'_>, picture: &str) -> Checked {
    let series = figure.series();
    let (mut all, mut across) = (Vec::new(), None);
    for n in 1..=series.min(SERIES) {
        let (rows, values) = column(figure, n);
        let found: Vec<(f64, f64)> = groups(picture, &format!("s{n}")).iter().flat_map(|group| drawing::points(group)).collect();
        must(found.len() == values.len(), || format!("line {n}: {} points for {} values", found.len(), values.len()))?;
        let steps = at_equal_steps(&format!("line {n}, months"), &rows, &found.iter().map(|point| point.0).collect::<Vec<_>>())?;
        across = across.or(steps);
        all.extend(values.into_iter().zip(found.iter().map(|point| point.1)));
    }
    let rule = on_one_rule("lines", &all, true)?;
    match (rule, across) {
        (Some(rule), Some(across)) => target(figure, picture, &rule, &across),
        _ => Ok(()),
    }
}

/// The dashed line stands at the target of each month.
fn target(figure: &Figure<'_>, picture: &str, rule: &Rule, across: &Rule) -> Checked {
    let Some(at) = figure.target() else { return Ok(()) };
    let steps: Vec<(f64, f64)> = paths(picture, "c-target").into_iter().flatten().collect();
    let (rows, values) = column(figure, at);
    for (row, shown) in rows.into_iter().zip(values) {
        let (x, expected) = (across.at(row as f64), rule.at(shown.value));
        // Between two points of the line: the one before and the one after this month.
        let before = steps.iter().rev().find(|step| step.0 <= x);
        let room = TENTHS + rule.slope.abs() * shown.room;
        let holds = before.is_some_and(|step| (step.1 - expected).abs() <= room);
        must(holds, || format!("the target {} of row {row} is not at {expected:.1}, but at {before:?}", shown.value))?;
    }
    Ok(())
}

/// The line that bars stand on.
fn base(picture: &str) -> Result<f64, String> {
    let lying = paths(picture, "c-base").into_iter().find_map(|line| line.first().copied());
    lying.map(|point| point.1).ok_or_else(|| "nothing to stand on".to_owned())
}

/// Bars stand on the base line, and are as long as their values are large.
fn standing(what: &str, base: f64, bars: &[(Shown, Area)]) -> Checked {
    let most = bars.iter().max_by(|a, b| a.0.value.abs().total_cmp(&b.0.value.abs()));
    let Some((most, longest)) = most.filter(|(shown, _)| shown.value != 0.0) else { return Ok(()) };
    let scale = longest.high / most.value.abs();
    for (shown, bar) in bars {
        let expected = shown.value.abs() * scale;
        let room = TENTHS + 2.0 * scale * shown.room;
        must((bar.high - expected).abs() <= room, || format!("{what}: {} is {} long, not {expected:.1}", shown.value, bar.high))?;
        let stands = if shown.value < 0.0 { bar.y } else { bar.bottom() };
        must((stands - base).abs() <= TENTHS, || format!("{what}: {} stands at {stands}, not on {base}", shown.value))?;
    }
    Ok(())
}

fn bars(figure: &Figure<'_>, picture: &str) -> Checked {
    let (series, base) = (figure.series(), base(picture)?);
    let (mut all, mut across) = (Vec::new(), None);
    for n in 1..=series.min(SERIES) {
        let class = if series == 1 { "bars".to_owned() } else { format!("s{n}") };
        let (rows, values) = column(figure, n);
        let found: Vec<Area> = groups(picture, &class).first().map(|group| boxes(group)).unwrap_or_default();
        must(found.len() == values.len(), || format!("bars {n}: {} for {} values", found.len(), values.len()))?;
        let steps = at_equal_steps("bars", &rows, &found.iter().map(Area::middle).collect::<Vec<_>>())?;
        across = across.or(steps.filter(|_| series == 1));
        all.extend(values.into_iter().zip(found));
    }
    standing("bars", base, &all)?;
    let longest = all.iter().max_by(|a, b| a.1.high.total_cmp(&b.1.high)).filter(|(shown, _)| shown.value != 0.0);
    match (longest, across) {
        (Some((shown, bar)), Some(across)) => {
            let rule = Rule { from: (0.0, base), slope: -bar.high / shown.value.abs() };
            target(figure, picture, &rule, &across)
        }
        _ => Ok(()),
    }
}

fn distribution(figure: &Figure<'_>, picture: &str) -> Checked {
    let (rows, values) = column(figure, 1);
    let found: Vec<Area> = groups(picture, "bars").first().map(|group| boxes(group)).unwrap_or_default();
    must(found.len() == values.len(), || format!("{} bars for {} values", found.len(), values.len()))?;
    at_equal_steps("classes", &rows, &found.iter().map(Area::middle).collect::<Vec<_>>())?;
    standing("classes", base(picture)?, &values.into_iter().zip(found).collect::<Vec<_>>())
}

/// Parts stand on one another; as shares, all of them together are always as high.
fn stacked(figure: &Figure<'_>, picture: &str, shares: bool) -> Checked {
    let (series, base) = (figure.series(), base(picture)?);
    if series > SERIES {
        return Ok(());
    }
    // By row: the values from the ground up, and their boxes.
    let mut piles: Vec<Vec<(Shown, Area)>> = vec![Vec::new(); figure.rows.len()];
    for n in 1..=series {
        let (rows, values) = column(figure, n);
        let found: Vec<Area> = groups(picture, &format!("s{n}")).first().map(|group| boxes(group)).unwrap_or_default();
        must(found.len() == values.len(), || format!("part {n}: {} boxes for {} values", found.len(), values.len()))?;
        at_equal_steps("parts", &rows, &found.iter().map(Area::middle).collect::<Vec<_>>())?;
        for ((row, value), found) in rows.into_iter().zip(values).zip(found) {
            piles[row].push((value, found));
        }
    }
    let high = |pile: &[(Shown, Area)]| pile.iter().map(|(_, part)| part.high).sum::<f64>();
    let whole = |pile: &[(Shown, Area)]| pile.iter().map(|(shown, _)| shown.value.abs()).sum::<f64>();
    let tallest = piles.iter().max_by(|a, b| high(a).total_cmp(&high(b))).map(|pile| (high(pile), whole(pile)));
    let Some((tallest, most)) = tallest.filter(|(_, most)| *most > 0.0) else { return Ok(()) };
    for pile in piles.iter().filter(|pile| whole(pile) > 0.0) {
        let scale = tallest / if shares { whole(pile) } else { most };
        let (mut up, mut down) = (base, base);
        for (shown, part) in pile {
            let expected = shown.value.abs() * scale;
            let room = TENTHS + 2.0 * scale * shown.room * pile.len() as f64;
            must((part.high - expected).abs() <= room, || {
                format!("{} is {} high, not {expected:.1}, of {tallest:.1} for {most}", shown.value, part.high)
            })?;
            let edge = if shown.value < 0.0 { &mut down } else { &mut up };
            let (stands, next) = if shown.value < 0.0 { (part.y, part.bottom()) } else { (part.bottom(), part.y) };
            must((stands - *edge).abs() <= TENTHS, || format!("{} stands at {stands}, not on {edge}", shown.value))?;
            *edge = next;
        }
    }
    Ok(())
}

fn multiples(figure: &Figure<'_>, picture: &str) -> Checked {
    let panels: Vec<Vec<(f64, f64)>> = groups(picture, "s1").iter().map(|group| drawing::points(group)).collect();
    let columns: Vec<_> = (1..figure.head.len()).map(|at| column(figure, at)).filter(|(rows, _)| !rows.is_empty()).collect();
    must(panels.len() == columns.len(), || format!("{} panels for {} columns", panels.len(), columns.len()))?;
    // Between which slopes that of each panel lies: out of a few pixels or rough values it is not known well.
    let mut slopes: Vec<(f64, f64)> = Vec::new();
    for (found, (rows, values)) in panels.iter().zip(columns) {
        must(found.len() == values.len(), || format!("{} points for {} values", found.len(), values.len()))?;
        at_equal_steps("months", &rows, &found.iter().map(|point| point.0).collect::<Vec<_>>())?;
        let pairs: Vec<(Shown, f64)> = values.into_iter().zip(found.iter().map(|point| point.1)).collect();
        if on_one_rule("panel", &pairs, true)?.is_some() {
            let ends = |of: fn(&(Shown, f64)) -> f64| {
                pairs.iter().map(of).fold((f64::MAX, f64::MIN), |to, at| (to.0.min(at), to.1.max(at)))
            };
            let ((low, high), (top, bottom)) = (ends(|pair| pair.0.value), ends(|pair| pair.1));
            let (far, rough) = (high - low, 2.0 * pairs.iter().map(|pair| pair.0.room).fold(0.0, f64::max));
            let steep = |pixels: f64, values: f64| pixels / values.max(f64::EPSILON);
            slopes.push((steep(bottom - top - TENTHS, far + rough), steep(bottom - top + TENTHS, far - rough)));
        }
    }
    let (least, most) = slopes.iter().fold((f64::MAX, f64::MIN), |ends, slope| (ends.0.min(slope.1), ends.1.max(slope.0)));
    must(slopes.is_empty() || most <= least, || format!("the panels have different scales: {slopes:?}"))
}

/// Each change is as long as it is large and begins where the one before ended; totals stand on the ground.
fn waterfall(figure: &Figure<'_>, picture: &str) -> Checked {
    let (rows, values) = column(figure, 1);
    let found = rectangles(picture, &["c-tot", "c-accent", "c-hatch"]);
    must(rows.len() == figure.rows.len() && found.len() == values.len(), || {
        format!("{} steps for {} values", found.len(), values.len())
    })?;
    let total: Vec<bool> = tags(picture, "rect").map(|tag| has_class(tag, "c-tot")).collect();
    let upright = found.iter().all(|step| (step.wide - found[0].wide).abs() < TENTHS);
    // From where to where a step runs, along the axis on which larger is further.
    let span = |step: &Area| if upright { (-step.bottom(), -step.y) } else { (step.x, step.right()) };
    let steps = || values.iter().zip(&found).zip(&total).map(|((shown, step), total)| (*shown, span(step), *total));
    let changes = || steps().filter(|(.., total)| !total);
    let Some((most, (from, to), _)) = changes().max_by(|a, b| a.0.value.abs().total_cmp(&b.0.value.abs())) else { return Ok(()) };
    let scale = (to - from) / most.value.abs();
    let broken = !paths(picture, "c-paper").is_empty();
    let (mut level, mut before): (Option<f64>, f64) = (None, 0.0);
    for (shown, (low, high), total) in steps() {
        let begins = match level {
            Some(level) => level,
            None => low,
        };
        let room = TENTHS + 2.0 * scale * (shown.room + most.room);
        if total {
            must(broken || (high - low - shown.value * scale).abs() <= room * 2.0, || {
                format!("the total {} is {} long, not {:.1}", shown.value, high - low, shown.value * scale)
            })?;
            must(level.is_none() || (high - begins).abs() <= TENTHS + before, || {
                format!("the total ends at {high}, the steps at {begins}")
            })?;
            level = Some(high);
            continue;
        }
        // What is too small to see is drawn all the same.
        let expected = (shown.value.abs() * scale).max(1.5);
        must((high - low - expected).abs() <= room, || format!("{} is {} long, not {expected:.1}", shown.value, high - low))?;
        let (starts, ends) = if shown.value < 0.0 { (high, low) } else { (low, high) };
        let small = if expected < 2.0 { 1.5 } else { 0.0 };
        must((starts - begins).abs() <= TENTHS + small + before, || {
            format!("{} begins at {starts}, not at {begins}", shown.value)
        })?;
        (level, before) = (Some(ends), small);
    }
    Ok(())
}

/// Each cell has the shade of its value, and a cell without a value has none.
fn heatmap(figure: &Figure<'_>, picture: &str) -> Checked {
    const LEVELS: usize = 7;
    let columns = figure.head.len() - 1;
    let cells: Vec<Vec<Option<Shown>>> =
        figure.rows.iter().map(|row| (1..=columns).map(|at| Shown::read(row.get(at)?)).collect()).collect();
    let drawn: Vec<(usize, Area)> =
        (1..=LEVELS).flat_map(|level| strokes(picture, &format!("h{level}")).into_iter().map(move |at| (level, at))).collect();
    let known: Vec<Shown> = cells.iter().flatten().flatten().copied().collect();
    let ends = |values: &mut dyn Iterator<Item = f64>| values.fold((f64::MAX, f64::MIN), |to, at| (to.0.min(at), to.1.max(at)));
    let (lo, hi) = ends(&mut known.iter().map(|shown| shown.value));
    if known.is_empty() || hi <= lo {
        return Ok(());
    }
    let used = |at: &usize| cells.iter().any(|row| row[*at].is_some());
    let (Some(first), Some(last)) = ((0..columns).find(used), (0..columns).rev().find(used)) else { return Ok(()) };
    let (left, _) = ends(&mut drawn.iter().map(|(_, at)| at.x));
    let (_, right) = ends(&mut drawn.iter().map(|(_, at)| at.right()));
    let step = (right - left) / (last + 1 - first) as f64;
    let mut heights: Vec<f64> = drawn.iter().map(|(_, at)| at.y).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup_by(|a, b| (*a - *b).abs() < 0.05);
    let rows: Vec<_> = cells.iter().filter(|row| row.iter().any(Option::is_some)).collect();
    must(heights.len() == rows.len(), || format!("{} rows for {}", heights.len(), rows.len()))?;
    let level = |value: f64| (((value - lo) / (hi - lo)).clamp(0.0, 1.0) * LEVELS as f64).floor().min(6.0) as usize + 1;
    for (row, y) in rows.iter().zip(&heights) {
        for (at, shown) in row.iter().enumerate() {
            let x = left + step * (at as f64 - first as f64 + 0.5);
            let here = |(_, cell): &&(usize, Area)| (cell.y - y).abs() < 0.05 && cell.x < x && x < cell.right();
            let found: Vec<usize> = drawn.iter().filter(here).map(|(level, _)| *level).collect();
            let expected = shown.map(|shown| level(shown.value - 2.0 * shown.room)..=level(shown.value + 2.0 * shown.room));
            let right = match (&expected, found.as_slice()) {
                (Some(expected), [one]) => expected.contains(one),
                (None, []) => true,
                _ => false,
            };
            must(right, || format!("{:?} in column {at} has the shades {found:?}", shown.map(|shown| shown.value)))?;
        }
    }
    Ok(())
}

/// Lying bars from one edge, as long as their values are large.
fn funnel(figure: &Figure<'_>, picture: &str) -> Checked {
    let (_, values) = column(figure, 1);
    let found = rectangles(picture, &["c-accent"]);
    must(found.len() == values.len(), || format!("{} steps for {} values", found.len(), values.len()))?;
    in_proportion(&values.into_iter().zip(found.iter().map(|step| step.wide)).collect::<Vec<_>>())?;
    must(found.iter().all(|step| (step.x - found[0].x).abs() < TENTHS), || "the steps begin at different edges".to_owned())
}

fn in_proportion(lengths: &[(Shown, f64)]) -> Checked {
    let most = lengths.iter().max_by(|a, b| a.0.value.total_cmp(&b.0.value)).filter(|(shown, _)| shown.value > 0.0);
    let Some((most, longest)) = most else { return Ok(()) };
    let scale = longest / most.value;
    lengths.iter().try_for_each(|(shown, length)| {
        let (expected, room) = (shown.value * scale, TENTHS + 2.0 * scale * (shown.room + most.room));
        must((length - expected).abs() <= room, || format!("{} is {length} long, not {expected:.1}", shown.value))
    })
}

/// In each row actual, outlook and plan are in proportion; the plans stand at one place.
fn bullets(figure: &Figure<'_>, picture: &str) -> Checked {
    let ticks: Vec<(f64, f64)> = paths(picture, "c-tick").into_iter().filter_map(|tick| tick.first().copied()).collect();
    let (plan, expected) = (figure.head.len() - 1, figure.head.len() == 4);
    let mut ticks = ticks.into_iter();
    let all = rectangles(picture, &["c-soft", "c-accent"]);
    for row in &figure.rows {
        let Some(aim) = row.get(plan).and_then(|cell| Shown::read(cell)) else { continue };
        let Some(tick) = ticks.next() else { return Err("a plan without a tick".to_owned()) };
        let here = |class: &str| {
            let beside = rectangles(picture, &[class]).into_iter();
            beside.filter(|bar| bar.y >= tick.1 && bar.bottom() <= tick.1 + 20.1).map(|bar| bar.wide).next()
        };
        let left = all.first().map_or(0.0, |bar| bar.x);
        let mut lengths = vec![(aim, tick.0 - left)];
        let cell = |at: usize| row.get(at).and_then(|cell| Shown::read(cell)).filter(|shown| shown.value > 0.0);
        for (class, shown) in [("c-accent", cell(1)), ("c-soft", cell(2).filter(|_| expected))] {
            match (here(class), shown) {
                (Some(long), Some(shown)) => lengths.push((shown, long)),
                (None, None) => {}
                (long, shown) => return Err(format!("{class} is {long:?} long for {:?}", shown.map(|it| it.value))),
            }
        }
        in_proportion(&lengths)?;
    }
    Ok(())
}

fn quadrant(figure: &Figure<'_>, picture: &str) -> Checked {
    let both = |row: &Vec<String>| Some((Shown::read(row.get(1)?)?, Shown::read(row.get(2)?)?));
    let points: Vec<(Shown, Shown)> = figure.rows.iter().filter_map(both).collect();
    let dots: Vec<(f64, f64)> =
        tags(picture, "circle").filter_map(|tag| Some((attribute(tag, "cx")?, attribute(tag, "cy")?))).collect();
    must(dots.len() == points.len(), || format!("{} dots for {} rows", dots.len(), points.len()))?;
    let across: Vec<_> = points.iter().zip(&dots).map(|(point, dot)| (point.0, dot.0)).collect();
    let up: Vec<_> = points.iter().zip(&dots).map(|(point, dot)| (point.1, dot.1)).collect();
    on_one_rule("across", &across, false)?;
    on_one_rule("up", &up, true).map(|_| ())
}
