import { valuesOf } from '../../hsm/editions.ts';
import { FLAVOUR_NAMES, type FlavourName } from '../../hsm/flavours.ts';
import { cautionBox, type Flavour } from '../flavour.ts';
import { TEXT_TRAITS } from './traits.ts';

/** All editions, by name. */
export const FLAVOURS: Readonly<Record<FlavourName, Flavour>> = Object.fromEntries(
  FLAVOUR_NAMES.map((name) => [name, makeFlavour(name)]),
) as Record<FlavourName, Flavour>;

function makeFlavour(name: FlavourName): Flavour {
  const texts = valuesOf(TEXT_TRAITS, name);
  return { name, ...texts, caution: cautionBox(texts.unsynchronized) };
}
