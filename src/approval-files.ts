/**
 * `mofn/parser`: all that can be done with approval files. It needs nothing of Node, so that a web page can
 * have it too.
 */
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
  failureKinds,
  isFailure,
} from './failure.ts';
export type { AuditJudgeFailures } from './failure-codes/audit-judge.ts';
export type { AuditLogFailures, LogJsonProblem } from './failure-codes/audit-log.ts';
export type {
  ArchiveField,
  ArchivePathProblem,
  ArchivePlace,
  BundleFailures,
  ManifestProblem,
} from './failure-codes/bundle.ts';
export type {
  ApprovalPlace,
  CeremonyFailures,
  TokenInBrief,
} from './failure-codes/ceremony.ts';
export type { CeremonyRecordFailures, RecordLineProblem } from './failure-codes/ceremony-record.ts';
export type { ContentFailures, WantedContent } from './failure-codes/content.ts';
export type { ContentKind } from './failure-codes/content-kind.ts';
export type { EnvelopeFailures, EnvelopeMemberProblem } from './failure-codes/envelope.ts';
export type { FilesFailures, FoundKind } from './failure-codes/files.ts';
export type { HsmFailures } from './failure-codes/hsm.ts';
export type {
  FaultTextCode,
  FaultTextFailure,
  HsmFileFailures,
  SeedIssue,
  SeedProblem,
} from './failure-codes/hsm-files.ts';
export type { FaultWord, HsmPlanFailures } from './failure-codes/hsm-plan.ts';
export type {
  Contradiction,
  Damage,
  HsmStateFailures,
  KeyMaterialProblem,
  NumberedPart,
  ShapeProblem,
  StateAction,
  StateOutcome,
  StateProblem,
} from './failure-codes/hsm-state.ts';
export type { OperationArgumentKind, OperationProblem } from './failure-codes/operation-problem.ts';
export type { ApprovalTextField, ParserFailures, TextProblem } from './failure-codes/parser.ts';
export type {
  KeyFileProblem,
  MissingInLint,
  PolicyDiagnostic,
  PolicyDiagnosticCode,
  PolicyDiagnosticValues,
  PolicyKeyProblem,
} from './failure-codes/policy-diagnostic.ts';
export type {
  KeyProblem,
  QuorumKeyProblem,
  RsaKeyFlaw,
} from './failure-codes/quorum-key-problem.ts';
export type { RecordProblem } from './failure-codes/record-problem.ts';
export type { RequestFailures, RequestMemberProblem } from './failure-codes/request.ts';
export type {
  ScriptDiagnostic,
  ScriptDiagnosticCode,
  ScriptDiagnosticValues,
  ScriptPolicyProblem,
} from './failure-codes/script-diagnostic.ts';
export type {
  JsonExpected,
  RecordsProblem,
  Sdk5Diagnostic,
  Sdk5DiagnosticCode,
  Sdk5DiagnosticValues,
} from './failure-codes/sdk5-diagnostic.ts';
export type {
  CountedThing,
  Expected,
  ExpectedCode,
  ExpectedValues,
  ShapeDetail,
} from './failure-codes/shape-detail.ts';
export type {
  LineSource,
  NamedKey,
  PemProblem,
  SignerFailures,
  WorkKind,
} from './failure-codes/signer.ts';
export type { AgentFailures, ListedAgentKey } from './failure-codes/signer-agent.ts';
export type { Pkcs11Failures, Pkcs11UriProblem } from './failure-codes/signer-pkcs11.ts';
export type { TokenFailures } from './failure-codes/token.ts';
export type {
  TomlDiagnosticValues,
  TomlKind,
  TomlProblem,
  TomlValueForm,
} from './failure-codes/toml-diagnostic.ts';
export * from './parser/index.ts';
export * from './token/index.ts';
export { describeDeviceError, describeDeviceWarning } from './words/device.ts';
export {
  type DescribedDiagnostic,
  DIAGNOSTIC_CODES,
  describeDiagnostic,
} from './words/diagnostics/index.ts';
export { type DescribedFailure, describeFailure } from './words/failures/index.ts';
export { describeSdk5Diagnostic } from './words/sdk5-diagnostics/index.ts';
