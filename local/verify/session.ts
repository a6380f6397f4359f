/** What a check works with: requests, names that are its own, and resources that are gone in the end. */
import pMap from 'p-map';
import type { Json, JsonObject } from '../json.ts';
import type { Capabilities } from './capabilities.ts';
import { expectAnswer } from './expect/answer.ts';
import { anything } from './expect/matcher.ts';
import type { Call, Caller } from './http/caller.ts';
import type { Answer } from './http/exchange.ts';
import { created, type Resource } from './resource.ts';
import { ENTERPRISE, GROUP, PATCH, USER } from './urns.ts';
import { listOf, objectOf } from './values.ts';

/** What all checks of a run share. */
export interface Run {
  readonly call: Caller;
  readonly capabilities: Capabilities;
  /** In the names of all that the run makes; of letters and digits. */
  readonly prefix: string;
  /** Aborted, no further request is sent, save those that clean up. */
  readonly signal: AbortSignal;
  /** The session whose resources stay until the run's end. */
  readonly common: Session;
  /** Computed by whichever check comes first. */
  readonly shared: Map<unknown, Promise<unknown>>;
}

const COLLECTION = /^(?:\/v2)?\/(?:Users|Groups)$/;

export class Session {
  readonly run: Run;
  readonly #label: string;
  /** Paths of resources, in the order in which they were made. */
  readonly #made = new Set<string>();
  /** A check that has failed may have left some, whose resources are still to come. */
  readonly #underWay = new Set<Promise<unknown>>();
  #names = 0;

  /** @param label tells this session's names from those of the others */
  constructor(run: Run, label: string) {
    this.run = run;
    this.#label = label;
  }

  get capabilities(): Capabilities {
    return this.run.capabilities;
  }

  /** A name that nobody else has: `verify1x2y3z-12-1-ada`. */
  name(of: string): string {
    this.#names += 1;
    return `${this.run.prefix}-${this.#label}-${this.#names}-${of}`;
  }

  async send(
    method: string,
    path: string,
    more: Pick<Call, 'body' | 'bytes' | 'headers'> = {},
  ): Promise<Answer> {
    this.run.signal.throwIfAborted();
    const sending = this.run.call({ method, path, ...more }).then((answer) => {
      this.#remember(answer);
      return answer;
    });
    this.#underWay.add(sending);
    return sending.finally(() => this.#underWay.delete(sending));
  }

  get(path: string, headers: Call['headers'] = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body: Json, headers: Call['headers'] = {}): Promise<Answer> {
    return this.send('POST', path, { body, headers });
  }

  put(path: string, body: Json, headers: Call['headers'] = {}): Promise<Answer> {
    return this.send('PUT', path, { body, headers });
  }

  patch(path: string, operations: readonly Json[], headers: Call['headers'] = {}): Promise<Answer> {
    return this.send('PATCH', path, { body: { schemas: [PATCH], Operations: operations }, headers });
  }

  delete(path: string, headers: Call['headers'] = {}): Promise<Answer> {
    return this.send('DELETE', path, { headers });
  }

  /** A list with these parameters, percent-encoded. */
  list(path: string, parameters: Readonly<Record<string, string | number>>): Promise<Answer> {
    const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return this.get(`${path}?${query.join('&')}`);
  }

  /** These attributes and, where the server has the enterprise extension, its own. */
  extended(core: JsonObject, enterprise: JsonObject): JsonObject {
    if (!this.capabilities.schemas.has(ENTERPRISE)) return { schemas: [USER], ...core };
    return { schemas: [USER, ENTERPRISE], ...core, [ENTERPRISE]: enterprise };
  }

  /** A user with these attributes besides its name. @throws Mismatch unless it is created */
  async user(attributes: JsonObject = {}): Promise<Resource> {
    const sent = {
      schemas: [USER],
      userName: `${this.name('user')}@example.com`,
      active: true,
      ...attributes,
    };
    return created('User', sent, await this.#creation('/Users', sent));
  }

  /** A group with these attributes besides its name. @throws Mismatch unless it is created */
  async group(attributes: JsonObject = {}): Promise<Resource> {
    const sent = { schemas: [GROUP], displayName: this.name('group'), ...attributes };
    return created('Group', sent, await this.#creation('/Groups', sent));
  }

  async #creation(path: string, body: JsonObject): Promise<Answer> {
    return expectAnswer(await this.post(path, body), { status: 201, body: anything });
  }

  /** Whatever a server says that it has made, expected or not. */
  #remember({ method, path, status, body }: Answer): void {
    const [endpoint = ''] = path.split('?');
    if (method === 'POST' && status < 300 && COLLECTION.test(endpoint)) {
      const { id } = objectOf(body);
      if (typeof id === 'string') this.#made.add(`${endpoint}/${id}`);
    }
    if (endpoint === '/Bulk' && status === 200) {
      for (const { method: one, location } of listOf(objectOf(body)['Operations']))
        if (one === 'POST' && typeof location === 'string')
          this.#made.add(`/${location.split('/').slice(-2).join('/')}`);
    }
    if (method === 'DELETE' && status < 300) this.#made.delete(endpoint);
  }

  /** Deletes what is left of what the check has made. @returns the paths that could not be deleted */
  async cleanUp(): Promise<readonly string[]> {
    await Promise.allSettled(this.#underWay);
    const made = [...this.#made].reverse();
    this.#made.clear();
    return deleteAll(this.run.call, made);
  }
}

/** @returns the paths that could not be deleted */
export const deleteAll = async (call: Caller, paths: readonly string[]): Promise<readonly string[]> => {
  const left = await pMap(
    paths,
    async (path) => {
      const status = await call({ method: 'DELETE', path }).then(
        (answer) => answer.status,
        () => undefined,
      );
      return status !== undefined && (status < 300 || status === 404) ? [] : [path];
    },
    { concurrency: 4 },
  );
  return left.flat();
};

/** What `make` yields, made once a run and kept until its end. */
export const shared =
  <Made>(make: (scim: Session) => Promise<Made>) =>
  ({ run }: Pick<Session, 'run'>): Promise<Made> => {
    const made = (run.shared.get(make) ?? make(run.common)) as Promise<Made>;
    run.shared.set(make, made);
    return made;
  };
