/** A report as one page that needs nothing else: no script, no font, no request. */
import { xml } from './junit.ts';
import {
  countsOf,
  deviationsOf,
  failuresOf,
  lacksOf,
  type Report,
  type Result,
  resultsOf,
} from './report.ts';
import { STYLE } from './style.ts';

export const htmlReport = (report: Report): string => {
  const failures = failuresOf(report);
  const { checks, passed, failed, 'not offered': notOffered } = countsOf(resultsOf(report));
  const verdict = failed === 0 ? 'Everything that is offered is right' : `${failed} of ${checks} checks fail`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>SCIM: ${xml(verdict)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="quiet">SCIM conformance of</p>
<h1>${xml(report.tenantUrl)}</h1>
<p class="verdict ${failed === 0 ? 'passed' : 'failed'}">${xml(report.stopped ? `Stopped: ${verdict}` : verdict)}</p>
<dl class="figures">
${figure('passed', passed)}${figure('failed', failed)}${figure('not offered', notOffered)}${figure('requests', report.requests)}${figure('seconds', report.seconds.toFixed(1))}
</dl>
<p class="quiet"><time datetime="${xml(report.began)}">${xml(report.began.replace('T', ' ').slice(0, 16))} UTC</time></p>
</header>
<main>
${section('Groups', groupTable(report))}
${section('Failures', failures.map(failureCard).join('\n'))}
${section('Declared deviations', deviationList(report))}
${section('Not offered', list([...lacksOf(report)].map(([lack, count]) => `${lack} (${count})`)))}
${section('Could not be deleted', list(report.leftOver))}
${section('All checks', report.groups.map(groupDetails).join('\n'))}
</main>
</body>
</html>
`;
};

const figure = (name: string, value: number | string): string =>
  `<div class="${name.replace(' ', '-')}"><dt>${name}</dt><dd>${value}</dd></div>`;

const section = (title: string, content: string): string =>
  content === '' ? '' : `<section>\n<h2>${title}</h2>\n${content}\n</section>`;

const list = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${xml(line)}</li>`).join('')}</ul>`;

const groupTable = ({ groups }: Report): string => {
  const rows = groups.map(({ id, title, results }) => {
    const { checks, passed, failed, 'not offered': notOffered } = countsOf(results);
    const cells = [checks, passed, failed, notOffered].map((count) => `<td>${count}</td>`).join('');
    return `<tr${failed > 0 ? ' class="failed"' : ''}><th scope="row"><a href="#${xml(id)}">${xml(id)}</a> <span class="quiet">${xml(title)}</span></th>${cells}</tr>`;
  });
  return `<div class="scroll"><table>
<thead><tr><th scope="col">Group</th><th scope="col">Checks</th><th scope="col">Passed</th><th scope="col">Failed</th><th scope="col">Not offered</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
};

const failureCard = ({ id, title, source, failure }: Result): string => {
  const rows = (failure?.differences ?? []).map(
    ({ path, expected, found }) =>
      `<tr><th scope="row"><code>${xml(path || 'body')}</code></th><td><pre>${xml(expected)}</pre></td><td><pre>${xml(found)}</pre></td></tr>`,
  );
  const differences =
    rows.length === 0
      ? `<p>${xml(failure?.message ?? '')}</p>`
      : `<div class="scroll"><table><thead><tr><th scope="col">Where</th><th scope="col">Expected</th><th scope="col">Found</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  return `<article class="card">
<h3>${xml(title)}</h3>
<p class="quiet"><code>${xml(id)}</code> · ${xml(source)}</p>
${differences}
${message('Request', failure?.request)}${message('Response', failure?.response)}
</article>`;
};

const message = (title: string, text: string | undefined): string =>
  text === undefined ? '' : `<details><summary>${title}</summary><pre>${xml(text)}</pre></details>`;

const deviationList = (report: Report): string => {
  const found = deviationsOf(report);
  if (found.length === 0) return '';
  const items = found.map(
    ({ id, title, source, deviation = '' }) =>
      `<li>${xml(deviation)}<br><span class="quiet"><code>${xml(id)}</code>: ${xml(title)} (${xml(source)})</span></li>`,
  );
  return `<p>What the service does beside the RFCs because providers need it, and was found to do.</p>\n<ul>${items.join('\n')}</ul>`;
};

const groupDetails = ({ id, title, results }: Report['groups'][number]): string => {
  const items = results.map(
    ({ id: own, title: what, source, outcome, lacks = [] }) =>
      `<li class="${outcome.replace(' ', '-')}"><span class="mark">${xml(outcome)}</span> ${xml(what)} <span class="quiet">(${xml(source)}; <code>${xml(own)}</code>${lacks.length > 0 ? `; lacks ${xml(lacks.join(', '))}` : ''})</span></li>`,
  );
  return `<details id="${xml(id)}"><summary>${xml(title)} <span class="quiet">${results.length}</span></summary>\n<ol>${items.join('\n')}</ol></details>`;
};
