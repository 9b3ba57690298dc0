'use strict';

const form = document.getElementById('filter');
const results = [...document.querySelectorAll('details.result')];
const groups = [...document.querySelectorAll('[data-group]')];
const openAll = document.getElementById('open');

/** What each result is searched by, read once. */
const texts = new Map(results.map((result) => [result, result.textContent.toLowerCase()]));

function filter() {
  const wanted = new FormData(form);
  const words = wanted.get('words').toLowerCase().split(/\s+/).filter(Boolean);
  const statuses = new Set(wanted.getAll('status'));
  const severity = wanted.get('severity');
  const server = wanted.get('server') ?? '';
  let shown = 0;
  for (const result of results) {
    const fits =
      statuses.has(result.dataset.status) &&
      (severity === '' || result.dataset.severity === severity) &&
      (server === '' || result.closest('[data-server]').dataset.server === server) &&
      words.every((word) => texts.get(result).includes(word));
    result.hidden = !fits;
    if (fits) shown += 1;
  }
  for (const group of groups) group.hidden = group.querySelector('details.result:not([hidden])') === null;
  document.getElementById('shown').textContent =
    shown === 0 ? `Nothing fits, of ${results.length}.` : `${shown} of ${results.length} shown.`;
  nameOpenAll();
}

const visible = () => results.filter((result) => !result.hidden);

function nameOpenAll() {
  openAll.textContent = visible().every((result) => result.open) ? 'Close all' : 'Open all';
}

form.hidden = false;
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
// The fields have their first values back only after the event.
form.addEventListener('reset', () => setTimeout(filter));
openAll.addEventListener('click', () => {
  const open = !visible().every((result) => result.open);
  for (const result of visible()) result.open = open;
  nameOpenAll();
});

/** On paper everything that is shown is open; afterwards it is as it was. */
const opened = new Set();
addEventListener('beforeprint', () => {
  for (const result of visible()) {
    if (result.open) continue;
    result.open = true;
    opened.add(result);
  }
});
addEventListener('afterprint', () => {
  for (const result of opened) result.open = false;
  opened.clear();
});

filter();
