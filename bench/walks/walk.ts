import type { InProcess } from '../service/in-process.ts';
import { get } from '../service/requests.ts';

export interface Page {
  readonly ids: readonly string[];
  readonly milliseconds: number;
}

/** Asks for everybody, a page after the other. */
export type Walk = (service: InProcess, count: number) => Promise<readonly Page[]>;

/** As Entra and others do: on from what was met, up to the total that the last page told. */
export const byStartIndex: Walk = async (service, count) => {
  const pages: Page[] = [];
  let total = 1;
  for (let startIndex = 1; startIndex <= total; ) {
    const { page, body } = await timed(service, `startIndex=${startIndex}&count=${count}`);
    pages.push(page);
    total = page.ids.length === 0 ? 0 : body.totalResults;
    startIndex += page.ids.length;
  }
  return pages;
};

/** RFC 9865 §2: on from the cursor that each page gives, until one gives none. */
export const byCursor: Walk = async (service, count) => {
  const pages: Page[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { page, body } = await timed(service, `cursor=${cursor}&count=${count}`);
    pages.push(page);
    cursor = body.nextCursor;
  }
  return pages;
};

const timed = async (service: InProcess, query: string) => {
  const start = performance.now();
  const { body } = await service.send(get(`/Users?${query}&attributes=userName`));
  const milliseconds = performance.now() - start;
  const ids = (body.Resources ?? []).map(({ id }: { readonly id: string }) => id);
  return { page: { ids, milliseconds }, body };
};
