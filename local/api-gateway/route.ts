/** Finds the resource of the API that a path means. */
import type { MethodDefinition, RouteDefinition } from './definition.ts';

export interface RouteMatch {
  readonly route: RouteDefinition;
  readonly method: MethodDefinition;
  /** Values as they are in the path: a REST API does not decode them (recorded on AWS). */
  readonly pathParameters: ReadonlyMap<string, string>;
}

export type FindRoute = (method: string, path: string) => RouteMatch | undefined;

/** What `ANY` stands for. */
const METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter' | 'greedy'; readonly name: string };

interface Pattern {
  readonly route: RouteDefinition;
  readonly segments: readonly Segment[];
}

/** Of the patterns that a path matches, the more specific one wins, read from the left. */
const RANK = { literal: 0, parameter: 1, greedy: 2 } as const;

/** @param path in what is returned: without the stage; one slash at its end is ignored. */
export const router = (routes: readonly RouteDefinition[]): FindRoute => {
  const patterns = routes.map(patternOf).toSorted(bySpecificity);
  return (method, path) => {
    const parts = split(path.endsWith('/') ? path.slice(0, -1) : path);
    for (const { route, segments } of patterns) {
      const pathParameters = match(segments, parts);
      if (pathParameters === undefined) continue;
      const found = METHODS.has(method) ? (route.methods.get(method) ?? route.methods.get('ANY')) : undefined;
      return found && { route, method: found, pathParameters };
    }
    return undefined;
  };
};

const split = (path: string): readonly string[] => path.split('/').slice(1);

const patternOf = (route: RouteDefinition): Pattern => ({
  route,
  segments: route.path === '/' ? [] : split(route.path).map(segmentOf),
});

const segmentOf = (text: string): Segment => {
  if (!text.startsWith('{')) return { kind: 'literal', text };
  return text.endsWith('+}')
    ? { kind: 'greedy', name: text.slice(1, -2) }
    : { kind: 'parameter', name: text.slice(1, -1) };
};

const bySpecificity = (left: Pattern, right: Pattern): number => {
  for (const [index, segment] of left.segments.entries()) {
    const other = right.segments[index];
    if (other === undefined) return -1;
    if (segment.kind !== other.kind) return RANK[segment.kind] - RANK[other.kind];
  }
  return right.segments.length - left.segments.length;
};

const match = (
  segments: readonly Segment[],
  parts: readonly string[],
): ReadonlyMap<string, string> | undefined => {
  const parameters = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined || part === '') return undefined;
    if (segment.kind === 'literal') {
      if (segment.text !== part) return undefined;
    } else if (segment.kind === 'greedy') {
      return parameters.set(segment.name, parts.slice(index).join('/'));
    } else {
      parameters.set(segment.name, part);
    }
  }
  return parts.length === segments.length ? parameters : undefined;
};
