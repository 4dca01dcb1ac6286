/**
 * Help pages: rendered by yargs from the definitions when the program is built (scripts/build.mjs
 * writes help.json beside the bundles), or on the spot for another width.
 */
import type { CommandDefinition } from './command.ts';
import { GROUPS } from './commands/groups.ts';
import { MADE_COLUMNS } from './output/text-width.ts';

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
