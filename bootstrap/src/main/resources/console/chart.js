// One chart, drawn by uPlot in the colours of the page.
import { Component, createRef, h } from './preact.js';
import uPlot from './uplot.js';

const HEIGHT = 150;
const COLOURS = ['--line-1', '--line-2'];
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Props: `name`, `times` (seconds since 1970) and `lines` of `{name, unit(value), values}`. */
export class Chart extends Component {
  #place = createRef();
  #plot = null;
  #size = new ResizeObserver(() => this.#plot?.setSize({ width: this.#place.current.clientWidth, height: HEIGHT }));
  #draw = () => {
    this.#plot?.destroy();
    this.#plot = new uPlot(options(this.props, this.#place.current), values(this.props), this.#place.current);
  };

  componentDidMount() {
    this.#draw();
    this.#size.observe(this.#place.current);
    dark.addEventListener('change', this.#draw);
  }

  componentDidUpdate() {
    this.#plot.setData(values(this.props));
  }

  componentWillUnmount() {
    dark.removeEventListener('change', this.#draw);
    this.#size.disconnect();
    this.#plot.destroy();
  }

  render({ name, lines }) {
    return h('figure', { class: 'chart' },
      h('figcaption', null, name, lines.length > 1 && lines.map((line, index) => h('span', { class: `key key-${index + 1}` }, line.name))),
      h('div', { ref: this.#place, role: 'img', 'aria-label': `Chart of ${lines.map(line => line.name).join(' and ')}; the table has its values` }));
  }
}

const clock = seconds => new Date(seconds * 1000).toLocaleTimeString('sv', { timeStyle: 'short' });
const values = props => [props.times, ...props.lines.map(line => line.values)];

function options({ lines }, place) {
  const colour = name => getComputedStyle(place).getPropertyValue(name);
  const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--border'), width: 1 }, ticks: { show: false } };
  return {
    width: place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 1] } },
    axes: [{ ...axis, values: (_, marks) => marks.map(clock) }, { ...axis, size: 70, values: (_, marks) => marks.map(mark => lines[0].unit(mark)) }],
    series: [{}, ...lines.map((line, index) => ({ label: line.name, stroke: colour(COLOURS[index]), width: 2 }))],
  };
}
