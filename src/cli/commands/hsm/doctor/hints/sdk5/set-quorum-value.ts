import type { ExaminedServer } from '../../../../../../hsm/cluster/doctor/examined.ts';
import type { QuorumService } from '../../../../../../hsm/m-values.ts';
import type { User } from '../../../../../../hsm/machine/state.ts';
import type { HintStep, HintWorld } from '../step.ts';
import { nameOf, session, stepsOf } from './steps.ts';

/** The least M of a quorum that is on. */
const LEAST = 2;

/**
 * The steps that set an M value. The first time it takes no token; later one of service quorum, which has to be
 * on for that, with as many approvals as both values ask for.
 */
export function setQuorumValue(
  service: QuorumService,
  m: number,
  officer: User,
  server: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  const command = lineOf(service, m);
  const what = `${officer.name} sets the quorum value of service ${nameOf(service)} to ${m}`;
  const { mValues } = server.hsm;
  if (mValues[service] === 1) return [session(what, officer, [command], world)];
  const isOff = mValues.miscCo === 1;
  const required = Math.max(isOff ? LEAST : mValues.miscCo, mValues[service]);
  const first = 'switch service quorum on first';
  return [
    ...(isOff ? [session(first, officer, [lineOf('miscCo', LEAST)], world)] : []),
    ...stepsOf(
      { what, service: 'miscCo', required, officer, command, name: `m-of-${nameOf(service)}` },
      server,
      world,
    ),
  ];
}

function lineOf(service: QuorumService, m: number): string {
  return `quorum token-sign set-quorum-value --service ${nameOf(service)} --value ${m}`;
}
