/** What `--policy` adds to signing a token. */

import { isSignatureBy } from '../../../../ceremony/officer-key.ts';
import {
  judgeNextApproval,
  type NextVerdict,
} from '../../../../ceremony/policy/judge-next-approval.ts';
import type { Policy } from '../../../../ceremony/policy/policy.ts';
import { holdersOfPolicy } from '../../../../ceremony/policy/roster-of-policy.ts';
import type { GivenApproval, PolicyQuestion } from '../../../../ceremony/policy/verdict.ts';
import { judgeRequestSignatures } from '../../../../ceremony/request/judge-signatures.ts';
import type { SignedRequest } from '../../../../ceremony/request/request.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { fingerprintKey } from '../../../../signer/fingerprint.ts';
import type { OpenedSigner } from '../../../../signer/signer.ts';
import type { TokenRecord } from '../../../../token/record.ts';
import { describeNextApproval, isNextCounted } from '../../../../words/policy-verdict.ts';
import { nameInput } from '../../../../words/token.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { readPolicyInput } from '../../../input/read-policy.ts';
import type { Signed } from '../answer.ts';

/** A policy that a signature is looked at with. */
export interface OpenedPolicy {
  readonly digest: string;
  /** Says what a signature will be worth. */
  readonly foretell: (
    request: SignedRequest | undefined,
    signer: OpenedSigner,
    account: string | undefined,
  ) => Foretold;
}

/** What a signature will be worth. */
export interface Foretold {
  /** For people. */
  readonly lines: readonly string[];
  readonly answer: NonNullable<Signed['policy']>;
}

/** A token, and the approvals in its file; a classic token has none. */
interface TokenToJudge {
  readonly path: string;
  readonly records: readonly TokenRecord[];
  readonly listApprovals?: () => readonly GivenApproval[];
}

/** @throws as readPolicyInput; Failure of kind `file` where there is no token that it could be about */
export async function openPolicy(
  path: string,
  token: TokenToJudge,
  context: Context,
): Promise<OpenedPolicy> {
  const policy = await readPolicyInput(path, context);
  const [first] = token.records;
  if (first === undefined) {
    throw new CommandFailure(
      'file',
      `${token.path === '-' ? 'standard input' : quoted(token.path)} is no quorum token, and a policy is for one`,
      'to sign it alone, leave out --policy',
    );
  }
  return {
    digest: policy.digest,
    foretell(request, signer, account) {
      const fingerprint = fingerprintKey(signer.publicKey);
      const question = ask(policy, token, first, request, Math.floor(context.now() / 1000));
      const verdict = judgeNextApproval(policy, question, { account, fingerprint });
      const called = policy.name === undefined ? 'policy' : `policy "${escapeUnsafe(policy.name)}"`;
      return {
        lines: [
          `${nameInput(path)}: ${called}`,
          ...describeNextApproval(verdict).map((line) => `  ${line}`),
        ],
        answer: { file: path, sha256: policy.digest, ...encode(verdict) },
      };
    },
  };
}

function ask(
  policy: Policy,
  { records, listApprovals }: TokenToJudge,
  first: TokenRecord,
  request: SignedRequest | undefined,
  now: number,
): PolicyQuestion {
  const created = records.reduce((oldest, one) => Math.min(oldest, one.created), first.created);
  const signers = request && listSigners(policy, request, created);
  return {
    requester: first.user,
    service: first.service,
    created,
    operation: request?.request.operation,
    now,
    // Whoever has signed the request is about to approve, where nothing else is known.
    approvals: listApprovals?.() ?? signers ?? [],
    requestSigners: signers?.map(({ account }) => account),
  };
}

function listSigners(
  policy: Policy,
  request: SignedRequest,
  created: number,
): readonly GivenApproval[] {
  const judged = judgeRequestSignatures(request, holdersOfPolicy(policy, created), nodeCrypto);
  return judged.flatMap((one, at): readonly GivenApproval[] => {
    const { signature = new Uint8Array() } = request.signatures[at] ?? {};
    const account = one.state === 'right' ? one.names[0] : undefined;
    if (account === undefined) return [];
    return [
      {
        account,
        isBy: ({ key }) => isSignatureBy(key, request.signedBytes, signature, nodeCrypto),
      },
    ];
  });
}

function encode(verdict: NextVerdict): Omit<Foretold['answer'], 'file' | 'sha256'> {
  const { approval, rules } = verdict;
  const person = approval !== undefined && 'person' in approval ? approval.person?.id : undefined;
  return {
    counts: isNextCounted(verdict),
    state: approval?.state ?? 'stranger',
    person: person ?? null,
    rules: rules.map(({ rule, taken, isMet }) => ({
      number: rule.number,
      name: rule.name ?? null,
      group: taken.find((seat) => seat.person.id === person)?.group ?? null,
      met: isMet,
    })),
  };
}
