/** Seconds that a token's validity starts with. An expired token can still be used. */
export const TOKEN_VALIDITY = 600;
