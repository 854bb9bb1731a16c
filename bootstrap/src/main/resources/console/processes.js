// What each process says about itself.
import { processName } from './graph.js';
import { get } from './http.js';
import { badge, decimal, duration, facts, mebibytes, moment, percent, table, text } from './html.js';
import { Page } from './page.js';
import { h } from './preact.js';

/** One section for each process that a module's URL leads to. */
export class ProcessesPage extends Page {
  seconds = 5;
  state = { ...this.state, filter: '' };

  async load(signal) {
    const { processes } = await get('console/processes', signal);
    return { processes: processes.map(({ report, ...process }) => ({ ...report, ...process })) };
  }

  render(_, { data, filter }) {
    return h('div', null, this.notice(), data && [
      table('Processes', COLUMNS, data.processes),
      h('label', { class: 'filter' }, 'Configuration keys that contain',
        h('input', { type: 'search', value: filter, onInput: event => this.setState({ filter: event.target.value }) })),
      data.processes.filter(process => process.state !== 'away').map(process => detail(process, filter)),
    ]);
  }
}

const COLUMNS = [
  { name: 'Process', value: processName },
  { name: 'State', value: process => badge(process.state) },
  { name: 'Modules', wrap: true, value: process => text(process.modules?.join(', ')) },
  { name: 'Version', value: process => text(process.version) },
  { name: 'Uptime', number: true, value: process => duration(process.uptimeSeconds) },
  { name: 'Heap', number: true, value: process => `${mebibytes(process.heapBytes)} of ${mebibytes(process.heapMaxBytes)}` },
  { name: 'Memory', number: true, value: process => mebibytes(process.residentBytes) },
  { name: 'CPU', number: true, value: process => percent(process.cpu) },
  { name: 'Trouble', wrap: true, value: process => text(process.error) },
];

function detail(process, filter) {
  const name = processName(process);
  const shown = (process.configuration ?? []).filter(entry => entry.key.includes(filter.trim()));
  return h('section', { class: 'card process', key: process.id, 'aria-label': name },
    h('h2', null, name),
    facts([['Version', text(process.version)], ['Started', moment(process.startedAt)], ['Processors', decimal(process.cpus, 0)]]),
    table(`Connection pools of ${name}`, POOL, process.pools ?? [], 'No connection pool.'),
    table(`Limits of ${name}`, LIMIT, process.limits ?? [], 'No limit is known.'),
    table(`Contracts of ${name}`, CONTRACT, process.contracts ?? [], 'No contract is known.'),
    h('details', { open: filter.trim() !== '' || undefined },
      h('summary', null, `Configuration in force (${shown.length})`),
      table(`Configuration of ${name}`, CONFIGURATION, shown)));
}

const POOL = [
  { name: 'Module', value: pool => pool.module },
  { name: 'Size', number: true, value: pool => decimal(pool.size, 0) },
  { name: 'In use', number: true, value: pool => decimal(pool.inUse, 0) },
  { name: 'Waiting', number: true, value: pool => decimal(pool.waiting, 0) },
];
const LIMIT = [
  { name: 'Limit', value: limit => limit.name },
  { name: 'In use', number: true, value: limit => decimal(limit.inUse, 0) },
  { name: 'Most', number: true, value: limit => decimal(limit.max, 0) },
];
const CONTRACT = [
  { name: 'Module', value: contract => contract.module },
  { name: 'Hash', value: contract => hash(contract.hash) },
  { name: 'Elsewhere', value: contract => hash(contract.elsewhere) },
  { name: 'Version', value: contract => contract.differs ? badge('differs') : contract.elsewhere ? 'the same' : '–' },
];
const CONFIGURATION = [
  { name: 'Key', value: entry => h('code', null, entry.key) },
  { name: 'Value', value: entry => h('code', null, text(entry.value)) },
  { name: 'Source', value: entry => text(entry.source) },
];

function hash(value) {
  return value ? h('code', { title: value }, value.slice(0, 12)) : '–';
}
