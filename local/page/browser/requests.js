/** The table of requests, newest first. */
/** @import { NumberedRequest } from '../request-feed.ts' */
/** @import { News } from './stream.js' */
import { find, make } from './dom.js';
import { dialectOf, latencyOf, shortId, timeOf, toneOf } from './wording.js';

/** Rows that the page carries; the server keeps more. */
const ROWS = 200;
/** More than these at once appear without a highlight. */
const HIGHLIGHTED = 12;

/** @param {NameOf} nameOf */
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
    showNames: () => showNamesIn(rows, nameOf),
  };
};

/** What a resource is called, where that is known. @typedef {(id: string) => string | undefined} NameOf */

/** @param {Element} element @param {NameOf} nameOf */
export const showNamesIn = (element, nameOf) => {
  for (const link of element.querySelectorAll('a')) {
    const name = nameOf(link.dataset['id'] ?? '');
    if (name !== undefined && link.textContent !== name) link.textContent = name;
  }
};

/** @param {NumberedRequest} request @param {NameOf} nameOf */
const linkTo = ({ type, id }, nameOf) =>
  type !== undefined && id !== undefined
    ? make('a', { href: `#${type}/${id}`, 'data-id': id }, nameOf(id) ?? shortId(id))
    : '';

/** @param {NumberedRequest} request @param {NameOf} nameOf */
const row = (request, nameOf) => {
  const { at, method, target, operation, status, detail, milliseconds, dialect } = request;
  const what = make('td', { class: 'what' }, make('span', { class: 'operation' }, operation));
  what.append(' ', make('code', { title: target }, `${method} ${target}`));
  if (detail !== undefined) what.append(make('p', { class: 'detail' }, detail));
  return make(
    'tr',
    {},
    make('td', { class: 'time' }, make('time', { datetime: new Date(at).toISOString() }, timeOf(at))),
    what,
    make('td', { class: 'resource' }, linkTo(request, nameOf)),
    make('td', {}, make('span', { class: `status ${toneOf(status)}` }, String(status))),
    make('td', { class: 'figure' }, latencyOf(milliseconds)),
    make('td', { class: 'dialect' }, dialectOf(dialect)),
  );
};

/** Whether a request is about a resource: its own, or one that makes it a member or no member any more. @param {NumberedRequest} request @param {string} id */
export const concerns = (request, id) => request.id === id || request.members.includes(id);

/** The requests that concern one resource as a list. @param {readonly NumberedRequest[]} requests @param {string} about @param {NameOf} nameOf */
export const historyOf = (requests, about, nameOf) =>
  requests.map((request) => {
    const { at, operation, id, status, detail, milliseconds, dialect } = request;
    const what = make('span', { class: 'operation' }, operation);
    if (id !== about) what.append(' ', linkTo(request, nameOf));
    if (detail !== undefined) what.append(`: ${detail}`);
    return make(
      'li',
      {},
      make('time', { datetime: new Date(at).toISOString() }, timeOf(at)),
      make('span', { class: `status ${toneOf(status)}` }, String(status)),
      what,
      make(
        'span',
        { class: 'quiet' },
        [dialectOf(dialect), latencyOf(milliseconds)].filter((text) => text !== '–').join(' · '),
      ),
    );
  });
