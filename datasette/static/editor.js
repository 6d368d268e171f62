// Datasette's SQL editor: what its template _codemirror_foot.html says inline, which our Content-Security-Policy forbids.
const format = document.getElementById("sql-format");
const shown = document.getElementById("sql-query");
const field = document.getElementById("sql-editor");

if (field) {
  const editor = CodeMirror.fromTextArea(field, {
    lineNumbers: true,
    mode: "text/x-sql",
    lineWrapping: true,
    extraKeys: { "Shift-Enter": () => field.form.submit(), Tab: false },
  });
  editor.getInputField().setAttribute("aria-label", "Abfrage in SQL");
  format.hidden = false;
  format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
} else if (format && shown) {
  const formatted = sqlFormatter.format(shown.textContent);
  format.hidden = formatted === shown.textContent;
  format.addEventListener("click", () => { shown.textContent = formatted; });
}
