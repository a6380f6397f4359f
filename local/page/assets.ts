/** The files of the page. They are sent as they are: there is no build step. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Asset {
  readonly type: string;
  readonly read: () => Promise<Buffer>;
}

const FOLDER = join(import.meta.dirname, 'browser');
const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

const asset = (file: string, type: string): Asset => ({ type, read: () => readFile(join(FOLDER, file)) });

/** By path. Nothing else can be asked for, so no path leads out of the folder. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ['/', asset('index.html', HTML)],
  ['/page/style.css', asset('style.css', CSS)],
  ['/page/icon.svg', asset('icon.svg', 'image/svg+xml')],
  ...[
    'main',
    'connection',
    'counts',
    'directory',
    'dom',
    'inspector',
    'people',
    'requests',
    'service',
    'stream',
    'wording',
  ].map((name): [string, Asset] => [`/page/${name}.js`, asset(`${name}.js`, SCRIPT)]),
]);
