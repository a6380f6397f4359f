/** What the page asks the local server. */

/**
 * As much of a user or a group as the page itself knows.
 * @typedef {object} Resource
 * @property {string} id
 * @property {string} [userName]
 * @property {string} [displayName]
 * @property {boolean} [active]
 * @property {{ readonly lastModified?: string }} [meta]
 */

/** @typedef {'Users' | 'Groups'} ResourceType */

/** @returns {Promise<{ readonly tenantUrl: string, readonly token: string }>} */
export const connection = async () => (await fetch('/page/connection')).json();

/**
 * A read through the service: status and JSON as a client gets them.
 * @param {string} path below the Tenant URL
 * @param {Readonly<Record<string, string>>} [query]
 */
const read = async (path, query = {}) => {
  const response = await fetch(`/page/scim/${path}?${new URLSearchParams(query)}`);
  /** @type {{ readonly status: number, readonly body: string }} */
  const { status, body } = await response.json();
  return { status, body: JSON.parse(body) };
};

const SHOWN = 'userName,displayName,active,meta.lastModified';
const PAGE = 100;

/**
 * The first resources, of those whose name starts with a text when there is one.
 * @param {ResourceType} type
 * @param {string} start
 * @returns {Promise<{ readonly total: number, readonly resources: readonly Resource[] }>}
 */
export const list = async (type, start) => {
  const value = JSON.stringify(start);
  const named = `displayName sw ${value}`;
  const filter = type === 'Users' ? `userName sw ${value} or ${named}` : named;
  const { status, body } = await read(type, {
    count: String(PAGE),
    attributes: SHOWN,
    ...(start !== '' && { filter }),
  });
  if (status !== 200) throw new Error(`the list of ${type} was answered with ${status}: ${body.detail}`);
  return { total: body.totalResults, resources: body.Resources ?? [] };
};

/** @param {ResourceType} type @param {string} id @returns {Promise<Resource | undefined>} */
export const brief = async (type, id) => {
  const { status, body } = await read(`${type}/${id}`, { attributes: SHOWN });
  return status === 200 ? body : undefined;
};

/** The whole of it. @param {ResourceType} type @param {string} id */
export const whole = (type, id) => read(`${type}/${id}`);
