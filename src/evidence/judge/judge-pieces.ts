/**
 * What a bundle shows: everything is made of its pieces alone, so that whoever has them makes the same.
 */
import type { RequestFile } from '../../audit/judge/cover.ts';
import type { CeremonyRecord } from '../../ceremony/record/record.ts';
import { readInstant } from '../../ceremony/request/instant.ts';
import { readOfficerKey } from '../../ceremony/roster.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { Findings, Snapshot, TokenFinding } from '../findings.ts';
import { findOpensslProblems } from '../openssl/make-openssl.ts';
import type { Piece } from '../piece.ts';
import { compareSnapshots } from '../snapshot/compare-snapshots.ts';
import { compareWords } from '../snapshot/printed.ts';
import { readPrinted, readSnapshot } from '../snapshot/read-snapshot.ts';
import type { PieceProblem } from './attempt.ts';
import { contradictQuorum } from './contradict-quorum.ts';
import { contradictRecord, judgeOutcomes, listOutcomes } from './contradict-record.ts';
import { contradictApproved } from './contradict-requests.ts';
import { contradictSnapshots } from './contradict-snapshots.ts';
import { toMicroseconds, writeMicroseconds } from './instants.ts';
import { type Audited, judgeAudit } from './judge-audit.ts';
import { describeCeremony, listDeviations } from './judge-ceremony.ts';
import { describePolicies, listKeys } from './judge-keys.ts';
import { contradictLogs, listLogs, listOperations } from './judge-logs.ts';
import { describeRequest, makeApproval, readRequests } from './judge-requests.ts';
import { describeWithheld, judgeToken } from './judge-tokens.ts';
import { listUnchecked } from './list-unchecked.ts';
import { readCeremony } from './read-ceremony.ts';
import { readLogs } from './read-logs.ts';
import { readTokens, type Tokens } from './read-tokens.ts';
import { hashHex, hasKeys, readTrust, type Trust } from './trust.ts';

/**
 * Says what the pieces of a bundle show, what contradicts what, and what nobody can check.
 *
 * @param pieces in whatever order; any bytes at all
 * @param crypto hashes, and applies public keys
 * @returns plain data, the same for the same pieces; it never throws
 * @example
 * judgePieces([], nodeCrypto).unchecked; // [{ code: 'no-keys' }, { code: 'no-logs' }]
 */
export function judgePieces(pieces: readonly Piece[], crypto: CryptoProvider): Findings {
  const sorted = [...pieces].sort((one, other) => compareWords(one.path, other.path));
  const problems: PieceProblem[] = [];
  const trust = readTrust(sorted, crypto, problems);
  const tokens = readTokens(sorted, crypto, problems);
  const files = readRequests(sorted, problems);
  const logs = readLogs(sorted, problems);
  const before = readSnapshot(sorted.filter(({ kind }) => kind === 'before'));
  const after = readSnapshot(sorted.filter(({ kind }) => kind === 'after'));
  const { script, record } = readCeremony(sorted, trust, crypto, problems);
  const approve = makeApproval(trust, tokens, crypto);
  const opened = readInstant(record?.record.entries[0]?.at ?? '');
  const side = { logs, requests: files, tokens, approve, opened, before };
  const audited = judgeAudit(side, problems);
  const { report, from } = audited;
  const operations = report === undefined ? [] : listOperations(report);
  const requests = files.map((file) =>
    describeRequest(file, { at: audited.judgedAt(file), approve, tokens }, trust, crypto),
  );
  const judged = judgeTokens(tokens, files, audited, trust, crypto);
  const policies = describePolicies(trust, findFirstTime(files, tokens), crypto);
  const differences = compareSnapshots(before, after);
  const outcomes =
    record === undefined
      ? []
      : judgeOutcomes(
          record.record,
          sorted,
          judged.map((token) => token.file),
          crypto,
        );
  const isOfRecord =
    record !== undefined && isTakenInCeremony(before, sorted, record.record, crypto);
  const taken = isOfRecord && opened !== undefined ? toMicroseconds(opened) : undefined;
  const present = { hasLogs: report !== undefined, hasKeys: hasKeys(trust) };
  return {
    ceremony: record === undefined ? null : describeCeremony(script?.script, record.record),
    keys: listKeys(trust, crypto),
    policies,
    requests,
    tokens: judged,
    operations,
    logs: report === undefined ? [] : listLogs(logs, report),
    logsFrom: report === undefined || from === undefined ? null : writeMicroseconds(from),
    before: before ?? null,
    after: after ?? null,
    differences,
    deviations: record === undefined ? [] : listDeviations(script?.script, record.record),
    contradictions: [
      ...[...problems, ...findStrayPieces(sorted), ...findOpensslProblems(sorted, crypto)].map(
        (one) => ({ code: 'unreadable-piece', ...one }) as const,
      ),
      ...(record === undefined
        ? []
        : contradictRecord({
            ...record,
            script: script?.script,
            policies: policies.map(({ digest }) => digest),
          })),
      ...outcomes.filter((one) => one.code === 'outcome-changed'),
      ...contradictApproved({ policies, requests, tokens: judged, operations, ...present }),
      ...(present.hasKeys ? contradictQuorum(judged, { before, operations }) : []),
      ...(report === undefined ? [] : contradictLogs(report)),
      ...(report === undefined
        ? []
        : contradictSnapshots(before, after, differences, report, taken)),
    ],
    unchecked: [
      ...listUnchecked({
        tokens: judged,
        ...present,
        hasSnapshots: before !== undefined || after !== undefined,
        hasRecord: record !== undefined,
      }),
      ...outcomes.filter((one) => one.code === 'outcome-left-out'),
    ],
  };
}

/** Whether a snapshot came out of steps, so that it was taken after the record was opened. */
function isTakenInCeremony(
  snapshot: Snapshot | undefined,
  pieces: readonly Piece[],
  record: CeremonyRecord,
  crypto: CryptoProvider,
): boolean {
  const known = new Set(listOutcomes(record).map(({ sha256 }) => sha256));
  const files = pieces.filter(({ path }) => snapshot?.paths.includes(path) === true);
  return files.length > 0 && files.every(({ bytes }) => known.has(hashHex(bytes, crypto)));
}

/** Pieces that call themselves a console's output, or a key, and are none. */
function findStrayPieces(pieces: readonly Piece[]): readonly PieceProblem[] {
  return pieces.flatMap(({ path, kind, bytes }): readonly PieceProblem[] => {
    const isSnapshot = kind === 'before' || kind === 'after';
    if (isSnapshot && readPrinted(bytes) === undefined) return [{ path, problem: 'no-output' }];
    if (kind !== 'public-key') return [];
    const { key, problem } = readOfficerKey({ content: bytes });
    return key === undefined ? [{ path, problem: problem?.code ?? 'no-key' }] : [];
  });
}

function judgeTokens(
  { subjects, withheld }: Tokens,
  files: readonly RequestFile[],
  { spentAt, judgedAt }: Audited,
  trust: Trust,
  crypto: CryptoProvider,
): readonly TokenFinding[] {
  const judged = subjects.map((subject) => {
    const { digest, records } = subject.token;
    const file = files.find(({ request }) => request.request.token.digest === digest);
    const spent = spentAt({ digest, records });
    const at = spent ?? (file === undefined ? subject.created : judgedAt(file));
    const side = { request: file?.request, isSpent: spent !== undefined, at };
    return judgeToken(subject, side, trust, crypto);
  });
  return [...judged, ...withheld.map(describeWithheld)].sort((one, other) =>
    compareWords(one.path, other.path),
  );
}

/** When the first token or request was made, in seconds since 1970: policies were signed by those who could then. */
function findFirstTime(files: readonly RequestFile[], { subjects, withheld }: Tokens): number {
  const times = [
    ...subjects.map(({ created }) => created),
    ...withheld.map(({ token }) => token.created),
    ...files.map(({ request }) => request.request.made),
  ];
  return times.reduce((first, time) => Math.min(first, time), times[0] ?? 0);
}
