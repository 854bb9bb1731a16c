// What another grouping of the modules would cost.
import { get } from './http.js';
import { announce, decimal, facts, mebibytes, millis, scroll, table, text } from './html.js';
import { Page } from './page.js';
import { h } from './preact.js';

/** The grouping in force at first; then the one that the form names. */
export class AdvicePage extends Page {
  #wanted = new URLSearchParams();

  load(signal) {
    return get(`modules/advice?${this.#wanted}`, signal);
  }

  #ask = event => {
    event.preventDefault();
    const form = new FormData(event.target);
    const network = form.get('networkMillis');
    form.delete('networkMillis');
    const groups = Map.groupBy([...form], ([, group]) => group);
    this.#wanted = new URLSearchParams([...groups.keys()].sort().map(group => ['run', groups.get(group).map(([module]) => module).join(',')]));
    if (network) {
      this.#wanted.append('networkMillis', network);
    }
    this.setState({ data: this.state.data, problem: null });
    announce('Asking …');
    this.again();
  };

  componentDidUpdate(_, before) {
    if (before.data !== null && before.data !== this.state.data) {
      announce('The advice is there.');
    }
  }

  render(_, { data }) {
    return h('div', null, this.notice(), data && [form(data, this.#ask), result(data)]);
  }
}

function form(data, ask) {
  const modules = data.grouping.flat().sort();
  return h('form', { class: 'grouping', onSubmit: ask },
    h('fieldset', null, h('legend', null, 'Which process runs which module'),
      modules.map(module => h('label', null, module, h('select', { name: module },
        modules.map((_, index) => h('option', { value: String(index + 1), selected: data.grouping[index]?.includes(module) }, `process ${index + 1}`)))))),
    h('label', null, 'Round trip between hosts in ms',
      h('input', { name: 'networkMillis', inputmode: 'decimal', size: 6, pattern: '[0-9]{1,3}([.][0-9]{1,3})?' })),
    h('button', { type: 'submit' }, 'Ask'));
}

function result(data) {
  return h('section', { 'aria-label': 'Advice' },
    h('h2', null, data.grouping.map(group => group.join(', ')).join(' | ')),
    facts([['Orders observed', decimal(data.observed?.orders, 0)], ['Seconds', decimal(data.observed?.seconds, 0)],
      ['Calls per order', decimal(data.perOrder?.calls)], ['Remote calls per order', decimal(data.perOrder?.remoteCalls)],
      ['Bytes per order', decimal(data.perOrder?.bytes, 0)], ['CPU per order', millis(data.perOrder?.cpuMillis)]]),
    (data.unknown ?? []).map(sentence => h('p', { class: 'quiet' }, sentence)),
    operations(data.operations ?? []),
    table('Processes', PROCESS, data.processes ?? []),
    (data.processes ?? []).map((process, index) => configuration(`process-${index + 1}`, `Configuration of process ${index + 1}`, yaml(process))),
    Object.entries(data.overlay ?? {}).map(([path, content], index) => configuration(`overlay-${index + 1}`, `Kustomize overlay: ${path}`, content)));
}

/** What was not requested lately is named by its number alone. */
function operations(all) {
  const observed = all.filter(operation => operation.p50Millis !== null);
  const others = all.length - observed.length;
  return [table('Operations', OPERATION, observed, 'No operation was observed yet.'),
    others > 0 && observed.length > 0 && h('p', { class: 'quiet' }, `Not observed: ${others} others.`)];
}

function configuration(id, name, content) {
  return h('div', { class: 'card', key: id },
    h('h3', null, name),
    h('button', { type: 'button', 'aria-label': `Copy: ${name}`, onClick: () => copy(id, content) }, 'Copy'),
    scroll(name, h('pre', { id }, content)));
}

/** Where the browser gives no clipboard (plain HTTP from another host), the text is selected instead. */
async function copy(id, content) {
  try {
    await navigator.clipboard.writeText(content);
    announce('Copied.');
  } catch {
    getSelection().selectAllChildren(document.getElementById(id));
    announce('Selected: copy it with the keyboard.');
  }
}

const yaml = process => process.yaml ?? Object.entries(process.configuration ?? {}).map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join('\n');

const OPERATION = [
  { name: 'Operation', value: operation => h('code', null, operation.operation) },
  { name: 'p50 now', number: true, value: operation => millis(operation.p50Millis) },
  { name: 'p99 now', number: true, value: operation => millis(operation.p99Millis) },
  { name: 'Added p50', number: true, value: operation => millis(operation.addedP50Millis) },
  { name: 'Added p99', number: true, value: operation => millis(operation.addedP99Millis) },
];
const PROCESS = [
  { name: 'Modules', wrap: true, value: process => text(process.modules.join(', ')) },
  { name: 'CPU per order', number: true, value: process => millis(process.cpuMillisPerOrder) },
  { name: 'Memory', number: true, value: process => process.memoryMiB === null ? '–' : mebibytes(process.memoryMiB * 1048576) },
  { name: 'Connections', number: true, value: process => decimal(process.connections, 0) },
];
