import type { FlavourName } from '../flavours.ts';
import type { HsmType } from '../hsm-types.ts';
import type { MValues } from '../m-values.ts';
import type { Sdk5Edition } from '../sdk5-edition.ts';
import type { ServerAddress } from './server-address.ts';

/**
 * A seed file: what a cluster is to be made of, as YAML or JSON wrote it down. Its
 * JSON Schema, for editors, is docs/seed.schema.json; docs/emulator.md explains it.
 */
export interface SeedFile {
  readonly servers?: readonly ServerAddress[];
  readonly flavour?: FlavourName;
  /** hsm1 where this is missing. */
  readonly type?: HsmType;
  /** How the newer command line writes what its documents contradict each other in. */
  readonly sdk5?: Partial<Sdk5Edition>;
  /** Milliseconds since 1970-01-01 UTC at which the clock stands; it runs where this is missing. */
  readonly clock?: number;
  readonly seed?: string;
  /** Given, or with any user: the cluster is activated, and this is the password of admin. */
  readonly adminPassword?: string;
  readonly users: readonly SeedUser[];
  readonly mValues?: Partial<MValues>;
  /** As `parseFault` reads them. */
  readonly faults: readonly string[];
}

/** A user of a seed file. */
export interface SeedUser {
  readonly type: 'CO' | 'CU';
  readonly name: string;
  readonly password: string;
  /** Path of the user's public key from the seed file's folder, or the key itself as PEM. */
  readonly key?: string;
}
