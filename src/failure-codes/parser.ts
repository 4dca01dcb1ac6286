/** Failures of parser/: what cannot be written into an approval file, and edits that cannot be made. */
import type { KindsOf } from './kind.ts';

export interface ParserFailures {
  /** The number of approvals is not that of the approvers. */
  'approval-count': { readonly count: number; readonly approvers: number };
  /** More approvals than the device takes, or no number of them. */
  'approval-limit': { readonly approvals: number; readonly most: number };
  /** A path is empty that the device opens in any case. */
  'approval-path-empty': { readonly field: 'multiTokenFilePath' | 'file' };
  /** The device would not give a name or path back unchanged. `text` is it as it is shown. */
  'approval-text': {
    readonly field: ApprovalTextField;
    readonly text: string;
    readonly problem: TextProblem;
  };
  /** An approver's type is neither 1 nor 2. */
  'approver-type': { readonly type: number };
  /** The file has no approver of that name; `approvers` names those that it has. */
  'approver-unknown': { readonly name: string; readonly approvers: readonly string[] };
  /** An approver of that name is there already, and an HSM counts nobody twice. */
  'approver-there': { readonly name: string };
  /** The file has several approvers of that name. */
  'approver-repeated': { readonly name: string; readonly times: number };
  /** An approver lacks the line that is to be changed. */
  'approver-incomplete': { readonly name: string; readonly field: 'type' | 'name' | 'file' };
  /** The file is in no shape to be edited. */
  'approval-edit': {
    readonly problem: /** the lines of one approver would be taken for another's */
      | 'approvers-mixed'
      /** the device would no longer read what is written */
      | 'reading-changed';
  };
}

/** A field of an approval file whose value is a name or a path. */
export type ApprovalTextField = 'multiTokenFilePath' | 'tokenFilePath' | 'name' | 'file';

/** Why a name or path cannot be written. */
export type TextProblem =
  /** it holds what ends a value */
  | { readonly code: 'semicolon' | 'line-break' | 'nul' }
  /** it begins with what the device skips: a blank, `:` or `=` */
  | { readonly code: 'skipped-start' }
  /** it has a surrogate without its other half, for which UTF-8 has no bytes */
  | { readonly code: 'half-surrogate' }
  | { readonly code: 'length'; readonly bytes: number; readonly most: number };

export const parserFailureKinds = (): KindsOf<ParserFailures> => ({
  'approval-count': 'usage',
  'approval-limit': 'usage',
  'approval-path-empty': 'usage',
  'approval-text': 'usage',
  'approver-type': 'usage',
  'approver-unknown': 'usage',
  'approver-there': 'usage',
  'approver-repeated': 'usage',
  'approver-incomplete': 'usage',
  'approval-edit': 'file',
});
