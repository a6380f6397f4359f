/** The list of users or groups as elements; what is shown already stays the element that it is. */
/** @import { Resource, ResourceType } from './service.js' */
import { find, make } from './dom.js';
import { nameOf } from './wording.js';

export const peopleList = () => {
  const list = find('people', HTMLUListElement);
  /** @type {Map<string, HTMLLIElement>} */
  let items = new Map();
  return {
    /** What comes next is another list, not news of this one. */
    clear: () => {
      items = new Map();
    },
    /** @param {ResourceType} type @param {readonly Resource[]} resources */
    show: (type, resources) => {
      const first = items.size === 0;
      items = new Map(resources.map((one) => [one.id, updated(items.get(one.id), type, one, first)]));
      replaceItems(list, [...items.values()]);
    },
  };
};

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
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0).toUpperCase())
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
