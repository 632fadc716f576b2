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
    /// In English.
    pub en: Words,
    /// In Japanese.
    pub ja: Words,
}

/// What a kind of finding is, in one language.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// One line: what it means.
    pub summary: &'static str,
    /// What lies behind it and how to mend it.
    pub explanation: &'static str,
}

impl Code {
    /// The words in a language; English where there are none of its own.
    pub fn words(&self, language: &str) -> &Words {
        if language == "ja" { &self.ja } else { &self.en }
    }
}

// Of each: name, id, severity, then summary and explanation in English and in Japanese.
macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $summary:literal, $explanation:literal, $ja:literal, $because:literal;)*) => {
        $(
            #[doc = $summary]
            pub const $name: Code = Code {
                id: $id,
                severity: Severity::$severity,
                en: Words { summary: $summary, explanation: $explanation },
                ja: Words { summary: $ja, explanation: $because },
            };
        )*
        /// All codes, sorted by id.
        pub const ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    ACCOUNT_ROW = "account-row" Error "A row of an account file cannot be used.",
        "`shirube ingest` reads month, account, segment and arr, months ascending, one row for an account and month. With any mistake it writes nothing.",
        "顧客ごとの明細に、使えない行があります。",
        "`shirube ingest` は、month・account・segment・arr の列を、月の古い順に、1社1か月につき1行ずつ読みます。1つでも誤りがあれば、何も書きません。示された行を直して、もう一度実行してください。";
    APPROVAL_MISSING = "approval-missing" Warning "A page that needs an approval has none.",
        "`approval.required_for` in shirube.yaml names the audiences whose pages are published only when somebody other than the author has read them. `shirube approve FILE --by NAME` writes the approval.",
        "承認の必要なページに、承認がありません。",
        "shirube.yaml の `approval.required_for` に書いた読者向けのページは、書いた人とは別の人が読んでからでないと公開されません。読んだ人が `shirube approve ファイル --by 名前` を実行してください。";
    APPROVAL_VOID = "approval-void" Warning "A page was changed after it was approved.",
        "An approval is bound to what its readers see: title, summary, text, and how the figures in it are defined. Any edit of these asks for a second reading; owner, dates, internal passages and the figures' values do not.",
        "承認のあとで、ページが変わりました。",
        "承認は、読者の目に入る内容（タイトル、要約、本文、本文に出る数字の定義）に結びついています。どれかを変えたら、もう一度だれかに読んでもらってください。担当、日付、社内向けの囲み、数字の値を変えても無効にはなりません。";
    APPROVER_NOT_NAMED = "approver-not-named" Error "Somebody approved a page who may not.",
        "`approval.approvers` in shirube.yaml names the roles and departments that approve pages for an audience. An approval is given in the name of one of them, or of a person who has the role.",
        "承認してよい人ではない名前で承認されています。",
        "shirube.yaml の `approval.approvers` に、読者ごとに承認できるロールと部門を書いています。そのどれか、またはそのロールを持つ人の名前で承認してください。";
    AUDIENCE_UNKNOWN = "audience-unknown" Error "A label names no audience of this site.",
        "Labels are written exactly as in `audiences` of shirube.yaml: same letters, same case, half-width. A label that is misspelt, empty or a number never falls back to a default, because a wrong default could publish what is internal.",
        "読者の名前が、このサイトのどの読者とも一致しません。",
        "読者は、shirube.yaml の `audiences` に書いたとおりに書きます（つづり、大文字と小文字、半角）。つづりの違うもの、空のもの、数字を既定の読者として扱うことはありません。社内の内容を誤って公開しないためです。";
    BARE_NUMBER = "bare-number" Warning "A metric's value was written by hand.",
        "The number stands next to the name of a metric, and stays as it is when the figure is corrected or the next month comes. A figure `{{ metric }}` is printed from the data, with its unit, its month and its source. Limits (80% or more) and numbers of something else are not meant.",
        "指標の値が、手で書き込まれています。",
        "指標の名前のすぐ隣にある数字は、翌月になっても、値を訂正しても、そのまま残ります。`{{ 指標のid }}` と書けば、データから単位つきで印字され、出どころもたどれます。「80%以上」のような目安や、ほかのものを数えた数字は対象になりません。";
    BLOCK_UNKNOWN = "block-unknown" Warning "Fenced code has a word that is almost that of a block.",
        "A fence with `chart`, `cards`, `table` and the like becomes a block; with any other word it is printed as code, for everybody to see.",
        "ブロックの名前が、少し違っています。",
        "`chart`、`cards`、`table` などの名前の付いたコードの囲みは、図や表になります。名前が違うと、書いた文字がそのまま読者に見えます。名前を直してください。";
    BRIDGE_BROKEN = "bridge-broken" Error "Opening plus and minus movements is not the closing figure.",
        "The message gives both figures and the places show where they were written. Correct the wrong one, or let a small difference pass with `tolerance` and `because` on the bridge.",
        "期首に増減を足し引きしても、期末になりません。",
        "2つの値と、それぞれが書かれた場所を示しています。誤っているほうを直してください。小さな差を認めるときは、ブリッジに `tolerance` と `because`（理由）を書きます。";
    BROKEN_ANCHOR = "broken-anchor" Error "A link leads to a heading that is not there.",
        "The page exists, but no heading on it has this id. A heading's id is its text in lower case with hyphens for spaces, unless `{#id}` gives one; give one where a link depends on it.",
        "リンク先の見出しがありません。",
        "ページはありますが、その id の見出しがありません。見出しの id は、`{#id}` と書けばその文字、書かなければ見出しの文字（英字は小文字、空白はハイフン）です。リンクされる見出しには `{#id}` を付けておくと、文字を変えても切れません。";
    BROKEN_LINK = "broken-link" Error "A link leads to no file.",
        "Links between pages are paths of files, seen from the page: `../stories/name.md#result`. They are checked and rewritten for each site.",
        "リンク先のファイルがありません。",
        "ページへのリンクは、いまのページから見たファイルの場所で書きます（`../stories/name.md#result`）。ファイルを移したり名前を変えたりしたときは、リンクも直してください。";
    CANCEL_BROKEN = "cancel-broken" Error "Two movements that must cancel out do not.",
        "What leaves one slice enters another, so both must be equal over all slices.",
        "打ち消し合うはずの2つの増減が、等しくありません。",
        "ある区分から出たものは、ほかの区分に入ります。すべての区分を合わせると、出と入は等しくなるはずです。どちらかを直してください。";
    CLOSED_MONTH_CHANGED = "closed-month-changed" Error "A closed month was changed without a word.",
        "After `closed: true`, a figure of a month is corrected only with an entry in `restated` that gives the value before (`was`) and the reason (`because`), so that pages can show both. Git shows what the month held when it was closed. A month that was closed too early is opened in a commit of its own (without `closed: true`), corrected, and closed again.",
        "締めた月の数字が、説明なしに変わっています。",
        "`closed: true` と書いた月の数字を直すときは、`restated` に前の値（`was`）と理由（`because`）を書きます。ページには両方が出ます。締めたときの値は、git の記録から分かります。早く締めすぎた月は、`closed: true` を外すコミット、直すコミット、締め直すコミットの順に進めてください。";
    CONSENT_MISSING = "consent-missing" Error "A story leaves the team without the customer's consent.",
        "A story that is not internal says in `consent` what the customer agreed to (`name` or `industry`) and when.",
        "お客様の同意のない事例が、社外に出ようとしています。",
        "社内限りでない事例には、お客様が何に（`name`：社名、`industry`：業種）、いつ同意したかを `consent` に書きます。";
    CONTINUITY_BROKEN = "continuity-broken" Error "A month does not begin with what the month before ended with.",
        "Correct one of the two months. When a closed month is corrected, say so under `restated`.",
        "月初の値が、前の月末の値と違います。",
        "2つの月のどちらかを直してください。締めた月を直すときは、`restated` に理由を書きます。";
    DEAD_PLAYBOOK = "dead-playbook" Note "A playbook has been called for in none of the last 12 months.",
        "Its trigger was worked out for each of these months, segment by segment, and never held. Either the limit is where nothing ever happens, or the trouble is over: move the limit, or retire the playbook. With less than twelve months of figures nothing is said.",
        "直近12か月、一度も呼ばれていないプレイブックです。",
        "`trigger` の条件を区分ごと・月ごとに確かめましたが、一度も当てはまりませんでした。条件の境目が現実に合っていないか、問題がなくなったかのどちらかです。境目を見直すか、プレイブックをしまってください。数字が12か月分ないうちは、何も言いません。";
    DRIVER_NOT_A_TERM = "driver-not-a-term" Warning "A driver of the KPI tree is no term of the goal.",
        "Drivers add up to the goal: they stand in its formula, in a formula below it, or move a bridge that ends with one of its terms. What only predicts belongs under `leading`.",
        "KPIツリーの要素が、ゴールの計算に入っていません。",
        "`drivers` には、足し合わせるとゴールになるもの（ゴールの式やその先の式の項、ゴールの項で終わるブリッジの増減）を書きます。予測するだけのものは `leading` に書いてください。";
    DRIVER_WITHOUT_OWNER = "driver-without-owner" Error "Nobody closes a driver of the KPI tree.",
        "Every term of the goal's formula has somebody who closes it (`closed_by`), or a reason why nobody does (`not_applicable`).",
        "KPIツリーの要素に、締める人がいません。",
        "ゴールの式の項には、それを締める（クロージングする）ロールや部門（`closed_by`）か、だれもいない理由（`not_applicable`）を書きます。";
    DUPLICATE_ADDRESS = "duplicate-address" Error "Two sources would become the same page.",
        "An address belongs to one source. `x.md` and `x/index.md` share one, and so do names that differ only in case or in Unicode form. Rename one of them.",
        "2つのファイルが、同じURLになります。",
        "1つのURLになるのは1つのファイルだけです。`x.md` と `x/index.md`、大文字と小文字や文字コードの形だけが違う名前も、同じURLになります。どちらかの名前を変えてください。";
    DUPLICATE_ID = "duplicate-id" Error "The same id is used twice.",
        "Ids name one thing. Rename one of the two and the places that refer to it.",
        "同じ id が2回使われています。",
        "id は1つのものだけを指します。どちらかの id と、それを参照している場所を変えてください。";
    DUPLICATE_KEY = "duplicate-key" Error "A key stands twice in the same mapping.",
        "YAML would silently keep one of the two values. Remove or rename one of them.",
        "同じ項目が2回書かれています。",
        "YAML では、片方が黙って捨てられてしまいます。どちらかを消すか、名前を直してください。";
    DUPLICATE_TITLE = "duplicate-title" Warning "Two pages in one language have the same title.",
        "In lists, in search and in the browser's tabs nobody could tell them apart.",
        "同じ言語に、同じタイトルのページが2つあります。",
        "一覧でも、検索でも、ブラウザーのタブでも見分けがつきません。それぞれのページに固有のことを、タイトルに入れてください。";
    DUPLICATE_VALUE = "duplicate-value" Error "The same figure is given twice.",
        "A month may be spread over several files, but a value for one metric, part, slice and month stands once. Remove one of the two.",
        "同じ数字が2回書かれています。",
        "1か月の数字は複数のファイルに分けられますが、同じ指標・内訳・区分・月の値は1回だけ書きます。どちらかを消してください。";
    ENTRY_UNUSED = "entry-unused" Note "Nothing refers to an entry of a register or of the settings.",
        "A role or department that leads, owns and receives nothing, a segment without a value, a lane without an item, a facet no page has: often it was renamed elsewhere, or is no longer needed.",
        "どこからも使われていない項目です。",
        "何も担当しないロールや部門、値のない区分、項目のないレーン、どのページにもないファセットです。名前を変えたときの残りか、もう要らないものかを確かめて、使うか消すかしてください。";
    EXTERNAL_GONE = "external-gone" Warning "A link to another site leads to nothing.",
        "`shirube check --external` asked for the address, and the site answered that there is nothing (404 or 410). Addresses that want a login count as there. Without `--external` nothing is ever asked.",
        "よそのサイトへのリンクの先が、なくなっています。",
        "`shirube check --external` で確かめたところ、「ない」という答え（404 か 410）でした。移った先を探すか、リンクを消してください。ログインの要るページは、あるものとして扱います。`--external` を付けなければ、どこにも問い合わせません。";
    EXTERNAL_SILENT = "external-silent" Note "A link to another site could not be followed.",
        "The site did not answer in time, answered with an error of its own, or could not be reached from here. That may be over by tomorrow; what answered is not asked again for a week.",
        "よそのサイトへのリンクの先を、確かめられませんでした。",
        "答えが来なかったか、相手の側のエラーか、ここからはつながらない場所です。明日には直っているかもしれません。自分で開いてみて、続くようならリンクを消してください。答えのあったURLには、1週間は問い合わせません。";
    FIGURE_SYNTAX = "figure-syntax" Error "A figure in the text is not written as it should be.",
        "A figure in running text is `{{ metric }}`, with `segment=…`, `role=…` or `team=…`, `at=2026-09`, and one of the words `change` and `target` where they are wanted: `{{ nrr segment=tier1 at=2026-09 change }}`.",
        "文の中の数字の書き方が違っています。",
        "文の中の数字は `{{ 指標のid }}` と書きます。区分は `segment=…`（`role=…`、`team=…`）、月は `at=2026-09`、前月からの変化は `change`、目標は `target` を付けます。例：`{{ nrr segment=tier1 at=2026-09 change }}`";
    FIGURES_DIFFER = "figures-differ" Error "Two figures that must be equal are not.",
        "The rule stands under `equal` in metrics.yaml, or one figure is given beside what it is made of. Correct the wrong one.",
        "等しいはずの2つの数字が違います。",
        "metrics.yaml の `equal` に等しいと書いてある2つか、合計とその内訳です。誤っているほうを直してください。";
    FILE_SAYS_MORE = "file-says-more" Warning "A file on a wider site says more than its readers see.",
        "Pictures and films are copied without what cameras and programs write into them. Of other files that cannot be done safely: a PDF names its author and may hold earlier versions of itself, an office file comments and hidden sheets. Clean the file, or confirm with the baseline that its readers may know; a file that says something else is told again.",
        "広い読者のサイトのファイルに、見せるつもりのない情報が残っています。",
        "写真や動画は、カメラやソフトが書き込んだ情報を除いて書き出します。ほかの形式では、安全に除くことができません。PDF には作成者の名前や前の版が、オフィスの文書にはコメントや隠したシートが残ることがあります。ファイルから消すか、読者が知ってもよいものなら `--write-baseline` で確かめたことにしてください。別の情報が入れば、また知らせます。";
    FILE_UNREADABLE = "file-unreadable" Error "A file or folder cannot be read.",
        "The operating system refused. Check the permissions and that the file is not open elsewhere.",
        "ファイルやフォルダを読めません。",
        "OS に断られました。読み取りの許可と、ほかのソフトで開いたままになっていないかを確かめてください。";
    FILE_UNUSED = "file-unused" Note "A picture or file is used by no page.",
        "It is copied to no site. Often it is what a page showed before.",
        "どのページからも使われていない画像やファイルです。",
        "どのサイトにも書き出されません。前に使っていたものの残りなら、消してください。";
    FOOTNOTE_MISSING = "footnote-missing" Warning "A text refers to a footnote that is not there.",
        "`[^name]` stands in the text as it is written, because no line begins with `[^name]:`.",
        "本文が指している脚注がありません。",
        "`[^名前]:` で始まる行がないので、`[^名前]` という文字がそのまま読者に見えます。脚注を書くか、印を消してください。";
    FOOTNOTE_UNUSED = "footnote-unused" Warning "A footnote is never referred to.",
        "Nothing on the page leads to it, so no reader would see it.",
        "どこからも指されていない脚注です。",
        "本文から行けないので、だれにも読まれません。本文に `[^名前]` を入れるか、脚注を消してください。";
    FORMULA_CYCLE = "formula-cycle" Error "A metric is worked out from itself.",
        "Follow the names in the message: one of these formulas must do without the others.",
        "指標の計算が、ぐるりと自分に戻っています。",
        "示された名前を順にたどると、元の指標に戻ります。どれか1つの式を、ほかを使わない形に直してください。";
    FORMULA_SYNTAX = "formula-syntax" Error "A formula cannot be read.",
        "Formulas are written with half-width signs: `+ - * /`, parentheses, comparisons, `and`, `or`, `not` and the functions of the reference.",
        "式を読めません。",
        "式は半角の記号で書きます。使えるのは `+ - * /`、かっこ、比較、`and`、`or`、`not` と、リファレンスにある関数です。";
    HEADING_SKIPPED = "heading-skipped" Warning "A heading is more than one level below the one before it.",
        "Readers who listen go from heading to heading; a level that is left out sounds like a part that is missing.",
        "見出しの段階が飛んでいます。",
        "耳で読む人は、見出しを順にたどります。段階が抜けると、何かが欠けているように聞こえます。1つずつ下げてください。";
    HISTORY_CUT_OFF = "history-cut-off" Note "Only a part of the history is there.",
        "A shallow clone knows the last changes only, so that dates, authors and the list of changes on the internal site begin there. `git fetch --unshallow` brings the rest.",
        "git の記録が、一部しかありません。",
        "浅いクローン（shallow clone）では、最近の変更しか分かりません。社内のサイトの日付・書いた人・変更の記録は、そこから始まります。`git fetch --unshallow` で残りを取れます。";
    HISTORY_UNREADABLE = "history-unreadable" Note "The history of the sources cannot be read.",
        "The sources lie in a git repository, but git refuses to read it. Sites are made without dates, authors and changes; what customers see does not depend on them.",
        "git の記録を読めません。",
        "git のリポジトリの中にありますが、git が読むことを断りました。サイトは、日付・書いた人・変更の記録なしにできます。お客様に見えるものは変わりません。このフォルダで `git log` を実行し、出てくる問題を直してください。";
    HTML_REMOVED = "html-removed" Warning "Raw HTML that may not stand on a page was left out.",
        "Raw HTML is cleaned for every audience: scripts, handlers, frames, forms and styles are left out.",
        "ページに置けない HTML を取り除きました。",
        "どの読者のページでも、スクリプト、枠（iframe）、フォーム、スタイルなどは取り除きます。Markdown かブロックで書いてください。";
    ICON_NOT_DRAWN = "icon-not-drawn" Note "No icon for phones can be drawn from the logo.",
        "The logo is a drawing (SVG); phones and older browsers want a picture made of dots, which is drawn from it. That needs a drawing of paths alone: letters would need their typeface, and pictures in it are not read.",
        "ロゴからスマートフォン用のアイコンを描けません。",
        "ロゴは図形のファイル（SVG）です。スマートフォンや古いブラウザには、それを点の画像に描き直したアイコンを渡します。書体の要る文字や、埋め込まれた画像があると描けません。描いたソフトで文字をアウトラインにし、画像を取りのぞいて保存し直してください。";
    INVALID_UTF8 = "invalid-utf8" Error "A text file is not UTF-8.",
        "Save the file as UTF-8 (in a spreadsheet or an older editor: choose “UTF-8” when saving, not Shift_JIS).",
        "文字コードが UTF-8 ではありません。",
        "UTF-8 で保存し直してください。表計算や古いエディターでは、保存のときに Shift_JIS ではなく「UTF-8」を選びます。";
    INVALID_VALUE = "invalid-value" Error "A value has the right type but makes no sense here.",
        "The message says which values are possible.",
        "形は合っていますが、ここでは意味をなさない値です。",
        "書ける値を、指摘の文に示しています。";
    INVALID_YAML = "invalid-yaml" Error "A file is not valid YAML.",
        "Often a missing space after a colon, a tab used for indentation, or a quotation mark that is not closed. The place shown is where reading stopped.",
        "YAML として読めません。",
        "多いのは、コロンのあとの空白の抜け、字下げのタブ、閉じていない引用符です。示しているのは、読めなくなった場所です。";
    LINK_LEFT_OUT = "link-left-out" Warning "A page that is shown links to one that is not.",
        "Drafts and pages whose day has not come are left out of a build; links to them become plain text until they are published.",
        "公開するページから、公開しないページへリンクしています。",
        "下書きや、公開日の来ていないページは書き出されません。公開されるまで、リンクはただの文字になります。先にそのページを公開するか、リンクを消してください。";
    LINK_WITHOUT_TEXT = "link-without-text" Warning "A link has no text.",
        "It is printed as nothing: it can neither be seen nor read out.",
        "リンクに文字がありません。",
        "何も印字されないので、目でも耳でも分かりません。`[文字](場所)` のかっこの中に、行き先が分かる言葉を書いてください。";
    METRIC_UNUSED = "metric-unused" Note "Nothing uses the values of a metric.",
        "An input without a `class` is an ingredient: it gets no card. No formula, rule, target, register or page names this one, so its values are gathered every month for nobody.",
        "値を使うところがない指標です。",
        "`class` のない入力の指標は、計算の材料です。どの式、決まり、目標、台帳、ページにも出てこないので、毎月集めても見る人がいません。使うか、`class` を付けるか、消してください。";
    MISSING_FILE = "missing-file" Error "A file that is needed is not there.",
        "The message says which one and what it should hold.",
        "必要なファイルがありません。",
        "どのファイルに何を書くかを、指摘の文に示しています。";
    MISSING_GLYPH = "missing-glyph" Warning "The typeface of drawn pictures lacks signs.",
        "The pictures that stand for pages where they are shared are drawn with the file that `font_file` names. Signs that are not in it are left out of the pictures; the pages themselves are as they should be.",
        "画像を描く書体に、ない文字があります。",
        "共有されたときに出る画像は、`font_file` の書体で描きます。書体にない文字は、画像では抜けます（ページそのものには影響しません）。その文字のある書体にするか、題名の文字を置きかえてください。";
    MISSING_KEY = "missing-key" Error "A key that is needed is not there.",
        "Add the key; the message says where.",
        "必要な項目がありません。",
        "示された場所に、その項目を書き足してください。";
    MISSING_PICTURE = "missing-picture" Error "A picture is not there.",
        "Pictures lie below content/ and are named by their path from the page.",
        "画像がありません。",
        "画像は content/ の下に置き、ページから見た場所で書きます。";
    MIXED_WIDTH = "mixed-width" Warning "Letters, digits or marks of an unusual width stand in the text.",
        "Katakana is written full-width, letters and digits half-width; a Japanese sentence has `、` and `。`. Otherwise search finds only one of the two and the lines look uneven. A team that wants it otherwise turns this off under `severity`.",
        "ふつうとは違う幅の文字があります。",
        "カタカナは全角、英字と数字は半角、日本語の文の区切りは「、」「。」で書きます。混ざっていると、検索で片方しか見つからず、行の見た目もそろいません。チームの決まりが違うときは、`severity` で `off` にしてください。";
    MONTH_AHEAD = "month-ahead" Warning "There is a snapshot of a month that has not begun.",
        "It would be the latest month everywhere. The year or the month is a slip; a forecast belongs into `outlook:` of the month it is made in.",
        "まだ始まっていない月のスナップショットがあります。",
        "どのページでも、その月が最新の月になってしまいます。年か月の書き間違いです。見込みは、見込みを立てた月の `outlook:` に書きます。";
    MONTH_GAP = "month-gap" Warning "There is no snapshot between two others.",
        "The month is a gap in every chart and nothing is made up for it. Add its snapshot.",
        "前後の月はあるのに、スナップショットがありません。",
        "どの図でもその月は空きになり、値が補われることはありません。その月のスナップショットを足してください。";
    NARROWER_FIGURE = "narrower-figure" Error "A text shows a figure that its readers may not see.",
        "A figure in running text must be for the readers of the page, or of the passage it stands in: its metric and its value. On their site there would be a hole in the sentence.",
        "読者に見せられない数字が、文に入っています。",
        "文の中の数字は、指標も値も、そのページ（社内向けの囲みの中なら、その囲み）の読者に見せてよいものでなければなりません。そうでないと、文に穴が空きます。数字を消すか、社内向けの囲みに入れるか、指標と値の `audience` を広げてください。";
    NARROWER_TARGET = "narrower-target" Error "A text refers to something its readers may not see.",
        "Whatever an author writes in a text must be visible to everybody who reads that text. Put it into a passage for the narrower audience, or widen what it refers to.",
        "読者に見せられないものを、文が指しています。",
        "文に書くリンクや図は、その文の読者すべてに見えるものでなければなりません。社内向けの囲みに入れるか、指しているものの `audience` を広げてください。";
    NEGATIVE_MOVEMENT = "negative-movement" Error "A movement is written as a negative number.",
        "All movements are written as positive numbers; the bridge knows which are taken away.",
        "増減が、負の数で書かれています。",
        "増減はすべて正の数で書きます。引くかどうかは、ブリッジが知っています。";
    NO_FRONT_MATTER = "no-front-matter" Error "A page does not begin with front matter.",
        "A page begins with a line of three hyphens, YAML with at least `title` and `status`, and another line of three hyphens.",
        "ページの先頭の項目がありません。",
        "ページは、ハイフン3つの行、`title` と `status` などの項目、ハイフン3つの行、の順に始めます。";
    NOT_KEPT = "not-kept" Error "A value stands on an axis its metric is not kept by.",
        "`by` of the metric lists the axes it has values on. Add the axis, or write the value elsewhere.",
        "その分け方では持たない指標に、値が書かれています。",
        "指標の `by` に書いた分け方でだけ値を持てます。`by` に足すか、値をほかの場所に書いてください。";
    OFF_TARGET = "off-target" Note "A figure is off target.",
        "In the last month the figure missed its target, and a playbook is there for it. The review of the month says by how much, since when, and whether the playbook is called for.",
        "目標を外れている数字があります。",
        "最新の月に目標を外れました。動かすためのプレイブックはあります。どれだけ、いつから外れているか、プレイブックが呼ばれているかは、その月のレビューに出ています。";
    OUTSIDE_PICTURE = "outside-picture" Warning "A picture would be loaded from another site.",
        "It would be slow, could vanish, and tells the other site who reads the page. Put the picture below content/.",
        "画像が、よそのサイトから読み込まれます。",
        "遅くなり、いつか消えるかもしれず、だれが読んだかが相手に伝わります。画像を content/ の下に置いてください。";
    OVER_LIMIT = "over-limit" Error "A figure is larger than it can be.",
        "`never_over` of the metric says what it cannot exceed. One of its inputs is wrong.",
        "数字が、ありえる上限を超えています。",
        "指標の `never_over` に書いた上限です。材料のどれかが誤っています。";
    PAGE_OVERDUE = "page-overdue" Note "The day to read a page again has passed.",
        "`review_every` counts from `reviewed_on`, or from `date`. Whoever has read the page sets `reviewed_on` to that day. `shirube pages --overdue` lists all of them by owner.",
        "見直しの期限を過ぎたページです。",
        "期限は、`reviewed_on`（なければ `date`）から `review_every` の分だけあとの日です。読み直したら、`reviewed_on` をその日にしてください。担当ごとの一覧は `shirube pages --overdue` で出ます。";
    PAGE_UNLINKED = "page-unlinked" Note "Nothing leads to a page.",
        "It stands directly below content/, so no list of a folder holds it; it has no tags or facets, the header has no room for it, and no other page links to it. Only search finds it.",
        "どこからもたどり着けないページです。",
        "content/ のすぐ下にあるのでフォルダの一覧に載らず、タグもファセットもなく、ヘッダーにも入らず、ほかのページからのリンクもありません。検索でしか見つかりません。リンクするか、フォルダに移すか、タグを付けてください。";
    PALE_ACCENT = "pale-accent" Warning "The company's colour is too pale to be read.",
        "Links, figures and the button of the customer site are printed in the accent of `theme.yaml`; text needs a contrast of 4.5 to its ground. A darker colour of the same hue is used instead; the message says which.",
        "会社の色が薄くて、文字が読めません。",
        "リンクや数字は、`accent` の色で印字されます。背景との比が 4.5 以上ないと読みにくいので、同じ色合いの濃い色を使います。使った色は、指摘の文に示しています。";
    PASSAGE_AUDIENCE = "passage-audience" Error "A passage is for an audience that is not narrower than its page.",
        "A passage `> [!INTERNAL]` hides a part of a page from wider audiences. For the page's own audience, or a wider one, it would hide nothing and mislead.",
        "囲みの読者が、ページの読者より狭くありません。",
        "`> [!INTERNAL]` のような囲みは、ページの一部を広い読者から隠すためのものです。ページと同じか、より広い読者にすると、何も隠れません。";
    PASSAGE_UNKNOWN = "passage-unknown" Error "A block quote opens with a word nobody knows.",
        "`> [!WORD]` opens a callout (NOTE, TIP, IMPORTANT, WARNING, CAUTION) or a passage for an audience. A misspelt audience must not print an internal passage, so anything else is an error.",
        "囲みの先頭の言葉が分かりません。",
        "`> [!言葉]` は、注意書き（NOTE、TIP、IMPORTANT、WARNING、CAUTION）か、読者を限る囲みです。読者の書き間違いで社内の文が出てしまわないよう、ほかの言葉はエラーにしています。";
    PICTURE_WITHOUT_TEXT = "picture-without-text" Warning "A picture has no words for those who do not see it.",
        "The words between the brackets of `![words](file)` are read out, shown while the picture loads, and found by search.",
        "画像に、代わりの文字がありません。",
        "`![文字](ファイル)` のかっこの中の文字は、読み上げられ、読み込みを待つあいだ表示され、検索にも使われます。何が写っているかを書いてください。";
    PILOT_LENGTH = "pilot-length" Warning "A pilot is unusually short or long.",
        "Three to six months are usual. A shorter pilot shows little; a longer one is no pilot.",
        "パイロットの期間が、ふつうより短いか長いです。",
        "3〜6か月が目安です。短いと何も分からず、長いとパイロットではなくなります。";
    PLAYBOOK_MISSING = "playbook-missing" Note "A figure is off target, and no playbook says what to do.",
        "In the last month the figure missed its target. No published playbook names it under `moves` or in its `trigger`, so the review can say that it is red but not what is done about it.",
        "目標を外れているのに、どうするかのプレイブックがありません。",
        "最新の月に目標を外れましたが、公開しているプレイブックのどれも、`moves` や `trigger` にこの指標を挙げていません。レビューには赤い印だけが出て、打つ手が出ません。役に立つプレイブックの `moves` に足すか、新しく書いてください。";
    RESTATED_SAME = "restated-same" Warning "A correction gives the value that still stands.",
        "`was` is the figure before the correction. Correct it, or take the entry away.",
        "訂正の「前の値」が、いまの値と同じです。",
        "`was` には、訂正する前の値を書きます。直すか、その訂正を消してください。";
    STAGE_WITHOUT_LEAD = "stage-without-lead" Error "Nobody leads a stage of the journey.",
        "A stage that belongs to nobody is where customers are lost. Name at least one role or department under `lead`; shared leads are normal.",
        "ジャーニーの段階に、主担当がいません。",
        "だれのものでもない段階で、お客様は離れていきます。`lead` に、ロールか部門を1つ以上書いてください。2つ以上でもかまいません。";
    STRAY_FILE = "stray-file" Warning "A YAML file in data/ or a Markdown file in content/ is read by nobody.",
        "Its name is none of those that shirube reads. A misspelt name would leave out a page, a register or a month without a word.",
        "だれにも読まれないファイルです。",
        "data/ の YAML か content/ の Markdown ですが、shirube の読む名前ではありません。名前を書き間違えると、ページや台帳や1か月分の数字が、黙って抜けてしまいます。";
    TARGET_TWICE = "target-twice" Error "A figure has two targets for one period.",
        "Take one away, or give them different months.",
        "同じ数字の、同じ期間に、目標が2つあります。",
        "片方を消すか、期間を分けてください。";
    TEAM_LOAD = "team-load" Note "The team cannot carry what its roles ask for.",
        "Nobody should be shared out to more than a full week, a role that is much needed should have somebody, and a team of more than five needs somebody whose only work is its base, such as CS Ops. The page of the roles shows the same.",
        "チームの体制で、ロールの仕事を担いきれていません。",
        "1人の兼任の割合は合わせて1.0までにし、必要の高いロールには担当を置きます。5人を超えるチームには、CS Opsなど基盤の専任を置きます。ロールのページにも同じことが出ます。";
    TEMPLATE_ERROR = "template-error" Error "A template of a theme cannot be used.",
        "The place shown is in a template of the site's theme. What templates may use is described in the theme guide; the program's own file can be extended from `base/NAME.html`.",
        "テーマのテンプレートが使えません。",
        "示しているのは、サイトのテーマにあるテンプレートの場所です。使えるものは、テーマの手引きにあります。もとのテンプレートは `base/名前.html` として引き継げます。";
    TITLE_LONG = "title-long" Note "A title is too long to be shown whole.",
        "Lists, search results and tabs cut it. The details belong into `summary`.",
        "タイトルが長く、最後まで表示されません。",
        "一覧、検索の結果、タブで途中から切れます。くわしいことは `summary` に書いてください。";
    TOP_HEADING = "top-heading" Warning "A `#` heading stands in the text.",
        "The title in the front matter is the page's only heading of the first level; a second one confuses readers who listen.",
        "本文に `#` の見出しがあります。",
        "一番上の見出しは、先頭の項目の `title` だけです。2つあると、耳で読む人が迷います。`##` にしてください。";
    TRANSLATION_MISSING = "translation-missing" Note "A page lacks a translation that others beside it have.",
        "At least one page in the same folder, for the same readers, is there in this language. Readers of that language are led to the original.",
        "隣のページにはある訳が、このページにはありません。",
        "同じフォルダの、同じ読者向けのページに、この言語のものがあります。その言語で読む人は、元の言語のページに案内されます。`shirube new` で訳の下書きを作れます。";
    TRANSLATION_OUTDATED = "translation-outdated" Note "The original has changed since its translation was made.",
        "`translates` in the translation is the digest of the text it was made from; `shirube approve` writes it anew.",
        "訳したあとで、元の文が変わりました。",
        "訳の `translates` は、訳した時点の元の文のダイジェストです。訳を直してから `shirube approve` を実行すると、書き直されます。";
    UNIT_CYCLE = "unit-cycle" Error "A unit of the organisation is below itself.",
        "Following `parent` from unit to unit must end at a unit without one. Give one of the units named another parent, or none.",
        "組織のチームが、自分の下に入っています。",
        "`parent` を順にたどると、上のないチームで終わるはずです。示されたチームのどれかの `parent` を直すか、消してください。";
    UNIT_MISMATCH = "unit-mismatch" Error "Units do not fit together.",
        "Money cannot be added to a count. A quotient of equal units is a ratio, or the plain unit the metric declares. One scale of a chart carries one unit.",
        "単位が合いません。",
        "金額と数は足せません。同じ単位どうしの割り算は、比率か、その指標に書いた単位のない数になります。図の1つの目盛りには、1つの単位だけを並べます。";
    UNKNOWN_FUNCTION = "unknown-function" Error "A formula calls a function that does not exist.",
        "The functions are if, prev, at, sum, avg, min, max, product and share.",
        "式に、ない関数が使われています。",
        "使える関数は if、prev、at、sum、avg、min、max、product、share です。";
    UNKNOWN_ID = "unknown-id" Error "An id refers to nothing.",
        "Correct the id, or declare what it should refer to. Ids are compared exactly.",
        "id の指すものがありません。",
        "id を直すか、指すものを台帳や設定に書いてください。大文字と小文字も区別します。";
    UNKNOWN_KEY = "unknown-key" Error "A key is not known here.",
        "Keys are written exactly as in the reference. Keys of your own go under `extra` in front matter.",
        "ここでは使えない項目です。",
        "項目の名前は、リファレンスのとおりに書きます。ページに自分たちの項目を足すときは、`extra` の下に書いてください。";
    UNKNOWN_METRIC = "unknown-metric" Error "A metric or part is not defined.",
        "Define it in data/metrics.yaml, or correct the name. Ids are compared exactly.",
        "その指標や内訳は、定義されていません。",
        "data/metrics.yaml に定義するか、名前を直してください。大文字と小文字も区別します。";
    UNKNOWN_SECTION = "unknown-section" Error "Commentary belongs to no section of the review.",
        "Each `##` heading of a review ends with the id of the section it comments on: `## 動いた理由 {#why}`. Other text would be lost between the figures.",
        "コメントの行き先が、レビューの中にありません。",
        "レビューの `##` の見出しの終わりには、コメントする節の id を書きます（`## 動いた理由 {#why}`）。ほかの文は、数字のあいだに埋もれてしまいます。";
    UNSAFE_ADDRESS = "unsafe-address" Error "An address in a link or picture could run a program.",
        "Addresses like `javascript:` or `data:` are refused for every audience.",
        "リンクや画像の行き先が、プログラムを動かすかもしれません。",
        "`javascript:` や `data:` で始まる行き先は、どの読者のページでも使えません。";
    WIDER_TRANSLATION = "wider-translation" Error "A translation is meant for more readers than its original.",
        "What the original keeps inside, a translation must not let out. Only a narrower `audience` may stand in a translation.",
        "訳の読者が、元のページの読者より広くなっています。",
        "元のページが社内に留めているものを、訳が外に出してはいけません。訳に書ける `audience` は、元より狭いものだけです。";
    WORD_LIST = "word-list" Warning "A word of the word list stands in the text.",
        "`data/terms.yaml` lists words to avoid and what to write instead. Longer words that are right stand under `except`.",
        "言い換えると決めた言葉が使われています。",
        "`data/terms.yaml` に、避ける言葉と代わりの言葉があります。それを含む正しい言葉は、`except` に書いてください。";
    WORD_MISSING = "word-missing" Warning "A language lacks words of the interface, and English stands in for them.",
        "A theme says the words of the interface in `strings/LANGUAGE.yaml`. Japanese and English are inside the program; of every other language each word that is not there stands in English on the page.",
        "画面の言葉に、この言語のものがなく、英語で出ています。",
        "画面の言葉は、テーマの `strings/言語.yaml` にあります。日本語と英語はプログラムに入っています。ほかの言語では、書かれていない言葉が英語で表示されます。";
    WRONG_ARGUMENTS = "wrong-arguments" Error "A function is given the wrong arguments.",
        "The message shows how it is written.",
        "関数の使い方が違っています。",
        "正しい書き方を、指摘の文に示しています。";
    WRONG_TYPE = "wrong-type" Error "A value is of another type than expected.",
        "The message says what is expected: a text, a number, a list, a mapping, a month (`2026-10`) or a date (`2026-10-31`).",
        "値の形が違っています。",
        "文字列、数、一覧、項目の集まり、月（`2026-10`）、日付（`2026-10-31`）のどれを書くかを、指摘の文に示しています。";
    YAML_FEATURE = "yaml-feature" Error "A YAML feature that data files here do not use.",
        "Anchors (`&a`), aliases (`*a`), tags (`!x`) and several documents in one file make a file hard to check and to review, so they are refused. Write the value out.",
        "データのファイルでは使わない YAML の書き方です。",
        "アンカー（`&a`）、エイリアス（`*a`）、タグ（`!x`）、1つのファイルに複数の文書を入れる書き方は、確かめにくく読みにくいので使えません。値をそのまま書いてください。";
}

/// The record of a code.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id == id)
}
