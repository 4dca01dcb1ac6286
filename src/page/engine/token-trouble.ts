/** What is the matter with the token of an approval file, where that is what keeps the file back. */
import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import type { CeremonyStatus } from '../../ceremony/status.ts';
import { recogniseContent } from '../../content/recognise-content.ts';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';
import type { TokenTrouble } from './page-model.ts';

/**
 * Finds it. Where the token that was signed is at hand, the next step names it, and this is silent.
 *
 * @param find what was dropped of a name
 * @example
 * const judged = readStatus(set, { roster }, nodeCrypto);
 * findTokenTrouble(set, judged, () => undefined)?.code;
 */
export function findTokenTrouble(
  set: ApprovalSet,
  status: CeremonyStatus,
  find: (name: string) => Uint8Array | undefined,
): TokenTrouble | undefined {
  if (set.format !== 'classic') return findTooOld(status);
  if (status.token === undefined) return findDamaged(set, find);
  return findAnother(status) ?? findTooOld(status);
}

/** Only what may have been a token: a key, or what else has a form of its own, is none that was damaged. */
function findDamaged(
  { names: { tokens } }: ApprovalSet,
  find: (name: string) => Uint8Array | undefined,
): TokenTrouble | undefined {
  for (const file of tokens.map(showText)) {
    const bytes = find(file);
    if (bytes === undefined || bytes.length % DEVICE_LIMITS.tokenRecord === 0) continue;
    if (!['binary', 'text'].includes(recogniseContent(bytes))) continue;
    return { code: 'damaged', file, bytes: bytes.length, wasText: wasTakenForText(bytes) };
  }
  return undefined;
}

/** Whether bytes are what becomes of a token that somebody took for Latin-1, and wrote as UTF-8. */
function wasTakenForText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\ufffd') || text.length % DEVICE_LIMITS.tokenRecord === 0;
  } catch {
    return false;
  }
}

/** All that was signed is one other thing: by the request, or by several officers, who do not err alike. */
function findAnother({
  token,
  signedToken,
  approvals,
  request,
}: CeremonyStatus): TokenTrouble | undefined {
  if (token === undefined || signedToken !== undefined) return undefined;
  const judged = approvals.filter(({ state }) => state !== 'no-file' && state !== 'unread');
  const digests = new Set(
    judged.map((one) => {
      const [cause, ...others] = one.state === 'wrong' ? one.wrong.causes : [];
      return cause?.code === 'unknown-message' && others.length === 0 ? cause.digest : undefined;
    }),
  );
  const [sha256, ...others] = digests;
  if (sha256 === undefined || others.length > 0) return undefined;
  const [problem] = request?.problems.filter(({ code }) => code === 'other-token') ?? [];
  const isSaid =
    request === undefined
      ? judged.length > 1
      : problem?.code === 'other-token' && problem.expected === sha256;
  if (!isSaid) return undefined;
  return { code: 'another', file: showText(token.path), found: token.digest, sha256 };
}

function findTooOld({ policy }: CeremonyStatus): TokenTrouble | undefined {
  const limits = (policy?.rules ?? []).flatMap(({ tooOld }) => tooOld ?? []);
  const [least] = limits.sort((a, b) => a.most - b.most);
  return least && { code: 'too-old', ...least };
}
