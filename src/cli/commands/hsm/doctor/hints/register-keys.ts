import type { ExaminedServer } from '../../../../../hsm/cluster/doctor/examined.ts';
import { FLAVOURS } from '../../../../../mgmt-util/flavours/index.ts';
import {
  chooseOfficer,
  execLine,
  type HintStep,
  type HintWorld,
  listNames,
  logIn,
  officerNamed,
} from './step.ts';
import { stepsOf } from './with-quorum.ts';

/** The command that makes a private key and registers it, in the editions that have it. */
const BY_PRIVATE_KEY = 'registerMofnPubKey';

/** Officers register a key each, which was made with `mofn key new`. */
export function registerKeys(names: readonly string[], world: HintWorld): readonly HintStep[] {
  if (names.length === 0) return [];
  const who =
    names.length === 1 ? `${names[0]} registers a key` : `${listNames(names)} register a key each`;
  const commands = names.flatMap((name) => registerKey(name, world));
  return [{ what: `${who} (mofn key new makes one)`, where: 'shell', commands }];
}

function registerKey(name: string, world: HintWorld): readonly string[] {
  const login = logIn(officerNamed(name, world));
  if (!FLAVOURS[world.cluster.flavour ?? 'classic'].without.includes(BY_PRIVATE_KEY)) {
    return [execLine([login, `${BY_PRIVATE_KEY} CO ${name} ${name} ${name}.key`], world)];
  }
  const files = `${name}.regtoken ${name}.regtoken.sig ${name}.pub`;
  return [
    `mofn key register-token ${name} --key ${name}.key`,
    execLine([login, `registerQuorumPubKey CO ${name} ${files}`], world),
  ];
}

/**
 * So many officers more register a key: those who have none first, then new ones, whom the quorum of
 * service 3 has to approve.
 */
export function registerMore(
  count: number,
  server: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  const ready = server.officers.withoutKey.slice(0, count);
  return [
    ...registerKeys(
      ready.map(({ name }) => name),
      world,
    ),
    ...makeOfficers(count - ready.length, server, world),
  ];
}

/** So many new officers, whom the quorum of service 3 has to approve, and their keys. */
export function makeOfficers(
  count: number,
  server: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  return nameNewOfficers(count, server).flatMap((name) => {
    const steps = makeOfficer(name, server, world);
    return steps.length === 0 ? [] : [...steps, ...registerKeys([name], world)];
  });
}

function makeOfficer(name: string, server: ExaminedServer, world: HintWorld): readonly HintStep[] {
  const officer = chooseOfficer(server);
  if (officer === undefined) return [];
  return stepsOf(
    {
      what: `${officer.name} makes the officer ${name}`,
      service: 'userManagement',
      officer,
      commands: [`createUser CO ${name} -hpswd`],
      name: `new-${name}`,
    },
    server,
    world,
  );
}

/** Names that nobody has. */
export function nameNewOfficers(count: number, { hsm }: ExaminedServer): readonly string[] {
  const taken = new Set(hsm.users.map(({ name }) => name));
  const names: string[] = [];
  for (let number = 1; names.length < count; number++) {
    if (!taken.has(`officer${number}`)) names.push(`officer${number}`);
  }
  return names;
}
