// Whether the process that serves this page answers. While it does not, it is asked again until it does.
import { every, whileVisible } from './clock.js';

const AGAIN_SECONDS = 2;
/** A page that asks nothing learns after so long that the process is away. */
const QUIET_SECONDS = 10;
/** What a proxy answers for a process that is away. */
const AWAY = [502, 504];

/** Fires `lost` and `back`. */
class Connection extends EventTarget {
  /** When it was lost; null while the process answers. */
  since = null;
  #stop = null;
  #heard = Date.now();

  /** Asks for itself from now on when no page has heard anything for a while. */
  watch() {
    whileVisible(() => every(QUIET_SECONDS, signal => Date.now() - this.#heard < QUIET_SECONDS * 1000 ? null : this.#ask(signal)));
  }

  heard() {
    this.#heard = Date.now();
  }

  lost() {
    if (this.since === null) {
      this.since = new Date();
      this.dispatchEvent(new Event('lost'));
      this.#stop = whileVisible(() => every(AGAIN_SECONDS, signal => this.#ask(signal)));
    }
  }

  /** The process has answered with this status. */
  answered(status) {
    this.heard();
    if (AWAY.includes(status)) {
      this.lost();
    } else if (this.since !== null) {
      this.since = null;
      this.#stop?.();
      this.dispatchEvent(new Event('back'));
    }
  }

  async #ask(signal) {
    try {
      this.answered((await fetch('health/live', { signal, cache: 'no-store' })).status);
    } catch {
      if (!signal.aborted) {
        this.lost();
      }
    }
  }
}

export const connection = new Connection();
