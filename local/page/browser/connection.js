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

/** As much of a token as tells it from others: what follows its id is secret. @param {string} token */
const masked = (token) => token.replace(/[^_]+$/, (secret) => '•'.repeat(secret.length));

export const showConnection = async () => {
  const { tenantUrl, token } = await connection();
  const urlField = find('tenant-url', HTMLInputElement);
  const tokenField = find('token', HTMLInputElement);
  const reveal = find('reveal', HTMLButtonElement);
  const copyUrl = find('copy-url', HTMLButtonElement);
  const copyToken = find('copy-token', HTMLButtonElement);
  let shown = false;

  urlField.value = tenantUrl;
  tokenField.value = masked(token);
  find('authority', HTMLElement).textContent = new URL(tenantUrl).host;

  for (const field of [urlField, tokenField]) field.addEventListener('focus', () => field.select());
  copyUrl.addEventListener('click', () => void copy(copyUrl, tenantUrl, 'Tenant URL'));
  copyToken.addEventListener('click', () => void copy(copyToken, token, 'Secret Token'));
  reveal.addEventListener('click', () => {
    shown = !shown;
    tokenField.value = shown ? token : masked(token);
    reveal.setAttribute('aria-pressed', String(shown));
  });
};
