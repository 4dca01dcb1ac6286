/**
 * What the build writes beside the bundles, which the program reads instead of making it (start.ts). This file is in
 * no package: only the build runs it.
 */
import { DEFINITIONS } from './commands/definitions.ts';
import type { CompletionTable } from './completion/completion-table.ts';
import { makeTable } from './completion/make-table.ts';
import { type HelpPages, renderHelpPages } from './help.ts';

interface Tables {
  readonly help: HelpPages;
  readonly definitions: typeof DEFINITIONS;
  readonly completion: CompletionTable;
}

/** By the names of their files. */
export async function makeTables(): Promise<Tables> {
  return {
    help: await renderHelpPages(DEFINITIONS),
    definitions: DEFINITIONS,
    completion: makeTable(),
  };
}
