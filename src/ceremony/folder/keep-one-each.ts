import { areUint8ArraysEqual } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { showText } from '../../parser/text.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import type { SetApproval } from '../approval-set.ts';
import { explainSignature } from '../wrong-signature.ts';
import type { FolderTrouble } from './folder-trouble.ts';
import type { GatheredToken } from './gather-tokens.ts';

/** What is left where the same approval stands in several files. */
export interface OneEach {
  readonly approvals: readonly SetApproval[];
  readonly trouble: readonly FolderTrouble[];
}

/** Keeps each officer's approval once: the first that is right, or else the first. Of others it is told. */
export function keepOneEach(
  approvals: readonly SetApproval[],
  token: GatheredToken,
  crypto: CryptoProvider,
): OneEach {
  const byName = new Map<string, SetApproval[]>();
  for (const approval of approvals) {
    const those = byName.get(nameOf(approval));
    if (those === undefined) byName.set(nameOf(approval), [approval]);
    else if (!those.some((one) => isSame(one, approval))) those.push(approval);
  }
  const kept: SetApproval[] = [];
  const trouble: FolderTrouble[] = [];
  for (const [name, those] of byName) {
    const [first] = those;
    const one = those.length > 1 ? those.find((each) => isRight(each, token, crypto)) : first;
    const chosen = one ?? first;
    if (chosen === undefined) continue;
    kept.push(chosen);
    for (const other of those) {
      if (other === chosen) continue;
      const places = { path: showText(other.origin), other: showText(chosen.origin) };
      trouble.push({ code: 'second-signature', name, ...places });
    }
  }
  return { approvals: kept, trouble };
}

function nameOf({ name }: SetApproval): string {
  const text = showText(name);
  return canonicalUserName(text) ?? text;
}

function isSame(one: SetApproval, other: SetApproval): boolean {
  const [a, b] = [one.signature, other.signature];
  return a !== undefined && b !== undefined && areUint8ArraysEqual(a.start, b.start);
}

function isRight(
  { name, signature, unfit }: SetApproval,
  { token: { signedBytes: token }, roster }: GatheredToken,
  crypto: CryptoProvider,
): boolean {
  if (signature === undefined || signature.malformed !== undefined || unfit !== undefined) {
    return false;
  }
  const given = { token, tokenPaths: [], signature: signature.start, roster, nearby: [] };
  return explainSignature({ ...given, officer: showText(name) }, crypto) === undefined;
}
