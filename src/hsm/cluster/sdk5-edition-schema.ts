import * as v from 'valibot';

import { SDK5_CHOICES, type Sdk5Edition } from '../sdk5-edition.ts';

const SDK5_ENTRIES = {
  edition: v.picklist(SDK5_CHOICES.edition),
  tokenPath: v.picklist(SDK5_CHOICES.tokenPath),
  valueSet: v.picklist(SDK5_CHOICES.valueSet),
  numbers: v.picklist(SDK5_CHOICES.numbers),
  keyQuorum: v.picklist(SDK5_CHOICES.keyQuorum),
};

/** Shape of what an edition of the newer command line chooses. */
export const SDK5_EDITION_SCHEMA: v.GenericSchema<unknown, Sdk5Edition> =
  v.strictObject(SDK5_ENTRIES);

/** The same, where the rest is as usual. */
export const SDK5_CHOICES_SCHEMA: v.GenericSchema<unknown, Partial<Sdk5Edition>> = v.partial(
  v.strictObject(SDK5_ENTRIES),
) as v.GenericSchema<unknown, Partial<Sdk5Edition>>;
