import common from './jest.config.js';

/** What needs a browser: Chromium at CHROMIUM, or where Debian has it. */
export default { ...common, testMatch: ['**/*.browser.ts'] };
