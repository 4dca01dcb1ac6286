import { SHARED_STYLE } from './shared-style.ts';

/**
 * How the paper script looks. In the margin of each page stands the beginning of the script's digest.
 *
 * @param digest hex; what is none, is left out, for nothing of a file goes into a style sheet
 */
export function writeScriptStyle(digest: string): string {
  const start = /^[0-9a-f]{64}$/.test(digest) ? `script ${digest.slice(0, 16)}` : '';
  return `${SHARED_STYLE}
.boxes { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0; }
.blank { border: 1px solid var(--ink); border-radius: 3px; padding: .15rem .4rem; min-height: 3.2rem; min-width: 8.5rem; }
.blank.line { flex: 1 1 16rem; }
.blank.lines { min-height: 5rem; }
.label { font-size: .8rem; color: var(--soft); }
.tick { display: inline-flex; gap: .5rem; align-items: baseline; margin-right: 1.5rem; }
.tick-box { flex: none; width: 1em; height: 1em; border: 1.5px solid var(--ink); position: relative; top: .15em; }
.confirm { font-weight: 600; }
.by { color: var(--soft); margin: 0; }
.paper-steps { list-style: none; padding: 0; margin: 0; }
.paper-step { border: 1px solid var(--line); border-radius: 4px; padding: .25rem 1rem 1rem; margin: 1rem 0; }
.paper-step h3 { margin-top: .75rem; }
.sheet td { height: 2.6rem; border-color: var(--ink); }
.sheet th { border-color: var(--ink); }
.sheet .most { width: 40%; }
@media print {
  .paper-step, #deviations, #sign-off .boxes { break-inside: avoid; }
  #steps, #sign-off { break-before: page; }
}
@page { @bottom-left { content: '${start}'; font: 8pt monospace; color: #444; } }
`;
}
