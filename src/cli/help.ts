/**
 * Help pages: rendered by yargs from the definitions when the program is built (scripts/build.mjs
 * writes help.json beside the bundles), or on the spot for another width.
 */
import type { CommandDefinition } from './command.ts';
import { MADE_COLUMNS } from './output/text-width.ts';

const GROUPS: Readonly<Record<string, string>> = {
  '': 'Quorum (M of N) approvals for CloudHSM-type clusters: approval files, signatures, and an emulator of the cluster and its console.',
  approval: 'The approval file: write it, read it, edit it, check it.',
  request: 'Requests: what a quorum is asked for, in words that officers sign.',
  policy: 'Policies: who may approve what, and whether they have.',
  ceremony: 'Ceremonies: written down before, recorded as they are held, rehearsed.',
  evidence: 'Evidence: what is left of a ceremony, for those who were not there.',
  hsm: 'The emulator: a cluster of HSMs in a folder.',
  key: "Officers' keys.",
  token: 'Quorum tokens.',
  digest: 'Digests in words, to be read over the telephone.',
};

/** The pages by the words that lead to them: `''`, `approval`, `approval lint` … */
export type HelpPages = Readonly<Record<string, string>>;

/** Renders every page. */
export async function renderHelpPages(
  definitions: readonly CommandDefinition[],
  columns: number = MADE_COLUMNS,
): Promise<HelpPages> {
  const { renderCommandHelp, renderGroupHelp } = await import('./arguments/yargs-arguments.ts');
  const pages: Record<string, string> = {};
  for (const [group, text] of Object.entries(GROUPS)) {
    const members = definitions.filter(
      ({ path }) => group === '' || path === group || path.startsWith(`${group} `),
    );
    if (members.length > 0) pages[group] = await renderGroupHelp(group, text, members, columns);
  }
  for (const definition of definitions) {
    if (definition.raw !== true)
      pages[definition.path] = await renderCommandHelp(definition, columns);
  }
  return pages;
}

/** Whether these words name a group of commands. */
export function isGroup(words: string): boolean {
  return Object.hasOwn(GROUPS, words);
}
