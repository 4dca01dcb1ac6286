import type { ExaminedServer } from '../../../../../hsm/cluster/doctor/examined.ts';
import type { QuorumService } from '../../../../../hsm/m-values.ts';
import type { User } from '../../../../../hsm/machine/state.ts';
import { SERVICE } from '../../../../../token/service.ts';
import { type HintStep, type HintWorld, logIn, runInShell } from './step.ts';
import { stepsOf } from './with-quorum.ts';

/** The least M of a quorum that is on. */
const LEAST = 2;

/** What an M value is to become, and who sets it. */
interface NewMValue {
  readonly service: QuorumService;
  readonly m: number;
  readonly officer: User;
  /** Lines of the console before it: `server 1`. */
  readonly before?: readonly string[];
}

/**
 * The steps that set an M value. The first time it takes no token; later one of service 4, whose quorum
 * has to be on for that, with as many approvals as both values ask for.
 */
export function setMValue(
  { service, m, officer, before = [] }: NewMValue,
  server: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  const command = `setMValue ${SERVICE[service]} ${m}`;
  const what = `${officer.name} sets M of service ${SERVICE[service]} to ${m}`;
  const { mValues } = server.hsm;
  if (mValues[service] === 1) {
    return [runInShell(what, [logIn(officer), ...before, command], world)];
  }
  const isOff = mValues.miscCo === 1;
  const first = `setMValue ${SERVICE.miscCo} ${LEAST}`;
  const required = Math.max(isOff ? LEAST : mValues.miscCo, mValues[service]);
  const name = `m-of-service-${SERVICE[service]}${before.length === 0 ? '' : `-${server.index}`}`;
  return [
    ...(isOff
      ? [runInShell('switch service 4 on first', [logIn(officer), ...before, first], world)]
      : []),
    ...stepsOf(
      { what, service: 'miscCo', required, officer, before, commands: [command], name },
      server,
      world,
    ),
  ];
}
