//! Every kind of finding, with what it means and how to mend it.
//!
//! `shirube explain CODE` and the rules page print these records. Sorted by id.

use super::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable id, `unknown-key`.
    pub id: &'static str,
    /// How bad it is unless `shirube.yaml` says otherwise.
    pub severity: Severity,
    /// One line: what it means.
    pub summary: &'static str,
    /// What lies behind it and how to mend it.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal $severity:ident $summary:literal, $explanation:literal;)*) => {
        $(
            #[doc = $summary]
            pub const $name: Code = Code { id: $id, severity: Severity::$severity, summary: $summary, explanation: $explanation };
        )*
        /// All codes, sorted by id.
        pub const ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    ACCOUNT_ROW = "account-row" Error "A row of an account file cannot be used.",
        "`shirube ingest` reads month, account, segment and arr, months ascending, one row for an account and month. With any mistake it writes nothing.";
    APPROVAL_MISSING = "approval-missing" Warning "A page that needs an approval has none.",
        "`approval.required_for` in shirube.yaml names the audiences whose pages are published only when somebody other than the author has read them. `shirube approve FILE --by NAME` writes the approval.";
    APPROVAL_VOID = "approval-void" Warning "A page was changed after it was approved.",
        "An approval is bound to what its readers see: title, summary, text, and how the figures in it are defined. Any edit of these asks for a second reading; owner, dates, internal passages and the figures' values do not.";
    APPROVER_NOT_NAMED = "approver-not-named" Error "Somebody approved a page who may not.",
        "`approval.approvers` in shirube.yaml names the roles and departments that approve pages for an audience. An approval is given in the name of one of them, or of a person who has the role.";
    AUDIENCE_UNKNOWN = "audience-unknown" Error "A label names no audience of this site.",
        "Labels are written exactly as in `audiences` of shirube.yaml: same letters, same case, half-width. A label that is misspelt, empty or a number never falls back to a default, because a wrong default could publish what is internal.";
    BARE_NUMBER = "bare-number" Warning "A metric's value was written by hand.",
        "The number stands next to the name of a metric, and stays as it is when the figure is corrected or the next month comes. A figure `{{ metric }}` is printed from the data, with its unit, its month and its source. Limits (80% or more) and numbers of something else are not meant.";
    BLOCK_UNKNOWN = "block-unknown" Warning "Fenced code has a word that is almost that of a block.",
        "A fence with `chart`, `cards`, `table` and the like becomes a block; with any other word it is printed as code, for everybody to see.";
    BRIDGE_BROKEN = "bridge-broken" Error "Opening plus and minus movements is not the closing figure.",
        "The message gives both figures and the places show where they were written. Correct the wrong one, or let a small difference pass with `tolerance` and `because` on the bridge.";
    BROKEN_ANCHOR = "broken-anchor" Error "A link leads to a heading that is not there.",
        "The page exists, but no heading on it has this id. A heading's id is its text in lower case with hyphens for spaces, unless `{#id}` gives one; give one where a link depends on it.";
    BROKEN_LINK = "broken-link" Error "A link leads to no file.",
        "Links between pages are paths of files, seen from the page: `../stories/name.md#result`. They are checked and rewritten for each site.";
    CANCEL_BROKEN = "cancel-broken" Error "Two movements that must cancel out do not.",
        "What leaves one slice enters another, so both must be equal over all slices.";
    CLOSED_MONTH_CHANGED = "closed-month-changed" Error "A closed month was changed without a word.",
        "After `closed: true`, a figure of a month is corrected only with an entry in `restated` that gives the value before (`was`) and the reason (`because`), so that pages can show both. Git shows what the month held when it was closed. A month that was closed too early is opened in a commit of its own (without `closed: true`), corrected, and closed again.";
    CONSENT_MISSING = "consent-missing" Error "A story leaves the team without the customer's consent.",
        "A story that is not internal says in `consent` what the customer agreed to (`name` or `industry`) and when.";
    CONTINUITY_BROKEN = "continuity-broken" Error "A month does not begin with what the month before ended with.",
        "Correct one of the two months. When a closed month is corrected, say so under `restated`.";
    DEAD_PLAYBOOK = "dead-playbook" Note "A playbook has been called for in none of the last 12 months.",
        "Its trigger was worked out for each of these months, segment by segment, and never held. Either the limit is where nothing ever happens, or the trouble is over: move the limit, or retire the playbook. With less than twelve months of figures nothing is said.";
    DRIVER_NOT_A_TERM = "driver-not-a-term" Warning "A driver of the KPI tree is no term of the goal.",
        "Drivers add up to the goal: they stand in its formula, in a formula below it, or move a bridge that ends with one of its terms. What only predicts belongs under `leading`.";
    DRIVER_WITHOUT_OWNER = "driver-without-owner" Error "Nobody closes a driver of the KPI tree.",
        "Every term of the goal's formula has somebody who closes it (`closed_by`), or a reason why nobody does (`not_applicable`).";
    DUPLICATE_ADDRESS = "duplicate-address" Error "Two sources would become the same page.",
        "An address belongs to one source. `x.md` and `x/index.md` share one, and so do names that differ only in case or in Unicode form. Rename one of them.";
    DUPLICATE_ID = "duplicate-id" Error "The same id is used twice.",
        "Ids name one thing. Rename one of the two and the places that refer to it.";
    DUPLICATE_KEY = "duplicate-key" Error "A key stands twice in the same mapping.",
        "YAML would silently keep one of the two values. Remove or rename one of them.";
    DUPLICATE_TITLE = "duplicate-title" Warning "Two pages in one language have the same title.",
        "In lists, in search and in the browser's tabs nobody could tell them apart.";
    DUPLICATE_VALUE = "duplicate-value" Error "The same figure is given twice.",
        "A month may be spread over several files, but a value for one metric, part, slice and month stands once. Remove one of the two.";
    ENTRY_UNUSED = "entry-unused" Note "Nothing refers to an entry of a register or of the settings.",
        "A role or department that leads, owns and receives nothing, a segment without a value, a lane without an item, a facet no page has: often it was renamed elsewhere, or is no longer needed.";
    EXTERNAL_GONE = "external-gone" Warning "A link to another site leads to nothing.",
        "`shirube check --external` asked for the address, and the site answered that there is nothing (404 or 410). Addresses that want a login count as there. Without `--external` nothing is ever asked.";
    EXTERNAL_SILENT = "external-silent" Note "A link to another site could not be followed.",
        "The site did not answer in time, answered with an error of its own, or could not be reached from here. That may be over by tomorrow; what answered is not asked again for a week.";
    FIGURE_SYNTAX = "figure-syntax" Error "A figure in the text is not written as it should be.",
        "A figure in running text is `{{ metric }}`, with `segment=…`, `role=…` or `team=…`, `at=2026-09`, and one of the words `change` and `target` where they are wanted: `{{ nrr segment=tier1 at=2026-09 change }}`.";
    FIGURES_DIFFER = "figures-differ" Error "Two figures that must be equal are not.",
        "The rule stands under `equal` in metrics.yaml, or one figure is given beside what it is made of. Correct the wrong one.";
    FILE_SAYS_MORE = "file-says-more" Warning "A file on a wider site says more than its readers see.",
        "Pictures and films are copied without what cameras and programs write into them. Of other files that cannot be done safely: a PDF names its author and may hold earlier versions of itself, an office file comments and hidden sheets. Clean the file, or confirm with the baseline that its readers may know; a file that says something else is told again.";
    FILE_UNREADABLE = "file-unreadable" Error "A file or folder cannot be read.",
        "The operating system refused. Check the permissions and that the file is not open elsewhere.";
    FILE_UNUSED = "file-unused" Note "A picture or file is used by no page.",
        "It is copied to no site. Often it is what a page showed before.";
    FOOTNOTE_MISSING = "footnote-missing" Warning "A text refers to a footnote that is not there.",
        "`[^name]` stands in the text as it is written, because no line begins with `[^name]:`.";
    FOOTNOTE_UNUSED = "footnote-unused" Warning "A footnote is never referred to.",
        "Nothing on the page leads to it, so no reader would see it.";
    FORMULA_CYCLE = "formula-cycle" Error "A metric is worked out from itself.",
        "Follow the names in the message: one of these formulas must do without the others.";
    FORMULA_SYNTAX = "formula-syntax" Error "A formula cannot be read.",
        "Formulas are written with half-width signs: `+ - * /`, parentheses, comparisons, `and`, `or`, `not` and the functions of the reference.";
    HEADING_SKIPPED = "heading-skipped" Warning "A heading is more than one level below the one before it.",
        "Readers who listen go from heading to heading; a level that is left out sounds like a part that is missing.";
    HISTORY_CUT_OFF = "history-cut-off" Note "Only a part of the history is there.",
        "A shallow clone knows the last changes only, so that dates, authors and the list of changes on the internal site begin there. `git fetch --unshallow` brings the rest.";
    HISTORY_UNREADABLE = "history-unreadable" Note "The history of the sources cannot be read.",
        "The sources lie in a git repository, but git refuses to read it. Sites are made without dates, authors and changes; what customers see does not depend on them.";
    HTML_REMOVED = "html-removed" Warning "Raw HTML that may not stand on a page was left out.",
        "Raw HTML is cleaned for every audience: scripts, handlers, frames, forms and styles are left out.";
    INVALID_UTF8 = "invalid-utf8" Error "A text file is not UTF-8.",
        "Save the file as UTF-8 (in a spreadsheet or an older editor: choose “UTF-8” when saving, not Shift_JIS).";
    INVALID_VALUE = "invalid-value" Error "A value has the right type but makes no sense here.",
        "The message says which values are possible.";
    INVALID_YAML = "invalid-yaml" Error "A file is not valid YAML.",
        "Often a missing space after a colon, a tab used for indentation, or a quotation mark that is not closed. The place shown is where reading stopped.";
    LINK_LEFT_OUT = "link-left-out" Warning "A page that is shown links to one that is not.",
        "Drafts and pages whose day has not come are left out of a build; links to them become plain text until they are published.";
    LINK_WITHOUT_TEXT = "link-without-text" Warning "A link has no text.",
        "It is printed as nothing: it can neither be seen nor read out.";
    METRIC_UNUSED = "metric-unused" Note "Nothing uses the values of a metric.",
        "An input without a `class` is an ingredient: it gets no card. No formula, rule, target, register or page names this one, so its values are gathered every month for nobody.";
    MISSING_FILE = "missing-file" Error "A file that is needed is not there.",
        "The message says which one and what it should hold.";
    MISSING_KEY = "missing-key" Error "A key that is needed is not there.",
        "Add the key; the message says where.";
    MISSING_PICTURE = "missing-picture" Error "A picture is not there.",
        "Pictures lie below content/ and are named by their path from the page.";
    MIXED_WIDTH = "mixed-width" Warning "Letters, digits or marks of an unusual width stand in the text.",
        "Katakana is written full-width, letters and digits half-width; a Japanese sentence has `、` and `。`. Otherwise search finds only one of the two and the lines look uneven. A team that wants it otherwise turns this off under `severity`.";
    MONTH_AHEAD = "month-ahead" Warning "There is a snapshot of a month that has not begun.",
        "It would be the latest month everywhere. The year or the month is a slip; a forecast belongs into `outlook:` of the month it is made in.";
    MONTH_GAP = "month-gap" Warning "There is no snapshot between two others.",
        "The month is a gap in every chart and nothing is made up for it. Add its snapshot.";
    NARROWER_FIGURE = "narrower-figure" Error "A text shows a figure that its readers may not see.",
        "A figure in running text must be for the readers of the page, or of the passage it stands in: its metric and its value. On their site there would be a hole in the sentence.";
    NARROWER_TARGET = "narrower-target" Error "A text refers to something its readers may not see.",
        "Whatever an author writes in a text must be visible to everybody who reads that text. Put it into a passage for the narrower audience, or widen what it refers to.";
    NEGATIVE_MOVEMENT = "negative-movement" Error "A movement is written as a negative number.",
        "All movements are written as positive numbers; the bridge knows which are taken away.";
    NO_FRONT_MATTER = "no-front-matter" Error "A page does not begin with front matter.",
        "A page begins with a line of three hyphens, YAML with at least `title` and `status`, and another line of three hyphens.";
    NOT_KEPT = "not-kept" Error "A value stands on an axis its metric is not kept by.",
        "`by` of the metric lists the axes it has values on. Add the axis, or write the value elsewhere.";
    OUTSIDE_PICTURE = "outside-picture" Warning "A picture would be loaded from another site.",
        "It would be slow, could vanish, and tells the other site who reads the page. Put the picture below content/.";
    OVER_LIMIT = "over-limit" Error "A figure is larger than it can be.",
        "`never_over` of the metric says what it cannot exceed. One of its inputs is wrong.";
    PAGE_UNLINKED = "page-unlinked" Note "Nothing leads to a page.",
        "It stands directly below content/, so no list of a folder holds it; it has no tags or facets, the header has no room for it, and no other page links to it. Only search finds it.";
    PALE_ACCENT = "pale-accent" Warning "The company's colour is too pale to be read.",
        "Links, figures and the button of the customer site are printed in the accent of `theme.yaml`; text needs a contrast of 4.5 to its ground. A darker colour of the same hue is used instead; the message says which.";
    PASSAGE_AUDIENCE = "passage-audience" Error "A passage is for an audience that is not narrower than its page.",
        "A passage `> [!INTERNAL]` hides a part of a page from wider audiences. For the page's own audience, or a wider one, it would hide nothing and mislead.";
    PASSAGE_UNKNOWN = "passage-unknown" Error "A block quote opens with a word nobody knows.",
        "`> [!WORD]` opens a callout (NOTE, TIP, IMPORTANT, WARNING, CAUTION) or a passage for an audience. A misspelt audience must not print an internal passage, so anything else is an error.";
    PICTURE_WITHOUT_TEXT = "picture-without-text" Warning "A picture has no words for those who do not see it.",
        "The words between the brackets of `![words](file)` are read out, shown while the picture loads, and found by search.";
    PILOT_LENGTH = "pilot-length" Warning "A pilot is unusually short or long.",
        "Three to six months are usual. A shorter pilot shows little; a longer one is no pilot.";
    PLAYBOOK_MISSING = "playbook-missing" Note "A figure is off target, and no playbook says what to do.",
        "In the last month the figure missed its target. No published playbook names it under `moves` or in its `trigger`, so the review can say that it is red but not what is done about it.";
    RESTATED_SAME = "restated-same" Warning "A correction gives the value that still stands.",
        "`was` is the figure before the correction. Correct it, or take the entry away.";
    STAGE_WITHOUT_LEAD = "stage-without-lead" Error "Nobody leads a stage of the journey.",
        "A stage that belongs to nobody is where customers are lost. Name at least one role or department under `lead`; shared leads are normal.";
    STRAY_FILE = "stray-file" Warning "A YAML file in data/ or a Markdown file in content/ is read by nobody.",
        "Its name is none of those that shirube reads. A misspelt name would leave out a page, a register or a month without a word.";
    TARGET_TWICE = "target-twice" Error "A figure has two targets for one period.",
        "Take one away, or give them different months.";
    TEMPLATE_ERROR = "template-error" Error "A template of a theme cannot be used.",
        "The place shown is in a template of the site's theme. What templates may use is described in the theme guide; the program's own file can be extended from `base/NAME.html`.";
    TITLE_LONG = "title-long" Note "A title is too long to be shown whole.",
        "Lists, search results and tabs cut it. The details belong into `summary`.";
    TOP_HEADING = "top-heading" Warning "A `#` heading stands in the text.",
        "The title in the front matter is the page's only heading of the first level; a second one confuses readers who listen.";
    TRANSLATION_MISSING = "translation-missing" Note "A page lacks a translation that others beside it have.",
        "At least one page in the same folder, for the same readers, is there in this language. Readers of that language are led to the original.";
    TRANSLATION_OUTDATED = "translation-outdated" Note "The original has changed since its translation was made.",
        "`translates` in the translation is the digest of the text it was made from; `shirube approve` writes it anew.";
    UNIT_CYCLE = "unit-cycle" Error "A unit of the organisation is below itself.",
        "Following `parent` from unit to unit must end at a unit without one. Give one of the units named another parent, or none.";
    UNIT_MISMATCH = "unit-mismatch" Error "Units do not fit together.",
        "Money cannot be added to a count. A quotient of equal units is a ratio, or the plain unit the metric declares. One scale of a chart carries one unit.";
    UNKNOWN_FUNCTION = "unknown-function" Error "A formula calls a function that does not exist.",
        "The functions are if, prev, at, sum, avg, min, max, product and share.";
    UNKNOWN_ID = "unknown-id" Error "An id refers to nothing.",
        "Correct the id, or declare what it should refer to. Ids are compared exactly.";
    UNKNOWN_KEY = "unknown-key" Error "A key is not known here.",
        "Keys are written exactly as in the reference. Keys of your own go under `extra` in front matter.";
    UNKNOWN_METRIC = "unknown-metric" Error "A metric or part is not defined.",
        "Define it in data/metrics.yaml, or correct the name. Ids are compared exactly.";
    UNKNOWN_SECTION = "unknown-section" Error "Commentary belongs to no section of the review.",
        "Each `##` heading of a review ends with the id of the section it comments on: `## 動いた理由 {#why}`. Other text would be lost between the figures.";
    UNSAFE_ADDRESS = "unsafe-address" Error "An address in a link or picture could run a program.",
        "Addresses like `javascript:` or `data:` are refused for every audience.";
    WIDER_TRANSLATION = "wider-translation" Error "A translation is meant for more readers than its original.",
        "What the original keeps inside, a translation must not let out. Only a narrower `audience` may stand in a translation.";
    WORD_LIST = "word-list" Warning "A word of the word list stands in the text.",
        "`data/terms.yaml` lists words to avoid and what to write instead. Longer words that are right stand under `except`.";
    WRONG_ARGUMENTS = "wrong-arguments" Error "A function is given the wrong arguments.",
        "The message shows how it is written.";
    WRONG_TYPE = "wrong-type" Error "A value is of another type than expected.",
        "The message says what is expected: a text, a number, a list, a mapping, a month (`2026-10`) or a date (`2026-10-31`).";
    YAML_FEATURE = "yaml-feature" Error "A YAML feature that data files here do not use.",
        "Anchors (`&a`), aliases (`*a`), tags (`!x`) and several documents in one file make a file hard to check and to review, so they are refused. Write the value out.";
}

/// The record of a code.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id == id)
}
