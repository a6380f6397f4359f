/** The users or the groups, those first that changed last, and how many there are. */
/** @import { NumberedRequest } from '../request-feed.ts' */
/** @import { Resource, ResourceType } from './service.js' */
import { find, throttled } from './dom.js';
import { peopleList } from './people.js';
import { brief, list } from './service.js';
import { figureOf, isWrite, nameOf } from './wording.js';

/** Milliseconds between two looks into the directory, however much is written. */
const PAUSE_MS = 700;
/** Of what was written lately, as many are read one by one where the list does not reach them. */
const LATELY = 20;

/**
 * @param {object} options
 * @param {(users: number, groups: number) => void} options.counted
 * @param {() => void} options.named told when more names are known
 */
export const directory = ({ counted, named }) => {
  const people = peopleList();
  const empty = find('no-people', HTMLParagraphElement);
  const extent = find('extent', HTMLParagraphElement);
  const search = find('search', HTMLInputElement);
  /** @type {Map<string, string>} */
  let names = new Map();
  /** What was written last comes first. @type {Record<ResourceType, readonly string[]>} */
  let lately = { Users: [], Groups: [] };

  const asked = () => ({ type: shownType(), start: search.value.trim() });

  const look = async () => {
    const { type, start } = asked();
    const [users, groups] = await Promise.all([everybody('Users'), everybody('Groups')]);
    counted(users.total, groups.total);
    names = new Map([...users.resources, ...groups.resources].map((one) => [one.id, nameOf(one)]));
    named();
    const found = start === '' ? { Users: users, Groups: groups }[type] : await list(type, start);
    // Whoever has switched or typed meanwhile waits for the answer to that.
    const now = asked();
    if (type === now.type && start === now.start) show(type, start, found);
  };

  /** The first of them, and those that were written lately. @param {ResourceType} type */
  const everybody = async (type) => {
    const { total, resources } = await list(type, '');
    const there = new Set(resources.map(({ id }) => id));
    const missing = lately[type].filter((id) => !there.has(id));
    const others = await Promise.all(missing.map((id) => brief(type, id)));
    return { total, resources: [...resources, ...others.filter((one) => one !== undefined)] };
  };

  /** @param {ResourceType} type @param {string} start @param {Awaited<ReturnType<typeof list>>} found */
  const show = (type, start, { total, resources }) => {
    people.show(type, resources.toSorted(lastChangedFirst));
    const noun = type === 'Users' ? 'user' : 'group';
    empty.hidden = resources.length > 0;
    empty.textContent =
      start === '' ? `No ${noun}s yet.` : `No ${noun} has a name that starts with “${start}”.`;
    extent.textContent =
      resources.length < total
        ? `${figureOf(resources.length)} of ${figureOf(total)}; search finds the rest`
        : '';
  };

  const refresh = throttled(look, PAUSE_MS);
  const restart = () => {
    people.clear();
    void refresh();
  };
  search.addEventListener('input', restart);
  for (const choice of document.querySelectorAll('input[name="type"]')) {
    choice.addEventListener('change', restart);
  }

  return {
    /** @param {string} id */
    nameOf: (id) => names.get(id),
    /** @param {readonly NumberedRequest[]} fresh @param {boolean} restarted */
    notice: (fresh, restarted) => {
      const writes = fresh.filter(isWrite);
      if (writes.length === 0 && !restarted) return;
      lately = {
        Users: latest(writes, 'Users', lately.Users),
        Groups: latest(writes, 'Groups', lately.Groups),
      };
      void refresh();
    },
  };
};

/** @returns {ResourceType} */
const shownType = () =>
  document.querySelector('input[name="type"][value="Groups"]:checked') === null ? 'Users' : 'Groups';

/** @param {readonly NumberedRequest[]} writes @param {ResourceType} type @param {readonly string[]} before */
const latest = (writes, type, before) => {
  const ids = writes.flatMap((write) => (write.type === type && write.id !== undefined ? [write.id] : []));
  return [...new Set([...ids.toReversed(), ...before])].slice(0, LATELY);
};

/** @param {Resource} left @param {Resource} right */
const lastChangedFirst = (left, right) => changedAt(right).localeCompare(changedAt(left));

/** @param {Resource} resource */
const changedAt = (resource) => resource.meta?.lastModified ?? '';
