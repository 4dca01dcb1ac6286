/**
 * What can be found in a file of the newer command line: every code, and the values that it comes with.
 * `token/lint/` has the rules. A `path` is of a member, as `signatures[0].role`.
 */
import type { DiagnosticOf } from '../diagnostic.ts';
import type { RecordProblem } from './record-problem.ts';

/** Every code of a diagnostic, and its values. */
export interface Sdk5DiagnosticValues {
  'json-size': { readonly bytes: number; readonly most: number };
  'json-encoding': object;
  'json-depth': { readonly most: number };
  'json-syntax': { readonly expected: JsonExpected };
  'json-kind': object;
  'byte-order-mark': object;
  'duplicate-member': { readonly name: string };
  'proto-member': object;
  'member-type': { readonly path: string; readonly expected: 'string' | 'array' | 'object' };
  'missing-member': { readonly path: string };
  'unknown-member': { readonly path: string };
  version: { readonly found: string; readonly expected: string };
  /** `blanks`, `url-alphabet`, `hex`: what it is can be told all the same. */
  base64: {
    readonly path: string;
    readonly problem: 'blanks' | 'url-alphabet' | 'hex' | 'none';
  };
  'digest-length': { readonly path: string; readonly bytes: number };
  /** `path` is not the SHA-256 of the data beside it. */
  'token-digest': { readonly path: string };
  /** The data of a quorum token are no records; or those of a registration are. */
  records: RecordsProblem;
  /** `keys`: each as `0x…`; empty where the services are about no key. */
  'mixed-token': {
    readonly users: readonly string[];
    readonly services: readonly number[];
    readonly keys: readonly string[];
  };
  /** `service` is another than that of the records. */
  service: {
    readonly written: string;
    readonly expected: string | undefined;
    readonly number: number;
  };
  'unknown-service': { readonly written: string; readonly number: number };
  /** The key is another than that of the records; each as `0x…`, missing where there is none. */
  'key-reference': { readonly written: string | undefined; readonly expected: string | undefined };
  'user-name': { readonly value: string };
  /** `expected`: the role whose approvals the service takes. */
  role: { readonly name: string; readonly role: string; readonly expected: string };
  'signature-length': { readonly path: string; readonly bytes: number };
  'repeated-approver': { readonly name: string };
  /** Of `name` as of `other`, who comes before. */
  'repeated-signature': { readonly name: string; readonly other: string };
  /** A signature stands where nobody looks for one. */
  'misplaced-signature': { readonly path: string; readonly belongs: string };
  'expired-token': { readonly age: number; readonly validity: number };
}

/** A code of a diagnostic of a file of the newer command line. */
export type Sdk5DiagnosticCode = keyof Sdk5DiagnosticValues;

/** One finding in a file of the newer command line. */
export type Sdk5Diagnostic = DiagnosticOf<Sdk5DiagnosticValues>;

/** What should stand where a text stops to be JSON. */
export type JsonExpected =
  | 'value'
  | 'name'
  | 'colon'
  | 'comma'
  | 'closing-brace'
  | 'closing-bracket'
  | 'end'
  | 'string-end'
  | 'escape'
  | 'json';

/** Why the data of a file are not what they should be. */
export type RecordsProblem =
  | { readonly problem: 'empty'; readonly path: string }
  /** not a multiple of 80 */
  | { readonly problem: 'size'; readonly path: string; readonly bytes: number }
  /** a record, counted from 1, holds what no HSM writes */
  | {
      readonly problem: 'record';
      readonly path: string;
      readonly record: number;
      readonly detail: RecordProblem;
    }
  /** a quorum token in the place of the data of a registration */
  | { readonly problem: 'disguised'; readonly path: string; readonly records: number }
  /** what is signed of a request or a policy, in the place of the data of a registration */
  | { readonly problem: 'envelope'; readonly path: string }
  /** more than an HSM takes as the data of a registration */
  | {
      readonly problem: 'registration-size';
      readonly path: string;
      readonly bytes: number;
      readonly most: number;
    };
