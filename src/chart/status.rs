//! Status in a drawing: a shape of its own for each, beside the word.

use super::svg::Svg;

/// How a figure stands to its target. The word is the caller's; here is only the shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// 達成: a disc with a tick.
    Good,
    /// 注意: a triangle.
    Warn,
    /// 未達: a square with a cross.
    Bad,
    /// 期間中: a disc with a hand.
    Running,
    /// 対象外, まだ問わない: a struck ring.
    NotApplicable,
    /// 欠測: a dotted ring.
    Missing,
    /// 目標なし: no shape, and quiet.
    #[default]
    None,
}

impl Status {
    /// The class of the word.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Good => "c-good",
            Self::Warn => "c-warn",
            Self::Bad => "c-bad",
            Self::Running => "c-run",
            Self::NotApplicable | Self::Missing | Self::None => "k",
        }
    }

    /// Whether a shape stands beside the word.
    pub(super) fn has_shape(self) -> bool {
        self != Self::None
    }

    /// Draws the shape, 12 × 12, from its upper left corner.
    pub(super) fn draw(self, svg: &mut Svg, x: f64, y: f64) {
        let at = |points: &[(f64, f64)]| points.iter().map(|(dx, dy)| (x + dx, y + dy)).collect::<Vec<_>>();
        match self {
            Self::Good => {
                svg.circle(x + 6.0, y + 6.0, 6.0, "c-good");
                svg.path(&at(&[(3.0, 6.2), (5.2, 8.4), (9.0, 4.2)]), "c-cut");
            }
            Self::Warn => {
                svg.polygon(&at(&[(6.0, 0.5), (12.0, 11.5), (0.0, 11.5)]), "c-warn");
                svg.path(&at(&[(6.0, 4.2), (6.0, 7.6)]), "c-cut");
                svg.path(&at(&[(6.0, 9.0), (6.0, 10.3)]), "c-cut");
            }
            Self::Bad => {
                svg.rect(x + 0.5, y + 0.5, 11.0, 11.0, "c-bad");
                svg.path(&at(&[(3.5, 3.5), (8.5, 8.5)]), "c-cut");
                svg.path(&at(&[(8.5, 3.5), (3.5, 8.5)]), "c-cut");
            }
            Self::Running => {
                svg.circle(x + 6.0, y + 6.0, 6.0, "c-run");
                svg.path(&at(&[(6.0, 2.8), (6.0, 6.2), (8.8, 6.2)]), "c-cut");
            }
            Self::NotApplicable => {
                svg.circle(x + 6.0, y + 6.0, 5.2, "c-ring");
                svg.path(&at(&[(2.6, 9.4), (9.4, 2.6)]), "c-struck");
            }
            Self::Missing => svg.circle(x + 6.0, y + 6.0, 5.2, "c-ring c-dotted"),
            Self::None => {}
        }
    }
}
