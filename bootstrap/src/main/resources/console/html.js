// Pieces of which the pages are made, and how values are written.
import { h } from './preact.js';

const NONE = '–';
const ANNOUNCED_MILLIS = 6_000;
const missing = value => value === null || value === undefined;

export const decimal = (value, digits = 1) => missing(value) ? NONE : value.toLocaleString('en', { maximumFractionDigits: digits });
export const rate = value => missing(value) ? NONE : `${decimal(value, value < 10 ? 1 : 0)}/s`;
export const millis = value => missing(value) ? NONE : `${decimal(value, value < 10 ? 1 : 0)} ms`;
export const percent = value => missing(value) ? NONE : `${decimal(value * 100)} %`;
export const mebibytes = value => missing(value) ? NONE : `${decimal(value / 1048576, 0)} MiB`;
export const text = value => missing(value) || value === '' ? NONE : String(value);
export const money = value => missing(value) ? NONE
  : `${(value.amount / 10 ** fraction(value.currency)).toFixed(fraction(value.currency))} ${value.currency}`;

function fraction(currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
}

export function duration(seconds) {
  if (missing(seconds)) {
    return NONE;
  }
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) {
    return `${days} d ${hours} h`;
  }
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${Math.floor(seconds) % 60} s` : `${decimal(seconds)} s`;
}

/** A moment: local time to read, RFC 3339 for programs. */
export function moment(value) {
  return missing(value) ? NONE : h('time', { dateTime: value, title: value }, new Date(value).toLocaleString('sv'));
}

/** A moment among others that are less than a second away. */
export function instant(value) {
  const date = new Date(value);
  return missing(value) ? NONE : h('time', { dateTime: value, title: value },
    `${date.toLocaleString('sv')}.${String(date.getMilliseconds()).padStart(3, '0')}`);
}

const GOOD = ['CONFIRMED', 'CLOSED', 'closed', 'up'];
const BAD = ['REJECTED', 'OPEN', 'FORCED_OPEN', 'open', 'away', 'differs'];

/** A state in a colour, and in words. */
export function badge(state) {
  return missing(state) ? NONE : h('span', { class: `badge ${GOOD.includes(state) ? 'good' : BAD.includes(state) ? 'bad' : 'busy'}` }, state);
}

/** A table that scrolls by itself where it is too wide. @param columns each `{name, value(row), number, wrap}`; the first is the rows' header */
export function table(caption, columns, rows, none = 'None.') {
  if (rows.length === 0) {
    return h('p', { class: 'quiet' }, none);
  }
  return scroll(caption, h('table', null,
    h('caption', null, caption),
    h('thead', null, h('tr', null, columns.map(column => h('th', { scope: 'col', class: column.number ? 'number' : '' }, column.name)))),
    h('tbody', null, rows.map(row => h('tr', null, columns.map((column, index) => cell(column, row, index === 0)))))));
}

function cell(column, row, first) {
  return h(first ? 'th' : 'td', { scope: first ? 'row' : undefined, class: column.number ? 'number' : column.wrap ? 'wrap' : '' }, column.value(row));
}

/** A part that scrolls sideways, also by keyboard. */
export function scroll(name, content) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': name }, content);
}

/** Names and values. */
export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))));
}

/** What could not be asked. */
export function gaps(missingModules) {
  return (missingModules ?? []).map(gap => h('p', { class: 'problem' }, `${gap.module} could not be asked: ${gap.reason ?? gap.why}`));
}

let announced = 0;

/** Says something to those who do not see the page change, and to those who do: for a while, so that it covers nothing. */
export function announce(message) {
  const place = document.getElementById('announcement');
  place.textContent = message;
  clearTimeout(announced);
  announced = setTimeout(() => place.replaceChildren(), ANNOUNCED_MILLIS);
}
