// The editor of queries: CodeMirror over the text field, with our terms and the query's own words as completions.
(() => {
  "use strict";
  const field = document.getElementById("query");
  const terms = field.dataset.words.split(" ");
  const keywords = ["SELECT", "DISTINCT", "WHERE", "GRAPH", "FILTER", "OPTIONAL", "UNION", "MINUS", "BIND", "VALUES", "GROUP BY", "ORDER BY",
    "LIMIT", "OFFSET", "HAVING", "COUNT", "CONSTRUCT", "ASK", "DESCRIBE", "NOT EXISTS", "EXISTS", "graph:events", "graph:entities", "graph:review"];

  const hint = (editor) => {
    const at = editor.getCursor();
    const before = editor.getLine(at.line).slice(0, at.ch);
    const [start] = before.match(/[?$]?[\w:]*$/);
    const own = [...new Set(editor.getValue().match(/\?\w+/g) || [])];
    const asked = start.toLowerCase();
    const list = [...own, ...terms, ...keywords].filter((word) => word !== start && (word.toLowerCase().startsWith(asked) || (asked.length > 2 && word.toLowerCase().includes(asked))));
    return { list: list.slice(0, 60), from: { line: at.line, ch: at.ch - start.length }, to: at };
  };

  const editor = CodeMirror.fromTextArea(field, {
    mode: "application/sparql-query", lineNumbers: true, lineWrapping: true, matchBrackets: true, viewportMargin: Infinity, indentUnit: 2,
    inputStyle: "textarea", screenReaderLabel: document.querySelector("label[for=query]").textContent,
    extraKeys: {
      "Ctrl-Enter": () => document.getElementById("editor").requestSubmit(),
      "Cmd-Enter": () => document.getElementById("editor").requestSubmit(),
      "Ctrl-Space": (active) => active.showHint({ hint, completeSingle: false }),
      // Escape and then Tab leaves the editor, as the keyboard needs
      Esc: (active) => active.setOption("extraKeys", { ...active.getOption("extraKeys"), Tab: false, "Shift-Tab": false }),
    },
  });
  editor.on("focus", () => editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: undefined, "Shift-Tab": undefined }));
  document.getElementById("editor").dataset.ready = "yes";
})();
