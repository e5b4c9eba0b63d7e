/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/**
 * Loads the elements from a stack. Later calls for the same `api` return the same promise and ignore their other options: a page can define
 * the elements only once, and they load texts in other languages themselves. The script always fits the API that serves it, so an upgrade
 * of the stack needs no new release of the portal.
 */
export function loadElements({ api, lang, url, integrity }) {
  const base = api.replace(/\/+$/, "");
  const address = base + (url ?? `/rollcall-import.js${lang ? `?lang=${encodeURIComponent(lang)}` : ""}`);
  const known = loading.get(base);
  if (known) return known;
  const done = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    // A plain script: a module would require CORS.
    script.src = address;
    script.async = true;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    if (integrity) Object.assign(script, { integrity, crossOrigin: "anonymous" });
    document.head.append(script);
  });
  // After a failure, the next call tries again.
  done.catch(() => loading.delete(base));
  loading.set(base, done);
  return done;
}

/** Returns the path and the integrity of the script's current version, for pages that are rendered on a server. */
export async function scriptVersion({ api, lang = "en" }) {
  const response = await fetch(
    `${api.replace(/\/+$/, "")}/rollcall-import.js?lang=${encodeURIComponent(lang)}&manifest=1`,
  );
  if (!response.ok) throw new Error(`the stack responded with ${response.status}`);
  return response.json();
}
