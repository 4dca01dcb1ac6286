import type { ClusterServer, HsmRequest } from '../../hsm/protocol.ts';
import type { Shell } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import type { SelectedKey } from './select-keys.ts';

/** Asks for a change of a key on every HSM that has it. @throws CommandError where any refuses */
export async function changeKey<R extends HsmRequest & { readonly approval?: unknown }>(
  shell: Shell,
  { servers }: SelectedKey,
  request: (server: ClusterServer) => R,
  approval: { readonly approval?: unknown } = {},
): Promise<void> {
  await changeEach({ ...shell, servers }, request, approval);
}
