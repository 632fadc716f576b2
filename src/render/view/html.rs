//! A piece of finished HTML.

use std::fmt;

use serde::{Serialize, Serializer};
use tera::Value;

/// HTML that is printed as it is; a template needs no `safe` filter for it. Cheap to clone.
///
/// Prose made from Markdown uses plain elements and these classes, which stylesheets may
/// rely on:
///
/// * `<ul class="ticks"><li><input type="checkbox" id="t1"><label for="t1"><span
///   class="what">…</span> <span class="why">…</span></label></li></ul>`: a task list. The
///   ids count through the page (`t1`, `t2`, …) so that the progress line can light one
///   segment for each.
/// * `<div class="callout tip" role="note"><p class="label">…</p><div>…</div></div>`: an
///   alert; the second class is `tip`, `note`, `important`, `warning` or `caution`.
/// * `<a class="fig" href="…"><b>3.2</b><small>時間</small></a>` (or `span`): a figure in a
///   sentence with its unit.
/// * `<div class="scroll"><table>…</table></div>`: a table; its cells may carry the head of
///   their column as `data-h`.
/// * `<pre><code class="language-…">…</code></pre>` and `<figure class="code"><figcaption>
///   <b>file name</b></figcaption><pre>…</pre></figure>`: settings and code.
/// * `<span class="aside">…</span>` in a heading: what is smaller there (1週目・15分).
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
