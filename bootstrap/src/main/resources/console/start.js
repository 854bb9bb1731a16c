// The frame around the pages: navigation, sign-in, and what is said when the process goes away.
import { AdvicePage } from './advice.js';
import { connection } from './connection.js';
import { EventsPage } from './events.js';
import { announce } from './html.js';
import { get, session } from './http.js';
import { arrive, Login } from './login.js';
import { MapPage } from './map.js';
import { OrderPage } from './order.js';
import { OrdersPage } from './orders.js';
import { Component, h, render } from './preact.js';
import { ProcessesPage } from './processes.js';

const PAGES = [
  { name: 'Map', path: 'map', page: MapPage },
  { name: 'Orders', path: 'orders', page: OrdersPage },
  { name: 'Events', path: 'events', page: EventsPage },
  { name: 'Processes', path: 'processes', page: ProcessesPage },
  { name: 'Advice', path: 'advice', page: AdvicePage },
];

/** Shows the page that the address names after its `#`. */
class Console extends Component {
  state = { route: route(), settings: null, refused: null, problem: null, lost: connection.since };

  async componentDidMount() {
    connection.watch();
    addEventListener('hashchange', () => this.#turn());
    session.addEventListener('refused', event => this.setState({ refused: event.detail }));
    connection.addEventListener('lost', () => this.setState({ lost: connection.since }));
    connection.addEventListener('back', () => this.setState({ lost: null }, () => this.state.settings ?? this.#begin()));
    await this.#begin();
  }

  async #begin() {
    try {
      const settings = await get('console/login');
      await arrive(settings).catch(failure => this.setState({ problem: failure.message }));
      this.setState({ settings, route: route() }); // Signing in has set the address back to the page that was left.
    } catch (problem) {
      this.setState({ problem: problem.status === 0 ? null : problem.message });
    }
  }

  #turn() {
    announce('');
    this.setState({ route: route() }, () => document.getElementById('title')?.focus());
  }

  #signedIn = () => this.setState({ refused: null, problem: null });

  render(_, { route, settings, refused, problem, lost }) {
    document.title = `${route.title} · Martlet console`;
    return h('div', { class: 'frame' },
      h('a', { class: 'skip', href: '#main', onClick: skip }, 'Skip to the page'),
      h('header', null, h('span', { class: 'brand' }, 'Martlet'),
        h('nav', { 'aria-label': 'Pages' }, h('ul', null, PAGES.map(page => h('li', null,
          h('a', { href: `#/${page.path}`, 'aria-current': page === route.entry ? 'page' : undefined }, page.name)))))),
      h('div', { id: 'connection', role: 'status' },
        lost && h('p', { class: 'problem' }, `This process has not answered since ${time(lost)}. Trying again …`)),
      h('main', { id: 'main', tabindex: -1 },
        problem && h('p', { class: 'problem', role: 'alert' }, problem),
        settings && (refused ? h(Login, { settings, status: refused, done: this.#signedIn })
          : [h('h1', { id: 'title', tabindex: -1 }, route.title), h(route.page, { key: location.hash, ...route.properties })])),
      h('footer', null, settings && `${settings.version ?? ''} · process ${settings.instance ?? ''} · security.mode: ${settings.mode ?? ''}`),
      h('p', { id: 'announcement', role: 'status' }));
  }
}

function route() {
  const [path, id] = location.hash.replace(/^#\/?/, '').split('/');
  const entry = PAGES.find(page => page.path === path) ?? PAGES[0];
  return entry.path === 'orders' && id
    ? { entry, title: 'Order', page: OrderPage, properties: { id: decodeURIComponent(id) } }
    : { entry, title: entry.name, page: entry.page, properties: {} };
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

const time = date => date.toLocaleTimeString('sv');

render(h(Console), document.getElementById('console'));
