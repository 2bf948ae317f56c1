/** How a miner process ends. The supervisor restarts after a crash, never after one of these. */
export const exitCodes = {
  /** Stopped as asked, or its parent is gone. */
  stopped: 0,
  /** It cannot run as it is set up (port, key, journal); somebody has to change something first. */
  fatal: 78,
  /** The journal could not be written. A restart may help once there is space again. */
  journal: 74,
} as const;

/** Whether a restart would end the same way. */
export const isFatalExit = (code: number | null): boolean => code === exitCodes.fatal;
