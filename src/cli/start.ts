/**
 * The process's beginning: what bin/mofn loads. The only place that sets the exit code.
 */
import { main } from './main.ts';
import { readOwnFile } from './own-files.ts';
import { processContext } from './process-context.ts';

/** Runs the command of this process's command line. */
export async function start(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), processContext(), {
    version: MOFN_VERSION,
    helpPages: () => readMade('help.json'),
    definitions: () => readMade('definitions.json'),
    completionTable: () => readMade('completion.json'),
  });
}

/**
 * Has the process end as `process.exit` ends it, when all is written and all who wait for its end are told: Node would else
 * take its heap apart first, which takes a fiftieth of the time of `mofn sign`.
 */
export function leaveAtOnce(): void {
  process.once('exit', (code) => process.exit(code));
}

/** What the build has written. */
function readMade<T>(name: string): T {
  return JSON.parse(readOwnFile(`dist/cli/${name}`).toString()) as T;
}
