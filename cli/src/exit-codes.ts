/** All is well. */
export const EXIT_OK = 0;
/** `run`: errors in the netlist. `lint`: findings of severity error. */
export const EXIT_FINDINGS = 1;
/** `run`: a simulation failed, partial results are written. `lint`: could not run. */
export const EXIT_FAILED = 2;
/** Wrong usage. */
export const EXIT_USAGE = 64;
/** Stopped by the user. */
export const EXIT_INTERRUPTED = 130;
