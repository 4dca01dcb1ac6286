import { countApprovers } from '../../../../../hsm/cluster/doctor/officers.ts';
import { isLockedOut } from '../../../../../hsm/cluster/doctor/quorums.ts';
import type { Finding, FindingCode, ServiceQuorum } from '../../../../../hsm/doctor-finding.ts';
import { FLAVOURS } from '../../../../../mgmt-util/flavours/index.ts';
import { beginAnew, endSessions, inShell } from './operator-steps.ts';
import { bringIntoStep } from './out-of-step.ts';
import { makeOfficers, registerKeys, registerMore } from './register-keys.ts';
import { SDK5_HINTS } from './sdk5/hints.ts';
import { forbidDeletion, registerUsersOfKeys, replaceKeys } from './sdk5/keys.ts';
import { setMValue } from './set-m-value.ts';
import {
  changeFactor,
  changePassword,
  chooseOfficer,
  execLine,
  type HintStep,
  type HintWorld,
  type KnownUser,
  listNames,
  logIn,
  mofnHsm,
  officerNamed,
  runInShell,
  serverOf,
  withOfficer,
} from './step.ts';
import { stepsOf } from './with-quorum.ts';

/** Officers with a key beyond M, so that one may leave and one be lost. */
const TO_SPARE = 2;
/** The least M of a quorum that is on. */
const LEAST = 2;

type FindingOf<Code extends FindingCode> = Extract<Finding, { readonly code: Code }>;
type Hint<Code extends FindingCode> = (
  finding: FindingOf<Code>,
  world: HintWorld,
) => readonly HintStep[];

const HINTS: { readonly [Code in FindingCode]: Hint<Code> } = {
  unreadable: (_, world) => beginAnew(world),
  'audit-chain': (_, world) => beginAnew(world),
  'audit-rewritten': (_, world) => beginAnew(world),
  'operator-chain': (_, world) => beginAnew(world),
  'locked-out': (_, world) => beginAnew(world),
  'officers-below-m': (finding, world) => {
    const server = serverOf(finding, world);
    if (server === undefined) return [];
    const { officers, services } = finding.values;
    if (isLockedOut(server)) return beginAnew(world);
    return makeOfficers(greatest(services) + TO_SPARE - officers, server, world);
  },
  'no-officer-can-log-in': (_, world) => beginAnew(world),
  'approvers-too-few': addOfficers,
  'no-officer-to-spare': addOfficers,
  'one-officer-to-spare': addOfficers,
  'out-of-step': ({ values }, world) => bringIntoStep(values.difference, world),
  'weak-quorum-management': (finding, world) => {
    const server = serverOf(finding, world);
    const officer = server && chooseOfficer(server);
    if (server === undefined || officer === undefined) return [];
    const m = greatest(finding.values.services);
    return setMValue({ service: 'miscCo', m, officer }, server, world);
  },
  'shared-key': ({ values }, world) => registerKeys(values.officers.slice(1), world),
  'key-unfit': ({ values }, world) =>
    registerKeys(
      values.keys.map(({ user }) => user),
      world,
    ),
  'officer-locked': (finding, world) =>
    finding.values.officers.flatMap((name) => unlock(name, finding, world)),
  'quorum-off': switchOn,
  'default-password': (finding, world) => {
    const locked = new Set(serverOf(finding, world)?.officers.locked.map(({ name }) => name));
    const users = finding.values.users
      .filter(({ name }) => !locked.has(name))
      .map(({ type, name }): KnownUser => ({ ...officerNamed(name, world), type }));
    const commands = users.map((user) => execLine([logIn(user), changePassword(user)], world));
    const what = `${listNames(users.map(({ name }) => name))}: another password`;
    return users.length === 0 ? [] : [{ what, where: 'shell', commands }];
  },
  'token-unusable': (finding, world) => {
    const { user, reason } = finding.values;
    if (reason === 'owner-locked') return unlock(user, finding, world);
    if (reason === 'session-over') return endSessions(world);
    const owner = { type: 'PRECO', name: user } as const;
    const commands = [logIn(owner), changePassword(owner)];
    return [runInShell(`${user} becomes an officer again`, commands, world)];
  },
  'token-ending': ({ values: { user, service, keyHandle } }, world) => {
    const known = officerNamed(user, world);
    const [owner, key] =
      keyHandle === 0 ? [known, ''] : [{ ...known, type: 'CU' } as const, ` ${keyHandle}`];
    return [
      {
        what: `${user} asks for another token (${mofnHsm('console', world)})`,
        where: 'console',
        commands: [logIn(owner), `getToken ${service} ${user} ${user}-${service}.token${key}`],
      },
    ];
  },
  'fault-set': (_, world) => [inShell('clear it', mofnHsm('fault clear', world))],
  'clock-standing': (_, world) => [inShell('let it run', mofnHsm('clock real', world))],
  'clock-offset': (_, world) => [inShell('put it right', mofnHsm('clock real', world))],
  'session-stale': (_, world) => endSessions(world),
  'key-quorum-unreachable': registerUsersOfKeys,
  'key-deletion-uncovered': forbidDeletion,
  'key-orphaned': replaceKeys,
};

/** What to do about a finding. */
export function suggestHint(finding: Finding, world: HintWorld): readonly HintStep[] {
  // The compiler does not see that the hint found under a code is for its values.
  const hints = world.cluster.servers[0]?.hsm.type === 'hsm2m' ? SDK5_HINTS : HINTS;
  const hint = hints[finding.code] as (finding: Finding, world: HintWorld) => readonly HintStep[];
  const steps = hint(finding, world);
  if (steps.length > 0) return steps;
  return [{ what: 'put the other findings right first', where: 'shell', commands: [] }];
}

function greatest(services: readonly ServiceQuorum[]): number {
  return Math.max(...services.map(({ m }) => m));
}

function addOfficers(
  finding: FindingOf<'approvers-too-few' | 'no-officer-to-spare' | 'one-officer-to-spare'>,
  world: HintWorld,
): readonly HintStep[] {
  const server = serverOf(finding, world);
  if (server === undefined) return [];
  const { registered, services } = finding.values;
  return registerMore(greatest(services) + TO_SPARE - registered, server, world);
}

function unlock(
  name: string,
  finding: Pick<Finding, 'servers'>,
  world: HintWorld,
): readonly HintStep[] {
  const server = serverOf(finding, world);
  const user = server?.hsm.users.find((candidate) => candidate.name === name);
  const officer = server && chooseOfficer(server, [name]);
  if (server === undefined || user === undefined || officer === undefined) return [];
  const { type, secondFactor } = user;
  const loses = secondFactor === null ? '' : ' and takes its second factor and quorum key away';
  const steps = stepsOf(
    {
      what: `${officer.name} gives ${name} a new password, which unlocks it${loses}`,
      service: 'userManagement',
      officer,
      // Without the second factor, which may be what was lost.
      commands: [changePassword({ type, name })],
      name: `unlock-${name}`,
    },
    server,
    world,
  );
  return steps.length === 0 || secondFactor === null
    ? steps
    : [...steps, ...giveFactor({ type, name }, world)];
}

/** A user has a second factor again, and with it the quorum key. */
function giveFactor(user: KnownUser, world: HintWorld): readonly HintStep[] {
  const { name } = user;
  if (!FLAVOURS[world.cluster.flavour ?? 'classic'].secondFactor.includes('-2fa')) {
    return registerKeys([name], world);
  }
  const what = `${name} has both anew: sign ${name}.auth with ${name}.key when it is asked for`;
  return [runInShell(what, [logIn(user), changeFactor(user)], world)];
}

/** First the officers and their keys, then the quorums: the other way round leads into a lock-out. */
function switchOn(finding: FindingOf<'quorum-off'>, world: HintWorld): readonly HintStep[] {
  const server = serverOf(finding, world);
  if (server === undefined) return [];
  const admin = server.hsm.users.find(({ type }) => type === 'PRECO');
  const first =
    admin === undefined
      ? []
      : [
          runInShell(
            `${admin.name} activates the cluster`,
            [logIn(admin), changePassword(admin)],
            world,
          ),
        ];
  const officer = chooseOfficer(server) ?? (admin && ({ ...admin, type: 'PCO' } as const));
  if (officer === undefined) return [];
  const ready = admin === undefined ? server : withOfficer(server, officer);
  const missing = Math.max(0, LEAST + TO_SPARE - countApprovers(server.officers));
  const { services } = finding.values;
  // Service 4 first: until it is on, no other can be set anew.
  const inOrder = [
    ...services.filter((one) => one === 'miscCo'),
    ...services.filter((one) => one !== 'miscCo'),
  ];
  return [
    ...first,
    ...registerMore(missing, ready, world),
    ...inOrder.flatMap((service) => setMValue({ service, m: LEAST, officer }, ready, world)),
  ];
}
