/** The chapters, for those who do not read from the beginning. */
import type { VNode } from 'preact';

/** Ids of chapters and their titles, in their order. */
const CHAPTERS = [
  ['contradictions', 'What contradicts'],
  ['deviations', 'Deviations'],
  ['unchecked', 'What cannot be checked'],
  ['requests', 'What was asked for'],
  ['approvals', 'Who approved'],
  ['operations', 'What the HSMs did'],
  ['snapshots', 'Before and after'],
  ['timeline', 'In the order of time'],
  ['ceremony', 'The ceremony, step by step'],
  ['policies', 'Who may approve'],
  ['recheck', 'How to check it again'],
] as const;

const OF_CEREMONY: ReadonlySet<string> = new Set(['deviations', 'ceremony']);

export function Contents({ hasCeremony }: { readonly hasCeremony: boolean }): VNode {
  return (
    <nav aria-label="Chapters">
      <ul>
        {CHAPTERS.filter(([id]) => hasCeremony || !OF_CEREMONY.has(id)).map(([id, title]) => (
          <li>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
