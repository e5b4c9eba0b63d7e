// Records the events of the elements before the page's own handlers run. NAMES is the list in the manual.
window.events = [];
window.runs = 0;
window.complaints = [];

for (const name of NAMES) addEventListener(name, record, true);

function record({ type, detail }) {
  window.events.push([type, structuredClone(detail)]);
  if (type !== "rollcall-done") return;
  // Each sample's handler reads `file_name` once, so the number of reads is the number of times that the handler ran.
  const { file_name } = detail;
  Object.defineProperty(detail, "file_name", { get: () => (window.runs++, file_name) });
}

for (const level of ["error", "warn"]) console[level] = (...words) => window.complaints.push(words.join(" "));
addEventListener("error", ({ message }) => window.complaints.push(message));
addEventListener("unhandledrejection", ({ reason }) => window.complaints.push(String(reason)));
