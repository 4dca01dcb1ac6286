/** What the device has to say of a file, as codes with values; `src/words/device.ts` has its sentences. */
import type { FieldText } from '../text.ts';
import type { DeviceFieldName } from './fields.ts';

/** What ends a reading. */
export type DeviceError =
  /** a token or signature file */
  | { readonly code: 'cannot-open'; readonly path: FieldText }
  /** the single token file has less than one record */
  | { readonly code: 'short-token'; readonly path: FieldText }
  /** the multi token file is no multiple of 80 bytes */
  | { readonly code: 'token-size'; readonly bytes: number }
  /** more than 20 are announced */
  | { readonly code: 'too-many-approvals' }
  /** the multi token file has more than 32 records */
  | { readonly code: 'too-many-tokens' }
  /** the multi token file has less records than its size promises */
  | { readonly code: 'short-tokens'; readonly records: number; readonly path: FieldText }
  /** the file ends after `read` of the `expected` approvers */
  | { readonly code: 'missing-approver'; readonly read: number; readonly expected: number }
  /** an approver's type is neither 1 nor 2 */
  | { readonly code: 'user-type'; readonly type: number; readonly name: FieldText }
  /** a signature file has less than 256 bytes */
  | { readonly code: 'short-signature'; readonly path: FieldText };

/** What does not end it. */
export type DeviceWarning =
  /** neither `;` nor newline ends a value in its piece, so that the real reading is undefined */
  | { readonly code: 'value-not-ended' }
  /** a value does not fit its field, which is neither stored nor counted */
  | { readonly code: 'value-too-long'; readonly field: DeviceFieldName; readonly bytes: number };
