/** One resource: its JSON as a client reads it, and its requests. The address says which: `#Users/<id>`. */
/** @import { NumberedRequest } from '../request-feed.ts' */
/** @import { NameOf } from './requests.js' */
/** @import { ResourceType } from './service.js' */
import { copy } from './connection.js';
import { find, make, throttled } from './dom.js';
import { concerns, historyOf, showNamesIn } from './requests.js';
import { whole } from './service.js';
import { nameOf } from './wording.js';

const PAUSE_MS = 500;
/** Characters past which JSON is shown without colours: a group of thousands would be as many elements. */
const MAX_COLOURED = 60_000;

/** @typedef {{ readonly type: ResourceType, readonly id: string }} Subject */

/** @returns {Subject | undefined} */
const subjectOfAddress = () => {
  const [, type, id] = /^#(Users|Groups)\/([0-9a-f-]{36})$/.exec(location.hash) ?? [];
  return (type === 'Users' || type === 'Groups') && id !== undefined ? { type, id } : undefined;
};

/** @param {NameOf} nameKnown */
export const inspector = (nameKnown) => {
  const dialog = find('inspector', HTMLDialogElement);
  const title = find('inspector-title', HTMLHeadingElement);
  const kind = find('inspector-kind', HTMLParagraphElement);
  const json = find('json', HTMLPreElement);
  const history = find('history', HTMLOListElement);
  const noHistory = find('no-history', HTMLParagraphElement);
  const copyJson = find('copy-json', HTMLButtonElement);
  /** @type {Subject | undefined} */
  let subject;
  /** @type {readonly NumberedRequest[]} */
  let all = [];

  const look = async () => {
    const asked = subject;
    if (asked === undefined) return;
    const { status, body } = await whole(asked.type, asked.id);
    if (subject !== asked) return;
    const text = JSON.stringify(body, undefined, 2);
    if (status === 200) title.textContent = nameOf(body);
    kind.textContent = `${asked.type === 'Users' ? 'User' : 'Group'} ${asked.id}${status === 200 ? '' : `, answered with ${status}`}`;
    if (json.textContent !== text) json.replaceChildren(...coloured(text));
  };
  const refresh = throttled(look, PAUSE_MS);

  const showHistory = () => {
    const id = subject?.id ?? '';
    const own = all.filter((request) => concerns(request, id)).toReversed();
    history.replaceChildren(...historyOf(own, id, nameKnown));
    noHistory.hidden = own.length > 0;
  };

  const follow = () => {
    subject = subjectOfAddress();
    if (subject === undefined) return dialog.close();
    title.textContent = subject.id;
    kind.textContent = '';
    json.replaceChildren();
    showHistory();
    if (!dialog.open) dialog.showModal();
    void refresh();
  };

  window.addEventListener('hashchange', follow);
  dialog.addEventListener('close', () => {
    subject = undefined;
    if (subjectOfAddress()) window.history.replaceState(null, '', location.pathname);
  });
  // A click beside it, which is on the backdrop, closes it too.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  find('close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  copyJson.addEventListener('click', () => void copy(copyJson, json.textContent ?? '', 'JSON'));

  return {
    follow,
    /** Names that have become known since. */
    showNames: () => showNamesIn(history, nameKnown),
    /** @param {readonly NumberedRequest[]} kept @param {readonly NumberedRequest[]} fresh */
    notice: (kept, fresh) => {
      all = kept;
      const id = subject?.id;
      if (id === undefined || !fresh.some((request) => concerns(request, id))) return;
      showHistory();
      void refresh();
    },
  };
};

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON with its names, strings and other values told apart. @param {string} text @returns {(string | Node)[]} */
const coloured = (text) => {
  if (text.length > MAX_COLOURED) return [text];
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon] = match;
    parts.push(text.slice(end, match.index));
    const kind = string === undefined ? 'value' : colon === undefined ? 'string' : 'key';
    parts.push(make('span', { class: kind }, token));
    end = match.index + token.length;
  }
  return [...parts, text.slice(end)];
};
