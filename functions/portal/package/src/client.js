/** A refusal. `document` is the RFC 9457 problem document of the API, or the JSON of the gateway; without JSON, it is empty. */
export class RollcallError extends Error {
  constructor(status, document) {
    super(document.detail ?? document.message ?? `HTTP ${status}`);
    this.name = "RollcallError";
    this.status = status;
    this.code = document.code ?? null;
    this.document = document;
  }
}

/** Returns a client of the API. Paths, parameters, bodies and results have the types of the API description. */
export function createClient({ api, getToken, lang, fetch: send = globalThis.fetch }) {
  const base = api.replace(/\/+$/, "");
  const call = async (method, path, { params = {}, body, idempotencyKey } = {}) => {
    const url = new URL(base + path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params.path?.[name])));
    for (const [name, value] of Object.entries(params.query ?? {}))
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    // The gateway may reject a token without CORS headers, so that the page sees no response. A request without a response is sent again
    // only if it may be repeated.
    const mayRepeat = method !== "POST" || idempotencyKey !== undefined;
    for (let isExpired = false; ; isExpired = true) {
      const token = await getToken?.({ isExpired });
      const headers = { Accept: "application/json" };
      if (token) headers.Authorization = `Bearer ${token}`;
      if (lang) headers["Accept-Language"] = lang;
      if (body !== undefined) headers["Content-Type"] = "application/json";
      if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
      const isRenewable = getToken && !isExpired;
      let response;
      try {
        response = await send(url, {
          method,
          headers,
          body: body === undefined ? undefined : JSON.stringify(body),
          credentials: "omit",
        });
      } catch (error) {
        if (isRenewable && mayRepeat) continue;
        throw error;
      }
      if (response.status === 401 && isRenewable) continue;
      const text = await response.text();
      const document = text && /json/.test(response.headers.get("Content-Type") ?? "") ? JSON.parse(text) : text;
      if (!response.ok) throw new RollcallError(response.status, typeof document === "object" ? document : {});
      return document;
    }
  };
  return {
    get: (path, options) => call("GET", path, options),
    post: (path, options) => call("POST", path, options),
    put: (path, options) => call("PUT", path, options),
    delete: (path, options) => call("DELETE", path, options),
  };
}

/** Yields all items of a list, which is read page by page. */
export async function* all(list) {
  let cursor;
  do {
    const page = await list(cursor);
    yield* page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}
