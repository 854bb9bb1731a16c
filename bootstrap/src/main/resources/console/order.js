// One order: what has happened, and what it waits for.
import { confirm } from './dialog.js';
import { get, post } from './http.js';
import { announce, badge, facts, gaps, instant, moment, money, text } from './html.js';
import { Page } from './page.js';
import { h } from './preact.js';

/** Props: `id`. */
export class OrderPage extends Page {
  seconds = 2;
  #path = `console/records/orders/${encodeURIComponent(this.props.id)}`;

  load(signal) {
    return get(this.#path, signal);
  }

  #cancel = async () => {
    if (await confirm('Cancel this order?', 'Its payment is refunded, its stock is given back, and points are taken back.', 'Cancel the order')) {
      await this.#act('cancel', 'The order is cancelled, or will be.');
    }
  };

  #retry = () => this.#act('retry', 'The order is tried again now.');

  async #act(action, message) {
    try {
      await post(`${this.#path}/${action}`);
      announce(message);
    } catch (problem) {
      announce(problem.message);
    }
    this.again();
  }

  render(_, { data }) {
    return h('div', null,
      h('p', null, h('a', { href: '#/orders' }, 'All orders')),
      this.notice(),
      data && [
        summary(data.record),
        gaps(data.missing),
        data.record.waiting && waiting(data.record.waiting),
        h('div', { class: 'actions' },
          data.record.actions.includes('retry') && h('button', { type: 'button', id: 'retry', onClick: this.#retry }, 'Retry now'),
          data.record.actions.includes('cancel') && h('button', { type: 'button', id: 'cancel', class: 'danger', onClick: this.#cancel }, 'Cancel order …')),
        h('h2', null, 'Timeline'),
        h('ol', { class: 'timeline' }, data.timeline.map(entry => h('li', null,
          instant(entry.at), h('span', { class: 'module' }, entry.module), h('span', { class: 'what' }, entry.what),
          entry.detail && h('span', { class: 'detail' }, entry.detail)))),
      ]);
  }
}

function summary({ id, status, reason, amount, owner, createdAt, updatedAt }) {
  return facts([['Order', id], ['Status', badge(status)], ['Reason', text(reason)], ['Total', money(amount)], ['Customer', text(owner)],
    ['Placed', moment(createdAt)], ['Changed', moment(updatedAt)]]);
}

function waiting({ step, module, attempts, nextAttemptAt, breaker, why }) {
  return h('section', { class: 'card waiting', 'aria-labelledby': 'waiting' },
    h('h2', { id: 'waiting' }, module ? `Waits for ${module}` : 'Waits'),
    facts([['Step', text(step)], why && ['Why', why], ['Attempts', text(attempts)], ['Next attempt', moment(nextAttemptAt)],
      ['Circuit breaker', badge(breaker)]].filter(Boolean)));
}
