/** `mofn/parser`: all that can be done with approval files. */
export {
  type CombineInput,
  combine,
  type SignedApprovals,
  type SignedApprover,
} from './ceremony/combine.ts';
export type { CryptoProvider, HashName, RsaPublicNumbers } from './crypto-provider.ts';
export {
  type AnyFailure,
  Failure,
  type FailureCode,
  type FailureKind,
  type FailureValues,
  isFailure,
} from './failure.ts';
export * from './parser/index.ts';
export { describeDeviceError, describeDeviceWarning } from './words/device.ts';
export { type DescribedDiagnostic, describeDiagnostic } from './words/diagnostics/index.ts';
export { type DescribedFailure, describeFailure } from './words/failures/index.ts';
