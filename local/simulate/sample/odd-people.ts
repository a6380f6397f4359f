/** People as real directories have them, whom a tidy generator would not think of. */
import type { Attribute } from '../source/directory.ts';

export interface OddPerson {
  readonly attributes: Partial<Record<Attribute, string>>;
  readonly disabled?: true;
}

const odd = (
  userPrincipalName: string,
  displayName: string,
  attributes: Partial<Record<Attribute, string>> = {},
): OddPerson => ({ attributes: { userPrincipalName, displayName, userType: 'Member', ...attributes } });

const disabled = (person: OddPerson): OddPerson => ({ ...person, disabled: true });

export const ODD_PEOPLE: readonly OddPerson[] = [
  // Guests: # in the name they sign in with.
  odd('anna_fabrikam.com#EXT#@contoso.onmicrosoft.com', 'Anna (Fabrikam)', {
    userType: 'Guest',
    mail: 'anna@fabrikam.com',
  }),
  odd('j.doe_partner.co.uk#EXT#@contoso.onmicrosoft.com', 'J. Doe', { userType: 'Guest' }),
  // No given name, no family name, no mail: mailboxes, rooms, robots.
  odd('svc-backup@contoso.onmicrosoft.com', 'svc-backup'),
  odd('room.einstein@contoso.com', 'Room "Einstein" (8 seats; 2 screens)', {
    mail: 'room.einstein@contoso.com',
  }),
  disabled(odd('info@contoso.com', 'Info <info@contoso.com>', { mail: 'info@contoso.com' })),
  // One name only, in each of the places.
  odd('suharto@contoso.com', 'Suharto', { givenName: 'Suharto' }),
  odd('teller@contoso.com', 'Teller', { surname: 'Teller' }),
  // Capitals in the sign-in name, other ones in the mail.
  odd('Zoe.McALLISTER@Contoso.com', 'Zoë McAllister', {
    givenName: 'Zoë',
    surname: 'McAllister',
    mail: 'zoe.mcallister@CONTOSO.com',
  }),
  // The same letters, composed and decomposed.
  odd('rene.composed@contoso.com', 'Ren\u00e9 Dupr\u00e9', { givenName: 'Ren\u00e9', surname: 'Dupr\u00e9' }),
  odd('rene.decomposed@contoso.com', 'Rene\u0301 Dupre\u0301', {
    givenName: 'Rene\u0301',
    surname: 'Dupre\u0301',
  }),
  // Two of a name, and one mail for both.
  odd('john.smith@contoso.com', 'John Smith', {
    givenName: 'John',
    surname: 'Smith',
    mail: 'js@contoso.com',
  }),
  odd('john.smith1@contoso.com', 'John Smith', {
    givenName: 'John',
    surname: 'Smith',
    mail: 'js@contoso.com',
  }),
  // What needs escaping somewhere: quotes, backslashes, percent and plus signs, apostrophes, ampersands.
  odd("d'arcy.o'neill@contoso.com", 'D\'Arcy "Dee" O\'Neill', { givenName: "D'Arcy", surname: "O'Neill" }),
  odd('back.slash@contoso.com', 'CONTOSO\\back.slash', { jobTitle: 'C:\\Users\\back "slash"' }),
  odd('percent%25sign@contoso.com', '100 % Percent', { department: 'R&D + 50%' }),
  odd('plus+sign@contoso.com', 'Plus + Sign', { mail: 'plus+sign@contoso.com' }),
  odd('bob!~test@contoso.com', 'Bob {null}', { givenName: 'null', surname: 'undefined' }),
  odd('true@contoso.com', 'True', { jobTitle: 'false', employeeId: '007' }),
  odd('formula@contoso.com', '=cmd|calc', { jobTitle: '@SUM(A1:A9)', telephoneNumber: '-0' }),
  odd('script@contoso.com', '<script>alert(1)</script>', { department: '{{7*7}}' }),
  odd('proto@contoso.com', '__proto__', { givenName: 'constructor', surname: 'toString' }),
  // Beyond the basic plane, from right to left, joined, and ligatures.
  odd('unicorn@contoso.com', '🦄 Unicorn 👩‍👩‍👧‍👦', { givenName: '🦄', surname: '𠮷野' }),
  odd('noa@contoso.com', 'נועה כהן (Noa)', { givenName: 'נועה', surname: 'כהן' }),
  odd('fi@contoso.com', 'ﬁnn ß ẞ ſ', { givenName: 'ﬁnn', surname: 'Weiß' }),
  // Spaces where nobody sees them.
  odd('spaces@contoso.com', ' Leading and trailing ', { jobTitle: 'two  spaces', city: 'New\u00a0York' }),
  odd('tab@contoso.com', 'Tab\tin the middle', { streetAddress: 'Line 1\r\nLine 2\r\n' }),
  // As long as Entra lets it be.
  odd(`${'long'.repeat(16)}@contoso.com`, 'Långt namn '.repeat(23).trim(), {
    jobTitle: 'Vice President of '.repeat(7).trim(),
    streetAddress: 'Øvre gate '.repeat(100).trim(),
  }),
  // Numbers that are no numbers.
  odd('numbers@contoso.com', '12345', {
    employeeId: '000042',
    postalCode: '00501',
    telephoneNumber: '(02) 1234-567 ext. 8',
    mobilePhone: '+1 (555) 010-9999;ext=12',
    faxNumber: '0',
  }),
];
