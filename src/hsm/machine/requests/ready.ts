import { logIn } from './log-in.ts';

/**
 * Has at hand what an HSM does at a request: what is loaded by then stays, whatever becomes of the program's files. For whoever
 * talks to one for long, as a console.
 *
 * @returns a request that is at hand
 */
export function readyRequests(): typeof logIn {
  return logIn;
}
