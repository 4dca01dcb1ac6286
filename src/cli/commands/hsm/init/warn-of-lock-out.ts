import type { Cluster } from '../../../../hsm/cluster/cluster.ts';
import { diagnoseCluster } from '../../../../hsm/cluster/doctor/diagnose.ts';
import type { FindingCode } from '../../../../hsm/doctor-finding.ts';
import { describeFinding } from '../../../../words/doctor.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { Context } from '../../../context.ts';
import { showWarning } from '../../../output/show-failure.ts';

/** What a cluster should not begin with, as one lost key or a few officers may lock all others out. */
const FLAWS: readonly FindingCode[] = [
  'approvers-too-few',
  'no-officer-to-spare',
  'weak-quorum-management',
];

/** Warns, in one line, where the quorums of a new cluster lead into a lock-out. */
export function warnOfLockOut(cluster: Cluster, folder: string, context: Context): void {
  const { findings } = diagnoseCluster(cluster);
  const flaw = findings.find(({ code }) => FLAWS.includes(code));
  if (flaw === undefined) return;
  const command = `mofn hsm doctor --hsm ${quotePath(folder)}`;
  showWarning(`${describeFinding(flaw)}; ${command} says what that may come to`, context);
}
