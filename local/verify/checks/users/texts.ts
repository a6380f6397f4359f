/** Texts of every kind, which are kept as they were sent (RFC 7643 §2.3.1). */
import { check, type Draft } from '../../check.ts';
import { expectNow } from '../support.ts';

const kept = (name: string, title: string, text: string): Draft =>
  check(`text-${name}`, 'RFC 7643 §2.3.1', `${title} in a text are kept as they are`, async (scim) => {
    const user = await scim.user({ displayName: text });
    await expectNow(scim, user, { displayName: text });
  });

export const TEXTS: readonly Draft[] = [
  kept('other-scripts', 'letters of other scripts', 'Žofia 李小龍 Ελένη إبراهيم'),
  kept('emoji', 'characters beyond the basic plane', 'Ada 👩🏽‍💻 𝔸𝕕𝕒'),
  kept('quotes', 'quotes, backslashes and line breaks', 'a "quoted" \\ text\nof\ttwo lines'),
  kept('markup', 'marks of HTML', '<b>&amp;</b> \'"'),
  kept('spaces', 'spaces around and within', ' two  spaces '),
  kept('long', 'a thousand letters', 'é'.repeat(1_000)),
];
