//! The keys of front matter: one table per type of page, over the keys that all pages share.

use crate::model::page::PageType;
use crate::yaml::{Field, Fields, Shape};

const TEXTS: Shape = Shape::List(&Shape::Text);

/// Keys of every page.
pub static COMMON: Fields = Fields::new(
    "a page",
    &[
        Field::required("title", Shape::Text, "題名", "the title").covered(),
        Field::new("summary", Shape::Text, "1〜2文の要約", "one or two sentences about the page").covered(),
        Field::new("date", Shape::Date, "公開した日", "when it was published").covered(),
        Field::new(
            "audience",
            Shape::Audience,
            "読者。書かなければ最も狭い読者",
            "who may see it; without it, the narrowest audience",
        )
        .covered(),
        Field::new(
            "status",
            Shape::OneOf(&["draft", "review", "approved", "published", "archived"]),
            "編集の状態。書かなければ下書き",
            "how far it is; without it, a draft",
        )
        .covered(),
        Field::new("tags", TEXTS, "タグ", "tags").covered(),
        Field::new(
            "facets",
            Shape::Map(&TEXTS),
            "お客様が選ぶ入口（プラン、読む人など）",
            "the customer's own ways in (plan, reader …)",
        )
        .covered(),
        Field::new("owner", Shape::Id("role"), "責任を持つロールか部門", "the role or department that answers for it"),
        Field::new("review_every", Shape::Text, "見直しの間隔（90d など）", "how often it must be read again (90d …)"),
        Field::new("reviewed_on", Shape::Date, "内容を確かめた日", "when it was last read again").covered(),
        Field::new("publish_on", Shape::Date, "公開する日", "not before this day").covered(),
        Field::new("expires_on", Shape::Date, "公開を終える日", "not from this day on").covered(),
        Field::new("replaced_by", Shape::Id("page"), "代わりのページ", "the page that replaces it").covered(),
        Field::new("aliases", TEXTS, "以前のURL（サイトのルートからのパス）", "old addresses, full paths from the site's root")
            .covered(),
        Field::new(
            "short",
            Shape::Text,
            "短縮URLの名前。/s/名前/ からこのページへ移る",
            "the name of a short address: /s/NAME/ leads to this page",
        )
        .covered(),
        Field::new(
            "announce",
            Shape::Object(&ANNOUNCEMENT),
            "ホームの「お知らせ」に出す期間",
            "the days on which the home page tells of it",
        )
        .covered(),
        Field::new("weight", Shape::Number, "並び順（小さいほど先）", "the order among its neighbours, small first").covered(),
        Field::new(
            "approval",
            Shape::Object(&APPROVAL),
            "承認（shirube approve が書く）",
            "the approval, written by `shirube approve`",
        ),
        Field::new("extra", Shape::Any, "自由な項目", "keys of your own"),
    ],
);

/// The days of an announcement.
pub static ANNOUNCEMENT: Fields = Fields::new(
    "an announcement",
    &[
        Field::new(
            "from",
            Shape::Date,
            "出し始める日。書かなければ、公開したときから",
            "the first day; without it, from the beginning",
        )
        .covered(),
        Field::required("until", Shape::Date, "出す最後の日", "the last day").covered(),
    ],
);

/// An approval.
pub static APPROVAL: Fields = Fields::new(
    "an approval",
    &[
        Field::required(
            "by",
            Shape::Text,
            "承認した人の名前、またはロールか部門の id",
            "who approved it: a name, or the id of a role or department",
        ),
        Field::required("date", Shape::Date, "承認した日", "when"),
        Field::required("digest", Shape::Text, "承認した本文のダイジェスト", "the digest of what was read"),
    ],
);

/// Keys of a translation: what is not here is the original's.
pub static TRANSLATION: Fields = Fields::new(
    "a translation",
    &[
        Field::required("title", Shape::Text, "題名", "the title").covered(),
        Field::new("summary", Shape::Text, "1〜2文の要約", "one or two sentences about the page").covered(),
        Field::new(
            "status",
            Shape::OneOf(&["draft", "review", "approved", "published", "archived"]),
            "編集の状態",
            "how far it is",
        )
        .covered(),
        Field::new("audience", Shape::Audience, "元より狭い読者", "an audience narrower than the original's").covered(),
        Field::new("aliases", TEXTS, "以前のURL", "old addresses").covered(),
        Field::new("approval", Shape::Object(&APPROVAL), "承認", "the approval"),
        Field::new("translates", Shape::Text, "元の本文のダイジェスト", "the digest of the original it was made from"),
    ],
);

static PLAYBOOK: Fields = Fields::over(
    &COMMON,
    "a playbook",
    &[
        Field::new("stage", Shape::Id("stage"), "ジャーニーの段階", "the stage of the journey").covered(),
        Field::new("segments", Shape::List(&Shape::Id("segment")), "対象の区分", "the segments it is for"),
        Field::new("touch", Shape::List(&Shape::OneOf(&["high", "low", "tech"])), "タッチモデル", "how close the contact is"),
        Field::new("role", Shape::Id("role"), "担当するロール", "who runs it"),
        Field::new("minutes", Shape::Number, "かかる時間（分）", "how many minutes it takes").covered(),
        Field::new("moves", Shape::List(&Shape::Id("metric")), "動かす指標", "the metrics it is to move"),
        Field::new("trigger", Shape::Formula, "発動する条件", "when it is called for"),
        Field::new("since", Shape::Month, "始めた月", "the month it was adopted"),
    ],
);

static STEP: Fields = Fields::over(
    &COMMON,
    "a step guide",
    &[
        Field::required("step", Shape::Number, "ステップの番号", "the number of the step").covered(),
        Field::new("criteria", Shape::List(&Shape::Object(&CRITERION)), "満たすべき条件", "what must hold"),
        Field::new("playbooks", Shape::List(&Shape::Id("playbook")), "使いはじめるプレイブック", "playbooks it brings in"),
        Field::new("roles", Shape::List(&Shape::Id("role")), "要るロール", "roles it brings in"),
        Field::new("tools", Shape::List(&Shape::Id("tool")), "使うツール", "tools it brings in"),
    ],
);

/// A criterion of a step.
pub static CRITERION: Fields = Fields::new(
    "a criterion",
    &[
        Field::required("id", Shape::Text, "条件の id", "its id within the step"),
        Field::required("text", Shape::Localised, "条件の文", "what must hold"),
        Field::new("when", Shape::Formula, "データで判定する条件", "the condition over metrics"),
        Field::new("met", Shape::Month, "満たした月", "the month it was met by hand"),
        Field::new("evidence", Shape::Text, "証拠（ファイルのパスかURL）", "a path or URL that shows it"),
        Field::new("valid_for", Shape::Text, "証拠の有効期間（12 months など）", "how long it stays met"),
    ],
);

static REVIEW: Fields = Fields::over(
    &COMMON,
    "a review",
    &[Field::new("actions", Shape::List(&Shape::Object(&ACTION)), "決まったこと", "what was decided")],
);

/// An action of a review.
pub static ACTION: Fields = Fields::new(
    "an action",
    &[
        Field::required("id", Shape::Text, "id。翌月も同じ id で続ける", "its id, the same in later reviews"),
        Field::required("what", Shape::Localised, "すること", "what is to be done"),
        Field::new("who", Shape::Id("role"), "担当", "who does it"),
        Field::new("due", Shape::Date, "期限", "until when"),
        Field::new("moves", Shape::List(&Shape::Id("metric")), "動かす指標", "the metrics it is to move"),
        Field::required("status", Shape::OneOf(&["open", "done", "dropped"]), "状態", "how far it is"),
    ],
);

static STORY: Fields = Fields::over(
    &COMMON,
    "a story",
    &[
        Field::new("month", Shape::Month, "共有する月", "the month it is shared in").covered(),
        Field::new("stage", Shape::Id("stage"), "ジャーニーの段階", "the stage of the journey").covered(),
        Field::new("segment", Shape::Id("segment"), "お客様の区分", "the customer's segment"),
        Field::new("playbooks", Shape::List(&Shape::Id("playbook")), "使ったプレイブック", "the playbooks used"),
        Field::new("consent", Shape::Object(&CONSENT), "お客様の同意", "what the customer agreed to"),
        Field::new("results", Shape::List(&Shape::Object(&RESULT)), "結果を示す指標", "the figures that show it").covered(),
        Field::new("minutes", Shape::Number, "読む時間（分）", "how many minutes it takes to read").covered(),
    ],
);

/// A customer's consent.
pub static CONSENT: Fields = Fields::new(
    "a consent",
    &[
        Field::required("level", Shape::OneOf(&["name", "industry", "none"]), "社名可・業種まで・社内のみ", "what may be said"),
        Field::new("date", Shape::Date, "同意を得た日", "when it was given"),
    ],
);

/// A figure that shows a result.
pub static RESULT: Fields = Fields::new(
    "a result",
    &[
        Field::required("metric", Shape::Id("metric"), "指標", "the metric").covered(),
        Field::new("segment", Shape::Id("segment"), "区分", "a segment").covered(),
        Field::new("role", Shape::Id("role"), "ロール", "a role").covered(),
        Field::new("team", Shape::Id("team"), "チーム", "a team").covered(),
        Field::new("at", Shape::Month, "月", "the month, if not the story's").covered(),
    ],
);

static PILOT: Fields = Fields::over(
    &COMMON,
    "a pilot",
    &[
        Field::required("hypothesis", Shape::Localised, "確かめる仮説", "what it is to show"),
        Field::new("segments", Shape::List(&Shape::Id("segment")), "対象の区分", "the segments it runs in"),
        Field::required("months", Shape::Months, "期間", "when it runs"),
        Field::new("people", Shape::List(&Shape::Object(&PERSON)), "体制", "who works on it"),
        Field::new("figures", Shape::Map(&Shape::Any), "このパイロットだけの値", "its own figures by month"),
        Field::new("assume", Shape::Map(&Shape::Number), "期間を通して同じと置く値", "what is taken to hold throughout"),
        Field::new("verdict", Shape::Object(&VERDICT), "判定の条件", "the three conditions"),
        Field::new("decision", Shape::Object(&DECISION), "決めたこと", "what people decided"),
    ],
);

/// A person of a pilot.
pub static PERSON: Fields = Fields::new(
    "a person of a pilot",
    &[
        Field::required("role", Shape::Id("role"), "ロール", "the role"),
        Field::new("share", Shape::Number, "割合（1.0 で専任）", "the share of a person"),
    ],
);

/// The verdict of a pilot.
pub static VERDICT: Fields = Fields::new(
    "a verdict",
    &[
        Field::new("worth_it", Shape::Formula, "採算に合うか", "whether it pays"),
        Field::new("repeatable", Shape::Formula, "型が回るか", "whether it can be repeated"),
        Field::new("together", Shape::Formula, "部門の協力が回るか", "whether the teams work together"),
    ],
);

/// The decision on a pilot.
pub static DECISION: Fields = Fields::new(
    "a decision",
    &[
        Field::required(
            "choice",
            Shape::OneOf(&["expand", "extend", "stop"]),
            "広げる・延ばす・やめる",
            "expand, extend or stop",
        ),
        Field::new("by", Shape::Id("role"), "決めた人", "by whom"),
        Field::new("date", Shape::Date, "決めた日", "when"),
        Field::new("because", Shape::Localised, "理由", "why"),
    ],
);

/// The table of a type.
pub fn of(page_type: PageType) -> &'static Fields {
    match page_type {
        PageType::Playbook => &PLAYBOOK,
        PageType::Step => &STEP,
        PageType::Review => &REVIEW,
        PageType::Story => &STORY,
        PageType::Pilot => &PILOT,
        PageType::Plain => &COMMON,
    }
}
