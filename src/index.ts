/**
 * `mofn`: all of `mofn/parser`, and what a program needs that signs, checks or tests: tokens, keys and
 * signatures, the ceremony, and the emulated cluster with its console.
 */

export * from './approval-files.ts';
export type { AsyncDisposal } from './async-disposal.ts';
export type { AuditLimits } from './audit/judge/budget.ts';
export type { ApproveRequest, RequestFile } from './audit/judge/cover.ts';
export { type AuditTrust, makeApprover } from './audit/judge/judge-approval.ts';
export { Audit, type AuditOptions, type AuditQuestion } from './audit/judge/judge-audit.ts';
export { createLogReader, type LogReader } from './audit/log/reader.ts';
export type * from './audit/log-event.ts';
export type * from './audit/report.ts';
export type {
  ApprovalSet,
  MisplacedApproval,
  SetApproval,
  SetFault,
  SignatureFile,
  SignedToken,
  UnfitReason,
} from './ceremony/approval-set.ts';
export {
  type CheckedApprovals,
  type CheckOptions,
  type Collected,
  type CollectOptions,
  type CollectRefusal,
  checkApprovals,
  collectApprovals,
  type FoundApprover,
  findApprover,
  isApprovalFile,
  type WrongApproval,
} from './ceremony/collect.ts';
export type { ConvertRefusal, Unheld } from './ceremony/convert/refusal.ts';
export {
  type ConvertedFile,
  type ConvertedToClassic,
  convertToClassic,
} from './ceremony/convert/to-classic.ts';
export {
  type ConvertedToSdk5,
  type ConvertOptions,
  convertToSdk5,
} from './ceremony/convert/to-sdk5.ts';
export { addSignature as addEnvelopeSignature } from './ceremony/dsse/add-signature.ts';
export { combineEnvelopes } from './ceremony/dsse/combine-envelopes.ts';
export type { Envelope, EnvelopeSignature } from './ceremony/dsse/envelope.ts';
export { encodePae } from './ceremony/dsse/pae.ts';
export { readEnvelope } from './ceremony/dsse/read-envelope.ts';
export { writeEnvelope } from './ceremony/dsse/write-envelope.ts';
export { type ClassicSet, readClassicSet } from './ceremony/formats/classic.ts';
export { type ReadSetOptions, readApprovalSet } from './ceremony/formats/index.ts';
export { readSdk5Set, type Sdk5Set } from './ceremony/formats/sdk5.ts';
export {
  type FileFix,
  findNextSteps,
  type NextStep,
  type SignatureFormat,
} from './ceremony/next-steps.ts';
export {
  fingerprintOfficerKey,
  isSignatureBy,
  type OfficerKey,
} from './ceremony/officer-key.ts';
export type { ConsoleKind } from './ceremony/operation/argument-kinds.ts';
export { describeOperation, formatOperation } from './ceremony/operation/format-operation.ts';
export {
  isCovered,
  isSameOperation,
  matchesPattern,
} from './ceremony/operation/match-operation.ts';
export type { Operation, OperationPattern } from './ceremony/operation/operation.ts';
export type { OperationCode } from './ceremony/operation/operation-kinds.ts';
export {
  type ParsedOperation,
  type ParsedPattern,
  parseOperation,
  parsePattern,
} from './ceremony/operation/parse-operation.ts';
export { listGivenApprovals } from './ceremony/policy/given-approvals.ts';
export { judgePolicy } from './ceremony/policy/judge-policy.ts';
export { type JudgeSetOptions, judgeSet, type SetVerdict } from './ceremony/policy/judge-set.ts';
export {
  type LintOptions as LintPolicyOptions,
  lintPolicy,
} from './ceremony/policy/lint-policy.ts';
export type {
  GroupSeats,
  Person,
  PersonKey,
  Policy,
  PolicyRule,
  ValidTime,
} from './ceremony/policy/policy.ts';
export {
  type PolicyReading,
  type PolicyWorld,
  readPolicy,
} from './ceremony/policy/read-policy.ts';
export { holdersOfPolicy, rosterOfPolicy } from './ceremony/policy/roster-of-policy.ts';
export {
  POLICY_PAYLOAD_TYPE,
  readSignedPolicy,
  type SignedPolicy,
} from './ceremony/policy/signed-policy.ts';
export type {
  ApprovalVerdict,
  GivenApproval,
  MissingSeats,
  PolicyQuestion,
  PolicyVerdict,
  RuleVerdict,
} from './ceremony/policy/verdict.ts';
export { readDraft, writeDraft } from './ceremony/request/draft.ts';
export { type JudgeRequestOptions, judgeRequest } from './ceremony/request/judge-request.ts';
export {
  holdersOfRoster,
  judgeRequestSignatures,
  type KeyHolder,
} from './ceremony/request/judge-signatures.ts';
export { bindDraft, type GivenTerms, makeTerms } from './ceremony/request/make-request.ts';
export type {
  BoundRequest,
  JudgedRequestSignature,
  RequestData,
  RequestProblem,
  RequestSubject,
  RequestTerms,
  SignedRequest,
} from './ceremony/request/request.ts';
export {
  makeStatement,
  readRequest,
  STATEMENT_PAYLOAD_TYPE,
} from './ceremony/request/statement.ts';
export {
  findOfficer,
  type KeyProblem as RosterKeyProblem,
  type MissingKeyProblem,
  type Roster,
  type RosterFile,
  type RosterOfficer,
  type RosterProblem,
  readRoster,
  type StrayProblem,
  type UnusableOfficer,
  type UsableOfficer,
} from './ceremony/roster.ts';
export {
  type ApprovalState,
  type CeremonyStatus,
  type JudgedApproval,
  type Judgement,
  type KeyApprovers,
  type MissingOfficer,
  type RefusedReason,
  type RequestAtHand,
  type RequestStatus,
  readStatus,
  type StatusOptions,
  type StatusRefusal,
  type StatusWarning,
  type UncheckedReason,
} from './ceremony/status.ts';
export {
  type CauseValues,
  type DigestCase,
  explainSignature,
  type FoundInstead,
  type NearbyFile,
  type SignatureCase,
  type TokenCase,
  type WrongCause,
  type WrongCauseCode,
  type WrongSignature,
} from './ceremony/wrong-signature.ts';
export type * from './hsm/audit-record.ts';
export { CLIENT_NAMES, type ClientName } from './hsm/clients.ts';
export type { ClusterClock } from './hsm/cluster/clock.ts';
export {
  type Cluster,
  type ClusterOptions,
  createCluster,
  createMemoryCluster,
  openCluster,
} from './hsm/cluster/cluster.ts';
export type { DumpedKey } from './hsm/cluster/dumped-key.ts';
export type { Fault } from './hsm/cluster/faults.ts';
export type { ClusterIdentity } from './hsm/cluster/identity.ts';
export type { ClusterOperator, Replacement } from './hsm/cluster/operator.ts';
export type {
  OperatorAct,
  OperatorEvent,
} from './hsm/cluster/operator-act.ts';
export type { ClusterPlan } from './hsm/cluster/plan.ts';
export type { ClusterHsm, ClusterWorld } from './hsm/cluster/server.ts';
export type { ServerAddress } from './hsm/cluster/server-address.ts';
export type { ClusterSettings } from './hsm/cluster/settings.ts';
export { FLAVOUR_NAMES, type FlavourName, type HsmRules } from './hsm/flavours.ts';
export type { GuardedService } from './hsm/guarded-services.ts';
export { HSM_TYPES, type HsmType } from './hsm/hsm-types.ts';
export type * from './hsm/key-protocol.ts';
export * from './hsm/keys.ts';
export { type MValues, QUORUM_SERVICES, type QuorumService } from './hsm/m-values.ts';
export type { NewUser } from './hsm/machine/create-state.ts';
export type { KeyObjects } from './hsm/machine/keys/key-objects.ts';
export type { KeptKey, KeyRecord as HsmKey } from './hsm/machine/keys/key-record.ts';
export type {
  Challenge as HsmChallenge,
  HsmState,
  KeyDirectory,
  KeyTable,
  Mtls as HsmMtls,
  PasswordRecord,
  QuorumKey,
  Session as HsmSession,
  SessionKey,
  Token as HsmToken,
  TokenApproval,
  Undo as HsmUndo,
  User as HsmUser,
} from './hsm/machine/state.ts';
export type { MtlsEnforcement, TrustAnchor } from './hsm/mtls.ts';
export type * from './hsm/protocol.ts';
export * from './hsm/refusals.ts';
export { SDK5_CHOICES, type Sdk5Edition } from './hsm/sdk5-edition.ts';
export type { Refusal as NotedRefusal, ServerState } from './hsm/store/server-state.ts';
export type { Generation } from './hsm/store/store.ts';
export type { TokenTimeouts } from './hsm/token-timeouts.ts';
export type * from './hsm/unsent.ts';
export { USER_TYPE_NAMES, type UserType } from './hsm/user-types.ts';
export { Console, type ConsoleOptions } from './mgmt-util/console.ts';
export type { Outcome as CommandOutcome } from './mgmt-util/shell.ts';
export type { ConsoleFiles, FileToEmpty, OutputFile } from './node/console-files.ts';
export { type MemoryFiles, memoryFiles } from './node/memory-files.ts';
export { nodeCrypto } from './node/node-crypto.ts';
export { nodeFiles } from './node/node-files.ts';
export { type OpenKeyOptions, openPrivateKey } from './signer/containers/private-key.ts';
export { openPublicKey } from './signer/containers/public-key.ts';
export type { PublicKeyType } from './signer/encodings/public-key.ts';
export { fingerprintForSsh, fingerprintKey } from './signer/fingerprint.ts';
export { createKeySigner, type KeySignerOptions } from './signer/key-signer.ts';
export type { Container, PassphraseReader } from './signer/passphrase.ts';
export { findQuorumKeyFaults, type QuorumKeyFault } from './signer/quorum-key.ts';
export { signMessage } from './signer/sign-message.ts';
export { signToken } from './signer/sign-token.ts';
export type { OpenedSigner, PublicKeySource, Signer } from './signer/signer.ts';
export { openPkcs11, type Pkcs11Options } from './signer/sources/pkcs11.ts';
export type {
  Pkcs11Attribute,
  Pkcs11Binding,
  Pkcs11Handle,
  Pkcs11Module,
  Pkcs11TokenInfo,
} from './signer/sources/pkcs11-binding.ts';
export { openSshAgent, type SshAgentOptions } from './signer/sources/ssh-agent.ts';
export { verifySignature } from './signer/verify.ts';
export type {
  ConsoleInput,
  ConsoleOutput,
  ConsoleTerminal,
} from './terminal/line-reader.ts';
export {
  findHiddenRecords,
  findMixedToken,
  findOddities,
  type MixedToken,
  type TokenOddity,
} from './token/oddities.ts';
export { decodeTokens, encodeTokens, RECORD_BYTES, type TokenRecord } from './token/record.ts';
export {
  findService,
  SERVICE,
  SERVICES,
  type Service,
  type ServiceCode,
} from './token/service.ts';
export { readTokenFile, type TokenFile } from './token/token-file.ts';
export { describeAge } from './words/age.ts';
export { describeAuditAnswer, describeAuditFinding } from './words/audit.ts';
export { describeCause, WRONG_CAUSE_CODES } from './words/causes.ts';
export {
  describeCollectRefusal,
  describeNobodys,
  describeWrongApproval,
} from './words/collect.ts';
export { describeConvertRefusal } from './words/convert.ts';
export { describeOddity } from './words/oddities.ts';
export { describeMissingSeats } from './words/policy.ts';
export { describePolicyDiagnostic } from './words/policy-diagnostics/index.ts';
export { describeVerdict as describePolicyVerdict } from './words/policy-verdict.ts';
export { describeKeyProblem, describeUnusualExponent } from './words/quorum-key.ts';
export { describeRefusal, REFUSAL_CODES } from './words/refusals.ts';
export {
  describeRequest,
  describeRequestProblem,
  describeRequestSignature,
} from './words/request.ts';
export { describeRosterProblem } from './words/roster.ts';
export { describeService } from './words/services.ts';
export {
  describeJudgement,
  describeStatusRefusal,
  describeTokenProblem,
  describeWarning,
} from './words/status.ts';
export { describeToken, type TokenWords } from './words/token.ts';
export { describeUnsent, UNSENT_CODES } from './words/unsent.ts';
