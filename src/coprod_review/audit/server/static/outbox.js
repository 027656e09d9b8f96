// What the server has not confirmed yet: kept in the browser, sent in order, sent again until it is confirmed.

const WAITS = [700, 1500, 3000, 5000];
const TOLD_BEFORE_SENT = { "Content-Type": "application/json", "X-Coprod-Review": "desk" };

/**
 * Requests that wait, by place ("report|dimension|act"): a later one of the same place stands in for the earlier.
 * Fires "saved", "refused" and "gone" with what happened in `detail`, and "changed" when anything does.
 */
export class Outbox extends EventTarget {
  constructor(store) {
    super();
    this.store = store;
    this.isGone = false;
    this.failures = 0;
    this.sending = null;
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden || this.flush());
    addEventListener("storage", (event) => event.key?.startsWith(this.key("")) && this.tell("changed"));
  }

  key(place) {
    return `${this.store}:unsent:${place}`;
  }

  get savedKey() {
    return `${this.store}:saved-at`;
  }

  /** Whether any window of this browser has been answered since then, in milliseconds of its clock. */
  hasSentSince(time) {
    return read(this.savedKey) >= time;
  }

  put(place, url, body) {
    const before = read(this.key(place));
    const seconds = (body.seconds ?? 0) + (before?.body.seconds ?? 0);
    const request = { url, body: "seconds" in body ? { ...body, seconds } : body, at: Date.now(), id: crypto.getRandomValues(new Uint32Array(1))[0] };
    write(this.key(place), request);
    remove(`${this.store}:refused:${place}`);
    this.tell("changed");
    return this.flush();
  }

  waiting() {
    const prefix = this.key("");
    return keys(prefix)
      .map((key) => [key.slice(prefix.length), read(key)])
      .filter(([, request]) => request)
      .sort((a, b) => a[1].at - b[1].at);
  }

  waitsFor(place) {
    return read(this.key(place));
  }

  refusals(start = "") {
    const prefix = `${this.store}:refused:`;
    return keys(prefix + start).map((key) => [key.slice(prefix.length), read(key)]);
  }

  /** What was refused for a report may be allowed after another answer to it. */
  tryAgain(start) {
    for (const [place, request] of this.refusals(start)) {
      remove(`${this.store}:refused:${place}`);
      write(this.key(place), { ...request, at: Date.now() });
    }
    return this.flush();
  }

  forget(place) {
    remove(this.key(place));
    remove(`${this.store}:refused:${place}`);
    this.tell("changed");
  }

  /** Send what waits; resolves when nothing waits or the server is gone. */
  flush() {
    clearTimeout(this.timer);
    this.sending ??= this.send().finally(() => (this.sending = null));
    return this.sending;
  }

  async send() {
    for (let next = this.waiting()[0]; next; next = this.waiting()[0]) {
      const [place, request] = next;
      const sent = localStorage.getItem(this.key(place));
      const outcome = await post(request.url, request.body);
      if (outcome.isGone) {
        this.isGone = true;
        this.failures += 1;
        this.timer = setTimeout(() => this.flush(), WAITS[Math.min(this.failures, WAITS.length) - 1]);
        this.tell("gone", outcome);
        break;
      }
      this.isGone = false;
      this.failures = 0;
      write(this.savedKey, Date.now()); // before what waits goes, so that no window finds it gone and does not know why
      if (localStorage.getItem(this.key(place)) === sent) remove(this.key(place));
      if (!outcome.isSaved) write(`${this.store}:refused:${place}`, { ...request, refused: outcome.answer });
      this.tell(outcome.isSaved ? "saved" : "refused", { place, request, answer: outcome.answer });
    }
    this.tell("changed");
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

async function post(url, body) {
  let response;
  try {
    response = await fetch(url, { method: "POST", headers: TOLD_BEFORE_SENT, body: JSON.stringify(body), keepalive: true });
  } catch {
    return { isGone: true, why: "the server does not answer" };
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return { isSaved: true, answer };
  if (response.status === 401) return { isGone: true, why: "the server was started anew; open the address that it has printed, in this browser" };
  if (response.status >= 500 || response.status === 429) return { isGone: true, why: [answer.problem, answer.remedy].filter(Boolean).join("; ") || `the server answers with fault ${response.status}` };
  return { isSaved: false, answer: { problem: answer.problem || `refused with ${response.status}`, where: answer.where || "", remedy: answer.remedy || "" } };
}

/** Why the server refused an answer: in which file, if it names one, and what to do. */
export function whyNot({ problem, where = "", remedy }) {
  const file = /\.(csv|yaml)\b/.test(where) ? `${where}: ` : "";
  return file + [problem, remedy].filter(Boolean).join("; ");
}

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function write(key, value) {
  localStorage.setItem(key, JSON.stringify(value));
}

export function remove(key) {
  localStorage.removeItem(key);
}

function keys(prefix) {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}
