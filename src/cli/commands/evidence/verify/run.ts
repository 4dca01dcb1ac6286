import { readInstant } from '../../../../ceremony/request/instant.ts';
import type { KeyHolder } from '../../../../ceremony/request/judge-signatures.ts';
import {
  holdAgainstRoster,
  type RosterComparison,
} from '../../../../evidence/bundle/hold-against-roster.ts';
import { type BundleJudgement, judgeBundle } from '../../../../evidence/bundle/judge-bundle.ts';
import type { OpenBundle } from '../../../../evidence/bundle/open-bundle.ts';
import type { Findings } from '../../../../evidence/findings.ts';
import { hashHex } from '../../../../evidence/judge/trust.ts';
import { summariseFindings } from '../../../../words/bundle.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { readRosterInput } from '../../../input/read-roster.ts';
import { showRosterProblems } from '../../../output/show-roster-problems.ts';
import { BUNDLE_WORLD } from '../bundle-world.ts';
import { readBundleInput } from '../read-bundle.ts';
import type { EvidenceVerifyAnswer } from './answer.ts';
import type { evidenceVerify } from './definition.ts';
import { printVerdict } from './print-verdict.ts';
import type { BundleVerdict, RosterClaim } from './verdict.ts';

export { evidenceVerify as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof evidenceVerify>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const { bundle: path } = args;
  const bundle = await readBundleInput(path, context);
  const judgement = judgeBundle(bundle, BUNDLE_WORLD);
  const roster = await compareRosters(args, judgement, context);
  const verdict = makeVerdict(path, bundle, judgement, roster);
  if (args.json) context.stdout.printJson(encodeVerdict(verdict));
  else printVerdict(verdict, context);
  return verdict.valid ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

async function compareRosters(
  { roster: paths = [], quiet }: Arguments,
  { findings, vouchers }: BundleJudgement,
  context: Context,
): Promise<RosterComparison | undefined> {
  if (paths.length === 0) return undefined;
  const at = findTime(findings);
  const holders: (readonly KeyHolder[])[] = [];
  for (const path of paths) {
    const roster = await readRosterInput(path, context);
    if (!quiet) showRosterProblems(roster.rosterAt(at), context);
    holders.push(roster.holdersAt(at));
  }
  const signers = vouchers.map(({ fingerprint }) => fingerprint);
  return holdAgainstRoster(findings, holders.flat(), BUNDLE_WORLD.crypto, signers);
}

/** When it happened, in seconds since 1970: whose keys were valid then. */
function findTime({ ceremony, operations, tokens }: Findings): number | undefined {
  const times = [
    ceremony?.ended,
    ...operations.map(({ at }) => at).reverse(),
    ...tokens.map(({ created }) => created),
  ];
  const first = times.find((time) => time !== undefined && time !== null);
  return first === undefined || first === null ? undefined : readInstant(first);
}

function makeVerdict(
  file: string,
  { manifest, manifestBytes }: OpenBundle,
  { findings, problems, unchecked, vouchers }: BundleJudgement,
  roster: RosterComparison | undefined,
): BundleVerdict {
  const all = [...problems, ...(roster?.problems ?? [])];
  return {
    file,
    manifest,
    digest: hashHex(manifestBytes, BUNDLE_WORLD.crypto),
    findings,
    valid: all.length === 0 && findings.contradictions.length === 0,
    problems: all,
    unchecked: [...unchecked, ...listRosterClaims(findings, roster)],
    vouchers: vouchers.map(({ fingerprint, names }) => ({
      fingerprint,
      names,
      trusted: roster?.namesOf(fingerprint) ?? null,
    })),
  };
}

function listRosterClaims(
  { keys }: Findings,
  roster: RosterComparison | undefined,
): readonly RosterClaim[] {
  if (roster === undefined) return keys.length === 0 ? [] : [{ code: 'keys-of-bundle' }];
  return roster.missing.map((name) => ({ code: 'not-in-roster', name }));
}

function encodeVerdict(verdict: BundleVerdict): EvidenceVerifyAnswer {
  const { file, manifest, digest, findings, valid, problems, unchecked, vouchers } = verdict;
  return {
    schemaVersion: 1,
    bundle: { file, manifest: digest, madeBy: manifest.madeBy, pieces: manifest.pieces.length },
    valid,
    isRehearsal: findings.ceremony?.isRehearsal ?? false,
    problems: problems.map((one) => ({ ...one })),
    contradictions: findings.contradictions.map((one) => ({ ...one })),
    unchecked: unchecked.map((one) => ({ ...one })),
    deviations: findings.deviations.map((one) => ({ ...one })),
    vouchers: vouchers.map(({ fingerprint, names, trusted }) => ({
      fingerprint,
      names: [...names],
      trusted: trusted && [...trusted],
    })),
    shows: [...summariseFindings(findings)],
  };
}
