import { describeAge } from '../../../../words/age.ts';
import { describeRefusal } from '../../../../words/refusals.ts';
import { describeUnsent } from '../../../../words/unsent.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { HsmExplainAnswer } from './answer.ts';
import type { hsmExplain } from './definition.ts';
import { type FailedCommand, findFailures, type LocatedRefusal } from './find-failures.ts';

export { hsmExplain as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmExplain>, context: Context) {
  const most = readMost(args);
  const failures = findFailures(openContextCluster(args.hsm, context));
  const told = failures.slice(0, most);
  const older = failures.length - told.length;
  if (args.json) context.stdout.printJson(encode(told, older));
  else context.stdout.printLines(format(told, older, context.now()));
  return EXIT_CODES.done.code;
}

function readMost({ last, all }: ArgumentsOf<typeof hsmExplain>): number {
  if (all) return Number.POSITIVE_INFINITY;
  if (last === undefined) return 1;
  if (Number.isSafeInteger(last) && last >= 1) return last;
  throw new CommandFailure(
    'usage',
    `found --last ${last}, expected a whole number from 1 on`,
    'without it, the newest failure is told; --all tells of all that are kept',
  );
}

function encode(told: readonly FailedCommand[], older: number): HsmExplainAnswer {
  const failures = told.map(({ command, at, unsent, refusals }) => ({
    command,
    time: isoOf(at),
    unsent:
      unsent === null
        ? null
        : {
            code: unsent.reason.code,
            reason: describeUnsent(unsent.reason),
            folder: unsent.folder,
            succeeded: isoOrNull(unsent.succeeded),
          },
    refusals: refusals.map(encodeRefusal),
  }));
  const [newest] = failures;
  return {
    schemaVersion: 1,
    command: newest?.command ?? null,
    refusals: newest?.refusals ?? [],
    failures,
    older,
  };
}

function encodeRefusal({ server, name, client, error, reason, at, succeeded }: LocatedRefusal) {
  return {
    server,
    name,
    error,
    code: typeof reason === 'string' ? null : reason.code,
    reason: describeRefusal(reason, client),
    time: isoOf(at),
    succeeded: isoOrNull(succeeded),
  };
}

function isoOf(time: number): string {
  return new Date(time).toISOString();
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : isoOf(time);
}

function format(told: readonly FailedCommand[], older: number, now: number): readonly string[] {
  if (told.length === 0) return ['nothing was refused'];
  const ageOf = (at: number): string => describeAge(Math.floor((now - at) / 1000));
  const lines = told.flatMap((failed) => formatFailure(failed, ageOf));
  return older === 0 ? lines : [...lines, `--all tells of ${older} more, which are older`];
}

function formatFailure(
  { command, at, unsent, refusals }: FailedCommand,
  ageOf: (at: number) => string,
): readonly string[] {
  const name = command ?? 'a line';
  if (unsent !== null) {
    const { reason, folder, succeeded } = unsent;
    const from = folder !== null && 'path' in reason ? [`  in the folder ${quoted(folder)}`] : [];
    const done = reason.code === 'unknown-command' ? reason.nearest : command;
    return [
      `${name} came to no HSM, ${ageOf(at)}`,
      `  ${describeUnsent(reason)}`,
      ...from,
      ...(succeeded === null ? [] : [`  since then ${done} went through, ${ageOf(succeeded)}`]),
    ];
  }
  return [
    `${name} was refused, ${ageOf(at)}`,
    ...refusals.flatMap(({ server, name: host, client, error, reason, succeeded }) => [
      // The newer console prints no names of errors.
      `  on server ${server}(${host})${client === 'classic' ? `, ${error}` : ''}: ${describeRefusal(reason, client)}`,
      ...(succeeded === null
        ? []
        : [`    since then ${name} went through there, ${ageOf(succeeded)}`]),
    ]),
  ];
}
