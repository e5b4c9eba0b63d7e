// @ts-check
// Calls the API. Obstacles (no network, a busy stack, an expired token) are reported to `onWait`, and the call is retried. Refusals by the
// API are thrown as ApiRefusal.
import { ApiRefusal, FileLost, Unwanted } from "./errors.js";

/**
 * @typedef {{ kind: "offline" | "busy" | "signIn", until: number }} Wait
 * @typedef {object} Request
 * @property {unknown} [body]
 * @property {string} [key] Idempotency-Key
 * @property {string} [accept]
 * @property {() => boolean} [isWanted] checked before each attempt; after the response only for a read, since anything else has taken effect
 * @property {() => void} [onRepeated] called before the response is returned, if an earlier one was lost, so that the request may have
 *   taken effect before
 */
/**
 * A running upload. `abort` is set during the transfer.
 * @typedef {object} Job
 * @property {File} file
 * @property {Record<string, unknown>} body
 * @property {string} key
 * @property {() => boolean} isWanted
 * @property {(id: string) => void} onCreated
 * @property {(bytes: number) => void} onProgress
 * @property {(() => void) | null} [abort]
 */

const TOKEN_CHECK_MS = 3000;
/** After this many lost responses in a row, the token is renewed: the gateway may have rejected it without CORS headers. */
const LOST_BEFORE_RENEWAL = 2;
const UPLOAD_TRIES = 5;

/** Returns a random key that identifies a request, so that repeating it has no further effect. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Returns the delay before the next attempt in ms: 0.5 s, doubled each time up to 8 s, minus a random part of up to half, so that pages do
 * not all retry at the same time.
 * @param {number} tries
 */
const backoffMs = (tries) => Math.min(8000, 500 * 2 ** tries) * (0.5 + Math.random() / 2);

/**
 * Returns the query parameter that continues a list; empty for its beginning.
 * @param {string | null} cursor
 */
export const cursorQuery = (cursor) => (cursor ? `&cursor=${encodeURIComponent(cursor)}` : "");

/**
 * Returns the counts of a request for invitations that was repeated after a lost response. The first one has probably invited the users that
 * the repetition counts as invited before.
 * @param {any} counts
 * @param {number} [expected] the number of invitations that was shown before; by default, it is not known
 */
export function countRepeated(counts, expected = counts.queued || counts.already_invited) {
  const queued = Math.max(counts.queued, expected);
  return { ...counts, queued, already_invited: Math.max(0, counts.already_invited + counts.queued - queued) };
}

export class Api {
  /** @type {Set<() => void>} */
  #waitEnders = new Set();
  /** @type {Map<object, Wait>} */
  #waits = new Map();
  /** Why a call waits. @type {Wait["kind"] | undefined} */
  #kind;

  /**
   * @param {object} options
   * @param {string} options.base address of the API
   * @param {string} options.lang
   * @param {(isExpired: boolean) => Promise<string | null | undefined>} options.token
   * @param {(wait: Wait | null, isNew: boolean) => void} options.onWait gets the reason and the end of the current wait, null when no call
   *   waits, and whether the reason is another one than before
   */
  constructor({ base, token, lang, onWait }) {
    this.base = base.replace(/\/+$/, "");
    this.token = token;
    this.lang = lang;
    this.onWait = onWait;
  }

  /** Ends every wait and pause: the network is back, a token has arrived, or the user does not want to wait. */
  endWaits() {
    for (const end of [...this.#waitEnders]) end();
  }

  /** @param {number} ms */
  pause(ms) {
    return /** @type {Promise<void>} */ (
      new Promise((done) => {
        const end = () => {
          clearTimeout(timer);
          this.#waitEnders.delete(end);
          done();
        };
        const timer = setTimeout(end, ms);
        this.#waitEnders.add(end);
      })
    );
  }

  /** Returns `false` if the current token is known to lack a scope. @param {string} scope */
  async may(scope) {
    return mayHave(await this.token(false).catch(() => null), scope);
  }

  /**
   * @param {object} call identifies the call that waits
   * @param {Wait | null} wait
   */
  #reportWait(call, wait) {
    if (!wait && !this.#waits.has(call)) return;
    if (wait) this.#waits.set(call, wait);
    else this.#waits.delete(call);
    const last = [...this.#waits.values()].pop() || null;
    const isNew = last?.kind !== this.#kind;
    this.#kind = last?.kind;
    this.onWait(last, isNew);
  }

  /**
   * @param {object} call
   * @param {Wait["kind"]} kind
   * @param {number} ms
   * @param {() => boolean} isWanted
   */
  async #wait(call, kind, ms, isWanted) {
    if (isWanted()) this.#reportWait(call, { kind, until: Date.now() + ms });
    // The page may have closed the dialog because of the report.
    if (isWanted()) await this.pause(ms);
  }

  /**
   * Repeats a request until the API has processed or refused it, while `isWanted()`. Everything that is sent here may be repeated: reads,
   * requests with an idempotency key, and those that have no effect, or are refused, the second time.
   * @param {string} method
   * @param {string} path
   * @param {Request} [request]
   * @returns {Promise<any>}
   */
  async request(method, path, { body, key, accept, isWanted = () => true, onRepeated } = {}) {
    const call = {};
    /** @type {string | null} */
    let refused = null;
    let lost = 0;
    const unwanted = new Unwanted();
    try {
      for (let tries = 0; isWanted(); tries++) {
        const mayBeExpired = lost > 0 && lost % LOST_BEFORE_RENEWAL === 0 && globalThis.navigator?.onLine !== false;
        /** @type {string | null | undefined} */
        let token;
        try {
          token = await this.token(refused !== null || mayBeExpired);
        } catch {
          // The page could not get a token, perhaps because it has no network either.
          await this.#wait(call, "offline", backoffMs(tries), isWanted);
          continue;
        }
        if (!isWanted()) break;
        if (refused !== null && (token ?? "") === refused) {
          await this.#wait(call, "signIn", TOKEN_CHECK_MS, isWanted);
          continue;
        }
        // If the new token is refused too, that is reported as a new wait.
        if (refused !== null) this.#reportWait(call, null);
        refused = null;
        /** @type {Record<string, string>} */
        const headers = { "Accept-Language": this.lang, Accept: accept || "application/json" };
        if (token) headers.Authorization = `Bearer ${token}`;
        if (body !== undefined) headers["Content-Type"] = "application/json";
        if (key) headers["Idempotency-Key"] = key;
        /** @type {Response | null} */
        let response = null;
        const isOnline = globalThis.navigator?.onLine !== false;
        try {
          response = await fetch(this.base + path, {
            method,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            credentials: "omit",
          });
          if (response.ok) {
            const data = accept ? await response.blob() : await response.json();
            if (method === "GET" && !isWanted()) break;
            if (unwanted.mayHaveArrived) onRepeated?.();
            return data;
          }
        } catch {
          // The response, or the rest of it, was lost.
          response = null;
          unwanted.mayHaveArrived ||= isOnline;
        }
        lost = response ? 0 : lost + 1;
        if (!response) await this.#wait(call, "offline", backoffMs(tries), isWanted);
        else if (response.status === 401) refused = token ?? "";
        else if (response.status === 429 || response.status === 503) {
          const ms = Number(response.headers.get("Retry-After")) * 1000 || backoffMs(tries);
          await this.#wait(call, "busy", ms, isWanted);
        } else throw new ApiRefusal(response.status, await response.json().catch(() => ({})));
      }
    } finally {
      this.#reportWait(call, null);
    }
    throw unwanted;
  }

  /**
   * Uploads a file and returns the id of its import. After a lost connection, the same key requests a new URL for the same import.
   * @param {Job} job
   * @returns {Promise<string>}
   */
  async upload(job) {
    const call = {};
    const { isWanted } = job;
    try {
      for (let tries = 0; ; tries++) {
        const created = await this.request("POST", "/imports", { key: job.key, body: job.body, isWanted });
        if (!isWanted()) throw new Unwanted();
        job.onCreated(created.import_id);
        if (!created.upload) return created.import_id;
        job.onProgress(0);
        const status = await this.#put(job, created.upload, () => this.#reportWait(call, null));
        // 412: the bucket already has the file, and only the response was lost.
        if ((status >= 200 && status < 300) || status === 412) return created.import_id;
        if (!isWanted()) throw new Unwanted();
        if (status === 0) await ensureReadable(job.file);
        // 409: the bucket is still processing an earlier attempt.
        if (status >= 400 && status !== 503 && status !== 409 && tries >= UPLOAD_TRIES)
          throw new FileLost("uploadRefused");
        await this.#wait(call, status === 0 ? "offline" : "busy", backoffMs(tries), isWanted);
        if (!isWanted()) throw new Unwanted();
      }
    } finally {
      this.#reportWait(call, null);
      job.abort = null;
    }
  }

  /**
   * @param {Job} job
   * @param {{ method: string, url: string, headers: Record<string, string> }} upload
   * @param {() => void} onMove
   * @returns {Promise<number>} the status, or 0 without a response
   */
  #put(job, upload, onMove) {
    const { file } = job;
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      job.abort = () => request.abort();
      request.open(upload.method, upload.url);
      for (const [name, value] of Object.entries(upload.headers)) {
        if (!/^(content-length|host)$/i.test(name)) request.setRequestHeader(name, value);
      }
      request.upload.onprogress = (event) => (onMove(), job.onProgress(event.loaded));
      request.onload = () => done(request.status);
      request.onerror = request.onabort = request.ontimeout = () => done(0);
      // A slice has no type, so the browser adds no Content-Type that was not signed.
      request.send(file.slice());
    });
  }
}

/** @param {File} file */
async function ensureReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new FileLost("fileGone");
  }
}

/**
 * Returns `false` if a token is a JWT without a scope. For other tokens, the decision is left to the API. The page does not know the
 * prefix of the stack's scopes, so it compares only their ends; no scope is the end of another one.
 * @param {string | null | undefined} token
 * @param {string} scope
 */
export function mayHave(token, scope) {
  try {
    const [, payload] = String(token).split(".");
    const claims = JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/")));
    const granted = [claims.scope, claims.scp].flatMap((one) =>
      typeof one === "string" ? one.split(" ") : (one ?? []),
    );
    return granted.some((one) => String(one).endsWith(scope));
  } catch {
    return true;
  }
}
