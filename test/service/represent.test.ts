import { describe, expect, test } from '@jest/globals';
import { parseProjection } from '../../lambda/scim/projection.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { references, representation, show } from '../../lambda/service/represent.ts';
import { ENTERPRISE, GROUP_URN, USER_URN } from '../scim/support.ts';
import { CONTEXT, stored } from './support.ts';

const meta = (resourceType: string, location: string) => ({
  resourceType,
  created: '2026-01-31T08:00:00.000Z',
  lastModified: '2026-02-01T08:00:00.000Z',
  location,
  version: 'W/"5"',
});

describe('a stored resource', () => {
  test('is answered with its schemas, its id and its meta', () => {
    expect(representation(CONTEXT, GROUP, stored('Group', 'g1', { displayName: 'Crew' }), 'W/"5"')).toEqual({
      schemas: [GROUP_URN],
      id: 'g1',
      displayName: 'Crew',
      meta: meta('Group', 'https://example.com/scim/Groups/g1'),
    });
  });

  test('names the schema of an extension that it has, and where its manager is', () => {
    const ada = stored('User', 'u1', {
      userName: 'ada',
      [ENTERPRISE]: { department: 'Engines', manager: { value: 'u2' } },
    });
    expect(representation(CONTEXT, USER, ada, 'W/"5"')).toEqual({
      schemas: [USER_URN, ENTERPRISE],
      id: 'u1',
      userName: 'ada',
      [ENTERPRISE]: {
        department: 'Engines',
        manager: { value: 'u2', $ref: 'https://example.com/scim/Users/u2' },
      },
      meta: meta('User', 'https://example.com/scim/Users/u1'),
    });
    expect(ada.attributes[ENTERPRISE]).toEqual({ department: 'Engines', manager: { value: 'u2' } });
  });

  test('is shown with what is kept apart from it, as the request wants', () => {
    const projection = parseProjection(GROUP, ['members.value'], undefined);
    const members = references(CONTEXT, [{ id: 'u1', type: 'User' }], new Map(), ({ type }) => type);
    expect(
      show(CONTEXT, GROUP, projection, stored('Group', 'g1', { displayName: 'Crew' }), 'W/"5"', { members }),
    ).toEqual({
      resource: { schemas: [GROUP_URN], id: 'g1', members: [{ value: 'u1' }] },
      version: 'W/"5"',
      location: 'https://example.com/scim/Groups/g1',
    });
  });
});

describe('a reference', () => {
  test('says where the resource is, what it is, and its name where that is known', () => {
    expect(
      references(
        CONTEXT,
        [
          { id: 'u1', type: 'User' },
          { id: 'g1', type: 'Group' },
        ],
        new Map([['u1', 'Ada']]),
        ({ type }) => type,
      ),
    ).toEqual([
      { value: 'u1', $ref: 'https://example.com/scim/Users/u1', display: 'Ada', type: 'User' },
      { value: 'g1', $ref: 'https://example.com/scim/Groups/g1', type: 'Group' },
    ]);
  });
});
