/** What a command ends with when it does not succeed; `message` is for the person at the terminal. */
export class Failure extends Error {
  override readonly name: string = 'Failure';
}

/** The command line itself is wrong: nothing was asked of anybody. */
export class UsageError extends Failure {
  override readonly name = 'UsageError';
}
