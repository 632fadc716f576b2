// What makes a page nicer to use. Everything can be read and done without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector, from = document) => from.querySelector(selector);

  // Ticks are kept in this browser, for each guide: a page for paper holds several, whose ids are told apart by a prefix.
  const boxes = all(".tasks > .task > input[id]");
  if (boxes.length) {
    const progress = one(".progress");
    const count = one("[data-count]", progress || document);
    const place = (box) => box.closest(".sheet") || document;
    const key = (from) => "ticks:" + (from.dataset?.ticks || progress?.dataset.ticks || location.pathname);
    const name = (box) => box.id.replace(/^g\d+-/, "");
    const load = (from) => { try { return JSON.parse(localStorage.getItem(key(from)) || "[]"); } catch { return []; } };
    const save = (from) => {
      const done = boxes.filter((box) => place(box) === from && box.checked).map(name);
      try { localStorage.setItem(key(from), JSON.stringify(done)); } catch { /* A private window keeps nothing. */ }
    };
    // A self-check says the highest step that is reached: all boxes up to there are ticked.
    const tell = (check) => {
      const said = one("[role=status]", check);
      const steps = all(".tasks", check);
      const open = steps.findIndex((step) => one("input:not(:checked)", step));
      const reached = steps.at(open < 0 ? -1 : open - 1);
      said.textContent = open === 0 ? said.dataset.below : reached.dataset.reached;
      said.hidden = false;
    };
    const show = () => {
      all(".self-check").forEach(tell);
      if (!count) return;
      const done = document.createElement("b");
      done.textContent = boxes.filter((box) => box.checked).length;
      const [before, after] = count.dataset.count.replace("{all}", boxes.length).split("{done}");
      count.replaceChildren(before, done, after);
      count.hidden = false;
    };
    const kept = new Map();
    for (const box of boxes) {
      const from = place(box);
      if (!kept.has(from)) kept.set(from, new Set(load(from)));
      box.checked = kept.get(from).has(name(box));
      box.addEventListener("change", () => {
        save(from);
        show();
      });
    }
    show();

    // The list as it stands now: on paper, as text, as a table.
    const keep = one(".keep");
    const list = () => {
      const rows = [];
      let heading = "";
      for (const part of all(".prose :is(h2, h3), .sheet > h2, .self-check b[id], .tasks > .task > input[id]")) {
        if (part.localName !== "input") heading = part.textContent.trim();
        else rows.push([heading, part.labels[0].innerText.trim().replace(/\s*\n\s*/g, " "), part.checked]);
      }
      return rows;
    };
    const asText = () => {
      const lines = [one("h1").textContent, location.href.split("#")[0]];
      let above = "";
      for (const [heading, what, done] of list()) {
        if (heading !== above) lines.push("", heading);
        above = heading;
        lines.push(`- [${done ? "x" : " "}] ${what}`);
      }
      return lines.join("\n") + "\n";
    };
    const asTable = () => {
      const cell = (text) => `"${text.replaceAll('"', '""')}"`;
      const rows = list().map(([heading, what, done]) => [heading, what, done ? keep.dataset.done : ""].map(cell).join(","));
      // Spreadsheets take a file for Japanese only with this mark at its beginning.
      return "\uFEFF" + [keep.dataset.columns, ...rows, ""].join("\r\n");
    };
    const act = {
      print: () => print(),
      copy: async () => {
        const said = one("[role=status]", keep);
        await navigator.clipboard.writeText(asText());
        said.textContent = said.dataset.copied;
      },
      csv: () => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([asTable()], { type: "text/csv" }));
        link.download = `${location.pathname.split("/").filter(Boolean).pop() || "list"}.csv`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href));
      },
    };
    for (const button of all("[data-keep]", keep || undefined)) button.addEventListener("click", act[button.dataset.keep]);
    if (keep) {
      keep.hidden = false;
      // The clipboard is there only for pages that came over https.
      one("[data-keep=copy]", keep).hidden = !navigator.clipboard;
    }
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

  // The guide a reader left unfinished is offered on the home page of the same language. It is known to this browser alone.
  const place = "place:" + one(".brand")?.href;
  if (root.classList.contains("is-guide")) addEventListener("pagehide", () => {
    try {
      const here = location.pathname;
      const current = one(".contents [aria-current]");
      const finished = boxes.length && boxes.every((box) => box.checked);
      if (!finished) localStorage.setItem(place, JSON.stringify({ here, hash: scrollY ? current?.hash : "", title: one("h1").textContent }));
      else if (JSON.parse(localStorage.getItem(place))?.here === here) localStorage.removeItem(place);
    } catch { /* A private window keeps nothing. */ }
  });
  const onward = one("[data-onward]");
  if (onward) try {
    const { here, hash, title } = JSON.parse(localStorage.getItem(place));
    const url = new URL(here + (hash || ""), location);
    if (url.origin === location.origin) {
      const link = one("a", onward);
      [link.href, link.textContent, onward.hidden] = [url, title, false];
    }
  } catch { /* There is nothing to go on with. */ }

  // The search is loaded when somebody is about to use it. Where it cannot be (a page opened as a file), the form and the list of
  // the search page do without.
  for (const form of all("form[data-script]")) {
    const load = async () => {
      const head = fetch(new URL("index.json", form.action), { cache: "no-cache" });
      head.catch(() => {});
      try { await (await import(new URL(form.dataset.script, document.baseURI))).attach(form, head); } catch { /* The form remains. */ }
    };
    if (one("[data-search]")) load();
    else one("input", form).addEventListener("focus", load, { once: true });
  }

  // What was read stays readable without a connection, where the site wants it so; else what was kept is given up.
  const worker = new URL("../sw.js", document.currentScript.src).href;
  const workers = navigator.serviceWorker;
  if (workers && "offline" in root.dataset) workers.register(worker).catch(() => {});
  else workers?.getRegistration().then(async (kept) => {
    if (kept?.active?.scriptURL !== worker) return;
    await kept.unregister();
    for (const name of await caches.keys()) if (name.startsWith(`shirube ${kept.scope} `)) caches.delete(name);
  }).catch(() => {});

  // Keys: "/" to search, arrows between months.
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], .scroll, .table")) return;
    const months = one(".months");
    const go = (selector) => { const link = one(selector); if (link) { event.preventDefault(); link.click(); } };
    if (event.key === "/") {
      const field = one("input[type=search]");
      if (field) { event.preventDefault(); field.focus(); field.select(); } else go(".find");
    } else if (months && event.key === "ArrowLeft") go(".months [rel=prev]");
    else if (months && event.key === "ArrowRight") go(".months [rel=next]");
  });

  // Escape puts away what a term means, until the reader comes back to it.
  for (const term of all(".term")) {
    for (const left of ["mouseleave", "focusout"]) term.addEventListener(left, () => term.classList.remove("shut"));
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const term of all(".term:is(:hover, :focus-within)")) term.classList.add("shut");
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
  for (const table of all(".scroll, pre")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
})();
