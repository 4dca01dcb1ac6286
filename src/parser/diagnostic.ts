/** What can be found in an approval file: every code, and the values that it comes with. */
import type { DiagnosticOf } from '../diagnostic.ts';
import type { ContentKind } from '../failure-codes/content-kind.ts';
import type { DeviceError } from './device/codes.ts';
import type { FieldName } from './fields.ts';
import type { FieldText } from './text.ts';

/**
 * Every code of a diagnostic, and its values. A `key`, `value`, `path` or `name` is as it stands in the
 * file; a `field` is the one that is meant.
 */
export interface DiagnosticValues {
  /** `found`: what the file is instead. Nothing of it is told. */
  'not-an-approval-file': { readonly found: ContentKind };
  'utf-16': object;
  'carriage-return-lines': object;
  /** `hidesLine`: the device skips the first line, which might be a field. */
  'byte-order-mark': { readonly hidesLine: boolean };
  'missing-last-newline': object;
  /** `cutsValue`: it stands in a field, whose value ends there for the device. */
  'nul-byte': { readonly cutsValue: boolean };
  'long-line': LongLine;
  'indented-field': { readonly key: FieldText };
  'key-spelling': { readonly field: FieldName; readonly key: FieldText };
  /** The device reads the line as `field`, with that value. */
  'key-prefix': { readonly field: FieldName; readonly value: FieldText };
  /** `similar`: the key that was probably meant. */
  'unknown-field': { readonly key: FieldText; readonly similar: FieldName | undefined };
  'stray-text': object;
  'second-field-on-line': { readonly field: FieldName };
  'text-after-semicolon': object;
  'missing-equals': { readonly key: FieldText };
  'missing-semicolon': { readonly key: FieldText };
  /** `atEnd`: the file ends there; else the device's piece of 511 bytes does. */
  'unended-value': { readonly key: FieldText; readonly atEnd: boolean };
  'tab-before-value': { readonly key: FieldText; readonly space: 'tab' | 'other' };
  /** `skipped` is what the device takes off the beginning, `value` what is left. */
  'leading-equals': {
    readonly field: FieldName;
    readonly skipped: string;
    readonly value: FieldText;
  };
  'blank-before-semicolon': { readonly value: FieldText };
  'hash-in-value': { readonly value: FieldText };
  /** `value` is what stands between the quotes. */
  'quoted-value': { readonly value: FieldText };
  /** `read` is what the device makes of it; `problem` whether that is what is written. */
  'number-format': {
    readonly value: FieldText;
    readonly read: number;
    readonly problem: 'misread' | 'text-behind';
  };
  /** `meant`: the type that is spelt out. */
  'user-type': { readonly value: FieldText; readonly meant: 1 | 2 | undefined };
  /** A CU approves where the token's service takes the approvals of COs, or the other way round. */
  'type-of-service': {
    readonly found: 1 | 2;
    readonly expected: 1 | 2;
    readonly service: number;
  };
  'long-value': { readonly field: FieldName; readonly bytes: number; readonly most: number };
  'user-name': { readonly value: FieldText };
  'unexpanded-path': { readonly value: FieldText };
  'empty-value': { readonly field: FieldName };
  'missing-field': { readonly field: FieldName };
  'duplicate-field': { readonly field: FieldName };
  'approver-in-header': { readonly key: FieldText };
  /** `count` is what the file gives as the number of approvals. */
  'count-mismatch': { readonly approvers: number; readonly count: number };
  'no-approvals': object;
  'too-many-approvals': { readonly count: number; readonly most: number };
  'repeated-approver': { readonly name: FieldText };
  /** Of `name` as of `other`, who comes before. */
  'repeated-signature': { readonly name: FieldText; readonly other: FieldText };
  /** `bytes`: its size; none where it cannot be opened. */
  'token-file': {
    readonly field: 'multiTokenFilePath' | 'tokenFilePath';
    readonly path: FieldText;
    readonly bytes: number | undefined;
    /** What its PEM block says that it is, as `PRIVATE KEY`. */
    readonly label: string | undefined;
  };
  /** The token's records are of several users or services, each named once, or several of one node. */
  'mixed-token': {
    readonly path: FieldText;
    readonly users: readonly string[];
    readonly services: readonly number[];
    /** Handles, each once; empty where the services are about no key. */
    readonly keys: readonly bigint[];
    /** Pieces of 80 bytes that are no records. */
    readonly others: number;
    /** Nodes that have more than one record. */
    readonly repeated: readonly number[];
  };
  /** `bytes`: its size; none where it cannot be opened. */
  'signature-file': {
    readonly path: FieldText;
    readonly bytes: number | undefined;
    /** What its PEM block says that it is, as `PRIVATE KEY`. */
    readonly label: string | undefined;
  };
  /**
   * `more`: how many other paths are alike. `folder`: the approval file's own one, from the working
   * directory, where one of them leads to a file from there alone, so that the device stops at it here.
   */
  'path-depends-on-folder': {
    readonly path: FieldText;
    readonly more: number;
    readonly folder: string | undefined;
  };
  /** `error`: what ends the device's reading, if anything does. */
  'readings-differ': { readonly error: DeviceError | null };
}

/** What of a line is too long for the device. */
export type LongLine =
  /** the device takes what stands at `byte` of the line, from 1, for a field */
  | { readonly hidden: FieldName; readonly byte: number }
  | { readonly hidden: undefined; readonly bytes: number };

/** Stable: scripts and people's notes refer to it. */
export type DiagnosticCode = keyof DiagnosticValues;

/** One thing that is wrong with an approval file. */
export type Diagnostic = DiagnosticOf<DiagnosticValues>;

/** What the parser itself finds. */
export type SyntaxCode = 'missing-equals' | 'missing-semicolon' | 'stray-text';
export type SyntaxDiagnostic = DiagnosticOf<Pick<DiagnosticValues, SyntaxCode>>;
