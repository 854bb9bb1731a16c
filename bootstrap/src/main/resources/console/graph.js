// The map as a drawing: modules in the processes that run them, arrows that can be chosen.
import { decimal, millis, rate } from './html.js';
import { layout, NODE } from './layout.js';
import { h } from './preact.js';

let drawn = { key: '', places: null };

/** @param choose is given the arrow that the user activates */
export function graph(map, chosen, choose) {
  const places = placesOf(map);
  const arrows = map.arrows.filter(arrow => places.curves.has(arrow.id));
  return h('svg', { class: 'graph', viewBox: `0 0 ${places.width} ${places.height}`, width: places.width, height: places.height,
    role: 'group', 'aria-label': 'Map of the modules' },
  places.lanes.map((lane, index) => h('g', { class: `lane ${map.processes[index].state}` },
    h('rect', { x: 0.5, y: lane.y + 0.5, width: places.width - 1, height: lane.height - 1, rx: 8 }),
    h('text', { x: 14, y: lane.y + 22 }, processName(map.processes[index])))),
  arrows.map(arrow => lineOf(arrow, places.curves.get(arrow.id), arrow.id === chosen, choose)),
  [...places.nodes].map(([module, node]) => h('g', { class: `node ${stateOf(map, module)}` },
    h('rect', { x: node.x, y: node.y, width: NODE.width, height: NODE.height, rx: 6 }),
    h('text', { x: node.x + NODE.width / 2, y: node.y + NODE.height / 2 + 5 }, module))),
  arrows.map(arrow => labelOf(arrow, places.curves.get(arrow.id), arrow.id === chosen, choose)));
}

/** Laid out again only when modules have moved. */
function placesOf(map) {
  const key = JSON.stringify([map.processes.map(process => process.modules), map.arrows.map(arrow => arrow.id)]);
  if (drawn.key !== key) {
    drawn = { key, places: layout(map.processes, map.arrows) };
  }
  return drawn.places;
}

const stateOf = (map, module) => map.processes.find(process => process.modules.includes(module)).state;

export function processName(process) {
  const name = process.self ? 'this process' : process.url ?? process.id ?? 'no address is known';
  const away = process.state === 'away' ? ' · away' : '';
  return `${name}${process.id && process.id !== name ? ` · ${process.id}` : ''}${away}${seen(process)}`;
}

/** Behind a load-balancing Service not each instance has answered. */
function seen(process) {
  if (process.self || process.state !== 'up') {
    return '';
  }
  return process.of > 1 ? ` · ${process.seen} of ${process.of} seen` : process.seen > 1 ? ` · ${process.seen} seen` : '';
}

/** Whether its circuit breaker keeps calls back, or errors or dead events show. */
export const troubled = arrow => ['OPEN', 'FORCED_OPEN'].includes(arrow.breaker?.toUpperCase()) || arrow.errorRate > 0 || arrow.dead > 0;

/** Its line, for the mouse. The label stands for it in the order of keyboard focus. */
function lineOf(arrow, place, chosen, choose) {
  return h('g', { class: classes(arrow, chosen), 'aria-hidden': 'true', onClick: () => choose(arrow) },
    h('path', { class: 'touch', d: place.path }),
    h('path', { class: 'line', d: place.path }),
    h('polygon', { points: place.head }));
}

function labelOf(arrow, { label: { x, y, width, height } }, chosen, choose) {
  const activate = event => {
    if (event.type === 'click' || ['Enter', ' '].includes(event.key)) {
      event.preventDefault();
      choose(arrow);
    }
  };
  return h('g', { class: classes(arrow, chosen), id: `arrow-${arrow.id}`, role: 'button', tabindex: 0, 'aria-pressed': String(chosen),
    'aria-label': description(arrow), onClick: activate, onKeyDown: activate },
  h('rect', { x, y, width, height, rx: 4 }),
  h('text', { x: x + width / 2, y: y + 14 }, arrow.rate > 0 ? `${rate(arrow.rate)} · ${millis(arrow.p50Millis)}` : 'idle'),
  h('text', { class: 'second', x: x + width / 2, y: y + 28 }, second(arrow)));
}

const classes = (arrow, chosen) => `arrow ${arrow.kind} ${troubled(arrow) ? 'bad' : ''} ${chosen ? 'chosen' : ''}`;

function second(arrow) {
  if (arrow.kind === 'events') {
    return arrow.dead > 0 ? `${arrow.dead} dead` : `lag ${decimal(arrow.lag, 0)}`;
  }
  const breaker = arrow.breaker?.toLowerCase().replace('_', ' ') ?? 'closed';
  if (breaker !== 'closed' || !(arrow.rate > 0)) {
    return `breaker ${breaker}`;
  }
  return arrow.errorRate > 0 ? `${rate(arrow.errorRate)} errors` : `p99 ${millis(arrow.p99Millis)}`;
}

function description(arrow) {
  const what = arrow.kind === 'events' ? `events from ${arrow.from} to ${arrow.to}` : `calls of ${arrow.from} to ${arrow.to}`;
  const breaker = arrow.breaker ? `, circuit breaker ${arrow.breaker}` : '';
  const figures = `${rate(arrow.rate)}, p50 ${millis(arrow.p50Millis)}, p99 ${millis(arrow.p99Millis)}, ${rate(arrow.errorRate)} errors`;
  return `${what}: ${figures}${breaker}. Show history`;
}
