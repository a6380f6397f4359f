/** The look of the page. Colours are pairs, light and dark; texts meet 4.5:1 (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f4f1, #121517);
  --card: light-dark(#fff, #1a1e21);
  --ink: light-dark(#1c2024, #e6e9ec);
  --quiet: light-dark(#5a626b, #9da6af);
  --line: light-dark(#e4e1dc, #2b3136);
  --link: light-dark(#0f6b63, #5fc9bb);
  --good: light-dark(#1b6b3a, #86d6a2);
  --bad: light-dark(#a8211a, #f4a49d);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 70rem; padding: 2rem clamp(1rem, 4vw, 2.5rem) 4rem;
  background: var(--ground); color: var(--ink);
  font: 0.9375rem/1.55 Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1 { margin: 0; font-size: 1.375rem; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.125rem; }
h3 { margin: 0; font-size: 1rem; }
p { margin: 0.25rem 0; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", Consolas, monospace; font-size: 0.8125rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-size: 0.8125rem; font-weight: normal; }
.verdict { margin: 0.75rem 0; font-size: 1.125rem; font-weight: 600; }
.verdict.passed, .figures .passed dd, .passed > .mark { color: var(--good); }
.verdict.failed, .figures .failed dd, .failed > .mark, tr.failed td:nth-child(4) { color: var(--bad); }
.figures { display: flex; flex-wrap: wrap; gap: 0.5rem 2.5rem; margin: 1rem 0; }
.figures dt { color: var(--quiet); font-size: 0.8125rem; }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; background: var(--card); }
th, td { padding: 0.375rem 0.75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: normal; }
thead th { color: var(--quiet); font-size: 0.8125rem; }
td { font-variant-numeric: tabular-nums; }
.card, details { margin: 0.75rem 0; padding: 0.75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; }
.card { border-left: 0.25rem solid var(--bad); }
.card table { margin: 0.75rem 0; }
.card td { min-width: 9rem; }
summary { cursor: pointer; font-weight: 600; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
details pre { margin-top: 0.5rem; }
ol, ul { padding-left: 1.5rem; }
li { margin: 0.25rem 0; }
.mark { font-size: 0.75rem; font-weight: 600; }
`;
