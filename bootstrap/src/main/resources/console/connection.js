// Whether the process that serves this page answers. While it does not, it is asked again until it does.
import { every, whileVisible } from './clock.js';

const AGAIN_SECONDS = 2;
/** What a proxy answers for a process that is away. */
const AWAY = [502, 504];

/** Fires `lost` and `back`. */
class Connection extends EventTarget {
  /** When it was lost; null while the process answers. */
  since = null;
  #stop = null;

  lost() {
    if (this.since === null) {
      this.since = new Date();
      this.dispatchEvent(new Event('lost'));
      this.#stop = whileVisible(() => every(AGAIN_SECONDS, signal => this.#ask(signal)));
    }
  }

  /** The process has answered with this status. */
  answered(status) {
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
      // Still away.
    }
  }
}

export const connection = new Connection();
