import type {
  ApprovalPlace,
  CeremonyFailures,
  TokenInBrief,
} from '../../failure-codes/ceremony.ts';
import { escapeUnsafe } from '../../printable.ts';
import { findService } from '../../token/service.ts';
import { countNoun } from '../count-noun.ts';
import { describePolicyDiagnostic } from '../policy-diagnostics/index.ts';
import { quotePath } from '../quote-for-shell.ts';
import type { FailureWords } from './failure-words.ts';

/** Longest type of a payload that is shown. */
const LONGEST_TYPE = 80;

export const CEREMONY_FAILURE_WORDS: FailureWords<CeremonyFailures> = {
  'combine-nothing': { message: () => 'there is nothing to combine' },
  'combine-tokens-differ': {
    message: ({ source, token, otherSource, otherToken }) =>
      `${nameSource(source)} is over another token than ${nameSource(otherSource)}: ` +
      `${describeToken(token)}, not ${describeToken(otherToken)}`,
    hint: () =>
      'approvals of different tokens cannot stand in one file; have the officers sign the same token',
  },
  'combine-no-user-name': {
    message: ({ source, name }) =>
      `${nameSource(source)} names an approver ${quote(name)}, which is no user name`,
    hint: () => 'user names have 1 to 31 letters, digits and _',
  },
  'combine-signature-size': {
    message: ({ name, file, bytes }) =>
      `${escapeUnsafe(name)}'s signature ${quote(file)} has ${countNoun(bytes, 'byte')}, expected 256`,
    hint: () => "with --roster FOLDER, the officers' public keys, you are told what it is",
  },
  'combine-signatures-differ': {
    message: ({ name, places }) => `${name} has two signatures: ${describePlaces(places)}`,
    hint: () => 'one of them at least is wrong: leave that one out',
  },
  'combine-types-differ': {
    message: ({ name, types, places }) =>
      `${name} has two types, ${types.join(' and ')}: ${describePlaces(places)}`,
    hint: () => 'officers are of type 2',
  },
  'combine-signature-shared': {
    message: ({ approvers }) =>
      `${approvers.map(({ name }) => escapeUnsafe(name)).join(' and ')} have the same signature: ` +
      approvers.map(({ file }) => quote(file)).join(' and '),
    hint: () => 'it is of one of them at most; an HSM refuses the file',
  },
  'policy-malformed': {
    message: ({ path, line, column, diagnostic, others }) => {
      const { message } = describePolicyDiagnostic(diagnostic);
      const where = `${path === null ? 'standard input' : escapeUnsafe(path)}:${line}:${column}`;
      const more = others === 0 ? '' : `; ${countNoun(others, 'more error')}`;
      return `the policy is not sound: ${where}: ${message}${more}`;
    },
    hint: ({ path, diagnostic }) =>
      path === null
        ? describePolicyDiagnostic(diagnostic).hint
        : `"mofn policy lint ${quotePath(path)}" tells all of it`,
  },
  'policy-payload-type': {
    message: ({ found, expected }) =>
      `the envelope is around ${quote(found.slice(0, LONGEST_TYPE))}, expected a policy: ${quote(expected)}`,
    hint: () => '"mofn policy sign" writes signed policies',
  },
  'combine-too-many': {
    message: ({ approvers, most }) =>
      `found ${countNoun(approvers, 'approver')}, and the device takes ${most} at most`,
    hint: () => 'M of them are enough',
  },
};

function describePlaces(places: readonly ApprovalPlace[]): string {
  return places.map(describePlace).join(' and ');
}

function describePlace({ file, source }: ApprovalPlace): string {
  return `${quote(file)}${source === undefined ? '' : ` of ${nameSource(source)}`}`;
}

function nameSource(source: string | undefined): string {
  return source === undefined ? 'one input' : quote(source);
}

function quote(text: string): string {
  return `"${escapeUnsafe(text)}"`;
}

function describeToken(token: TokenInBrief): string {
  if (token.kind === 'empty') return 'an empty file';
  const digest = `(SHA-256 ${token.digest.slice(0, 16)}…)`;
  if (token.kind === 'other') return `no quorum token ${digest}`;
  const service = findService(token.service)?.name ?? `service ${token.service}`;
  return `token ${token.id} of ${escapeUnsafe(token.user)} for ${service} ${digest}`;
}
