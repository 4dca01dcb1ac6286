import type { RequestFile } from '../../../audit/judge/cover.ts';
import { makeApprover } from '../../../audit/judge/judge-approval.ts';
import { isOfKeys } from '../../../audit/judge/key-operation.ts';
import type { AuditWindow } from '../../../audit/report.ts';
import type { ApprovalSet } from '../../../ceremony/approval-set.ts';
import { readApprovalSet } from '../../../ceremony/formats/index.ts';
import { readRequest } from '../../../ceremony/request/statement.ts';
import { isFailure } from '../../../failure.ts';
import { parseTime } from '../../../hsm/cluster/clock.ts';
import { nodeCrypto } from '../../../node/node-crypto.ts';
import { nodeFiles } from '../../../node/node-files.ts';
import type { ArgumentsOf } from '../../command.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';
import { showRosterProblems } from '../../output/show-roster-problems.ts';
import { readRequestInput } from '../request/read-inputs.ts';
import { encodeAudit } from './audit-json.ts';
import { listAuditLines } from './audit-text.ts';
import type { audit } from './definition.ts';
import { readLogs } from './read-logs.ts';

export { audit as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof audit>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const window = readWindow(args);
  const requests = await readRequests(args.request, context);
  const sets = await readSets(args.set, context);
  const approve = await readTrust(
    args,
    sets.map(({ set }) => set),
    context,
  );
  const keepsKeys = requests.some(({ request }) => isOfKeys(request.request.operation));
  const logs = await readLogs(args.log, window, { keepsKeys }, context);
  const report = logs.finish({
    requests,
    approve,
    sets: sets.map(({ path, set }) => ({
      path,
      digest: set.token?.digest,
      hsms: new Set(set.token?.records.map(({ node }) => node)).size,
    })),
  });
  if (args.json) context.stdout.printJson(encodeAudit(report, window, approve !== undefined));
  else context.stdout.printLines(listAuditLines(report, window, approve !== undefined, args.quiet));
  const { done, negative } = EXIT_CODES;
  return report.findings.length === 0 ? done.code : negative.code;
}

function readWindow({ from, until }: Arguments): AuditWindow {
  const window = { from: readTime('from', from), until: readTime('until', until) };
  if (window.from !== undefined && window.until !== undefined && window.until < window.from) {
    throw new CommandFailure(
      'usage',
      `--until ${quoted(until ?? '')} is before --from ${quoted(from ?? '')}`,
      'give the earlier time to --from',
    );
  }
  return window;
}

/** @returns microseconds since 1970-01-01 UTC */
function readTime(option: string, text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  try {
    return BigInt(parseTime(text)) * 1000n;
  } catch (error) {
    if (!isFailure(error)) throw error;
    throw new CommandFailure(
      'usage',
      `found --${option} ${quoted(text)}, expected a time`,
      '2026-03-01T00:00Z is one',
      { cause: error },
    );
  }
}

async function readRequests(
  paths: readonly string[],
  context: Context,
): Promise<readonly RequestFile[]> {
  const requests: RequestFile[] = [];
  for (const path of paths) {
    requests.push({ path, request: await readRequestInput(path, context, readRequest) });
  }
  return requests;
}

/** A file with approvals, as it was named. */
interface SetFile {
  readonly path: string;
  readonly set: ApprovalSet;
}

async function readSets(paths: readonly string[], context: Context): Promise<readonly SetFile[]> {
  const sets: SetFile[] = [];
  for (const path of paths) {
    const bytes = await readInput(path, 'approval file', context);
    refuseOtherContent(bytes, 'approvals', path);
    const set = readApprovalSet(bytes, { path, files: nodeFiles(context.cwd) }, nodeCrypto);
    sets.push({ path, set });
  }
  return sets;
}

async function readTrust(
  { policy: policyPath, roster: rosterPath, quiet }: Arguments,
  sets: readonly ApprovalSet[],
  context: Context,
): Promise<ReturnType<typeof makeApprover>> {
  const { readPolicyInput } = await import('../../input/read-policy.ts');
  const { readRosterInput } = await import('../../input/read-roster.ts');
  const policy = policyPath === undefined ? undefined : await readPolicyInput(policyPath, context);
  const roster = rosterPath === undefined ? undefined : await readRosterInput(rosterPath, context);
  if (roster !== undefined && !quiet) showRosterProblems(roster.rosterAt(), context);
  return makeApprover({ holdersAt: roster?.holdersAt, policy, sets }, nodeCrypto);
}
