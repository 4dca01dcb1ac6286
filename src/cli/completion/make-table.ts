import { COMMANDS } from '../../mgmt-util/commands/index.ts';
import { EXPLAINED } from '../commands/approval/lint/explain-code.ts';
import type { CompletionTable } from './completion-table.ts';

export function makeTable(): CompletionTable {
  // A code of both kinds of files stands once.
  const codes = new Map(EXPLAINED.map(({ code, summary }) => [code, summary]));
  return {
    'lint-codes': [...codes],
    'console-commands': COMMANDS.map(({ name, summary }) => [name, summary]),
  };
}
