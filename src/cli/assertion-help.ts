/** The grammar, of an assertion, for the help. */
export const assertionHelp = `An assertion is WHAT < VALUE (or <= > >= == !=), or NAME.never.
  SERVICE.startsAt, .endsAt   first and last time it was not operational
  SERVICE.minutes             minutes not operational
  SERVICE.never               it was operational all the time
  ACTION.firedAt, .never      when a recorded or added action was done
  impact.userMinutes          impaired user-minutes of the run
  impact.versusHistory        those of the run less those of history
What never ends, starts or is done in the run is later than any time.`;
