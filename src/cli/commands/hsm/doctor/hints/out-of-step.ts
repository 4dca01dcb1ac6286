import type { ExaminedServer } from '../../../../../hsm/cluster/doctor/examined.ts';
import type { Difference, LabelledKey, UserSecret } from '../../../../../hsm/difference.ts';
import type { User } from '../../../../../hsm/machine/state.ts';
import { registerKeys } from './register-keys.ts';
import { settleKeys } from './sdk5/keys.ts';
import { setMValue } from './set-m-value.ts';
import {
  changeFactor,
  changePassword,
  chooseOfficer,
  type HintStep,
  type HintWorld,
  listNames,
  logIn,
  runInShell,
  typeWord,
} from './step.ts';
import { stepsOf } from './with-quorum.ts';

/** How servers come into step again. What can be done without a quorum is done so. */
export function bringIntoStep(difference: Difference, world: HintWorld): readonly HintStep[] {
  const { servers } = world.cluster;
  switch (difference.code) {
    case 'user-presence':
      return copyToOthers(difference.user, world);
    case 'user-identity':
      return makeAnew(difference.user, world);
    case 'user-secrets':
      return setSecrets(difference.user, difference.differing, world);
    case 'm-value': {
      const m = Math.max(...difference.m);
      return servers
        .filter(({ hsm }) => hsm.mValues[difference.service] < m)
        .flatMap((server) => {
          const officer = chooseOfficer(server);
          if (officer === undefined) return [];
          const before = [`server ${server.index}`];
          return setMValue({ service: difference.service, m, officer, before }, server, world);
        });
    }
    case 'key-presence':
      return copyKeys(difference.keys, difference.present, world);
    case 'key-content':
      return settleKeys(difference, world);
    case 'token': {
      const owner = servers.map(({ hsm }) => findNamed(hsm.users, difference.user)).find(Boolean);
      if (owner === undefined) return [];
      const what = `${owner.name} deletes the own tokens, and asks for new ones where they are needed`;
      return [runInShell(what, [logIn(owner), 'delToken -f 4'], world)];
    }
  }
}

function findNamed(users: readonly User[], name: string): User | undefined {
  return users.find((user) => user.name === name);
}

function copyToOthers(name: string, world: HintWorld): readonly HintStep[] {
  const { servers } = world.cluster;
  const source = servers.find(({ hsm }) => findNamed(hsm.users, name) !== undefined);
  const targets = servers.filter(({ hsm }) => findNamed(hsm.users, name) === undefined);
  return source === undefined ? [] : targets.flatMap((to) => copyUser(name, source, to, world));
}

function copyUser(
  name: string,
  source: ExaminedServer,
  target: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  const id = findNamed(source.hsm.users, name)?.id;
  const officer = chooseOfficer(target, [name]);
  if (officer === undefined) return [];
  return stepsOf(
    {
      what: `${officer.name} copies ${name} from server ${source.index} to server ${target.index}; if it was to be gone, delete it there instead`,
      service: 'userManagement',
      officer,
      before: [`server ${target.index}`],
      commands: ['exit', `server ${source.index}`, `syncUser ${id} ${target.index}`],
      name: `copy-${name}-${target.index}`,
    },
    target,
    world,
  );
}

/** Keys that are copied at once. */
const MOST_KEYS = 4;

/** Officers copy keys from a server that has them, sealed on their way. */
function copyKeys(
  keys: readonly LabelledKey[],
  present: readonly boolean[],
  world: HintWorld,
): readonly HintStep[] {
  const { servers } = world.cluster;
  const source = servers[present.indexOf(true)];
  const targets = servers.filter((_, index) => present[index] === false);
  const officer = source && chooseOfficer(source);
  if (source === undefined || officer === undefined) return [];
  const commands = keys
    .slice(0, MOST_KEYS)
    .flatMap(({ handle }) => targets.map(({ index }) => `syncKey ${handle} ${index}`));
  const numbers = listNames(targets.map(({ index }) => `server ${index}`));
  const what = `${officer.name} copies what server ${source.index} has to ${numbers}; if it was to be gone, its owner deletes it there instead`;
  return [runInShell(what, [logIn(officer), `server ${source.index}`, ...commands, 'exit'], world)];
}

/** Where the first officer is no officer yet, it becomes one; any other user is made anew. */
function makeAnew(name: string, world: HintWorld): readonly HintStep[] {
  const [source, ...others] = world.cluster.servers;
  const known = source && findNamed(source.hsm.users, name);
  if (source === undefined || known === undefined) return [];
  const waiting = world.cluster.servers.filter(
    ({ hsm }) => findNamed(hsm.users, name)?.type === 'PRECO',
  );
  if (waiting.length > 0) return waiting.map((server) => activate(name, server, world));
  const odd = others.filter(({ hsm }) => {
    const user = findNamed(hsm.users, name);
    return user?.id !== known.id || user.type !== known.type;
  });
  return odd.flatMap((server) => [
    ...deleteUser(name, server, world),
    ...copyUser(name, source, server, world),
  ]);
}

function activate(name: string, { index }: ExaminedServer, world: HintWorld): HintStep {
  const user = { type: 'PRECO', name } as const;
  return runInShell(
    `${name} is activated on server ${index}`,
    [`server ${index}`, logIn(user), changePassword(user)],
    world,
  );
}

function deleteUser(name: string, server: ExaminedServer, world: HintWorld): readonly HintStep[] {
  const officer = chooseOfficer(server, [name]);
  const user = findNamed(server.hsm.users, name);
  if (officer === undefined || user === undefined) return [];
  return stepsOf(
    {
      what: `${officer.name} deletes ${name} on server ${server.index}, to copy it anew`,
      service: 'userManagement',
      officer,
      before: [`server ${server.index}`],
      commands: [`deleteUser ${typeWord(user.type)} ${name}`],
      name: `delete-${name}-${server.index}`,
    },
    server,
    world,
  );
}

/**
 * A new password on each server, as its user types it there; then the key again. Where a second factor comes with
 * the password, it is the key.
 */
function setSecrets(
  name: string,
  differing: readonly UserSecret[],
  world: HintWorld,
): readonly HintStep[] {
  const hasFactor = differing.includes('second-factor');
  const perServer = world.cluster.servers.flatMap(({ index, hsm }) => {
    const user = findNamed(hsm.users, name);
    if (user === undefined) return [];
    const change = hasFactor ? changeFactor(user) : changePassword(user);
    return [`server ${index}`, logIn(user), change, 'exit'];
  });
  if (hasFactor) {
    const what = `${name} sets one new password and one second factor on each server, signed with ${name}.key`;
    return [runInShell(what, perServer, world)];
  }
  return [
    ...(differing.includes('password')
      ? [runInShell(`${name} sets one new password on each server`, perServer, world)]
      : []),
    ...(differing.includes('quorum-key') ? registerKeys([name], world) : []),
  ];
}
