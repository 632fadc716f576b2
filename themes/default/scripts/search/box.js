// The search field: suggestions below it on any page, the whole list on the search page.

const lang = globalThis.document?.documentElement.lang ?? "en";
const words = WORDS[lang] ?? WORDS.en ?? Object.values(WORDS)[0];
const fill = (pattern, parts) => pattern.replace(/\{(\w+)\}/g, (all, name) => parts[name] ?? all);
const make = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) node.setAttribute(key, value);
  node.append(...children);
  return node;
};
const marked = ({ text, marks }) => {
  const nodes = [];
  let from = 0;
  for (const [start, end] of marks) {
    nodes.push(text.slice(from, start), make("mark", {}, text.slice(start, end)));
    from = end;
  }
  return [...nodes, text.slice(from)];
};
const DIMENSIONS = ["kind", "stage", "segment"];
const AT_ONCE = 10, SUGGESTED = 6;

/** The index of this language, whose head is on its way; while a preview still makes it, it is asked for again. */
const opened = (base, begun, waiting) => {
  let root;
  const get = async (name, type) => {
    const asked = begun ?? fetch(new URL(name, root ?? base), name === "index.json" ? { cache: "no-cache" } : undefined);
    begun = null;
    const answer = await asked;
    if (!answer.ok) throw new Error(answer.status);
    return type === "json" ? answer.json() : type === "text" ? answer.text() : answer.arrayBuffer();
  };
  const attempt = async (left) => {
    try {
      const head = await get("index.json", "json");
      root = new URL(head.root, base);
      const engine = await open((name, type) => (name === "index.json" ? head : get(name, type)));
      return { ...engine, address: (path) => new URL(path.split("#").map((part) => part.split("/").map(encodeURIComponent).join("/")).join("#").slice(1), root).href };
    } catch (error) {
      if (!left || !/^404$/.test(error.message)) throw error;
      waiting();
      await new Promise((done) => setTimeout(done, 1000));
      return attempt(left - 1);
    }
  };
  return attempt(60);
};

const nameIn = (list, id) => list.find(([known]) => known === id)?.[1] ?? id;
const about = (engine, { group }, heading) => [
  words["search_kind_" + group.kind],
  group.stage && group.kind !== "stage" && nameIn(engine.head.stages, group.stage),
  heading && fill(words.search_in, { heading }),
].filter(Boolean).map((word) => make("span", {}, word));

/** Serves a search form; the head of the index has been asked for with the script. */
export const attach = async (form, begun) => {
  const field = form.querySelector("input");
  const page = document.querySelector("[data-search]");
  const status = make("p", { role: "status", class: page ? "found" : "hidden" });
  let engine = null;
  const ready = opened(form.action, begun, () => { if (field.value.trim()) status.textContent = words.search_preparing; });
  ready.catch(() => {});
  const style = make("link", { rel: "stylesheet", href: new URL(STYLE, import.meta.url).href });
  await new Promise((done) => {
    style.onload = style.onerror = done;
    document.head.append(style);
  });
  const view = page ? wholeList(page, field, form, status) : suggestions(field, form, status);
  let asked = 0;
  const ask = async () => {
    const question = field.value.trim();
    const mine = ++asked;
    if (!question) return view.none();
    try {
      engine ??= await ready;
      const answer = await engine.ask(question, view.keep);
      const results = await answer.next(view.count);
      if (mine === asked) view.show(engine, question, answer, results);
    } catch {
      // Without the index the list below and the plain form remain.
      if (mine === asked) status.textContent = words.search_failed;
    }
  };
  // The first letter is answered at once, the next ones when the hand rests.
  let timer = 0;
  let last = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, performance.now() - last > 400 ? 0 : 50);
    last = performance.now();
  };
  // Half-converted kana are no question yet.
  field.addEventListener("input", (event) => event.isComposing || later());
  field.addEventListener("compositionend", later);
  view.again = ask;
  if (field.value.trim()) ask();
};

/** Suggestions: a list box under the field. */
const suggestions = (field, form, status) => {
  const id = field.id + "-list";
  const list = make("ul", { id, role: "listbox", "aria-label": words.search });
  const all = make("button", { type: "submit", class: "all" });
  const box = make("div", { class: "suggest", hidden: "" }, list, all);
  form.append(box, status);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" })) field.setAttribute(key, value);
  let current = -1;
  const options = () => [...list.children];
  const open = (shown) => {
    box.hidden = !shown;
    field.setAttribute("aria-expanded", String(shown));
    if (!shown) mark(-1);
  };
  const mark = (at) => {
    current = at;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    }
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const count = options().length;
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      open(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!count) return;
      event.preventDefault();
      open(true);
      // One place more than there are results: back in the field.
      const places = count + 1;
      const next = (current + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places;
      mark(next - 1);
    } else if (event.key === "Enter" && current >= 0 && !box.hidden) {
      event.preventDefault();
      location.href = options()[current].dataset.url;
    }
  });
  field.addEventListener("focus", () => { if (list.children.length && field.value.trim()) open(true); });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) open(false); });
  // The field keeps the focus while somebody points at a result.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const url = event.target.closest("[data-url]")?.dataset.url;
    if (!url) return;
    if (event.ctrlKey || event.metaKey) window.open(url, "_blank", "noopener");
    else location.href = url;
  });
  return {
    count: SUGGESTED,
    keep: () => true,
    none: () => {
      list.replaceChildren();
      status.textContent = "";
      open(false);
    },
    show: (engine, question, answer, results) => {
      list.replaceChildren(...results.map((result, at) => {
        const { title, passage: text, address, heading } = passage(result, lang);
        return make("li", { id: id + at, role: "option", "aria-selected": "false", "data-url": engine.address(address) },
          make("b", {}, ...marked(title)), make("span", { class: "about" }, ...about(engine, result, heading)), make("span", { class: "passage" }, ...marked(text)));
      }));
      current = -1;
      const count = answer.count();
      status.textContent = results.length ? fill(words.search_found, { count }) : words.search_none;
      all.textContent = results.length ? fill(words.search_all, { count }) : words.search_none;
      all.disabled = !results.length;
      open(document.activeElement === field);
    },
  };
};

/** The search page: everything that fits, and what it can be narrowed by. */
const wholeList = (page, field, form, status) => {
  const title = document.querySelector("h1");
  const plain = title.textContent;
  const rail = page.parentElement.querySelector(".rail");
  const still = [...page.children];
  const list = make("ul", { class: "list" });
  const more = make("button", { type: "button", class: "quiet" }, words.search_more);
  const found = make("div", { hidden: "" }, list, make("p", { class: "buttons" }, more));
  status.hidden = true;
  page.prepend(status, found);
  const query = new URLSearchParams(location.search);
  if (!field.value) field.value = query.get("q") ?? "";
  const chosen = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, query.get(dimension)]));
  const valuesOf = (group, dimension) => (dimension === "segment" ? group.segments : [group[dimension]].filter(Boolean));
  const fits = (group, but) => DIMENSIONS.every((dimension) => dimension === but || !chosen[dimension] || valuesOf(group, dimension).includes(chosen[dimension]));
  const remember = () => {
    const kept = new URLSearchParams();
    if (field.value.trim()) kept.set("q", field.value.trim());
    for (const dimension of DIMENSIONS) if (chosen[dimension]) kept.set(dimension, chosen[dimension]);
    history.replaceState(null, "", kept.size ? "?" + kept : location.pathname);
  };
  const filters = (engine, answer) => DIMENSIONS.map((dimension) => {
    const counts = new Map();
    for (const { group } of answer.all) if (fits(group, dimension)) for (const value of valuesOf(group, dimension)) counts.set(value, (counts.get(value) ?? 0) + 1);
    if (chosen[dimension] && !counts.has(chosen[dimension])) counts.set(chosen[dimension], 0);
    const names = { kind: [...counts.keys()].map((kind) => [kind, words["search_kind_" + kind]]), stage: engine.head.stages, segment: engine.head.segments }[dimension];
    const buttons = names.filter(([value]) => counts.has(value)).map(([value, name]) => {
      const button = make("button", { type: "button", "aria-pressed": String(chosen[dimension] === value) }, name);
      button.addEventListener("click", () => {
        chosen[dimension] = chosen[dimension] === value ? null : value;
        const place = `[data-value="${CSS.escape(dimension + value)}"]`;
        view.again().then(() => rail.querySelector(place)?.focus());
      });
      button.dataset.value = dimension + value;
      return make("li", {}, button, " ", make("small", {}, counts.get(value)));
    });
    return buttons.length > 1 || chosen[dimension]
      ? make("div", { class: "filter narrow", role: "group", "aria-label": words["search_by_" + dimension] }, make("h2", {}, words["search_by_" + dimension]), make("ul", {}, ...buttons)) : "";
  });
  const put = (engine, results) => list.append(...results.map((result) => {
    const { title, passage: text, address, heading } = passage(result, lang);
    return make("li", {}, make("div", {}, make("h2", { class: "name" }, make("a", { href: engine.address(address) }, ...marked(title))),
      make("p", {}, ...marked(text)), make("p", { class: "meta" }, ...about(engine, result, heading))));
  }));
  const set = (shown) => {
    for (const node of still) node.hidden = shown;
    found.hidden = status.hidden = !shown;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    view.again();
  });
  // From the field down into the results, and back.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing || found.hidden) return;
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  });
  const view = {
    count: AT_ONCE,
    keep: (group) => fits(group),
    none: () => {
      set(false);
      rail.replaceChildren();
      title.textContent = plain;
      remember();
    },
    show: (engine, question, answer, results) => {
      list.replaceChildren();
      put(engine, results);
      const tell = () => {
        status.textContent = answer.kept.length && list.children.length ? fill(words.search_found, { count: answer.count() }) : words.search_none;
        more.hidden = !answer.more();
      };
      tell();
      more.onclick = async () => {
        const before = list.children.length;
        put(engine, await answer.next(AT_ONCE));
        tell();
        list.children[before]?.querySelector("a").focus();
      };
      rail.replaceChildren(...filters(engine, answer));
      title.textContent = fill(words.search_results_for, { query: question });
      set(true);
      remember();
    },
  };
  return view;
};
