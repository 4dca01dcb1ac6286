/**
 * Who single commands log in as: `CLOUDHSM_ROLE` and `CLOUDHSM_PIN`, which holds name and password with a colon
 * between (AWS CloudHSM user guide, "CloudHSM CLI modes").
 */
import { refuse, type Shell } from './command.ts';
import type { Credentials } from './log-in.ts';
import { ROLES, typeOf } from './roles.ts';

/** The two variables, as far as they are set. */
export interface Environment {
  readonly role?: string | undefined;
  readonly pin?: string | undefined;
}

/**
 * Reads the variables. A password may have colons, a name has none.
 *
 * @throws CommandError where one is missing or cannot be read
 */
export function readCredentials({ role = '', pin = '' }: Environment, shell: Shell): Credentials {
  if (role === '' || pin === '') refuse(shell, { code: 'no-credentials' });
  if (!ROLES.some((known) => known === role)) {
    refuse(shell, { code: 'credentials-malformed', variable: 'role' });
  }
  const colon = pin.indexOf(':');
  if (colon === -1) refuse(shell, { code: 'credentials-malformed', variable: 'pin' });
  return { type: typeOf(role), name: pin.slice(0, colon), password: pin.slice(colon + 1) };
}
