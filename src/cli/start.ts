/**
 * The process's beginning: what bin/mofn loads. The only place that sets the exit code.
 */
import type { CompletionTable } from './completion/completion-table.ts';
import type { HelpPages } from './help.ts';
import { main } from './main.ts';
import { readOwnFile } from './own-files.ts';
import { processContext } from './process-context.ts';

/** Runs the command of this process's command line. */
export async function start(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), processContext(), {
    version: MOFN_VERSION,
    helpPages: () => readMade('help.json'),
    completionTable: () => readMade('completion.json'),
  });
}

/** What the build has written. */
function readMade<T>(name: string): T {
  return JSON.parse(readOwnFile(`dist/cli/${name}`).toString()) as T;
}

/** Every help page, for the build to write beside the bundles. */
export async function renderHelp(): Promise<HelpPages> {
  const { DEFINITIONS } = await import('./commands/definitions.ts');
  return (await import('./help.ts')).renderHelpPages(DEFINITIONS);
}

/** What a Tab offers, for the same. */
export async function makeCompletionTable(): Promise<CompletionTable> {
  return (await import('./completion/make-table.ts')).makeTable();
}
