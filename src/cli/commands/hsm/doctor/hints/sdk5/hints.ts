/**
 * What to do about a finding where `cloudhsm-cli` is the only way into the cluster. It has no way to one HSM
 * alone, so that what differs between HSMs is put right only where a change of all does it.
 */
import { countApprovers } from '../../../../../../hsm/cluster/doctor/officers.ts';
import { isLockedOut } from '../../../../../../hsm/cluster/doctor/quorums.ts';
import type { Difference } from '../../../../../../hsm/difference.ts';
import type { Finding, FindingCode, ServiceQuorum } from '../../../../../../hsm/doctor-finding.ts';
import { beginAnew, endSessions, inShell } from '../operator-steps.ts';
import {
  chooseOfficer,
  type HintStep,
  type HintWorld,
  type KnownUser,
  mofnHsm,
  officerNamed,
  serverOf,
  withOfficer,
} from '../step.ts';
import { makeAdmins, registerKeys, registerMore } from './admins.ts';
import {
  deleteWhereItIs,
  forbidDeletion,
  registerUsersOfKeys,
  replaceKeys,
  settleKeys,
} from './keys.ts';
import { setQuorumValue } from './set-quorum-value.ts';
import { atPrompt, session, stepsOf, userOptions } from './steps.ts';

/** Admins with a key beyond M, so that one may leave and one be lost. */
const TO_SPARE = 2;
/** The least M of a quorum that is on. */
const LEAST = 2;

type FindingOf<Code extends FindingCode> = Extract<Finding, { readonly code: Code }>;
type Hint<Code extends FindingCode> = (
  finding: FindingOf<Code>,
  world: HintWorld,
) => readonly HintStep[];

const nothingRepairs = (_: unknown, world: HintWorld) => beginAnew(world);
const realClock = (_: unknown, world: HintWorld) => [
  inShell('put it right', mofnHsm('clock real', world)),
];

/** How each finding is put right. */
export const SDK5_HINTS: { readonly [Code in FindingCode]: Hint<Code> } = {
  unreadable: nothingRepairs,
  'audit-chain': nothingRepairs,
  'audit-rewritten': nothingRepairs,
  'operator-chain': nothingRepairs,
  'locked-out': nothingRepairs,
  'no-officer-can-log-in': nothingRepairs,
  'officers-below-m': (finding, world) => {
    const server = serverOf(finding, world);
    if (server === undefined) return [];
    if (isLockedOut(server)) return beginAnew(world);
    const { officers, services } = finding.values;
    return makeAdmins(greatest(services) + TO_SPARE - officers, server, world);
  },
  'approvers-too-few': addAdmins,
  'no-officer-to-spare': addAdmins,
  'one-officer-to-spare': addAdmins,
  'out-of-step': ({ values }, world) => bringIntoStep(values.difference, world),
  'weak-quorum-management': (finding, world) => {
    const server = serverOf(finding, world);
    const officer = server && chooseOfficer(server);
    if (server === undefined || officer === undefined) return [];
    return setQuorumValue('miscCo', greatest(finding.values.services), officer, server, world);
  },
  'shared-key': ({ values }, world) => registerKeys(values.officers.slice(1), world),
  'key-unfit': ({ values }, world) =>
    registerKeys(
      values.keys.map(({ user }) => user),
      world,
    ),
  'officer-locked': (finding, world) =>
    finding.values.officers.flatMap((name) => givePassword(name, finding, world)),
  'quorum-off': switchOn,
  'default-password': (finding, world) => {
    const locked = new Set(serverOf(finding, world)?.officers.locked.map(({ name }) => name));
    return finding.values.users
      .filter(({ name }) => !locked.has(name))
      .map(({ type, name }) => {
        const user: KnownUser = { ...officerNamed(name, world), type };
        return session(`${name}: another password`, user, [changePassword(user)], world);
      });
  },
  'token-unusable': (finding, world) => {
    const { user, reason } = finding.values;
    if (reason === 'owner-locked') return givePassword(user, finding, world);
    return reason === 'session-over' ? endSessions(world) : [];
  },
  'token-ending': ({ values: { user } }) => [
    { what: `${user} asks for another token once this one is over`, where: 'shell', commands: [] },
  ],
  'fault-set': (_, world) => [inShell('clear it', mofnHsm('fault clear', world))],
  'clock-standing': realClock,
  'clock-offset': realClock,
  'session-stale': (_, world) => endSessions(world),
  'key-quorum-unreachable': registerUsersOfKeys,
  'key-deletion-uncovered': forbidDeletion,
  'key-orphaned': replaceKeys,
};

function greatest(services: readonly ServiceQuorum[]): number {
  return services.reduce((most, { m }) => Math.max(most, m), 0);
}

function changePassword(user: KnownUser): string {
  return `user change-password ${userOptions(user)}`;
}

function addAdmins(
  finding: FindingOf<'approvers-too-few' | 'no-officer-to-spare' | 'one-officer-to-spare'>,
  world: HintWorld,
): readonly HintStep[] {
  const server = serverOf(finding, world);
  if (server === undefined) return [];
  const { registered, services } = finding.values;
  return registerMore(greatest(services) + TO_SPARE - registered, server, world);
}

/** Another admin does it, which also unlocks a user. */
function givePassword(
  name: string,
  finding: Pick<Finding, 'servers'>,
  world: HintWorld,
): readonly HintStep[] {
  const server = serverOf(finding, world);
  const user = server?.hsm.users.find((candidate) => candidate.name === name);
  const officer = server && chooseOfficer(server, [name]);
  if (server === undefined || user === undefined || officer === undefined) return [];
  return stepsOf(
    {
      what: `${officer.name} gives ${name} a new password, which unlocks it`,
      service: 'userManagement',
      officer,
      command: changePassword(user),
      name: `password-${name}`,
    },
    server,
    world,
  );
}

function bringIntoStep(difference: Difference, world: HintWorld): readonly HintStep[] {
  if (difference.code === 'token') {
    const what = `leave it: it is over in ten minutes, and ${difference.user} asks for another one`;
    return [{ what, where: 'shell', commands: [] }];
  }
  if (difference.code === 'key-presence') return deleteWhereItIs(difference, world);
  if (difference.code === 'key-content') return settleKeys(difference, world);
  if (difference.code !== 'user-secrets' || difference.differing.includes('second-factor')) {
    return beginAnew(world);
  }
  const { user, differing } = difference;
  return [
    ...(differing.includes('password') ? givePassword(user, { servers: [] }, world) : []),
    ...(differing.includes('quorum-key') ? registerKeys([user], world) : []),
  ];
}

/** First the admins and their keys, then the quorums: the other way round leads into a lock-out. */
function switchOn(finding: FindingOf<'quorum-off'>, world: HintWorld): readonly HintStep[] {
  const server = serverOf(finding, world);
  if (server === undefined) return [];
  const admin = server.hsm.users.find(({ type }) => type === 'PRECO');
  const first =
    admin === undefined
      ? []
      : [atPrompt(`${admin.name} activates the cluster`, ['cluster activate'], world)];
  const officer = chooseOfficer(server) ?? (admin && ({ ...admin, type: 'PCO' } as const));
  if (officer === undefined) return [];
  const ready = admin === undefined ? server : withOfficer(server, officer);
  const missing = LEAST + TO_SPARE - countApprovers(server.officers);
  const { services } = finding.values;
  // Service quorum first: until it is on, no other can be set anew.
  const inOrder = services.toSorted(
    (one, other) => Number(other === 'miscCo') - Number(one === 'miscCo'),
  );
  return [
    ...first,
    ...registerMore(missing, ready, world),
    ...inOrder.flatMap((service) => setQuorumValue(service, LEAST, officer, ready, world)),
  ];
}
