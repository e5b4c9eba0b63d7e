// Calls the API. Obstacles (no network, a busy stack, an expired token) are reported by `onWait`, and the call is retried; refusals of the
// API are an ApiRefusal.
class ApiRefusal extends Error {
  constructor(status, document = {}) {
    super(document.detail || document.message || document.title || `HTTP ${status}`);
    Object.assign(this, { status, code: document.code });
  }
}
// The result is no longer needed.
class Unwanted extends Error {}
// The chosen file can no longer be read, or its bytes are refused.
class FileLost extends Error {
  constructor(key) {
    super(key);
    this.key = key;
  }
}

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// Milliseconds before the next attempt: from 0.5 s doubled up to 8 s, minus a random part of up to half, so that many pages spread out.
const backOff = (tries) => Math.min(8000, 500 * 2 ** tries) * (0.5 + Math.random() / 2);
const TOKEN_CHECK_MS = 3000;
const UPLOAD_TRIES = 5;

class Api {
  #wakers = new Set();
  #waits = new Map();

  // `token(isExpired)` returns a token. `onWait` receives the reason and the end of a wait: `offline`, `busy`, `signIn`, or null for none.
  constructor({ base, token, lang, onWait }) {
    Object.assign(this, { base: base.replace(/\/+$/, ""), token, lang, onWait });
  }

  // Ends every wait: the network is back, a token has arrived, or the user does not want to wait.
  wake() {
    for (const waker of [...this.#wakers]) waker();
  }
  pause(ms) {
    return new Promise((done) => {
      const end = () => {
        clearTimeout(timer);
        this.#wakers.delete(end);
        done();
      };
      const timer = setTimeout(end, ms);
      this.#wakers.add(end);
    });
  }
  #tell(who, wait) {
    if (wait ? false : !this.#waits.has(who)) return;
    if (wait) this.#waits.set(who, wait);
    else this.#waits.delete(who);
    this.onWait([...this.#waits.values()].pop() || null);
  }
  async #wait(who, kind, ms) {
    this.#tell(who, { kind, until: Date.now() + ms });
    await this.pause(ms);
  }

  // Repeats a request until there is a response, while `isWanted`. Everything sent here may be repeated: reads, idempotent decisions, and
  // requests with an idempotency key.
  async ask(method, path, { body, key, accept, isWanted = () => true } = {}) {
    const who = {};
    let refused = null;
    try {
      for (let tries = 0; isWanted(); tries++) {
        const token = await this.token(refused !== null);
        if (refused !== null && token === refused) {
          await this.#wait(who, "signIn", TOKEN_CHECK_MS);
          continue;
        }
        refused = null;
        const headers = { "Accept-Language": this.lang, Accept: accept || "application/json" };
        if (token) headers.Authorization = `Bearer ${token}`;
        if (body !== undefined) headers["Content-Type"] = "application/json";
        if (key) headers["Idempotency-Key"] = key;
        let answer = null;
        try {
          answer = await fetch(this.base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: "omit" });
          if (answer.ok) {
            const data = accept ? await answer.blob() : await answer.json();
            if (isWanted()) return data;
            break;
          }
        } catch {
          // The response, or the rest of it, was lost.
          answer = null;
        }
        if (answer?.status === 401) refused = token ?? "";
        else if (!answer) await this.#wait(who, "offline", backOff(tries));
        else if (answer.status === 429 || answer.status === 503) await this.#wait(who, "busy", Number(answer.headers.get("Retry-After")) * 1000 || backOff(tries));
        else throw new ApiRefusal(answer.status, await answer.json().catch(() => ({})));
      }
    } finally {
      this.#tell(who, null);
    }
    throw new Unwanted();
  }

  // Uploads a file and returns the id of its import. After a lost connection, the same key requests a new URL for the same import.
  // `job`: `file`, `body`, `key`; `isWanted`; `onMade(id)` and `onProgress(bytes)` report the progress; `abort` is set during the transfer.
  async upload(job) {
    const who = {};
    const { isWanted } = job;
    try {
      for (let tries = 0; ; tries++) {
        const made = await this.ask("POST", "/imports", { key: job.key, body: job.body, isWanted });
        job.onMade(made.import_id);
        if (!made.upload) return made.import_id;
        job.onProgress(0);
        const status = await this.#put(job, made.upload, () => this.#tell(who, null));
        // 412: the bucket already has the file, and only the response was lost.
        if ((status >= 200 && status < 300) || status === 412) return made.import_id;
        if (!isWanted()) throw new Unwanted();
        if (status === 0) await job.file.slice(0, 1).arrayBuffer().catch(() => { throw new FileLost("fileGone"); });
        // 409: an earlier attempt with the same URL is still being received.
        if (status >= 400 && status !== 503 && status !== 409 && tries >= UPLOAD_TRIES) throw new FileLost("uploadRefused");
        await this.#wait(who, status === 0 ? "offline" : "busy", backOff(tries));
        if (!isWanted()) throw new Unwanted();
      }
    } finally {
      this.#tell(who, null);
      job.abort = null;
    }
  }

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
      // A slice, so that the browser adds no content type to what was signed.
      request.send(file.slice(0, file.size, upload.headers["content-type"] || "text/csv"));
    });
  }
}
