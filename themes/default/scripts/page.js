// What makes a page nicer to use. Everything can be read and done without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector, from = document) => from.querySelector(selector);
  const fill = (pattern, parts) => pattern.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);

  // Ticks are kept in this browser, for each page.
  const boxes = all(".tasks > .task > input[id]");
  if (boxes.length) {
    const progress = one(".progress");
    const key = "ticks:" + (progress?.dataset.ticks || location.pathname);
    const count = one("[data-count]", progress || document);
    const load = () => { try { return new Set(JSON.parse(localStorage.getItem(key) || "[]")); } catch { return new Set(); } };
    const save = (done) => { try { localStorage.setItem(key, JSON.stringify(done)); } catch { /* A private window keeps nothing. */ } };
    const show = () => {
      if (!count) return;
      const done = document.createElement("b");
      done.textContent = boxes.filter((box) => box.checked).length;
      const [before, after] = count.dataset.count.replace("{all}", boxes.length).split("{done}");
      count.replaceChildren(before, done, after);
      count.hidden = false;
    };
    const kept = load();
    for (const box of boxes) {
      box.checked = kept.has(box.id);
      box.addEventListener("change", () => {
        save(boxes.filter((each) => each.checked).map((each) => each.id));
        show();
      });
    }
    show();
  }

  // The section in view is marked in the contents.
  const links = new Map(all(".contents a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const targets = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (targets.length) {
    let waiting = false;
    const mark = () => {
      waiting = false;
      const line = innerHeight * .3;
      let current = targets[0];
      for (const target of targets) if (target.getBoundingClientRect().top <= line) current = target;
      if (scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 4) current = targets[targets.length - 1];
      for (const [id, link] of links) {
        if (id === current.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    const later = () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } };
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    mark();
  }

  // The search page lists everything; a question leaves what answers it.
  const results = one("[data-search]");
  if (results) {
    const field = one("input[type=search]");
    const title = one("h1");
    const plain = title.textContent;
    // Widths, letter case and the two kana are the same to a reader who searches.
    const fold = (text) => text.normalize("NFKC").toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
    const entries = all(".list > li", results).map((item) => {
      const parts = all(".name a, div > p:not(.meta)", item).map((node) => ({ node, text: node.textContent }));
      return { item, parts, text: fold(item.textContent) };
    });
    const status = document.createElement("p");
    status.className = "found";
    status.setAttribute("role", "status");
    status.hidden = true;
    results.prepend(status);
    const paint = ({ node, text }, terms) => {
      const folded = fold(text);
      // Folding may change lengths (㌔ is four letters); then the place is not known and nothing is marked.
      if (folded.length !== text.length || !terms.length) return void (node.textContent = text);
      const marks = terms.flatMap((term) => {
        const found = [];
        for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) found.push([at, at + term.length]);
        return found;
      }).sort((a, b) => a[0] - b[0]);
      const nodes = [];
      let from = 0;
      for (const [start, end] of marks) {
        if (start < from) continue;
        const mark = document.createElement("mark");
        mark.textContent = text.slice(start, end);
        nodes.push(text.slice(from, start), mark);
        from = end;
      }
      node.replaceChildren(...nodes, text.slice(from));
    };
    const search = () => {
      const question = field.value.trim();
      const terms = fold(question).split(/\s+/).filter(Boolean);
      let count = 0;
      for (const entry of entries) {
        const fits = terms.every((term) => entry.text.includes(term));
        entry.item.hidden = !fits;
        count += fits;
        for (const part of entry.parts) paint(part, fits ? terms : []);
      }
      for (const group of all(".entries", results)) group.hidden = !one(".list > li:not([hidden])", group);
      status.hidden = !terms.length;
      status.textContent = count ? fill(results.dataset.found, { count }) : results.dataset.none;
      title.textContent = terms.length ? fill(results.dataset.title, { query: question }) : plain;
    };
    field.value = new URLSearchParams(location.search).get("q") || "";
    field.addEventListener("input", search);
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
      history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value) : location.pathname);
    });
    search();
  }

  // Keys: "/" to search, arrows between months.
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], .scroll, .table, .drawing")) return;
    const months = one(".months");
    const go = (selector) => { const link = one(selector); if (link) { event.preventDefault(); link.click(); } };
    if (event.key === "/") {
      const field = one("input[type=search]");
      if (field) { event.preventDefault(); field.focus(); field.select(); } else go(".find");
    } else if (months && event.key === "ArrowLeft") go(".months [rel=prev]");
    else if (months && event.key === "ArrowRight") go(".months [rel=next]");
  });

  // Only one "why?" panel is open at a time, and Escape closes it.
  const panels = all(".card details.why");
  for (const panel of panels) panel.addEventListener("toggle", () => {
    if (panel.open) for (const other of panels) if (other !== panel) other.open = false;
  });
  if (panels.length) addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && panels.find((panel) => panel.open);
    if (open) { open.open = false; one("summary", open).focus(); }
  });
  for (const table of all(".scroll, .drawing, pre")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
})();
