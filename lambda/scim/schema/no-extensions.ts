import type { DeclaredExtension } from './definition.ts';

/**
 * What `#extensions` is where the sources are run as they are. In a function's bundle it is what the platform
 * declares, which `lib/extensions` reads.
 */
export const EXTENSIONS: readonly DeclaredExtension[] = [];
