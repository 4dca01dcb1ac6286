/**
 * How report and paper script look. It is text of an element, in which the renderer escapes `"`, `&` and `<`: none of
 * them stands here.
 */
export const SHARED_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1a1c1e; --soft: #565d66; --line: #c6ccd3; --shade: #f3f5f7;
  --good: #14612f; --bad: #a3121f; --open: #7a4b00; --link: #0a4fa3;
  --good-shade: #e5f4ea; --bad-shade: #fdeaec; --open-shade: #fff3dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16191d; --ink: #e8eaed; --soft: #a9b1ba; --line: #454c55; --shade: #20252b;
    --good: #7fd69b; --bad: #ff9aa2; --open: #f5c267; --link: #8ab8f5;
    --good-shade: #17301f; --bad-shade: #3a1b1f; --open-shade: #35290f;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 100%/1.5 system-ui, 'Liberation Sans', sans-serif; }
body { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p, ul, ol, dl, pre { margin: .5rem 0; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre, time { font-family: ui-monospace, 'Liberation Mono', monospace; font-size: .9em; }
time { font-variant-numeric: tabular-nums; }
pre { white-space: pre-wrap; background: var(--shade); border: 1px solid var(--line); border-radius: 4px; padding: .5rem .75rem; }
bdi { unicode-bidi: isolate; }
.digest { word-break: break-all; color: var(--soft); }
.digest-words { margin: .25rem 0 0; padding: 0 0 0 1.5rem; columns: 17rem; column-gap: 2rem; font-size: .9em; }
.digest-words li { break-inside: avoid; }
.word { display: inline-block; max-width: 100%; }
.digest-words li::marker { color: var(--soft); }
.lines { white-space: pre-line; }
.kind { color: var(--soft); margin: 0; }
.purpose { font-size: 1.1rem; }
.nothing { color: var(--soft); }
.rehearsal-note { border: 3px solid var(--bad); background: var(--bad-shade); padding: .75rem 1rem; margin: 0 0 1.5rem; }
.rehearsal-note strong { display: block; font-size: 1.5rem; letter-spacing: .2em; color: var(--bad); }
dl { display: grid; gap: .25rem 1rem; }
dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
ul.plain { list-style: none; padding: 0; margin: 0; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
figure { margin: 1rem 0; }
figure .wide { margin: 0; }
figcaption { color: var(--soft); font-size: .9rem; padding: 0 0 .25rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border: 1px solid var(--line); }
thead th { background: var(--shade); overflow-wrap: break-word; }
tbody th { font-weight: 600; min-width: 6.5rem; }
td { min-width: 4rem; }
td .digest { display: inline-block; min-width: 17ch; }
td .digest-words { min-width: 16rem; }
@media (max-width: 40rem) {
  dl > div { grid-template-columns: 1fr; margin-bottom: .25rem; }
  th, td { min-width: 6.5rem; }
}
@media print {
  :root {
    --paper: #fff; --ink: #000; --soft: #444; --line: #999; --shade: #f2f2f2;
    --good: #0b4a20; --bad: #8a0d18; --open: #5e3a00; --link: #000;
    --good-shade: #fff; --bad-shade: #fff; --open-shade: #fff;
  }
  html { font-size: 10pt; color-scheme: light; }
  body { max-width: none; padding: 0; }
  a { text-decoration: none; }
  h2, h3, figcaption { break-after: avoid; }
  tr, li, pre, dl > div, .rehearsal-note { break-inside: avoid; }
  p:has(+ pre) { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  p, li { orphans: 3; widows: 3; }
}
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; color: #444; } }
@page rehearsal { @top-center { content: 'REHEARSAL'; font: bold 10pt sans-serif; letter-spacing: .3em; color: #8a0d18; } }
.rehearsal { page: rehearsal; }
`;
