/** Where the people of the sample work, and at what. */
import type { Language } from './people-names.ts';

export interface Office {
  readonly name: string;
  readonly languages: readonly Language[];
  readonly preferredLanguage: string;
  readonly streetAddress: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
  /** Two letters, ISO 3166-1. */
  readonly usageLocation: string;
  readonly dialling: string;
}

const office = (
  name: string,
  languages: readonly Language[],
  [streetAddress, postalCode, city, state, country, usageLocation]: readonly [
    string,
    string,
    string,
    string,
    string,
    string,
  ],
  preferredLanguage: string,
  dialling: string,
): Office => ({
  name,
  languages,
  preferredLanguage,
  streetAddress,
  city,
  state,
  postalCode,
  country,
  usageLocation,
  dialling,
});

export const OFFICES: readonly Office[] = [
  office(
    'London HQ',
    ['english', 'english', 'hindi', 'arabic', 'polish'],
    ['1 St Katharine’s Way\nFloor 7, East', 'E1W 1UN', 'London', '', 'United Kingdom', 'GB'],
    'en-GB',
    '+44 20 7946 ',
  ),
  office(
    'München',
    ['german', 'turkish', 'greek'],
    ['Straße des 17. Juni 9a', '80331', 'München', 'Bayern', 'Deutschland', 'DE'],
    'de-DE',
    '+49 89 5550 ',
  ),
  office(
    'Lisboa – Carmo',
    ['portuguese'],
    ['Rua do Carmo 9, 3.º Esq.', '1200-093', 'Lisboa', 'Lisboa', 'Portugal', 'PT'],
    'pt-PT',
    '+351 21 000 ',
  ),
  office(
    'Kraków',
    ['polish', 'russian'],
    ['ul. Świętego Krzyża 4/12', '31-023', 'Kraków', 'Małopolskie', 'Polska', 'PL'],
    'pl-PL',
    '+48 12 345 ',
  ),
  office(
    'Göteborg',
    ['swedish', 'arabic'],
    ['Östra Hamngatan 30', '411 09', 'Göteborg', 'Västra Götaland', 'Sverige', 'SE'],
    'sv-SE',
    '+46 31 390 ',
  ),
  office(
    '東京',
    ['japanese', 'vietnamese'],
    ['丸の内1丁目9番2号', '100-0005', '千代田区', '東京都', '日本', 'JP'],
    'ja-JP',
    '+81 3 5550 ',
  ),
  office(
    'Boston, MA',
    ['english', 'vietnamese', 'greek'],
    ['200 "The Wharf" Blvd, Suite #12', '02110', 'Boston', 'MA', 'United States', 'US'],
    'en-US',
    '+1 617 555 ',
  ),
];

export const DEPARTMENTS: readonly { readonly name: string; readonly titles: readonly string[] }[] = [
  { name: 'Engineering', titles: ['Engineer', 'Senior Engineer', 'Staff Engineer', 'SRE (on-call)'] },
  { name: 'Research & Development', titles: ['Researcher', 'Wissenschaftliche:r Mitarbeiter:in'] },
  { name: 'Sales', titles: ['Account Executive', 'Account Manager', 'Sales Engineer'] },
  { name: 'Marketing', titles: ['Designer', 'Copywriter', 'Events / Sponsoring'] },
  { name: 'Finance', titles: ['Controller', 'Accountant', 'Analyst, M&A'] },
  { name: 'People', titles: ['Recruiter', 'HR Business Partner'] },
  { name: 'Customer Support', titles: ['Support Agent', 'Support Lead', 'Kundenbetreuer'] },
  { name: 'IT', titles: ['Administrator', 'Service Desk "Level 2"'] },
  { name: 'Legal', titles: ['Counsel', 'Paralegal'] },
];
