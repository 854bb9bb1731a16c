// The last 15 minutes of one arrow.
import { Chart } from './chart.js';
import { get } from './http.js';
import { millis, rate, table } from './html.js';
import { Page } from './page.js';
import { h } from './preact.js';

/** Props: `arrow`, and `close`. */
export class History extends Page {
  seconds = 5;

  load(signal) {
    return get(`console/arrows/${encodeURIComponent(this.props.arrow.id)}/history`, signal);
  }

  render({ arrow, close }, { data }) {
    return h('section', { class: 'card', id: 'history', tabindex: -1, 'aria-labelledby': 'history-title' },
      h('h2', { id: 'history-title' }, `${arrow.from} → ${arrow.to}: ${arrow.kind} of the last 15 minutes`),
      h('button', { type: 'button', onClick: close }, 'Close'),
      this.notice() ?? charts(data));
  }
}

function charts(data) {
  const end = Date.parse(data.end) / 1000;
  const times = data.rate.map((_, index) => end - (data.rate.length - 1 - index) * data.stepSeconds);
  const lines = [
    { name: 'rate', unit: rate, values: data.rate },
    { name: 'p50', unit: millis, values: data.p50Millis },
    { name: 'p99', unit: millis, values: data.p99Millis },
    { name: 'errors', unit: rate, values: data.errorRate },
    { name: 'retries', unit: rate, values: data.retryRate },
  ];
  return h('div', null,
    h('div', { class: 'charts' },
      h(Chart, { name: 'Rate', times, lines: [lines[0]] }),
      h(Chart, { name: 'Latency', times, lines: [lines[1], lines[2]] }),
      h(Chart, { name: 'Errors and retries', times, lines: [lines[3], lines[4]] })),
    table('Summary', columns(), lines.filter(line => known(line).length > 0), 'Nothing was measured yet.'));
}

const known = line => line.values.filter(value => value !== null);

function columns() {
  return [
    { name: 'Value', value: line => line.name },
    { name: 'Now', number: true, value: line => line.unit(known(line).at(-1)) },
    { name: 'Least', number: true, value: line => line.unit(Math.min(...known(line))) },
    { name: 'Most', number: true, value: line => line.unit(Math.max(...known(line))) },
  ];
}
