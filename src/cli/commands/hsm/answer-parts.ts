import * as v from 'valibot';
import { count, sha256, time, told } from '../answer-parts.ts';

export const CLOCK = v.strictObject({
  kind: told(v.picklist(['running', 'standing']), 'whether it runs'),
  now: time('what it shows'),
});

export const USER_TYPE = told(v.picklist(['PRECO', 'PCO', 'CO', 'CU', 'AU']), 'type of the user');

/** The last link of a log's chain. */
export const HEAD = v.strictObject({
  sequence: count('number of the last record; 0 before the first'),
  hash: sha256('its hash; zeros before the first'),
});
