// Finding orders.
import { get } from './http.js';
import { badge, money, moment, table, text } from './html.js';
import { Page } from './page.js';
import { h } from './preact.js';

const STATES = ['PENDING', 'CONFIRMED', 'REJECTING', 'REJECTED', 'CANCELLING', 'CANCELLED'];

/** The newest orders, or those that a search finds. */
export class OrdersPage extends Page {
  #wanted = { query: '', status: '' };

  load(signal) {
    return get(`console/records/orders?${this.#parameters()}`, signal);
  }

  #parameters(more = {}) {
    return new URLSearchParams(Object.entries({ ...this.#wanted, ...more }).filter(([, value]) => value !== ''));
  }

  #search = event => {
    event.preventDefault();
    const form = new FormData(event.target);
    this.#wanted = { query: form.get('query').trim(), status: form.get('status') };
    this.again();
  };

  #more = async () => {
    const { data } = this.state;
    const next = await get(`console/records/orders?${this.#parameters({ cursor: data.nextCursor })}`);
    this.setState({ data: { ...next, items: [...data.items, ...next.items] } });
  };

  render(_, { data }) {
    return h('div', null,
      h('form', { class: 'search', role: 'search', onSubmit: this.#search },
        h('label', null, 'Order, customer or email', h('input', { type: 'search', name: 'query', size: 40, autocomplete: 'off' })),
        h('label', null, 'Status', h('select', { name: 'status' },
          h('option', { value: '' }, 'any'), STATES.map(state => h('option', { value: state }, state)))),
        h('button', { type: 'submit' }, 'Search')),
      this.notice(),
      data && table('Orders, newest first', COLUMNS, data.items, 'No order was found.'),
      data?.nextCursor && h('button', { type: 'button', onClick: this.#more }, 'More'));
  }
}

const COLUMNS = [
  { name: 'Order', value: order => h('a', { href: `#/orders/${order.id}` }, order.id) },
  { name: 'Status', value: order => badge(order.status) },
  { name: 'Reason', value: order => text(order.reason) },
  { name: 'Total', number: true, value: order => money(order.amount) },
  { name: 'Placed', value: order => moment(order.createdAt) },
  { name: 'Customer', value: order => text(order.owner) },
];
