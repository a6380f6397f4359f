/** The elements in arrays of `size`, the last one shorter. */
export const chunks = <Element>(elements: readonly Element[], size: number): readonly Element[][] =>
  Array.from({ length: Math.ceil(elements.length / size) }, (_, index) =>
    elements.slice(index * size, (index + 1) * size),
  );
