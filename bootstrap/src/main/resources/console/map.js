// The whole shop: which process runs what, and what flows between the modules.
import { whileVisible } from './clock.js';
import { graph, processName } from './graph.js';
import { History } from './history.js';
import { badge, decimal, duration, millis, moment, rate, scroll, table } from './html.js';
import { Component, h } from './preact.js';
import { follow } from './stream.js';

/** Live, over one stream, while it is visible. */
export class MapPage extends Component {
  state = { map: null, problem: null, arrow: null };
  #stop = () => {};

  componentDidMount() {
    this.#stop = whileVisible(() => follow('console/live', map => this.setState({ map, problem: null }), problem => this.setState({ problem })));
  }

  componentWillUnmount() {
    this.#stop();
  }

  #choose = arrow => this.setState({ arrow }, () => document.getElementById('history')?.focus());

  #close = () => {
    const { arrow } = this.state;
    this.setState({ arrow: null }, () => document.getElementById(`arrow-${arrow.id}`)?.focus());
  };

  render(_, { map, problem, arrow }) {
    if (map === null) {
      return h('p', { class: problem ? 'problem' : 'quiet', role: problem ? 'alert' : undefined }, problem ? problem.message : 'Loading …');
    }
    return h('div', null,
      problem && h('p', { class: 'problem', role: 'alert' }, problem.message),
      map.processes.filter(process => process.state === 'away').map(process =>
        h('p', { class: 'problem away' }, `${processName(process)}: ${process.modules.join(', ')}. ${process.error ?? ''}`)),
      scroll('Map', graph(map, arrow?.id, this.#choose)),
      arrow && h(History, { key: arrow.id, arrow, close: this.#close }),
      h('p', { class: 'quiet' }, 'As of ', moment(map.at), '. Full lines are calls, dashed lines are events.'),
      table('Arrows', this.#columns(), map.arrows));
  }

  #columns() {
    return [
      { name: 'From and to', value: arrow => `${arrow.from} → ${arrow.to}` },
      { name: 'Kind', value: arrow => arrow.kind },
      { name: 'Rate', number: true, value: arrow => rate(arrow.rate) },
      { name: 'p50', number: true, value: arrow => millis(arrow.p50Millis) },
      { name: 'p99', number: true, value: arrow => millis(arrow.p99Millis) },
      { name: 'Errors', number: true, value: arrow => rate(arrow.errorRate) },
      { name: 'Retries', number: true, value: arrow => rate(arrow.retryRate) },
      { name: 'Breaker', value: arrow => badge(arrow.breaker) },
      { name: 'Lag', number: true, value: arrow => decimal(arrow.lag, 0) },
      { name: 'Oldest', number: true, value: arrow => duration(arrow.oldestSeconds) },
      { name: 'Failed', number: true, value: arrow => decimal(arrow.failed, 0) },
      { name: 'Dead', number: true, value: arrow => decimal(arrow.dead, 0) },
      { name: 'History', value: arrow => h('button', { type: 'button', 'aria-label': `History of ${arrow.kind} from ${arrow.from} to ${arrow.to}`,
        onClick: () => this.#choose(arrow) }, 'Show') },
    ];
  }
}
