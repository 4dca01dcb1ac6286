import { SHARED_STYLE } from './shared-style.ts';

/** How the report looks. */
export const REPORT_STYLE: string = `${SHARED_STYLE}
.mark { white-space: normal; }
.mark.good { color: var(--good); }
.mark.bad { color: var(--bad); font-weight: 600; }
.mark.told, .mark.open { color: var(--open); }
ul.summary { list-style: none; padding: 0; border: 1px solid var(--line); border-radius: 4px; }
ul.summary li { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: .4rem .75rem; border-top: 1px solid var(--line); }
ul.summary li:first-child { border-top: 0; }
.bad-list li, .open-list li { margin: .5rem 0; }
.bad-list { border-left: 4px solid var(--bad); background: var(--bad-shade); padding: .5rem 1rem .5rem 2rem; }
.open-list { border-left: 4px solid var(--open); background: var(--open-shade); padding: .5rem 1rem .5rem 2rem; }
pre.commands code { display: block; padding-left: 2ch; text-indent: -2ch; }
pre.commands .word { text-indent: 0; }
nav { margin: 1.5rem 0 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
tbody th time { font-weight: 400; }
article { margin: 1rem 0 1.5rem; }
.verdict { margin: .75rem 0; }
ins { text-decoration: underline; font-weight: 600; color: var(--good); }
del { text-decoration: line-through; color: var(--bad); }
tr.added th, tr.added td { background: var(--good-shade); }
tr.removed th, tr.removed td { background: var(--bad-shade); }
tr.changed th, tr.changed td { background: var(--open-shade); }
.absent { color: var(--soft); font-style: italic; }
.timeline { list-style: none; padding: 0; border-left: 2px solid var(--line); }
.timeline li { padding: .3rem 0 .3rem .9rem; display: grid; grid-template-columns: 15.5rem 6.5rem 1fr; gap: 0 .75rem; }
.timeline .source { color: var(--soft); }
.timeline .log .source, .timeline .token .source { color: var(--ink); font-weight: 600; }
.steps > li { margin: 1.25rem 0; }
.attempt { border-left: 4px solid var(--line); padding-left: .75rem; margin: .5rem 0; }
.attempt.done { border-color: var(--good); }
.attempt.deviated, .attempt.skipped { border-color: var(--open); background: var(--open-shade); }
@media print { nav { display: none; } }
@media (max-width: 40rem) {
  ul.summary li, .timeline li { grid-template-columns: 1fr; }
}
`;
