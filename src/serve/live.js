// Brings this page up to date after a build without losing the place, and shows what is wrong since the last good one. Only the
// preview adds it.
(() => {
  const script = document.currentScript;
  const events = new URL("events", script.src);
  let version = script.dataset.version;
  const words = document.documentElement.lang.startsWith("ja")
    ? { title: (n) => `${n}件の間違いがあります`, kept: "直すまで、最後に正しかったページが見えています。", close: "閉じる", hint: "直し方" }
    : { title: (n) => (n === 1 ? "1 error" : `${n} errors`), kept: "Until it is mended, you see the last good page.", close: "Close", hint: "Hint" };
  const style = `
    section { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647; padding: 1rem 1.25rem 1.25rem;
      background: #2b1413; color: #fbeeec; border-top: 4px solid #f3988f; box-sizing: border-box;
      font: 16px/1.7 "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, system-ui, sans-serif; }
    h2 { font-size: 1.125rem; margin: 0 6rem .25rem 0; }
    p { margin: 0 0 .75rem; }
    ol { margin: 0; padding: 0; list-style: none; display: grid; gap: .75rem; }
    li { border-top: 1px solid #6d3a36; padding-top: .6rem; overflow-wrap: anywhere; }
    code { font: .875rem/1.6 ui-monospace, Consolas, monospace; color: #ffc9c2; display: block; }
    .hint { color: #e6cfcb; }
    button { position: absolute; top: .75rem; right: 1rem; min-height: 44px; padding: 0 1rem; font: inherit; color: inherit; background: none;
      border: 1.5px solid #f3988f; border-radius: 8px; cursor: pointer; }
    @media print { section { display: none; } }`;
  let host = null;
  let source = null;

  const element = (name, text, parent, className) => {
    const made = parent.appendChild(document.createElement(name));
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const hide = () => {
    host?.remove();
    host = null;
  };

  const show = (errors) => {
    hide();
    host = document.body.appendChild(document.createElement("shirube-errors"));
    const root = host.attachShadow({ mode: "open" });
    element("style", style, root);
    const section = element("section", "", root);
    section.setAttribute("role", "alert");
    section.lang = document.documentElement.lang;
    element("h2", words.title(errors.length), section);
    element("p", words.kept, section);
    const list = element("ol", "", section);
    for (const error of errors) {
      const item = element("li", "", list);
      element("code", `${error.place} [${error.code}]`, item);
      element("div", error.message, item);
      if (error.hint) element("div", `${words.hint}: ${error.hint}`, item, "hint");
    }
    element("button", words.close, section).addEventListener("click", hide);
  };

  // What a reader has done to the page stays: open panels, ticks, what a script has counted.
  const KEPT = { DETAILS: ["open"], INPUT: ["checked", "value"] };

  const sameAttributes = (from, to) => {
    const kept = KEPT[from.tagName] ?? [];
    for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !kept.includes(name)) from.removeAttribute(name);
    for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value && !kept.includes(name)) from.setAttribute(name, value);
  };

  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id ?? "") === (b.id ?? "");

  // Makes one element like another; what is alike stays in its place, so that nothing jumps.
  const morph = (from, to) => {
    if (from.isEqualNode(to) || from.dataset?.count !== undefined) return;
    sameAttributes(from, to);
    let next = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      while (next === host && next) next = next.nextSibling;
      let found = next;
      // An element may have been added or taken away before this one.
      while (found && (found === host || !alike(found, wanted) || (!found.isEqualNode(wanted) && ahead(found, wanted)))) found = found.nextSibling;
      if (!found) {
        from.insertBefore(document.importNode(wanted, true), next);
        continue;
      }
      while (next !== found) {
        const gone = next;
        next = next.nextSibling;
        if (gone !== host) gone.remove();
      }
      if (found.nodeType === Node.ELEMENT_NODE) morph(found, wanted);
      else if (found.nodeValue !== wanted.nodeValue) found.nodeValue = wanted.nodeValue;
      next = found.nextSibling;
    }
    while (next) {
      const gone = next;
      next = next.nextSibling;
      if (gone !== host) gone.remove();
    }
  };

  // Whether a sibling further on is exactly what is wanted.
  const ahead = (node, wanted) => {
    for (let at = node.nextSibling; at; at = at.nextSibling) if (at.isEqualNode(wanted)) return true;
    return false;
  };

  // The old styles stay until the new ones are there.
  const restyle = (fresh) => {
    const links = (from) => [...from.querySelectorAll('link[rel="stylesheet"]')];
    const [old, wanted] = [links(document), links(fresh)];
    wanted.forEach((link, at) => {
      const before = old[at];
      if (before?.getAttribute("href") === link.getAttribute("href")) return;
      const made = document.importNode(link);
      made.onload = made.onerror = () => before?.remove();
      if (before) before.after(made);
      else document.head.append(made);
    });
    old.slice(wanted.length).forEach((link) => link.remove());
  };

  const update = async (news) => {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const scripts = (from) => [...from.querySelectorAll("head script[src]")].map((each) => each.getAttribute("src")).join();
    // A script or a search under way cannot be exchanged piece by piece.
    if (scripts(fresh) !== scripts(document) || document.querySelector("[data-search]") || !fresh.body) return location.reload();
    restyle(fresh);
    document.title = fresh.title;
    sameAttributes(document.documentElement, fresh.documentElement);
    morph(document.body, fresh.body);
    version = fresh.querySelector("script[data-version]")?.dataset.version ?? news.version;
  };

  const hear = async (news) => {
    if (news.version !== version) {
      try {
        await update(news);
      } catch {
        return location.reload();
      }
    }
    if (news.errors.length) show(news.errors);
    else hide();
  };

  // One after the other: news that come while a page is brought up to date wait.
  let heard = Promise.resolve();

  // A browser keeps only six connections to one place, so a page that nobody looks at gives its own up.
  const listen = () => {
    source?.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource(events);
    source.onmessage = (event) => {
      heard = heard.then(() => hear(JSON.parse(event.data)));
    };
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  listen();
})();
