import type { FlavourName } from '../hsm/flavours.ts';

/**
 * What differs between the editions of the console that vendors ship: data, made from flavours/traits.ts.
 */

/** What a console asks for where a password is not typed on the command's own line. */
interface PasswordPrompts {
  /** Of loginHSM and createUser. */
  readonly password: string;
  /** Of changePswd. */
  readonly newPassword: string;
  /** Second prompt of changePswd; without it a new password is asked for once. */
  readonly again?: string;
}

/** What some editions show with an empty line before it: the answer of a command, or the caution box. */
export type SetApart = 'enable_e2e' | 'loginHSM' | 'logoutHSM' | 'caution';

/**
 * A second factor as it is asked for: `1FA` is none, `2FA` is one on clusters that are made for it, `-2fa` is
 * one with a file that is named behind it.
 */
export type SecondFactor = '1FA' | '2FA' | '-2fa';

/** What one edition of the console says in its own way. */
export interface FlavourTexts {
  /** The prompt outside server mode, without a blank behind it. */
  readonly prompt: string;
  /** The third line inside the box before operations that are to be done on all nodes. */
  readonly unsynchronized: string;
  /** Whether deleteUser shows the box too. */
  readonly deleteUserCautions: boolean;
  /** Whether createUser and changePswd print a line for each server where they succeeded. */
  readonly successLines: boolean;
  /** Whether tables keep the tool's tabs; else they are blanks up to every eighth column. */
  readonly tabs: boolean;
  /** Commands of the other editions that this one has not. */
  readonly without: readonly string[];
  readonly passwordPrompts: PasswordPrompts;
  /** Whether a password may be left out of a command, and is asked for then as with `-hpswd`. */
  readonly asksForMissingPassword: boolean;
  /** Words behind a new password that are about a second factor. */
  readonly secondFactor: readonly SecondFactor[];
  /** Whether a password that was asked for has an empty line behind it, and so has what loginHSM says then. */
  readonly emptyLineAfterPassword: boolean;
  readonly emptyLineBefore: readonly SetApart[];
  /** How many empty lines follow the last prompt. */
  readonly emptyLinesBeforeFarewell: number;
}

/** One edition of the console. */
export interface Flavour extends FlavourTexts {
  readonly name: FlavourName;
  /** The box before operations that are to be done on all nodes, without its question. */
  readonly caution: readonly string[];
}

const RULE = '****************************************************************';

/** The caution box around the line in which the editions differ. */
export function cautionBox(unsynchronized: string): readonly string[] {
  return [
    '*************************CAUTION********************************',
    'This is a CRITICAL operation, should be done on all nodes in the',
    unsynchronized,
    'nodes on which this operation is not executed or failed, please',
    'ensure this operation is executed on all nodes in the cluster.',
    RULE,
    '',
  ];
}
