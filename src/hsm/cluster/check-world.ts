import * as v from 'valibot';

import { Failure } from '../../failure.ts';
import { checkShape } from '../machine/check-shape.ts';
import { expected } from '../machine/expected.ts';
import { serverAddressSchema } from './server-address-schema.ts';

const given = v.optional(v.function(expected('function')));

const OPTIONS_SCHEMA = v.object({
  now: given,
  random: given,
  isAlive: given,
  sleep: given,
  servers: v.optional(v.array(serverAddressSchema)),
});

/**
 * Takes the options of a cluster from whoever calls, if each is of its type.
 *
 * @throws Failure `options-malformed` that says where they are wrong
 */
export function checkOptions(options: object): void {
  checkShape(OPTIONS_SCHEMA, options, ({ place, detail }) => {
    return new Failure('options-malformed', { place, detail });
  });
}

/**
 * A random source that gives what it is asked for, or fails: what it gives goes into states.
 *
 * @throws Failure `random-source`
 */
export function checkRandom(random: (bytes: number) => Uint8Array): (bytes: number) => Uint8Array {
  return (length) => {
    const bytes: unknown = random(length);
    if (bytes instanceof Uint8Array && bytes.length === length) return bytes;
    throw new Failure('random-source', { bytes: length });
  };
}
