// Where the parts of the map are: a lane for each process, a column for each step along the arrows.

export const NODE = { width: 124, height: 40 };
const COLUMN = 316;
const ROW = 88;
const LANE = { title: 34, padding: 14, gap: 22, side: 24 };
/** Room for the name of a lane. */
const NAME = { x: 0, width: 330, height: 32 };
const LABEL = { width: 104, height: 34 };
/** Arrows at the same side of a node are so far apart. */
const PORT = 9;
/** How far an arrow may bend to pass by what is in its way. */
const BENDS = [0, -30, 30, -59, 59, -118, 118, -177, 177, -236, 236];
const LABEL_PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8];
/** Lines nearer than this look like one. */
const NEAR = 14;

/** @returns `{width, height, lanes, nodes, curves}` in user units; lanes in the order of the processes, nodes by module, curves by the arrow's id */
export function layout(processes, arrows) {
  const columns = ranks(processes.flatMap(process => process.modules), arrows);
  const width = (Math.max(0, ...columns.values()) + 1) * COLUMN - (COLUMN - NODE.width) + 2 * LANE.side;
  const lanes = [];
  const nodes = new Map();
  let top = 0;
  for (const process of processes) {
    const cells = Map.groupBy(process.modules, module => columns.get(module));
    const rows = Math.max(1, ...[...cells.values()].map(cell => cell.length));
    const height = LANE.title + rows * ROW + LANE.padding;
    cells.forEach((cell, column) => cell.forEach((module, row) => nodes.set(module, {
      x: LANE.side + column * COLUMN,
      y: top + LANE.title + ((rows - cell.length) / 2 + row) * ROW + (ROW - NODE.height) / 2,
    })));
    lanes.push({ y: top, height });
    top += height + LANE.gap;
  }
  const height = Math.max(0, top - LANE.gap);
  return { width, height, lanes, nodes, curves: curves(arrows, nodes, lanes.map(lane => ({ y: lane.y, ...NAME })), { x: 0, y: 0, width, height }) };
}

/** The longest way to each module along the arrows. */
function ranks(modules, arrows) {
  const found = new Map();
  const rank = (module, way) => {
    if (!found.has(module) && !way.includes(module)) {
      const before = arrows.filter(arrow => arrow.to === module && arrow.from !== module && modules.includes(arrow.from));
      const steps = before.map(arrow => rank(arrow.from, [...way, module]) + 1);
      found.set(module, Math.max(0, ...steps));
    }
    return found.get(module) ?? 0;
  };
  modules.forEach(module => rank(module, []));
  return found;
}

/** Each arrow takes the best place beside the others, and once more when all have one. @param names where no label may be */
function curves(arrows, nodes, names, page) {
  const shown = arrows.filter(arrow => nodes.has(arrow.from) && nodes.has(arrow.to));
  const found = new Map();
  for (const arrow of [...shown, ...shown]) {
    const others = [...found].filter(([id]) => id !== arrow.id).map(([, place]) => place);
    const boxes = [...nodes].filter(([module]) => module !== arrow.from && module !== arrow.to).map(([, node]) => box(node));
    const taken = [...[...nodes.values()].map(box), ...names, ...others.map(other => other.label)];
    const [start, end] = [port(arrow, 'from', 'to', shown, nodes), port(arrow, 'to', 'from', shown, nodes)];
    const places = BENDS.flatMap(bend => placesOf(curve(start, end, bend), bend));
    found.set(arrow.id, places.map(place => ({ ...place, cost: place.cost + cost(place, others, boxes, taken, page) })).reduce(cheaper));
  }
  return new Map([...found].map(([id, { way, label }]) => [id, { path: path(way), head: head(way), label }]));
}

function placesOf(way, bend) {
  const points = samples(way);
  return LABEL_PLACES.map(place => ({ way, points, label: around(at(way, place)), cost: Math.abs(bend) / 6 + Math.abs(place - 0.5) * 20 }));
}

/** What a reader is not to see: lines through nodes and labels, labels on something, two lines that look like one. */
function cost({ points, label }, others, boxes, taken, page) {
  const hidden = points.filter(point => boxes.some(other => inside(point, other))).length;
  const outside = points.filter(point => !inside(point, page)).length + Math.max(0, -label.y) + Math.max(0, label.y + label.height - page.height);
  const through = others.flatMap(other => points.filter(point => inside(point, other.label)));
  const under = others.flatMap(other => other.points.filter(point => inside(point, label)));
  const alike = others.flatMap(other => points.slice(4, -4).filter(point => other.points.some(near => Math.hypot(point.x - near.x, point.y - near.y) < NEAR)));
  return 50 * (hidden + outside) + 500 * taken.filter(other => overlap(label, other)).length + 4 * (through.length + under.length) + 3 * alike.length;
}

const cheaper = (one, other) => other.cost < one.cost ? other : one;

/** Where an arrow meets the side of a node: in the order of the nodes at its other end. */
function port(arrow, here, there, arrows, nodes) {
  const right = nodes.get(arrow.to).x > nodes.get(arrow.from).x;
  const node = nodes.get(arrow[here]);
  const height = other => nodes.get(other[there]).y * 1000 + nodes.get(other[there]).x;
  const beside = arrows.filter(other => other[here] === arrow[here]).sort((one, other) => height(one) - height(other));
  const side = (here === 'from') === right ? NODE.width : 0;
  const apart = Math.min(PORT, (NODE.height - 8) / beside.length);
  return { x: node.x + side, y: node.y + NODE.height / 2 + (beside.indexOf(arrow) - (beside.length - 1) / 2) * apart };
}

/** A cubic Bézier curve from the side of one node to the facing side of another. */
function curve(start, end, bend) {
  const reach = Math.max(40, Math.abs(end.x - start.x) / 3) * (end.x > start.x ? 1 : -1);
  return [start, { x: start.x + reach, y: start.y + bend }, { x: end.x - reach, y: end.y + bend }, end];
}

function at([a, b, c, d], t) {
  const mix = axis => (1 - t) ** 3 * a[axis] + 3 * (1 - t) ** 2 * t * b[axis] + 3 * (1 - t) * t ** 2 * c[axis] + t ** 3 * d[axis];
  return { x: mix('x'), y: mix('y') };
}

const samples = way => Array.from({ length: 21 }, (_, step) => at(way, step / 20));
const path = ([a, b, c, d]) => `M${a.x},${a.y}C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`;

function head(way) {
  const [from, tip] = [at(way, 0.94), way[3]];
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const corner = side => `${tip.x - 10 * Math.cos(angle + side)},${tip.y - 10 * Math.sin(angle + side)}`;
  return `${tip.x},${tip.y} ${corner(0.4)} ${corner(-0.4)}`;
}

const box = node => ({ x: node.x - 4, y: node.y - 4, width: NODE.width + 8, height: NODE.height + 8 });
const around = point => ({ x: point.x - LABEL.width / 2, y: point.y - LABEL.height / 2, ...LABEL });
const inside = (point, other) => point.x > other.x && point.x < other.x + other.width && point.y > other.y && point.y < other.y + other.height;
const overlap = (one, other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
