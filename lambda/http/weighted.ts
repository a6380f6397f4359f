/**
 * The elements of a header such as Accept, lower case, each with its weight from 0 to 1 (RFC 9110 §12.4.2). Other
 * parameters do not count; of an element that comes twice, the larger weight does.
 */
export const weighted = (header: string): ReadonlyMap<string, number> => {
  const weights = new Map<string, number>();
  for (const element of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = element.split(';').map((part) => part.trim());
    if (name !== '') weights.set(name, Math.max(weightOf(parameters), weights.get(name) ?? 0));
  }
  return weights;
};

/** One that is no number between 0 and 1 is as good as none. */
const weightOf = (parameters: readonly string[]): number => {
  const q = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '');
  return q !== undefined && /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/.test(q) ? Number(q) : 1;
};
