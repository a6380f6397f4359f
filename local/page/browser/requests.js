/** The table of requests, newest first. */
/** @import { NumberedRequest } from '../request-feed.ts' */
/** @import { News } from './stream.js' */
import { find, make } from './dom.js';
import { dialectOf, latencyOf, shortId, timeOf, toneOf } from './wording.js';

/** Rows that the page carries; the server keeps more. */
const ROWS = 200;
/** More than these at once appear without a highlight. */
const HIGHLIGHTED = 12;

/** @param {(id: string) => string | undefined} nameOf what a resource is called, where that is known */
export const requestTable = (nameOf) => {
  const rows = find('rows', HTMLTableSectionElement);
  const empty = find('no-requests', HTMLParagraphElement);
  const refusedOnly = find('refused-only', HTMLInputElement);
  const pause = find('pause', HTMLButtonElement);
  /** @type {readonly NumberedRequest[]} */
  let all = [];
  /** Undefined while the table follows. @type {readonly NumberedRequest[] | undefined} */
  let frozen;

  /** @param {NumberedRequest} request */
  const isShown = ({ status }) => !refusedOnly.checked || status >= 400;

  /** @param {readonly NumberedRequest[]} requests */
  const newest = (requests) => requests.filter(isShown).slice(-ROWS).toReversed();

  const showAll = () => {
    rows.replaceChildren(...newest(frozen ?? all).map((request) => row(request, nameOf)));
    showEmpty();
  };

  const showEmpty = () => {
    empty.hidden = rows.childElementCount > 0;
    empty.textContent =
      all.length > 0
        ? 'None was refused.'
        : 'Nothing has come yet. Try npm run simulate in another terminal.';
  };

  const showPause = () => {
    const since = all.filter(({ number }) => number > (frozen?.at(-1)?.number ?? 0)).length;
    pause.setAttribute('aria-pressed', String(frozen !== undefined));
    pause.textContent = frozen === undefined ? 'Pause' : since === 0 ? 'Paused' : `Paused, ${since} more`;
  };

  refusedOnly.addEventListener('change', showAll);
  pause.addEventListener('click', () => {
    frozen = frozen === undefined ? all : undefined;
    showPause();
    showAll();
  });

  return {
    /** @param {News} news */
    show: ({ all: kept, fresh, restarted }) => {
      all = kept;
      if (restarted) frozen = undefined;
      showPause();
      if (frozen !== undefined) return;
      if (restarted) return showAll();
      const added = newest(fresh).map((request) => row(request, nameOf));
      if (added.length <= HIGHLIGHTED) for (const one of added) one.classList.add('fresh');
      rows.prepend(...added);
      while (rows.childElementCount > ROWS) rows.lastElementChild?.remove();
      showEmpty();
    },
    /** Names that have become known since the rows were made. */
    showNames: () => {
      for (const link of rows.querySelectorAll('a')) {
        const name = nameOf(link.dataset['id'] ?? '');
        if (name !== undefined && link.textContent !== name) link.textContent = name;
      }
    },
  };
};

/** @param {NumberedRequest} request @param {(id: string) => string | undefined} nameOf */
const row = (request, nameOf) => {
  const { at, method, target, operation, type, id, status, detail, milliseconds, dialect } = request;
  const what = make('td', { class: 'what' }, make('span', { class: 'operation' }, operation));
  what.append(' ', make('code', { title: target }, `${method} ${target}`));
  if (detail !== undefined) what.append(make('p', { class: 'detail' }, detail));
  const link =
    type !== undefined && id !== undefined
      ? make('a', { href: `#${type}/${id}`, 'data-id': id }, nameOf(id) ?? shortId(id))
      : '';
  return make(
    'tr',
    {},
    make('td', { class: 'time' }, make('time', { datetime: new Date(at).toISOString() }, timeOf(at))),
    what,
    make('td', { class: 'resource' }, link),
    make('td', {}, make('span', { class: `status ${toneOf(status)}` }, String(status))),
    make('td', { class: 'figure' }, latencyOf(milliseconds)),
    make('td', { class: 'dialect' }, dialectOf(dialect)),
  );
};

/** The requests of one resource as a list. @param {readonly NumberedRequest[]} requests */
export const historyOf = (requests) =>
  requests.map(({ at, operation, status, detail, milliseconds, dialect }) =>
    make(
      'li',
      {},
      make('time', { datetime: new Date(at).toISOString() }, timeOf(at)),
      make('span', { class: `status ${toneOf(status)}` }, String(status)),
      make('span', { class: 'operation' }, operation, ...(detail === undefined ? [] : [`: ${detail}`])),
      make(
        'span',
        { class: 'quiet' },
        [dialectOf(dialect), latencyOf(milliseconds)].filter((text) => text !== '–').join(' · '),
      ),
    ),
  );
