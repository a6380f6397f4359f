import type { JsonObject } from '../../../lambda/scim/json.ts';
import type { Context } from '../../../lambda/service/context.ts';
import type { ListQuery } from '../../../lambda/service/list/list.ts';
import type { ResourceService } from '../../../lambda/service/service.ts';

export type Lists = Pick<ResourceService, 'list'>;

/** Who reads a list: each page is a request of its own. */
interface Caller {
  readonly context: () => Context;
}

export interface ListPage {
  readonly totalResults: number;
  readonly itemsPerPage: number;
  readonly nextCursor?: string;
  readonly previousCursor?: string;
  readonly Resources: readonly (JsonObject & { readonly id: string })[];
}

export const page = async (service: Lists, context: Context, query: ListQuery): Promise<ListPage> =>
  (await service.list(context, query)) as unknown as ListPage;

type Between = () => Promise<unknown>;
const NOTHING: Between = async () => {};

/** All pages by startIndex, as a client reads them that goes on by what came until totalResults is reached. */
export const byIndex = async (
  { context }: Caller,
  service: Lists,
  query: ListQuery,
  between: Between = NOTHING,
): Promise<readonly ListPage[]> => {
  const pages: ListPage[] = [];
  for (let startIndex = 1; ; ) {
    const one = await page(service, context(), { ...query, startIndex: String(startIndex) });
    pages.push(one);
    startIndex += one.itemsPerPage;
    if (startIndex > one.totalResults || one.itemsPerPage === 0) return pages;
    await between();
  }
};

/** All pages by cursor. */
export const byCursor = async (
  { context }: Caller,
  service: Lists,
  query: ListQuery,
  between: Between = NOTHING,
): Promise<readonly ListPage[]> => {
  const pages: ListPage[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const one: ListPage = await page(service, context(), { ...query, cursor });
    pages.push(one);
    cursor = one.nextCursor;
    if (cursor !== undefined) await between();
  }
  return pages;
};

/** The same pages from the last one back to the first. */
export const backwards = async (
  { context }: Caller,
  service: Lists,
  query: ListQuery,
  from: ListPage,
): Promise<readonly ListPage[]> => {
  const pages = [from];
  for (let cursor = from.previousCursor; cursor !== undefined; ) {
    const one = await page(service, context(), { ...query, cursor });
    pages.push(one);
    cursor = one.previousCursor;
  }
  return pages.toReversed();
};

export const idsOn = (pages: readonly ListPage[]): readonly string[] =>
  pages.flatMap(({ Resources }) => Resources.map(({ id }) => id));
