/** The programs of the demo. */
import { spawnSync } from 'node:child_process';
import { answerSignals } from '../../../terminal/signals.ts';
import { CommandFailure } from '../../command-failure.ts';
import { exitCodeOf } from '../../exit-codes.ts';
import { quoted, systemReason } from '../../input/read-file.ts';

/** What came of running one. */
export interface ProgramRun {
  /** What it printed on both streams. */
  readonly output: string;
  /** Where it ended with another exit code than was expected. */
  readonly failure?: Error;
}

/**
 * Runs one to its end.
 *
 * @param command the program, and its words
 * @param expected the exit code that it is to end with
 * @throws CommandFailure where it cannot be run
 */
export async function runProgram(
  [program = '', ...words]: readonly string[],
  expected: number,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ProgramRun> {
  const { status, error, stdout, stderr } = spawnSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // What ended the program may be for this process, too.
  await answerSignals();
  if (error !== undefined) throw cannotRun(program, error);
  const output = stdout + stderr;
  if (status === expected) return { output };
  const failure = toldBy(stderr, status) ?? new Error(`${words.join(' ')}: exit ${status}`);
  return { output, failure };
}

function cannotRun(program: string, error: Error): CommandFailure {
  return new CommandFailure(
    'file',
    `cannot run ${quoted(program)}: ${systemReason(error)}`,
    'see what else runs on this machine, then do it again',
    { cause: error },
  );
}

/** What a command of mofn has said of a file or of the cluster that stands in its way, as on a full disk. */
function toldBy(stderr: string, status: number | null): CommandFailure | undefined {
  const kind = (['file', 'state'] as const).find((each) => exitCodeOf(each) === status);
  const [, message] = /^error: (.*)$/m.exec(stderr) ?? [];
  if (kind === undefined || message === undefined) return undefined;
  return new CommandFailure(kind, message, /^hint: (.*)$/m.exec(stderr)?.[1]);
}
