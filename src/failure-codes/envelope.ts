/** Failures of ceremony/dsse/: envelopes that cannot be read, or not become one. */
import type { JsonProblem } from './json-problem.ts';
import type { KindsOf } from './kind.ts';

/** A `member` is as `signatures[0].sig`. */
export interface EnvelopeFailures {
  /** It is no JSON that everybody reads alike. */
  'envelope-json': { readonly problem: JsonProblem };
  /** It is JSON without `payload`, `payloadType` and `signatures`. */
  'envelope-kind': object;
  /** A member is missing, or is not what it must be. */
  'envelope-member': { readonly member: string; readonly problem: EnvelopeMemberProblem };
  /** More signatures than are looked at. */
  'envelope-signatures': { readonly signatures: number; readonly most: number };
  /** There is nothing to combine. */
  'envelope-combine-nothing': object;
  /** Two are around different payloads, or payloads of different types; `envelope` is the second one's number, from 1. */
  'envelope-payloads-differ': { readonly envelope: number };
  /** A member that has nothing to do with what is signed is not the same in all of them. */
  'envelope-members-differ': { readonly envelope: number; readonly member: string };
}

/** What is the matter with a member of an envelope. */
export type EnvelopeMemberProblem =
  | 'missing'
  /** it must be a text */
  | 'text'
  /** it must be a list */
  | 'list'
  /** it must be an object */
  | 'object'
  | 'empty'
  /** more than anybody needs */
  | 'too-long'
  /** half of a pair of UTF-16, which no UTF-8 has */
  | 'not-unicode'
  /** not the one text in base64, of either alphabet, that stands for its bytes */
  | 'base64';

export const envelopeFailureKinds = (): KindsOf<EnvelopeFailures> => ({
  'envelope-json': 'file',
  'envelope-kind': 'file',
  'envelope-member': 'file',
  'envelope-signatures': 'file',
  'envelope-combine-nothing': 'usage',
  'envelope-payloads-differ': 'file',
  'envelope-members-differ': 'file',
});
