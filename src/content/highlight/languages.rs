//! One record per language: to add one, add a record.

/// How a language is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Words, strings, comments in any order.
    Words,
    /// Keys before a colon.
    Yaml,
    /// Keys before an equals sign, sections in brackets.
    Sections,
    /// Elements and attributes.
    Markup,
    /// A first row that names the others.
    Csv,
    /// Lines added and removed.
    Diff,
    /// Headings, code, quotes.
    Markdown,
}

/// What the tokenizer must know of a language.
#[derive(Debug)]
pub(super) struct Language {
    /// What it is called behind a fence, in small letters.
    names: &'static [&'static str],
    pub form: Form,
    /// How comments begin and end; an empty end is the end of the line.
    pub comments: &'static [(&'static str, &'static str)],
    /// Whether a comment must follow white space.
    pub comment_needs_space: bool,
    pub quotes: &'static [u8],
    /// Whether a backslash hides the quote after it.
    pub escapes: bool,
    /// Whether three quotes begin a long string.
    pub triple: bool,
    /// Whether a string may go over several lines.
    pub long_strings: bool,
    /// Whether `'` holds one character and is otherwise no quote.
    pub short_quotes: bool,
    /// Whether a string before a colon is a key.
    pub keys: bool,
    /// What a variable begins with, or 0.
    pub variable: u8,
    /// Whether keywords may be written in either case.
    any_case: bool,
    /// The words of the language, separated by spaces.
    keywords: &'static str,
}

impl Language {
    /// The language that is called this.
    pub fn find(name: &str) -> Option<&'static Language> {
        LANGUAGES.iter().find(|language| language.names.iter().any(|known| known.eq_ignore_ascii_case(name)))
    }

    /// The lengths that its words have, by first letter.
    pub fn shapes(&self) -> Shapes {
        let mut shapes = [0; 32];
        for keyword in self.keywords.split(' ').filter(|keyword| !keyword.is_empty()) {
            shapes[usize::from(keyword.as_bytes()[0] & 31)] |= 1 << keyword.len().min(15);
        }
        shapes
    }

    /// Whether a name is a word of the language. Most names have another shape than all words,
    /// so the list is seldom looked at.
    pub fn has_keyword(&self, name: &str, shapes: &Shapes) -> bool {
        let shape = shapes[usize::from(name.as_bytes().first().copied().unwrap_or(0) & 31)];
        if shape & (1 << name.len().min(15)) == 0 {
            return false;
        }
        if self.any_case {
            self.keywords.split(' ').any(|keyword| keyword.eq_ignore_ascii_case(name))
        } else {
            self.keywords.split(' ').any(|keyword| keyword == name)
        }
    }
}

/// See [`Language::shapes`].
pub(super) type Shapes = [u16; 32];

/// A language with nothing special, from which the others differ.
const PLAIN: Language = Language {
    names: &[],
    form: Form::Words,
    comments: &[],
    comment_needs_space: false,
    quotes: b"\"'",
    escapes: true,
    triple: false,
    long_strings: false,
    short_quotes: false,
    keys: false,
    variable: 0,
    any_case: false,
    keywords: "",
};

const SLASHES: &[(&str, &str)] = &[("//", ""), ("/*", "*/")];
const HASH: &[(&str, &str)] = &[("#", "")];

static LANGUAGES: &[Language] = &[
    Language {
        names: &["yaml", "yml"],
        form: Form::Yaml,
        comments: HASH,
        comment_needs_space: true,
        long_strings: true,
        keywords: "yes no on off",
        ..PLAIN
    },
    Language { names: &["json", "jsonc", "json5"], comments: SLASHES, keys: true, ..PLAIN },
    Language { names: &["toml"], form: Form::Sections, comments: HASH, triple: true, ..PLAIN },
    Language {
        names: &["ini", "conf", "properties", "env", "dotenv"],
        form: Form::Sections,
        comments: &[("#", ""), (";", "")],
        comment_needs_space: true,
        escapes: false,
        ..PLAIN
    },
    Language {
        names: &["python", "py"],
        comments: HASH,
        triple: true,
        variable: b'@',
        keywords: "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield self",
        ..PLAIN
    },
    Language {
        names: &["javascript", "js", "jsx", "mjs", "typescript", "ts", "tsx"],
        comments: SLASHES,
        quotes: b"\"'`",
        keywords: "abstract any as async await boolean break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in instanceof interface is keyof let module namespace never new number of private protected public readonly return set static string super switch this throw try type typeof unknown var void while with yield",
        ..PLAIN
    },
    Language {
        names: &["rust", "rs"],
        comments: SLASHES,
        long_strings: true,
        short_quotes: true,
        keywords: "Self as async await bool break char const continue crate dyn else enum extern f32 f64 fn for i16 i32 i64 i8 if impl in isize let loop match mod move mut pub ref return self static str struct super trait type u16 u32 u64 u8 union unsafe use usize where while",
        ..PLAIN
    },
    Language {
        names: &["bash", "sh", "shell", "zsh", "console"],
        comments: HASH,
        comment_needs_space: true,
        long_strings: true,
        variable: b'$',
        keywords: "break case cd continue do done echo elif else esac eval exec exit export fi for function if in local read return set shift source test then trap unset until while",
        ..PLAIN
    },
    Language {
        names: &["sql"],
        comments: &[("--", ""), ("/*", "*/")],
        escapes: false,
        long_strings: true,
        any_case: true,
        keywords: "add all alter and as asc between bigint boolean by case cast char check coalesce constraint create cross date decimal default delete desc distinct drop else end except exists false filter first for foreign from full group having if in index inner insert int integer intersect interval into is join key last lateral left like limit not nulls numeric offset on or order outer over partition primary references replace right rows select set sum table text then timestamp true union unique update using values varchar view when where window with",
        ..PLAIN
    },
    Language { names: &["html", "xml", "svg", "xhtml", "vue"], form: Form::Markup, ..PLAIN },
    Language {
        names: &["css", "scss"],
        comments: &[("/*", "*/")],
        variable: b'@',
        keywords: "and from important not only or to",
        ..PLAIN
    },
    Language { names: &["csv", "tsv"], form: Form::Csv, ..PLAIN },
    Language { names: &["diff", "patch"], form: Form::Diff, ..PLAIN },
    Language { names: &["markdown", "md"], form: Form::Markdown, ..PLAIN },
    Language {
        names: &["go", "golang"],
        comments: SLASHES,
        quotes: b"\"'`",
        keywords: "any bool break byte case chan const continue default defer else error fallthrough float64 for func go goto if import int int64 interface map package range return rune select string struct switch type uint64 var",
        ..PLAIN
    },
    Language {
        names: &["java", "kotlin", "kt"],
        comments: SLASHES,
        triple: true,
        variable: b'@',
        keywords: "abstract boolean break byte case catch char class const continue default do double else enum extends final finally float for fun if implements import in instanceof int interface long native new object override package private protected public record return sealed short static super switch synchronized this throw throws try val var void volatile when while",
        ..PLAIN
    },
    Language {
        names: &["ruby", "rb"],
        comments: HASH,
        long_strings: true,
        variable: b'@',
        keywords: "alias and begin break case class def do else elsif end ensure for if in include module next not or private protected public raise redo require rescue retry return self super then unless until when while yield",
        ..PLAIN
    },
];
