/**
 * The library: approval files, quorum tokens, signatures, and the emulated cluster with its console.
 * `mofn/parser` is the part about approval files alone.
 */
export * from './approval-files.ts';
export type { AsyncDisposal } from './async-disposal.ts';
export type {
  ApprovalSet,
  SetApproval,
  SignatureFile,
  SignedToken,
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
export { type ClassicSet, readClassicSet } from './ceremony/formats/classic.ts';
export { findNextSteps, type NextStep, type SignatureFormat } from './ceremony/next-steps.ts';
export type { SignerNote } from './ceremony/note.ts';
export {
  fingerprintOfficerKey,
  isSignatureBy,
  type OfficerKey,
} from './ceremony/officer-key.ts';
export {
  findOfficer,
  type KeyProblem,
  type MissingKeyProblem,
  type Roster,
  type RosterFile,
  type RosterOfficer,
  type RosterProblem,
  readRoster,
  type StrayProblem,
} from './ceremony/roster.ts';
export {
  type ApprovalState,
  type CeremonyStatus,
  type JudgedApproval,
  type MissingOfficer,
  type NamedNote,
  type RefusedReason,
  readStatus,
  type StatusOptions,
  type StatusRefusal,
  type StatusWarning,
  type UncheckedReason,
} from './ceremony/status.ts';
export {
  explainSignature,
  type FoundInstead,
  type NearbyFile,
  type SignatureCase,
  type WrongCause,
  type WrongCauseCode,
  type WrongSignature,
} from './ceremony/wrong-signature.ts';
export type { LineSource, PemProblem } from './failure-codes/signer.ts';
export type { ListedAgentKey } from './failure-codes/signer-agent.ts';
export type { Pkcs11UriProblem } from './failure-codes/signer-pkcs11.ts';
export {
  type Cluster,
  type ClusterOptions,
  createCluster,
  createMemoryCluster,
  openCluster,
} from './hsm/cluster/cluster.ts';
export type { ClusterPlan } from './hsm/cluster/plan.ts';
export type { FlavourName } from './hsm/flavours.ts';
export type * from './hsm/protocol.ts';
export type * from './hsm/refusals.ts';
export type { UserType } from './hsm/user-types.ts';
export {
  type CommandOutcome,
  Console,
  type ConsoleOptions,
} from './mgmt-util/console.ts';
export type { ConsoleFiles, OutputFile } from './node/console-files.ts';
export { type MemoryFiles, memoryFiles } from './node/memory-files.ts';
export { type NamedFiles, namedFiles } from './node/named-files.ts';
export { readNearbyFiles } from './node/nearby-files.ts';
export { nodeCrypto } from './node/node-crypto.ts';
export { nodeFiles } from './node/node-files.ts';
export { readRosterFolder } from './node/roster-folder.ts';
export { type OpenKeyOptions, openPrivateKey } from './signer/containers/private-key.ts';
export { openPublicKey } from './signer/containers/public-key.ts';
export type { PublicKeyType } from './signer/encodings/public-key.ts';
export { createKeySigner, type KeySignerOptions } from './signer/key-signer.ts';
export type { Container, PassphraseReader } from './signer/passphrase.ts';
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
export type { TokenOddity } from './token/oddities.ts';
export { decodeTokens, encodeTokens, RECORD_BYTES, type TokenRecord } from './token/record.ts';
export { readTokenFile, type TokenFile } from './token/token-file.ts';
export { describeCause } from './words/causes.ts';
export { describeRosterProblem } from './words/roster.ts';
export {
  describeJudgement,
  describeRefusal,
  describeTokenProblem,
  describeWarning,
} from './words/status.ts';
