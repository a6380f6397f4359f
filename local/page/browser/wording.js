/** How times, figures and names are written. */
/** @import { NumberedRequest } from '../request-feed.ts' */
/** @import { Resource } from './service.js' */

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const figures = new Intl.NumberFormat('en');

/** @param {number} at epoch milliseconds */
export const timeOf = (at) => clock.format(at);

/** @param {number} number */
export const figureOf = (number) => figures.format(number);

/** @param {number} milliseconds */
export const latencyOf = (milliseconds) => `${figures.format(Math.round(milliseconds))} ms`;

/** @param {number} number @param {string} noun */
export const counted = (number, noun) => `${figures.format(number)} ${noun}${number === 1 ? '' : 's'}`;

/** @param {number} status */
export const toneOf = (status) => (status < 400 ? 'good' : status < 500 ? 'refused' : 'failed');

/** @type {ReadonlyMap<string, string>} */
const DIALECTS = new Map([
  ['entra-default', 'Entra'],
  ['entra-flag', 'Entra, flag'],
  ['okta', 'Okta'],
  ['onelogin', 'OneLogin'],
  ['jumpcloud', 'JumpCloud'],
]);

/** Dialects show in a part of the requests only. @param {string} dialect */
export const dialectOf = (dialect) => DIALECTS.get(dialect) ?? '–';

/** @param {string} id */
export const shortId = (id) => id.slice(0, 8);

/** @param {Resource} resource */
export const nameOf = (resource) => resource.displayName || resource.userName || shortId(resource.id);

/** @param {NumberedRequest} request */
export const isWrite = ({ method, status }) => method !== 'GET' && status < 400;
