import { COMMANDS } from '../../mgmt-util/commands/index.ts';
import { EXPLAINED } from '../commands/approval/lint/explain-code.ts';
import type { CompletionTable } from './completion-table.ts';

/** The table, as the build writes it. */
export async function makeTable(): Promise<CompletionTable> {
  const { DEFINITIONS } = await import('../commands/definitions.ts');
  // A code of both kinds of files stands once.
  const codes = new Map(EXPLAINED.map(({ code, summary }) => [code, summary]));
  return {
    commands: DEFINITIONS.map(({ description, examples, gone, ...rest }) => rest),
    'lint-codes': [...codes],
    'console-commands': COMMANDS.map(({ name, summary }) => [name, summary]),
  };
}
