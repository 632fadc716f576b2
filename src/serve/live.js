// Reloads this page after a build, and shows what is wrong since the last good one. Only the preview adds it.
(() => {
  const version = document.currentScript.dataset.version;
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

  // A browser keeps only six connections to one place, so a page that nobody looks at gives its own up.
  const listen = () => {
    source?.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource("/.shirube/events");
    source.onmessage = (event) => {
      const news = JSON.parse(event.data);
      if (news.version !== version) location.reload();
      else if (news.errors.length) show(news.errors);
      else hide();
    };
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  listen();
})();
