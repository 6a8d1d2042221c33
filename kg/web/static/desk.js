// What a page does beyond its links and forms: names complete themselves, filters apply at once, claims light their
// words, the theme changes in place. Without script every page still says the same.
(() => {
  "use strict";
  document.body.classList.add("scripted");
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // ---------------------------------------------------------------- theme
  const toggle = document.getElementById("theme");
  toggle.addEventListener("click", (press) => {
    press.preventDefault();
    const now = root.dataset.theme || (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    document.cookie = `kg-theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=strict`;
    dispatchEvent(new Event("kg-theme"));
  });

  // ---------------------------------------------------------------- names
  for (const input of document.querySelectorAll("[data-complete]")) {
    const list = input.list;
    let waiting = null;
    let asked = null;
    const ask = async () => {
      const start = input.value.trim();
      if (start === asked) return;
      asked = start;
      const found = await fetch(`/complete?${new URLSearchParams({ kind: input.dataset.complete, q: start })}`).then((answer) => answer.json());
      if (asked !== start) return;
      list.replaceChildren(...found.map(({ label, kind }) => {
        const option = document.createElement("option");
        option.value = label;
        option.label = kind;
        return option;
      }));
    };
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 90);
    });
    input.addEventListener("focus", () => input.value || ask());
  }

  addEventListener("keydown", (press) => {
    if (press.key === "/" && !press.ctrlKey && !press.metaKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      press.preventDefault();
      document.querySelector(".find input").focus();
    }
  });

  // ---------------------------------------------------------------- filter
  const filter = document.getElementById("filter");
  if (filter) {
    // what is not filtered stays out of the address
    const bare = () => {
      const asked = new URLSearchParams();
      for (const [name, value] of new FormData(filter))
        if (value && !(name === "reports" && value === "1")) asked.append(name, value);
      return `/explore?${asked}`;
    };
    // Enter in a field changes it and submits: one visit, not a second that breaks off the first
    let going = "";
    const go = () => {
      const address = bare();
      if (address === going) return;
      going = address;
      setTimeout(() => { going = ""; }, 1000);
      location.assign(address);
    };
    filter.addEventListener("submit", (press) => {
      press.preventDefault();
      go();
    });
    filter.addEventListener("change", ({ target }) => {
      if (target.name === "class" && target.checked) {
        const isGroup = (box) => !box.closest("details");
        for (const box of target.closest(".group").querySelectorAll("input")) if (box !== target && (isGroup(target) || isGroup(box))) box.checked = false;
      }
      if (target.name !== "q") go();
    });
    const opener = document.getElementById("open-filter");
    opener.addEventListener("click", () => opener.setAttribute("aria-expanded", String(document.body.classList.toggle("with-filter"))));
    addEventListener("keydown", (press) => {
      if (press.key === "Escape" && document.body.classList.contains("with-filter")) opener.click();
    });
    const exports = document.querySelector(".export");
    addEventListener("click", ({ target }) => { if (exports.open && !exports.contains(target)) exports.open = false; });
  }

  // ---------------------------------------------------------------- an article: claims and their words
  const text = document.getElementById("text");
  if (!text) return;
  const words = [...document.querySelectorAll(".word[data-claims]")];
  const claims = new Map([...document.querySelectorAll("[data-claim]")].map((claim) => [claim.dataset.claim, claim]));
  let held = null;
  const claimsOf = (word) => word.dataset.claims.split(" ");

  const light = (numbers) => {
    const lit = new Set(numbers);
    document.body.classList.toggle("lighting", lit.size > 0);
    for (const word of words) word.classList.toggle("lit", claimsOf(word).some((number) => lit.has(number)));
    for (const [number, claim] of claims) claim.classList.toggle("lit", lit.has(number));
  };
  const back = () => light(held ? [held] : []);
  const near = (element, box) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= (box ? box.getBoundingClientRect().top : 60) && bottom <= innerHeight;
  };

  for (const word of words) {
    word.addEventListener("mouseenter", () => light(claimsOf(word)));
    word.addEventListener("mouseleave", back);
    word.addEventListener("click", () => {
      const [number] = claimsOf(word);
      held = held === number ? null : number;
      back();
      const claim = claims.get(number);
      if (held && !near(claim)) claim.scrollIntoView({ block: "nearest", behavior: "smooth" });
    });
  }
  for (const [number, claim] of claims) {
    claim.addEventListener("mouseenter", () => light([number]));
    claim.addEventListener("mouseleave", back);
    claim.addEventListener("focusin", () => {
      held = number;
      back();
      const first = words.find((word) => claimsOf(word).includes(number));
      if (first && !near(first)) first.scrollIntoView({ block: "center", behavior: "smooth" });
    });
    claim.addEventListener("focusout", () => {
      held = null;
      back();
    });
  }
  const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (asked && asked.dataset.claim) asked.focus();

  // ---------------------------------------------------------------- the words of a missed event
  const quote = document.getElementById("add-quote");
  if (quote) {
    const offset = (node, at) => {
      const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
      return piece ? Number(piece.dataset.at) + Array.from(node.textContent.slice(0, at)).length : null;
    };
    document.addEventListener("selectionchange", () => {
      const chosen = getSelection();
      if (!chosen.rangeCount || chosen.isCollapsed) return;
      const range = chosen.getRangeAt(0);
      if (!text.contains(range.commonAncestorContainer)) return;
      const words = range.toString();
      const start = offset(range.startContainer, range.startOffset);
      if (start === null || !words.trim()) return;
      quote.value = words.trim();
      document.getElementById("add-start").value = String(start + Array.from(words).length - Array.from(words.trimStart()).length);
    });
    quote.addEventListener("input", () => { document.getElementById("add-start").value = ""; });
  }

  // ---------------------------------------------------------------- sentences that gave no event
  // Offsets count code points of the text; each piece knows its first one.
  const cutAt = (piece, from, to, why) => {
    const letters = Array.from(piece.textContent);
    const start = Number(piece.dataset.at);
    const [left, right] = [Math.max(0, from - start), Math.min(letters.length, to - start)];
    if (left >= right) return;
    const middle = document.createElement("span");
    middle.className = "unread";
    middle.title = why;
    middle.textContent = letters.slice(left, right).join("");
    const before = piece.cloneNode(false);
    before.textContent = letters.slice(0, left).join("");
    const after = piece.cloneNode(false);
    after.dataset.at = String(start + right);
    after.textContent = letters.slice(right).join("");
    piece.replaceWith(...(left ? [before] : []), middle, ...(right < letters.length ? [after] : []));
  };

  const box = document.querySelector("[data-unread]");
  const told = box.querySelector("[role=status]");
  fetch(box.dataset.unread).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText)))).then((sentences) => {
    told.textContent = sentences.length ? "" : box.dataset.none;
    told.hidden = sentences.length > 0;
    for (const { start, end, text: sentence, why } of sentences) {
      for (const piece of text.querySelectorAll("span[data-at]:not([data-claims])")) {
        const at = Number(piece.dataset.at);
        if (at < end && at + Array.from(piece.textContent).length > start) cutAt(piece, start, end, why.join("\n"));
      }
      const item = document.createElement("li");
      const quote = document.createElement("q");
      quote.lang = "fr";
      quote.textContent = sentence.trim();
      const reason = document.createElement("span");
      reason.className = "quiet";
      reason.textContent = why.join(" · ");
      item.append(quote, reason);
      box.querySelector("ol").append(item);
    }
    box.dataset.ready = "yes";
  }).catch(() => { told.textContent = box.dataset.failed; });
})();
