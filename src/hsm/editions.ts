/**
 * What the editions of the HSM's documentation contradict each other in, and which flavour goes by which:
 * the HSM's rows of the one table. Those of the console stand in mgmt-util/flavours/traits.ts.
 */
import { FLAVOUR_NAMES, type FlavourName, type HsmRules } from './flavours.ts';

/** One of the ways in which something is shown. */
export interface Showing<Value> {
  readonly value: Value;
  /** Editions of the guide and their pages, or where else it is seen; short, as docs/fidelity.md has it. */
  readonly seen: string;
}

/** One thing in which editions differ. */
export interface Trait<Value> {
  /** How it is in every flavour that is not named below. */
  readonly usual: Showing<Value>;
  /** How else it is, and in which flavours. */
  readonly others: readonly (Showing<Value> & { readonly flavours: readonly FlavourName[] })[];
}

/** A trait for each member of what flavours are made of. */
export type Traits<Members> = { readonly [Name in keyof Members]: Trait<Members[Name]> };

/** The rules of the HSM; other vendors document none of their own. */
export const RULE_TRAITS: Traits<HsmRules> = {
  maximumM: {
    usual: { value: 20, seen: '2017–2022' },
    others: [{ value: 8, seen: '2023', flavours: ['aws-2023'] }],
  },
  tokensDieWithSession: {
    usual: {
      value: false,
      seen: '2017–2023: quorum chapter (its steps)',
    },
    others: [
      {
        value: true,
        seen: '2022–2023: quorum chapter (its note)',
        flavours: ['aws-2023'],
      },
    ],
  },
  typeOnceActivated: {
    usual: { value: 'PCO', seen: '2018–2023: createUser, quorum chapter' },
    others: [
      {
        value: 'CO',
        seen: '2018–2022: activate-cluster; 2022–2023: getting-started',
        flavours: ['aws-2018', 'aws-2022'],
      },
    ],
  },
  applianceUsers: {
    usual: {
      value: true,
      seen: '2018–2022: loginLogout, createUser, changePswd; 2018: deleteUser',
    },
    others: [
      { value: false, seen: '2023: loginLogout, createUser, changePswd', flavours: ['aws-2023'] },
    ],
  },
};

/** What a flavour is, of a table of traits. */
export function valuesOf<Members>(traits: Traits<Members>, flavour: FlavourName): Members {
  const values = Object.entries<Trait<unknown>>(traits).map(([name, trait]) => {
    const { value } =
      trait.others.find(({ flavours }) => flavours.includes(flavour)) ?? trait.usual;
    return [name, value];
  });
  return Object.fromEntries(values) as Members;
}

/** The rules of the HSM in each flavour. */
export const FLAVOUR_RULES: Readonly<Record<FlavourName, HsmRules>> = Object.fromEntries(
  FLAVOUR_NAMES.map((flavour) => [flavour, valuesOf(RULE_TRAITS, flavour)]),
) as Record<FlavourName, HsmRules>;
