//! A thousand pages for the search to be tried on: our own sentences, the same every time.
//!
//! Sixty of a hundred are Japanese. Words with several spellings turn up in all of them, and every rare phrase stands on a
//! few pages only, so that a search which finds "something" is told from one that finds everything.

/// A page, before it becomes Markdown.
pub struct Text {
    /// Its file below `content/`, without extension.
    pub name: String,
    pub title: String,
    pub summary: String,
    /// Headings and paragraphs; a heading begins with `## `.
    pub lines: Vec<String>,
}

impl Text {
    /// All that a reader reads on it.
    pub fn words(&self) -> String {
        let lines = self.lines.iter().map(|line| line.trim_start_matches("## "));
        [self.title.as_str(), self.summary.as_str()].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    }

    /// Its source.
    pub fn markdown(&self) -> String {
        let Text { title, summary, lines, .. } = self;
        format!("---\ntitle: {title}\nsummary: {summary}\naudience: public\nstatus: published\n---\n\n{}\n", lines.join("\n\n"))
    }
}

/// The settings of a site made of such pages.
pub const SETTINGS: &str = "title: 検索の試し\nlanguages: [ja]\naudiences: [public, internal]\nsites:\n  - {id: public, kind: customer, audience: public, base_url: https://example.jp/}\nseverity: {mixed-width: off}\n";

/// The first pages of the endless row.
pub fn pages(count: usize) -> Vec<Text> {
    (0..count).map(page).collect()
}

fn page(number: usize) -> Text {
    let mut dice = Dice(number as u64 * 7919 + 17);
    let words = if dice.below(10) < 6 { &JAPANESE } else { &ENGLISH };
    let title = format!("{}{} {}", dice.one(words.topics), dice.one(words.kinds), number + 1);
    let summary = words.sentence(&mut dice);
    let mut lines = vec![words.paragraph(&mut dice)];
    for _ in 0..4 {
        lines.push(format!("## {}", dice.one(words.headings)));
        lines.push(words.paragraph(&mut dice));
        let spellings = dice.one(words.spellings);
        lines.push(words.about.replace("{}", dice.one(spellings)));
    }
    for (at, phrase) in words.rare.iter().enumerate() {
        // Phrases further down stand on fewer pages.
        if number % (30 + 13 * at) == at {
            lines.push(words.about.replace("{}", phrase));
        }
    }
    Text { name: format!("guides/p{number:04}"), title, summary, lines }
}

/// Numbers that look thrown, and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// What the sentences of a language are made of.
struct Words {
    topics: &'static [&'static str],
    kinds: &'static [&'static str],
    headings: &'static [&'static str],
    who: &'static [&'static str],
    when: &'static [&'static str],
    what: &'static [&'static str],
    how: &'static [&'static str],
    why: &'static [&'static str],
    // A sentence about something.
    about: &'static str,
    between: &'static str,
    // Words that are written in several ways.
    spellings: &'static [&'static [&'static str]],
    rare: &'static [&'static str],
}

impl Words {
    fn sentence(&self, dice: &mut Dice) -> String {
        let parts = [self.who, self.when, self.what, self.how, self.why].map(|part| dice.one(part));
        parts.concat()
    }

    fn paragraph(&self, dice: &mut Dice) -> String {
        let count = 2 + dice.below(3);
        (0..count).map(|_| self.sentence(dice)).collect::<Vec<_>>().join(self.between)
    }
}

static JAPANESE: Words = Words {
    topics: &[
        "初回の打ち合わせ",
        "更新の相談",
        "使い方の説明会",
        "担当者の交代",
        "部署への展開",
        "数字の読み方",
        "要望の整理",
        "障害の後の説明",
        "年間の計画",
        "経営層への報告",
    ],
    kinds: &["の進め方", "の手引き", "の確認表", "のよい例", "の決まり"],
    headings: &[
        "始める前に",
        "当日の流れ",
        "見ておく数字",
        "つまずきやすい所",
        "記録の残し方",
        "次にすること",
        "判断の目安",
        "終わりの条件",
    ],
    who: &["担当者は", "お客様の管理者は", "営業は", "支援の窓口は", "現場の利用者は", "責任者は"],
    when: &["契約から一週間のうちに", "月の初めに", "更新の九十日前に", "定例の前日までに", "利用が減った週に", "説明会の翌日に"],
    what: &[
        "利用状況の移り変わりを",
        "達成したい目標を",
        "残っている問い合わせを",
        "関わる人の一覧を",
        "契約の条件を",
        "満足度の答えを",
        "次の三か月の計画を",
    ],
    how: &[
        "読み合わせます。",
        "一枚にまとめます。",
        "確かめて書き残します。",
        "社内に知らせます。",
        "前の期と比べます。",
        "期限を決めて一覧に加えます。",
    ],
    why: &[
        "",
        "",
        "担当が代わっても同じ支援が続きます。",
        "小さな兆しを早く拾えます。",
        "事実をそろえてから話せます。",
        "後の見直しに役立ちます。",
    ],
    about: "ここでは「{}」についても触れます。",
    between: "",
    spellings: &[
        &["サーバー", "サーバ", "ｻｰﾊﾞｰ"],
        &["ユーザー", "ユーザ", "ﾕｰｻﾞｰ"],
        &["インターフェース", "インタフェース", "インターフェイス"],
        &["バージョン", "ヴァージョン"],
        &["ウィンドウ", "ウインドウ"],
        &["オンボーディング", "ｵﾝﾎﾞｰﾃﾞｨﾝｸﾞ"],
        &["デジタル", "ディジタル"],
        &["フォルダー", "フォルダ"],
        &["コンピューター", "コンピュータ"],
        &["ダッシュボード"],
        &["ワークフロー"],
        &["アカウント", "ｱｶｳﾝﾄ"],
        &["レポート", "ﾚﾎﾟｰﾄ"],
        &["メール"],
        &["データ", "デ－タ"],
        &["CSV", "ＣＳＶ", "csv"],
        &["API連携", "ＡＰＩ連携"],
        &["ひも付け", "ヒモ付け"],
        &["めど", "メド"],
        &["株式会社", "㈱"],
        &["30日", "３０日"],
    ],
    rare: &[
        "監査ログの保存期間",
        "二段階認証の再設定",
        "外貨建ての請求書",
        "棚卸しの差異",
        "出張旅費規程",
        "議事録のひな形",
        "代理店との契約",
        "パイロットの合否",
        "プロキシサーバー",
        "シングルサインオン",
        "テンプレートの差し替え",
        "キャンペーンメール",
        "輸入消費税",
        "スナップショット",
        "紙の伝票の廃止",
        "フィードバックの窓口",
        "ヘルススコア",
        "ロールバックの手順",
        "税理士の立ち会い",
        "リードタイムの短縮",
    ],
};

static ENGLISH: Words = Words {
    topics: &[
        "First meeting",
        "Renewal talks",
        "Training day",
        "Change of owner",
        "Company rollout",
        "Reading the numbers",
        "Sorting requests",
        "After an incident",
        "Plan of the year",
        "Report to executives",
    ],
    kinds: &[" guide", " checklist", " playbook", " examples", " rules"],
    headings: &[
        "Before you start",
        "On the day",
        "Numbers to watch",
        "Where people stumble",
        "Keeping a record",
        "What to do next",
        "How to decide",
        "When it is done",
    ],
    who: &[
        "The account owner ",
        "A success manager ",
        "The support desk ",
        "The customer's admin ",
        "The sponsor ",
        "The sales team ",
    ],
    when: &[
        "in the first week ",
        "before every quarterly review ",
        "ninety days ahead of the renewal ",
        "as soon as usage drops ",
        "after the kickoff call ",
    ],
    what: &[
        "reads the usage trend",
        "goes through the open tickets",
        "lists the people who decide",
        "looks at the training attendance",
        "checks the contract terms",
        "collects the survey answers",
    ],
    how: &[
        " and writes down what changed.",
        " and shares a one-page summary.",
        " and agrees on a date.",
        " and compares it with last quarter.",
        " and asks an open question.",
    ],
    why: &[
        "",
        "",
        " Small signals caught early prevent most cancellations.",
        " The next owner can continue without a call.",
        " Keep the customer's own words.",
    ],
    about: "This page also speaks about {}.",
    between: " ",
    spellings: &[
        &["onboarding", "Onboarding", "ONBOARDING"],
        &["dashboards", "dashboard"],
        &["the export", "exports"],
        &["the API", "ＡＰＩ"],
        &["billing"],
        &["permissions"],
        &["an integration", "integrations"],
        &["notifications"],
        &["the roadmap"],
        &["a template", "templates"],
    ],
    rare: &[
        "reconciliation of invoices",
        "the retention schedule",
        "single sign-on",
        "an accessibility statement",
        "the maintenance window",
        "reimbursement limits",
        "a questionnaire for sponsors",
        "procurement rules",
        "escalation paths",
        "the subsidiary's accounts",
        "an acknowledgement of receipt",
        "entitlement checks",
        "the deprecated importer",
        "currency conversion",
        "a rollback plan",
        "business continuity",
        "webhook signatures",
        "spreadsheet formulas",
        "fiscal calendars",
        "anonymised benchmarks",
    ],
};
