/**
 * Client software that speaks to an HSM, and in what the HSM treats one otherwise than another: the one table
 * of them. A session is of the client that logged in, a quorum token of the client that got it.
 */

/**
 * `classic` is `cloudhsm_mgmt_util`. The newer command line is two: `sdk5` keeps one log-in for many commands,
 * as its interactive mode does, and `sdk5-command` logs in for one command alone.
 */
export const CLIENT_NAMES = ['classic', 'sdk5', 'sdk5-command'] as const;

/** A client, by name. */
export type ClientName = (typeof CLIENT_NAMES)[number];

/** What an HSM lets one client do. */
export interface ClientRules {
  /** The greatest M value that it can set, where that is less than the HSM's own; null where it is not. */
  readonly maximumM: number | null;
  /** Whether a new token takes the place of the user's live one of that service, or is refused beside it. */
  readonly replacesToken: boolean;
  /** Whether a token can be used when its time is over. */
  readonly usesExpiredTokens: boolean;
  /**
   * Which log-ins can use a token: that of the session that got it; or any of its user through this client,
   * where a token outlives its session (`edition`: where the HSM's edition lets it).
   */
  readonly tokenOutlivesSession: boolean | 'edition';
  /** Whether approvals come with the operation that they are for, and never before it. */
  readonly approvesInOperation: boolean;
  /** Whether it shows tokens to all, or to officers alone. */
  readonly listsTokensToAll: boolean;
  /** Whether crypto users, too, register a key. */
  readonly registersUserKeys: boolean;
  /** Whether a changed password takes a second factor away that is not given anew with it. */
  readonly passwordEndsSecondFactor: boolean;
}

const SDK5: ClientRules = {
  maximumM: 8,
  replacesToken: false,
  usesExpiredTokens: false,
  tokenOutlivesSession: false,
  approvesInOperation: true,
  listsTokensToAll: true,
  registersUserKeys: true,
  passwordEndsSecondFactor: false,
};

/**
 * Sources: AWS CloudHSM user guide, "Using quorum authentication" (2018 to 2023) for the classic client, and
 * "Quorum authentication (M of N)" with CloudHSM CLI (2023 to 2026). That a token of a single command is good
 * for the next one is chosen: the documented procedure would work in no other way.
 */
export const CLIENT_RULES: Readonly<Record<ClientName, ClientRules>> = {
  classic: {
    maximumM: null,
    replacesToken: true,
    usesExpiredTokens: true,
    tokenOutlivesSession: 'edition',
    approvesInOperation: false,
    listsTokensToAll: false,
    registersUserKeys: false,
    passwordEndsSecondFactor: true,
  },
  sdk5: SDK5,
  'sdk5-command': { ...SDK5, tokenOutlivesSession: true },
};
