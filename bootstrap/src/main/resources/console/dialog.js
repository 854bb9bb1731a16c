// Asks before something is changed.
import { h, render } from './preact.js';

/**
 * A modal dialog with two answers; Escape is "no".
 *
 * @param action what the button that agrees says
 * @returns a promise of whether the user agreed
 */
export function confirm(question, detail, action) {
  const place = document.createElement('div');
  document.body.append(place);
  const before = document.activeElement;
  return new Promise(resolve => {
    const close = () => {
      const agreed = place.firstChild.returnValue === 'yes';
      render(null, place);
      place.remove();
      before?.focus();
      resolve(agreed);
    };
    const answer = value => () => place.firstChild.close(value);
    render(h('dialog', { 'aria-labelledby': 'question', onClose: close },
      h('h2', { id: 'question' }, question),
      h('p', null, detail),
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'danger', id: 'agree', onClick: answer('yes') }, action),
        h('button', { type: 'button', id: 'decline', autofocus: true, onClick: answer('no') }, 'Do nothing'))), place);
    place.firstChild.showModal();
  });
}
