import { describe, expect, test } from '@jest/globals';
import { textsIn, textsOfGroup, textsOfPerson, USER_PATHS } from '../../local/simulate/scim/mapping.ts';
import { ENTERPRISE_USER, element } from '../../local/simulate/scim/path.ts';
import { groupBody, userBody } from '../../local/simulate/scim/resource.ts';
import { attributesOf } from '../../local/simulate/source/directory.ts';
import { group, person } from './people.ts';

const FULL = person('8f7a', {
  attributes: attributesOf({
    userPrincipalName: 'jo@contoso.com',
    displayName: 'Jo Q.',
    givenName: 'Jo',
    surname: 'Quintaneiro',
    mail: 'jo@contoso.pt',
    jobTitle: 'Manager',
    department: 'Sales',
    employeeId: '007',
    preferredLanguage: 'pt-PT',
    streetAddress: 'Rua do Carmo 9',
    city: 'Lisboa',
    state: 'LX',
    postalCode: '1200-093',
    country: 'Portugal',
    officeLocation: 'Desk 12',
    telephoneNumber: '+1',
    mobilePhone: '+2',
    faxNumber: '+3',
  }),
});

const BODY = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE_USER],
  meta: { resourceType: 'User' },
  roles: [],
  active: true,
  userName: 'jo@contoso.com',
  externalId: '8f7a',
  displayName: 'Jo Q.',
  title: 'Manager',
  preferredLanguage: 'pt-PT',
  emails: [{ type: 'work', value: 'jo@contoso.pt' }],
  name: { givenName: 'Jo', familyName: 'Quintaneiro', formatted: 'Jo Quintaneiro' },
  addresses: [
    { type: 'other', formatted: 'Desk 12' },
    {
      type: 'work',
      streetAddress: 'Rua do Carmo 9',
      locality: 'Lisboa',
      region: 'LX',
      postalCode: '1200-093',
      country: 'Portugal',
    },
  ],
  phoneNumbers: [
    { type: 'work', value: '+1' },
    { type: 'mobile', value: '+2' },
    { type: 'fax', value: '+3' },
  ],
  [ENTERPRISE_USER]: { employeeNumber: '007', department: 'Sales' },
};

describe("Entra's default mappings", () => {
  test('make of a person a user', () => {
    expect(userBody(textsOfPerson(FULL), true)).toEqual(BODY);
  });

  test('are read back from the user', () => {
    expect(textsIn(BODY, USER_PATHS)).toEqual(textsOfPerson(FULL));
  });

  test('leave out what a person does not have', () => {
    expect(userBody(textsOfPerson(person('ada')), false)).toEqual({
      schemas: BODY.schemas,
      meta: BODY.meta,
      roles: [],
      active: false,
      userName: 'ada@contoso.com',
      externalId: 'ada',
      displayName: 'ada',
    });
  });

  test('make of a group one without members, who come later', () => {
    expect(groupBody(textsOfGroup(group('team', ['ada'])))).toEqual({
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:Group',
        'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
      ],
      meta: { resourceType: 'Group' },
      members: [],
      displayName: 'The team',
      externalId: 'team',
    });
  });

  test('see every element of a type, since there should be one at most', () => {
    const emails = [
      { type: 'work', value: 'a' },
      { type: 'home', value: 'b' },
      { type: 'work', value: 'c' },
    ];
    expect(element('emails', 'work', 'value').valuesIn({ emails })).toEqual(['a', 'c']);
  });
});
