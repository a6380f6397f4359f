/** What identity providers send: the conversations of `test/idp`, each a check. */
import { PROVIDERS, type Scenario } from '../../replay/scenario.ts';
import { check, type Draft, type Group, group } from '../check.ts';
import { expectAnswer } from '../expect/answer.ts';
import { anything, Matcher, wholeNumber } from '../expect/matcher.ts';
import type { Need } from '../need.ts';
import { LIST } from '../urns.ts';
import { listOf, objectOf } from '../values.ts';
import { play } from './conversation.ts';
import { amongOthers } from './renaming.ts';

interface Way {
  readonly id: string;
  readonly title: string;
  /** The provider whose conversations they are. */
  readonly provider: string;
  /** In the Tenant URL, and so in every request. */
  readonly query?: string;
  /** The lists without a filter that the provider asks for. */
  readonly lists: readonly string[];
}

const ENTRA = {
  provider: 'Microsoft Entra ID',
  lists: ['/Users?startIndex=1&count=100', '/Users?startIndex=1&count=1&attributes=id'],
} as const;

const WAYS: readonly Way[] = [
  { ...ENTRA, id: 'entra', title: 'Entra ID' },
  { ...ENTRA, id: 'entra-flag', title: 'Entra ID with aadOptscim062020', query: 'aadOptscim062020' },
  {
    id: 'okta',
    title: 'Okta',
    provider: 'Okta',
    lists: ['/Users?startIndex=1&count=2', '/Users?startIndex=1&count=100', '/Groups?startIndex=1&count=100'],
  },
  {
    id: 'onelogin',
    title: 'OneLogin',
    provider: 'OneLogin',
    lists: ['/Users?count=1', '/Users?count=1&startIndex=1', '/Groups?count=1'],
  },
  { id: 'jumpcloud', title: 'JumpCloud', provider: 'JumpCloud', lists: ['/Users?count=1&startIndex=1'] },
];

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const conversations = ({ title, provider: name, query }: Way): readonly Draft[] => {
  const provider = PROVIDERS.find((one) => one.name === name);
  if (!provider) throw new Error(`there are no conversations of ${name}`);
  return provider.scenarios
    .flatMap((scenario) => amongOthers(scenario) ?? [])
    .map((scenario) =>
      check(
        scenario.name,
        `${title}: ${scenario.source}`,
        scenario.title,
        (scim) => play(scim, provider, scenario, query),
        {
          needs: needsOf(scenario),
          ...(scenario.deviation !== undefined && { deviation: scenario.deviation }),
        },
      ),
    );
};

const needsOf = ({ tenant, steps, given = [] }: Scenario): readonly Need[] => {
  const sent = [...steps.map(({ send }) => send), ...given.map(({ path }) => path)].join('\n');
  const needs: readonly (readonly [Need, boolean])[] = [
    ['users', sent.includes('/Users')],
    ['groups', sent.includes('/Groups')],
    ['patch', sent.includes('PATCH ')],
    ['filter', sent.includes('filter=')],
    [{ endpoint: '/v2/ServiceProviderConfig' }, sent.includes('/v2/')],
    ['group names that are not unique', tenant?.groupNames === 'any'],
    [
      'unique group names',
      steps.some(({ send, expect }) => send.includes('/Groups') && expect.status === 409),
    ],
  ];
  return needs.flatMap(([need, isNeeded]) => (isNeeded ? [need] : []));
};

/** A page of all there are, whoever that is. */
const listing = ({ title, query }: Way, path: string): Draft =>
  check(
    `page-${slug(path)}`,
    title,
    `the page ${path} is a list that is no longer than it may be`,
    async (scim) => {
      const most = Number(/count=(\d+)/.exec(path)?.[1]);
      const page = new Matcher(`at most ${most} resources`, (value) => listOf(value).length <= most);
      const answer = await scim.get(query === undefined ? path : `${path}&${query}`);
      const items = listOf(objectOf(answer.body)['Resources']).length;
      expectAnswer(answer, {
        status: 200,
        body: {
          schemas: [LIST],
          totalResults: wholeNumber,
          startIndex: 1,
          itemsPerPage: items,
          Resources: items === 0 ? anything : page,
        },
      });
    },
    { needs: [path.startsWith('/Groups') ? 'groups' : 'users', 'paging by index'] },
  );

export const PROVIDER_GROUPS: readonly Group[] = WAYS.map((way) =>
  group(way.id, way.title, [], [...conversations(way), ...way.lists.map((path) => listing(way, path))]),
);
