//! The keys of `shirube.yaml`.

use crate::yaml::{Field, Fields, Shape};

/// The whole file.
pub static FILE: Fields = Fields::new(
    "shirube.yaml",
    &[
        Field::required("title", Shape::Localised, "サイトのタイトル", "the title of the sites").covered(),
        Field::required(
            "languages",
            Shape::List(&Shape::Text),
            "言語の一覧。先頭が既定の言語",
            "the languages, the default first",
        )
        .covered(),
        Field::new(
            "timezone",
            Shape::Text,
            "「今日」を数える時間帯（既定は Asia/Tokyo）",
            "the time zone of today; Asia/Tokyo if absent",
        )
        .covered(),
        Field::new("currency", Shape::Text, "金額の通貨（既定は JPY）", "the currency of all money; JPY if absent").covered(),
        Field::new(
            "fiscal_year",
            Shape::Object(&FISCAL_YEAR),
            "会計年度の数え方（既定は 4 月始まり）",
            "how fiscal years are counted; from April if absent",
        )
        .covered(),
        Field::required("audiences", Shape::List(&Shape::Text), "読者の一覧。広い順に書く", "the audiences, widest first")
            .covered(),
        Field::required("sites", Shape::List(&Shape::Object(&SITE)), "作るサイトの一覧", "the sites to make").covered(),
        Field::new("facets", Shape::Map(&Shape::Object(&FACET)), "お客様が自分の言葉で選ぶ入口", "the customer's own ways in"),
        Field::new("tags", Shape::Map(&Shape::Localised), "タグのほかの言語での名前", "what tags are called in other languages")
            .covered(),
        Field::new("approval", Shape::Object(&APPROVAL), "承認のルール", "who must approve what"),
        Field::new("theme", Shape::Text, "テーマの名前（既定は default）", "the theme; `default` if absent").covered(),
        Field::new(
            "accent",
            Shape::Text,
            "会社の色（\"#006478\" のように引用符で囲む）",
            "the company's colour, quoted: \"#006478\"",
        )
        .covered(),
        Field::new(
            "font",
            Shape::List(&Shape::Text),
            "書体の名前。先に書いたものから使う（読む人の端末にある書体を使い、配信はしない）",
            "names of typefaces, the preferred first; taken from the reader's machine, never loaded",
        )
        .covered(),
        Field::new(
            "logo",
            Shape::Text,
            "タイトルのかわりに置くロゴの画像（すべてのサイトに出る）",
            "the picture that stands for the title; on every site",
        )
        .covered(),
        Field::new(
            "font_file",
            Shape::Text,
            "共有されたときに出る画像の文字に使う書体のファイル（.ttf、.otf、.ttc）。なければ画像をつくらない",
            "a file with the typeface (.ttf, .otf, .ttc) of the pictures that are shown where pages are shared; none are drawn without it",
        )
        .covered(),
        Field::new("search", Shape::Bool, "検索の索引を作るか（既定は true）", "whether sites can be searched; true if absent")
            .covered(),
        Field::new(
            "mark_terms",
            Shape::Bool,
            "本文に初めて出た用語に、`content/glossary.md` にある意味を添えるか（既定は true）",
            "whether the first mention of a term of `content/glossary.md` shows its meaning; true if absent",
        )
        .covered(),
        Field::new("highlight", Shape::Bool, "コードに色を付けるか（既定は true）", "whether code is coloured; true if absent")
            .covered(),
        Field::new(
            "feedback",
            Shape::Object(&FEEDBACK),
            "「役に立ちましたか」の送り先",
            "where readers say whether a guide helped",
        )
        .covered(),
        Field::new(
            "contact",
            Shape::Object(&CONTACT),
            "手引きで解決しないときの連絡先（すべてのサイトに出る）",
            "where to turn when no guide helps; on every site",
        )
        .covered(),
        Field::new(
            "edit_url",
            Shape::Text,
            "ページを編集するURL。{path} がファイルのパスに置き換わる（最も狭い読者のサイトにだけ出る）",
            "where a page is edited, with {path} for its file; on the narrowest site only",
        ),
        Field::new(
            "popular",
            Shape::List(&Shape::Localised),
            "よく探されている言葉（すべてのサイトに出る）",
            "words that are often looked for; on every site",
        )
        .covered(),
        Field::new(
            "footer",
            Shape::Localised,
            "ページの末尾の一文（すべてのサイトに出る）",
            "a sentence at the foot of every page",
        )
        .covered(),
        Field::new("rights", Shape::Localised, "ページの末尾の権利の表示", "who holds the rights, at the foot of every page")
            .covered(),
        Field::new(
            "severity",
            Shape::Map(&Shape::OneOf(&["error", "warning", "note", "off"])),
            "指摘の重さをコードごとに変える",
            "findings that are worse, milder or silent here, by code",
        ),
        Field::new(
            "findings_in",
            Shape::OneOf(&["en", "ja"]),
            "指摘の言葉（既定は en）",
            "the language of findings; en if absent",
        ),
        Field::new("ingest", Shape::Object(&INGEST), "顧客ごとの明細の取り込み", "how account rows are read"),
    ],
);

/// `fiscal_year`.
pub static FISCAL_YEAR: Fields = Fields::new(
    "`fiscal_year`",
    &[
        Field::new("starts", Shape::Number, "始まりの月（既定は 4）", "the first month; 4 if absent").covered(),
        Field::new(
            "named_after",
            Shape::OneOf(&["start", "end"]),
            "年度の名前を始まりと終わりのどちらの年で呼ぶか（既定は start）",
            "whether a fiscal year is named after the year it starts or ends in; start if absent",
        )
        .covered(),
    ],
);

/// An entry of `sites`.
pub static SITE: Fields = Fields::new(
    "a site",
    &[
        Field::required("id", Shape::Text, "サイトの id。出力先のフォルダの名前になる", "the id, also the name of its folder")
            .covered(),
        Field::new(
            "kind",
            Shape::OneOf(&["customer", "team"]),
            "お客様向けの構成か、社内向けの構成か",
            "which home and navigation it has",
        )
        .covered(),
        Field::required("audience", Shape::Audience, "読者。この読者に見せてよいものだけが入る", "who reads it").covered(),
        Field::required("base_url", Shape::Text, "公開するURL", "its absolute address").covered(),
        Field::new("title", Shape::Localised, "このサイトだけのタイトル", "a title of its own").covered(),
        Field::new(
            "offline",
            Shape::Bool,
            "読んだページを読む人の端末に残し、つながらないときにも読めるようにするか（既定は false）",
            "whether readers keep the pages they have read, to read them without a connection; false if absent",
        )
        .covered(),
    ],
);

/// An entry of `facets`.
pub static FACET: Fields = Fields::new(
    "a facet",
    &[
        Field::required("name", Shape::Localised, "入口の名前", "the name").covered(),
        Field::new("audience", Shape::Audience, "名前と値の読者", "who may see the name and the values").covered(),
        Field::required("values", Shape::Map(&Shape::Localised), "選べる値（id と名前）", "the values: ids and names").covered(),
    ],
);

/// `approval`.
pub static APPROVAL: Fields = Fields::new(
    "`approval`",
    &[
        Field::new(
            "required_for",
            Shape::List(&Shape::Audience),
            "承認がなければ公開しない読者",
            "audiences whose pages need an approval",
        ),
        Field::new(
            "approvers",
            Shape::Map(&Shape::List(&Shape::Id("role"))),
            "読者ごとの承認者（roles.yaml か org.yaml の id）",
            "who may approve pages for an audience: roles and departments",
        ),
    ],
);

/// `feedback`.
pub static FEEDBACK: Fields = Fields::new(
    "`feedback`",
    &[
        Field::new("url", Shape::Text, "回答を受け取るURL", "an endpoint that takes the answer").covered(),
        Field::new("mail", Shape::Text, "回答を受け取るメールアドレス", "a mail address").covered(),
    ],
);

/// `contact`.
pub static CONTACT: Fields = Fields::new(
    "`contact`",
    &[
        Field::required("url", Shape::Text, "連絡先のページのURLか、mailto:", "the page, or a mailto: address").covered(),
        Field::new("text", Shape::Localised, "添える一文", "a sentence beside it").covered(),
    ],
);

/// `ingest`.
pub static INGEST: Fields = Fields::new(
    "`ingest`",
    &[Field::new(
        "ids",
        Shape::Map(&Shape::Id("metric")),
        "取り込む数字を書き込む指標（名前が違うものだけ）",
        "the metric each figure is written to, where it is not its own name",
    )],
);
