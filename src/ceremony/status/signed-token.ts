/**
 * Which token all have signed, where the file names another one.
 */
import type { CryptoProvider } from '../../crypto-provider.ts';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import { findOddities } from '../../token/oddities.ts';
import { type ApprovalSet, readSignedToken } from '../approval-set.ts';
import { findSigner, type NearbyFile, type WrongCauseCode } from '../wrong-signature.ts';
import { type JudgedApproval, type JudgeOptions, nameOf } from './judge-approvals.ts';

/** One signature may well be over a wrong token; several officers do not err alike. */
const LEAST_SIGNED = 2;

/**
 * Finds a sound token beside a classic file over which all of its signatures are right.
 *
 * @param approvals as they are judged over the token that the file names
 * @returns its path
 */
export function findSignedToken(
  set: ApprovalSet,
  approvals: readonly JudgedApproval[],
  { roster, nearby }: JudgeOptions,
  crypto: CryptoProvider,
): string | undefined {
  if (set.format !== 'classic' || set.approvals.length < LEAST_SIGNED) return undefined;
  if (!approvals.every(isOverAnotherToken)) return undefined;
  const isSignedByAll = ({ bytes: token }: NearbyFile): boolean =>
    set.approvals.every(({ name: text, signature: file }) => {
      const name = nameOf(text);
      const signature = file?.start.subarray(0, DEVICE_LIMITS.signature) ?? new Uint8Array();
      const given = { token, tokenPaths: [], signature, roster, nearby: [] };
      return findSigner(given, name, crypto) === name;
    });
  return nearby.find((file) => isSoundToken(file, crypto) && isSignedByAll(file))?.path;
}

/** The tool reads 256 bytes of a file, so that what stands behind them does not matter. */
const CAUSES: readonly WrongCauseCode[] = ['another-token', 'one-record', 'trailing'];

function isOverAnotherToken(approval: JudgedApproval): boolean {
  return (
    approval.state === 'wrong' && approval.wrong.causes.every(({ code }) => CAUSES.includes(code))
  );
}

function isSoundToken({ path, bytes }: NearbyFile, crypto: CryptoProvider): boolean {
  const { problem, records } = readSignedToken(path, bytes, crypto);
  return problem === undefined && findOddities(records).length === 0;
}
