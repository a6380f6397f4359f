type Chunks<Element> = AsyncIterable<readonly Element[]> | Iterable<readonly Element[]>;

/** Elements that come in chunks, taken as many at a time as are wanted. */
export class Lookahead<Element> {
  readonly #chunks: AsyncIterator<readonly Element[]> | Iterator<readonly Element[]>;
  #left: readonly Element[] = [];

  constructor(chunks: Chunks<Element>) {
    this.#chunks =
      Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  /** The next one, as far as it has been read. */
  get first(): Element | undefined {
    return this.#left[0];
  }

  /** Up to so many of the next ones, and at least one as long as there are any. */
  async take(atMost: number): Promise<readonly Element[]> {
    await this.hasMore();
    const taken = this.#left.slice(0, atMost);
    this.#left = this.#left.slice(atMost);
    return taken;
  }

  async hasMore(): Promise<boolean> {
    while (this.#left.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) return false;
      this.#left = next.value;
    }
    return true;
  }
}
