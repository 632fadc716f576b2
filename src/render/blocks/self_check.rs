//! Questions by step, with boxes to tick.

use crate::content::block::CheckStep;
use crate::render::context::Context;
use crate::render::view::{Block, Question, QuestionStep};

/// The list of all questions. What the ticks amount to is said by a script; without one, by the sentence that stands above.
pub(super) fn piece(context: &Context<'_>, steps: &[CheckStep], id: &str) -> Block {
    let step = |(at, step): (usize, &CheckStep)| {
        let number = (at + 1).to_string();
        let words = [("number", &*number), ("name", &*step.name)];
        let question = |(at, text): (usize, &std::sync::Arc<str>)| Question {
            id: format!("{id}-{number}-{}", at + 1),
            text: text.to_string(),
        };
        QuestionStep {
            id: format!("{id}-{number}"),
            name: context.words.fill("self_check_step", &words),
            reached: context.words.fill("self_check_reached", &words),
            questions: step.questions.iter().enumerate().map(question).collect(),
        }
    };
    Block::SelfCheck {
        steps: steps.iter().enumerate().map(step).collect(),
        how: context.word("self_check_how").to_owned(),
        below: context.word("self_check_below").to_owned(),
    }
}
