//! A piece of finished HTML.

use std::fmt;

use serde::{Serialize, Serializer};
use tera::Value;

/// HTML that is printed as it is; a template needs no `safe` filter for it. Cheap to clone.
///
/// Prose made from Markdown uses plain elements and these classes, which stylesheets may
/// rely on:
///
/// * `<ul class="tasks"><li class="task"><input type="checkbox" id="t1"><label for="t1"><span class="what">…</span> <span
///   class="why">…</span></label></li></ul>`: a task list. The ids count through the page (`t1`, `t2`, …) so that the
///   progress line can light one segment for each.
/// * `<aside class="callout tip" role="note"><p class="callout-word"><span class="icon"></span>…</p><div
///   class="callout-text">…</div></aside>`: an alert; its second class is `tip`, `note`, `important`, `warning`, `caution`, or
///   `passage` for a passage that wider audiences do not get.
/// * `<a class="fig" href="…"><b>3.2</b><small>時間</small></a>` (or `span`): a figure in a sentence with its unit.
/// * `<div class="table"><table class="stacked">…</table></div>`: a table of up to four columns, whose cells carry the head of
///   their column as `data-h`; a wider one has no class and its box scrolls.
/// * `<pre><code class="language-…">…</code></pre>` and `<figure class="code"><figcaption><b>file name</b></figcaption>
///   <pre>…</pre></figure>`: settings and code.
/// * `<section class="footnotes">…</section>`: the notes of the page.
#[derive(Clone)]
pub struct Html(Value);

impl Html {
    /// Marks finished HTML as such.
    #[must_use]
    pub fn new(html: &str) -> Self {
        Self(Value::safe_string(html))
    }

    /// Escapes plain text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::new(&crate::html::escape(text))
    }

    /// The HTML itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }

    /// Whether there is nothing to print.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }
}

impl Default for Html {
    fn default() -> Self {
        Self::new("")
    }
}

impl From<String> for Html {
    fn from(html: String) -> Self {
        Self::new(&html)
    }
}

impl From<&str> for Html {
    fn from(html: &str) -> Self {
        Self::new(html)
    }
}

impl PartialEq for Html {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Html {}

impl fmt::Debug for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The engine passes its own values through untouched, the mark of safety included.
        self.0.serialize(serializer)
    }
}
