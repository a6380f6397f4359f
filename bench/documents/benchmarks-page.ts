import { type Part, targetLine } from '../part.ts';
import type { Recorded } from '../recorded.ts';

/** A part with what was last measured of it; undefined where nothing has been. */
export interface Measured {
  readonly part: Part;
  readonly recorded: Recorded | undefined;
}

/** The page of what was measured, as Markdown. */
export const benchmarksPage = (measured: readonly Measured[]): string => `# Benchmarks

\`\`\`sh
npm run bench                     # everything; takes a while
npm run bench -- costs functions  # some parts
npm run bench -- --quick          # little of everything, to see that it works; keeps nothing
\`\`\`

Results go to \`bench/results\`, and this page, [what it costs](costs.md) and the picture are made of them. Counts of
calls and capacity units are the embedded engine's own and the same each time; \`npm test\` holds every change to them.
Times are of the embedded engine on the machine that is named, which others may have used meanwhile: what is compared is
measured in turns, and the ratio is what counts.
${measured.map(sectionOf).join('')}`;

const sectionOf = ({ part, recorded }: Measured): string => {
  if (recorded === undefined) return '';
  const { at, machine, versions, results } = recorded;
  const targets = part.targets(results).map(targetLine);
  return `
## ${part.name}

${sentence(part.about)}

${part.name === 'growth' ? '![How operations grow with users and members](images/growth.svg)\n\n' : ''}${part.report(results)}
${targets.length > 0 ? `\n${targets.join('\n')}\n` : ''}
Measured on ${at.slice(0, 10)}: ${machine.cores} cores of ${machine.cpu}, Node ${versions['node']}.
`;
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
