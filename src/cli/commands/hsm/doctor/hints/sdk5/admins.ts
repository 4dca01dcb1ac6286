/** More admins who can approve. */
import type { ExaminedServer } from '../../../../../../hsm/cluster/doctor/examined.ts';
import { nameNewOfficers } from '../register-keys.ts';
import { chooseOfficer, type HintStep, type HintWorld, officerNamed } from '../step.ts';
import { registerKey, stepsOf, userOptions } from './steps.ts';

export function registerKeys(names: readonly string[], world: HintWorld): readonly HintStep[] {
  return names.flatMap((name) => registerKey(officerNamed(name, world), world));
}

/** So many more register a key: those who have none first, then new ones. */
export function registerMore(
  count: number,
  server: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  const ready = server.officers.withoutKey.slice(0, Math.max(0, count));
  return [
    ...registerKeys(
      ready.map(({ name }) => name),
      world,
    ),
    ...makeAdmins(count - ready.length, server, world),
  ];
}

/** So many new admins, whom the quorum of service user has to approve, and their keys. */
export function makeAdmins(
  count: number,
  server: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  const officer = chooseOfficer(server);
  if (officer === undefined) return [];
  return nameNewOfficers(count, server).flatMap((name) => {
    const steps = stepsOf(
      {
        what: `${officer.name} makes the admin ${name}`,
        service: 'userManagement',
        officer,
        command: `user create ${userOptions({ type: 'CO', name })}`,
        name: `new-${name}`,
      },
      server,
      world,
    );
    return steps.length === 0 ? [] : [...steps, ...registerKeys([name], world)];
  });
}
