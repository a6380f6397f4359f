import type { ListedResource } from './port.ts';

/** What the changes of a group's membership add to what its own item tells. */
export interface MembershipShare {
  /** How many there were. */
  readonly version: number;
  /** When the last one was: RFC 3339 with milliseconds, UTC. */
  readonly lastModified: string;
}

/** A resource that counts those changes as its own. */
export const withShare = <Resource extends Pick<ListedResource, 'version' | 'lastModified'>>(
  resource: Resource,
  share: MembershipShare,
): Resource => ({ ...resource, ...sumOf(resource, share) });

/** What several parts of a membership add together. */
export const sharesTogether = (shares: readonly MembershipShare[]): MembershipShare =>
  shares.reduce(sumOf, { version: 0, lastModified: '' });

const sumOf = (a: MembershipShare, b: MembershipShare): MembershipShare => ({
  version: a.version + b.version,
  lastModified: later(a.lastModified, b.lastModified),
});

/** Instants in one format and zone are in the order of their text. */
const later = (a: string, b: string): string => (a > b ? a : b);
