/** Tenant URL and Secret Token, to be copied into an identity provider. */
import { announce, find } from './dom.js';
import { connection } from './service.js';

const SAID_MS = 1_600;

/**
 * Copies a text, and says so on the button and to whoever listens.
 * @param {HTMLButtonElement} button
 * @param {string} text
 * @param {string} what
 */
export const copy = async (button, text, what) => {
  await navigator.clipboard.writeText(text);
  announce(`${what} copied`);
  const label = button.dataset['label'] ?? button.textContent;
  button.dataset['label'] = label;
  button.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = label;
  }, SAID_MS);
};

/** @param {HTMLInputElement} field */
const nameOf = (field) => field.labels?.[0]?.textContent ?? '';

export const showConnection = async () => {
  const tenantUrl = find('tenant-url', HTMLInputElement);
  const token = find('token', HTMLInputElement);
  const reveal = find('reveal', HTMLButtonElement);

  for (const field of [tenantUrl, token]) {
    field.addEventListener('focus', () => field.select());
    const button = document.querySelector(`[data-copies="${field.id}"]`);
    if (!(button instanceof HTMLButtonElement)) throw new Error(`nothing copies #${field.id}`);
    button.addEventListener('click', () => void copy(button, field.value, nameOf(field)));
  }
  reveal.addEventListener('click', () => {
    const shown = token.type === 'password';
    token.type = shown ? 'text' : 'password';
    reveal.setAttribute('aria-pressed', String(shown));
    reveal.textContent = shown ? 'Hide' : 'Show';
  });

  const known = await connection();
  tenantUrl.value = known.tenantUrl;
  token.value = known.token;
  find('authority', HTMLElement).textContent = new URL(known.tenantUrl).host;
};
