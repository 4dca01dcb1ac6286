/** `mofn/parser`: all that can be done with approval files. */
export {
  type CombineInput,
  combine,
  type SignedApprovals,
  type SignedApprover,
} from './ceremony/combine.ts';
export { Failure, type FailureKind, isFailure } from './failure.ts';
export * from './parser/index.ts';
