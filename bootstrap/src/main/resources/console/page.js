// What pages have in common: they read what they show, again and again while they are visible, and once more when the process is back.
import { every, whileVisible } from './clock.js';
import { connection } from './connection.js';
import { Component, h } from './preact.js';

/** A part that shows what `load(signal)` gives, in `state.data`, or `state.problem`. */
export class Page extends Component {
  state = { data: null, problem: null };
  /** Pause between two requests; 0: one request. */
  seconds = 0;
  #stop = () => {};
  #back = () => this.again();

  componentDidMount() {
    connection.addEventListener('back', this.#back);
    this.again();
  }

  componentWillUnmount() {
    connection.removeEventListener('back', this.#back);
    this.#stop();
  }

  /** Reads now, whatever is under way. */
  again() {
    this.#stop();
    this.#stop = whileVisible(() => every(this.seconds, signal => this.#read(signal)));
  }

  async #read(signal) {
    try {
      const data = await this.load(signal);
      if (!signal.aborted) {
        this.setState({ data, problem: null });
      }
    } catch (problem) {
      if (!signal.aborted && problem.status !== 0) {
        this.setState({ problem });
      }
    }
  }

  /** The problem, or that nothing is there yet. */
  notice() {
    if (this.state.problem) {
      return h('p', { class: 'problem', role: 'alert' }, this.state.problem.message);
    }
    return this.state.data === null ? h('p', { class: 'quiet' }, 'Loading …') : null;
  }
}
