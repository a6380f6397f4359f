/** The users or the groups, those first that changed last. */
/** @import { NumberedRequest } from '../request-feed.ts' */
/** @import { Resource, ResourceType } from './service.js' */
import { find, make, throttled } from './dom.js';
import { brief, list, total } from './service.js';
import { figureOf, isWrite, nameOf } from './wording.js';

/** Milliseconds between two looks into the directory, however much is written. */
const PAUSE_MS = 700;
/** Of what was written lately, as many are read one by one where the list does not reach them. */
const LATELY = 20;

/**
 * @param {object} options
 * @param {(users: number | undefined, groups: number | undefined) => void} options.counted
 * @param {() => void} options.named told when more names are known
 */
export const directory = ({ counted, named }) => {
  const people = find('people', HTMLUListElement);
  const empty = find('no-people', HTMLParagraphElement);
  const extent = find('extent', HTMLParagraphElement);
  const search = find('search', HTMLInputElement);
  /** @type {Map<string, string>} */
  const names = new Map();
  /** What was written last comes first. @type {Record<ResourceType, readonly string[]>} */
  let lately = { Users: [], Groups: [] };
  /** @type {Map<string, HTMLLIElement>} */
  let items = new Map();

  const shownType = () =>
    document.querySelector('input[name="type"][value="Groups"]:checked') === null ? 'Users' : 'Groups';

  const look = async () => {
    const type = shownType();
    const start = search.value.trim();
    const [users, groups, page] = await Promise.all([total('Users'), total('Groups'), list(type, start)]);
    counted(users, groups);
    const there = new Set(page.resources.map(({ id }) => id));
    const missing = start === '' ? lately[type].filter((id) => !there.has(id)) : [];
    const others = await Promise.all(missing.map((id) => brief(type, id)));
    // Whoever has switched or typed meanwhile waits for the answer to that.
    if (type !== shownType() || start !== search.value.trim()) return;
    const resources = [...page.resources, ...others.filter((one) => one !== undefined)];
    show(type, start, resources.toSorted(lastChangedFirst), page.total);
  };

  /** @param {ResourceType} type @param {string} start @param {readonly Resource[]} resources @param {number} of */
  const show = (type, start, resources, of) => {
    for (const resource of resources) names.set(resource.id, nameOf(resource));
    const first = items.size === 0;
    const next = new Map(resources.map((one) => [one.id, updated(items.get(one.id), type, one, first)]));
    items = next;
    replaceItems(people, [...next.values()]);
    const noun = type === 'Users' ? 'user' : 'group';
    empty.hidden = resources.length > 0;
    empty.textContent =
      start === '' ? `No ${noun}s yet.` : `No ${noun} has a name that starts with “${start}”.`;
    extent.textContent =
      resources.length < of ? `${figureOf(resources.length)} of ${figureOf(of)}; search finds the rest` : '';
    named();
  };

  const refresh = throttled(look, PAUSE_MS);
  const restart = () => {
    items = new Map();
    void refresh();
  };
  search.addEventListener('input', restart);
  for (const choice of document.querySelectorAll('input[name="type"]'))
    choice.addEventListener('change', restart);

  return {
    refresh,
    /** @param {string} id */
    nameOf: (id) => names.get(id),
    /** @param {readonly NumberedRequest[]} requests */
    notice: (requests) => {
      const writes = requests.filter(isWrite);
      if (writes.length === 0) return;
      lately = {
        Users: latest(writes, 'Users', lately.Users),
        Groups: latest(writes, 'Groups', lately.Groups),
      };
      void refresh();
    },
  };
};

/** @param {readonly NumberedRequest[]} writes @param {ResourceType} type @param {readonly string[]} before */
const latest = (writes, type, before) => {
  const ids = writes.flatMap((write) => (write.type === type && write.id !== undefined ? [write.id] : []));
  return [...new Set([...ids.toReversed(), ...before])].slice(0, LATELY);
};

/** @param {Resource} left @param {Resource} right */
const lastChangedFirst = (left, right) => (changedAt(left) < changedAt(right) ? 1 : -1);

/** @param {Resource} resource */
const changedAt = (resource) => resource.meta?.lastModified ?? '';

/** @param {HTMLLIElement | undefined} item that showed it before @param {ResourceType} type @param {Resource} resource @param {boolean} first */
const updated = (item, type, resource, first) => {
  const version = JSON.stringify(resource);
  if (item?.dataset['version'] === version) return item;
  const name = nameOf(resource);
  const link = make(
    'a',
    { href: `#${type}/${resource.id}` },
    make('span', { class: 'mark', 'aria-hidden': 'true' }, markOf(name)),
    make('span', { class: 'name' }, name),
  );
  if (resource.userName && resource.userName !== name)
    link.append(make('span', { class: 'quiet' }, resource.userName));
  if (resource.active === false) link.append(make('span', { class: 'status refused' }, 'inactive'));
  const made = item ?? make('li', {});
  made.className = first ? '' : 'fresh';
  made.dataset['version'] = version;
  const hadFocus = made.contains(document.activeElement);
  made.replaceChildren(link);
  if (hadFocus) link.focus({ preventScroll: true });
  return made;
};

/** Initials. @param {string} name */
const markOf = (name) =>
  name
    .split(/[\s.@_-]+/)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase())
    .join('');

/** Moving an element takes the focus from it: it is given back. @param {Element} list @param {readonly Element[]} items */
const replaceItems = (list, items) => {
  const same =
    items.length === list.children.length && items.every((item, index) => item === list.children[index]);
  if (same) return;
  const focused = document.activeElement;
  list.replaceChildren(...items);
  if (focused instanceof HTMLElement && list.contains(focused)) focused.focus({ preventScroll: true });
};
