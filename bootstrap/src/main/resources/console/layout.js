// Where the parts of the map are: a lane for each process, a column for each step along the arrows.

export const NODE = { width: 124, height: 40 };
const COLUMN = 250;
const ROW = 80;
const LANE = { title: 34, padding: 14, gap: 22, side: 24 };
/** Room for the name of a lane. */
const NAME = { x: 0, width: 330, height: 32 };
const LABEL = { width: 104, height: 34 };
/** How far an arrow may bend to pass by what is in its way. */
const BENDS = [0, -54, 54, -108, 108, -162, 162, -216, 216];
const LABEL_PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8];

/** @returns `{width, height, lanes, nodes, curves}` in user units; nodes by module, curves by the arrow's id */
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
    lanes.push({ process, y: top, height });
    top += height + LANE.gap;
  }
  return { width, height: Math.max(0, top - LANE.gap), lanes, nodes, curves: curves(arrows, nodes, lanes.map(lane => ({ y: lane.y, ...NAME }))) };
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

/** @param names where no label may be */
function curves(arrows, nodes, names) {
  const found = new Map();
  const labels = [];
  arrows.filter(arrow => nodes.has(arrow.from) && nodes.has(arrow.to)).forEach(arrow => {
    const others = [...nodes].filter(([module]) => module !== arrow.from && module !== arrow.to).map(([, node]) => box(node));
    const bends = BENDS.map(bend => curve(nodes.get(arrow.from), nodes.get(arrow.to), bend));
    const way = bends.find(candidate => !samples(candidate).some(point => others.some(other => inside(point, other)))) ?? bends[0];
    const taken = [...[...nodes.values()].map(box), ...names, ...labels];
    const places = LABEL_PLACES.map(place => around(at(way, place)));
    const label = places.find(place => !taken.some(other => overlap(place, other))) ?? places[0];
    labels.push(label);
    found.set(arrow.id, { path: path(way), head: head(way), label });
  });
  return found;
}

/** A cubic Bézier curve from the side of one node to the facing side of another. */
function curve(from, to, bend) {
  const right = to.x > from.x;
  const start = { x: from.x + (right ? NODE.width : 0), y: from.y + NODE.height / 2 };
  const end = { x: to.x + (right ? 0 : NODE.width), y: to.y + NODE.height / 2 };
  const reach = Math.max(40, Math.abs(end.x - start.x) / 3) * (right ? 1 : -1);
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
