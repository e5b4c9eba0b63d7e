// Speaks to the API. A lost connection is told by `onOffline` and tried again; what the API refuses is an ApiRefusal.
class ApiRefusal extends Error {
  constructor(status, document) {
    super(document.detail || document.message || document.title || `HTTP ${status}`);
    this.status = status;
    this.code = document.code;
  }
}
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

class Api {
  constructor({ base, token, lang, onOffline, isWanted }) {
    Object.assign(this, { base: base.replace(/\/+$/, ""), token, lang, onOffline, isWanted });
  }

  // Asks until there is an answer, unless nobody waits any more. Everything that is sent twice here may be: reads, decisions that
  // repeat themselves, and requests that carry a key.
  async ask(method, path, { body, key, accept } = {}) {
    for (let tries = 0; ; tries++) {
      const headers = { "Accept-Language": this.lang, Accept: accept || "application/json" };
      const token = await this.token();
      if (token) headers.Authorization = `Bearer ${token}`;
      if (body !== undefined) headers["Content-Type"] = "application/json";
      if (key) headers["Idempotency-Key"] = key;
      let answer;
      try {
        answer = await fetch(this.base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: "omit" });
      } catch {
        answer = null;
      }
      const isBusy = !answer || answer.status === 429 || answer.status === 503;
      if (!isBusy) {
        this.onOffline(false);
        if (answer.ok) return accept ? answer : answer.json();
        throw new ApiRefusal(answer.status, await answer.json().catch(() => ({})));
      }
      if (!this.isWanted()) throw new ApiRefusal(0, {});
      if (!answer) this.onOffline(true);
      const asked = Number(answer?.headers.get("Retry-After")) * 1000;
      await pause(asked || Math.min(8000, 500 * 2 ** tries) * (0.5 + Math.random() / 2));
    }
  }

  // Uploads a file to a new import and answers its id. After a loss the same key asks for a fresh address of the same import.
  async upload(file, options, onProgress) {
    const key = newKey();
    for (let tries = 0; ; tries++) {
      const made = await this.ask("POST", "/imports", { key, body: { file_name: file.name, size_bytes: file.size, ...options } });
      if (!made.upload) return made.import_id;
      const status = await this.put(file, made.upload, onProgress);
      // 412: the bucket has the file already, and only its answer was lost.
      if ((status >= 200 && status < 300) || status === 412) {
        this.onOffline(false);
        return made.import_id;
      }
      if (!this.isWanted()) throw new ApiRefusal(0, {});
      if (status >= 400 && tries >= 4) throw new ApiRefusal(status, {});
      if (status === 0) this.onOffline(true);
      await pause(Math.min(8000, 700 * 2 ** tries));
    }
  }

  put(file, upload, onProgress) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open(upload.method, upload.url);
      for (const [name, value] of Object.entries(upload.headers)) {
        if (!/^(content-length|host)$/i.test(name)) request.setRequestHeader(name, value);
      }
      request.upload.onprogress = (event) => onProgress(event.loaded, file.size);
      request.onload = () => done(request.status);
      request.onerror = request.onabort = request.ontimeout = () => done(0);
      // A slice, so that the browser adds no type of its own to what was signed.
      request.send(file.slice(0, file.size, upload.headers["content-type"] || "text/csv"));
    });
  }
}
