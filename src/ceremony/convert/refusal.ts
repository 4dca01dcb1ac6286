import type { AnyFailure } from '../../failure.ts';
import type { TextProblem } from '../../failure-codes/parser.ts';
import type { Sdk5Diagnostic } from '../../failure-codes/sdk5-diagnostic.ts';
import type { DeviceError } from '../../parser/device.ts';
import type { Base64Problem } from '../../token/sdk5/base64.ts';

/** Why approvals cannot be carried into the other kind of file. Texts are as they are shown. */
export type ConvertRefusal =
  /** the HSM's tool stops at the classic file */
  | { readonly code: 'device-error'; readonly error: DeviceError }
  /** the tool reads the classic file otherwise than it is written */
  | { readonly code: 'readings-differ' }
  /** it cannot be taken for a token file of the newer command line */
  | { readonly code: 'malformed'; readonly diagnostic: Sdk5Diagnostic }
  /** it is a file of the newer command line for something else */
  | { readonly code: 'other-kind'; readonly kind: 'registration' | 'mfa' | 'authdata' }
  /** what is signed is no quorum token */
  | { readonly code: 'no-token'; readonly problem: AnyFailure }
  /** the record of the single token file is none of the token */
  | { readonly code: 'single-token'; readonly path: string }
  /** more than a classic file can name */
  | {
      readonly code: 'too-many';
      readonly what: 'approvals' | 'records';
      readonly found: number;
      readonly most: number;
    }
  /** the HSM's tool would not read an approver's name back */
  | { readonly code: 'name'; readonly name: string; readonly problem: TextProblem }
  /** an approver's name ends with blanks, which people and the tool read each in their own way */
  | { readonly code: 'name-blanks'; readonly name: string }
  /** an approver's name is no UTF-8, and JSON holds nothing else */
  | { readonly code: 'name-encoding'; readonly name: string }
  /** a classic file names nobody twice */
  | { readonly code: 'repeated-name'; readonly name: string }
  /** a role that the older console has no type for */
  | { readonly code: 'role'; readonly name: string; readonly role: string }
  /** a signature has not 256 bytes */
  | {
      readonly code: 'signature-size';
      readonly name: string;
      readonly origin: string;
      readonly bytes: number;
    }
  /** a signature's text is no base64 */
  | {
      readonly code: 'signature-base64';
      readonly name: string;
      readonly origin: string;
      readonly problem: Base64Problem;
    }
  /** there is something beside token and approvals, which may be left out */
  | { readonly code: 'unheld'; readonly unheld: readonly Unheld[] };

/** What stands beside token and approvals, and has no place in the other kind of file. */
export type Unheld =
  /** a comment of a classic file; `line` counts from 1 */
  | { readonly code: 'comment'; readonly line: number }
  /** a line of it that is nothing known */
  | { readonly code: 'other-line'; readonly line: number }
  /** a member that no document knows */
  | { readonly code: 'member'; readonly path: string }
  /** a name of the service that no document knows */
  | { readonly code: 'service'; readonly name: string };
