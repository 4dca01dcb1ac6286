import { Failure } from '../../failure.ts';
import { checkShape } from '../machine/check-shape.ts';
import type { ClusterSettings } from './settings.ts';
import { SETTINGS_SCHEMA } from './settings-schema.ts';

/**
 * Settings that the same reader will take that reads them next time, and that go with their cluster.
 *
 * @param servers how many servers the cluster has
 * @throws Failure `settings-malformed`, or `fault-server`
 */
export function checkSettings(settings: ClusterSettings, servers: number): ClusterSettings {
  const checked = checkShape(SETTINGS_SCHEMA, settings, ({ place, detail }) => {
    return new Failure('settings-malformed', { place, detail });
  });
  for (const [fault, { server }] of checked.faults.entries()) {
    if (server !== null && server >= servers) {
      throw new Failure('fault-server', { fault, server, servers });
    }
  }
  return checked;
}
