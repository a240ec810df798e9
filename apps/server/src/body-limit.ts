/** The most that one request may carry, in bytes; a line of a record script as much. */
export const BODY_BYTES_MAX = 1_048_576;
