// Time at work on a report: pauses count as a minute at most, and time out of sight not at all.
import { read, write } from "./outbox.js";

const LONGEST_PAUSE = 60_000;

export class Clock {
  constructor(key, shown) {
    this.key = key;
    this.shown = shown;
    const kept = read(key) ?? {};
    this.total = kept.total ?? 0;
    this.since = kept.since ?? 0;
    this.at = Date.now();
    for (const name of ["keydown", "pointerdown", "pointermove", "scroll", "wheel"]) {
      addEventListener(name, () => this.tick(), { passive: true, capture: true });
    }
    document.addEventListener("visibilitychange", () => (document.hidden ? this.keep() : (this.at = Date.now())));
    setInterval(() => this.draw(), 1000);
    addEventListener("pagehide", () => this.keep());
    this.draw();
  }

  tick() {
    const now = Date.now();
    const spent = Math.min(now - this.at, LONGEST_PAUSE);
    this.at = now;
    this.total += spent;
    this.since += spent;
  }

  keep() {
    this.tick();
    write(this.key, { total: this.total, since: this.since });
  }

  /** Whole seconds since the last answer, or since the report was opened; they count once. */
  take() {
    this.tick();
    const seconds = Math.floor(this.since / 1000);
    this.since -= seconds * 1000;
    this.keep();
    return seconds;
  }

  draw() {
    if (!this.shown || document.hidden) return;
    const seconds = Math.round((this.total + Math.min(Date.now() - this.at, LONGEST_PAUSE)) / 1000);
    this.shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} on this report`;
  }
}
