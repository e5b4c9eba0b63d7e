// Speaks to the API. What keeps it from an answer (no network, a busy stack, a token that has ended) is told by `onWait` and tried again;
// what the API refuses is an ApiRefusal.
class ApiRefusal extends Error {
  constructor(status, document = {}) {
    super(document.detail || document.message || document.title || `HTTP ${status}`);
    Object.assign(this, { status, code: document.code });
  }
}
// Nobody waits for the answer any more.
class Unwanted extends Error {}
// The file that was chosen cannot be read any more, or its bytes are refused.
class FileLost extends Error {
  constructor(key) {
    super(key);
    this.key = key;
  }
}

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// Milliseconds before the next try: half a second doubled up to eight, less up to a half by chance, so that many pages part.
const backOff = (tries) => Math.min(8000, 500 * 2 ** tries) * (0.5 + Math.random() / 2);
const TOKEN_CHECK_MS = 3000;
const UPLOAD_TRIES = 5;

class Api {
  #wakers = new Set();
  #waits = new Map();

  // `token(isExpired)` answers a token. `onWait` hears why it waits and until when: `offline`, `busy`, `signIn`, or null for not at all.
  constructor({ base, token, lang, onWait }) {
    Object.assign(this, { base: base.replace(/\/+$/, ""), token, lang, onWait });
  }

  // Ends every wait: the network is back, a token has come, or a person does not want to wait.
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

  // Asks until there is an answer, while `isWanted`. Everything that is sent twice here may be: reads, decisions that repeat themselves,
  // and requests that carry a key.
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
            const told = accept ? await answer.blob() : await answer.json();
            if (isWanted()) return told;
            break;
          }
        } catch {
          // The answer, or the rest of it, did not come.
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

  // Uploads a file and answers its import's id. After a loss the same key asks for a fresh address of the same import.
  // `job`: `file`, `body`, `key`; `isWanted`; `onMade(id)` and `onProgress(bytes)` hear how far it is; `abort` is set while bytes flow.
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
        // 412: the bucket has the file already, and only its answer was lost.
        if ((status >= 200 && status < 300) || status === 412) return made.import_id;
        if (!isWanted()) throw new Unwanted();
        if (status === 0) await job.file.slice(0, 1).arrayBuffer().catch(() => { throw new FileLost("fileGone"); });
        if (status >= 400 && status !== 503 && tries >= UPLOAD_TRIES) throw new FileLost("uploadRefused");
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
      // A slice, so that the browser adds no type of its own to what was signed.
      request.send(file.slice(0, file.size, upload.headers["content-type"] || "text/csv"));
    });
  }
}
