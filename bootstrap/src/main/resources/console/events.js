// Events between modules, and those that a subscriber could not handle.
import { confirm } from './dialog.js';
import { get, post } from './http.js';
import { announce, decimal, duration, facts, gaps, moment, scroll, text } from './html.js';
import { Page } from './page.js';
import { h } from './preact.js';

const NUMBER_CHANGED = 412;

/** Publishers × subscribers, and the dead events. */
export class EventsPage extends Page {
  seconds = 5;

  async load(signal) {
    const [overview, dead] = await Promise.all([get('console/events', signal), get('console/events/dead', signal)]);
    return { ...overview, dead };
  }

  /** Asks again when the number is another one than the user has seen. */
  #act = async (action, chosen, count, name) => {
    const noun = count === 1 ? '1 dead event' : `${count} dead events`;
    const agreed = action === 'retry'
      ? await confirm(`Retry ${noun}?`, `${name}: handled again now.`, `Retry ${count}`)
      : await confirm(`Drop ${noun}?`, `${name}: never handled. This cannot be undone.`, `Drop ${count}`);
    if (!agreed) {
      return;
    }
    try {
      const done = await post(`console/events/dead/${action}`, chosen);
      announce(`${done.count ?? count} ${action === 'retry' ? 'retried' : 'dropped'}.`);
    } catch (problem) {
      if (problem.status === NUMBER_CHANGED && problem.body.count > 0) {
        await this.#act(action, { ...chosen, count: problem.body.count }, problem.body.count, name);
      } else {
        announce(problem.message);
      }
    }
    this.again();
  };

  render(_, { data }) {
    return h('div', null, this.notice(), data && [
      gaps(data.missing),
      matrix(data.cells),
      h('h2', null, 'Dead events'),
      data.kinds.length === 0 && h('p', { class: 'quiet' }, 'There are none.'),
      data.kinds.map(kind => this.#kind(kind, data.dead)),
      data.dead.nextCursor && h('p', { class: 'quiet' }, 'Only the newest are listed; the buttons of a kind mean all of it.'),
    ]);
  }

  #kind(kind, dead) {
    const name = `${kind.type} for ${kind.subscriber}`;
    const all = { subscriber: kind.subscriber, type: kind.type, count: kind.count };
    const items = dead.items.filter(item => item.subscriber === kind.subscriber && item.type === kind.type);
    return h('section', { class: 'card kind', 'aria-label': name },
      h('h3', null, `${name}: ${kind.count}`),
      this.#buttons(all, kind.count, name, kind.count === 1 ? 'it' : `all ${kind.count}`),
      h('ul', { class: 'dead' }, items.map(item => h('li', { key: item.id }, h('details', null,
        h('summary', null, text(item.key), ' ', moment(item.failedAt ?? item.occurredAt)),
        facts([['Event', text(item.id)], ['Publisher', text(item.publisher)], ['Attempts', text(item.attempts)], ['Recorded', moment(item.occurredAt)]]),
        h('h4', null, 'Error'), scroll(`Error of ${item.id}`, h('pre', null, text(item.lastError))),
        h('h4', null, 'Payload'), scroll(`Payload of ${item.id}`, h('pre', null, JSON.stringify(JSON.parse(item.payload), null, 2))),
        this.#buttons({ subscriber: item.subscriber, id: item.id }, 1, name, 'this one'))))));
  }

  #buttons(chosen, count, name, which) {
    const button = (action, label) => h('button', { type: 'button', class: action === 'drop' ? 'danger' : '', 'aria-label': `${label} of ${name}`,
      onClick: () => this.#act(action, chosen, count, name) }, `${label} …`);
    return h('div', { class: 'actions' }, button('retry', `Retry ${which}`), button('drop', `Drop ${which}`));
  }
}

function matrix(cells) {
  const names = key => [...new Set(cells.map(cell => cell[key]))].sort();
  const subscribers = names('subscriber');
  return scroll('Publishers and subscribers', h('table', { class: 'matrix' },
    h('caption', null, 'What each subscriber has left of each publisher’s events'),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Publisher'), subscribers.map(subscriber => h('th', { scope: 'col' }, subscriber)))),
    h('tbody', null, names('publisher').map(publisher => h('tr', null, h('th', { scope: 'row' }, publisher),
      subscribers.map(subscriber => h('td', null, content(cells.find(cell => cell.publisher === publisher && cell.subscriber === subscriber)))))))));
}

function content(cell) {
  return cell ? h('div', { class: cell.dead > 0 ? 'bad' : '' },
    facts([['Lag', decimal(cell.lag, 0)], ['Oldest', duration(cell.oldestSeconds)], ['Failed', decimal(cell.failed, 0)], ['Dead', decimal(cell.dead, 0)]]),
    h('p', { class: 'quiet' }, cell.types.join(', '))) : '–';
}
