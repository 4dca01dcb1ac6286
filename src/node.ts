/**
 * `mofn/node`: all of `mofn`, and what the command line does on a machine: it reads rosters and what lies
 * beside a token, and works on a cluster as its operator.
 */

export type { BrokenLink, LinkProblem } from './hsm/broken-link.ts';
export {
  advanceClock,
  parseDuration,
  parseTime,
  REAL_CLOCK,
  readClock,
} from './hsm/cluster/clock.ts';
export {
  type ClusterDump,
  type DumpedServer,
  type DumpOptions,
  dumpCluster,
  type LoadedDump,
  readDump,
} from './hsm/cluster/dump.ts';
export { formatFault, parseFault } from './hsm/cluster/fault-text.ts';
export { isClusterFolder } from './hsm/cluster/folder.ts';
export { createClusterFromDump, restoreCluster } from './hsm/cluster/load-dump.ts';
export { planSeed } from './hsm/cluster/plan-seed.ts';
export {
  type ClusterReport,
  reportCluster,
  type ServerReport,
  type SessionReport,
} from './hsm/cluster/report.ts';
export type { SeedFile, SeedUser } from './hsm/cluster/seed.ts';
export { readSeedFile } from './hsm/cluster/seed-file.ts';
export { formatVendorConfig, parseVendorConfig } from './hsm/cluster/vendor-config.ts';
export type { OperatorVerdict, RewrittenLog } from './hsm/cluster/verify-acts.ts';
export {
  type LogVerdict,
  type ServerLogVerdict,
  verifyLogs,
} from './hsm/cluster/verify-logs.ts';
export type { Difference, KeyPart, LabelledKey, UserSecret } from './hsm/difference.ts';
export type { ShownMValues } from './hsm/m-values.ts';
export * from './index.ts';
export { type NamedFiles, namedFiles } from './node/named-files.ts';
export { readNearbyFiles } from './node/nearby-files.ts';
export { readRosterFolder } from './node/roster-folder.ts';
export { openSource, type SourceWorld } from './signer/sources/open-source.ts';
export { formatAuditEvent } from './words/audit-record.ts';
